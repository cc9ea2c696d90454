"""Populations, seeds and ladders for random scenarios: the shipped ones, made small and stirred."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docking.dice import Dice, shipped

# A rubric for a tier that has none: every kind of scale, and a way round it.
_RUBRIC: dict[str, Any] = {
    "routes": [{"variable": "high_tech", "at_least": 1}, {"variable": "debt", "below": 0.2}],
    "block_marks": {"second": 2},
    "items": [
        {
            "item": "debt or digital level",
            "block": "first",
            "best_of": [
                {"variable": "debt", "below": [[0.3, 5], [0.6, 2]]},
                {"variable": "digital", "step": 1, "points": 1, "most": 3},
            ],
        },
        {
            "item": "evaluation",
            "block": "second",
            "best_of": [{"variable": "evaluation", "bands": [[60, 9], [40, 3]]}],
        },
        {"item": "not found", "block": "first", "best_of": [{"unpublished": "local_points"}]},
    ],
}


def population(dice: Dice, name: str) -> dict[str, Any]:
    people = shipped("populations/ordos-2022.yaml")
    people |= {"name": name, "seeds": name, "parks_per_banner": dice.randint(1, 3)}
    banners = list(people["banners"])
    people["home"] = dice.choice(banners)
    people["districts"] = dice.sample(banners, dice.randint(0, 4))
    dice.shuffle(banners)
    people["banners"] = {banner: people["banners"][banner] for banner in banners}
    for sector in people["sectors"].values():
        if dice.maybe(0.3):
            del sector[dice.choice(["water", "energy", "emission"])]
    for trait in people["loadings"]:
        people["loadings"][trait] = dice.between(-0.3, 0.9, 2)
    shrink = dice.uniform(0.06, 0.16)
    for group in people["groups"]:
        smaller = {year: max(1, round(n * shrink)) for year, n in group["counts"].items()}
        group["counts"] = smaller
        traits = group["traits"]
        traits["rd_rank"] = {"uniform": [0, dice.between(0.3, 1.1)]}
        traits["world_top3"] = {"chance": dice.between(0, 0.5)}
        if "niche_share" in traits:
            traits["niche_share"]["lognormal"]["median"] = dice.between(0.01, 0.15)
        if group["name"] == "attracted":
            group["counts"] = {year: dice.randint(0, 9) for year in group["counts"]}
    return people


def seeds(dice: Dice, name: str) -> dict[str, Any]:
    held = shipped("seeds/ordos-2022-07-12.yaml")
    held |= {
        "name": name,
        "titled_by": f"2022-{dice.randint(1, 9):02d}",
        "home_share": dice.between(0, 0.6),
        "little_giants_at_home": dice.randint(0, 3),
    }
    for group in held["groups"]:
        group["counts"]["2022"] = dice.randint(1, 9)
    if dice.maybe(0.5):
        held["little_giant_floors"] = {"evaluation": 70, "niche_share": 0.2}
    return held


def ladder(dice: Dice, name: str) -> dict[str, Any]:
    written = shipped("rulesets/miit-2022.yaml")
    written |= {"name": name, "with": dice.sample(written["with"], len(written["with"]))}
    if dice.maybe(0.3):
        written["rungs"] = [rung for rung in written["rungs"] if rung["tier"] != "champion"]
    for rung in written["rungs"]:
        rung["validity_months"] = dice.choice([12, 20, 30, 36, 36, 36, 48])
        rung["first_batch"] = dice.choice([2022, 2023, rung["first_batch"]])
        rung["since"] = dice.choice(
            [rung["since"], rung["since"], dt.date(2021, 5, 1), dt.date(2023, 2, 1)]
        )
        rung["recognised_by"] = dice.choice(["city", rung["recognised_by"]])
        if dice.maybe(0.15):
            rung["last_batch"] = 2025
        if dice.maybe(0.2) and rung["tier"] != "champion":
            for key in ("places", "rivals", "strength"):
                rung.pop(key, None)
    for rules in written["rule_sets"]:
        _ease(dice, rules["conditions"])
        if rules["tier"] == "regional" and dice.maybe(0.3):
            rules["block_marks"] = {"innovation": dice.randint(3, 12), "refinement": 4}
        if rules["tier"] != "champion" and "pass_mark" in rules:
            rules["pass_mark"] = dice.randint(25, 65)
        if rules["tier"] == "innovative" and dice.maybe(0.2):
            for key in ("items", "pass_mark", "block_marks"):
                del rules[key]
        if rules["tier"] == "little_giant" and dice.maybe(0.4):
            rules |= _RUBRIC | {"pass_mark": dice.randint(2, 14)}
        if rules["tier"] == "innovative" and dice.maybe(0.2):
            rules["since"] = dt.date(2023, 2, 1)  # so that 2022 has no innovative rung
    return written


def _ease(dice: Dice, conditions: list[Any]) -> None:
    """Lower what is asked, here and there."""
    for each in conditions:
        _ease(dice, each.get("any", each.get("all", [])))
        eased = each.get("variable") in ("rd", "rd_ratio", "revenue", "niche_share", "equity")
        if eased and "at_least" in each and dice.maybe(0.6):
            each["at_least"] *= dice.between(0.1, 0.9)
