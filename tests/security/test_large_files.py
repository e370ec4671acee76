"""Files of nearly 20 MB, as large as Telegram lets anybody send: each is read or refused, by a process that may
have so much memory and no more."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.services.reading import pdf
from bot.services.reading.files import MAX_BYTES

MEMORY = 400_000_000
"""Bytes of addresses, a quarter of them for Python itself."""
SECONDS = 60
"""Of the processor: many times what any of these takes, and an end for what would take for ever."""
READ = """
import resource, sys
from pathlib import Path
from bot.services.reading import UnreadableError, read
soft = [int(limit) for limit in sys.argv[2:]]
resource.setrlimit(resource.RLIMIT_CPU, (soft[1], soft[1]))
resource.setrlimit(resource.RLIMIT_AS, (soft[0], resource.RLIM_INFINITY))
file = Path(sys.argv[1])
try:
    print(read(file.read_bytes(), file.name).kind)
except UnreadableError as error:
    print(error.reason)
"""
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = "</w:body></w:document>"
ROOM = MAX_BYTES - 1_000
DEEP = ROOM // len("<w:p></w:p>")


def repeated(piece: str) -> str:
    """As often as there is room for it."""
    return piece * (ROOM // len(piece))


def docx(body: str) -> bytes:
    """A document that is not packed: as many elements as 20 MB hold."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", f"{WORD}{body}{END}")
    return file.getvalue()


LARGE = {
    "text.txt": ("text", lambda: repeated("De trap kraakt. ").encode()),
    "one-word.txt": ("text", lambda: repeated("a").encode()),
    "paragraphs.html": ("html", lambda: repeated("<p>De trap kraakt.</p>").encode()),
    "open-tags.html": ("html", lambda: repeated("<a ").encode()),
    "nested.html": ("empty", lambda: repeated("<div>").encode()),
    "paragraphs.docx": ("docx", lambda: docx(repeated("<w:p><w:r><w:t>De trap kraakt. </w:t></w:r></w:p>"))),
    "empty-paragraphs.docx": ("empty", lambda: docx(repeated("<w:p/>"))),
    "nested.docx": ("empty", lambda: docx("<w:p>" * DEEP + "</w:p>" * DEEP)),
    "rubbish.docx": ("corrupt", lambda: b"PK\x03\x04" + repeated("kras").encode()),
    "rubbish.pdf": ("corrupt", lambda: b"%PDF-1.7\n" + repeated("kras ").encode()),
    "objects.pdf": ("corrupt", lambda: b"%PDF-1.7\n" + repeated("1 0 obj<</A 1>>endobj\n").encode()),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_of_nearly_20_mb_is_read_or_refused_within_its_memory(name: str, tmp_path: Path) -> None:
    outcome, content = LARGE[name]
    file = tmp_path / name
    file.write_bytes(content())
    assert 0.95 * MAX_BYTES < file.stat().st_size <= MAX_BYTES
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file), str(MEMORY), str(SECONDS)],
        capture_output=True,
        check=False,
        text=True,
        timeout=SECONDS + pdf.SECONDS,
    )
    assert (done.returncode, done.stdout) == (0, f"{outcome}\n"), done.stderr[-2000:]


def test_the_memory_is_a_bound(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(LARGE["text.txt"][1]())
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file), str(MEMORY // 8), str(SECONDS)], capture_output=True, check=False
    )
    assert done.returncode != 0
