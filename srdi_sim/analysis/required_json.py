"""The required budget as the JSON object that ``srdi budget --json`` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from srdi_sim.analysis.answers import Answer
from srdi_sim.analysis.goals import Goal
from srdi_sim.analysis.mixes import Mix
from srdi_sim.analysis.plans import own_value
from srdi_sim.analysis.required import Required
from srdi_sim.analysis.searched_model import Obstacle


def required_json(found: Required) -> dict[str, Any]:
    """Return the objects ``required``, ``curve`` (of the joint or only goal), and what is beside.

    `as_it_is` is the scenario's own policy under the luck of the confirmations.
    """
    return {
        **goal_json(found, found.main),
        "as_it_is": _mix(found, found.own),
        "search": {
            "levers": [each.name for each in found.levers],
            "held": [asdict(each) for each in found.held],
            "without_price": list(found.free),
            "settings": found.settings,
            "replications": found.replications,
            "replications_confirmed": found.confirmed,
            "seed": found.seed,
            "failed": len(found.failed),
            "seconds": found.seconds,
        },
    }


def goal_json(found: Required, goal: Goal) -> dict[str, Any]:
    """Return what one goal needs, and its curve."""
    answer, obstacles = found.answer(goal), found.obstacles.get(goal.name, ())
    highest = answer.highest
    mix = answer.mix or highest
    chance, most = mix.chances[goal.name], highest.chances[goal.name]
    return {
        "required": {
            "attainable": answer.mix is not None,
            "verdict": answer.verdict,
            "money_fen": answer.mix.money if answer.mix else None,
            **_mix(found, mix),
            "chance": chance.value,
            "chance_low": chance.low95,
            "chance_high": chance.high95,
            "highest_chance": most.value,
            "highest_chance_low": most.low95,
            "highest_chance_high": most.high95,
            "binds": obstacles[0].gate if obstacles else "none",
            "obstacles": [_obstacle(each) for each in obstacles],
        },
        "curve": _curve(answer),
    }


def _mix(found: Required, mix: Mix) -> dict[str, Any]:
    """Return a mix: its levers, those of them that stay as they are, its cost, every chance."""
    levers = zip(found.levers, mix.setting, strict=True) if mix.setting else ()
    values = {each.name: value for each, value in levers}
    return {
        "levers": values,
        "unchanged": [
            each.name
            for each in found.levers
            if each.name not in values or values[each.name] == own_value(each, found.scenario)
        ],
        "cost_fen": {
            "at_confidence": mix.money,
            "low95": mix.money_low95,
            "high95": mix.money_high95,
            "p50": mix.p50,
            "p80": mix.p80,
            "mean": mix.mean,
        },
        "chances": [
            {
                "name": goal,
                "chance": chance.value,
                "chance_low95": chance.low95,
                "chance_high95": chance.high95,
            }
            for goal, chance in mix.chances.items()
        ],
    }


def _curve(answer: Answer) -> list[dict[str, Any]]:
    points = ((mix.money, mix.chances[answer.goal]) for mix in answer.curve)
    return [
        {"money_fen": money, "chance": chance.value, "low": chance.low95, "high": chance.high95}
        for money, chance in points
    ]


def _obstacle(found: Obstacle) -> dict[str, Any]:
    return {
        "tier": found.target.tier.code,
        "year": found.target.year,
        "chance": found.chance.value,
        "chance_low95": found.chance.low95,
        "chance_high95": found.chance.high95,
        "binds": found.gate,
        "binds_share": found.share,
        "binds_condition": found.at if found.gate == "not_eligible" and found.at else None,
    }
