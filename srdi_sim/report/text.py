"""The forecast as plain text for a terminal: what ``srdi run`` prints, a screen full."""

from __future__ import annotations

from dataclasses import replace

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.report import binding, tables, unknowns, width, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.tables import CostRow
from srdi_sim.words import Lang, say

_HEADS_OF_TIERS = ("no_targets", "column.median", "column.interval80")
_MOST_YEARS = 8
_ENDS = 3  # of a longer period its first and last years; the others are in the report


def forecast_text(outlook: Outlook, bill: Bill, lang: Lang, folder: str | None = None) -> str:
    """Return the forecast and the bill as lines of text, aligned for a terminal.

    Parameters
    ----------
    folder : the run folder, if there is one
    """
    not_fitted = wrapped(width.sentence(outlook, bill, lang), SENTENCE)
    lines = [*_heading(outlook, lang), "", *_targets(outlook, lang), "", *not_fitted]
    lines += ["", *_bill(bill, lang)]
    if folder is not None:
        lines += ["", f"{say('cli.folder', lang)}{folder}"]
    return "\n".join(line.rstrip() for line in lines)


def _heading(outlook: Outlook, lang: Lang) -> list[str]:
    scenario = outlook.scenario
    lines = [
        say("report.name", lang, name=scenario.name),
        say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang),
        *wording.not_as_proposed(scenario.reading, lang),
        *wrapped(unknowns.runs_told(outlook, lang), SENTENCE),
    ]
    if outlook.failed:
        lines.append(say("report.failed", lang, failed=outlook.failed))
    return lines


def _targets(outlook: Outlook, lang: Lang) -> list[str]:
    if not outlook.scenario.targets:
        first, *others = (say(f"report.{key}", lang) for key in _HEADS_OF_TIERS)
        firms = [(row[0], *row[2:4]) for row in tables.targets(outlook, lang)]
        return aligned([(first, *others), *firms], {1, 2})
    names = ("target", "wanted", "median", "interval80", "chance", "binds")
    heads = tuple(say(f"report.column.{name}", lang) for name in names)
    rows = [row[: len(names)] for row in tables.targets(outlook, lang)]
    chance = wording.chance_told(outlook.chance_all, lang)
    rows.append((say("report.all_targets", lang), "", "", "", chance, ""))
    missed = [line for told in binding.lines(outlook, lang) for line in wrapped(told, SENTENCE)]
    return [*aligned([heads, *rows], {1, 2, 3}), *([""] if missed else []), *missed]


def _bill(bill: Bill, lang: Lang) -> list[str]:
    costs = [
        *_years(tables.due_by_year(bill, lang), lang),
        *(_years(tables.paid_in_period(bill, lang), lang) if bill.is_limited else ()),
        tables.total(bill, lang),
        *map(_indented, tables.by_payer(bill, lang)),
        *map(_indented, tables.by_basis(bill, lang)),
        *map(_indented, tables.later(bill, lang)),
        *_years(tables.arrears(bill, lang), lang),
        *tables.stock(bill, lang),
        *tables.apart(bill, lang),
    ]
    names = ("cost", "mean", "text", "assumption")
    first, *others = (say(f"report.column.{name}", lang) for name in names)
    rows = [(first, "P50", "P80", "P95", *others)]
    rows += [
        (row.name, row.p50, row.p80, row.p95, row.mean, row.text, row.assumption) for row in costs
    ]
    notes = [say("report.money.parts", lang)]
    if bill.unpriced:
        notes += wrapped(tables.unpriced_told(bill.unpriced, lang), SENTENCE)
    return [*aligned(rows, {1, 2, 3, 4, 5, 6}), "", *notes]


def _years(rows: list[CostRow], lang: Lang) -> list[CostRow]:
    """Return a row a year; of many years the first and the last, and how many are between."""
    if len(rows) <= _MOST_YEARS:
        return rows
    between = say("report.money.years_between", lang, n=len(rows) - 2 * _ENDS)
    return [*rows[:_ENDS], CostRow(between, *[""] * 5), *rows[-_ENDS:]]


def _indented(row: CostRow) -> CostRow:
    return replace(row, name=f"  {row.name}")
