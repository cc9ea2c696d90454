"""The budget paper as plain text for a terminal: what ``srdi budget`` prints."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, cast

import pandas as pd

from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.analysis.guarantees import Guarantees
from srdi_sim.analysis.levels import ASKED, Level, Levels, Side
from srdi_sim.analysis.paper import Paper
from srdi_sim.analysis.statistics import has_whole_interval
from srdi_sim.report import tables, unknowns, width, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.reconciliation import reconciliation_lines
from srdi_sim.report.required import required_lines
from srdi_sim.report.tables import Row
from srdi_sim.units import format_money, format_wan
from srdi_sim.words import Lang, say, words

_FIGURES = ("p50", "p80", "p95")
_FIXED = tuple(int(name[1:]) for name in _FIGURES)  # per cent that have a column anyway
_PARTS = ("contingency", "mean", "text", "assumption")
# Of the guarantee fund, what is told of each year, and by which figure.
_OF_FUND = (
    ("limit", "mean"),
    ("backed", "mean"),
    ("backed", "p95"),
    ("exposed", "p95"),
    ("calls", "mean"),
    ("calls", "p95"),
    ("recoveries", "mean"),
    ("unmet", "mean"),
    ("left", "mean"),
)


def budget_text(paper: Paper, lang: Lang, folder: str | None = None) -> str:
    """Return a budget paper as lines of text, aligned for a terminal.

    Parameters
    ----------
    folder : the run folder, if there is one
    """
    sections = [_heading(paper, lang), [*headline(paper.levels, lang), *_not_fitted(paper, lang)]]
    if paper.required is not None:  # it tells of the goals, too, and by more replications
        sections.append(required_lines(paper.required, lang))
    elif paper.goals:
        sections.append(_goals(paper, lang))
    sections += [
        *(_years(paper.levels, side, lang) for side in _SIDES),
        _whole(paper.levels, lang),
        *(_crossed(paper.levels, side, lang) for side in _SIDES),
        _apart(paper.levels, lang),
    ]
    if paper.guarantees.is_any:
        sections.append(_fund(paper.guarantees, lang))
    if paper.reconciliation is not None:
        sections.append(reconciliation_lines(paper.reconciliation, lang))
    sections.append(_notes(paper.levels, lang))
    if folder is not None:
        sections.append([f"{say('cli.folder', lang)}{folder}"])
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in sections if lines)


_SIDES: tuple[Side, ...] = ("due", "paid")


def headline(levels: Levels, lang: Lang) -> list[str]:
    """Return the sentences that come first: the money at the confidence, and the contingency."""
    total, scenario = levels.cost(), levels.bill.scenario
    amounts = {
        "p50": total.p50,
        "asked": total.at_confidence,
        "low": total.low95,
        "high": total.high95,
        "contingency": total.contingency,
    }
    told = words(lang)["report.budget.headline"].format(
        first=scenario.years[0],
        last=scenario.until,
        percent=percent_told(levels),
        **{name: format_money(fen, lang) for name, fen in amounts.items()},
    )
    replications = levels.bill.replications.size
    if not has_whole_interval(replications, levels.percent):
        told += " " * (lang == "en") + say("report.budget.few", lang, n=replications)
    return wrapped(told, SENTENCE)


def _not_fitted(paper: Paper, lang: Lang) -> list[str]:
    """Return how much of the spread was not fitted to any figure."""
    return wrapped(width.sentence(paper.outlook, paper.levels.bill, lang), SENTENCE)


def percent_told(levels: Levels) -> str:
    """Return the confidence in per cent: 80, 87.5."""
    return f"{float(levels.percent):g}"


def _heading(paper: Paper, lang: Lang) -> list[str]:
    outlook = paper.outlook
    reading = outlook.scenario.reading
    lines = [
        say("report.name", lang, name=outlook.scenario.name),
        say("report.reading_is", lang) + wording.reading_told(reading, lang),
        *wording.not_as_proposed(reading, lang),
        unknowns.runs_told(outlook, lang),
    ]
    if outlook.failed:
        lines.append(say("report.failed", lang, failed=outlook.failed))
    return lines


def _goals(paper: Paper, lang: Lang) -> list[str]:
    outlook = paper.outlook
    rows = [(say("report.budget.goals", lang), "", say("report.column.chance", lang))]
    for goal in paper.goals:
        chance = wording.chance_told(goal.chance(outlook), lang)
        if len(goal.targets) == 1:
            (target,) = goal.targets
            name = wording.target_told(outlook, target, lang)
            rows.append((name, outlook.wanted(target), chance))
        else:
            rows.append((say("report.all_targets", lang), "", chance))
    return aligned(rows, {1})


def _years(levels: Levels, side: Side, lang: Lang) -> list[str]:
    """Return what is due or paid, year by year, and what is left for the time after the period."""
    frame, until = cast("pd.DataFrame", levels.by_year[side]), levels.bill.scenario.until
    rows: list[tuple[str, Any]] = [(str(year), row) for year, row in frame.iterrows()]
    if side == "due":
        rows.append((say("report.money.total", lang), levels.cost()))
        later = {"due_later": levels.by("year_due", due="after")}
    else:
        rows.append((say("report.budget.paid_total", lang), levels.cost(paid="within")))
        later = {"paid_later": levels.by("year_paid", paid="later")}
        if levels.bill.unpaid.mean:
            name = say("report.budget.never", lang)
            rows.append((name, levels.cost(paid="never")))
    for key, tail in later.items():
        rows += [
            (say(f"report.budget.{key}", lang, year=year, last=until), row)
            for year, row in tail.iterrows()
        ]
    return _table(levels, say(f"report.budget.{side}", lang), rows, lang)


def _whole(levels: Levels, lang: Lang) -> list[str]:
    """Return the total by clause, by payer and by what prices it."""
    rows: list[tuple[str, Any]] = []
    clauses = levels.by("clause")
    for clause in sorted(clauses.index, key=wording.clause_place):
        rows.append((wording.clause_told(clause, lang), clauses.loc[clause]))
    for column in ("payer", "basis"):
        frame = levels.by(column)
        rows += [(say(f"report.{column}.{key}", lang), row) for key, row in frame.iterrows()]
    rows.append((say("report.money.total", lang), levels.cost()))
    for paid, amount in levels.if_stock_is_paid.items():
        rows.append((say(f"report.money.stock_{'paid' if paid else 'not_paid'}", lang), amount))
    return _table(levels, say("report.budget.whole", lang), rows, lang)


def _crossed(levels: Levels, side: Side, lang: Lang) -> list[str]:
    """Return the amounts at the confidence by clause, payer and year, each of its own sums."""
    cells, by_year = levels.crossed(side), cast("pd.DataFrame", levels.by_year[side])
    if cells.empty:
        return []
    years = list(by_year.index)
    head = say(f"report.budget.crossed_{side}", lang, percent=percent_told(levels))
    rows = [(head, *map(str, years), say("report.budget.all_years", lang))]
    lines = cast("list[tuple[tuple[str, str], Any]]", list(cells.iterrows()))
    for (clause, payer), amounts in sorted(lines, key=lambda line: _place(*line[0])):
        name = wording.paid_told([clause], [payer], lang)
        rows.append((name, *map(format_wan, amounts)))
    whole = levels.cost(paid="within" if side == "paid" else None).at_confidence
    together = [*by_year[ASKED], whole]
    rows.append((say("report.budget.together", lang), *map(format_wan, together)))
    return aligned(rows, set(range(1, len(rows[0]))))


def _place(clause: str, payer: str) -> tuple[Any, int]:
    return wording.clause_place(clause), CITY_PURSES.index(payer)


def _apart(levels: Levels, lang: Lang) -> list[str]:
    """Return what is in no sum: assets, and what the region and the centre pay."""
    rows: list[tuple[str, Any]] = []
    for kind, columns in (("asset", ("event", "payer")), ("memo", ("payer",))):
        for key, row in levels.by(*columns, kind=kind).iterrows():
            labels = zip(columns, key if isinstance(key, tuple) else (key,), strict=True)
            named = {column: say(f"report.{column}.{label}", lang) for column, label in labels}
            rows.append((say(f"report.budget.{kind}", lang, **named), row))
    return _table(levels, say("report.budget.apart", lang), rows, lang) if rows else []


def _fund(found: Guarantees, lang: Lang) -> list[str]:
    """Return the guarantee fund year by year; what adds up, over all years too."""
    heads = [say("report.budget.fund", lang)]
    for item, figure in _OF_FUND:
        named = say(f"report.budget.figure.{figure}", lang)
        heads.append(say(f"report.budget.fund.{item}", lang, figure=named))
    years: list[int] = list(found.by_year.index.get_level_values("year").unique())
    rows: list[Row] = [tuple(heads)]
    for year in years:
        rows.append(
            (str(year), *(format_wan(int(found.at(year, item)[of])) for item, of in _OF_FUND))
        )
    together = (
        format_wan(int(found.at(None, item)[of])) if item in found.total.index else ""
        for item, of in _OF_FUND
    )
    rows.append((say("report.budget.all_years", lang), *together))
    note = say("report.budget.fund_note", lang)
    return [*aligned(rows, set(range(1, len(heads)))), *wrapped(note, SENTENCE)]


def _table(levels: Levels, head: str, rows: Iterable[tuple[str, Any]], lang: Lang) -> list[str]:
    """Return rows of figures under their heads; P80 and the like stand in rising order."""
    names = columns_of(levels)
    heads = [_head(levels, name, lang) for name in names]
    shown = [(name, *_amounts(row, names)) for name, row in rows]
    return aligned([(head, *heads), *shown], set(range(1, len(heads) + 1)))


def columns_of(levels: Levels) -> list[str]:
    """Return the figures that a table has: the asked one among the others, unless it is there."""
    marks: list[tuple[Any, str]] = list(zip(_FIXED, _FIGURES, strict=True))
    if levels.percent not in _FIXED:
        marks.append((levels.percent, ASKED))
    return [*(name for _, name in sorted(marks)), *_PARTS]


def _head(levels: Levels, name: str, lang: Lang) -> str:
    if name in _FIGURES:
        return name.upper()
    return f"P{percent_told(levels)}" if name == ASKED else say(f"report.column.{name}", lang)


def _amounts(row: Level | Mapping[Hashable, Any], names: Sequence[str]) -> list[str]:
    figures: Any = row.as_dict() if isinstance(row, Level) else row
    return [format_wan(int(figures[name])) for name in names]


def _notes(levels: Levels, lang: Lang) -> list[str]:
    notes = [say("report.budget.parts", lang), say("report.money.care", lang)]
    if levels.bill.unpriced:
        notes.append(tables.unpriced_told(levels.bill.unpriced, lang))
    return [line for note in notes for line in wrapped(note, SENTENCE)]
