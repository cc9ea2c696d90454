"""Loans and guarantees, clause 二(八); stakes of the guidance funds, clause 二(九)."""

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
def loan_of(revenue: float, loan_to_revenue: float, listed: bool, tailored: float) -> float:
    """Return the size of the loan that a firm asks for, 万元.

    loan = revenue loan_to_revenue (1 + tailored, if on the shared list)

    Products made for the list lend more: loans of guaranteed Chinese SMEs were 17.4 % larger (Yu,
    Peng, Shi and Yang 2022).
    """
    loan = revenue * loan_to_revenue
    return loan * (1.0 + tailored) if listed else loan


@rule
def worth_a_stake(growth: float, favoured: bool, priority: float, lot: float) -> float:
    """Return the value by which firms that look for equity are ranked by a guidance fund.

    standing = (lot + min(max(growth, 0), 1)) priority (if favoured: it holds a regional or
        national title)

    A lot of 0 to 1 stands for all that a fund sees and we do not. A priority of 1 is none.
    """
    standing = lot + min(max(growth, 0.0), 1.0)
    return standing * priority if favoured else standing
