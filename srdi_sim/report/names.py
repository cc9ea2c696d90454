"""What outcomes and levers are called, and how their values are told."""

from __future__ import annotations

from srdi_sim.analysis.inputs import Input, Value
from srdi_sim.analysis.paired import Difference
from srdi_sim.analysis.plans import Estimate
from srdi_sim.policy.reading import QUESTIONS, Reading
from srdi_sim.policy.settings import kind_of
from srdi_sim.policy.tiers import tier_of
from srdi_sim.report import unknowns, wording
from srdi_sim.report.elsewhere import mean_told
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN, rounded
from srdi_sim.words import Lang, say

UNSET = "–"


def outcome_told(outcome: str, scenario: Scenario, lang: Lang) -> str:
    """Return the name of an outcome, as a scenario counts it."""
    head, first, *rest = outcome.split(":")
    if outcome == "chance:all":
        return say("report.outcome.chance_all", lang)
    if head == "cost":
        name = f"report.payer.{rest[0]}" if rest and first != "clause" else ""
        told = say(name, lang) if name else ":".join(rest)
        return say(f"report.outcome.{first}", lang, name=told)
    tier = wording.counted_told(tier_of(first), scenario.reading, lang)
    target = say("report.target", lang, tier=tier, year=rest[0])
    wanted = (
        each.wanted(scenario.reading.exceed)
        for each in scenario.targets
        if (each.tier.code, str(each.year)) == (first, rest[0])
    )
    return say(f"report.outcome.{head}", lang, target=target, wanted=next(wanted, ""))


def setting_told(name: str, lang: Lang, *, unit: bool = True) -> str:
    """Return the name of a setting of the policy; of money with its unit, unless not wanted."""
    told = setting_name(name, lang)
    is_money = kind_of(name.rpartition(".")[2]) == "money"
    return say("report.setting.in_wan", lang, name=told) if is_money else told


def setting_name(name: str, lang: Lang) -> str:
    """Return the name of a setting of the policy."""
    holder, _, field = name.rpartition(".")
    if holder.startswith("awards."):
        tier = wording.tier_told(holder.removeprefix("awards."), lang)
        return say("report.setting.awards", lang, tier=tier)
    if field == "strength":
        return say("report.setting.strength", lang, lever=say(f"report.lever.{holder}", lang))
    return say(f"report.setting.{name}", lang)


def lever_told(lever: Input, lang: Lang) -> str:
    """Return the name of something that is set: a number of the policy, or an answer."""
    if lever.range is None:
        return say(f"report.topic.{lever.name}", lang)
    return setting_told(lever.name, lang)


def input_told(each: Input, lang: Lang) -> str:
    """Return the name of anything that is varied; a question with its number."""
    if each.prior is not None:
        return unknowns.uncertainty_told(each.name, lang)
    if each.range is None:
        return f"{QUESTIONS[each.name][0]} {say(f'report.topic.{each.name}', lang)}"
    return setting_name(each.name, lang)


def value_told(lever: Input, value: Value, lang: Lang) -> str:
    """Return a value of something that is set; a dash where the policy names no number."""
    if value is None:
        return UNSET
    if lever.range is None:
        return wording.answer_told(Reading(**{lever.name: value}), lever.name, lang)
    match lever.range.kind:
        case "money":
            return f"{rounded(round(value), WAN, 2).normalize():,f}"
        case "whole":
            return f"{round(value):,}"
        case "share":
            return f"{100.0 * value:g}%"
    return f"{value:g}"


def range_told(lever: Input, lang: Lang) -> str:
    """Return the ends of a lever's range; nothing for a question."""
    if lever.range is None:
        return ""
    low, high = (value_told(lever, lever.at(end), lang) for end in (0.0, 1.0))
    return f"{low}–{high}"


def estimate_told(outcome: str, found: Estimate) -> str:
    """Return an estimate with its interval: per cent, 万元, or firms."""
    ends = (found.mean, found.low95, found.high95)
    if outcome.startswith("chance:"):
        mean, low, high = (f"{100.0 * end:.0f}" for end in ends)
        return f"{mean}% ({low}–{high})"
    if outcome.startswith("cost:"):
        mean, low, high = (f"{rounded(round(end), WAN, 0):,}" for end in ends)
    else:
        mean, low, high = map(mean_told, ends)
    return f"{mean} ({low}–{high})"


def change_told(outcome: str, found: Difference, lang: Lang) -> str:
    """Return a difference with its interval, in points, 万元, or firms."""
    ends = (found.mean, found.low95, found.high95)
    if outcome.startswith("chance:"):
        told = [f"{100.0 * end:+.1f}" if end else "0" for end in ends]
    elif outcome.startswith("cost:"):
        told = [f"{rounded(round(end), WAN, 0):+,}" if end else "0" for end in ends]
    else:
        return wording.firms_told(found, lang)
    mean, low, high = told
    return say("report.compare.interval", lang, mean=mean, low=low, high=high)
