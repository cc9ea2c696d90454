"""A run that is kept: in its own folder, resumed where it was interrupted, never overwritten."""

from __future__ import annotations

import json
import os
import shlex
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srdi_sim.engine.batch import Batch
from srdi_sim.engine.rules import rules_with
from srdi_sim.ensemble.chunks import stored_count, stored_numbers, write_chunk
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.disk import PART, make_folder, sweep, told_where, write_whole
from srdi_sim.ensemble.lock import NAME as LOCK
from srdi_sim.ensemble.lock import sole_writer
from srdi_sim.ensemble.manifest import differences, plan_of, short_hash, text_of
from srdi_sim.ensemble.runs import Runs, part
from srdi_sim.ensemble.simulate import (
    Progress,
    chunk_size,
    chunks_of,
    counted,
    failures_of,
    numbers_of,
    tasks_of,
    workers_for,
)
from srdi_sim.ensemble.store import (
    CHUNKS,
    MANIFEST,
    PLAN,
    RESULTS,
    finish,
    open_run,
    read_manifest,
    tidy,
    verify,
)
from srdi_sim.ensemble.task import Failure, Replacements
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

RUNS = "runs"  # the folder of run folders that get no name from the user
_LONGEST_NAME = 40


class Interrupted(SrdiError):
    """A run was stopped by the user; what is stored stays, and ``srdi resume`` goes on with it."""

    def __init__(self, path: Path, stored: int, total: int) -> None:
        key = "run.interrupted" if stored else "run.interrupted_early"
        typed = shlex.quote(str(path)) if os.name == "posix" else f'"{path}"'
        super().__init__(key, {"path": typed, "stored": stored, "total": total})
        self.args = (path, stored, total)
        self.path, self.stored, self.total = path, stored, total


@contextmanager
def interruptible(path: Path, total: int) -> Iterator[None]:
    """Let Ctrl-C say how much of the run in a folder is stored."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(path, _stored_in(path, total), total) from None


def _stored_in(path: Path, total: int) -> int:
    """Return how many replications are stored, as the folder has it at this very moment."""
    if (path / MANIFEST).exists():
        return total
    return stored_count(path / CHUNKS) if (path / CHUNKS).exists() else 0


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A finished run and where it is kept.

    Attributes
    ----------
    reused : bool
        Whether the folder held this very run already, so that nothing was simulated.
    """

    path: Path
    runs: Runs
    reused: bool


def run(
    scenario: Scenario,
    *,
    replications: int = 1000,
    seed: int = 1,
    out: Path | str | None = None,
    workers: int | None = None,
    batch: int | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    rules: Replacements | None = None,
) -> RunFolder:
    """Simulate replications 0, 1, … of a scenario and keep them in a run folder.

    A folder that holds this very run is verified and reused; one that holds a part of it is
    resumed, and then equals the undisturbed run byte by byte.

    Parameters
    ----------
    out : path, optional
        The run folder; ``runs/NAME-HASH-SEED-REPLICATIONS`` if not given.
    workers : int, optional
        Processes; as many as there are cores if not given.
    batch, progress, note, rules
        See :func:`srdi_sim.ensemble.simulate.simulate`.

    Raises
    ------
    Interrupted
        By Ctrl-C; what is stored stays.
    SrdiError
        Something else is in the way, the folder cannot be written, another process is writing it,
        or nothing could be simulated.
    """
    numbers = numbers_of(replications)
    replacements = dict(rules or {})
    rules_with(replacements)  # an unknown name is told before anything is looked at
    plan = plan_of(scenario, seed, replacements, replications)
    path = Path(out) if out is not None else Path(RUNS) / folder_name(plan)
    with interruptible(path, replications):
        with told_where(path):
            reused = _is_done(path, plan)
        if not reused or _is_untidy(path):
            with _claimed(path):
                with told_where(path):
                    # Looked at again: whoever held the lock may have finished this very run.
                    reused = _is_done(path, plan)
                    if reused:
                        tidy(path)
                if not reused:
                    if workers is None:
                        workers = workers_for(replications)
                    size = batch or chunk_size(replications, workers)
                    work = _Work(path, plan, scenario, replacements, workers, size)
                    work.do(numbers, progress, note)
        if reused and progress:
            progress(replications, replications)
        return RunFolder(path, open_run(path, scenario=scenario, check=False), reused)


def folder_name(plan: Mapping[str, Any]) -> str:
    """Return the name of the folder of a run: safe everywhere, the same for the same run."""
    letters = unicodedata.normalize("NFC", plan["scenario"]["name"])
    safe = "".join(letter if letter.isalnum() else "-" for letter in letters)
    name = "-".join(filter(None, safe.split("-")))[:_LONGEST_NAME].strip("-") or "run"
    return f"{name}-{short_hash(plan)}-{plan['seed']}-{plan['replications']}"


@dataclass(frozen=True, slots=True)
class _Work:
    """A run that is under way in its folder."""

    path: Path
    plan: Mapping[str, Any]
    scenario: Scenario
    replacements: Replacements
    workers: int
    chunk_size: int

    def do(self, numbers: list[int], progress: Progress | None, note: Note | None) -> None:
        """Simulate and store what is not stored yet, then finish the folder."""
        began = time.perf_counter()
        try:
            with told_where(self.path):
                stored = self._begin()
            missing = [number for number in numbers if number not in stored]
            failed, traces = self._simulate(missing, len(numbers), progress, note)
            seconds = time.perf_counter() - began
            with told_where(self.path):
                finish(self.path, self.plan, self.scenario, failed, traces, seconds, self.workers)
        except BaseException:
            with suppress(OSError):  # what has stopped us is what is told
                if not _stored_in(self.path, len(numbers)):
                    tidy(self.path)  # what came to nothing is not in the way of the next attempt
            raise

    def _begin(self) -> set[int]:
        """Prepare the folder; return the replications that it has already."""
        sweep(self.path)
        make_folder(self.path / CHUNKS)
        if not (self.path / PLAN).exists():
            write_whole(self.path / PLAN, text_of(self.plan).encode())
        return stored_numbers(self.path / CHUNKS)

    def _simulate(
        self,
        missing: list[int],
        total: int,
        progress: Progress | None,
        note: Note | None,
    ) -> tuple[tuple[Failure, ...], dict[int, str]]:
        """Simulate what is missing and store it as it comes; return what failed, and where."""
        tasks = tasks_of(self.scenario, self.plan["seed"], missing, self.chunk_size)
        failed: list[Failure] = []
        traces: dict[int, str] = {}
        with (
            crew_of(self.workers, rules=self.replacements, note=note) as crew,
            closing(crew.outcomes(tasks)) as coming,
        ):
            for outcome in counted(coming, total - len(missing), total, progress):
                failed += outcome.failed
                traces.update(outcome.traces)
                if outcome.batch is not None:
                    with told_where(self.path):
                        self._store(outcome.batch)
        return failures_of(failed, total), traces

    def _store(self, batch: Batch) -> None:
        for numbers in chunks_of(batch.replications.tolist(), self.chunk_size):
            write_chunk(self.path / CHUNKS, part(batch, numbers[0], numbers[-1] + 1))


def _is_done(path: Path, plan: Mapping[str, Any]) -> bool:
    """Return whether a folder holds this very run, whole; False if it may be written.

    Nothing is changed. Whatever else is in the way is an error.
    """
    if (path / MANIFEST).exists():
        manifest = read_manifest(path)
        _refuse_other(path, plan, manifest)
        if problems := verify(path, RESULTS):
            raise problems[0]
        return True
    if (path / PLAN).exists():
        _refuse_other(path, plan, _read_plan(path))
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


def _is_untidy(path: Path) -> bool:
    """Return whether a process was killed between the last file and the cleaning up."""
    return (path / CHUNKS).exists() or (path / PLAN).exists()


def _read_plan(path: Path) -> dict[str, Any]:
    try:
        plan = json.loads((path / PLAN).read_bytes())
    except ValueError:
        plan = None
    if not isinstance(plan, dict):
        raise SrdiError("run.plan_damaged", {"path": str(path / PLAN)})
    return plan


def _refuse_other(path: Path, plan: Mapping[str, Any], there: Mapping[str, Any]) -> None:
    """Refuse a folder that holds another run, naming what differs."""
    if different := differences(plan, there):
        raise SrdiError("run.another", {"path": str(path), "different": different})


@contextmanager
def _claimed(path: Path) -> Iterator[None]:
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
