"""The first budget: what falls due, what is paid and by whom. Every figure groups the ledger.

Sums are exact, in int64 fen; a quantile is one of the sums (see
:func:`srdi_sim.analysis.statistics.attained`). Quantiles of parts do not add up to that of a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.groups import groups_of, index_of
from srdi_sim.analysis.statistics import attained, mean_fen
from srdi_sim.analysis.unpriced import Unpriced, unpriced
from srdi_sim.engine.ledger import BASES, COLUMNS, EVENTS, KINDS, PAYERS, UNPAID
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.errors import SrdiError
from srdi_sim.policy.reading import SAMPLED
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import MOST_FEN, exact_money

CITY_PURSES = ("city", "banner")
AWARDS = ("recognised", "already_recognised")  # the events of clause 二(三)
FIGURES = ("p50", "p80", "p95", "mean", *BASES)
GROUPS = COLUMNS.keys() - {"amount_fen"}
NOBODY = "none"  # the label of a row without a tier or a banner
Due = Literal["within", "after"]
Paid = Literal["within", "later", "never"]


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount in fen.

    Attributes
    ----------
    p50, p80, p95 : int
        What 50, 80 and 95 % of the replications do not exceed.
    mean : int
        The sum of `text`, the part of it that the text prices, and `assumption`.
    """

    p50: int
    p80: int
    p95: int
    mean: int
    text: int
    assumption: int

    def as_dict(self) -> dict[str, int]:
        """Return the figures by name."""
        return {name: getattr(self, name) for name in FIGURES}


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
        rows, size = np.flatnonzero(self._lines(kind, due, paid, basis)), self.replications.size
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
        return _cost(self.whole(**which), self.whole(basis="assumption", **which))

    def whole(self, **which: Any) -> NDArray[np.int64]:
        """Return what `cost` describes: one sum for each replication."""
        sums: NDArray[np.int64] = self.amounts("kind", **which).to_numpy().sum(axis=0)
        return sums

    def lines(self, replication: int) -> pd.DataFrame:
        """Return every line of the ledger of one replication, in words, as they were entered."""
        ends = np.searchsorted(self.ledger["replication"], [replication, replication + 1])
        return pd.DataFrame(
            {
                name: [self.label(name, code) for code in column[slice(*ends)].tolist()]
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
        costs = [_cost(column, column).as_dict() for column in self.waiting.T]
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
    def if_stock_is_paid(self) -> dict[bool, tuple[int, Cost]]:
        """The total where titles already held earn an award, and where not: question R5.

        Each with the number of replications that drew the answer. Empty unless the reading leaves
        the question open, both answers were drawn, and titles held before earn anything by one.
        """
        whole, assumed = self.whole(), self.whole(basis="assumption")
        return {
            answer: (int(rows.sum()), _cost(whole[rows], assumed[rows]))
            for answer, rows in self.stock_answers.items()
        }

    @property
    def stock_answers(self) -> dict[bool, NDArray[np.bool_]]:
        """The replications of each answer to question R5; empty where it is not open."""
        paid = self._stock_is_paid()
        return {True: paid, False: ~paid} if self._stock_is_open(paid) else {}

    @property
    def unpriced(self) -> tuple[Unpriced, ...]:
        """The levers in force whose cost is in no line of the ledger, or of 0 by reading (R16)."""
        return unpriced(self.scenario)

    def _stock_is_paid(self) -> NDArray[np.bool_]:
        """Return which replications pay titles already held, as drawn or as the reading says.

        The ledger does not tell: titles that firms bring along (R9) are the same event there.
        """
        drawn = self.scenario.settled_uncertainties()
        year = self.scenario.start.year
        return drawn.values("stock_paid", self.seed, self.replications, year) > 0.0

    def _stock_is_open(self, paid: NDArray[np.bool_]) -> bool:
        """Return whether R5 is sampled, with both answers, over awards that are not all 0."""
        if self.scenario.reading.stock_already_recognised != SAMPLED or paid.all():
            return False
        awards = self.scenario.policy.awards
        if not any(each.applies_to == "new_and_stock" and each.amount for each in awards):
            return False
        events = self.amounts("event")
        return "already_recognised" in events.index and bool(
            events.loc["already_recognised"].to_numpy()[paid].any()
        )

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
        costs = [_cost(*pair).as_dict() for pair in pairs]
        return pd.DataFrame(costs, whole.index, pd.Index(FIGURES, name="fen"), dtype=np.int64)

    def _lines(
        self, kind: str, due: Due, paid: Paid | None, basis: str | None
    ) -> NDArray[np.bool_]:
        """Return which rows of the ledger are meant."""
        ledger, years = self.ledger, self.scenario.years
        rows: NDArray[np.bool_] = ledger["kind"] == KINDS.index(kind)
        if kind == "expenditure":
            rows &= np.isin(ledger["payer"], [PAYERS.index(payer) for payer in CITY_PURSES])
        if basis is not None:
            rows &= ledger["basis"] == BASES.index(basis)
        if due == "after":
            rows &= ledger["year_due"] >= years.stop
        else:
            rows &= (ledger["year_due"] >= years.start) & (ledger["year_due"] < years.stop)
        match paid:
            case "within":
                rows &= (ledger["year_paid"] >= years.start) & (ledger["year_paid"] < years.stop)
            case "later":
                rows &= ledger["year_paid"] >= years.stop
            case "never":
                rows &= ledger["year_paid"] == UNPAID
        return rows

    def _told(self, columns: tuple[str, ...], codes: tuple[int, ...]) -> tuple[Any, ...]:
        return tuple(self.label(name, code) for name, code in zip(columns, codes, strict=True))

    def label(self, column: str, code: int) -> Any:
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


def _cost(sums: NDArray[np.int64], assumed: NDArray[np.int64]) -> Cost:
    """Return the figures of sums, one a replication, and of the part priced by assumption."""
    mean, assumption = int(mean_fen(sums)), int(mean_fen(assumed))
    p50, p80, p95 = (int(attained(sums, percent)) for percent in (50, 80, 95))
    return Cost(p50, p80, p95, mean, mean - assumption, assumption)
