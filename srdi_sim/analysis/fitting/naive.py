"""Forecasts that need no model: what a forecast must beat to be worth anything.

Each is a distribution, as the model's is, so that the score is fair: as wide as its own past errors
were, or, where there is no history, as a Poisson number whose rate is known from one count (with
Jeffreys' prior). All are samples drawn from one stream, the same each time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.statistics import DRAWS
from srdi_sim.policy.tiers import TIERS, Tier

JEFFREYS = 0.5
_FEWEST_FOR_A_LINE = 3
_BELOW = {  # whose titles come before those of a tier; the first and the side rung are open to all
    Tier.MUNICIPAL: (Tier.INNOVATIVE,),
    Tier.REGIONAL: (Tier.INNOVATIVE, Tier.MUNICIPAL),
    Tier.LITTLE_GIANT: (Tier.REGIONAL,),
}
Columns = NDArray[np.float64]


def counted(rate: Columns, rng: np.random.Generator) -> Columns:
    """Return Poisson numbers, one for each rate."""
    return rng.poisson(rate).astype(np.float64)


def of_one_count(count: float, rng: np.random.Generator, times: float = 1.0) -> Columns:
    """Return what a count foretells of another of the same kind, `times` as long."""
    return counted(times * rng.gamma(count + JEFFREYS, size=DRAWS), rng)


def last_value(history: Columns, ahead: int, rng: np.random.Generator) -> Columns:
    """Return what a history of yearly numbers foretells if all stays as it was last.

    Its error is that of the past: steps from year to year add up (a random walk); their spread is
    known from as many as there were (Student's t). One number alone is taken as a count.
    """
    steps = np.diff(history)
    if not steps.size:
        return of_one_count(float(history[-1]), rng)
    spread = np.sqrt(ahead * np.mean(steps**2))
    return _whole(history[-1] + spread * rng.standard_t(steps.size, DRAWS))


def linear_trend(history: Columns, ahead: int, rng: np.random.Generator) -> Columns:
    """Return what a straight line through a history of yearly numbers foretells.

    With the interval of ordinary least squares; as the last value where there are too few.
    """
    n = history.size
    if n < _FEWEST_FOR_A_LINE:
        return last_value(history, ahead, rng)
    years = np.arange(n) - 0.5 * (n - 1)
    slope = (years @ history) / (years @ years)
    rest = history - history.mean() - slope * years
    at = years[-1] + ahead
    spread = np.sqrt((rest @ rest) / (n - 2) * (1.0 + 1.0 / n + at**2 / (years @ years)))
    return _whole(history.mean() + slope * at + spread * rng.standard_t(n - 2, DRAWS))


def constant_transitions(
    stocks: Columns, flows: Columns, ahead: int, rng: np.random.Generator
) -> tuple[Columns, Columns]:
    """Return what yearly chances of moving that never change foretell of stocks and flows.

    Of the titles of a tier a share is given up, runs out or moves up every year; of the tier below
    a share moves up to it. Both are known from all the years seen, and no better than those tell.

    Parameters
    ----------
    stocks, flows : float64 (years, tiers)
        Firms by their highest tier at the end of each year, and titles given in it. The flow of the
        first year is not used: it may not be a whole one.

    Returns
    -------
    stock, flow : float64 (draws, tiers)
        `ahead` years after the last.
    """
    before, after, given = stocks[:-1], stocks[1:], flows[1:]
    stayed = np.clip(after - given, 0.0, before)
    left = (before - stayed).sum(axis=0)
    stays = rng.beta(stayed.sum(axis=0) + JEFFREYS, left + JEFFREYS, size=(DRAWS, stocks.shape[1]))
    exposed = np.stack([_exposed(before, tier).sum(axis=0) for tier in TIERS])
    rate = rng.gamma(given.sum(axis=0) + JEFFREYS, size=(DRAWS, len(TIERS))) / exposed
    stock, flow = np.repeat(stocks[-1:], DRAWS, axis=0), np.zeros((DRAWS, len(TIERS)))
    for _ in range(ahead):
        flow = counted(rate * np.stack([_exposed(stock, tier) for tier in TIERS], axis=1), rng)
        stock = rng.binomial(stock.astype(np.int64), stays) + flow
    return stock, flow


def at_national_rate(
    stock: float,
    rate: tuple[float, float],
    growth: tuple[float, float],
    years: float,
    rng: np.random.Generator,
) -> Columns:
    """Return what a city with some titles foretells if it does as the nation does.

    Parameters
    ----------
    stock : float
        The specialised firms that the city was last known to have.
    rate : (low, high)
        Of what is foretold to that stock; even between the two.
    growth : (low, high)
        Of the stock in a year, and `years` how many are between.
    """
    grown = (1.0 + rng.uniform(*growth, size=DRAWS)) ** years
    about = rng.gamma(stock + JEFFREYS, size=DRAWS)
    return counted(about * grown * rng.uniform(*rate, size=DRAWS), rng)


def _exposed(stock: Columns, tier: Tier) -> Columns:
    """Return how many firms could move to a tier; 1 where that is everybody."""
    below = _BELOW.get(tier)
    if below is None:
        return np.ones(stock.shape[0])
    return np.asarray(np.maximum(stock[:, below].sum(axis=1), 1.0), dtype=np.float64)


def _whole(numbers: Columns) -> Columns:
    """Return numbers of firms: whole, none below 0."""
    return np.asarray(np.maximum(np.rint(numbers), 0.0), dtype=np.float64)
