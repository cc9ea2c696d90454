"""The coverage of a policy's text for a terminal: ``srdi explain --coverage``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from srdi_sim.policy.text import WHY_UNPRICED
from srdi_sim.report.columns import GAP, aligned, display_width, wrapped
from srdi_sim.scenario.coverage import ON, Coverage, Covered, Holding
from srdi_sim.words import Lang, one_line, say

Row = tuple[str, ...]
# Columns that levers and cost line have at most, and a sentence at least.
_LEVERS, _LINE, _LEAST = 32, 46, 24


def coverage_text(coverage: Coverage, lang: Lang, width: int) -> str:
    """Return the sentences, the levers and the sums as lines of text.

    Parameters
    ----------
    width : columns of the terminal; a sentence is cut so that its line fits
    """
    text = coverage.text
    lines = [
        say(
            "coverage.document",
            lang,
            document=text.document,
            issuer=text.issuer,
            signed=text.signed,
        ),
        "",
        *_sentences(coverage, lang, width),
        "",
        *_levers(coverage, lang),
        "",
        *sums(coverage, lang),
    ]
    return "\n".join(line.rstrip() for line in lines)


def sentence_rows(coverage: Coverage, lang: Lang) -> list[Row]:
    """Return a row a sentence: clause and number, what it asks, levers, cost line."""
    return [
        (
            one_line(f"{row.clause.clause} {row.number}"),
            one_line(row.sentence.text if lang == "zh" else row.sentence.asks),
            levers_told(row, coverage, lang),
            line_told(row, lang),
        )
        for row in coverage.rows
    ]


def levers_told(row: Covered, coverage: Coverage, lang: Lang) -> str:
    """Return the levers that hold a sentence with their state, or why there are none."""
    sentence = row.sentence
    reason = why_told(sentence.none, lang)
    if not sentence.obligation:
        return say("coverage.no_obligation", lang, reason=reason)
    if not sentence.levers:
        return reason
    holdings = map(coverage.holding, sentence.levers)
    levers = ", ".join(
        say("coverage.lever", lang, lever=each.lever, state=state_told(each, lang))
        for each in holdings
    )
    if sentence.rest is None:
        return levers
    return say("coverage.in_part", lang, levers=levers, rest=why_told(sentence.rest, lang))


def line_told(row: Covered, lang: Lang) -> str:
    """Return the cost line of a sentence (events, payers, what prices it), or why it has none."""
    sentence = row.sentence
    if not sentence.obligation:
        return ""
    if sentence.line is None:
        if sentence.no_line is None:
            return say("coverage.nothing", lang)
        cost = "unpriced" if sentence.no_line in WHY_UNPRICED else "free"
        return say(f"coverage.{cost}", lang, reason=why_told(sentence.no_line, lang))
    return say(
        "coverage.line",
        lang,
        events=", ".join(say(f"report.event.{each}", lang) for each in sentence.line.events),
        payers=", ".join(say(f"report.payer.{each}", lang) for each in sentence.line.payers),
        priced_by=say(f"coverage.price.{sentence.line.priced_by}", lang),
    )


def state_told(holding: Holding, lang: Lang) -> str:
    """Return a lever's state; a strength between off and on as a percentage."""
    if holding.state == ON and holding.strength < 1.0:
        return f"{holding.strength:.0%}"
    return say(f"coverage.state.{holding.state}", lang)


def why_told(reason: str | None, lang: Lang) -> str:
    """Return a reason in words; that there is none is said loudly."""
    return say("coverage.nothing" if reason is None else f"coverage.why.{reason}", lang)


def sums(coverage: Coverage, lang: Lang) -> list[str]:
    """Return how many sentences are held, how many have a cost line, and why the others not."""
    counts = coverage.counts
    obligations = counts.obligations
    return [
        say("coverage.sum.sentences", lang, sentences=counts.sentences, obligations=obligations),
        say(
            "coverage.sum.held",
            lang,
            held=counts.held,
            in_part=counts.in_part,
            by_state=_parts(counts.by_state, "state", lang),
        ),
        say(
            "coverage.sum.not_held",
            lang,
            count=obligations - counts.held,
            reasons=_parts(counts.not_held, "why", lang),
        ),
        say(
            "coverage.sum.with_line",
            lang,
            count=counts.with_line,
            by_price=_parts(counts.by_price, "price", lang),
        ),
        say(
            "coverage.sum.no_line",
            lang,
            count=obligations - counts.with_line,
            unpriced=counts.unpriced,
            reasons=_parts(counts.no_line, "why", lang),
        ),
        say("coverage.sum.gaps", lang, count=len(coverage.gaps)),
    ]


def _sentences(coverage: Coverage, lang: Lang, width: int) -> list[str]:
    names = ("clause", "sentence", "levers", "line")
    heads = tuple(say(f"coverage.column.{name}", lang) for name in names)
    rows = [heads, *sentence_rows(coverage, lang)]
    widths = [max(display_width(row[n]) for row in rows) for n in (0, 2, 3)]
    levers, line = min(widths[1], _LEVERS), min(widths[2], _LINE)
    room = max(width - widths[0] - levers - line - 3 * len(GAP), _LEAST)
    lines = [lines for row in rows for lines in _in_lines(row, (widths[0], room, levers, line))]
    return aligned(lines, set())


def _in_lines(row: Row, widths: tuple[int, ...]) -> Iterator[Row]:
    """Yield a row in as many lines as its levers and its cost line need; the sentence is cut."""
    clause, sentence, *held = row
    columns = [wrapped(cell, width) for cell, width in zip(held, widths[2:], strict=True)]
    told = wrapped(sentence, widths[1], most=max(map(len, columns)))
    yield from zip_longest([clause], told, *columns, fillvalue="")


def _levers(coverage: Coverage, lang: Lang) -> list[str]:
    names = ("lever", "state", "sentences", "rules")
    heads = tuple(say(f"coverage.column.{name}", lang) for name in names)
    rows = [
        (
            each.lever,
            state_told(each, lang),
            str(each.sentences) if each.sentences else why_told(each.elsewhere, lang),
            ", ".join(each.rules),
        )
        for each in coverage.levers
    ]
    return aligned([heads, *rows], set())


def _parts(counts: Mapping[str, int], section: str, lang: Lang) -> list[str]:
    """Return the numbers of a sum by their names."""
    return [
        say("coverage.sum.one", lang, name=say(f"coverage.{section}.{name}", lang), count=count)
        for name, count in counts.items()
    ]
