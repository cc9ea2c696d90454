"""The table that every fit is made from: many simulations under the priors, a row each.

A row has the quantile of the prior that each uncertainty had, what the simulated city published
(:mod:`srdi_sim.analysis.fitting.terms`) and what came of it. It is simulated once and kept; a fit
to other numbers, or to fewer of them, needs no further simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.fitting.terms import Term, seen
from srdi_sim.analysis.outcomes import outcomes_of, refuse_unknown
from srdi_sim.ensemble.archive import Archive
from srdi_sim.ensemble.crew import Crew
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.manifest import scenario_sha256, value_sha256
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.uncertainties import Uncertainty

BLOCK = 500  # replications kept at a time
FEWEST_ROWS = 500  # of a table: fewer tell nothing about seventeen slopes
_SEEN, _CAME = "seen", "came"
Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Simulations, a row each.

    Attributes
    ----------
    numbers : int64 (rows)
        The replications, of `seed`.
    names : tuple of str
        The uncertainties that are drawn once, the fitted ones first.
    fitted : int
        How many of them are fitted.
    quantiles : float64 (rows, names)
    terms : tuple of Term
    seen : float64 (rows, terms)
    outcomes : tuple of str
    came : float64 (rows, outcomes)
        Money is in fen, a chance 0 or 1.
    failed : tuple of (replication, message)
    """

    seed: int
    numbers: NDArray[np.int64]
    names: tuple[str, ...]
    fitted: int
    quantiles: Columns
    terms: tuple[Term, ...]
    seen: Columns
    outcomes: tuple[str, ...]
    came: Columns
    failed: tuple[tuple[int, str], ...] = ()

    def of_terms(self, terms: Sequence[Term]) -> Table:
        """Return the table with only some of its terms."""
        places = [self.terms.index(term) for term in terms]
        return replace(self, terms=tuple(terms), seen=self.seen[:, places])

    def rows(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Table:
        """Return some rows of the table."""
        return replace(
            self,
            numbers=self.numbers[which],
            quantiles=self.quantiles[which],
            seen=self.seen[which],
            came=self.came[which],
        )


def asked(scenario: Scenario) -> list[str]:
    """Return what is kept of every simulation for fits: firms in the last year, and money."""
    return [f"firms:{tier}:{scenario.until}" for tier in TIER_CODES] + ["cost:total"]


def refuse_few(replications: int) -> None:
    """Refuse a table that is too small to fit anything with."""
    if replications < FEWEST_ROWS:
        raise SrdiError("fit.too_few", {"given": replications, "allowed": FEWEST_ROWS})


def learnable(scenario: Scenario) -> tuple[tuple[str, ...], int]:
    """Return the uncertainties that are drawn once, the fitted first, and how many these are.

    What the reading settles, and what is drawn afresh every year, is not among them.
    """
    drawn = [each for each in scenario.settled_uncertainties().entries if _drawn_once(each)]
    fitted = [each.name for each in drawn if each.role == "fitted"]
    others = [each.name for each in drawn if each.role != "fitted"]
    return (*fitted, *others), len(fitted)


def _drawn_once(uncertainty: Uncertainty) -> bool:
    return not (uncertainty.yearly or uncertainty.is_fixed)


def simulated(
    scenario: Scenario,
    terms: Sequence[Term],
    outcomes: Sequence[str],
    crew: Crew,
    *,
    replications: int,
    seed: int,
    archive: Archive | None = None,
    progress: Progress | None = None,
) -> Table:
    """Simulate a scenario under its priors and return the table.

    Parameters
    ----------
    archive : Archive, optional
        Where blocks of the table are kept as they come; what it has is not simulated again.

    Raises
    ------
    SrdiError
        An outcome is unknown.
    """
    prior = scenario.with_posterior(None)
    numbers, published, came, failed = lived(
        prior,
        terms,
        outcomes,
        crew,
        replications=replications,
        seed=seed,
        archive=archive,
        progress=progress,
    )
    names, fitted = learnable(prior)
    quantiles = prior.settled_uncertainties().uniforms(names, seed, numbers)
    rest = (tuple(terms), published, tuple(outcomes), came, failed)
    return Table(seed, numbers, names, fitted, quantiles, *rest)


def lived(
    scenario: Scenario,
    terms: Sequence[Term],
    outcomes: Sequence[str],
    crew: Crew,
    *,
    replications: int,
    seed: int,
    archive: Archive | None = None,
    progress: Progress | None = None,
) -> tuple[NDArray[np.int64], Columns, Columns, tuple[tuple[int, str], ...]]:
    """Return the replications that finished, what they published, what came, and what failed."""
    refuse_unknown(tuple(outcomes), scenario)
    key = value_sha256(
        (scenario_sha256(scenario), [_content(each) for each in terms], list(outcomes))
    )
    trials = [
        Trial(f"{key} {seed} {first}", lambda: scenario, seed, tuple(range(first, last)))
        for first in range(0, replications, BLOCK)
        for last in [min(first + BLOCK, replications)]
    ]
    measure = _Publishing(tuple(terms), tuple(outcomes))
    found = found_of(trials, measure, crew, archive=archive, progress=progress)
    whole = [each for each in found if each.finished.size]
    failed = tuple(failure for each in found for failure in each.failed)
    if not whole:
        raise SrdiError("run.all_failed", {"replications": replications, "message": failed[0][1]})
    return (
        np.concatenate([each.finished for each in whole]),
        np.concatenate([each.columns[_SEEN] for each in whole]),
        np.concatenate([each.columns[_CAME] for each in whole]),
        failed,
    )


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
