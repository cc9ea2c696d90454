"""What is no spending: the guarantee fund's capital and book, the calls on it, and stakes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.engine.tally import MEASURES
from srdi_sim.policy.entries import REFUNDS
from srdi_sim.report.sheets import labels
from srdi_sim.report.sheets.grid import ALL, Grid, grid
from srdi_sim.report.sheets.model import Cell, Column, Sheet, Table, number_column, numbered
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say

_FIGURES = ("mean", "p50", "p80", "p95")
# Measures of the guarantee fund, in 万元: what stands at a year's end, and what a year brings.
_STOCKS = ("fund_left",)
_FLOWS = ("claims_unmet",)


def contingent(outlook: Outlook, bill: Bill, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return assets, exposure, and expected and P95 calls, year by year: apart from spending."""
    rows = [*_assets(bill, lang), *_calls(bill, lang), *_book(outlook, lang)]
    columns = (
        number_column(lang),
        Column(say("sheet.column.kind", lang), "label"),
        Column(say("sheet.column.item", lang), width=34),
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
        yield from _figures(found[[row]], "asset", name, lang)


def _calls(bill: Bill, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield calls on the fund, what comes back, and calls net of it."""
    found = grid(bill, ("event",), "year_due", bill.scenario.years, kind="contingent")
    for event in found.rows:
        told = labels.event(event, lang)
        figures = ("mean",) if event in REFUNDS else _FIGURES  # less of a refund is the worse end
        yield from _figures(found[[event]], "contingent", told, lang, figures)
    yield from _figures(found, "contingent", say("sheet.net_calls", lang), lang)


def _book(outlook: Outlook, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield what the fund stands for at each year's end, and losses that it could not bear."""
    for name in (*_STOCKS, *_FLOWS):
        wan = outlook.measures[:, :, MEASURES.index((name, ""))]
        fen = np.rint(wan * WAN).astype(np.int64).T[np.newaxis]
        found = Grid((name,), tuple(outlook.scenario.years), fen, np.zeros_like(fen))
        told = say(f"sheet.guarantee.{name}", lang)
        yield from _figures(found, "contingent", told, lang, adds=name in _FLOWS)


def _figures(
    found: Grid,
    kind: str,
    name: str,
    lang: Lang,
    figures: tuple[str, ...] = _FIGURES,
    *,
    adds: bool = True,
) -> Iterator[tuple[Cell, ...]]:
    """Yield the figures of a grid's sum; what stands at the ends of years does not add up."""
    for figure in figures:
        cells = found.figure(figure)[-1]
        total = cells.pop(ALL)
        told = labels.kind(kind, lang), name, say(f"sheet.figure.{figure}", lang)
        yield (*told, *cells.values(), total if adds else None)
