"""Files for tests of reading, sound and hostile ones, built here byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

from bot.services.reading import Reading, UnreadableError, read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def outcome(content: bytes, name: str = "") -> Reading | str:
    """What reading a file gives: the text, or the reason why not. Any other error gets through."""
    try:
        return read(content, name)
    except UnreadableError as error:
        return error.reason


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file with these parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def docx(body: str, head: str = '<?xml version="1.0"?>', **more: bytes | str) -> bytes:
    """A .docx with this XML as its body."""
    document = f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": document, **more})


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    """A row of a table."""
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def pdf(pages: Sequence[Sequence[str]], objects: Iterable[bytes] = (), trailer: bytes = b"") -> bytes:
    """A PDF with these lines on its pages, twelve points apart, in a font of every reader."""
    made = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    made.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    made.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        shown = b" ".join(b"(%s) Tj 0 -12 Td" % _literal(line) for line in lines)
        stream = b"BT /F1 10 Tf 40 800 Td " + shown + b" ET"
        made.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number)
        )
        made.append(pdf_stream(stream))
    made.extend(objects)
    return _assembled(made, trailer)


def pdf_stream(content: bytes) -> bytes:
    """A stream, deflated."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _literal(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembled(objects: Sequence[bytes], trailer: bytes) -> bytes:
    written = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    head = b"trailer\n<< /Size %d /Root 1 0 R %s >>" % (len(objects) + 1, trailer)
    return written + head + b"\nstartxref\n%d\n%%%%EOF\n" % start


def index_saying(content: bytes, entries: int, size: int) -> bytes:
    """A zip file whose end speaks of so many parts and so large an index."""
    place = content.rfind(b"PK\x05\x06")
    changed = struct.pack("<2H L", entries, entries, size)
    return content[: place + 8] + changed + content[place + 16 :]
