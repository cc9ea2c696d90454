"""Random scenarios: small, valid, and far from what is shipped, to dock the two programs on.

A scenario is a file that extends ordos-2022 with a reading, a policy and priors of its own, beside a
population, seeds and a ladder drawn from the shipped ones. The same number gives the same files.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from docking.distributions import quantile
from docking.files import LIBRARY
from ruamel.yaml import YAML

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
    "take_up_regional": (0.2, 0.9), "take_up_champion": (0.4, 0.95), "default_rate": (0.05, 0.4),
    "standard_rate": (0.05, 0.5), "talent_rate": (0.1, 0.6), "appraisal_response": (0.0, 2.0),
    "fund_demand": (0.1, 0.5), "quality_award_rate": (0.05, 0.3), "fair_rate": (0.3, 0.9),
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
    "guarantee_fund_wan": {"uniform": [200, 8000]},
}  # fmt: skip
_ANSWERS = {
    "exceed": "more_than at_least",
    "nesting": "nested innovative_apart municipal_apart regional_apart disjoint",
    "counting": "valid_stock ever_recognised",
    "stock_already_recognised": "sampled paid not_paid",
    "stock_schedule": "first_budget spread while_valid",
    "stacking": "cumulative top_up highest_only",
    "stock_little_giant_regional_award": "paid not_paid",
    "champion_award": "new_only also_existing",
    "champion_kind": "firm firm_or_product",
    "municipal_titles_after": "stay lapse convert",
    "province_innovative_award": "sampled paid not_paid",
    "titles_moved_in": "count_and_award count_only not_counted",
    "award_on_leaving": "kept clawed_back",
    "second_award": "none after_lapse",
    "award_payer": "shared banners_outside_districts",
    "other_purses_deducted": "no yes",
    "payment_year": "sampled same_year half_year next_year",
    "first_year_services": "part whole none",
    "park_number": "at_least more_than",
    "park_counts": "regional_and_above regional_only",
    "park_kind": "parks parks_and_accelerators",
    "park_below": "kept clawed_back",
    "platform_payment": "per_body per_title",
    "platform_service": "asked not_asked",
    "training_repeats": "no yes",
    "training_for": "titled_and_pool titled any",
    "amounts_not_given": "assumed zero",
    "policy_after_2025": "continues ends",
    "later_documents": "ignored in_force",
    "key_sectors": "preference eligibility",
    "revoked_award": "kept clawed_back",
    "regional_needs_innovative": "no yes",
    "early_titles_count_as_innovative": "yes no",
}


def write_scenario(number: int, folder: Path) -> Path:
    """Write the files of a random scenario and return that of the scenario."""
    dice = Random(f"docking {number}")
    name = f"random-{number:03d}"
    period = _period(dice)
    ladder = _ladder(dice, name)
    _write(folder / "rulesets" / f"{name}.yaml", ladder)
    seeds = _seeds(dice, name)
    _write(folder / "seeds" / f"{name}.yaml", seeds)
    people = _population(dice, name, period["from"])
    _write(folder / "populations" / f"{name}.yaml", people)
    tiers = [rung["tier"] for rung in ladder["rungs"]]
    reading = _reading(dice)
    policy = _policy(dice, period, tiers, people)
    for gifts in ("awards", "other_purses"):
        policy[gifts] = [each for each in policy[gifts] if _acts(each, ladder, reading)]
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
        "uncertainties": {"file": "priors/ordos.yaml", "set": _priors(dice)},
        "targets": _targets(dice, period, tiers),
    }
    return _write(folder / f"{name}.yaml", scenario)


def _write(path: Path, content: Mapping[str, Any]) -> Path:
    """Write JSON, which is YAML, with days as days."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_text(_DAY.sub(r"\1", text) + "\n", encoding="utf-8")
    return path


def _shipped(file: str) -> Any:
    return YAML(typ="safe", pure=True).load((LIBRARY / file).read_text(encoding="utf-8"))


def _maybe(dice: Random, chance: float) -> bool:
    return dice.random() < chance


def _between(dice: Random, low: float, high: float, digits: int = 4) -> float:
    return round(dice.uniform(low, high), digits)


def _day(dice: Random, first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(days=dice.randint(0, (last - first).days))


def _period(dice: Random) -> dict[str, Any]:
    first = dice.choice([2022, 2022, 2022, 2022, 2023, 2024])
    period: dict[str, Any] = {"from": first, "to": first + dice.randint(1, 5)}
    period["start"] = dice.choice(
        [dt.date(first, 1, 1), dt.date(first, 7, 12), _day(dice, dt.date(first, 1, 1), dt.date(first, 12, 20))]
    )
    return period


def _acts(gift: Mapping[str, Any], ladder: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    """Whether an award meets a time in which its rung gives titles; another one is refused."""
    rung = next(each for each in ladder["rungs"] if each["tier"] == gift["tier"])
    last = rung.get("last_batch", 9999)
    if gift["tier"] == "municipal":
        last = min(last, reading["municipal_rung_until"])
    return gift["since"].year <= last and gift.get("until", dt.date.max) >= rung["since"]


def _reading(dice: Random) -> dict[str, Any]:
    reading: dict[str, Any] = {
        name: dice.choice(answers.split()) for name, answers in _ANSWERS.items()
    }
    reading["city_share"] = dice.choice(["sampled", _between(dice, 0, 1), _between(dice, 0, 1, 2)])
    reading["municipal_rung_until"] = dice.choice([2021, 2022, 2023, 2024, 2030])
    # A reading that contradicts itself is refused: what is not paid has no schedule, and so on.
    if reading["stock_already_recognised"] == "not_paid":
        reading["stock_schedule"] = "first_budget"
        reading["stock_little_giant_regional_award"] = "paid"
    if reading["later_documents"] == "in_force":
        reading["municipal_rung_until"] = min(reading["municipal_rung_until"], 2023)
    if reading["award_payer"] == "banners_outside_districts":
        reading["city_share"] = "sampled"
    return reading


def _policy(
    dice: Random, period: Mapping[str, Any], tiers: list[str], people: Mapping[str, Any]
) -> dict[str, Any]:
    start, end = period["start"], dt.date(min(period["to"], 2025), 12, 31)

    def dated(**more: Any) -> dict[str, Any]:
        since = dice.choice([dt.date(2020, 3, 1), start, start, _day(dice, start, end)])
        written = {"clause": "测试", "since": min(since, end), **more}
        if _maybe(dice, 0.25):
            written["until"] = _day(dice, max(written["since"], start), dt.date(period["to"], 12, 31))
        return written

    def money(low: float, high: float) -> str:
        return dice.choice([f"{dice.randint(int(low), int(high))}万", f"{dice.randint(1, 99999)}元", f"{_between(dice, low, high, 3)}万"])

    def named(**numbers: Any) -> dict[str, Any]:
        return {key: value for key, value in numbers.items() if _maybe(dice, 0.5)}

    parks = [f"{b}/{n + 1}" for b in people["banners"] for n in range(people["parks_per_banner"])]
    two_bodies = named(bodies=["甲", "乙", "丙"])
    levers: dict[str, dict[str, Any]] = {
        "pool": named(city_places=dice.randint(0, 60), banner_places=dice.randint(0, 9)),
        "attraction": named(sectors=dice.sample(list(people["sectors"]), 4)),
        "research_bodies": named(municipal=money(1, 20), provincial=money(10, 90), national=money(50, 400)),
        "quality": named(international=money(1, 99), national=money(1, 50), industry=money(1, 30), joined_part=_between(dice, 0, 1)),
        "parks": {"threshold": dice.randint(1, 5), "award": money(50, 600)} | named(only=dice.sample(parks, 4)),
        "accelerators": named(opened=dice.randint(0, 4), places=dice.randint(0, 6)),
        "upgrades": {},
        "credit": named(fund=money(50, 3000), leverage=_between(dice, 1, 10), loss_shares={"fund": 0.3, "bank": 0.7}),
        "funds": named(stakes=dice.randint(0, 6), stake=money(10, 900)),
        "factors": named(priority_weight=_between(dice, 1, 4), power_discount=_between(dice, 0, 0.5)),
        "talent": named(places=dice.randint(0, 60), stipend=money(0, 1), months=dice.randint(0, 12)),
        "markets": named(subsidy=money(1, 9)),
        "training": {"seats": dice.randint(0, 30)} | named(cost_per_seat=money(1, 5)),
        "platforms": {"amount": money(1, 40)}
        | (two_bodies | (named(not_serving=["乙"]) if two_bodies else named(count=dice.randint(0, 6)))),
        "appraisal": {},
        "visits": named(firms=dice.randint(0, 60)),
        "publicity": {},
    }  # fmt: skip
    policy: dict[str, Any] = {
        lever: dated(strength=dice.choice([1, 1, 1, _between(dice, 0, 1), 0]), **numbers)
        if _maybe(dice, 0.85)
        else None
        for lever, numbers in levers.items()
    }
    policy["awards"] = [award for tier in tiers for award in _awards(dice, tier, dated, money)]
    policy["other_purses"] = [
        dated(tier=tier, amount=money(1, 300), payer=dice.choice(["region", "centre"]))
        | named(share=_between(dice, 0, 1), years=dice.randint(1, 4))
        for tier in tiers + tiers
        if _maybe(dice, 0.5)
    ]
    if _maybe(dice, 0.4):
        policy["appropriation"] = dated(clause="预算", cap=money(1, 1500))
    return policy


def _awards(dice: Random, tier: str, dated: Any, money: Any) -> list[dict[str, Any]]:
    """Return one award of a tier, or two, one after the other."""
    if _maybe(dice, 0.1):
        return []
    award = dated(tier=tier, amount=money(0, 250))
    award["applies_to"] = dice.choice(["new", "new_and_stock"])
    if "until" not in award:
        if _maybe(dice, 0.3):
            award["repealed"] = award["since"] + dt.timedelta(days=dice.randint(1, 900))
        return [award]
    later = dict(award, since=award["until"] + dt.timedelta(days=1), amount=money(0, 250))
    later["continues"] = _maybe(dice, 0.5)
    del later["until"]
    return [award, later] if later["since"] <= dt.date(2025, 12, 31) else [award]


def _priors(dice: Random) -> dict[str, Any]:
    priors: dict[str, Any] = {}
    for name, written in _shipped("priors/ordos.yaml")["uncertainties"].items():
        prior = written.get("prior") or dice.choice(list(written["from"].values()))
        ends = _ON.get(name) or _STIRRED.get(name)
        if name in _SMALL:
            prior = _SMALL[name]
        elif ends and _maybe(dice, 0.6):
            prior = _of_another_kind(dice, *ends)
        if _maybe(dice, 0.5):
            settled = quantile(prior, dice.random())
            prior = {"fixed": settled if isinstance(settled, int) else round(settled, 6)}
        if _maybe(dice, 0.8):
            priors[name] = prior
    return priors


def _of_another_kind(dice: Random, low: float, high: float) -> dict[str, Any]:
    """Return a distribution between two ends, of any kind."""
    a, mode, b = sorted(_between(dice, low, high) for _ in range(3))
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


def _targets(dice: Random, period: Mapping[str, Any], tiers: list[str]) -> list[dict[str, Any]]:
    """Return targets, each tier and year once."""
    return [
        {"tier": tier, "year": year, dice.choice(["more_than", "at_least"]): dice.randint(0, 60), "clause": "测试"}
        for tier in tiers
        for year in range(period["from"], period["to"] + 1)
        if _maybe(dice, 0.5)
    ]  # fmt: skip


def _population(dice: Random, name: str, first: int) -> dict[str, Any]:
    people = _shipped("populations/ordos-2022.yaml")
    people |= {"name": name, "seeds": name, "parks_per_banner": dice.randint(1, 3)}
    banners = list(people["banners"])
    people["home"] = dice.choice(banners)
    people["districts"] = dice.sample(banners, dice.randint(0, 4))
    dice.shuffle(banners)
    people["banners"] = {banner: people["banners"][banner] for banner in banners}
    for sector in people["sectors"].values():
        if _maybe(dice, 0.3):
            del sector[dice.choice(["water", "energy", "emission"])]
    for trait in people["loadings"]:
        people["loadings"][trait] = _between(dice, -0.3, 0.9, 2)
    shrink = dice.uniform(0.06, 0.16)
    for group in people["groups"]:
        smaller = {year: max(1, round(n * shrink)) for year, n in group["counts"].items()}
        group["counts"] = smaller
        traits = group["traits"]
        traits["rd_rank"] = {"uniform": [0, _between(dice, 0.3, 1.1)]}
        traits["world_top3"] = {"chance": _between(dice, 0, 0.5)}
        if "niche_share" in traits:
            traits["niche_share"]["lognormal"]["median"] = _between(dice, 0.01, 0.15)
        if group["name"] == "attracted":
            group["counts"] = {year: dice.randint(0, 9) for year in group["counts"]}
    return people


def _seeds(dice: Random, name: str) -> dict[str, Any]:
    seeds = _shipped("seeds/ordos-2022-07-12.yaml")
    seeds |= {
        "name": name,
        "titled_by": f"2022-{dice.randint(1, 9):02d}",
        "home_share": _between(dice, 0, 0.6),
        "little_giants_at_home": dice.randint(0, 3),
    }
    for group in seeds["groups"]:
        group["counts"]["2022"] = dice.randint(1, 9)
    if _maybe(dice, 0.5):
        seeds["little_giant_floors"] = {"evaluation": 70, "niche_share": 0.2}
    return seeds


def _ladder(dice: Random, name: str) -> dict[str, Any]:
    ladder = _shipped("rulesets/miit-2022.yaml")
    ladder |= {"name": name, "with": dice.sample(ladder["with"], len(ladder["with"]))}
    if _maybe(dice, 0.3):
        ladder["rungs"] = [rung for rung in ladder["rungs"] if rung["tier"] != "champion"]
    for rung in ladder["rungs"]:
        rung["validity_months"] = dice.choice([12, 20, 30, 36, 36, 36, 48])
        rung["first_batch"] = dice.choice([2022, 2023, rung["first_batch"]])
        rung["recognised_by"] = dice.choice(["city", rung["recognised_by"]])
        if _maybe(dice, 0.15):
            rung["last_batch"] = 2025
        if _maybe(dice, 0.2) and rung["tier"] != "champion":
            for key in ("places", "rivals", "strength"):
                rung.pop(key, None)
    for rules in ladder["rule_sets"]:
        _ease(dice, rules["conditions"])
        if rules["tier"] == "regional" and _maybe(dice, 0.3):
            rules["block_marks"] = {"innovation": dice.randint(3, 12), "refinement": 4}
        if rules["tier"] != "champion" and "pass_mark" in rules:
            rules["pass_mark"] = dice.randint(25, 65)
        if rules["tier"] == "innovative" and _maybe(dice, 0.2):
            for key in ("items", "pass_mark", "block_marks"):
                del rules[key]
        if rules["tier"] == "innovative" and _maybe(dice, 0.2):
            rules["since"] = dt.date(2023, 2, 1)  # so that 2022 has no innovative rung
    return ladder


def _ease(dice: Random, conditions: list[Any]) -> None:
    """Lower what is asked, here and there."""
    for each in conditions:
        _ease(dice, each.get("any", each.get("all", [])))
        if each.get("variable") in ("rd", "rd_ratio", "revenue", "niche_share", "equity"):
            if "at_least" in each and _maybe(dice, 0.6):
                each["at_least"] = each["at_least"] * _between(dice, 0.1, 0.9)
