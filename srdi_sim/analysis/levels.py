"""The bill at a confidence: what the wanted share of replications does not exceed, everywhere.

As in the bill itself every figure is a quantile of sums of the ledger. The contingency is P80 - P50
of the same sums, so that of a total is not the sum of those of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.costs import Cost
from srdi_sim.analysis.entries import Paid
from srdi_sim.analysis.statistics import attained, attained_interval
from srdi_sim.analysis.stock import if_stock_is_paid, stock_answers
from srdi_sim.engine.ledger import BASES
from srdi_sim.errors import SrdiError

ASKED = "at_confidence"
LEVELS = ("p50", "p80", "p95", ASKED, "contingency", "mean", *BASES)
Side = Literal["due", "paid"]
_YEAR: dict[Side, str] = {"due": "year_due", "paid": "year_paid"}


def confidence_of(written: str) -> Fraction:
    """Return a confidence as it is written (0.8, 80%), exactly."""
    number, percent = written.removesuffix("%"), written.endswith("%")
    try:
        share = Fraction(number) / (100 if percent else 1)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share < 1:
        raise SrdiError("budget.confidence", {"given": written})
    return share


@dataclass(frozen=True, slots=True)
class Level:
    """An amount in fen: :class:`srdi_sim.analysis.budget.Cost`, and what a confidence adds.

    Attributes
    ----------
    at_confidence : int
        What the wanted share of replications does not exceed; the true value of this quantile lies
        between `low95` and `high95` with a chance of 95 %.
    contingency : int
        P80 - P50.
    """

    p50: int
    p80: int
    p95: int
    at_confidence: int
    contingency: int
    mean: int
    text: int
    assumption: int
    low95: int
    high95: int

    def as_dict(self) -> dict[str, int]:
        """Return the figures by name."""
        told = {name: getattr(self, name) for name in LEVELS}
        return told | {f"{ASKED}_{end}": getattr(self, end) for end in ("low95", "high95")}


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """A bill, told at a confidence: a share of replications above 0 and below 1."""

    bill: Bill
    confidence: Fraction

    @property
    def percent(self) -> Fraction:
        """The confidence in per cent."""
        return 100 * self.confidence

    def by(self, *columns: str, **which: Any) -> pd.DataFrame:
        """Return what :meth:`Bill.by` does, with the amount at the confidence and contingency."""
        sums = self.bill.amounts(*columns, **which)
        return self._told(self.bill.by(*columns, **which), sums.to_numpy())

    def cost(self, **which: Any) -> Level:
        """Return what :meth:`Bill.cost` does, with what the confidence adds."""
        return self._level(self.bill.cost(**which), self.bill.whole(**which))

    @property
    def if_stock_is_paid(self) -> dict[bool, Level]:
        """The total where titles already held earn an award, and where not, as the bill has it."""
        answers, whole = stock_answers(self.bill), self.bill.whole()
        return {
            answer: self._level(cost, whole[answers[answer]])
            for answer, (_, cost) in if_stock_is_paid(self.bill).items()
        }

    @property
    def by_year(self) -> pd.DataFrame:
        """What is due and what is paid in each year of the period: columns (due | paid, figure)."""
        figures, sides = self.bill.by_year, {}
        for side, column in _YEAR.items():
            sums = self.bill.amounts(column).reindex(figures.index, fill_value=0)
            sides[side] = self._told(cast("pd.DataFrame", figures[side]), sums.to_numpy())
        return pd.concat(sides, axis="columns", names=["", "fen"])

    def finest(self, side: Side) -> pd.DataFrame:
        """Return the figures by clause, payer and year: the finest table of the budget."""
        return self.by("clause", "payer", _YEAR[side], paid=_within(side))

    def crossed(self, side: Side) -> pd.DataFrame:
        """Return the amounts at the confidence: clauses and payers down, years across.

        The last column, `all`, is of all years together. Neither rows nor columns add up.
        """
        years = list(self.bill.scenario.years)
        cells = self.finest(side)[ASKED].unstack(fill_value=0)
        together = self.by("clause", "payer", paid=_within(side))[ASKED]
        return cells.reindex(columns=years, fill_value=0).assign(all=together)

    def _level(self, cost: Cost, sums: NDArray[np.int64]) -> Level:
        low, high = attained_interval(sums, self.percent)
        return Level(
            **cost.as_dict(),
            at_confidence=int(attained(sums, self.percent)),
            contingency=cost.p80 - cost.p50,
            low95=int(low),
            high95=int(high),
        )

    def _told(self, figures: pd.DataFrame, sums: NDArray[np.int64]) -> pd.DataFrame:
        more = {
            ASKED: attained(sums, self.percent, axis=1),
            "contingency": figures["p80"] - figures["p50"],
        }
        return figures.assign(**more)[list(LEVELS)]


def _within(side: Side) -> Paid | None:
    return "within" if side == "paid" else None
