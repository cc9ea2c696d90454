"""What published figures make of the priors, and how much they could say at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

from srdi_sim.analysis.fitting.fitter import fitted_to
from srdi_sim.analysis.fitting.nearest import Near, numbers_of
from srdi_sim.analysis.fitting.simulating import simulating
from srdi_sim.analysis.fitting.synthetic import SyntheticLikelihood
from srdi_sim.analysis.fitting.table import Table, asked, refuse_few, simulated
from srdi_sim.analysis.fitting.terms import Term, terms_of
from srdi_sim.analysis.statistics import DRAWS, weighted
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.scenario.posterior import Posterior, Stretch
from srdi_sim.scenario.posterior_files import rounded
from srdi_sim.scenario.scenario import Observation, Scenario

REPLICATIONS = 30_000  # simulations under the priors
MOVED = 0.01  # a difference from the prior less likely than this, over all, is learned
AT_BOUND, MASS_AT_BOUND = 0.02, 0.2  # a fifth of the draws in the outermost 2 % of the prior
Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What figures make of the priors.

    Attributes
    ----------
    scenario : Scenario
        Under its priors.
    table : Table
        All simulations.
    near : Near
        Those the fit is made from; `moved` has the fitted uncertainties as normal scores, then what
        came of the runs as roots.
    posterior : Posterior
    likelihood : float64
        The weight of each row of the table under the synthetic likelihood.
    published, came : float64 columns
        What the draws of the posterior publish, and what comes of them, when lived again.
    """

    scenario: Scenario
    table: Table
    near: Near
    posterior: Posterior
    likelihood: Columns
    published: Columns
    came: Columns
    failed: tuple[tuple[int, str], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """What was fitted to."""
        return self.table.terms

    @property
    def fitted(self) -> tuple[str, ...]:
        """The names of the fitted uncertainties."""
        return self.table.names[: self.table.fitted]

    def uncertainties(self) -> pd.DataFrame:
        """Return prior and posterior of each fitted uncertainty, in its own unit.

        Columns: median, low80 and high80 of either, by the draws and by the synthetic likelihood
        (`check_…`), ``narrowed`` (1 less the posterior's spread in normal scores), ``p`` (of a
        posterior as far from the prior by chance), ``learned``, ``at_bound``.
        """
        rows = []
        scores = special.ndtri(self.table.quantiles[:, : self.table.fitted])
        for n, name in enumerate(self.fitted):
            u = self.posterior.quantiles[:, n]
            rows.append(
                {
                    "name": name,
                    **self._quantiles("prior", name, np.array([0.1, 0.5, 0.9])),
                    **self._quantiles("posterior", name, np.quantile(u, [0.1, 0.5, 0.9])),
                    **self._quantiles(
                        "check",
                        name,
                        special.ndtr(weighted(scores[:, n], self.likelihood, [0.1, 0.5, 0.9])),
                    ),
                    "narrowed": 1.0 - float(special.ndtri(u).std()),
                    "p": _p_of(u, np.full(u.size, 1.0 / u.size)),
                    "at_bound": bool(
                        max((u < AT_BOUND).mean(), (u > 1 - AT_BOUND).mean()) > MASS_AT_BOUND
                    ),
                }
            )
        frame = pd.DataFrame(rows)
        frame["learned"] = frame["p"] * len(self.table.names) < MOVED
        return frame

    def others(self) -> pd.DataFrame:
        """Return how far the figures move each uncertainty that is not fitted, the farthest first.

        They keep their priors in the fit, but simulations near the figures are kept more often.
        """
        rows = [
            {"name": name, "p": _p_of(self.table.quantiles[self.near.rows, n], self.near.weights)}
            for n, name in enumerate(self.table.names)
            if n >= self.table.fitted
        ]
        frame = pd.DataFrame(rows).sort_values("p", kind="stable", ignore_index=True)
        frame["learned"] = frame["p"] * len(self.table.names) < MOVED
        return frame

    def correlations(self) -> pd.DataFrame:
        """Return the correlations of the fitted uncertainties, as normal scores."""
        scores = special.ndtri(self.posterior.quantiles)
        return pd.DataFrame(np.corrcoef(scores, rowvar=False), self.fitted, self.fitted)

    def predictive(self) -> pd.DataFrame:
        """Return each figure beside what prior and posterior say of it (firms, or 万元)."""
        rows = []
        for n, term in enumerate(self.terms):
            row: dict[str, object] = {"name": term.name, "observed": term.value}
            for kind, column in (("prior", self.table.seen), ("posterior", self.published)):
                low, median, high = np.quantile(column[:, n], [0.1, 0.5, 0.9])
                row |= {f"{kind}_low80": low, f"{kind}_median": median, f"{kind}_high80": high}
                row[f"{kind}_percentile"] = _percentile(column[:, n], term)
            rows.append(row)
        return pd.DataFrame(rows)

    def outcomes(self) -> pd.DataFrame:
        """Return what came of the runs: prior, posterior lived again, and the regression's word."""
        moved = numbers_of(self.near.moved[:, self.table.fitted :])
        rows = []
        for n, name in enumerate(self.table.outcomes):
            row: dict[str, object] = {"name": name}
            ways = (
                ("prior", np.quantile(self.table.came[:, n], [0.1, 0.5, 0.9])),
                ("posterior", np.quantile(self.came[:, n], [0.1, 0.5, 0.9])),
                ("check", weighted(moved[:, n], self.near.weights, [0.1, 0.5, 0.9])),
            )
            for kind, (low, median, high) in ways:
                row |= {f"{kind}_low80": low, f"{kind}_median": median, f"{kind}_high80": high}
            rows.append(row)
        return pd.DataFrame(rows)

    def _quantiles(self, kind: str, name: str, u: Columns) -> dict[str, float]:
        entry = self.scenario.settled_uncertainties().get(name)
        # Sorted, since of yes and no the yes comes first.
        low, median, high = np.sort(entry.entry(self.scenario.start.year).at(u))
        return {f"{kind}_low80": low, f"{kind}_median": median, f"{kind}_high80": high}


def calibrate(
    scenario: Scenario,
    to: Sequence[Observation] | None = None,
    *,
    replications: int = REPLICATIONS,
    draws: int = DRAWS,
    seed: int = 1,
    name: str | None = None,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
) -> Fit:
    """Fit a scenario's fitted uncertainties to published figures.

    Parameters
    ----------
    to : sequence of Observation, optional
        The figures; those the scenario names, if not given. What it starts from is no evidence.
    replications : int
        Simulations under the priors: the table that every fit is made from.
    draws : int
        Of the posterior, at most.
    archive : path, optional
        Folder in which what was simulated is kept, so that the fit can be gone on with, and another
        be made without simulating again.

    Raises
    ------
    SrdiError
        There is nothing to fit to, or too few simulations.
    """
    observations = scenario.observations if to is None else tuple(to)
    prior = scenario.with_posterior(None).with_observations(observations)
    terms = terms_of(observations, prior)
    refuse_few(replications)
    outcomes = asked(prior)
    with simulating(
        seed=seed,
        archive=archive,
        workers=workers,
        cluster=cluster,
        progress=progress,
        note=note,
    ) as simulator:
        table = simulated(simulator, prior, terms, outcomes, replications)
        near = fitted_to(table, [term.value for term in terms])
        until = last_year(terms)
        called = name or f"{prior.observed or prior.name} {until}"
        posterior = replace(
            drawn(table, near, draws, called, until),
            priors=prior.priors,
            population=prior.population.name,
        )
        conditioned = prior.with_posterior(posterior)
        again = simulator.lived(conditioned, terms, outcomes, len(posterior))
    scores = special.ndtri(table.quantiles[:, : table.fitted])
    exact = [n for n, term in enumerate(terms) if not term.is_bound]
    likelihood = SyntheticLikelihood(table.seen[:, exact], scores)
    figures = np.array([terms[n].value for n in exact])
    return Fit(
        prior,
        table,
        near,
        posterior,
        likelihood.weights(figures),
        again.published,
        again.came,
        (*table.failed, *again.failed),
    )


def drawn(table: Table, near: Near, draws: int, name: str, until: int) -> Posterior:
    """Return draws of the posterior: each simulation kept with the chance of its weight."""
    rng = np.random.default_rng(table.seed)
    order = rng.permutation(near.rows.size)
    kept = order[rng.uniform(size=order.size) * near.weights.max() < near.weights[order]][:draws]
    quantiles = rounded(special.ndtr(near.moved[kept, : table.fitted]))
    numbers = table.numbers[near.rows[kept], None]
    past = (Stretch(until, table.seed),)
    return Posterior(name, past, numbers, table.names[: table.fitted], quantiles)


def last_year(terms: Sequence[Term]) -> int:
    """Return the last year that was seen to its end: until then the past is known."""
    ends = [each.months[1] for term in terms for each in term.observations]
    return max(month // 12 if month % 12 == 11 else month // 12 - 1 for month in ends)


def _p_of(u: Columns, weights: Columns) -> float:
    """Return how likely quantiles of the prior as uneven as these are by chance (Kolmogorov)."""
    order = np.argsort(u, kind="stable")
    up_to = np.cumsum(weights[order]) / weights.sum()
    before = up_to - weights[order] / weights.sum()
    distance = max((up_to - u[order]).max(), (u[order] - before).max())
    return float(stats.kstwobign.sf(distance * np.sqrt(weights.sum() ** 2 / (weights**2).sum())))


def _percentile(column: Columns, term: Term) -> float:
    """Return where a figure stands in what is said of it; of a bound, how often it holds."""
    if term.is_bound:
        return 100.0 * float(term.holds(column).mean())
    return 50.0 * float((column < term.value).mean() + (column <= term.value).mean())
