"""The required budget as plain text: a part of what ``srdi budget`` prints."""

from __future__ import annotations

from srdi_sim.analysis.answers import Answer
from srdi_sim.analysis.binding import conditions_of
from srdi_sim.analysis.goals import Goal
from srdi_sim.analysis.mixes import Mix
from srdi_sim.analysis.plans import own_value
from srdi_sim.analysis.required import Required
from srdi_sim.analysis.searched_model import Obstacle
from srdi_sim.analysis.statistics import Chance
from srdi_sim.report import wording
from srdi_sim.report.binding import condition_told
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.names import UNSET, range_told, setting_told, value_told
from srdi_sim.report.tables import Row
from srdi_sim.scenario.scenario import Scenario, Target
from srdi_sim.units import WAN, rounded
from srdi_sim.words import Lang, say, words

SAME = "="
_RARE = 0.01
_HELD = ("only_money", "apart", "no_price")


def required_lines(found: Required, lang: Lang) -> list[str]:
    """Return what money the goals need, or why none suffices, as lines of text."""
    paragraphs = [
        _goals(found, lang),
        [line for told in _reasons(found, lang) for line in wrapped(told, SENTENCE)],
        _mixes(found, lang),
        [line for told in _curves(found, lang) for line in wrapped(told, SENTENCE)],
        [line for told in _notes(found, lang) for line in wrapped(told, SENTENCE)],
    ]
    lines = [line for each in paragraphs if each for line in (*each, "")]
    return [line.rstrip() for line in lines[:-1]]


def goal_told(goal: Goal, scenario: Scenario, lang: Lang) -> str:
    """Return the name of a goal: its target with the number, or all of them."""
    if len(goal.targets) != 1:
        return say("report.all_targets", lang)
    (target,) = goal.targets
    return f"{_target_told(target, scenario, lang)} {target.wanted(scenario.reading.exceed)}"


def percent_told(found: Required) -> str:
    """Return the wanted chance in per cent: 80, 87.5."""
    return f"{float(100 * found.confidence):g}"


def wan_told(fen: int) -> str:
    """Return money in whole 万元."""
    return f"{rounded(fen, WAN, 0):,}"


def chance_told(chance: Chance) -> str:
    """Return a chance and its interval; never a 0 % or 100 % that is not one."""
    decimals = 0 if _RARE <= chance.value <= 1.0 - _RARE else 1
    value, low, high = (
        f"{100.0 * each:.{decimals}f}" for each in (chance.value, chance.low95, chance.high95)
    )
    return f"{value}% ({low}–{high})"


def _goals(found: Required, lang: Lang) -> list[str]:
    years, percent = found.scenario.years, percent_told(found)
    heading = _filled(
        "report.required.heading", lang, percent=percent, first=years[0], last=years[-1]
    )
    heads = [say(f"report.required.column.{name}", lang) for name in ("own", "needed", "chance")]
    rows: list[Row] = [(heading, *heads)]
    for goal, answer in zip(found.goals, found.answers, strict=True):
        own, mix = found.own, answer.mix
        if mix is None:
            needed = say(f"report.required.{answer.verdict}", lang)
            highest = chance_told(answer.highest.chances[goal.name])
            chance = say("report.required.at_most", lang, chance=highest)
        else:
            needed, chance = _money_told(mix), chance_told(mix.chances[goal.name])
        as_is = f"{chance_told(own.chances[goal.name])} · {wan_told(own.money)}"
        rows.append((goal_told(goal, found.scenario, lang), as_is, needed, chance))
    return aligned(rows, {1, 2, 3})


def _reasons(found: Required, lang: Lang) -> list[str]:
    """Return, for each goal that no money is known to reach, the most there is and what binds."""
    told = []
    for goal, answer in zip(found.goals, found.answers, strict=True):
        if answer.mix is not None:
            continue
        key = "because" if answer.verdict == "not_attainable" else "perhaps"
        obstacles = found.obstacles[goal.name]
        why = [_why(found, each, lang) for each in obstacles]
        if len(goal.targets) > 1:
            why = [
                _filled(
                    "report.required.of_target",
                    lang,
                    target=_target_told(each.target, found.scenario, lang),
                    chance=chance_told(each.chance),
                    why=reason,
                )
                for each, reason in zip(obstacles, why, strict=True)
            ]
        sentence = _filled(
            f"report.required.{key}",
            lang,
            goal=goal_told(goal, found.scenario, lang),
            chance=chance_told(answer.highest.chances[goal.name]),
            money=wan_told(answer.highest.money),
            why=say("report.joint", lang).join(why),
        )
        told.append(sentence)
    return told


def _why(found: Required, obstacle: Obstacle, lang: Lang) -> str:
    target, scenario = obstacle.target, found.scenario
    if obstacle.gate == "none":
        return say("report.required.never_missed", lang, n=obstacle.chance.of)
    values = {
        "gate": say(f"report.gate.{obstacle.gate}", lang),
        "share": wording.share_told(obstacle.share),
    }
    if obstacle.gate != "not_eligible" or not obstacle.at:
        return _filled("report.required.obstacle", lang, **values)
    asked = conditions_of(target.tier, range(scenario.years.start, target.year + 1), scenario)
    condition = condition_told(asked[obstacle.at], lang)
    return _filled("report.required.condition", lang, **values, condition=condition)


def _mixes(found: Required, lang: Lang) -> list[str]:
    """Return the levers, the money and all chances of the cheapest mix for each goal."""
    columns: dict[str, Mix] = {say("report.required.as_it_is", lang): found.own}
    for goal, answer in zip(found.goals, found.answers, strict=True):
        if answer.mix is not None and answer.mix is not found.own:
            columns[goal_told(goal, found.scenario, lang)] = answer.mix
    if len(columns) == 1:
        return []
    percent = percent_told(found)
    heads = (say("report.required.mixes", lang), say("report.required.column.range", lang))
    rows: list[Row] = [(*heads, *columns)]
    for number, lever in enumerate(found.levers):
        own = own_value(lever, found.scenario)
        cells = [value_told(lever, own, lang)]
        for mix in list(columns.values())[1:]:
            value = mix.setting[number]
            cells.append(SAME if value == own else value_told(lever, value, lang))
        rows.append((setting_told(lever.name, lang), range_told(lever, lang), *cells))
    figures = {"money_at": "money", "money_p50": "p50", "money_mean": "mean"}
    for key, name in figures.items():
        label = _filled(f"report.required.{key}", lang, percent=percent)
        rows.append((label, "", *(wan_told(getattr(mix, name)) for mix in columns.values())))
    for goal in found.goals:
        label = say("report.required.chance_of", lang, goal=goal_told(goal, found.scenario, lang))
        chances = (chance_told(mix.chances[goal.name]) for mix in columns.values())
        rows.append((label, "", *chances))
    return aligned(rows, set(range(1, 2 + len(columns))))


def _curves(found: Required, lang: Lang) -> list[str]:
    return [
        _filled(
            "report.required.curve",
            lang,
            goal=goal_told(goal, found.scenario, lang),
            points=say("report.joint", lang).join(_points(answer)),
        )
        for goal, answer in zip(found.goals, found.answers, strict=True)
        if answer.highest.chances[goal.name].value >= _RARE
    ]


def _points(answer: Answer) -> list[str]:
    chances: list[Chance] = [mix.chances[answer.goal] for mix in answer.curve]
    return [
        f"{wan_told(mix.money)} → {chance_told(chance)}"
        for mix, chance in zip(answer.curve, chances, strict=True)
    ]


def _notes(found: Required, lang: Lang) -> list[str]:
    notes = [say("report.required.same", lang, sign=SAME)]
    if any(own_value(lever, found.scenario) is None for lever in found.levers):
        notes[0] += " " * (lang == "en") + say("report.required.unset", lang, sign=UNSET)
    notes.append(
        _filled(
            "report.required.method",
            lang,
            settings=found.settings,
            levers=len(found.levers),
            n=found.replications,
            seed=found.seed,
            confirmed=found.confirmed,
            percent=percent_told(found),
        )
    )
    notes.append(say("report.required.care", lang))
    held = {why: [each.name for each in found.held if each.why == why] for why in _HELD}
    notes += [
        _filled(f"report.required.held.{why}", lang, names=_names(names, lang))
        for why, names in held.items()
        if names
    ]
    if found.free:
        notes.append(_filled("report.required.free", lang, names=_names(found.free, lang)))
    if found.failed:
        notes.append(say("report.required.failed", lang, failed=len(found.failed)))
    return notes


def _names(names: tuple[str, ...] | list[str], lang: Lang) -> str:
    told = (setting_told(name, lang, unit=False) for name in names)
    return say("report.joint", lang).join(told)


def _target_told(target: Target, scenario: Scenario, lang: Lang) -> str:
    tier = wording.counted_told(target.tier, scenario.reading, lang)
    return say("report.target", lang, tier=tier, year=target.year)


def _money_told(mix: Mix) -> str:
    low, high = wan_told(mix.money_low95), wan_told(mix.money_high95)
    return f"{wan_told(mix.money)} ({low}–{high})"


def _filled(key: str, lang: Lang, **values: object) -> str:
    """Return a sentence with values of our own making, which `say` would cut when they are long."""
    return words(lang)[key].format(**values)
