"""What an endpoint hears: a request for a transcript as OpenAI takes it, and the smallest recordings there are."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import HTTP

OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(60)
MP3 = b"ID3\x04\x00\x00" + bytes(60)
BARE_MP3 = b"\xff\xfb\x90\x64" + bytes(60)
M4A = b"\x00\x00\x00\x1cftypM4A " + bytes(60)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(60)
RECORDINGS = {"ogg": OGG, "mp3": MP3, "m4a": M4A, "wav": WAV}
"""By the ending that an endpoint tells their kind by."""
_BEGINS = {"ogg": b"OggS", "mp3": (b"ID3", b"\xff"), "m4a": b"\x00\x00\x00", "wav": b"RIFF"}
_TAKEN = {"model", "file", "response_format"}


@dataclass(frozen=True)
class Request:
    """What was asked."""

    model: str
    name: str
    content: bytes


def request_of(headers: dict[str, str], content: bytes) -> Request:
    """The request in a multipart body. Raises ValueError in OpenAI's words for what it would refuse."""
    head = f"Content-Type: {headers.get('content-type', '')}\r\n\r\n".encode()
    form = message_from_bytes(head + content, policy=HTTP)
    if form.get_content_type() != "multipart/form-data" or not form.is_multipart():
        raise ValueError("Could not parse multipart form")
    fields: dict[str, bytes] = {}
    name = ""
    for part in form.iter_parts():
        key = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        assert isinstance(key, str)
        assert isinstance(value, bytes)
        fields[key] = value
        name = part.get_filename() or name
    if fields.keys() != _TAKEN:
        raise ValueError(f"Unknown or missing parameters: {sorted(fields.keys() ^ _TAKEN)}")
    if fields["response_format"] != b"json":
        raise ValueError("response_format should be json")
    ending = name.rpartition(".")[2]
    if ending not in _BEGINS or not fields["file"].startswith(_BEGINS[ending]):
        raise ValueError("Invalid file format. Supported formats: ['m4a', 'mp3', 'ogg', 'wav']")
    return Request(fields["model"].decode(), name, fields["file"])
