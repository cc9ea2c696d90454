"""The first budget: what falls due, what is paid and by whom. Every figure groups the ledger.

Sums are exact, in int64 fen; a quantile is one of the sums (see
:func:`srdi_sim.analysis.statistics.attained`). Quantiles of parts do not add up to that of a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.statistics import attained
from srdi_sim.engine.ledger import BASES, COLUMNS, EVENTS, KINDS, PAYERS, UNPAID
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.policy import Lever
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.scenario import Scenario

CITY_PURSES = ("city", "banner")
AWARDS = ("recognised", "already_recognised")  # the events of clause 二(三)
FIGURES = ("p50", "p80", "p95", "mean")
GROUPS = COLUMNS.keys() - {"amount_fen"}
NOBODY = "none"  # the label of a row without a tier or a banner
Paid = Literal["within", "later"]
_MOST_SPAN = 1 << 20
_MOST_FEN = 9e18  # int64 ends at 9.22e18


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount in fen: what 50, 80 and 95 % of the replications do not exceed, and the mean."""

    p50: int
    p80: int
    p95: int
    mean: int

    def as_dict(self) -> dict[str, int]:
        """Return the four figures by name."""
        return {name: getattr(self, name) for name in FIGURES}


@dataclass(frozen=True, slots=True, eq=False)
class Bill:
    """What the policy costs, over the replications of one ensemble.

    The total, and every table unless it says otherwise, counts the obligations of kind
    ``expenditure`` that the city or a banner pays and that fall due within the period. Memo lines
    (what the region and the centre pay) and contingent ones (losses of the guarantee fund) are
    tables of their own, never part of it.

    Attributes
    ----------
    ledger : mapping of column name to array
        As in :class:`srdi_sim.engine.batch.Batch`.
    """

    scenario: Scenario
    seed: int
    replications: NDArray[np.int64]
    ledger: Mapping[str, NDArray[Any]]

    def by(
        self, *columns: str, kind: str = "expenditure", paid: Paid | None = None
    ) -> pd.DataFrame:
        """Return amounts by any columns of the ledger: p50, p80, p95 and mean, in fen.

        A group that is absent from a replication costs 0 in it.

        Parameters
        ----------
        columns : such as ``"clause", "year_due"``
        kind : ``memo`` and ``contingent`` lines are those of all payers.
        paid : ``within`` the period or ``later``; whatever is due if left out.
        """
        return _figures(self.amounts(*columns, kind=kind, paid=paid))

    def amounts(
        self, *columns: str, kind: str = "expenditure", paid: Paid | None = None
    ) -> pd.DataFrame:
        """Return the exact sums that `by` describes: groups are rows, replications columns."""
        if unknown := sorted(set(columns) - GROUPS):
            raise ValueError(f"the ledger has no column {', '.join(unknown)} to group by")
        if not columns:
            raise ValueError("name at least one column of the ledger to group by")
        rows, size = np.flatnonzero(self._lines(kind, paid)), self.replications.size
        group, labels = _groups([self.ledger[name][rows] for name in columns])
        replication = np.searchsorted(self.replications, self.ledger["replication"][rows])
        sums = np.zeros(len(labels) * size, dtype=np.int64)
        np.add.at(sums, group * size + replication, self.ledger["amount_fen"][rows])
        index = _index(columns, [self._told(columns, label) for label in labels])
        return pd.DataFrame(
            sums.reshape(-1, size), index, pd.Index(self.replications, name="replication")
        )

    @property
    def total(self) -> Cost:
        """What is due within the period, in all."""
        return _cost(self._whole())

    @property
    def tail(self) -> Cost:
        """What is due within the period and paid after it: a commitment."""
        return _cost(self._whole("later"))

    @property
    def by_year(self) -> pd.DataFrame:
        """What is due and what is paid in each year of the period: columns (due | paid, figure)."""
        years = pd.Index(self.scenario.years, name="year")
        sides = {
            side: _figures(self.amounts(column).reindex(years, fill_value=0))
            for side, column in (("due", "year_due"), ("paid", "year_paid"))
        }
        return pd.concat(sides, axis="columns", names=["", "fen"])

    @property
    def awards(self) -> pd.DataFrame:
        """Awards for titles by year due: the mean for each tier, and the p80 of all, in fen."""
        sums = self.amounts("event", "year_due", "tier")
        sums = sums[sums.index.isin(AWARDS, level="event")].groupby(["year_due", "tier"]).sum()
        years = pd.Index(self.scenario.years, name="year")
        means = sums.mean(axis="columns").unstack("tier", fill_value=0)
        means = means.reindex(index=years, columns=pd.Index(TIER_CODES, name="fen"), fill_value=0.0)
        by_year = sums.groupby("year_due").sum().reindex(years, fill_value=0)
        return means.assign(p80=attained(by_year.to_numpy(), 80, axis=1))

    @property
    def if_stock_is_paid(self) -> dict[bool, tuple[int, Cost]]:
        """The total where titles already held earn an award, and where not: question R5.

        Each with the number of replications that it rests on; an answer that none gave is absent.
        """
        events = self.amounts("event")
        if "already_recognised" not in events.index:
            return {}
        total = events.to_numpy().sum(axis=0)
        paid = events.loc["already_recognised"].to_numpy() > 0
        answers = {True: total[paid], False: total[~paid]}
        return {answer: (sums.size, _cost(sums)) for answer, sums in answers.items() if sums.size}

    @property
    def unpriced(self) -> tuple[str, ...]:
        """The clauses that the policy uses and that no line of the ledger prices."""
        policy = self.scenario.policy
        levers = [getattr(policy, field.name) for field in fields(policy)]
        used = {each.clause for each in levers if isinstance(each, Lever) and each.strength > 0.0}
        return tuple(sorted(used - set(self.scenario.clauses)))

    def _whole(self, paid: Paid | None = None) -> NDArray[np.int64]:
        """Return one sum for each replication."""
        sums: NDArray[np.int64] = self.amounts("kind", paid=paid).to_numpy().sum(axis=0)
        return sums

    def _lines(self, kind: str, paid: Paid | None) -> NDArray[np.bool_]:
        """Return which rows of the ledger are meant."""
        ledger, years = self.ledger, self.scenario.years
        rows: NDArray[np.bool_] = ledger["kind"] == KINDS.index(kind)
        rows &= (ledger["year_due"] >= years.start) & (ledger["year_due"] < years.stop)
        if kind == "expenditure":
            rows &= np.isin(ledger["payer"], [PAYERS.index(payer) for payer in CITY_PURSES])
        match paid:
            case "within":
                rows &= (ledger["year_paid"] >= years.start) & (ledger["year_paid"] < years.stop)
            case "later":
                rows &= ledger["year_paid"] >= years.stop
        return rows

    def _told(self, columns: tuple[str, ...], codes: tuple[int, ...]) -> tuple[Any, ...]:
        return tuple(self._label(name, code) for name, code in zip(columns, codes, strict=True))

    def _label(self, column: str, code: int) -> Any:
        """Return what the code of a column stands for."""
        scenario = self.scenario
        match column:
            case "clause":
                return scenario.clauses[code]
            case "event":
                return EVENTS[code]
            case "payer":
                return PAYERS[code]
            case "kind":
                return KINDS[code]
            case "basis":
                return BASES[code]
            case "tier":
                return NOBODY if code < 0 else TIER_CODES[code]
            case "banner":
                return NOBODY if code < 0 else scenario.population.banners[code]
            case "year_paid":
                return pd.NA if code == UNPAID else code
        return code


def budget(runs: Runs) -> Bill:
    """Return the bill of an ensemble.

    Raises
    ------
    ValueError
        If no replication has finished.
    OverflowError
        If the amounts of all replications together exceed 9e18 fen.
    """
    if runs.replications.size == 0:
        raise ValueError("no replication has finished")
    if float(np.sum(runs.ledger["amount_fen"], dtype=np.float64)) > _MOST_FEN:
        raise OverflowError("the ledger holds more than 9e18 fen")
    return Bill(runs.scenario, runs.seed, runs.replications, runs.ledger)


def _groups(columns: list[NDArray[Any]]) -> tuple[NDArray[np.int64], list[tuple[int, ...]]]:
    """Return the group of each row, and the values of each group's columns in rising order."""
    group = np.zeros(columns[0].size, dtype=np.int64)
    labels: list[tuple[int, ...]] = [()]
    for column in columns:
        values, code = _numbered(column)
        pairs, group = _numbered(group * values.size + code)
        labels = [(*labels[pair // values.size], int(values[pair % values.size])) for pair in pairs]
    return group, labels


def _numbered(column: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct values in rising order, and which of them each row has."""
    column = column.astype(np.int64)
    low = int(column.min(initial=0))
    span = int(column.max(initial=0)) - low + 1
    if span > _MOST_SPAN:
        return np.unique(column, return_inverse=True)
    # Codes and years are few and close together: a table is ten times faster than sorting.
    there = np.bincount(column - low, minlength=span) > 0
    number = np.cumsum(there) - 1
    return np.flatnonzero(there) + low, number[column - low]


def _index(columns: tuple[str, ...], labels: list[tuple[Any, ...]]) -> pd.Index[Any]:
    if len(columns) > 1:
        return pd.MultiIndex.from_tuples(labels, names=columns)
    index: pd.Index[Any] = pd.Index([label for (label,) in labels], name=columns[0])
    return index


def _figures(amounts: pd.DataFrame) -> pd.DataFrame:
    costs = [_cost(row).as_dict() for row in amounts.to_numpy()]
    return pd.DataFrame(costs, amounts.index, pd.Index(FIGURES, name="fen"), dtype=np.int64)


def _cost(sums: NDArray[np.int64]) -> Cost:
    total, n = int(sums.sum()), sums.size
    mean = (2 * total + n) // (2 * n)  # to the nearest fen
    p50, p80, p95 = (int(attained(sums, percent)) for percent in (50, 80, 95))
    return Cost(p50, p80, p95, mean)
