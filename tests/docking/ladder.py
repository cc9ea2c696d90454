"""The ladder of a year under a reading, from docs/odd/02-scenario.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docking.files import month_of

TIERS = ("innovative", "municipal", "regional", "little_giant", "champion")
INNOVATIVE, MUNICIPAL, REGIONAL, LITTLE_GIANT, CHAMPION = range(5)
LADDER = (INNOVATIVE, MUNICIPAL, REGIONAL, LITTLE_GIANT)
FOR_EVER = 10**9


@dataclass
class Rung:
    tier: int
    since: int
    open: bool
    validity: int
    recognised_by: str
    habits: dict[str, str]
    conditions: list[Any]
    review: list[Any]
    routes: list[Any]
    rd_floor: float
    ratio_floor: float
    blocks: list[tuple[float | None, list[Any]]]
    pass_mark: float
    pass_habit: str | None


def rungs_of(ladder: Mapping[str, Any], reading: Mapping[str, Any], year: int) -> dict[int, Rung]:
    """Return the rungs that have rules in a year, under a reading."""
    day, rungs = dt.date(year, 9, 1), {}
    sets = [each for file in (ladder, *ladder["with"]) for each in file.get("rule_sets", [])]
    for written in ladder["rungs"]:
        tier = TIERS.index(written["tier"])
        in_force = [
            each for each in sets
            if each["tier"] == written["tier"]
            and each["since"] <= day <= (each.get("until") or dt.date.max)
        ]  # fmt: skip
        if in_force:
            latest = max(in_force, key=lambda each: each["since"])
            rungs[tier] = _rung(tier, written, latest, sets, reading, year)
    return rungs


def _rung(
    tier: int,
    written: Any,
    rules: Any,
    sets: list[Any],
    reading: Mapping[str, Any],
    year: int,
) -> Rung:
    ends = [written["last_batch"]] if written.get("last_batch") else []
    if tier == MUNICIPAL:
        ends.append(reading["municipal_rung_until"])
        if reading["later_documents"] == "in_force":
            ends.append(2023)
    conditions = list(rules.get("conditions") or [])
    if tier == CHAMPION and reading["champion_kind"] == "firm_or_product":
        conditions = [each for each in conditions if "main_share" not in variables(each)]
    if tier == REGIONAL and reading["regional_needs_innovative"] == "yes":
        conditions.append({"variable": "holds_innovative", "at_least": 1})
    waived = set(rules.get("waived_at_review") or [])
    rubric = rules
    if rules.get("rubric_of"):
        rubric = next(each for each in sets if each["name"] == rules["rubric_of"])
    marks = rules.get("block_marks") or {}
    items = rubric.get("items") or []
    names = dict.fromkeys([*marks, *(item["block"] for item in items)]) if items else {}
    return Rung(
        tier,
        month_of(written["since"]),
        written["first_batch"] <= year <= min(ends, default=FOR_EVER),
        written["validity_months"],
        written["recognised_by"],
        {
            key: written[key]
            for key in ("month", "take_up", "renewal", "places", "rivals", "strength")
            if written.get(key)
        },
        conditions,
        [each for each in conditions if not waived & set(variables(each))],
        list(rules.get("routes") or []),
        _floor(conditions, "rd"),
        _floor(conditions, "rd_ratio"),
        [(marks.get(name), [i for i in items if i["block"] == name]) for name in names],
        rules.get("pass_mark", 0.0),
        rules.get("pass_habit"),
    )


def variables(condition: Mapping[str, Any]) -> Iterator[str]:
    """Yield the variables of a condition or tree, first leaf first."""
    if "variable" in condition:
        yield condition["variable"]
    for each in condition.get("any", condition.get("all", [])):
        yield from variables(each)


def _floor(conditions: list[Any], variable: str) -> float:
    return max(
        (
            each["at_least"]
            for each in conditions
            if each.get("variable") == variable and "at_least" in each
        ),
        default=0.0,
    )
