"""The three-year estimate: what to appropriate in the budget year and the two after it."""

from __future__ import annotations

from dataclasses import dataclass

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.engine.ledger import PAYERS
from srdi_sim.errors import SrdiError
from srdi_sim.report import wording
from srdi_sim.report.sheets import labels
from srdi_sim.report.sheets.grid import ALL, BEFORE, LATER, NEVER, Grid, Key, grid
from srdi_sim.report.sheets.model import Cell, Column, Sheet, Table, number_column, numbered
from srdi_sim.words import Lang, say

_YEARS = 3
_THREE = "three"  # the column of the three years together
_OF_ALL = ("mean", "p50", "p80", "p95", "contingency")
_OF_A_PURSE = ("mean", "p50", "p80", "p95")


def window_of(bill: Bill, first: int | None) -> range:
    """Return the budget year and the two after it.

    The budget year is the one asked for, or else the first of the period's last three: those are
    simulated whole, and where a period begins before the budget year they are what is to come. A
    year outside the period is an `SrdiError`.
    """
    years = bill.scenario.years
    if first is None:
        first = max(years[0], years[-1] - _YEARS + 1)
    if first not in years:
        values = {"given": first, "first": years[0], "last": years[-1]}
        raise SrdiError("report.budget_year", values)
    return range(first, first + _YEARS)


def three_years(bill: Bill, lang: Lang, lines: tuple[str, ...], window: range) -> Sheet:
    """Return payments by clause and payer in each year of the window.

    By the year of payment, since that is what is appropriated. Years after the period hold only
    what was committed within it. What is paid before and after the window stands beside it, so that
    every row adds up to the total of the other sheets.
    """
    shown = [BEFORE, *window, _THREE, LATER, *([NEVER] if bill.is_limited else []), ALL]
    payments = _Payments.of(bill, window)
    rows: list[tuple[Cell, ...]] = [
        (wording.clause_told(clause, lang), labels.payer(payer, lang), *map(cells.get, shown))
        for (clause, payer), cells in zip(payments.rows, payments.figure("mean"), strict=False)
    ]
    counted = len(rows)
    for payer, figures in ((None, _OF_ALL), *((payer, _OF_A_PURSE) for payer in CITY_PURSES)):
        part = payments.paid_by(payer)
        name = labels.payer(payer, lang) if payer else say("sheet.every_payer", lang)
        rows += [
            (say(f"sheet.total.{figure}", lang), name, *map(part.figure(figure)[-1].get, shown))
            for figure in figures
        ]
    totals = frozenset(range(counted, len(rows)))
    columns = (
        number_column(lang),
        Column(say("report.column.clause", lang), width=26),
        Column(say("report.column.payer", lang), "label", 14),
        *(Column(_head(key, window, bill, lang), "money", 13) for key in shown),
    )
    title = say("sheet.title.three_years", lang, first=window[0], last=window[-1])
    table = Table("three_years", title, columns, numbered(rows, totals), totals)
    noted = ["three_years", "means_add", "quantiles", "nominal", "no_baseline"]
    if window[-1] > bill.scenario.until:
        noted.insert(1, "committed")
    notes = tuple(say(f"sheet.note.{key}", lang, last=bill.scenario.until) for key in noted)
    name = say("sheet.name.three_years", lang)
    return Sheet("three_years", name, title, lines, (table,), notes)


@dataclass(frozen=True, slots=True, eq=False)
class _Payments:
    """Payments by clause and payer: year by year, and the three years as one."""

    yearly: Grid
    joined: Grid

    @classmethod
    def of(cls, bill: Bill, window: range) -> _Payments:
        def side(year: int) -> Key:
            return BEFORE if year < window[0] else LATER

        by = ("clause", "payer")
        yearly = grid(
            bill,
            by,
            "year_paid",
            [BEFORE, *window, LATER, NEVER],
            lambda year: year if year in window else side(year),
        )
        joined = grid(
            bill,
            by,
            "year_paid",
            [BEFORE, _THREE, LATER, NEVER],
            lambda year: _THREE if year in window else side(year),
        )
        order = sorted(yearly.rows, key=_place)
        return cls(yearly[order], joined[order])

    @property
    def rows(self) -> tuple[Key, ...]:
        return self.yearly.rows

    def paid_by(self, payer: str | None) -> _Payments:
        """Return those of one purse, or all."""
        rows = [row for row in self.rows if payer in (None, row[1])]
        return _Payments(self.yearly[rows], self.joined[rows])

    def figure(self, name: str) -> list[dict[Key, int]]:
        pairs = zip(self.yearly.figure(name), self.joined.figure(name), strict=True)
        return [yearly | joined for yearly, joined in pairs]


def _place(row: tuple[str, str]) -> tuple[tuple[int, ...], int]:
    """Return where a clause and its payer stand."""
    clause, payer = row
    return wording.clause_place(clause), PAYERS.index(payer)


def _head(key: Key, window: range, bill: Bill, lang: Lang) -> str:
    """Return what a column of money is called."""
    if key in window:
        committed = key > bill.scenario.until
        return say("sheet.committed", lang, year=key) if committed else str(key)
    years = {BEFORE: window[0], LATER: window[-1]}
    return say(f"sheet.money.{key}", lang, year=years.get(key, ""))
