"""What a bill comes to by either answer to question R5, whether titles already held are paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.costs import Cost, cost_of
from srdi_sim.policy.reading import SAMPLED


def if_stock_is_paid(bill: Bill) -> dict[bool, tuple[int, Cost]]:
    """Return the total where titles already held earn an award, and where not: question R5.

    Each with the number of replications that drew the answer. Empty unless the reading leaves
    the question open, both answers were drawn, and titles held before earn anything by one.
    """
    whole, assumed = bill.whole(), bill.whole(basis="assumption")
    return {
        answer: (int(rows.sum()), cost_of(whole[rows], assumed[rows]))
        for answer, rows in stock_answers(bill).items()
    }


def stock_answers(bill: Bill) -> dict[bool, NDArray[np.bool_]]:
    """Return the replications of each answer to question R5; empty where it is not open."""
    paid = _stock_is_paid(bill)
    return {True: paid, False: ~paid} if _stock_is_open(bill, paid) else {}


def _stock_is_paid(bill: Bill) -> NDArray[np.bool_]:
    """Return which replications pay titles already held, as drawn or as the reading says.

    The ledger does not tell: titles that firms bring along (R9) are the same event there.
    """
    drawn = bill.scenario.settled_uncertainties()
    year = bill.scenario.start.year
    return drawn.values("stock_paid", bill.seed, bill.replications, year) > 0.0


def _stock_is_open(bill: Bill, paid: NDArray[np.bool_]) -> bool:
    """Return whether R5 is sampled, with both answers, over awards that are not all 0."""
    if bill.scenario.reading.stock_already_recognised != SAMPLED or paid.all():
        return False
    awards = bill.scenario.policy.awards
    if not any(each.applies_to == "new_and_stock" and each.amount for each in awards):
        return False
    events = bill.amounts("event")
    return "already_recognised" in events.index and bool(
        events.loc["already_recognised"].to_numpy()[paid].any()
    )
