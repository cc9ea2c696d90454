"""Published figures held against what the runs say of them: titles, recognitions, payments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.statistics import attained
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.tiers import STOCK_CODES, year_of
from srdi_sim.scenario.scenario import Observation

LEVEL = 0.05  # a figure is inside what is foretold where its two-sided p is no less
_PARTS = (np.arange(101) + 0.5) / 101  # the error of a figure, in 101 equal parts
_NORMALS, _EVEN = special.ndtri(_PARTS), _PARTS - 0.5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a published figure stands in what is foretold of it.

    Attributes
    ----------
    median, low95, high95 : float
        Of what is foretold, the figure's own error included.
    percentile : float
        From 0 to 100, that of the middle of the figure's rank: ties count half.
    """

    median: float
    low95: float
    high95: float
    percentile: float

    @property
    def p(self) -> float:
        """The two-sided chance of a figure as far out as this one."""
        return 2.0 * min(self.percentile, 100.0 - self.percentile) / 100.0

    @property
    def is_inside(self) -> bool:
        """Whether the figure is in the central 95 %."""
        return self.p >= LEVEL


def standing(foretold: NDArray[np.int64], observation: Observation) -> Standing:
    """Return where a figure stands among numbers, one a replication.

    Where the figure itself has an error, every number is spread over 101 equal parts of a normal
    distribution of its standard deviation, or evenly over the step to which it was rounded: no
    further draw, the same answer each time.
    """
    errors = observation.sd * _NORMALS + observation.rounding * _EVEN
    spread = np.sort((foretold[:, np.newaxis] + errors).ravel())
    below = np.searchsorted(spread, observation.value, side="left")
    up_to = np.searchsorted(spread, observation.value, side="right")
    return Standing(
        median=float(attained(spread, 50)),
        low95=float(np.quantile(spread, 0.025, method="inverted_cdf")),
        high95=float(np.quantile(spread, 0.975, method="inverted_cdf")),
        percentile=50.0 * float(below + up_to) / spread.size,
    )


def foretold(runs: Runs, observation: Observation) -> NDArray[np.int64] | None:
    """Return what each replication says of a figure; None if it is not all within the period."""
    scenario, month, year = runs.scenario, observation.month, observation.year
    if observation.what == "paid":
        return _paid(runs, observation)
    counts: NDArray[np.int64] | None = None
    if month is not None and year_of(month) in scenario.years:
        tiers = [STOCK_CODES.index(tier.code) for tier in observation.tiers]
        stock = runs.watched[:, scenario.watch.index(month), tiers]
        counts = stock.astype(np.int64).sum(axis=1)
    elif year is not None and year in scenario.years:
        flows = [MEASURES.index(("recognised", tier.code)) for tier in observation.tiers]
        flow = runs.measures[:, scenario.years.index(year), flows]
        counts = np.rint(flow.sum(axis=1)).astype(np.int64)
    return counts


def observed_percentiles(runs: Runs, observations: Sequence[Observation]) -> pd.DataFrame:
    """Return where each published figure stands in what the runs say of it (money in fen).

    Figures from outside the period, and those that are only a bound, are left out.
    """
    rows = []
    for observation in observations:
        if observation.bound or (numbers := foretold(runs, observation)) is None:
            continue  # of a bound there is no rank; of what is outside the period, nothing
        found = standing(numbers, observation)
        rows.append(
            {
                "name": observation.name,
                "what": observation.what,
                "tiers": ", ".join(tier.code for tier in observation.tiers),
                "clauses": observation.clauses,
                "payers": observation.payers,
                "when": when(observation),
                "observed": observation.value,
                "sd": observation.sd,
                "rounding": observation.rounding,
                "median": found.median,
                "low95": found.low95,
                "high95": found.high95,
                "percentile": found.percentile,
                "inside95": found.is_inside,
                "evidence": observation.evidence,
                "confidence": observation.confidence,
                "source": observation.source,
            }
        )
    return pd.DataFrame(rows)


def years_paid(observation: Observation) -> range:
    """Return the years in which the money of a figure was paid."""
    assert observation.year is not None
    first = observation.year if observation.since is None else observation.since
    return range(first, observation.year + 1)


def _paid(runs: Runs, observation: Observation) -> NDArray[np.int64] | None:
    """Return the fen that each replication pays, of its own purses or as memo, in those years."""
    years = years_paid(observation)
    if not set(years) <= set(runs.scenario.years):
        return None
    bill = budget(runs)
    sums = np.zeros(runs.replications.size, dtype=np.int64)
    for kind in ("expenditure", "memo"):
        paid = bill.amounts("clause", "payer", "year_paid", kind=kind, paid="within")
        clause, payer, year = (paid.index.get_level_values(n) for n in range(3))
        rows = clause.isin(observation.clauses) & payer.isin(observation.payers) & year.isin(years)
        sums += paid.to_numpy()[rows].sum(axis=0)
    return sums


def when(observation: Observation) -> str:
    """Return the month of a figure, or the years that it is about."""
    if observation.month is None:
        since = "" if observation.since is None else f"{observation.since}–"
        return f"{since}{observation.year}"
    year, month = divmod(observation.month, 12)
    return dt.date(year, month + 1, 1).strftime("%Y-%m")
