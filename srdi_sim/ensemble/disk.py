"""Files that are whole or not there: written under another name, flushed and renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from srdi_sim.errors import SrdiError

PART = ".part-"  # begins the names of files that are being written
_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a piece."""
    with whole_files([path]) as (file,):
        file.write(content)


@contextmanager
def whole_files(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Open files that appear under their names only when all of them are written to the end."""
    unfinished = [path.with_name(f"{PART}{os.getpid()}-{path.name}") for path in paths]
    try:
        with ExitStack() as stack:
            files: list[BinaryIO] = [stack.enter_context(path.open("wb")) for path in unfinished]
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for written, path in zip(unfinished, paths, strict=True):
            os.replace(written, path)
            _flush_folder(path.parent)
    except BaseException:
        for written in unfinished:
            with suppress(OSError):
                written.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; they stay when the power fails."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush_folder(folder.parent)


def sweep(folder: Path) -> None:
    """Remove what a process was writing to a folder when it was killed."""
    for left in folder.glob(f"{PART}*"):
        left.unlink()


def _flush_folder(folder: Path) -> None:
    """See to it that what was made or renamed in a folder stays so when the power fails."""
    if os.name != "posix":  # elsewhere a folder cannot be flushed
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def told_where(path: Path) -> Iterator[None]:
    """Tell the user which folder cannot be written, and why."""
    try:
        yield
    except OSError as error:
        values = {"path": str(path), "reason": error.strerror or type(error).__name__}
        if error.errno in _FULL:
            raise SrdiError("run.disk_full", {**values, "free": _free(path)}) from error
        raise SrdiError("run.cannot_write", values) from error
    except ValueError as error:
        if "\0" not in str(path):
            raise
        raise SrdiError("run.cannot_write", {"path": str(path), "reason": str(error)}) from error


def _free(path: Path) -> float:
    """Return the megabytes that are free on the disk of a folder, there or not."""
    there = next(each for each in (path, *path.absolute().parents) if each.exists())
    return shutil.disk_usage(there).free / 1e6


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def entry_of(content: bytes) -> dict[str, Any]:
    """Return how a manifest lists a file with this content."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def entry_at(path: Path) -> dict[str, Any]:
    """Return how a manifest lists a file."""
    return {"sha256": sha256_of(path), "bytes": path.stat().st_size}
