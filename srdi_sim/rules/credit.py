"""Loans, guarantees and defaults, clause 二(八)."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def chance_of_approval(
    unaided: float, listed: bool, guaranteed: bool, whitelist_lift: float, guarantee_lift: float
) -> float:
    """Return the chance that a bank lends to a firm that asks.

    chance = unaided + whitelist_lift (if on the shared list) + guarantee_lift (if guaranteed),
    within 0 to 1. A guarantee raised the chance of a loan by 2 points among Chinese SMEs
    (Yu, Peng, Shi and Yang 2022).
    """
    chance = unaided
    chance = chance + whitelist_lift if listed else chance
    chance = chance + guarantee_lift if guaranteed else chance
    return min(max(chance, 0.0), 1.0)


@rule
def loan_of(revenue: float, loan_to_revenue: float) -> float:
    """Return the size of the loan that a firm asks for, 万元: a fixed share of a year's revenue."""
    return revenue * loan_to_revenue
