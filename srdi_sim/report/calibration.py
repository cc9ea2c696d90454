"""What published figures make of the priors, as plain text: what ``srdi calibrate`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from srdi_sim.analysis.fitting.calibration import Fit
from srdi_sim.analysis.fitting.records import believed, correlated, predicted, simulations
from srdi_sim.analysis.fitting.terms import Term
from srdi_sim.analysis.observed import when
from srdi_sim.distributions import Chance
from srdi_sim.policy.tiers import tier_of
from srdi_sim.report import unknowns, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.tables import Row
from srdi_sim.report.unknowns import uncertainty_told
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say, words

_PRIORS = "scenarios/priors"  # of the library, as origins name it
_NAME = 44  # columns of the name of a figure or an uncertainty


def calibration_text(fit: Fit, lang: Lang, folder: str | None = None) -> str:
    """Return what was learned, what was not, and how well the figures are reached."""
    parts = (_heading, _learned, _figures, _outcomes, _cannot)
    lines = [line for part in parts for line in (*part(fit, lang), "")][:-1]
    if folder is not None:
        lines += ["", say("report.fit.folder", lang, path=folder)]
    return "\n".join(line.rstrip() for line in lines)


def use_told(scenario: Scenario, given: str, posterior: Path, lang: Lang) -> str:
    """Return the two lines with which a scenario forecasts from a posterior.

    A scenario names files from its own folder on and never leaves its project: what is not below
    the current folder is named alone, as it stands beside the scenario.
    """
    here = Path.cwd()
    path = (here / posterior).resolve()
    is_below = path.is_relative_to(here.resolve())
    name = path.relative_to(here.resolve()).as_posix() if is_below else path.name
    priors = str(scenario.origins[("uncertainties", "name")]).rpartition(":")[0]
    shipped = Path(priors)
    file = shipped.stem if shipped.parent.as_posix() == _PRIORS else priors
    told = say(f"report.fit.use_{'here' if is_below else 'beside'}", lang)
    lines = (f"extends: {given}", f"uncertainties: {{file: {file}, posterior: {name}}}")
    return "\n".join((told, *(f"  {line}" for line in lines)))


def believed_told(fit: Fit, row: dict[Any, Any], kind: str, lang: Lang) -> str:
    """Return prior, posterior or check of one fitted uncertainty; of yes and no the share of yes.

    `row` is one of :func:`srdi_sim.analysis.fitting.records.believed`.
    """
    entry = fit.scenario.settled_uncertainties().get(row["name"])
    if isinstance(entry.entry(fit.scenario.start.year), Chance):
        share = wording.share_told(row[f"{kind}_mean"])
        return say("report.fit.yes", lang, share=share)
    return unknowns.interval80_told(
        *(row[f"{kind}_{end}"] for end in ("median", "low80", "high80"))
    )


def term_told(term: Term, lang: Lang) -> str:
    """Return what a published figure is of and when; of one with several meanings, all of them."""
    one = term.observations[0]
    if term.is_money:
        named = wording.paid_told(one.clauses, one.payers, lang)
    else:
        named = " + ".join(wording.tier_told(tier.code, lang) for tier in one.tiers)
    whens = say("report.fit.or", lang).join(map(when, term.observations))
    dated = words(lang)[f"report.what.{one.what}"].format(when=whens)
    return _filled("term", lang, figure=named, dated=dated)


def seen_told(term: Term, lang: Lang) -> str:
    """Return a published figure with its error; of money in 万元."""
    one = term.observations[0]
    error = (one.sd or one.rounding / 2.0) / term.scale
    told = f"{term.value:,.0f}" + (f" ± {error:,g}" if error else "")
    return told if one.bound is None else say(f"report.fit.{one.bound}", lang, value=told)


def span_told(row: dict[Any, Any], kind: str, scale: float = 1.0) -> str:
    """Return the median and the 80 % interval of firms or money, in whole numbers."""
    median, low, high = (
        f"{round(row[f'{kind}_{end}'] / scale):,}" for end in ("median", "low80", "high80")
    )
    return f"{median} ({low}–{high})"


def outcome_told(fit: Fit, name: str, lang: Lang) -> str:
    """Return what an outcome of a fit is: firms at a tier in a year, or the cost."""
    head, first, *rest = name.split(":")
    if head == "cost":
        return say("report.fit.cost", lang)
    tier = wording.counted_told(tier_of(first), fit.scenario.reading, lang)
    return say("report.fit.firms", lang, tier=tier, year=rest[0])


def _heading(fit: Fit, lang: Lang) -> Iterator[str]:
    scenario = fit.scenario
    yield say("report.name", lang, name=scenario.name)
    yield say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang)
    yield from wording.not_as_proposed(scenario.reading, lang)
    yield say("report.fit.of", lang, terms=len(fit.terms), until=fit.posterior.until)
    size = {"simulations": simulations(fit), "seed": fit.table.seed, "near": fit.near.rows.size}
    yield from wrapped(say("report.fit.size", lang, draws=len(fit.posterior), **size), SENTENCE)
    if fit.failed:
        yield say("report.fit.failed", lang, failed=len(fit.failed))


def _learned(fit: Fit, lang: Lang) -> Iterator[str]:
    heads = ("uncertainty", "prior", "posterior", "check", "narrower")
    rows: list[Row] = [(*(say(f"report.fit.column.{head}", lang) for head in heads), "")]
    for row in believed(fit).to_dict("records"):
        ways = (believed_told(fit, row, kind, lang) for kind in ("prior", "posterior", "check"))
        narrower = wording.share_told(row["narrowed"])
        rows.append(
            (_short(uncertainty_told(row["name"], lang)), *ways, narrower, _word(row, lang))
        )
    yield say("report.fit.learned", lang)
    yield from aligned(rows, {1, 2, 3, 4})
    for key in ("narrower", "check"):
        yield from wrapped(say(f"report.fit.{key}", lang), SENTENCE)
    pairs = [
        say(
            "report.fit.pair",
            lang,
            one=uncertainty_told(one, lang),
            other=uncertainty_told(other, lang),
            value=f"{value:+.2f}",
        )
        for one, other, value in correlated(fit)
    ]
    told = say("report.fit.no_correlations", lang)
    if pairs:
        told = _filled("correlations", lang, pairs=say("report.joint", lang).join(pairs))
    yield from wrapped(told, SENTENCE)


def _word(row: dict[Any, Any], lang: Lang) -> str:
    marks = [
        "learned" if row["learned"] else "not_learned",
        *(["at_bound"] if row["at_bound"] else []),
        *([] if row["agrees"] else ["apart"]),
    ]
    return say("fault.comma", lang).join(say(f"report.fit.word.{mark}", lang) for mark in marks)


def _figures(fit: Fit, lang: Lang) -> Iterator[str]:
    heads = ("figure", "seen", "prior", "posterior", "percentile")
    rows: list[Row] = [(*(say(f"report.fit.column.{head}", lang) for head in heads), "")]
    found = predicted(fit)
    for term, row in zip(fit.terms, found.to_dict("records"), strict=True):
        spans = (span_told(row, kind) for kind in ("prior", "posterior"))
        place, mark = f"{row['posterior_percentile']:.0f}", ""
        if term.is_bound:
            share = wording.share_told(row["posterior_percentile"] / 100.0)
            place, mark = "–", say("report.fit.word.holds", lang, share=share)
        if row["outside95"]:
            mark = say("report.fit.word.outside", lang)
        rows.append((_short(term_told(term, lang)), seen_told(term, lang), *spans, place, mark))
    yield say("report.fit.predictive", lang)
    yield from aligned(rows, {1, 2, 3, 4})
    if not found["outside95"].any():
        yield say("report.fit.none_outside", lang)
    yield from wrapped(say("report.fit.percentile", lang), SENTENCE)


def _outcomes(fit: Fit, lang: Lang) -> Iterator[str]:
    heads = ("outcome", "prior", "posterior", "regression")
    rows: list[Row] = [tuple(say(f"report.fit.column.{head}", lang) for head in heads)]
    for row in fit.outcomes().to_dict("records"):
        scale = WAN if row["name"].startswith("cost:") else 1.0
        spans = (span_told(row, kind, scale) for kind in ("prior", "posterior", "check"))
        rows.append((outcome_told(fit, row["name"], lang), *spans))
    yield say("report.fit.outcomes", lang)
    yield from aligned(rows, {1, 2, 3})
    yield from wrapped(say("report.fit.regression", lang), SENTENCE)


def _cannot(fit: Fit, lang: Lang) -> Iterator[str]:
    """Yield what the figures cannot tell, plainly."""
    yield say("report.fit.cannot", lang)
    for sentence in _limits(fit, lang):
        first, *more = wrapped(sentence, SENTENCE - 2)
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _limits(fit: Fit, lang: Lang) -> Iterator[str]:
    found, others = believed(fit), fit.others()
    count, fitted = int((~found["learned"]).sum()), len(found)
    if count:
        names = _names(found[~found["learned"]], lang)
        yield _filled("cannot.not_learned", lang, count=count, fitted=fitted, names=names)
    else:
        yield say("report.fit.cannot.all_learned", lang, fitted=fitted)
    if found["at_bound"].any():
        yield _filled("cannot.bound", lang, names=_names(found[found["at_bound"]], lang))
    told = say("report.fit.cannot.others", lang, count=len(others))
    more = say("report.fit.cannot.none_moved", lang)
    if others["learned"].any():
        more = _filled("cannot.moved", lang, names=_names(others[others["learned"]], lang))
    yield told + ("" if lang == "zh" else " ") + more
    outside = np.flatnonzero(predicted(fit)["outside95"])
    if outside.size:
        names = say("report.joint", lang).join(term_told(fit.terms[n], lang) for n in outside)
        yield _filled("cannot.outside", lang, names=names)
    yield say("report.fit.cannot.few", lang, terms=len(fit.terms), fitted=fitted)
    yield say("report.fit.cannot.later", lang, until=fit.posterior.until)


def _names(rows: Any, lang: Lang) -> str:
    return say("report.joint", lang).join(uncertainty_told(name, lang) for name in rows["name"])


def _short(name: str) -> str:
    return wrapped(name, _NAME, most=1)[0]


def _filled(key: str, lang: Lang, **values: object) -> str:
    """Return a sentence with lists of our own making, which `say` would cut when they are long."""
    return words(lang)[f"report.fit.{key}"].format(**values)
