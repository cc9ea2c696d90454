"""Processes as Linux shows them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

PROC = Path("/proc")
needs_proc = pytest.mark.skipif(
    not (PROC / "self/stat").exists(), reason="looks at processes as Linux does"
)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdigit() and _of(folder.name, "stat").rpartition(")")[2].split()[1:2] == [
            str(pid)
        ]:
            found.append(int(folder.name))
    return found


def workers_of(pid: int) -> list[int]:
    """Return the processes that simulate for a process."""
    return [child for child in children_of(pid) if "spawn_main" in _of(child, "cmdline")]


def is_alive(pid: int) -> bool:
    """Return whether a process is there and no zombie."""
    return _of(pid, "stat").rpartition(")")[2].split()[:1] not in ([], ["Z"])


def are_gone(pids: list[int], within: float) -> bool:
    """Return whether these processes are gone within so many seconds."""
    deadline = time.monotonic() + within
    while any(map(is_alive, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def listens_to(pid: int, signal_number: int) -> bool:
    """Return whether a process has a handler of its own for a signal."""
    return bool(int(_status(pid, "SigCgt") or "0", 16) >> (signal_number - 1) & 1)


def resident_kb(pid: int) -> int:
    """Return the memory that a process has in RAM."""
    return int((_status(pid, "VmRSS") or "0").split()[0])


def open_files(pid: int) -> int:
    """Return how many files a process has open."""
    return len(list((PROC / str(pid) / "fd").iterdir()))


def _status(pid: int, name: str) -> str:
    for line in _of(pid, "status").splitlines():
        if line.startswith(f"{name}:"):
            return line.partition(":")[2].strip()
    return ""


def _of(pid: int | str, name: str) -> str:
    """Return what the system says of a process; nothing if it is gone."""
    try:
        return (PROC / str(pid) / name).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
