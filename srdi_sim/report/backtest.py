"""A back-test as plain text: what ``srdi backtest`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from srdi_sim.analysis.fitting.backtest import Backtest, Forecast, Said, Vintage
from srdi_sim.analysis.fitting.backtest_json import month_told
from srdi_sim.analysis.fitting.terms import Term
from srdi_sim.report import wording
from srdi_sim.report.columns import SENTENCE, aligned, fitted, wrapped
from srdi_sim.report.tables import Row
from srdi_sim.scenario.scenario import Observation
from srdi_sim.words import Lang, say, words

_NONE, _NAME = "–", 60  # columns of the name of a figure


def backtest_text(found: Backtest, earlier: Mapping[str, Any] | None, lang: Lang, path: str) -> str:
    """Return a back-test: the sum of it first, then a table for each date.

    Parameters
    ----------
    earlier : mapping, optional
        The record of another back-test, to stand beside this one.
    """
    paragraphs = [
        [say("report.backtest.title", lang, name=found.scenario.name)],
        [line for told in _sentences(found, earlier, lang) for line in wrapped(told, SENTENCE)],
        *(_vintage(found, vintage, earlier, lang) for vintage in found.vintages),
        [
            line
            for key in ("score", "naive", "hindsight")
            for line in wrapped(
                words(lang)[f"report.backtest.note.{key}"].format(priors=found.priors), SENTENCE
            )
        ],
        [say("report.backtest.kept", lang, path=path)],
    ]
    return "\n".join(line.rstrip() for each in paragraphs for line in (*each, "")).rstrip()


def term_told(term: Term, lang: Lang) -> str:
    """Return what a figure is of, and when: all that it may be where that is not stated."""
    names: dict[str, None] = {}
    whens = []
    for each in term.observations:
        if each.what == "paid":
            names[wording.paid_told(each.clauses, each.payers, lang)] = None
        else:
            names[" + ".join(wording.tier_told(tier.code, lang) for tier in each.tiers)] = None
        whens.append(_when(each, lang))
    when = say("fault.or", lang).join(whens)
    what = words(lang)[f"report.backtest.what.{term.observations[0].what}"].format(when=when)
    return f"{' / '.join(names)}{say('report.joint', lang)}{what}"


def value_told(term: Term) -> str:
    """Return what came: the number, or its bound."""
    sign = {None: "", "at_most": "≤", "at_least": "≥"}[term.observations[0].bound]
    return f"{sign}{term.value:,.0f}"


def range_told(said: Said) -> str:
    """Return a median with its 80 % interval; of a bound, its chance."""
    if said.chance is not None:
        return wording.share_told(said.chance)
    return f"{said.median:,.0f} ({said.low80:,.0f}–{said.high80:,.0f})"


def score_told(score: float) -> str:
    """Return a score with three figures at most."""
    return f"{score:,.0f}" if score >= 100 else f"{score:.2f}"


def _sentences(found: Backtest, earlier: Mapping[str, Any] | None, lang: Lang) -> list[str]:
    told = [
        say(
            "report.backtest.sum",
            lang,
            n=len(found.forecasts),
            figures=found.figures,
            dates=len(found.vintages),
            runs=found.replications,
            seed=found.seed,
        )
    ]
    for row in found.against().to_dict("records"):
        if not row["figures"]:
            continue
        name = say(f"report.backtest.naive.{row['naive']}", lang)
        values = {"name": name, "closer": row["closer"], "n": row["figures"]}
        told.append(words(lang)["report.backtest.closer"].format(**values))
        if row["firms"]:
            scores = {key: score_told(row[key]) for key in ("score", "naive_score")}
            told[-1] += " " * (lang == "en")
            told[-1] += words(lang)["report.backtest.scores"].format(**scores, n=row["firms"])
    shares = say("report.joint", lang).join(
        f"{level:.0%} → {share:.0%}" for level, share in found.coverage().items()
    )
    told.append(words(lang)["report.backtest.coverage"].format(shares=shares))
    if earlier is not None:
        values = {
            "date": earlier["date"],
            "version": earlier["program"]["version"],
            "n": earlier["replications"],
            "scenario": earlier["scenario"]["sha256"][:8],
        }
        told.append(words(lang)["report.backtest.earlier"].format(**values))
    return told


def _vintage(
    found: Backtest, vintage: Vintage, earlier: Mapping[str, Any] | None, lang: Lang
) -> list[str]:
    heading = say(
        "report.backtest.vintage",
        lang,
        date=month_told(vintage.known),
        known=len(vintage.terms),
        later=len(vintage.forecasts),
    )
    heads = ["seen", "model", "rank", "score", "naive", "naive_score"]
    rows: list[Row] = [
        ("", *(say(f"report.backtest.column.{head}", lang) for head in heads)),
        *(_row(each, lang) for each in vintage.forecasts),
    ]
    if earlier is not None:
        before = _scores_of(earlier, month_told(vintage.known))
        names = [each.term.name for each in vintage.forecasts]
        column = [say("report.backtest.column.earlier", lang)]
        column += [score_told(before[name]) if name in before else _NONE for name in names]
        rows = [(*row, cell) for row, cell in zip(rows, column, strict=True)]
    return [heading, *aligned(rows, set(range(1, len(rows[0]))))]


def _row(each: Forecast, lang: Lang) -> Row:
    model, best = each.model, each.best
    naive = (_NONE, _NONE)
    if best is not None:
        said = each.naive[best]
        name = say(f"report.backtest.short.{best}", lang)
        naive = (f"{name} {range_told(said)}", score_told(said.score))
    return (
        fitted(term_told(each.term, lang), _NAME),
        value_told(each.term),
        range_told(model),
        _NONE if model.chance is not None else f"{100 * model.rank.middle:.0f}",
        score_told(model.score),
        *naive,
    )


def _when(each: Observation, lang: Lang) -> str:
    if each.month is not None:
        return month_told(each.month)
    if each.since is not None:
        return say("report.years", lang, first=each.since, last=each.year)
    return say("report.backtest.year", lang, year=each.year)


def _scores_of(record: Mapping[str, Any], known: str) -> dict[str, float]:
    """Return the model's scores in a record's vintage, by figure."""
    return {
        each["name"]: each.get("crps", each.get("brier"))
        for vintage in record["vintages"]
        if vintage["known"] == known
        for each in vintage["forecasts"]
    }
