"""New figures within the year: the replications that publish them count for more.

Nothing is approximated. Each replication of the scenario gets the weight of how likely it publishes
the new figures, given what it holds without their error; what came of the runs is told with these
weights, and the draws of the new posterior are replications taken by their weight, each with the
luck it had up to the last year that a figure is about. That year is kept whole, even if the figures
are from within it: what they say of its luck would be lost otherwise, and two updates one after the
other would not be the same as one. The price is that the rest of that year is as varied as the
draws are, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.fitting.table import learnable
from srdi_sim.analysis.fitting.terms import Term, terms_of
from srdi_sim.analysis.observed import foretold
from srdi_sim.analysis.outcomes import outcomes_of
from srdi_sim.analysis.statistics import DRAWS, weighted
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress, numbers_of
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.posterior import Posterior, Stretch
from srdi_sim.scenario.posterior_files import rounded
from srdi_sim.scenario.scenario import Observation, Scenario

REPLICATIONS = 4_000
FEWEST_EFFECTIVE = 50  # fewer tell no quantile: a tenth of them would be five
_EVEN = np.log(np.sqrt(2.0 * np.pi))  # of the normal density
_CAME, _LIKELIHOOD = "came", "likelihood"
Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Updated:
    """What new figures make of what was believed.

    Attributes
    ----------
    scenario : Scenario
        As it was, under its posterior or its priors.
    terms : tuple of Term
        The new figures.
    repeated : tuple of str
        Those of them that the scenario names already: a posterior may have been fitted to them.
    numbers : int64 (replications)
        Those that finished, of `seed`.
    weights : float64 (replications)
        Adding up to 1.
    effective : float
        How many replications of equal weight would tell as much: the least of that number of
        replications and of draws, since replications with the same draw have its past in common.
    outcomes : tuple of str
    came : float64 (replications, outcomes)
        Money is in fen, a chance 0 or 1.
    posterior : Posterior
    failed : tuple of (replication, message)
    """

    scenario: Scenario
    terms: tuple[Term, ...]
    repeated: tuple[str, ...]
    seed: int
    numbers: NDArray[np.int64]
    weights: Columns
    effective: float
    outcomes: tuple[str, ...]
    came: Columns
    posterior: Posterior
    failed: tuple[tuple[int, str], ...]

    def table(self) -> pd.DataFrame:
        """Return what came of the runs before and after the new figures.

        Columns: ``name``, then ``before_…`` and ``after_…``: low80, median, high80, mean, and the
        standard error of the mean by the number of replications (``se``).
        """
        even = np.full(self.weights.size, 1.0 / self.weights.size)
        rows = []
        for n, name in enumerate(self.outcomes):
            row: dict[str, object] = {"name": name}
            for kind, weights in (("before", even), ("after", self.weights)):
                column = self.came[:, n]
                low, median, high = weighted(column, weights, [0.1, 0.5, 0.9])
                mean = float(weights @ column)
                row |= {f"{kind}_low80": low, f"{kind}_median": median, f"{kind}_high80": high}
                row[f"{kind}_mean"] = mean
                row[f"{kind}_se"] = float(np.sqrt(weights**2 @ (column - mean) ** 2))
            rows.append(row)
        return pd.DataFrame(rows)


def update(
    scenario: Scenario,
    observations: Sequence[Observation],
    *,
    replications: int | Sequence[int] = REPLICATIONS,
    draws: int = DRAWS,
    seed: int = 1,
    name: str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
) -> Updated:
    """Weigh what a scenario foretells by new figures.

    Parameters
    ----------
    scenario : Scenario
        Under its posterior; under its priors if it has none.
    observations : sequence of Observation
        New figures: what a posterior was fitted to must not be among them, or it counts twice.
    draws : int
        Of the new posterior.

    Raises
    ------
    SrdiError
        No figure is of the years that are simulated, nothing of the scenario can be fitted, no
        replication publishes the figures, or too few do.
    """
    terms = terms_of(observations, scenario)
    numbers, old = numbers_of(replications), scenario.uncertainties.posterior
    if old is None and not learnable(scenario)[1]:
        raise SrdiError("update.nothing_fitted", {"name": scenario.name})
    outcomes = _outcomes(scenario)
    trial = Trial("", lambda: scenario.with_observations(observations), seed, tuple(numbers))
    with crew_of(workers, cluster=cluster, note=note) as crew:
        (found,) = found_of([trial], _Weighing(terms, outcomes), crew, progress=progress)
    if not found.finished.size:
        values = {"replications": len(numbers), "message": found.failed[0][1]}
        raise SrdiError("run.all_failed", values)
    weights = _weights(found.columns[_LIKELIHOOD])
    own = np.arange(found.finished.size)
    groups = own if old is None else old.rows(seed, found.finished)
    of_draws = np.bincount(groups, weights).astype(np.float64)
    effective = min(_effective(weights), _effective(of_draws))
    if effective < FEWEST_EFFECTIVE:
        values = {"n": len(numbers), "effective": effective, "least": FEWEST_EFFECTIVE}
        raise SrdiError("update.too_few", values)
    kept = _systematic(weights, draws, np.random.default_rng(seed))
    last = max(term.last_year for term in terms)
    posterior = lengthened(scenario, seed, found.finished[kept], last, name or scenario.name)
    return Updated(
        scenario,
        terms,
        tuple(each.name for each in observations if old and each in scenario.observations),
        seed,
        found.finished,
        weights,
        effective,
        outcomes,
        found.columns[_CAME],
        posterior,
        found.failed,
    )


def lengthened(
    scenario: Scenario, seed: int, numbers: NDArray[np.int64], until: int, name: str
) -> Posterior:
    """Return the draws that some replications are, each with the luck it had up to a year's end."""
    old = scenario.uncertainties.posterior
    own = Stretch(until, seed)
    if old is None:
        names, fitted = learnable(scenario)
        quantiles = scenario.settled_uncertainties().uniforms(names[:fitted], seed, numbers)
        of = {"priors": scenario.priors, "population": scenario.population.name}
        return Posterior(name, (own,), numbers[:, None], names[:fitted], rounded(quantiles), **of)
    rows = old.rows(seed, numbers)
    pasts, stretches = old.numbers[rows], old.stretches
    if until > old.until:
        pasts, stretches = np.column_stack([pasts, numbers]), (*stretches, own)
    return replace(
        old, name=name, stretches=stretches, numbers=pasts, quantiles=old.quantiles[rows]
    )


def _outcomes(scenario: Scenario) -> tuple[str, ...]:
    """Return the outcomes that are told: firms in the last year, the chances, and the cost."""
    targets = [f"chance:{each.tier.code}:{each.year}" for each in scenario.targets]
    return (
        *(f"firms:{tier}:{scenario.until}" for tier in TIER_CODES),
        *targets,
        *(("chance:all",) if targets else ()),
        "cost:total",
    )


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What workers bring home of each replication."""

    terms: tuple[Term, ...]
    outcomes: tuple[str, ...]

    def __call__(self, runs: Runs) -> dict[str, Columns]:
        found = outcomes_of(runs, self.outcomes)
        came = [np.asarray(found[name], dtype=np.float64) for name in self.outcomes]
        likelihood = sum(log_likelihood(runs, term) for term in self.terms)
        return {_CAME: np.stack(came, axis=1), _LIKELIHOOD: np.asarray(likelihood)}


def log_likelihood(runs: Runs, term: Term) -> Columns:
    """Return the log of how likely each replication publishes a term: its mean over the meanings.

    A figure with an error has the density of that error; one without has 1 where the replication
    holds just this number; a bound has the chance that it holds.
    """
    each = np.stack([_log_density(runs, term, observation) for observation in term.observations])
    return np.asarray(special.logsumexp(each, axis=0) - np.log(len(each)), dtype=np.float64)


def _log_density(runs: Runs, term: Term, observation: Observation) -> Columns:
    figures = foretold(runs, observation)
    assert figures is not None  # terms_of leaves out what is outside the period
    away = observation.value - figures
    if observation.bound is not None:
        if observation.sd:
            side = -1.0 if observation.bound == "at_least" else 1.0
            return np.asarray(special.log_ndtr(side * away / observation.sd), dtype=np.float64)
        return _log_of(term.holds(figures / term.scale), 1.0)
    if observation.sd:
        unit = away / observation.sd
        return np.asarray(-0.5 * unit**2 - _EVEN - np.log(observation.sd), dtype=np.float64)
    if observation.rounding:
        return _log_of(np.abs(away) <= 0.5 * observation.rounding, 1.0 / observation.rounding)
    return _log_of(away == 0.0, 1.0)


def _log_of(possible: NDArray[np.bool_], density: float) -> Columns:
    return np.where(possible, np.log(density), -np.inf)


def _weights(log: Columns) -> Columns:
    """Return weights that add up to 1."""
    if np.isneginf(log).all():
        raise SrdiError("update.none_fits", {"n": log.size})
    weights = np.exp(log - log.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _effective(weights: Columns) -> float:
    return float(weights.sum() ** 2 / (weights**2).sum())


def _systematic(weights: Columns, draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return replications in random order, each as often as its weight says, to within one."""
    up_to = np.cumsum(weights)
    points = (rng.uniform() + np.arange(draws)) / draws
    rows = np.searchsorted(up_to / up_to[-1], points, side="right")
    return np.asarray(rng.permutation(rows), dtype=np.int64)
