"""An archive of trials: what was found is kept as it comes, and never simulated again.

It is a folder with ``archive.json``, which names the program that may add to it, and pieces: files
whose names carry their hash, each with the columns of some trials. Nothing in it runs when read.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from srdi_sim.ensemble.disk import make_folder, sweep, told_where, write_whole
from srdi_sim.ensemble.lock import sole_writer
from srdi_sim.ensemble.manifest import (
    changes,
    code_versions,
    differences,
    hashes_of,
    text_of,
)
from srdi_sim.ensemble.runs import Columns
from srdi_sim.ensemble.task import Failure, Replacements
from srdi_sim.errors import SrdiError

ABOUT = "archive.json"
_PIECE = re.compile(r"(\d+)\.([0-9a-f]{64})\.npz\.zst")
_AT_MOST = 2.0  # seconds of work that may be lost when the process is killed


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one trial: columns of the replications that finished, and what failed."""

    finished: NDArray[np.int64]
    columns: Columns = field(default_factory=dict)
    failed: tuple[Failure, ...] = ()


class Archive:
    """What was found, by the key of its trial; see :func:`opened`."""

    def __init__(self, folder: Path, found: dict[str, Found], pieces: int) -> None:
        self.folder = folder
        self._found = found
        self._pieces = pieces
        self._new: dict[str, Found] = {}
        self._since = time.monotonic()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: str) -> Found | None:
        """Return what was found of a trial, None if it was not made yet."""
        return self._found.get(key)

    def put(self, key: str, found: Found) -> None:
        """Keep what was found; it is on disk soon, at the latest when the archive closes."""
        self._found[key] = self._new[key] = found
        if time.monotonic() - self._since > _AT_MOST:
            self.flush()

    def flush(self) -> None:
        """Write what is not on disk yet."""
        if self._new:
            content = _packed(self._new)
            digest = hashlib.sha256(content).hexdigest()
            with told_where(self.folder):
                write_whole(self.folder / f"{self._pieces:06d}.{digest}.npz.zst", content)
            self._pieces += 1
            self._new.clear()
        self._since = time.monotonic()


@contextmanager
def opened(folder: Path | str, *, rules: Replacements | None = None) -> Iterator[Archive]:
    """Open an archive as its only writer; a new folder becomes one.

    Parameters
    ----------
    rules : mapping of str to callable, optional
        Replaced rules of the crew that adds to it.

    Raises
    ------
    SrdiError
        Another program wrote it (by version, code, rules, platform), another process writes it now,
        or something else is in the folder.
    """
    path = Path(folder)
    with ExitStack() as stack:
        with told_where(path):
            make_folder(path)
            stack.enter_context(sole_writer(path))
            _begin(path, rules or {})
            archive = Archive(path, *_read(path))
        try:
            yield archive
        finally:
            archive.flush()


def _begin(path: Path, rules: Replacements) -> None:
    """Write who may add to an archive, or refuse whoever may not."""
    about = {
        "format": 1,
        "rules": hashes_of(rules),
        **code_versions(),
        "platform": {"machine": platform.machine()},
    }
    if not (path / ABOUT).exists():
        if found := sorted(each.name for each in path.iterdir() if not each.name.startswith(".")):
            raise SrdiError("run.folder_not_empty", {"path": str(path), "found": found})
        write_whole(path / ABOUT, text_of(about).encode())
        return
    try:
        there = json.loads((path / ABOUT).read_bytes())
    except ValueError:
        there = None
    if not isinstance(there, dict):
        raise SrdiError("run.plan_damaged", {"path": str(path / ABOUT)})
    if different := differences(about, there):
        values = {"path": str(path), "different": different, "changes": changes(about, there)}
        raise SrdiError("run.another", values)


def stored_count(folder: Path) -> int:
    """Return how many trials a folder keeps at this very moment; nothing there is touched."""
    found: set[str] = set()
    with suppress(OSError):  # whoever asks has been stopped, and that is what is told
        for _, _, held in _pieces(folder):
            found |= (held or {}).keys()
    return len(found)


def _read(path: Path) -> tuple[dict[str, Found], int]:
    """Return what whole pieces hold, and the number of the next; damaged pieces are removed."""
    sweep(path)
    found: dict[str, Found] = {}
    following = 0
    for file, number, held in _pieces(path):
        following = max(following, number + 1)
        if held is None:
            file.unlink()
        else:
            found |= held
    return found, following


def _pieces(path: Path) -> Iterator[tuple[Path, int, dict[str, Found] | None]]:
    """Yield every piece, its number and what it holds; None of one that is damaged."""
    for file in sorted(path.iterdir()):
        if named := _PIECE.fullmatch(file.name):
            content = file.read_bytes()
            whole = hashlib.sha256(content).hexdigest() == named[2]
            yield file, int(named[1]), _unpacked(content) if whole else None


def _packed(found: dict[str, Found]) -> bytes:
    arrays: dict[str, NDArray[Any]] = {}
    for key, each in found.items():
        arrays[f"{key}/finished"] = each.finished
        arrays[f"{key}/failed"] = np.array([number for number, _ in each.failed], np.int64)
        arrays[f"{key}/messages"] = np.array([message for _, message in each.failed], np.str_)
        arrays |= {f"{key}/column/{name}": column for name, column in each.columns.items()}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return bytes(pa.Codec("zstd").compress(buffer.getvalue(), asbytes=True))


def _unpacked(content: bytes) -> dict[str, Found]:
    with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
        buffer = io.BytesIO(stream.read())
    parts: dict[str, dict[str, NDArray[Any]]] = {}
    with np.load(buffer, allow_pickle=False) as arrays:
        for name in arrays.files:
            key, _, what = name.partition("/")
            parts.setdefault(key, {})[what] = arrays[name]
    return {
        key: Found(
            part.pop("finished"),
            failed=tuple(
                zip(part.pop("failed").tolist(), part.pop("messages").tolist(), strict=True)
            ),
            columns={what.removeprefix("column/"): column for what, column in part.items()},
        )
        for key, part in parts.items()
    }
