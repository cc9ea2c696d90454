"""Readings and policies for random scenarios: every answer, every lever, on and off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import count
from typing import Any

from docking.dice import Dice

POLICY_END = dt.date(2025, 12, 31)  # the last day of the policy, where a reading ends it

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


def _acts(gift: Mapping[str, Any], ladder: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    """Whether an award meets a time in which its rung gives titles; another one is refused."""
    rung = next(each for each in ladder["rungs"] if each["tier"] == gift["tier"])
    last = rung.get("last_batch", 9999)
    if gift["tier"] == "municipal":
        last = min(last, reading["municipal_rung_until"])
    return gift["since"].year <= last and gift.get("until", dt.date.max) >= rung["since"]


def drawn_reading(dice: Dice) -> dict[str, Any]:
    reading: dict[str, Any] = {
        name: dice.choice(answers.split()) for name, answers in _ANSWERS.items()
    }
    reading["city_share"] = dice.choice(["sampled", dice.between(0, 1), dice.between(0, 1, 2)])
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


class PolicyDice:
    """Draws the levers and awards of one policy."""

    def __init__(self, dice: Dice, period: Mapping[str, Any]) -> None:
        self.dice = dice
        self._first, self._last = period["start"], dt.date(period["to"], 12, 31)
        self._clauses = (f"测{n}" for n in count(1))  # a clause of its own for each

    def dated(self, **more: Any) -> dict[str, Any]:
        """Return what is in force for a time that meets the years lived and the policy's."""
        dice, end = self.dice, min(self._last, POLICY_END)
        long_ago = dt.date(2020, 3, 1)
        since = dice.choice([long_ago, self._first, self._first, dice.day(self._first, end)])
        written = {"clause": next(self._clauses), "since": min(since, end), **more}
        if dice.maybe(0.25):
            written["until"] = dice.day(max(written["since"], self._first), self._last)
        return written

    def policy(self, tiers: list[str], people: Mapping[str, Any]) -> dict[str, Any]:
        dice = self.dice
        written: dict[str, Any] = {}
        for lever, numbers in _numbers(dice, people).items():
            strength = dice.choice([1, 1, 1, dice.between(0, 1), 0])
            kept = dice.maybe(0.85)
            written[lever] = self.dated(strength=strength, **numbers) if kept else None
        written["awards"] = [award for tier in tiers for award in self._awards(tier)]
        written["other_purses"] = [
            self.dated(
                tier=tier, amount=dice.money(1, 300), payer=dice.choice(["region", "centre"])
            )
            | dice.some(share=dice.between(0, 1), years=dice.randint(1, 4))
            for tier in tiers + tiers
            if dice.maybe(0.5)
        ]
        if dice.maybe(0.4):
            written["appropriation"] = self.dated(cap=dice.money(1, 1500))
        return written

    def _awards(self, tier: str) -> list[dict[str, Any]]:
        """Return no award of a tier, or one, or two, one after the other."""
        dice = self.dice
        if dice.maybe(0.1):
            return []
        award = self.dated(tier=tier, amount=dice.money(0, 250))
        award["applies_to"] = dice.choice(["new", "new_and_stock"])
        if "until" not in award:
            if dice.maybe(0.3):
                award["repealed"] = award["since"] + dt.timedelta(days=dice.randint(1, 900))
            return [award]
        later = {
            **{key: award[key] for key in ("tier", "applies_to")},
            "clause": award["clause"] + "续",
            "since": award["until"] + dt.timedelta(days=1),
            "amount": dice.money(0, 250),
            "continues": dice.maybe(0.5),
        }
        return [award, later] if later["since"] <= min(self._last, POLICY_END) else [award]


def _numbers(dice: Dice, people: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each lever names; what it leaves out the priors give."""
    parks = [f"{b}/{n + 1}" for b in people["banners"] for n in range(people["parks_per_banner"])]
    platforms = dice.some(bodies=["甲", "乙", "丙"])
    if platforms:
        platforms |= dice.some(not_serving=["乙"])
    else:
        platforms |= dice.some(count=dice.randint(0, 6))
    return {
        "pool": dice.some(city_places=dice.randint(0, 60), banner_places=dice.randint(0, 9)),
        "attraction": dice.some(sectors=dice.sample(list(people["sectors"]), 4)),
        "research_bodies": dice.some(
            municipal=dice.money(1, 20), provincial=dice.money(9, 90), national=dice.money(50, 400)
        ),
        "quality": dice.some(
            international=dice.money(1, 99),
            national=dice.money(1, 50),
            industry=dice.money(1, 30),
            joined_part=dice.between(0, 1),
        ),
        "parks": {"threshold": dice.randint(1, 5), "award": dice.money(50, 600)}
        | dice.some(only=dice.sample(parks, 4)),
        "accelerators": dice.some(opened=dice.randint(0, 4), places=dice.randint(0, 6)),
        "upgrades": {},
        "credit": dice.some(
            fund=dice.money(50, 3000),
            leverage=dice.between(1, 10),
            loss_shares={"fund": 0.3, "bank": 0.7},
        ),
        "funds": dice.some(stakes=dice.randint(0, 6), stake=dice.money(10, 900)),
        "factors": dice.some(
            priority_weight=dice.between(1, 4), power_discount=dice.between(0, 0.5)
        ),
        "talent": dice.some(
            places=dice.randint(0, 60), stipend=dice.money(0, 1), months=dice.randint(0, 12)
        ),
        "markets": dice.some(subsidy=dice.money(1, 9)),
        "training": {"seats": dice.randint(0, 30)} | dice.some(cost_per_seat=dice.money(1, 5)),
        "platforms": {"amount": dice.money(1, 40)} | platforms,
        "appraisal": {},
        "visits": dice.some(firms=dice.randint(0, 60)),
        "publicity": {},
    }


def drawn_policy(
    dice: Dice,
    period: Mapping[str, Any],
    ladder: Mapping[str, Any],
    people: Mapping[str, Any],
    reading: Mapping[str, Any],
) -> dict[str, Any]:
    """Return a policy whose awards are all of rungs that give titles."""
    tiers = [rung["tier"] for rung in ladder["rungs"]]
    written = PolicyDice(dice, period).policy(tiers, people)
    for gifts in ("awards", "other_purses"):
        written[gifts] = [each for each in written[gifts] if _acts(each, ladder, reading)]
    return written
