"""Takes the text out of a PDF, in a process of its own that may use so much time and memory and no more.

Run as a file, with the PDF on standard input; writes JSON to standard output. It gets no environment to speak of.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

MEMORY = 1_200_000_000
"""Bytes of address space."""
CPU_SECONDS = 15
MAX_PAGES = 400
"""Pages that are looked at: 100,000 characters fill some 40 to 60."""


def _limit() -> None:
    if sys.platform == "win32":  # only the time limit of the caller holds there
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of(content: bytes, keep: int) -> dict[str, Any]:
    """The text of the pages until `keep` characters are there, how many pages there are, or what is wrong."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"reason": "encrypted"}
        return _read(reader, keep)
    except (FileNotDecryptedError, DependencyError):
        return {"reason": "encrypted"}
    except (MemoryError, LimitReachedError, RecursionError):
        return {"reason": "too_hard"}
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OSError):
        return {"reason": "corrupt"}  # pypdf meets damage with whatever Python raises there
    except (ArithmeticError, NotImplementedError, StopIteration):
        return {"reason": "corrupt"}


def _read(reader: Any, keep: int) -> dict[str, Any]:
    count = len(reader.pages)
    texts: list[str] = []
    kept = after = 0
    for number in range(min(count, MAX_PAGES)):
        text = reader.pages[number].extract_text() or ""
        texts.append(text[: keep - kept])
        after += len(text) - len(texts[-1])
        kept += len(texts[-1])
        if kept >= keep:
            break
    return {"pages": count, "texts": texts, "after": after}


def main() -> None:
    """Reads standard input, writes the answer."""
    _limit()
    answer = pages_of(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
