"""Many replications of a scenario, in this process or in several, in memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import numpy as np

from srdi_sim.ensemble.crew import Crew, Done, crew_of
from srdi_sim.ensemble.manifest import hashes_of
from srdi_sim.ensemble.runs import Runs, joined
from srdi_sim.ensemble.task import Outcome, Replacements, Task
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

Progress = Callable[[int, int], None]
LARGEST_CHUNK = 25  # about a second of work: what is lost when a process dies
_CHUNKS_PER_WORKER = 4  # at least, so that all end at nearly the same time


def simulate(
    scenario: Scenario,
    *,
    replications: int | Sequence[int] = 500,
    seed: int = 1,
    rules: Replacements | None = None,
    workers: int = 1,
    cluster: str | None = None,
    batch: int | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
    crew: Crew | None = None,
) -> Runs:
    """Simulate a scenario many times; the same for any `workers`, `cluster` and `batch`.

    Parameters
    ----------
    scenario : Scenario
    replications : int or sequence of int
        How many (0, 1, …), or the numbers of those wanted.
    seed : int
        Two scenarios with the same seed share their luck, replication by replication.
    rules : mapping of str to callable, optional
        Rules to replace, by name; see :class:`srdi_sim.engine.rules.Rules`.
    workers : int
        1 simulates in this process, more in that many others.
    cluster : str, optional
        Address of a Dask scheduler whose workers simulate, such as ``tcp://10.0.0.5:8786``.
    batch : int, optional
        Replications in one chunk of work.
    progress : callable, optional
        Told how many replications are done, and of how many.
    note : callable, optional
        Told the key of a sentence, with its values, where users have to wait longer than usual or
        a worker of the cluster cannot be used as it is.
    time_limit : float, optional
        Seconds that one replication may take; see :func:`srdi_sim.ensemble.crew.crew_of`.
    crew : Crew, optional
        Who does the work, if somebody is there for it.

    Returns
    -------
    Runs
        Replications that raised are in its ``failed``.

    Raises
    ------
    SrdiError
        A rule is unknown or cannot travel to other processes, every replication failed, or the
        cluster cannot be used.
    """
    began = time.perf_counter()
    numbers = numbers_of(replications)
    replacements = dict(rules or {})
    outcomes: list[Outcome] = []
    with crew_of(
        workers,
        cluster=cluster,
        rules=replacements,
        note=note,
        time_limit=time_limit,
        crew=crew,
    ) as hired:
        tasks = tasks_of(scenario, seed, numbers, batch or chunk_size(len(numbers), hired.size))
        with closing(hired.outcomes(tasks)) as coming:
            for outcome in counted(coming, 0, len(numbers), progress):
                outcomes.append(outcome)
    failed = failures_of(
        [failure for outcome in outcomes for failure in outcome.failed], len(numbers)
    )
    whole = joined(scenario, [outcome.batch for outcome in outcomes if outcome.batch])
    return Runs(
        scenario,
        seed,
        whole.replications,
        whole.counts,
        whole.measures,
        whole.watched,
        whole.ledger,
        whole.firm_years,
        time.perf_counter() - began,
        failed,
        tuple(hashes_of(replacements).items()),
    )


def tasks_of(scenario: Scenario, seed: int, numbers: Sequence[int], size: int) -> list[Task]:
    """Return the tasks of simulating these replications, with at most `size` in one."""
    return [Task(scenario, seed, chunk) for chunk in chunks_of(numbers, size)]


def counted(
    done: Iterator[Done], stored: int, total: int, progress: Progress | None
) -> Iterator[Outcome]:
    """Yield outcomes and tell, after each was dealt with, how many replications are done."""
    if progress:
        progress(stored, total)
    for _, outcome in done:
        yield outcome
        stored += outcome.finished.size + len(outcome.failed)
        if progress:
            progress(stored, total)


def part_of(progress: Progress | None, number: int, parts: int) -> Progress | None:
    """Return how one of several runs of the same size tells what is done of all of them."""
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, parts * total)


def failures_of(failed: Sequence[tuple[int, str]], total: int) -> tuple[tuple[int, str], ...]:
    """Return the failed replications by number; that all failed is an error of its own."""
    if total and len(failed) == total:
        raise SrdiError("run.all_failed", {"replications": total, "message": min(failed)[1]})
    return tuple(sorted(failed))


def numbers_of(replications: int | Sequence[int]) -> list[int]:
    """Return the numbers of the replications asked for, in rising order."""
    many = range(replications) if isinstance(replications, int) else replications
    numbers: list[int] = np.unique(np.asarray(many, dtype=np.int64)).tolist()
    if not numbers or numbers[0] < 0:
        raise SrdiError("run.no_replications", {"given": replications})
    return numbers


def workers_for(replications: int) -> int:
    """Return how many processes are worth starting on this machine."""
    return min(os.cpu_count() or 1, -(-replications // LARGEST_CHUNK))


def chunk_size(replications: int, workers: int) -> int:
    """Return how many replications make one chunk."""
    return max(1, min(LARGEST_CHUNK, -(-replications // (_CHUNKS_PER_WORKER * workers))))


def chunks_of(numbers: Sequence[int], size: int) -> list[tuple[int, ...]]:
    """Cut rising numbers into chunks of at most `size`, each without a gap."""
    chunks: list[tuple[int, ...]] = []
    for number in numbers:
        if chunks and len(chunks[-1]) < size and chunks[-1][-1] == number - 1:
            chunks[-1] += (number,)
        else:
            chunks.append((number,))
    return chunks
