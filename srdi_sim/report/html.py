"""The report as one HTML file that opens offline: no script, no address, nothing loaded.

The same results give the same bytes; there is no time stamp inside.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib.resources import files
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import PERCENTS, Outlook
from srdi_sim.analysis.levels import Levels
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.report import binding, budget_figures, figures, tables, unknowns, width, wording
from srdi_sim.report.style import image_of
from srdi_sim.scenario.scenario import Observation, Target
from srdi_sim.units import format_money
from srdi_sim.words import Lang, say, words

_P80 = Fraction(4, 5)
_TEMPLATES = files("srdi_sim.report") / "templates"
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FunctionLoader(lambda name: (_TEMPLATES / name).read_text("utf-8")),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure in the page: its image, what it shows in words, and the data behind it."""

    source: str
    told: str
    wide: bool = True
    heads: tuple[str, ...] = ()
    rows: tuple[tables.Row, ...] = ()


def report_html(
    outlook: Outlook,
    bill: Bill,
    lang: Lang,
    *,
    version: str,
    observations: Sequence[Observation] = (),
    percentiles: pd.DataFrame | None = None,
) -> str:
    """Return the report of a forecast and its bill.

    Parameters
    ----------
    version : of the program
    observations : published figures, drawn in the fans
    percentiles : where they stand in the forecast
        (:func:`srdi_sim.analysis.observed.observed_percentiles`)
    """
    scenario, style = outlook.scenario, (_TEMPLATES / "report.css").read_text("utf-8")
    return _ENVIRONMENT.get_template("report.html.jinja").render(
        say=partial(_say, lang=lang),
        style=Markup(style),
        style_hash=_hash(style),
        scenario=scenario,
        years=say("report.years", lang, first=scenario.years[0], last=scenario.until),
        headline=headline(outlook, bill, lang),
        reading=say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang),
        runs=unknowns.runs_told(outlook, lang),
        failed=outlook.failed,
        targets=tables.targets(outlook, lang),
        losses=binding.losses(outlook, lang),
        chance_all=wording.chance_told(outlook.chance_all, lang),
        chances=_chances(outlook, lang),
        fans=[_fan(outlook, tier, observations, lang) for tier in TIER_CODES],
        curves=[_curve(outlook, target, lang) for target in scenario.targets],
        bill=_bill(bill, lang),
        money=_money(bill, lang),
        questions=tables.reading(outlook, lang),
        observed=[] if percentiles is None else tables.observed(percentiles, lang),
        widths=width.rows(outlook, bill, lang),
        uncertainties=tables.uncertainties(outlook, lang),
        fitted=scenario.uncertainties.posterior is not None,
        made=_made(outlook, version, lang),
    )


def headline(outlook: Outlook, bill: Bill, lang: Lang) -> list[str]:
    """Return the sentences that come first: targets, money, and what of them was not fitted."""
    targets, total, years = outlook.scenario.targets, bill.total, outlook.scenario.years
    told = [
        f"{wording.target_told(outlook, target, lang)} {outlook.wanted(target)}"
        f"{say('report.colon', lang)}{wording.chance_told(outlook.chance(target), lang)}"
        for target in targets
    ]
    likely = [2 * outlook.chance(target).times > outlook.replications for target in targets]
    sentences = []
    if targets:
        chance = wording.chance_told(outlook.chance_all, lang)
        sentences.append(_filled("report.headline.all", lang, n=len(targets), chance=chance))
    for key, wanted in (("met", True), ("missed", False)):
        named = [sentence for sentence, met in zip(told, likely, strict=True) if met is wanted]
        if named:
            joined = say("report.joint", lang).join(named)
            sentences.append(_filled(f"report.headline.{key}", lang, targets=joined))
    amounts = {name: format_money(getattr(total, name), lang) for name in ("p50", "p80", "p95")}
    money = _filled(
        "report.headline.cost", lang, first=years[0], last=outlook.scenario.until, **amounts
    )
    return [*sentences, money, width.sentence(outlook, bill, lang)]


def _chances(outlook: Outlook, lang: Lang) -> Picture:
    image = _svg(figures.chances(outlook, lang=lang))
    return Picture(image, say("report.figure.chances", lang))


def _fan(outlook: Outlook, tier: str, observations: Sequence[Observation], lang: Lang) -> Picture:
    rows = tuple(tables.path(outlook, tier))
    heads = ("report.column.year", "report.column.mean")
    year, mean = (say(key, lang) for key in heads)
    last = dict(zip(PERCENTS, rows[-1][1:], strict=False))
    told = say(
        "report.figure.told",
        lang,
        title=say("report.figure.fan", lang, tier=wording.tier_told(tier, lang)),
        year=rows[-1][0],
        median=last[50],
        low=last[10],
        high=last[90],
    )
    image = _svg(figures.fan(outlook, tier, observations, lang=lang))
    return Picture(image, told, False, (year, *(f"P{each}" for each in PERCENTS), mean), rows)


def _curve(outlook: Outlook, target: Target, lang: Lang) -> Picture:
    image = _svg(figures.curve(outlook, target.tier, target.year, lang=lang))
    name = wording.counted_told(target.tier, outlook.scenario.reading, lang)
    told = say("report.figure.curve", lang, tier=name, year=target.year)
    return Picture(image, told, wide=False)


def _money(bill: Bill, lang: Lang) -> list[Picture]:
    """Return the pictures of the bill: by year, by payer, and the awards for titles."""
    levels = Levels(bill, _P80)
    drawn = {
        "budget_years": budget_figures.budget_years(levels, lang=lang),
        "payers": budget_figures.payers(levels, lang=lang),
        "award_bill": figures.award_bill(bill, lang=lang),
    }
    return [Picture(_svg(axes), say(f"report.figure.{key}", lang)) for key, axes in drawn.items()]


def _bill(bill: Bill, lang: Lang) -> dict[str, Any]:
    return {
        "total": tables.total(bill, lang),
        "years": tables.due_by_year(bill, lang),
        "paid": tables.paid_by_year(bill, lang),
        "clauses": tables.by_clause(bill, lang),
        "payers": tables.by_payer(bill, lang),
        "bases": tables.by_basis(bill, lang),
        "arrears": tables.arrears(bill, lang),
        "stock": tables.stock(bill, lang),
        "apart": tables.apart(bill, lang),
        "unpriced": tables.unpriced_told(bill.unpriced, lang) if bill.unpriced else "",
    }


def _made(outlook: Outlook, version: str, lang: Lang) -> list[tuple[str, str]]:
    """Return by what every number can be made again."""
    return [
        (say("report.made.hash", lang), outlook.scenario.sha256),
        (say("report.made.version", lang), f"srdi_sim {version}"),
        (say("report.made.runs", lang), unknowns.runs_told(outlook, lang)),
        (say("report.made.interval", lang), say("report.made.intervals", lang)),
    ]


def _svg(axes: Axes) -> str:
    """Return a figure as an image that stands in the page itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(image_of(axes, "svg")).decode()


def _hash(style: str) -> str:
    """Return by what the page's policy knows its own style, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _say(key: str, lang: Lang, **values: object) -> str:
    return say(key, lang, **values)


def _filled(key: str, lang: Lang, **values: object) -> str:
    """Return a sentence with values of our own making, which `say` would cut when they are long."""
    return words(lang)[key].format(**values)
