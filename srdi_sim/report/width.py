"""Where the spread of a forecast comes from, in words: a sentence, and a table of the page."""

from __future__ import annotations

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.width import Width, widths
from srdi_sim.report import wording
from srdi_sim.report.tables import Row
from srdi_sim.report.unknowns import uncertainty_told
from srdi_sim.scenario.scenario import Target
from srdi_sim.words import Lang, say, words

_WORTH_NAMING = 0.1  # of the variance: what one uncertainty alone must carry


def sentence(outlook: Outlook, bill: Bill, lang: Lang) -> str:
    """Return how much of each outcome's spread was not fitted, or why that is not told."""
    found = widths(outlook, bill)
    if not found.are_told:
        return say("report.width.few", lang, draws=found.draws, fewest=found.fewest)
    shares = [_share(_short(each, outlook, lang), of, lang) for each, of in found.targets.items()]
    if found.cost is not None:
        shares.append(_share(say("report.width.of_cost", lang), found.cost, lang))
    if not shares:
        return say("report.width.same", lang)
    # `say` would cut a long list.
    told = words(lang)["report.width.told"].format(shares=say("report.joint", lang).join(shares))
    return told + say(f"report.width.{outlook.scenario.uncertainties.kind}", lang)


def rows(outlook: Outlook, bill: Bill, lang: Lang) -> list[Row]:
    """Return a row an outcome: its name, fitted, not fitted, rest, and what alone carries most."""
    found, years = widths(outlook, bill), outlook.scenario.years
    named = [(wording.target_told(outlook, each, lang), of) for each, of in found.targets.items()]
    if found.cost is not None:
        name = say("report.width.cost", lang, first=years[0], last=outlook.scenario.until)
        named.append((name, found.cost))
    return [
        (
            name,
            _percent(width.fitted),
            say("report.width.share", lang, name="", **_ends(width)).strip(),
            _percent(width.rest),
            _largest(width, lang),
        )
        for name, width in named
    ]


def _short(target: Target, outlook: Outlook, lang: Lang) -> str:
    """Return the name of a target, with its year only where there are several."""
    tier = wording.tier_told(target.tier.code, lang)
    if len({each.year for each in outlook.scenario.targets}) == 1:
        return tier
    return say("report.width.of_target", lang, tier=tier, year=target.year)


def _share(name: str, width: Width, lang: Lang) -> str:
    told = say("report.width.share", lang, name=name, **_ends(width))
    if width.largest is None or width.largest_share < _WORTH_NAMING:
        return told
    return say("report.width.largest", lang, share=told, name=uncertainty_told(width.largest, lang))


def _largest(width: Width, lang: Lang) -> str:
    if width.largest is None:
        return "–"
    return f"{uncertainty_told(width.largest, lang)} {_percent(width.largest_share)}"


def _ends(width: Width) -> dict[str, str]:
    ends = {"share": width.not_fitted, "low": width.low95, "high": width.high95}
    return {name: _percent(end).rstrip("%") for name, end in ends.items()}


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f}%"
