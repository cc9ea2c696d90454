"""The readings of a text side by side, as plain text: what ``srdi run --readings`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest

from srdi_sim.analysis.named_readings import COMBINATIONS, OWN, Named
from srdi_sim.analysis.readings import Readings
from srdi_sim.analysis.statistics import Chance
from srdi_sim.analysis.unpriced import unpriced
from srdi_sim.report import tables, unknowns, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.tables import Row
from srdi_sim.scenario.scenario import Target
from srdi_sim.units import format_wan
from srdi_sim.words import Lang, say

SAME = "–"
_NAME, _LAST = 50, 22  # columns of a reading's name, and of what it touches
# Heads of outcomes that are in no total: what a reading may touch besides the clauses of the bill.
_APART = ("memo", "contingent", "asset")


def readings_text(found: Readings, lang: Lang) -> str:
    """Return what every named reading makes of the targets and of the bill."""
    lines = [*_heading(found, lang), "", *_targets(found, lang), "", *_money(found, lang), ""]
    lines += _notes(found, lang)
    return "\n".join(line.rstrip() for line in lines)


def _heading(found: Readings, lang: Lang) -> list[str]:
    runs = say("report.runs", lang, n=found.replications, seed=found.seed)
    drawn = unknowns.parameters_told(found.scenario, found.replications, lang)
    parts = (runs, say("report.readings.luck", lang), drawn)
    lines = [
        say("report.name", lang, name=found.scenario.name),
        say("report.reading_is", lang) + wording.reading_told(found.scenario.reading, lang),
        *wrapped(say("report.joint", lang).join(parts), SENTENCE),
    ]
    if found.failed:
        lines.append(say("report.failed", lang, failed=found.failed))
    return lines


def _rows(found: Readings) -> Iterator[tuple[bool, Named]]:
    """Yield the readings that change something, and whether a blank line goes before.

    It stands between their three kinds.
    """
    idle = _idle(found)
    told = (named for named in found.named if named not in idle)
    kinds = groupby(told, lambda named: (named.name == OWN, named.name in COMBINATIONS))
    for number, (_, group) in enumerate(kinds):
        for n, named in enumerate(group):
            yield number > 1 and n == 0, named


def _idle(found: Readings) -> list[Named]:
    """Return the readings under which every outcome is the same in every replication."""
    others = (named for named in found.named if named.name != OWN)
    return [named for named in others if not found.touched(named.name)]


def _in_lines(row: Row) -> list[Row]:
    """Return a row as one or more: its name and its last cell are wrapped."""
    name, *cells, last = row
    begun = wrapped(name, _NAME)
    ends = wrapped(last, _LAST)
    lines = [(begun[0], *cells, ends[0])]
    for more, end in zip_longest(begun[1:], ends[1:], fillvalue=""):
        lines.append((f"  {more}" if more else "", *[""] * len(cells), end))
    return lines


def _targets(found: Readings, lang: Lang) -> list[str]:
    targets, reading = found.scenario.targets, found.scenario.reading
    heads = [say("report.readings.column.counts", lang)]
    several = len({target.year for target in targets}) > 1
    for target in targets:
        tier, wanted = wording.tier_told(target.tier.code, lang), target.wanted(reading.exceed)
        heads.append(f"{tier} {target.year} {wanted}" if several else f"{tier} {wanted}")
    heads.append(say("report.all_targets", lang))
    rows: list[Row] = [tuple(heads)]
    for apart, named in _rows(found):
        if apart:
            rows.append(("",) * len(heads))
        cells = [_target(found, named, target) for target in targets]
        cells.append(_chance(found, named, "chance:all"))
        rows += _in_lines((wording.named_told(named, lang), *cells))
    return aligned(rows, set(range(1, len(heads))))


def _target(found: Readings, named: Named, target: Target) -> str:
    """Return the median and the chance of a target, or a dash where they are the same."""
    outcome = f"{target.tier.code}:{target.year}"
    firms = found.at(named.name, f"firms:{outcome}")
    same = named.name != OWN and not firms["differs"]
    median = SAME if same else f"{firms['p50']:,.0f}"
    chance = _chance(found, named, f"chance:{outcome}")
    return SAME if (median, chance) == (SAME, SAME) else f"{median} · {chance}"


def _chance(found: Readings, named: Named, outcome: str) -> str:
    figures = found.at(named.name, outcome)
    if named.name != OWN and not figures["differs"]:
        return SAME
    return wording.chance_in_short(
        Chance(round(figures["mean"] * found.replications), found.replications)
    )


def _money(found: Readings, lang: Lang) -> list[str]:
    names = ("money", "difference", "text", "assumption", "touches")
    first, *others = (say(f"report.readings.column.{name}", lang) for name in names)
    rows: list[Row] = [(first, "P50", "P80", *others)]
    for apart, named in _rows(found):
        if apart:
            rows.append(("",) * len(rows[0]))
        rows += _in_lines((wording.named_told(named, lang), *_amounts(found, named, lang)))
    return aligned(rows, {1, 2, 3, 4, 5})


def _amounts(found: Readings, named: Named, lang: Lang) -> Row:
    """Return P50, P80, difference, parts of the mean, and what a reading touches."""
    own, total = named.name == OWN, found.at(named.name, "cost:total")
    by_basis = [found.at(named.name, f"cost:basis:{basis}") for basis in ("text", "assumption")]
    quantiles = [(total, "p50"), (total, "p80")]
    shown = [
        format_wan(round(figures[name])) if own or figures["differs"] else SAME
        for figures, name in (*quantiles, *((each, "mean") for each in by_basis))
    ]
    change = "" if own else SAME
    if total["differs"]:
        low, high = total["difference_low95"], total["difference_high95"]
        change = wording.money_interval_told(total["difference"], low, high, lang)
    return (*shown[:2], change, *shown[2:], _touches(found, named, lang))


def _touches(found: Readings, named: Named, lang: Lang) -> str:
    """Return the clauses whose money a reading changes, and how else it moves money."""
    if named.name == OWN:
        return ""
    touched = [name.split(":", 2)[1:] for name in found.touched(named.name) if "cost:" in name]
    heads = [head for head, *_ in touched]
    clauses = sorted(
        (key[0] for head, *key in touched if head == "clause"), key=wording.clause_place
    )
    others = [head for head in _APART if head in heads]
    if "total" not in heads:  # the same money: what a later part is split by is rounded anew
        others += [head for head in ("due", "payer", "paid") if head in heads][:1]
    told = [*clauses, *(say(f"report.readings.touches.{head}", lang) for head in others)]
    return say("fault.comma", lang).join(told) or SAME


def _notes(found: Readings, lang: Lang) -> list[str]:
    notes = [say("report.readings.same", lang, sign=SAME), say("report.readings.parts", lang)]
    if idle := [wording.named_told(named, lang) for named in _idle(found)]:
        told = say("report.joint", lang).join(idle)
        notes.insert(0, say("report.readings.idle", lang) + told)
    if left := unpriced(found.scenario):
        notes.append(tables.unpriced_told(left, lang))
    for each in found.left_out:
        name = wording.named_told(each.named, lang)
        own = wording.answer_told(found.scenario.reading, each.excluded_by, lang)
        topic = say(f"report.topic.{each.excluded_by}", lang)
        told = say("report.readings.left_out", lang, name=name, topic=topic, answer=own)
        notes.append(told)
    return [line for note in notes for line in wrapped(note, SENTENCE)]
