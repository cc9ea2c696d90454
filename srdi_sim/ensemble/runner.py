"""A run that is kept: in its own folder, resumed where it was interrupted, never overwritten."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srdi_sim.engine.batch import Batch
from srdi_sim.engine.rules import rules_with
from srdi_sim.ensemble.begun import (
    CHUNKS,
    SCENARIO,
    abandon,
    begin,
    problems_of_scenario,
    read_plan,
    tidy,
)
from srdi_sim.ensemble.chunks import refuse_unequal, stored_numbers, write_chunk
from srdi_sim.ensemble.crew import Crew, crew_of
from srdi_sim.ensemble.disk import sweep, told_where
from srdi_sim.ensemble.folders import (
    RUNS,
    claimed,
    folder_name,
    is_done,
    is_untidy,
    out_of_the_way,
    refuse_other,
)
from srdi_sim.ensemble.interrupts import interruptible, stored_in
from srdi_sim.ensemble.manifest import FORMAT, changes, host, plan_of, scenario_sha256
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
from srdi_sim.ensemble.store import MANIFEST, finish, open_run, verify
from srdi_sim.ensemble.task import Failure, Replacements
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Scenario


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
    replications: int | Sequence[int] = 1000,
    seed: int = 1,
    out: Path | str | None = None,
    force_new: bool = False,
    workers: int | None = None,
    cluster: str | None = None,
    batch: int | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
    rules: Replacements | None = None,
    crew: Crew | None = None,
) -> RunFolder:
    """Simulate replications of a scenario and keep them in a run folder.

    A folder that holds this very run is verified and reused; one that holds a part of it is
    resumed, and then equals the undisturbed run byte by byte.

    Parameters
    ----------
    out : path, optional
        The run folder; ``runs/NAME-HASH-SEED-REPLICATIONS`` if not given.
    force_new : bool
        Take a new folder next to that one, its name with a number, if something else is in the way.
    workers : int, optional
        Processes; as many as there are cores if not given.
    replications, cluster, batch, progress, note, time_limit, rules, crew
        See :func:`srdi_sim.ensemble.simulate.simulate`.

    Raises
    ------
    Interrupted
        By Ctrl-C; what is stored stays.
    Halted
        The cluster was lost; what is stored stays.
    SrdiError
        Something else is in the way, the folder cannot be written, another process is writing it,
        or nothing could be simulated.
    """
    numbers = numbers_of(replications)
    replacements = dict(rules or {})
    rules_with(replacements)  # an unknown name is told before anything is looked at
    asked = len(numbers) if numbers == list(range(len(numbers))) else numbers
    plan = plan_of(scenario, seed, replacements, asked)
    path = Path(out) if out is not None else Path(RUNS) / folder_name(plan)
    if force_new:
        with told_where(path):
            path = out_of_the_way(path, plan)
    hands = workers or workers_for(len(numbers))
    how = _How(hands, cluster, batch, progress, note, time_limit, crew)
    return _Work(path, plan, scenario, replacements, numbers, how).kept()


def resume(
    path: Path | str,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    batch: int | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> RunFolder:
    """Go on with a run by what its folder says; a run that is finished is verified and opened.

    Parameters
    ----------
    workers, cluster, batch, progress, note, time_limit
        As :func:`run` takes them.

    Raises
    ------
    SrdiError
        Nothing was begun there, what is there is not as it was written, the run was begun by
        another program or on another kind of machine, or it needs what no file holds: replaced
        rules, or a scenario that was changed after it was loaded.
    """
    folder = Path(path)
    if (folder / MANIFEST).exists():
        if problems := verify(folder):
            raise problems[0]
        if is_untidy(folder):  # it was stopped when all was there
            with claimed(folder), told_where(folder):
                tidy(folder)
        return RunFolder(folder, open_run(folder, check=False), reused=True)
    if problems := problems_of_scenario(folder):
        raise problems[0]
    plan = read_plan(folder)
    values: dict[str, object] = {"path": str(folder)}
    if different := changes({"format": FORMAT, **host()}, plan):
        raise SrdiError("run.begun_by_another", {**values, "changes": different})
    if needs := [*plan["rules"], *plan["scenario"]["edits"]]:
        raise SrdiError("run.resume_in_python", {**values, "needs": needs})
    scenario = load_scenario(folder / SCENARIO, project=folder)
    refuse_other(
        folder,
        {"scenario": plan["scenario"]},
        {"scenario": {**plan["scenario"], "value_sha256": scenario_sha256(scenario)}},
    )
    numbers = numbers_of(plan["replications"])
    hands = workers or workers_for(len(numbers))
    how = _How(hands, cluster, batch, progress, note, time_limit)
    return _Work(folder, plan, scenario, {}, numbers, how).kept()


@dataclass(frozen=True, slots=True)
class _How:
    """By whom a run is simulated, and who is told of it: no result depends on any of it."""

    workers: int
    cluster: str | None
    batch: int | None
    progress: Progress | None
    note: Note | None
    time_limit: float | None
    crew: Crew | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """A run and the folder that it is to be kept in."""

    path: Path
    plan: Mapping[str, Any]
    scenario: Scenario
    replacements: Replacements
    numbers: list[int]
    how: _How

    def kept(self) -> RunFolder:
        """Simulate what is not in the folder yet; return what is then in it."""
        path, total = self.path, len(self.numbers)
        with interruptible(path, total):
            with told_where(path):
                reused = is_done(path, self.plan)
            if not reused or is_untidy(path):
                with claimed(path):
                    with told_where(path):
                        # Looked at again: whoever held the lock may have finished this very run.
                        reused = is_done(path, self.plan)
                        if reused:
                            tidy(path)
                    if not reused:
                        self._do()
            if reused and self.how.progress:
                self.how.progress(total, total)
            return RunFolder(path, open_run(path, scenario=self.scenario, check=False), reused)

    def _do(self) -> None:
        """Simulate and store what is not stored yet, then finish the folder."""
        began = time.perf_counter()
        try:
            with told_where(self.path):
                stored = self._begin()
            failed, traces, workers = self._simulate(stored)
            seconds = time.perf_counter() - began
            with told_where(self.path):
                finish(self.path, self.plan, self.scenario, failed, traces, seconds, workers)
        except BaseException:
            with suppress(OSError):  # what has stopped us is what is told
                if not stored_in(self.path, len(self.numbers)):
                    abandon(self.path)  # it is not in the way of the next attempt
            raise

    def _begin(self) -> set[int]:
        """Prepare the folder; return the replications that it has already."""
        sweep(self.path)
        begin(self.path, self.plan, self.scenario)
        return stored_numbers(self.path / CHUNKS)

    def _simulate(self, stored: set[int]) -> tuple[tuple[Failure, ...], dict[int, str], int]:
        """Simulate what is missing and store it as it comes.

        Returns what failed, and where, and by how many workers all was done.
        """
        how, total = self.how, len(self.numbers)
        missing = [number for number in self.numbers if number not in stored]
        failed: list[Failure] = []
        traces: dict[int, str] = {}
        with crew_of(
            how.workers,
            cluster=how.cluster,
            rules=self.replacements,
            note=how.note,
            time_limit=how.time_limit,
            crew=how.crew,
        ) as crew:
            workers = crew.size
            size = how.batch or chunk_size(total, workers)
            tasks = tasks_of(self.scenario, self.plan["seed"], missing, size)
            with closing(crew.outcomes(tasks)) as coming:
                for outcome in counted(coming, len(stored), total, how.progress):
                    failed += outcome.failed
                    traces.update(outcome.traces)
                    if outcome.batch is not None:
                        with told_where(self.path):
                            self._store(outcome.batch, stored, size)
        return failures_of(failed, total), traces, workers

    def _store(self, batch: Batch, stored: set[int], size: int) -> None:
        """Store what has come, once: what comes again has to be the same."""
        for numbers in chunks_of(batch.replications.tolist(), size):
            piece = part(batch, numbers[0], numbers[-1] + 1)
            if stored.isdisjoint(numbers):
                write_chunk(self.path / CHUNKS, piece)
                stored.update(numbers)
            else:
                refuse_unequal(self.path / CHUNKS, piece)
