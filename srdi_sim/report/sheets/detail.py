"""The ledger itself: the mean of every group of lines, and every line of one replication.

The ledger of a thousand replications has millions of lines. The replication shown is one whose
total is the P80, so that an officer can follow that figure to every yuan in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.entries import CITY_PURSES, NOBODY
from srdi_sim.analysis.statistics import mean_fen
from srdi_sim.engine.ledger import EVENTS, KINDS, NO_FIRM, PAYERS
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.report import wording
from srdi_sim.report.sheets import labels
from srdi_sim.report.sheets.model import Cell, Column, Kind, Sheet, Table, number_column, numbered
from srdi_sim.units import format_wan
from srdi_sim.words import Lang, say

_GROUP = ("clause", "event", "tier", "banner", "payer", "basis", "year_due", "year_paid")
_SHOWN: dict[str, tuple[Kind, float]] = {
    "kind": ("label", 11),
    "clause": ("label", 16),
    "event": ("text", 22),
    "tier": ("text", 16),
    "banner": ("label", 13),
    "firm_id": ("whole", 9),
    "payer": ("label", 13),
    "basis": ("label", 10),
    "year_due": ("whole", 9),
    "month_due": ("whole", 9),
    "year_paid": ("whole", 9),
}
_Line = Mapping[Any, Any]
PERCENT = 80  # the lines are those of the replication with this quantile of all totals


def detail(bill: Bill, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return the mean of every group of lines of all replications, other purses' included."""
    groups = sorted(_groups(bill), key=lambda group: _place(group[0], bill))
    rows = [(*_told(group, bill, lang), mean) for group, mean in groups]
    total = _total(say("sheet.total.mean", lang), len(_GROUP) + 1, bill.total.mean)
    columns = (*_columns(lang, *_GROUP), Column(say("sheet.figure.mean", lang), "money", 14))
    notes = tuple(say(f"sheet.note.{key}", lang) for key in ("counted", "detail", "means_add"))
    return _sheet("detail", [*rows, total], columns, lang, lines, notes)


def lines_of_one(bill: Bill, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return every line of the ledger of the replication whose total is the P80."""
    number = bill.attaining(PERCENT)
    found = bill.lines(number).to_dict("records")
    found.sort(key=lambda line: _place(line, bill))
    named = (*_GROUP[:4], "firm_id", *_GROUP[4:7], "month_due", "year_paid")
    rows = [(*_told(line, bill, lang, named), line["amount_fen"]) for line in found]
    amount = bill.total.p80
    total = _total(say("report.total", lang), len(named) + 1, amount)
    columns = (*_columns(lang, *named), Column(say("sheet.column.amount", lang), "money", 14))
    about = say(
        "sheet.one_replication",
        lang,
        number=number,
        percent=PERCENT,
        seed=bill.seed,
        amount=format_wan(amount),
    )
    notes = tuple(say(f"sheet.note.{key}", lang) for key in ("counted", "lines"))
    return _sheet("lines", [*rows, total], columns, lang, (*lines, about), notes)


def _groups(bill: Bill) -> Iterator[tuple[_Line, int]]:
    """Yield every group of lines, of any kind, and its mean."""
    for kind in KINDS:
        for due in ("within", "after"):
            sums = bill.amounts(*_GROUP, kind=kind, due=due)
            means = mean_fen(sums.to_numpy()).tolist()
            for labels_of_row, mean in zip(sums.index, means, strict=True):
                yield {"kind": kind, **dict(zip(_GROUP, labels_of_row, strict=True))}, mean


def _told(line: _Line, bill: Bill, lang: Lang, named: tuple[str, ...] = _GROUP) -> tuple[Cell, ...]:
    """Return the cells of a line before its amount, whether it counts in the total among them."""
    counts = (
        line["kind"] == "expenditure"
        and line["payer"] in CITY_PURSES
        and line["year_due"] in bill.scenario.years
    )
    told = say(f"sheet.counts.{'yes' if counts else 'no'}", lang)
    return (told, *(_cell(name, line[name], lang) for name in ("kind", *named)))


def _cell(name: str, value: Any, lang: Lang) -> Cell:
    match name:
        case "clause":
            return str(value)
        case "kind" | "event" | "tier" | "banner" | "payer" | "basis":
            tell = getattr(labels, name)
            return str(tell(value, lang))
        case "year_paid" if pd.isna(value):
            return say("sheet.money.never", lang)
        case "firm_id" if value == NO_FIRM:
            return None
    return int(value)


def _place(line: _Line, bill: Bill) -> tuple[Any, ...]:
    """Return where a line stands: spending first, then in the order of the text and of time."""
    paid, banners = line["year_paid"], (NOBODY, *bill.scenario.population.banners)
    return (
        KINDS.index(line["kind"]),
        wording.clause_place(line["clause"]),
        line["clause"],
        EVENTS.index(line["event"]),
        line["year_due"],
        line.get("month_due", 0),
        (NOBODY, *TIER_CODES).index(line["tier"]),
        banners.index(line["banner"]),
        line.get("firm_id", 0),
        PAYERS.index(line["payer"]),
        line["basis"],
        9999 if pd.isna(paid) else paid,
    )


def _total(name: str, before: int, amount: int) -> tuple[Cell, ...]:
    return (name, *[""] * before, amount)


def _columns(lang: Lang, *names: str) -> tuple[Column, ...]:
    return (
        number_column(lang),
        Column(say("sheet.column.counts", lang), "label", 9),
        *(Column(say(f"sheet.column.{name}", lang), *_SHOWN[name]) for name in ("kind", *names)),
    )


def _sheet(
    key: str,
    rows: list[tuple[Cell, ...]],
    columns: tuple[Column, ...],
    lang: Lang,
    lines: tuple[str, ...],
    notes: tuple[str, ...],
) -> Sheet:
    totals = frozenset([len(rows) - 1])
    title = say(f"sheet.title.{key}", lang)
    table = Table(key, title, columns, numbered(rows, totals), totals)
    return Sheet(key, say(f"sheet.name.{key}", lang), title, lines, (table,), notes, filtered=True)
