"""What the figures rest on: definitions, reading, prices, what is left out, priors, versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.report import tables, unknowns, wording
from srdi_sim.report.sheets import labels
from srdi_sim.report.sheets.model import Cell, Column, Sheet, Table, number_column, numbered
from srdi_sim.words import Lang, say

_DEFINED = (
    "unit",
    "payers",
    "due",
    "paid",
    "quantile",
    "contingency",
    "mean",
    "chance",
    "kinds",
    "basis",
    "prices",
    "part_year",
    "three_years",
    "firms",
)
_NAME, _TEXT, _UNIT, _SHORT, _SOURCE = (
    28,
    50,
    24,
    13,
    52,
)  # widths of the columns that all tables share


def assumptions(
    outlook: Outlook, bill: Bill, lang: Lang, lines: tuple[str, ...], made: Mapping[str, str]
) -> Sheet:
    """Return the sheet; `made` is by what the figures were made: names of ours and versions."""
    parts = (
        _definitions(outlook, lang),
        _reading(outlook, lang),
        _prices(bill, lang),
        _unpriced(bill, lang),
        _priors(outlook, lang),
        _made(outlook, made, lang),
    )
    title = say("sheet.title.assumptions", lang)
    return Sheet("assumptions", say("sheet.name.assumptions", lang), title, lines, parts)


def _definitions(outlook: Outlook, lang: Lang) -> Table:
    """Return what each word of the sheets means."""
    scenario = outlook.scenario
    values = {"start": scenario.start, "first": scenario.years[0], "last": scenario.until}
    rows = [
        (say(f"sheet.define.{name}", lang), say(f"sheet.meaning.{name}", lang, **values))
        for name in _DEFINED
    ]
    heads = ("define", "meaning")
    return _table("definitions", heads, (_NAME, _TEXT), rows, lang)


def _reading(outlook: Outlook, lang: Lang) -> Table:
    """Return the answer to every question that the text leaves open, by its number."""
    columns = (
        Column(say("report.column.number", lang), width=6),
        Column(say("report.column.question", lang), width=_NAME),
        Column(say("report.column.answer", lang), width=_TEXT),
    )
    rows = tuple(tables.reading(outlook, lang))
    return Table("reading", say("sheet.table.reading", lang), columns, rows)


def _prices(bill: Bill, lang: Lang) -> Table:
    """Return what part of each clause the text prices, and what part an assumption does."""
    found = bill.by("clause")
    events = bill.by("clause", "event").index.to_frame(index=False)
    rows: list[tuple[Cell, ...]] = []
    for clause in sorted(found.index, key=wording.clause_place):
        of_clause = events[events["clause"] == clause]["event"]
        told = say("report.joint", lang).join(labels.event(event, lang) for event in of_clause)
        figures = (int(found.loc[clause, name]) for name in ("mean", "text", "assumption"))
        rows.append((wording.clause_told(clause, lang), told, *figures))
    total = bill.total
    rows.append((say("report.total", lang), "", total.mean, total.text, total.assumption))
    totals = frozenset([len(rows) - 1])
    columns = (
        number_column(lang),
        Column(say("report.column.clause", lang), width=_NAME),
        Column(say("sheet.column.event", lang), width=_TEXT),
        *(
            Column(say(f"report.column.{name}", lang), "money", _SHORT)
            for name in ("mean", "text", "assumption")
        ),
    )
    title = say("sheet.table.prices", lang)
    return Table("prices", title, columns, numbered(rows, totals), totals)


def _unpriced(bill: Bill, lang: Lang) -> Table:
    """Return what the policy asks for and no sum holds: risks that are not in the numbers."""
    rows = [
        (
            say(f"report.lever.{each.lever}", lang),
            say(f"coverage.why.{each.reason}", lang),
            wording.clause_told(each.clause, lang),
        )
        for each in sorted(bill.unpriced, key=lambda each: wording.clause_place(each.clause))
    ]
    heads = ("lever", "reason", "clause")
    nothing = [(say("sheet.none", lang), "", "")]
    return _table("unpriced", heads, (_NAME, _TEXT, _UNIT), rows or nothing, lang)


def _priors(outlook: Outlook, lang: Lang) -> Table:
    """Return every uncertainty with its prior, unit, confidence, source, and what was learned."""
    fitted = outlook.scenario.uncertainties.posterior is not None
    rows = [
        (name, prior, unit, role, confidence, source, *([posterior] if fitted else []))
        for name, role, prior, posterior, unit, confidence, source in tables.uncertainties(
            outlook, lang
        )
    ]
    heads = ["name", "prior", "unit", "role", "confidence", "source"]
    widths = [_NAME, _TEXT, _UNIT, _SHORT, _SHORT, _SOURCE]
    if fitted:
        heads.append("posterior")
        widths.append(_UNIT)
    return _table("priors", heads, widths, rows, lang)


def _made(outlook: Outlook, made: Mapping[str, str], lang: Lang) -> Table:
    """Return by what every figure can be made again."""
    scenario = outlook.scenario
    facts = {
        "name": scenario.name,
        "sha256": scenario.sha256,
        "seed": str(outlook.seed),
        "replications": str(outlook.replications),
        "failed": str(outlook.failed),
        "parameters": unknowns.parameters_told(scenario, outlook.replications, lang),
        "edits": say("report.joint", lang).join(scenario.edits) or say("sheet.none", lang),
    }
    rows = [(say(f"sheet.made.{name}", lang), value) for name, value in facts.items()]
    rows += [*made.items()]
    return _table("made", ("made", "value"), (_NAME, _TEXT), rows, lang)


def _table(
    name: str,
    heads: Iterable[str],
    widths: Iterable[float],
    rows: Iterable[tuple[Cell, ...]],
    lang: Lang,
) -> Table:
    """Return a table of texts."""
    columns = (
        Column(say(f"sheet.column.{head}", lang), width=width)
        for head, width in zip(heads, widths, strict=True)
    )
    title = say(f"sheet.table.{name}", lang)
    return Table(name, title, (number_column(lang), *columns), numbered(rows))
