"""What a comparison tells of the whole city: who is crowded out, and what else moves."""

from __future__ import annotations

from dataclasses import replace

from srdi_sim.analysis.comparison import Contrast, differences_in
from srdi_sim.analysis.paired import Difference
from srdi_sim.report import wording
from srdi_sim.report.columns import aligned
from srdi_sim.report.tables import Row
from srdi_sim.words import Lang, say, words

_UNTITLED = "_untitled"  # how measures of firms without a title end: what others may lose
_SHARES = ("factor_met_titled", "factor_met_untitled", "rd_staff_share")  # told in per cent


def crowding_out(contrast: Contrast, lang: Lang) -> list[str]:
    """Return what firms without a title get of finite things in the last year: all of it."""
    found = _city_wide(contrast)
    crowded = {name: each for name, each in found.items() if name.endswith(_UNTITLED)}
    return _table(crowded, "crowding_out", contrast, lang)


def elsewhere(contrast: Contrast, lang: Lang) -> list[str]:
    """Return the other measures of the whole city that differ measurably in the last year."""
    moved = {
        name: each
        for name, each in _city_wide(contrast).items()
        if each.is_measurable and not name.endswith(_UNTITLED)
    }
    if not moved:
        return [say("report.compare.nothing_moves", lang, year=contrast.base.scenario.until)]
    return _table(moved, "elsewhere", contrast, lang)


def mean_told(number: float) -> str:
    """Return a mean with one decimal, or two where it is small."""
    return f"{number:,.1f}" if abs(number) >= 10.0 else f"{number:,.2f}"


def _city_wide(contrast: Contrast) -> dict[str, Difference]:
    year = contrast.base.scenario.until
    return differences_in(contrast.city_wide(year).droplevel("year"))


def _table(found: dict[str, Difference], head: str, contrast: Contrast, lang: Lang) -> list[str]:
    heads = (
        say(f"report.compare.column.{head}", lang, year=contrast.base.scenario.until),
        *(say(f"report.compare.column.{name}", lang) for name in ("base", "other", "difference")),
    )
    return aligned([heads, *(_row(name, each, lang) for name, each in found.items())], {1, 2})


def _row(name: str, each: Difference, lang: Lang) -> Row:
    label = words(lang).get(f"report.measure.{name}", name)
    if name not in _SHARES:
        told = wording.firms_told(each, lang)
        return (label, mean_told(each.base), mean_told(each.other), told)
    ends = {end: 100.0 * getattr(each, end) for end in ("mean", "low95", "high95")}
    points = say(
        "report.compare.points", lang, change=wording.firms_told(replace(each, **ends), lang)
    )
    return (label, f"{100.0 * each.base:.1f}%", f"{100.0 * each.other:.1f}%", points)
