"""When dues are paid, told anew: the same runs under another answer to R12.

A lag moves payments and nothing else, so runs need not be simulated again, unless an appropriation
decides what is paid or awards feed R&D in the year in which they are paid.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from srdi_sim.distributions import Fixed
from srdi_sim.engine.ledger import KINDS
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.reading import QUESTIONS, SAMPLED, years_late
from srdi_sim.policy.tiers import MONTHS
from srdi_sim.scenario.scenario import Scenario

LAG = "payment_year"  # the question
LAGS = tuple(answer for answer in QUESTIONS[LAG][1] if answer != SAMPLED)


def only_moves_payments(scenario: Scenario) -> bool:
    """Return whether a lag changes nothing but the year in which dues are paid."""
    (feeds,) = (each for each in scenario.uncertainties.entries if each.name == "award_rd")
    without_effect = all(drawn == Fixed(0.0) for _, drawn in feeds.dated)
    return without_effect and not scenario.policy.appropriation.strength


def paid_by(runs: Runs, lag: str) -> Runs:
    """Return runs whose spending is paid by a lag; only where that moves nothing else."""
    scenario, ledger = runs.scenario.with_reading(**{LAG: lag}), runs.ledger
    month = MONTHS * ledger["year_due"].astype(np.int64) + ledger["month_due"] - 1
    late = years_late(lag, scenario.reading.fixed_habits()["paid_next_year"], month)
    spent = ledger["kind"] == KINDS.index("expenditure")
    paid = np.where(spent, ledger["year_due"] + late, ledger["year_paid"])
    moved = {**ledger, "year_paid": paid.astype(ledger["year_paid"].dtype)}
    return replace(runs, scenario=scenario, ledger=moved)
