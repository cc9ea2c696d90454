"""How revenue moves."""

from __future__ import annotations

from srdi_sim.compiled import rule
from srdi_sim.luck import exp, laplace


@rule
def log_growth(
    u: float,
    mean: float,
    drift: float,
    titled: bool,
    sd_titled: float,
    sd_other: float,
    borrowed: bool,
    credit_effect: float,
    factor_met: float,
    factor_effect: float,
    upgrades_effect: float,
) -> float:
    """Return the year's log growth of revenue.

    g = mean + drift + Laplace(u; sd) - factor_effect (1 - factor_met) + upgrades_effect
        + credit_effect (if a loan), where sd is sd_titled or sd_other

    The shock is Laplace (Zou 2019, more than 100,000 Chinese firms), narrower for titled firms.
    """
    shock = laplace(u, sd_titled if titled else sd_other)
    g = mean + drift + shock - factor_effect * (1.0 - factor_met) + upgrades_effect
    return g + credit_effect if borrowed else g


@rule
def grown(revenue: float, log_change: float, share_of_year: float) -> float:
    """Return revenue after a year, or the part of one that is lived, of log growth.

    revenue' = revenue exp(share_of_year log_change), with log_change kept within -2 to 2
    """
    return revenue * exp(min(max(log_change, -2.0), 2.0) * share_of_year)


@rule
def growth_rate(log_change: float) -> float:
    """Return the yearly growth rate that an application form shows, from log growth.

    rate = exp(log_change) - 1, with log_change kept within -2 to 2
    """
    return exp(min(max(log_change, -2.0), 2.0)) - 1.0
