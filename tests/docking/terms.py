"""The terms of a year: policy and reading as numbers, from docs/odd/02-scenario.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from docking.files import fen, month, month_of
from docking.ladder import FOR_EVER, TIERS, Rung, rungs_of

LEVERS = [
    "pool",
    "attraction",
    "research_bodies",
    "quality",
    "parks",
    "accelerators",
    "upgrades",
    "credit",
    "funds",
    "factors",
    "talent",
    "markets",
    "training",
    "platforms",
    "appraisal",
    "visits",
    "publicity",
    "appropriation",
]
_SO_MUCH_A_YEAR = {
    "visits", "training", "platforms", "accelerators", "funds", "talent", "appropriation",
}  # fmt: skip
_POLICY_END = dt.date(2025, 12, 31)
_DAY = dt.timedelta(days=1)
READING = {
    "exceed": "more_than", "nesting": "nested", "counting": "valid_stock",
    "stock_already_recognised": "sampled", "stock_schedule": "first_budget",
    "stacking": "cumulative", "stock_little_giant_regional_award": "paid",
    "champion_award": "new_only", "champion_kind": "firm", "municipal_rung_until": 2023,
    "municipal_titles_after": "stay", "province_innovative_award": "sampled",
    "titles_moved_in": "count_and_award", "award_on_leaving": "kept", "second_award": "none",
    "city_share": "sampled", "award_payer": "shared", "other_purses_deducted": "no",
    "payment_year": "sampled", "first_year_services": "part", "park_number": "at_least",
    "park_counts": "regional_and_above", "park_kind": "parks", "park_below": "kept",
    "platform_payment": "per_body", "platform_service": "asked", "training_repeats": "no",
    "training_for": "titled_and_pool", "amounts_not_given": "assumed",
    "policy_after_2025": "continues", "later_documents": "ignored", "key_sectors": "preference",
    "revoked_award": "kept", "regional_needs_innovative": "no",
    "early_titles_count_as_innovative": "yes",
}  # fmt: skip


@dataclass
class Gift:
    """An award of the city or of another purse, with its months b..e."""

    tier: int
    amount: int
    since: dt.date
    until: dt.date | None
    b: int
    e: int
    clause: str
    applies_to: str
    continues: bool
    payer: str
    share: float
    years: int


@dataclass
class Terms:
    year: int
    share: float
    first: int
    december: int
    reading: Mapping[str, Any]
    levers: Mapping[str, Mapping[str, Any]]
    strength: dict[str, float]
    stipend_part: float
    parks_at_end: bool
    cap_goes_on: bool
    awards: list[Gift]
    purses: list[Gift]
    all_awards: list[Gift]
    before: int
    targets: list[tuple[int, float]]
    rungs: dict[int, Rung]

    def named(self, lever: str, key: str) -> Any:
        """Return what the policy names, None if it leaves it out."""
        return self.levers[lever].get(key)

    def value(self, lever: str, key: str, habit: float) -> float:
        named = self.named(lever, key)
        return habit if named is None else named

    def count(self, lever: str, key: str, habit: float) -> float:
        named = self.named(lever, key)
        return int(habit) if named is None else named

    def target(self, at_start: int) -> float | None:
        """Return the regional target on its way from the titles at the start, if there is one."""
        points = [(self.before, float(at_start)), *self.targets]
        for (y0, before), (y1, after) in pairwise(points):
            if y0 <= self.year <= y1:
                return before + (after - before) * (self.year - y0) / (y1 - y0)
        return None

    def validity(self, tier: int) -> int:
        return self.rungs[tier].validity if tier in self.rungs else 36


class Policy:
    """A scenario's policy and ladder under its reading."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        period = data["period"]
        self.years = range(period["from"], period["to"] + 1)
        self.start: dt.date = period.get("start") or dt.date(period["from"], 1, 1)
        self.reading = READING | (data.get("reading") or {})
        written = data["policy"]
        self.ends = self.reading["policy_after_2025"] == "ends"
        self.levers = {
            name: {k: v for k, v in (written.get(name) or {}).items() if v is not None}
            for name in LEVERS
        }
        self.awards = [self._award(each) for each in written.get("awards") or []]
        self.purses = [
            self._gift(each, each.get("until")) for each in written.get("other_purses") or []
        ]

    def settled(self) -> dict[str, float]:
        """Return the uncertainties that the reading settles."""
        reading, numbers = self.reading, {}
        for answer, name in (
            ("stock_already_recognised", "stock_paid"),
            ("province_innovative_award", "province_innovative_paid"),
        ):
            if reading[answer] != "sampled":
                numbers[name] = float(reading[answer] == "paid")
        if reading["payment_year"] != "sampled":
            numbers["paid_next_year"] = float(reading["payment_year"] == "next_year")
        if reading["city_share"] != "sampled":
            numbers["city_share"] = reading["city_share"]
        return numbers

    def _award(self, written: Mapping[str, Any]) -> Gift:
        until = written.get("until")
        if self.reading["later_documents"] == "in_force" and written.get("repealed"):
            until = min(until or dt.date.max, written["repealed"] - _DAY)
        if self.ends:
            until = min(until or dt.date.max, _POLICY_END)
        return self._gift(written, until)

    def _gift(self, written: Mapping[str, Any], until: dt.date | None) -> Gift:
        return Gift(
            TIERS.index(written["tier"]),
            fen(written["amount"]),
            written["since"],
            until,
            month_of(written["since"]),
            month_of(until + _DAY) - 1 if until else FOR_EVER,
            str(written.get("clause")),
            written.get("applies_to", "new"),
            written.get("continues", "no") in (True, "yes"),
            written.get("payer", "city"),
            written.get("share", 1.0),
            written.get("years", 1),
        )

    def _days(self, lever: str, a: dt.date, b: dt.date) -> float:
        """Return share(a, b): the part of the days a..b on which a lever is in force."""
        written = self.levers[lever]
        if not written:
            return 0.0
        until = written.get("until") or dt.date.max
        if self.ends and lever != "appropriation":
            until = min(until, _POLICY_END)
        days = (min(b, until) - max(a, written["since"])).days + 1
        return max(days, 0) / ((b - a).days + 1)

    def _strength(self, lever: str, first: dt.date, last: dt.date) -> float:
        written = self.levers[lever]
        if not written:
            return 0.0
        own = written.get("strength", 1)
        a_year = self._days(lever, dt.date(last.year, 1, 1), last)
        if lever in ("training", "platforms") and written["since"].year == last.year:
            answer = self.reading["first_year_services"]
            if answer != "part":
                return own if answer == "whole" and a_year > 0 else 0.0
        if lever in _SO_MUCH_A_YEAR:
            return own * a_year
        return own * self._days(lever, first, last)

    def terms(self, year: int) -> Terms:
        last = dt.date(year, 12, 31)
        first = max(self.start, dt.date(year, 1, 1))
        lived, of_year = (last - first).days + 1, (last - dt.date(year, 1, 1)).days + 1
        return Terms(
            year,
            lived / of_year,
            month_of(first),
            month(year, 12),
            self.reading,
            self.levers,
            {lever: self._strength(lever, first, last) for lever in LEVERS},
            self._days("talent", first, last),
            self._days("parks", last, last) > 0,
            self._days("appropriation", last + _DAY, last + _DAY) > 0,
            [each for each in self.awards if _in_year(each, year)],
            [each for each in self.purses if _in_year(each, year)],
            self.awards,
            self.start.year - 1,
            self._targets(),
            rungs_of(self.data["ladder"], self.reading, year),
        )

    def _targets(self) -> list[tuple[int, float]]:
        return sorted(
            (each["year"], float(each.get("more_than", each.get("at_least"))))
            for each in self.data.get("targets") or []
            if each["tier"] == "regional"
        )


def _in_year(gift: Gift, year: int) -> bool:
    return gift.since.year <= year and (gift.until is None or gift.until.year >= year)
