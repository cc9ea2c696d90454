"""An experiment: many scenarios, few replications of each, and of each only what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from srdi_sim.ensemble.archive import Archive, Found
from srdi_sim.ensemble.crew import Crew
from srdi_sim.ensemble.runs import joined_columns
from srdi_sim.ensemble.simulate import LARGEST_CHUNK, Progress, chunks_of
from srdi_sim.ensemble.task import Measure, Outcome, Task
from srdi_sim.scenario.scenario import Scenario

_OF_THE_MACHINE = ("MemoryError", "OSError")


@dataclass(frozen=True, slots=True)
class Trial:
    """One scenario of an experiment.

    Attributes
    ----------
    key : str
        Names all that its results depend on but the program; see :mod:`srdi_sim.ensemble.archive`.
    scenario : callable
        Makes the scenario, when it is simulated.
    numbers : tuple of int
        The replications, rising.
    """

    key: str
    scenario: Callable[[], Scenario]
    seed: int
    numbers: tuple[int, ...]


def found_of(
    trials: Sequence[Trial],
    measure: Measure,
    crew: Crew,
    *,
    archive: Archive | None = None,
    progress: Progress | None = None,
) -> list[Found]:
    """Return what a measure finds of every trial, in their order.

    What the archive holds is taken from there; everything else is kept in it as it comes, but for
    trials with replications that were given up: a longer time, or another machine, may do them.

    Parameters
    ----------
    progress : callable, optional
        Told how many replications are done, and of how many.
    """
    found: list[Found | None] = [archive.get(each.key) if archive else None for each in trials]
    total = sum(len(trial.numbers) for trial in trials)
    done = sum(len(trials[n].numbers) for n, each in enumerate(found) if each is not None)
    if progress:
        progress(done, total)
    open_trials: dict[int, list[Outcome]] = {n: [] for n, each in enumerate(found) if each is None}
    tasks = _tasks(trials, open_trials, measure)
    with closing(crew.outcomes(tasks)) as coming:
        for task, outcome in coming:
            parts = open_trials[task.trial]
            parts.append(outcome)
            done += len(task.numbers)
            if _count(parts) == len(trials[task.trial].numbers):
                found[task.trial] = whole = _whole(parts)
                if archive is not None and not _is_given_up(parts):
                    archive.put(trials[task.trial].key, whole)
                del open_trials[task.trial]
            if progress:
                progress(done, total)
    return [each for each in found if each is not None]


def _tasks(trials: Sequence[Trial], wanted: Iterable[int], measure: Measure) -> Iterator[Task]:
    for number in list(wanted):
        trial, scenario = trials[number], trials[number].scenario()
        for chunk in chunks_of(trial.numbers, LARGEST_CHUNK):
            yield Task(scenario, trial.seed, chunk, measure, number)


def _count(parts: Sequence[Outcome]) -> int:
    return sum(part.finished.size + len(part.failed) for part in parts)


def _is_given_up(parts: Sequence[Outcome]) -> bool:
    """Return whether a replication failed for want of time, memory or a machine in order.

    Its process died or took long, so that nothing was raised; or what was raised is no fault of the
    scenario.
    """
    return any(
        number not in part.traces or told.startswith(_OF_THE_MACHINE)
        for part in parts
        for number, told in part.failed
    )


def _whole(parts: list[Outcome]) -> Found:
    """Return the parts of a trial as one, in order of replications."""
    failed = tuple(sorted(failure for part in parts for failure in part.failed))
    kept = sorted((part for part in parts if part.finished.size), key=lambda p: int(p.finished[0]))
    if not kept:
        return Found(np.zeros(0, np.int64), failed=failed)
    finished = np.concatenate([part.finished for part in kept])
    return Found(finished, joined_columns([part.columns for part in kept]), failed)
