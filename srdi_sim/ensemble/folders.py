"""Where a run is kept: the name of its folder, and whether that may be written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any

from srdi_sim.ensemble.begun import CHUNKS, PLAN, read_plan
from srdi_sim.ensemble.disk import PART, make_folder, told_where
from srdi_sim.ensemble.lock import NAME as LOCK
from srdi_sim.ensemble.lock import sole_writer
from srdi_sim.ensemble.manifest import changes, differences, short_hash, value_sha256
from srdi_sim.ensemble.store import MANIFEST, RESULTS, read_manifest, verify
from srdi_sim.errors import SrdiError

RUNS = "runs"  # the folder of run folders that get no name from the user
_LONGEST_NAME = 40


def folder_name(plan: Mapping[str, Any]) -> str:
    """Return the name of the folder of a run: safe everywhere, the same for the same run."""
    name = safe_name(plan["scenario"]["name"])
    return f"{name}-{short_hash(plan)}-{plan['seed']}-{_told(plan['replications'])}"


def safe_name(name: str) -> str:
    """Return a name that a user gave as part of that of a folder: letters, digits and dashes."""
    letters = unicodedata.normalize("NFC", name)
    safe = "".join(letter if letter.isalnum() else "-" for letter in letters)
    return "-".join(filter(None, safe.split("-")))[:_LONGEST_NAME].strip("-") or "run"


def _told(replications: int | list[int]) -> str:
    """Return how many replications there are, or which."""
    if isinstance(replications, int):
        return str(replications)
    which = "r" + "-".join(map(str, replications))
    return which if len(which) < _LONGEST_NAME else f"r{value_sha256(replications)[:8]}"


def is_done(path: Path, plan: Mapping[str, Any]) -> bool:
    """Return whether a folder holds this very run, whole; False if it may be written.

    Nothing is changed. Whatever else is in the way is an error.
    """
    if (path / MANIFEST).exists():
        manifest = read_manifest(path)
        refuse_other(path, plan, manifest)
        if problems := verify(path, RESULTS):
            raise problems[0]
        return True
    if (path / PLAN).exists():
        refuse_other(path, plan, read_plan(path))
        return False
    if path.is_dir():
        # Our own leftovers: of a process that was killed before it had written the plan.
        found = sorted(
            entry.name
            for entry in path.iterdir()
            if entry.name not in (LOCK, CHUNKS) and not entry.name.startswith(PART)
        )
        if found:
            raise SrdiError("run.folder_not_empty", {"path": str(path), "found": found})
    elif path.exists() or path.is_symlink():
        raise SrdiError("run.not_a_folder", {"path": str(path)})
    return False


def is_untidy(path: Path) -> bool:
    """Return whether a process was killed between the last file and the cleaning up."""
    return (path / CHUNKS).exists() or (path / PLAN).exists()


def refuse_other(path: Path, plan: Mapping[str, Any], there: Mapping[str, Any]) -> None:
    """Refuse a folder that holds another run, naming what differs."""
    if different := differences(plan, there):
        values = {"path": str(path), "different": different, "changes": changes(plan, there)}
        raise SrdiError("run.another", values)


def out_of_the_way(path: Path, plan: Mapping[str, Any]) -> Path:
    """Return a folder for a run: this one, or the first next to it where nothing is in the way.

    The run itself, or a part of it, is not in its way.
    """
    names = chain([path.name], (f"{path.name}-{number}" for number in count(2)))
    return next(free for name in names if _may_be(free := path.with_name(name), plan))


def _may_be(path: Path, plan: Mapping[str, Any]) -> bool:
    try:
        is_done(path, plan)
    except SrdiError:
        return False
    return True


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Make a folder and be its only writer; a new folder that stays empty is removed again."""
    with ExitStack() as stack:
        with told_where(path):
            is_new = not path.exists()
            make_folder(path)
            if is_new:
                stack.callback(_remove_if_empty, path)
            stack.enter_context(sole_writer(path))
        yield


def _remove_if_empty(path: Path) -> None:
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
