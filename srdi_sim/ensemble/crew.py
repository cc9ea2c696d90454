"""Who does the tasks: this process, others on this machine, or the workers of a Dask cluster.

All give the same outcomes of the same tasks; only the time they take differs.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from srdi_sim.engine.rules import Rules, rules_with
from srdi_sim.ensemble.cluster import Cluster
from srdi_sim.ensemble.foreman import TIME_LIMIT
from srdi_sim.ensemble.task import Outcome, Replacements, Task, outcome_of
from srdi_sim.ensemble.workers import Note, Workers, announce_compiling

Done = tuple[Task, Outcome]


class Crew(Protocol):
    """Whoever does tasks; kept for as long as there may be more of them."""

    @property
    def size(self) -> int:
        """How many tasks are done at the same time."""
        ...

    def outcomes(self, tasks: Iterable[Task]) -> Generator[Done]:
        """Yield every task with its outcome as they come, in any order.

        A task may come back in parts, if it was too much for a worker. Whoever stops early closes
        the iterator (see `contextlib.closing`), which ends what is under way.
        """
        ...


@contextmanager
def crew_of(
    workers: int = 1,
    *,
    cluster: str | None = None,
    rules: Replacements | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
    crew: Crew | None = None,
) -> Iterator[Crew]:
    """Return a crew that is there until the block ends.

    Parameters
    ----------
    workers : int
        1 works in this process, more in that many others; with a `time_limit` also 1 in another,
        which can be ended.
    cluster : str, optional
        Address of a Dask scheduler, such as ``tcp://10.0.0.5:8786``: its workers do the tasks, and
        `workers` is not looked at.
    rules : mapping of str to callable, optional
        Rules to replace, by name; see :class:`srdi_sim.engine.rules.Rules`.
    note : callable, optional
        Told the key of a sentence, with its values, where users have to wait longer than usual or
        a worker cannot be used as it is.
    time_limit : float, optional
        Seconds that one replication may take before it is given up; an hour in another process if
        not given.
    crew : Crew, optional
        One that is there already: it is returned, and stays when the block ends. It works by its
        own rules, and nothing else is looked at.

    Raises
    ------
    SrdiError
        A rule is unknown or cannot travel to other processes, no worker can be started, or the
        cluster cannot be used; see :class:`srdi_sim.ensemble.cluster.Cluster`.
    ValueError
        Rules are to be replaced in a crew that is there already.
    """
    replacements = dict(rules or {})
    if crew is not None:
        if replacements:
            raise ValueError("a crew that is there works by its own rules")
        yield crew
        return
    changed = rules_with(replacements)  # an unknown name is told before anything starts
    if cluster is None and workers <= 1 and time_limit is None:
        yield Alone(changed, note)
        return
    limit = TIME_LIMIT if time_limit is None else time_limit
    hired = (
        Workers(replacements, max(workers, 1), note, limit)
        if cluster is None
        else Cluster(cluster, replacements, note, limit)
    )
    try:
        yield hired
    finally:
        hired.dismiss()


class Alone:
    """The process that we are in, by itself."""

    size = 1

    def __init__(self, rules: Rules, note: Note | None = None) -> None:
        self._rules, self._note = rules, note

    def outcomes(self, tasks: Iterable[Task]) -> Generator[Done]:
        """Yield every task with its outcome, in order."""
        announced = False
        for task in tasks:
            if not announced:
                announce_compiling(self._note)
                announced = True
            yield task, outcome_of(task, self._rules)
