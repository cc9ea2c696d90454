"""A comparison as plain text for a terminal: what ``srdi compare`` prints."""

from __future__ import annotations

from collections.abc import Iterable

from srdi_sim.analysis.comparison import Comparison, Contrast, changes_of, differences_in
from srdi_sim.analysis.deadweight import Deadweight
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.report import unknowns, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.elsewhere import crowding_out, elsewhere, mean_told
from srdi_sim.report.tables import Row
from srdi_sim.scenario.scenario import Target
from srdi_sim.units import format_wan
from srdi_sim.words import Lang, say

_APART = {
    "memo": "report.money.memo",
    "contingent": "report.money.contingent",
    "asset": "report.compare.asset",
}


def comparison_text(comparison: Comparison, lang: Lang) -> str:
    """Return a comparison as lines of text, aligned for a terminal."""
    lines = _heading(comparison, lang)
    for contrast in comparison.others:
        lines += [
            "",
            *_name(comparison, contrast, lang),
            "",
            *_targets(contrast, lang),
            "",
            *_by_banner(contrast, lang),
            "",
            *_money(contrast, lang),
            "",
            *crowding_out(contrast, lang),
            "",
            *elsewhere(contrast, lang),
            "",
            *(line for told in deadweight_told(contrast, lang) for line in wrapped(told, SENTENCE)),
        ]
    lines += ["", *wrapped(say("report.compare.price_note", lang), SENTENCE)]
    return "\n".join(line.rstrip() for line in lines)


def deadweight_told(contrast: Contrast, lang: Lang) -> list[str]:
    """Return what is known of awards to firms that get there anyway."""
    found = contrast.deadweight
    if found.reason in ("no_award", "other_firms", "same_awards"):
        return [say(f"report.compare.deadweight.{found.reason}", lang)]
    sides = [say(f"report.compare.{side}", lang) for side in ("the_base", "the_other")]
    policy, twin = sides if contrast.pays_more == "base" else reversed(sides)
    lines = []
    if found.share is not None:
        names = {"policy": policy, "twin": twin}
        shares = {"share": _share_told(found, lang), "later": _share(found.brought_forward)}
        lines.append(say("report.compare.deadweight", lang, **names, **shares))
    if found.untold:
        tiers = [wording.tier_told(tier, lang) for tier in found.untold]
        lines.append(say("report.compare.deadweight.untold", lang, tiers=tiers, twin=twin))
    return lines


def _heading(comparison: Comparison, lang: Lang) -> list[str]:
    runs = say("report.runs", lang, n=comparison.replications, seed=comparison.seed)
    drawn = unknowns.parameters_told(comparison.base, comparison.replications, lang)
    parts = (runs, say("report.compare.luck", lang), drawn)
    lines = [
        say("report.compare.base", lang, name=comparison.base.name),
        say("report.reading_is", lang) + wording.reading_told(comparison.base.reading, lang),
        *wording.not_as_proposed(comparison.base.reading, lang),
        *wrapped(say("report.joint", lang).join(parts), SENTENCE),
    ]
    if comparison.failed:
        lines.append(say("report.failed", lang, failed=comparison.failed))
    return lines


def _name(comparison: Comparison, contrast: Contrast, lang: Lang) -> list[str]:
    scenario = contrast.other.scenario
    lines = [say("report.compare.other", lang, name=scenario.name)]
    if changes := changes_of(contrast.other):
        lines.append(say("report.compare.edits", lang, edits=changes))
    if scenario.reading != comparison.base.reading:
        told = wording.reading_change_told(comparison.base.reading, scenario.reading, lang)
        lines += wrapped(say("report.compare.its_reading", lang) + told, SENTENCE)
    return lines


def _targets(contrast: Contrast, lang: Lang) -> list[str]:
    scenario, found = contrast.base.scenario, contrast.differences
    heads = (
        say("report.column.target", lang),
        say("report.column.wanted", lang),
        *(
            say(f"report.compare.column.{name}", lang)
            for name in ("base", "other", "firms", "chance", "price")
        ),
    )
    rows = [heads, *(_target(contrast, target, lang) for target in scenario.targets)]
    if "chance:all" in found:
        chance = wording.chance_change_told(found["chance:all"], lang)
        rows.append((say("report.all_targets", lang), "", "", "", "", chance, ""))
    return aligned(rows, {1, 2, 3})


def _target(contrast: Contrast, target: Target, lang: Lang) -> Row:
    reading, outcome = contrast.base.scenario.reading, f"{target.tier.code}:{target.year}"
    firms = contrast.differences[f"firms:{outcome}"]
    price = contrast.cost_per_extra[f"cost_per_extra:{outcome}"]
    name = wording.counted_told(target.tier, reading, lang)
    return (
        say("report.target", lang, tier=name, year=target.year),
        target.wanted(reading.exceed),
        mean_told(firms.base),
        mean_told(firms.other),
        wording.firms_told(firms, lang),
        wording.chance_change_told(contrast.differences[f"chance:{outcome}"], lang),
        wording.price_told(price, firms, lang),
    )


def _by_banner(contrast: Contrast, lang: Lang) -> list[str]:
    """Return the banners that differ measurably, at the tiers of the targets, in the last year."""
    scenario = contrast.base.scenario
    year = scenario.until
    tiers = list(dict.fromkeys(target.tier.code for target in scenario.targets)) or TIER_CODES
    found = differences_in(contrast.by("banner", year=year))
    cells = {
        banner: [found[banner, tier] for tier in tiers] for banner in scenario.population.banners
    }
    moved = {
        banner: row for banner, row in cells.items() if any(each.is_measurable for each in row)
    }
    if not moved:
        return [say("report.compare.no_banner_moves", lang, year=year)]
    heads = (
        say("report.compare.column.banner", lang, year=year),
        *(wording.tier_told(tier, lang) for tier in tiers),
    )
    lines = [
        (banner, *(wording.firms_told(each, lang) if each.is_measurable else "–" for each in row))
        for banner, row in moved.items()
    ]
    return aligned([heads, *lines], set(range(1, len(heads))))


def _money(contrast: Contrast, lang: Lang) -> list[str]:
    found = contrast.differences
    named = {"cost:total": say("report.money.total", lang)}
    for kind, told in (("payer", _payer), ("clause", wording.clause_told)):
        keys = sorted(_keys(found, kind), key=wording.clause_place)
        named |= {f"cost:{kind}:{key}": f"  {told(key, lang)}" for key in keys}
    for kind in _APART:
        for payer in _keys(found, kind):
            named[f"cost:{kind}:{payer}"] = say(_APART[kind], lang, payer=_payer(payer, lang))
    heads = (
        say("report.column.cost", lang),
        *(say(f"report.compare.column.{name}", lang) for name in ("base", "other", "difference")),
    )
    rows = [heads]
    for outcome, name in named.items():
        each = found[outcome]
        sides = (format_wan(round(side)) for side in (each.base, each.other))
        rows.append((name, *sides, wording.money_change_told(each, lang)))
    return aligned(rows, {1, 2})


def _keys(found: Iterable[str], kind: str) -> list[str]:
    """Return the payers or clauses of which there is a cost of this kind."""
    head = f"cost:{kind}:"
    return [outcome.removeprefix(head) for outcome in found if outcome.startswith(head)]


def _payer(payer: str, lang: Lang) -> str:
    return say(f"report.payer.{payer}", lang)


def _share_told(found: Deadweight, lang: Lang) -> str:
    """Return a share with its interval, if it has one."""
    share, low, high = (_share(each) for each in (found.share, found.low95, found.high95))
    if found.low95 is None:
        return share
    low = low.removesuffix("%")
    return say("report.compare.deadweight.share", lang, share=share, low=low, high=high)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100.0 * share:.1f}%"
