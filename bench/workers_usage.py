"""What processes use, as Linux tells it: processor time, memory, connections."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

_PSS = re.compile(r"^Pss: +(\d+) kB$", re.M)
_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
_ESTABLISHED = "01"


def processor(pids: Iterable[int]) -> float:
    """Seconds of processor time that these have used, with those of their children that have ended."""
    return sum(sum(map(int, _fields(pid)[11:15])) for pid in pids) / _TICKS


def children(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    return [one for one in _processes() if int(_fields(one)[1]) == pid]


def parent(pid: int) -> int:
    """The process that has started this one."""
    return int(_fields(pid)[1])


def memory(pid: int) -> float:
    """Megabytes that are this process's own, and its part of what it shares (PSS)."""
    told = _PSS.search((_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii"))
    return int(told[1]) / 1024 if told else 0.0


def connections(pid: int, port: int) -> int:
    """Connections of a process to a port of this machine."""
    there = set()
    for line in (_PROC / str(pid) / "net" / "tcp").read_text(encoding="ascii").splitlines()[1:]:
        columns = line.split()
        if columns[3] == _ESTABLISHED and int(columns[2].rsplit(":", 1)[1], 16) == port:
            there.add(f"socket:[{columns[9]}]")
    return sum(_target(one) in there for one in (_PROC / str(pid) / "fd").iterdir())


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""


def _processes() -> list[int]:
    return [int(one.name) for one in _PROC.iterdir() if one.name.isdigit()]


def _fields(pid: int) -> list[str]:
    """From the state on; all zero for a process that has ended."""
    try:
        told = (_PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):  # before it was opened, or before it was read
        return ["0"] * 50
    return told.rpartition(")")[2].split()
