"""Which readings agree with what was published as paid, as lines of text for a terminal."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from srdi_sim.analysis.lags import LAGS
from srdi_sim.analysis.named_readings import OWN, Named
from srdi_sim.analysis.observed import LEVEL, years_paid
from srdi_sim.analysis.reconciliation import Reconciliation
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.report import wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.tables import Row
from srdi_sim.scenario.scenario import Observation
from srdi_sim.units import WAN, format_wan, rounded
from srdi_sim.words import Lang, one_line, say, words

_AGREES, _NAME = "✓", 44  # columns of a reading's name
_ENDS = ("p50", "low95", "high95")


def reconciliation_lines(found: Reconciliation, lang: Lang) -> list[str]:
    """Return, figure by figure, what agrees: a sentence, and a row a reading with all lags."""
    lines: list[str] = []
    to_the_right = set(range(1, 2 * len(LAGS) + 1))
    for figure in found.figures:
        lines += _figure(figure, lang)
        lines += wrapped(verdict_told(found, figure, lang), SENTENCE)
        lines += aligned(_rows(found, figure, lang), to_the_right)
        lines += [*_same(found, figure, lang), ""]
    note = say("report.reconcile.note", lang, level=f"{LEVEL:.0%}", n=found.replications)
    return [*lines, *wrapped(note, SENTENCE)]


def verdict_told(found: Reconciliation, figure: Observation, lang: Lang) -> str:
    """Return the sentence that says whether none, one or several agree, and which if one."""
    agreeing, readings = found.agreeing(figure), {each.name: each for each in found.readings}
    names = [
        f"{wording.named_told(readings[reading], lang)}{say('report.joint', lang)}{_lag(lag, lang)}"
        for reading, lag in agreeing[:1]
    ]
    return words(lang)[f"report.reconcile.{found.verdict(figure)}"].format(
        many=len(agreeing),
        of=len(found.readings) * len(LAGS),
        level=f"{LEVEL:.0%}",
        which="".join(names),
    )


def _figure(figure: Observation, lang: Lang) -> list[str]:
    """Return what was published: how much, of what and when, how exact; and who says so."""
    years = years_paid(figure)
    told = words(lang)["report.reconcile.figure"].format(
        amount=format_wan(round(figure.value)),
        error=format_wan(round(figure.sd or figure.rounding / 2)),
        of=wording.paid_told(figure.clauses, figure.payers, lang),
        when=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
    )
    source = words(lang)["report.reconcile.source"].format(
        source=one_line(figure.source),
        confidence=say(f"report.confidence.{figure.confidence}", lang),
    )
    return [*wrapped(told, SENTENCE), *wrapped(source, SENTENCE)]


def _rows(found: Reconciliation, figure: Observation, lang: Lang) -> list[Row]:
    """Return the readings that pay otherwise than the scenario's own, and that one first."""
    heads = [say("report.reconcile.readings", lang)]
    for lag in LAGS:
        heads += [_lag(lag, lang), "p"]
    rows: list[Row] = [tuple(heads)]
    for named in found.readings:
        if named.name != OWN and not _moves(found, figure, named):
            continue
        cells = []
        for lag in LAGS:
            row = _at(found, figure, named, lag)
            mark = _AGREES if row["agrees"] else " "
            p50, low, high = (f"{rounded(round(row[x]), WAN, 0):,}" for x in _ENDS)
            cells += [f"{p50} ({low}–{high})", f"{row['p']:.2f} {mark}"]
        name, *more = wrapped(wording.named_told(named, lang), _NAME)
        rows.append((name, *cells))
        rows += [(f"  {line}", *[""] * len(cells)) for line in more]
    return rows


def _same(found: Reconciliation, figure: Observation, lang: Lang) -> list[str]:
    """Return the readings under which exactly the same is paid as under the scenario's own."""
    same = [
        wording.named_told(named, lang)
        for named in found.readings
        if named.name != OWN and not _moves(found, figure, named)
    ]
    told = say("report.reconcile.same", lang) + say("report.joint", lang).join(same)
    return wrapped(told, SENTENCE) if same else []


def _moves(found: Reconciliation, figure: Observation, named: Named) -> bool:
    return any(_at(found, figure, named, lag)["moves"] for lag in LAGS)


def _at(found: Reconciliation, figure: Observation, named: Named, lag: str) -> pd.Series[Any]:
    row = found.table.loc[figure.name].loc[named.name].loc[lag]
    return cast("pd.Series[Any]", row)


def _lag(lag: str, lang: Lang) -> str:
    assert lag in QUESTIONS["payment_year"][1]
    return say(f"report.answer.payment_year.{lag}", lang)
