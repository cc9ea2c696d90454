"""Cities that publish figures: what many simulations of a scenario published, and what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.fitting.terms import Term, seen
from srdi_sim.analysis.outcomes import outcomes_of, refuse_unknown
from srdi_sim.ensemble.archive import Archive, opened
from srdi_sim.ensemble.crew import Crew, crew_of
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.manifest import scenario_sha256, value_sha256
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.task import Replacements
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

BLOCK = 500  # replications kept at a time
_SEEN, _CAME = "seen", "came"
Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lived:
    """What simulations of a scenario published, and what came of them.

    Attributes
    ----------
    numbers : int64 (rows)
        The replications that finished.
    published : float64 (rows, terms)
    came : float64 (rows, outcomes)
        Money is in fen, a chance 0 or 1.
    failed : tuple of (replication, message)
    """

    numbers: NDArray[np.int64]
    published: Columns
    came: Columns
    failed: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Simulator:
    """Whoever simulates: with which seed, and where blocks are kept as they come.

    What the archive has is not simulated again.
    """

    crew: Crew
    seed: int
    archive: Archive | None
    progress: Progress | None

    def lived(
        self,
        scenario: Scenario,
        terms: Sequence[Term],
        outcomes: Sequence[str],
        replications: int,
    ) -> Lived:
        """Simulate a scenario.

        Raises
        ------
        SrdiError
            An outcome is unknown, or every replication failed.
        """
        refuse_unknown(tuple(outcomes), scenario)
        content = (scenario_sha256(scenario), [_content(each) for each in terms], list(outcomes))
        key = f"{value_sha256(content)} {self.seed}"
        trials = [
            Trial(f"{key} {first}", lambda: scenario, self.seed, tuple(range(first, last)))
            for first in range(0, replications, BLOCK)
            for last in [min(first + BLOCK, replications)]
        ]
        measure = _Publishing(tuple(terms), tuple(outcomes))
        found = found_of(trials, measure, self.crew, archive=self.archive, progress=self.progress)
        whole = [each for each in found if each.finished.size]
        failed = tuple(failure for each in found for failure in each.failed)
        if not whole:
            values = {"replications": replications, "message": failed[0][1]}
            raise SrdiError("run.all_failed", values)
        return Lived(
            np.concatenate([each.finished for each in whole]),
            np.concatenate([each.columns[_SEEN] for each in whole]),
            np.concatenate([each.columns[_CAME] for each in whole]),
            failed,
        )


@contextmanager
def simulating(
    *,
    seed: int,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    rules: Replacements | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
) -> Iterator[Simulator]:
    """Return whoever simulates, until the block ends; see :func:`srdi_sim.ensemble.crew.crew_of`.

    Parameters
    ----------
    archive : path, optional
        Folder in which what was simulated is kept.
    """
    with (
        nullcontext() if archive is None else opened(archive) as kept,
        crew_of(workers, cluster=cluster, rules=rules, note=note) as crew,
    ):
        yield Simulator(crew, seed, kept, progress)


def _content(term: Term) -> tuple[object, ...]:
    """Return what of a term its simulated figure depends on; not the published number."""
    return term.name, tuple(
        (each.what, each.tiers, each.months, each.clauses, each.payers, each.sd, each.rounding)
        for each in term.observations
    )


@dataclass(frozen=True, slots=True)
class _Publishing:
    """What workers bring home of each replication."""

    terms: tuple[Term, ...]
    outcomes: tuple[str, ...]

    def __call__(self, runs: Runs) -> dict[str, Columns]:
        found = outcomes_of(runs, self.outcomes)
        came = [np.asarray(found[name], dtype=np.float64) for name in self.outcomes]
        return {_SEEN: seen(runs, self.terms), _CAME: np.stack(came, axis=1)}
