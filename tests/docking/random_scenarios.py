"""Random scenarios: small, valid, and far from what is shipped, to dock the two programs on.

A scenario is a file that extends ordos-2022 with a reading and a policy of its own, beside a
population, seeds, a ladder and priors drawn from the shipped ones. The same number gives the same.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docking.dice import Dice, shipped
from docking.distributions import quantile
from docking.random_places import ladder, population, seeds
from docking.random_policy import drawn_policy, drawn_reading

_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"')

# Effects that are off as shipped, and take-up, which is low in a small town: ends to draw between.
_ON = {
    "park_pull": (0.2, 2.0), "move_out_rate": (0.02, 0.1), "publicity_help": (0.0, 1.0),
    "peer_help": (0.0, 2.0), "accelerator_growth": (-0.05, 0.1), "equity_growth": (-0.05, 0.1),
    "listing_rate": (0.05, 0.5), "listing_growth": (-0.05, 0.1), "digital_growth": (-0.02, 0.03),
    "green_growth": (-0.05, 0.1), "talent_growth": (-0.05, 0.1), "market_growth": (-0.05, 0.1),
    "partner_rate": (0.1, 0.6), "partner_growth": (-0.05, 0.1), "park_spillover": (0.0, 0.1),
    "award_rd": (0.01, 0.5), "number_chasing": (0.2, 1.0), "missed_update": (0.02, 0.3),
    "revocation_rate": (0.02, 0.2),
}  # fmt: skip
_STIRRED = {
    "attraction_rate": (0.2, 1.0), "attracted_titled": (0.2, 0.9), "attracted_giants": (0.2, 0.8),
    "take_up_innovative": (0.2, 0.9), "take_up_municipal": (0.2, 0.9),
    "take_up_regional": (0.2, 0.9), "take_up_champion": (0.4, 0.95), "default_rate": (0.05, 0.9),
    "standard_rate": (0.05, 0.5), "talent_rate": (0.1, 0.6), "appraisal_response": (0.0, 2.0),
    "fund_demand": (0.1, 0.5), "quality_award_rate": (0.05, 0.3), "fair_rate": (0.3, 0.9),
    "award_response": (-0.5, 3.0), "late_discount": (0.2, 0.9), "fund_loss_share": (0.2, 0.9),
    "fund_recovery": (0.1, 0.9), "relabel_chance": (0.3, 0.9), "platform_renewal": (0.2, 0.9),
}  # fmt: skip
_SMALL = {
    "large_firms": {"whole": [4, 12]}, "pool_city_places": {"whole": [10, 60]},
    "pool_banner_places": {"whole": [1, 8]}, "visits_firms": {"whole": [3, 40]},
    "platforms_count": {"whole": [0, 5]}, "platform_firms": {"whole": [1, 8]},
    "trainee_places": {"whole": [0, 40]}, "accelerator_places": {"whole": [1, 6]},
    "innovative_places": {"lognormal": {"median": 15, "sigma": 0.5, "low": 2}},
    "regional_places": {"lognormal": {"median": 8, "sigma": 0.5, "low": 1}},
    "little_giant_places": {"whole": [0, 6]}, "little_giant_rivals": {"whole": [0, 8]},
    "champion_places": {"choice": {"0": 0.2, "1": 0.4, "3": 0.4}},
    "champion_rivals": {"whole": [0, 4]}, "titled_at_start": {"whole": [2, 14]},
    "guarantee_fund_wan": {"uniform": [50, 5000]},
}  # fmt: skip


def write_scenario(number: int, folder: Path) -> Path:
    """Write the files of a random scenario and return that of the scenario."""
    dice = Dice(f"docking {number}")
    name = f"random-{number:03d}"
    period = _period(dice)
    files = {
        "rulesets": ladder(dice, name),
        "seeds": seeds(dice, name),
        "populations": population(dice, name),
        "priors": _priors(dice, name),
    }
    for kind, content in files.items():
        _write(folder / kind / f"{name}.yaml", content)
    reading = drawn_reading(dice)
    policy = drawn_policy(dice, period, files["rulesets"], files["populations"], reading)
    tiers = [rung["tier"] for rung in files["rulesets"]["rungs"]]
    scenario = {
        "srdi": 1,
        "name": name,
        "extends": "ordos-2022.yaml",
        "why": "Does a second program agree?",
        "text": None,
        "ranges": None,
        "period": period,
        "reading": reading,
        "policy": policy,
        "ladder": name,
        "population": {"synthetic": name},
        "uncertainties": {
            "file": f"priors/{name}.yaml",
            "set": _settled(dice, files["priors"]),
            "posterior": None,
        },
        "targets": _targets(dice, period, tiers),
    }
    return _write(folder / f"{name}.yaml", scenario)


def _write(path: Path, content: Mapping[str, Any]) -> Path:
    """Write JSON, which is YAML, with days as days."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_text(_DAY.sub(r"\1", text) + "\n", encoding="utf-8")
    return path


def _period(dice: Dice) -> dict[str, Any]:
    first = dice.choice([2022, 2022, 2022, 2022, 2023, 2024])
    period: dict[str, Any] = {"from": first, "to": first + dice.randint(1, 5)}
    period["start"] = dice.choice(
        [
            dt.date(first, 1, 1),
            dt.date(first, 7, 12),
            dice.day(dt.date(first, 1, 1), dt.date(first, 12, 20)),
        ]
    )
    return period


def _priors(dice: Dice, name: str) -> dict[str, Any]:
    """Return priors of small towns; some change with the year, some are drawn every year."""
    priors = shipped("priors/ordos.yaml")
    priors["name"] = name
    for uncertainty, written in priors["uncertainties"].items():
        ends = _ON.get(uncertainty) or _STIRRED.get(uncertainty)
        if uncertainty in _SMALL:
            written.pop("from", None)
            written["prior"] = _SMALL[uncertainty]
        elif ends and dice.maybe(0.6):
            written["prior"] = _of_another_kind(dice, *ends)
            if dice.maybe(0.3):
                years = sorted(dice.sample(range(2021, 2027), 2))
                written["from"] = {str(year): _of_another_kind(dice, *ends) for year in years}
                del written["prior"]
        if dice.maybe(0.2):
            written["yearly"] = not written.get("yearly", False)
    return priors


def _settled(dice: Dice, priors: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is settled at a number that its prior might give."""
    settled: dict[str, Any] = {}
    for name, written in priors["uncertainties"].items():
        if dice.maybe(0.4):
            prior = written.get("prior") or dice.choice(list(written["from"].values()))
            number = quantile(prior, dice.random())
            settled[name] = {"fixed": number if isinstance(number, int) else round(number, 6)}
    return settled


def _of_another_kind(dice: Dice, low: float, high: float) -> dict[str, Any]:
    """Return a distribution between two ends, of any kind."""
    a, mode, b = sorted(dice.between(low, high) for _ in range(3))
    return dice.choice(
        [
            {"uniform": [a, b]},
            {"triangular": [a, mode, b + 0.001]},
            {"normal": {"mean": mode, "sd": 0.3, "low": a, "high": b}},
            {"beta": {"mean": (a + b) / 2, "weight": 9, "low": a - 0.001, "high": b + 0.001}},
            {"choice": {str(a): 0.3, str(mode + 0.0001): 0.3, str(b + 0.0002): 0.4}},
            {"fixed": mode},
        ]
        + ([{"lognormal": {"median": mode, "sigma": 0.4, "low": a, "high": b}}] if a > 0 else [])
    )


def _targets(dice: Dice, period: Mapping[str, Any], tiers: list[str]) -> list[dict[str, Any]]:
    """Return targets, each tier and year once at most."""
    years = range(period["from"], period["to"] + 1)
    promised = [(tier, year) for tier in tiers for year in years if dice.maybe(0.5)]
    return [
        {"tier": tier, "year": year, "clause": "目标"}
        | {dice.choice(["more_than", "at_least"]): dice.randint(0, 60)}
        for tier, year in promised
    ]
