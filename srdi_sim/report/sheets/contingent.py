"""What is no spending: the guarantee fund's capital and book, the calls on it, and stakes."""

from __future__ import annotations

from collections.abc import Iterator

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.guarantees import FLOWS, ITEMS, Guarantees
from srdi_sim.report.sheets import labels
from srdi_sim.report.sheets.grid import ALL, Grid, grid
from srdi_sim.report.sheets.model import Cell, Column, Sheet, Table, number_column, numbered
from srdi_sim.words import Lang, say

_FIGURES = ("mean", "p50", "p80", "p95")
_MEAN_ONLY = ("recoveries",)  # of a refund less is worse, and a P95 would be the better end


def contingent(fund: Guarantees, bill: Bill, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return assets, exposure, and expected and P95 calls, year by year: apart from spending."""
    rows = [*_assets(bill, lang), *_fund(fund, bill, lang), *_net_calls(bill, lang)]
    columns = (
        number_column(lang),
        Column(say("sheet.column.kind", lang), "label"),
        Column(say("sheet.column.item", lang), width=38),
        Column(say("sheet.column.figure", lang), "label"),
        *(Column(str(year), "money", 13) for year in bill.scenario.years),
        Column(say("sheet.money.all", lang), "money", 13),
    )
    title = say("sheet.title.contingent", lang)
    table = Table("contingent", title, columns, numbered(rows))
    keys = ["contingent", "exposure", "asset", "quantiles"]
    notes = tuple(say(f"sheet.note.{key}", lang) for key in keys)
    name = say("sheet.name.contingent", lang)
    return Sheet("contingent", name, title, lines, (table,), notes)


def _assets(bill: Bill, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield what turns money into capital that the city, or a fund, goes on owning."""
    found = grid(bill, ("event", "payer"), "year_due", bill.scenario.years, kind="asset")
    for row in found.rows:
        event, payer = row
        names = {"event": labels.event(event, lang), "payer": labels.payer(payer, lang)}
        name = say("sheet.paid_by", lang, **names)
        yield from _sums(found[[row]], "asset", name, lang)


def _net_calls(bill: Bill, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield what the fund pays in the end: calls less what comes back."""
    found = grid(bill, ("event",), "year_due", bill.scenario.years, kind="contingent")
    yield from _sums(found, "contingent", say("sheet.net_calls", lang), lang)


def _sums(found: Grid, kind: str, name: str, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield the figures of all rows of a grid together."""
    for figure in _FIGURES:
        cells = found.figure(figure)[-1]
        total = cells.pop(ALL)
        told = labels.kind(kind, lang), name, say(f"sheet.figure.{figure}", lang)
        yield (*told, *cells.values(), total)


def _fund(fund: Guarantees, bill: Bill, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield what the fund stands for and pays; what is there at a year's end does not add up."""
    for item in ITEMS:
        for figure in _FIGURES[:1] if item in _MEAN_ONLY else _FIGURES:
            told = say(f"sheet.fund.{item}", lang), say(f"sheet.figure.{figure}", lang)
            years = (int(fund.at(year, item)[figure]) for year in bill.scenario.years)
            total = int(fund.at(None, item)[figure]) if item in FLOWS else None
            yield (labels.kind("contingent", lang), *told, *years, total)
