"""A forecast held against what it had not seen: date by date, figure by figure.

At each date the model is fitted to what could be known by then, and asked for every figure that
came later; so are forecasts that need no model. All fits are made from one table of simulations
(:mod:`srdi_sim.analysis.fitting.table`). The design had hindsight all the same: its priors were
written when the figures had been published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.fitting.calibration import REPLICATIONS
from srdi_sim.analysis.fitting.fitter import fitted_to
from srdi_sim.analysis.fitting.naive import at_national_rate, of_one_count
from srdi_sim.analysis.fitting.nearest import numbers_of
from srdi_sim.analysis.fitting.scores import LEVELS, Rank, Spread, brier, evenly
from srdi_sim.analysis.fitting.simulating import simulating
from srdi_sim.analysis.fitting.table import Table, asked, refuse_few, simulated
from srdi_sim.analysis.fitting.terms import Term, terms_of
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.luck import mix
from srdi_sim.policy.tiers import MONTHS, Tier, month_index
from srdi_sim.scenario.national import Rates, national_rates
from srdi_sim.scenario.scenario import Observation, Scenario
from srdi_sim.scenario.uncertainties import who_of

NAIVE = ("last_value", "national_rate")  # without a history there is no trend and no matrix


@dataclass(frozen=True, slots=True)
class Said:
    """What one forecast said of one figure, and what that was worth.

    Attributes
    ----------
    median, low80, high80 : float
        Firms, or 万元.
    score : float
        CRPS in that unit; of a bound, the Brier score of its chance.
    rank : Rank
        Of what came.
    chance : float or None
        Of a bound.
    """

    median: float
    low80: float
    high80: float
    score: float
    rank: Rank
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What model and naive forecasts said of a figure that came later."""

    term: Term
    model: Said
    naive: Mapping[str, Said]

    @property
    def best(self) -> str | None:
        """The naive forecast that turned out best; None where there is none."""
        return min(self.naive, key=lambda name: self.naive[name].score, default=None)

    @property
    def beats(self) -> bool | None:
        """Whether the model was closer than every naive forecast; None where there is none."""
        return None if self.best is None else self.model.score < self.naive[self.best].score


@dataclass(frozen=True, slots=True)
class Vintage:
    """What was foretold at a date: by running month `known`, from the figures of `terms`."""

    known: int
    terms: tuple[Term, ...]
    forecasts: tuple[Forecast, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """All vintages, of one table.

    Attributes
    ----------
    scenario : Scenario
        Under its priors.
    replications : int
        That finished; `failed` are the others.
    """

    scenario: Scenario
    seed: int
    replications: int
    vintages: tuple[Vintage, ...]
    failed: tuple[tuple[int, str], ...]

    @property
    def forecasts(self) -> tuple[Forecast, ...]:
        """Every figure of every vintage."""
        return tuple(each for vintage in self.vintages for each in vintage.forecasts)

    @property
    def priors(self) -> str:
        """The name of the priors, which has the date on which they were frozen."""
        return str(self.scenario.resolved.get("uncertainties", {}).get("name", ""))

    @property
    def figures(self) -> int:
        """How many different figures were foretold."""
        return len({each.term.name for each in self.forecasts})

    def against(self) -> pd.DataFrame:
        """Return a row for each naive forecast: how many figures, how often the model was closer.

        ``score`` and ``naive_score`` are mean CRPS of what is counted in firms, over `firms` of
        these forecasts.
        """
        rows = []
        for name in NAIVE:
            both = [each for each in self.forecasts if name in each.naive]
            firms = [each for each in both if not (each.term.is_money or each.term.is_bound)]
            rows.append(
                {
                    "naive": name,
                    "figures": len(both),
                    "closer": sum(e.model.score < e.naive[name].score for e in both),
                    "firms": len(firms),
                    "score": float(np.mean([e.model.score for e in firms])) if firms else None,
                    "naive_score": float(np.mean([e.naive[name].score for e in firms]))
                    if firms
                    else None,
                }
            )
        return pd.DataFrame(rows)

    def coverage(self) -> dict[float, float]:
        """Return how much of what came was in the central intervals of each level."""
        ranks = [each.model.rank for each in self.forecasts if not each.term.is_bound]
        if not ranks:
            return {}
        return {level: float(np.mean([each.inside(level) for each in ranks])) for level in LEVELS}


def backtest(
    scenario: Scenario,
    of: Sequence[Observation] | None = None,
    *,
    since: int | None = None,
    replications: int = REPLICATIONS,
    seed: int = 1,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
) -> Backtest:
    """Fit a scenario to what was known at each date, and score what it says of what came later.

    Parameters
    ----------
    of : sequence of Observation, optional
        The figures; those the scenario names, if not given.
    since : int, optional
        The first date is the end of this year; of the year in which the scenario starts, if not
        given. The others are those at which a figure became known.
    replications : int
        Simulations under the priors: the table that every fit is made from.
    archive : path, optional
        Folder in which what was simulated is kept.

    Raises
    ------
    SrdiError
        No figure came later, or there are too few simulations.
    """
    observations = scenario.observations if of is None else tuple(of)
    prior = scenario.with_posterior(None).with_observations(observations)
    terms = terms_of(observations, prior)
    dates = dates_of(terms, prior.start.year if since is None else since)
    refuse_few(replications)
    with simulating(
        seed=seed,
        archive=archive,
        workers=workers,
        cluster=cluster,
        progress=progress,
        note=note,
    ) as simulator:
        table = simulated(simulator, prior, terms, asked(prior), replications)
    rates = national_rates()
    vintages = tuple(_vintage(table, date, observations, rates) for date in dates)
    return Backtest(prior, seed, table.numbers.size, vintages, table.failed)


def dates_of(terms: Sequence[Term], since: int) -> tuple[int, ...]:
    """Return the running months at which something later could be foretold, the first given.

    Raises
    ------
    SrdiError
        There is none.
    """
    first = month_index(since, MONTHS)
    dates = {first, *(term.known for term in terms if term.known > first)}
    last = max(term.known for term in terms)
    found = tuple(sorted(date for date in dates if date < last))
    if not found:
        raise SrdiError("backtest.nothing_later", {"given": since})
    return found


def foreseen(
    table: Table, known: Sequence[Term], figures: Sequence[float], later: Sequence[Term]
) -> list[Spread]:
    """Return what a table says of later terms, fitted to figures: one for each known term."""
    came = table.of_terms(later).seen
    names = tuple(term.name for term in later)
    asking = replace(table.of_terms(known), fitted=0, outcomes=names, came=came)
    if any(not term.is_bound for term in known):
        near = fitted_to(asking, figures)
        numbers, weights = numbers_of(near.moved), near.weights
    else:  # nothing is near or far
        keeps = np.ones(came.shape[0], dtype=np.bool_)
        for n, term in enumerate(known):
            keeps &= term.holds(asking.seen[:, n])
        numbers = came[keeps]
        weights = np.full(numbers.shape[0], 1.0 / numbers.shape[0])
    return [
        Spread(np.maximum(np.rint(column) if term.is_exact else column, 0.0), weights)
        for term, column in zip(later, numbers.T, strict=True)
    ]


def _vintage(table: Table, date: int, observations: Sequence[Observation], rates: Rates) -> Vintage:
    known = tuple(term for term in table.terms if term.known <= date)
    later = tuple(term for term in table.terms if term.known > date)
    history = [each for each in observations if each.known <= date and not each.bound]
    forecasts = []
    for term, spread in zip(
        later, foreseen(table, known, [each.value for each in known], later), strict=True
    ):
        naive = {
            name: said(found, term) for name, found in _naive(term, history, rates, date).items()
        }
        forecasts.append(Forecast(term, said(spread, term), naive))
    return Vintage(date, known, tuple(forecasts))


def said(spread: Spread, term: Term) -> Said:
    """Return what a forecast said of a term, and its score."""
    low, median, high = (float(each) for each in spread.quantiles([0.1, 0.5, 0.9]))
    rank = spread.rank(term.value)
    if not term.is_bound:
        return Said(median, low, high, spread.score(term.value), rank)
    chance = spread.chance(term.holds(spread.values))
    return Said(median, low, high, brier(chance, True), rank, chance)


def _naive(
    term: Term, history: Sequence[Observation], rates: Rates, date: int
) -> dict[str, Spread]:
    """Return the naive forecasts that a figure has: of firms, where anything is known."""
    about = term.observations[0]
    rng = np.random.default_rng([date, mix.scalar(int(who_of(term.name)) & 0xFFFFFFFF)])
    found: dict[str, NDArray[np.float64]] = {}
    same = [e for e in history if (e.what, e.tiers) == (about.what, about.tiers) and e.tiers]
    if same:
        found["last_value"] = of_one_count(_last(same).value, rng)
    stocks = [each for each in history if each.what == "stock" and Tier.REGIONAL in each.tiers]
    if stocks and about.tiers:
        base = _last(stocks)
        years = (sum(about.months) / 2 - base.months[0]) / MONTHS
        rate = _rate(about, base, rates)
        if rate is not None:
            found["national_rate"] = at_national_rate(base.value, rate, rates.growth, years, rng)
    return {
        name: evenly(np.maximum(numbers + about.sd * rng.standard_normal(numbers.size), 0.0))
        for name, numbers in found.items()
    }


def _last(observations: Sequence[Observation]) -> Observation:
    return max(observations, key=lambda each: each.months[1])


def _rate(about: Observation, base: Observation, rates: Rates) -> tuple[float, float] | None:
    if about.what == "stock" and about.tiers == base.tiers:
        return (1.0, 1.0)
    return rates.rates.get((about.what, about.tiers))
