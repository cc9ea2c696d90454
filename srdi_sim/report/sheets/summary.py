"""The first two sheets: what is to be decided on one page, and the targets one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.costs import Cost
from srdi_sim.analysis.forecast import PERCENTS, Outlook
from srdi_sim.analysis.statistics import Chance
from srdi_sim.policy.tiers import TIERS
from srdi_sim.report import tables, wording
from srdi_sim.report.html import headline
from srdi_sim.report.sheets.model import (
    Cell,
    Column,
    Picture,
    Sheet,
    Table,
    number_column,
    numbered,
)
from srdi_sim.words import Lang, say


def summary(
    outlook: Outlook, bill: Bill, lang: Lang, lines: tuple[str, ...], pictures: Sequence[Picture]
) -> Sheet:
    """Return the headline, the whole bill and the chance of each target on one page."""
    notes = ("quantiles", "contingency", "nominal", "apart", "chance", "trace")
    return Sheet(
        "summary",
        say("sheet.name.summary", lang),
        say("sheet.title.summary", lang, name=outlook.scenario.name),
        (*lines, *headline(outlook, bill, lang), say("sheet.to_fill", lang)),
        (_bill(bill, lang), _chances(outlook, lang)),
        tuple(say(f"sheet.note.{key}", lang) for key in notes),
        tuple(pictures),
        upright=True,
    )


def targets(outlook: Outlook, lang: Lang, lines: tuple[str, ...]) -> Sheet:
    """Return every target with its forecast and chance, and the firms of each tier by year."""
    keys = ("chance.interval", "chance.scale", "note.binds", "note.first_met")
    return Sheet(
        "targets",
        say("sheet.name.targets", lang),
        say("sheet.title.targets", lang),
        lines,
        (_targets(outlook, lang), _firms(outlook, lang)),
        tuple(say(f"report.{key}", lang) for key in keys),
    )


def _bill(bill: Bill, lang: Lang) -> Table:
    """Return the bill as the report has it, in fen."""
    due, total = tables.due_by_year(bill, lang), tables.total(bill, lang)
    parts = [
        replace(row, name=say("sheet.of_which", lang, name=row.name))
        for row in (*tables.by_payer(bill, lang), *tables.by_basis(bill, lang))
    ]
    parts += tables.later(bill, lang)
    others = [*tables.stock(bill, lang), *tables.apart(bill, lang)]
    rows: list[tuple[Cell, ...]] = [
        (row.name, *_figures(row.amount))
        for row in (*due, total, *parts, *others)
        if row.amount is not None
    ]
    totals = frozenset([len(due)])
    heads = ("P50", "P80", "P95", *_said(lang, "contingency", "mean", "text", "assumption"))
    columns = (
        number_column(lang),
        Column(say("sheet.column.item", lang), width=38),
        *(Column(head, "money") for head in heads),
    )
    return Table("money", say("sheet.table.money", lang), columns, numbered(rows, totals), totals)


def _figures(amount: Cost) -> tuple[int, ...]:
    contingency = amount.p80 - amount.p50
    spread = (amount.p50, amount.p80, amount.p95, contingency)
    return (*spread, amount.mean, amount.text, amount.assumption)


def _chances(outlook: Outlook, lang: Lang) -> Table:
    """Return the chance of each target and of all."""
    rows: list[tuple[Cell, ...]] = []
    for target in outlook.scenario.targets:
        name = wording.target_told(outlook, target, lang)
        median = outlook.answer(target)["median"]
        chance = _chance(outlook.chance(target), lang)
        rows.append((name, outlook.wanted(target), median, *chance))
    whole = _chance(outlook.chance_all, lang)
    totals = frozenset([len(rows)] if rows else [])
    if rows:
        rows.append((say("report.all_targets", lang), "", None, *whole))
    columns = (
        number_column(lang),
        Column(say("report.column.target", lang), width=38),
        Column(say("report.column.wanted", lang), "label"),
        Column(say("report.column.median", lang), "count"),
        *_chance_columns(lang),
    )
    return Table(
        "chances", say("sheet.table.chances", lang), columns, numbered(rows, totals), totals
    )


def _targets(outlook: Outlook, lang: Lang) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for target in outlook.scenario.targets:
        answer = outlook.answer(target)
        first_met = answer["first_year_met"]
        rows.append(
            (
                wording.counted_told(target.tier, outlook.scenario.reading, lang),
                target.year,
                outlook.wanted(target),
                answer["median"],
                answer["low80"],
                answer["high80"],
                answer["mean"],
                *_chance(outlook.chance(target), lang),
                say("report.never", lang) if first_met is None else first_met,
                wording.binds_told(outlook, target, lang),
            )
        )
    whole = _chance(outlook.chance_all, lang)
    totals = frozenset([len(rows)] if rows else [])
    if rows:
        rows.append((say("report.all_targets", lang), *[""] * 6, *whole, "", ""))
    columns = (
        number_column(lang),
        Column(say("report.column.target", lang), width=26),
        Column(say("report.column.year", lang), "whole"),
        Column(say("report.column.wanted", lang), "label", 9),
        Column(say("report.column.median", lang), "count"),
        Column(say("sheet.column.low80", lang), "count"),
        Column(say("sheet.column.high80", lang), "count"),
        Column(say("report.column.mean", lang), "mean"),
        *_chance_columns(lang),
        Column(say("report.column.first_met", lang), "whole", 10),
        Column(say("report.column.binds", lang), width=30),
    )
    title = say("sheet.table.targets", lang)
    return Table("targets", title, columns, numbered(rows, totals), totals)


def _firms(outlook: Outlook, lang: Lang) -> Table:
    """Return the data behind the fan charts: firms by tier and year."""
    rows: list[tuple[Cell, ...]] = []
    for tier in TIERS:
        name = wording.counted_told(tier, outlook.scenario.reading, lang)
        for year, row in outlook.path(tier).iterrows():
            *quantiles, mean = row
            rows.append((name, int(str(year)), *map(int, quantiles), float(mean)))
    columns = (
        number_column(lang),
        Column(say("sheet.column.tier", lang)),
        Column(say("report.column.year", lang), "whole"),
        *(Column(f"P{percent}", "count") for percent in PERCENTS),
        Column(say("report.column.mean", lang), "mean"),
    )
    return Table("firms", say("sheet.table.firms", lang), columns, numbered(rows))


def _chance(chance: Chance, lang: Lang) -> tuple[Cell, ...]:
    """Return a chance, its 95 % interval, of how many replications, and its word."""
    word = say(f"report.chance.{wording.chance_word(chance.value)}", lang)
    return (chance.value, chance.low95, chance.high95, chance.of, word)


def _chance_columns(lang: Lang) -> tuple[Column, ...]:
    names = ("chance", "low95", "high95")
    shares = (Column(say(f"sheet.column.{name}", lang), "share", 12) for name in names)
    of = Column(say("sheet.column.of", lang), "count", 12)
    return (*shares, of, Column(say("sheet.column.word", lang), "label", 17))


def _said(lang: Lang, *names: str) -> list[str]:
    return [say(f"report.column.{name}", lang) for name in names]
