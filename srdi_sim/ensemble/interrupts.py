"""A run that is stopped before its end: what is said of it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from srdi_sim.ensemble.begun import CHUNKS
from srdi_sim.ensemble.chunks import stored_count
from srdi_sim.ensemble.cluster import ClusterLost
from srdi_sim.ensemble.store import MANIFEST
from srdi_sim.errors import SrdiError


class Interrupted(SrdiError):
    """A run was stopped by the user; what is stored stays, and ``srdi resume`` goes on with it."""

    def __init__(self, path: Path, stored: int, total: int) -> None:
        key = "run.interrupted" if stored else "run.interrupted_early"
        super().__init__(key, {"path": typed(path), "stored": stored, "total": total})
        self.args = (path, stored, total)
        self.path, self.stored, self.total = path, stored, total


class Halted(SrdiError):
    """A run could not go on; what is stored stays, and ``srdi resume`` goes on with it."""

    def __init__(self, why: SrdiError, path: Path, stored: int, total: int) -> None:
        values = {"reason": why, "path": typed(path), "stored": stored, "total": total}
        super().__init__("run.halted", values)
        self.args = (why, path, stored, total)
        self.why = why


def typed(path: Path) -> str:
    """Return a path as it is typed on a command line."""
    return shlex.quote(str(path)) if os.name == "posix" else f'"{path}"'


@contextmanager
def interruptible(path: Path, total: int) -> Iterator[None]:
    """Let Ctrl-C, or the loss of the cluster, say how much of the run in a folder is stored."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(path, stored_in(path, total), total) from None
    except ClusterLost as error:
        if stored := stored_in(path, total):
            raise Halted(error, path, stored, total) from error
        raise


def stored_in(path: Path, total: int) -> int:
    """Return how many replications are stored, as the folder has it at this very moment."""
    if (path / MANIFEST).exists():
        return total
    return stored_count(path / CHUNKS) if (path / CHUNKS).exists() else 0
