"""The first budget: what falls due, what is paid and by whom. Every figure groups the ledger.

Sums are exact, in int64 fen; a quantile is one of the sums (see
:func:`srdi_sim.analysis.statistics.attained`). Quantiles of parts do not add up to that of a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.costs import FIGURES, Cost, cost_of
from srdi_sim.analysis.entries import Due, Paid, label_of, rows_of
from srdi_sim.analysis.groups import groups_of, index_of
from srdi_sim.analysis.statistics import attained
from srdi_sim.analysis.unpriced import Unpriced, unpriced
from srdi_sim.engine.ledger import BASES, COLUMNS
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import MOST_FEN, exact_money

AWARDS = ("recognised", "already_recognised")  # the events of clause 二(三)
GROUPS = COLUMNS.keys() - {"amount_fen"}


@dataclass(frozen=True, slots=True, eq=False)
class Bill:
    """What the policy costs, over the replications of one ensemble.

    The total, and every table unless it says otherwise, counts the obligations of kind
    ``expenditure`` that the city or a banner pays and that fall due within the period. Memo lines
    (what the region and the centre pay), contingent ones (losses of the guarantee fund, less what
    comes back) and assets (the fund's capital, stakes) are tables of their own, never part of it.

    Attributes
    ----------
    ledger : mapping of column name to array
        As in :class:`srdi_sim.engine.batch.Batch`.
    waiting : int64 (replications, years)
        What waited at each year's end for the next appropriation, in fen.
    """

    scenario: Scenario
    seed: int
    replications: NDArray[np.int64]
    ledger: Mapping[str, NDArray[Any]]
    waiting: NDArray[np.int64]

    def by(
        self,
        *columns: str,
        kind: str = "expenditure",
        due: Due = "within",
        paid: Paid | None = None,
    ) -> pd.DataFrame:
        """Return amounts by any columns of the ledger, in fen: the figures of :class:`Cost`.

        A group that is absent from a replication costs 0 in it.

        Parameters
        ----------
        columns : such as ``"clause", "year_due"``
        kind : ``memo``, ``contingent`` and ``asset`` lines are those of all payers.
        due : ``within`` the period or ``after`` it.
        paid : ``within`` the period, ``later`` or ``never``; whatever is due if left out.
        """
        return self._figures(*columns, kind=kind, due=due, paid=paid)

    def amounts(
        self,
        *columns: str,
        kind: str = "expenditure",
        due: Due = "within",
        paid: Paid | None = None,
        basis: str | None = None,
    ) -> pd.DataFrame:
        """Return the exact sums that `by` describes: groups are rows, replications columns.

        Those of one `basis` only, if it is named.
        """
        if unknown := sorted(set(columns) - GROUPS):
            raise ValueError(f"the ledger has no column {', '.join(unknown)} to group by")
        if not columns:
            raise ValueError("name at least one column of the ledger to group by")
        rows, size = (
            np.flatnonzero(rows_of(self.ledger, self.scenario.years, kind, due, paid, basis)),
            self.replications.size,
        )
        group, labels = groups_of([self.ledger[name][rows] for name in columns])
        replication = np.searchsorted(self.replications, self.ledger["replication"][rows])
        sums = np.zeros(len(labels) * size, dtype=np.int64)
        np.add.at(sums, group * size + replication, self.ledger["amount_fen"][rows])
        index = index_of(columns, [self._told(columns, label) for label in labels])
        return pd.DataFrame(
            sums.reshape(-1, size), index, pd.Index(self.replications, name="replication")
        )

    def cost(self, **which: Any) -> Cost:
        """Return what is due, or what `kind`, `due` and `paid` say (see `by`), in all."""
        return cost_of(self.whole(**which), self.whole(basis="assumption", **which))

    def whole(self, **which: Any) -> NDArray[np.int64]:
        """Return what `cost` describes: one sum for each replication."""
        sums: NDArray[np.int64] = self.amounts("kind", **which).to_numpy().sum(axis=0)
        return sums

    def lines(self, replication: int) -> pd.DataFrame:
        """Return every line of the ledger of one replication, in words, as they were entered."""
        ends = np.searchsorted(self.ledger["replication"], [replication, replication + 1])
        return pd.DataFrame(
            {
                name: [self._label(name, code) for code in column[slice(*ends)].tolist()]
                for name, column in self.ledger.items()
            }
        )

    def attaining(self, percent: int) -> int:
        """Return the first replication whose total is the quantile of all totals."""
        totals = self.whole()
        return int(self.replications[np.argmax(totals == attained(totals, percent))])

    @property
    def total(self) -> Cost:
        """What is due within the period, in all."""
        return self.cost()

    @property
    def tail(self) -> Cost:
        """What is due within the period and paid after it: a commitment."""
        return self.cost(paid="later")

    @property
    def unpaid(self) -> Cost:
        """What is due within the period and no appropriation ever reaches."""
        return self.cost(paid="never")

    @property
    def due_later(self) -> Cost:
        """What falls due after the period, from what has happened within it."""
        return self.cost(due="after")

    @property
    def by_year(self) -> pd.DataFrame:
        """What is due and what is paid in each year of the period: columns (due | paid, figure)."""
        sides = {
            side: self._figures(column, index=self._years)
            for side, column in (("due", "year_due"), ("paid", "year_paid"))
        }
        return pd.concat(sides, axis="columns", names=["", "fen"])

    @property
    def is_limited(self) -> bool:
        """Whether a yearly appropriation limits what is paid."""
        return self.scenario.policy.appropriation.strength > 0.0

    @property
    def arrears(self) -> pd.DataFrame:
        """What waits at each year's end for the next appropriation: p50, p80, p95 and mean."""
        costs = [cost_of(column, column).as_dict() for column in self.waiting.T]
        frame = pd.DataFrame(costs, self._years, pd.Index(FIGURES, name="fen"), dtype=np.int64)
        return frame.drop(columns=list(BASES))

    @property
    def awards(self) -> pd.DataFrame:
        """Awards for titles by year due: the mean for each tier, and the p80 of all, in fen."""
        sums = self.amounts("event", "year_due", "tier")
        sums = sums[sums.index.isin(AWARDS, level="event")].groupby(["year_due", "tier"]).sum()
        years = self._years
        means = sums.mean(axis="columns").unstack("tier", fill_value=0)
        means = means.reindex(index=years, columns=pd.Index(TIER_CODES, name="fen"), fill_value=0.0)
        by_year = sums.groupby("year_due").sum().reindex(years, fill_value=0)
        return means.assign(p80=attained(by_year.to_numpy(), 80, axis=1))

    @property
    def unpriced(self) -> tuple[Unpriced, ...]:
        """The levers in force whose cost is in no line of the ledger, or of 0 by reading (R16)."""
        return unpriced(self.scenario)

    @property
    def _years(self) -> pd.Index[int]:
        return pd.Index(self.scenario.years, name="year")

    def _figures(
        self, *columns: str, index: pd.Index[Any] | None = None, **which: Any
    ) -> pd.DataFrame:
        """Return the figures of groups, those of the index if one is given."""
        whole = self.amounts(*columns, **which)
        if index is not None:
            whole = whole.reindex(index, fill_value=0)
        assumed = self.amounts(*columns, basis="assumption", **which)
        assumed = assumed.reindex(whole.index, fill_value=0)
        pairs = zip(whole.to_numpy(), assumed.to_numpy(), strict=True)
        costs = [cost_of(*pair).as_dict() for pair in pairs]
        return pd.DataFrame(costs, whole.index, pd.Index(FIGURES, name="fen"), dtype=np.int64)

    def _told(self, columns: tuple[str, ...], codes: tuple[int, ...]) -> tuple[Any, ...]:
        return tuple(self._label(name, code) for name, code in zip(columns, codes, strict=True))

    def _label(self, column: str, code: int) -> Any:
        return label_of(column, code, self.scenario)


def budget(runs: Runs) -> Bill:
    """Return the bill of an ensemble.

    Raises
    ------
    ValueError
        If no replication has finished.
    SrdiError
        The amounts of all replications together are more than whole fen can tell, 9e18.
    """
    if runs.replications.size == 0:
        raise ValueError("no replication has finished")
    if float(np.sum(runs.ledger["amount_fen"], dtype=np.float64)) > MOST_FEN:
        raise SrdiError("budget.too_large", {"most": exact_money(MOST_FEN)})
    return Bill(runs.scenario, runs.seed, runs.replications, runs.ledger, _waiting(runs))


def _waiting(runs: Runs) -> NDArray[np.int64]:
    """Return what waited for the next appropriation, of which the measure is a multiple."""
    in_appropriations = runs.measures[:, :, MEASURES.index(("arrears", ""))]
    cap = max(runs.scenario.policy.appropriation.cap, 1)
    return np.rint(in_appropriations * cap).astype(np.int64)
