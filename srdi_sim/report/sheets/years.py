"""The sheets of spending over the period: by year and clause, and by who pays."""

from __future__ import annotations

from dataclasses import dataclass

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.report import wording
from srdi_sim.report.sheets import labels
from srdi_sim.report.sheets.grid import ALL, FIGURES, LATER, NEVER, Grid, Key, grid
from srdi_sim.report.sheets.model import Cell, Column, Sheet, Table, number_column, numbered
from srdi_sim.words import Lang, say

_SIDES = {"due": "year_due", "paid": "year_paid"}


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of one side and one figure, and the place of their total."""

    side: str
    figure: str
    rows: list[tuple[Cell, ...]]
    total: int


def by_year_and_clause(bill: Bill, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return what each clause costs in each year, by when it falls due and by when it is paid."""
    blocks = []
    for side in _SIDES:
        found = _by_year(bill, ("clause",), side)
        found = found[sorted(found.rows, key=wording.clause_place)]
        names = [wording.clause_told(clause, lang) for clause in found.rows]
        for figure in FIGURES:
            rows = _cells(bill, found, figure, [*names, say("report.total", lang)])
            blocks.append(_Block(side, figure, rows, len(names)))
    return _sheet("by_year_and_clause", "clause", blocks, bill, lang, lines)


def by_payer(bill: Bill, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return what each purse pays; each banner's part; and, apart, what is others' money."""
    blocks = []
    for side in _SIDES:
        purses = _by_year(bill, ("payer",), side)
        purses = purses[[payer for payer in CITY_PURSES if payer in purses.rows]]
        banners = _by_year(bill, ("payer", "banner"), side)
        banners = banners[[row for row in banners.rows if row[0] == "banner"]]
        others = _by_year(bill, ("payer",), side, kind="memo")
        names = [labels.payer(payer, lang) for payer in purses.rows]
        parts = [labels.banner(banner, lang) for _, banner in banners.rows]
        parts = [say("sheet.of_which", lang, name=name) for name in parts]
        memo = [say("sheet.memo", lang, name=labels.payer(row, lang)) for row in others.rows]
        for figure in FIGURES:
            rows = _cells(bill, purses, figure, [*names, say("report.total", lang)])
            rows += _cells(bill, banners, figure, parts)
            rows += _cells(bill, others, figure, memo)
            blocks.append(_Block(side, figure, rows, len(names)))
    return _sheet("by_payer", "payer", blocks, bill, lang, lines)


def _by_year(bill: Bill, by: tuple[str, ...], side: str, **which: str) -> Grid:
    years = bill.scenario.years

    def place(year: int) -> Key:
        return year if year in years else LATER

    ends = () if side == "due" else (LATER, NEVER)
    return grid(bill, by, _SIDES[side], [*years, *ends], place, **which)


def _cells(bill: Bill, found: Grid, figure: str, names: list[str]) -> list[tuple[Cell, ...]]:
    """Return one figure of the first rows of a grid, in the columns of the sheet."""
    shown = [*bill.scenario.years, LATER, *([NEVER] if bill.is_limited else []), ALL]
    figures = zip(names, found.figure(figure), strict=False)  # without a sum that has no name
    return [(name, *map(cells.get, shown)) for name, cells in figures]


def _sheet(
    key: str, of: str, blocks: list[_Block], bill: Bill, lang: Lang, lines: tuple[str, ...]
) -> Sheet:
    """Return a sheet of blocks under one head."""
    rows: list[tuple[Cell, ...]] = []
    totals = set()
    for block in blocks:
        totals.add(len(rows) + block.total)
        side = say(f"sheet.side.{block.side}", lang)
        figure = say(f"sheet.figure.{block.figure}", lang)
        rows += [(side, figure, *row) for row in block.rows]
    last = bill.scenario.until
    heads = [*map(str, bill.scenario.years), say("sheet.money.later", lang, year=last)]
    heads += [say("sheet.money.never", lang)] if bill.is_limited else []
    columns = (
        number_column(lang),
        Column(say("sheet.column.side", lang), "label", 8),
        Column(say("sheet.column.figure", lang), "label", 16),
        Column(say(f"report.column.{of}", lang), width=24),
        *(Column(head, "money") for head in (*heads, say("report.total", lang))),
    )
    title = say(f"sheet.title.{key}", lang)
    table = Table(key, title, columns, numbered(rows, totals), frozenset(totals))
    noted = ["purses"] if of == "payer" else []
    noted += ["due_paid", "figures", "quantiles", "means_add", "nominal"]
    notes = tuple(say(f"sheet.note.{each}", lang, last=last) for each in noted)
    return Sheet(key, say(f"sheet.name.{key}", lang), title, lines, (table,), notes, filtered=True)
