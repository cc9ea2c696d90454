"""The firms and the titles of the first day, from docs/odd/04-start.md."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from docking.city import City, Firm
from docking.distributions import at_standard_score, cdf, inverse, plain, quantile
from docking.files import month, month_of
from docking.habits import Habits
from docking.ladder import CHAMPION, LITTLE_GIANT, REGIONAL
from docking.luck import Luck
from docking.terms import Terms

TRAITS = [
    "capability",
    "banner",
    "sector",
    "in_park",
    "age",
    "revenue",
    "drift",
    "growth",
    "growth_before",
    "main_share",
    "niche_years",
    "niche_share",
    "world_top3",
    "revenue_per_head",
    "margin",
    "debt",
    "output_per_mu",
    "equity",
    "rd_rank",
    "rd_intensity",
    "rd_staff_share",
    "class1_ip",
    "ip_grade_if_any",
    "class2_ip",
    "body",
    "high_tech",
    "st_award",
    "contest",
    "digital",
    "core_it",
    "quality",
    "key_field",
    "evaluation",
    "title_year",
    "title_month",
    "titled_later",
    "little_giant",
    "high_tech_left",
    "park_of_banner",
]
PART = {trait: part for part, trait in enumerate(TRAITS)}
_DRAWN = TRAITS[PART["banner"] : PART["title_year"]]
_AS_DRAWN = [
    "revenue",
    "drift",
    "growth",
    "growth_before",
    "main_share",
    "niche_share",
    "margin",
    "debt",
    "output_per_mu",
    "equity",
    "rd_rank",
    "rd_intensity",
    "rd_staff_share",
    "class1_ip",
    "ip_grade_if_any",
    "body",
    "st_award",
    "digital",
    "quality",
    "key_field",
    "evaluation",
]
_YES_OR_NO = ("world_top3", "class2_ip", "contest", "core_it")


def first_day(data: Mapping[str, Any], luck: Luck, habits: Habits, terms: Terms, last: int) -> City:
    """Return the city as it is on the first day of the run."""
    people = data["population"]
    city = City(luck, people, [], terms.year)
    city.banners, city.sectors = list(people["banners"]), list(people["sectors"])
    city.parks_per_banner = people["parks_per_banner"]
    city.effort = [1.0 for _ in city.banners]
    city.accelerators = [0 for _ in city.banners]
    groups, seeds_from = _groups(people)
    seeded: dict[int, list[Firm]] = {}
    champions: list[Firm] = []
    for number, group in enumerate(groups):
        of_seeds = number >= seeds_from
        block = _blocks(number, group, people, habits, last, of_seeds)
        regional = of_seeds and group.get("title") != "champion"
        if regional:
            seeded[number] = block
        elif of_seeds:
            champions += block
        home = _rounded_share(people, len(block)) if regional else 0
        for n, firm in enumerate(block):
            _draw(firm, group, city, habits, at_home=n < home)
        city.everyone += block
    city.everyone.sort(key=lambda firm: (firm.enters, firm.group, firm.id))
    for row, firm in enumerate(city.everyone):
        firm.row = row
    for firm in champions:
        firm.give(CHAMPION, _dated(firm, city), 36)
    if seeded:
        _give_titles([f for block in seeded.values() for f in block], city, habits)
    city.firms = [firm for firm in city.everyone if firm.enters <= terms.year]
    for firm in city.firms:
        if people["start"] < firm.enters < terms.year and not firm.candidate:
            firm.alive = True
        firm.valid = [firm.alive and firm.holds(tier, terms.first - 1) for tier in range(5)]
    city.titles_at_start = sum(firm.held_high for firm in city.firms)
    return city


def _groups(people: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """Return the groups with all that they take from others, and the number of the first seeds."""
    seeds = people.get("seeds") or {"groups": []}
    whole: dict[str, dict[str, Any]] = {}
    for group in (*people["groups"], *seeds["groups"]):
        like = whole.get(group.get("like"), {"traits": {}})
        taken = {k: like[k] for k in ("sme", "manufacturer", "above_scale") if k in like}
        of_file = seeds.get("traits", {}) if group in seeds["groups"] else {}
        traits = like["traits"] | of_file | group.get("traits", {})
        whole[group["name"]] = taken | group | {"traits": traits}
    return list(whole.values()), len(people["groups"])


def _blocks(
    number: int,
    group: Mapping[str, Any],
    people: Mapping[str, Any],
    habits: Habits,
    last: int,
    of_seeds: bool,
) -> list[Firm]:
    firms = []
    for written, count in group["counts"].items():
        year = int(written)
        if year > last:
            continue
        if year != people["start"]:
            count = round(count * habits["entry_scale"] * habits["register_scale"])
        elif group.get("count_habit"):
            count = int(habits[group["count_habit"]])
        elif not of_seeds:
            count = round(count * habits["register_scale"])
        for n in range(count):
            firms.append(
                Firm(
                    100_000 * year + group["slot"] + n, year, number,
                    group["sme"], group["manufacturer"], group["above_scale"],
                )
            )  # fmt: skip
    return firms


def _rounded_share(people: Mapping[str, Any], rows: int) -> int:
    return round(people["seeds"].get("home_share", 0) * rows)


def _draw(firm: Firm, group: Mapping[str, Any], city: City, habits: Habits, at_home: bool) -> None:
    """Draw the traits of a firm and set its columns."""
    people, luck = city.people, city.luck
    loadings = people.get("loadings", {})
    capability = inverse(luck.draw(firm.id, 0, "SYNTHESIS", PART["capability"]))
    trait: dict[str, Any] = {}
    marginals = group["traits"] | {"banner": {"choice": people["banners"]}}
    for name in _DRAWN:
        u = luck.draw(firm.id, 0, "SYNTHESIS", PART[name])
        r = loadings.get(name, 0)
        if r == 0:
            trait[name] = quantile(marginals[name], u)
            continue
        z = r * capability + math.sqrt(1.0 - r * r) * inverse(u)
        if plain(marginals[name]):
            trait[name] = at_standard_score(marginals[name], z)
        else:
            trait[name] = quantile(marginals[name], cdf(z))
    for name in _AS_DRAWN:
        setattr(firm, name, trait[name])
    for name in _YES_OR_NO:
        setattr(firm, name, trait[name] > 0.5)
    firm.banner = city.banners.index(people["home"] if at_home else trait["banner"])
    firm.sector = city.sectors.index(trait["sector"])
    firm.strategic = people["sectors"][trait["sector"]].get("strategic") in (True, "true")
    parks = city.parks_per_banner
    if at_home:
        firm.park = firm.banner * parks
    elif trait["in_park"] > 0.5:
        lot = luck.draw(firm.id, 0, "SYNTHESIS", PART["park_of_banner"])
        firm.park = firm.banner * parks + math.floor(lot * parks)
    age = math.floor(trait["age"])
    firm.founded = firm.enters - age
    firm.niche_since = firm.enters - min(age, math.floor(trait["niche_years"]))
    firm.candidate = group.get("attracted") in (True, "true")
    firm.alive = firm.enters <= people["start"] and not firm.candidate
    firm.revenue_before = firm.revenue / (1.0 + firm.growth)
    firm.employees = max(1, math.floor(firm.revenue / trait["revenue_per_head"]))
    reach = habits["rd_share_industry" if firm.manufacturer else "rd_share_services"]
    firm.rd = firm.revenue * firm.rd_intensity if firm.rd_rank < reach else 0.0
    if trait["high_tech"] > 0.5:
        left = luck.draw(firm.id, 0, "SYNTHESIS", PART["high_tech_left"])
        firm.high_tech_until = firm.enters + math.floor(3 * left)


def _dated(firm: Firm, city: City) -> int:
    seeds = city.people["seeds"]
    lots = (
        city.luck.draw(firm.id, 0, "SYNTHESIS", PART[f"title_{of}"]) for of in ("year", "month")
    )
    year, number = (
        int(quantile(seeds[of], u)) for of, u in zip(("years", "months"), lots, strict=True)
    )
    return min(month(year, number), month_of(seeds["titled_by"]))


def _give_titles(rows: list[Firm], city: City, habits: Habits) -> None:
    people, seeds = city.people, city.people["seeds"]

    def u(firm: Firm, name: str) -> float:
        return city.luck.draw(firm.id, 0, "SYNTHESIS", PART[name])

    in_order = sorted(rows, key=lambda firm: u(firm, "titled_later"))
    early = {firm.id for firm in in_order[: int(habits["titled_at_start"])]}
    for firm in rows:
        lot = u(firm, "title_month")
        if firm.id in early:
            when = _dated(firm, city)
        else:
            when = month(people["start"], int(quantile(seeds["later"], lot)))
        firm.give(REGIONAL, when, 36)

    wanted = min(int(habits["little_giants_at_start"]), len(early))
    home = city.banners.index(people.get("home", city.banners[0]))
    best = sorted((f for f in rows if f.id in early), key=lambda f: -f.niche_share)
    at_home = min(wanted, seeds.get("little_giants_at_home", 0))
    taken = [firm for firm in best if firm.banner == home][:at_home]
    taken += [firm for firm in best if firm not in taken][: wanted - len(taken)]
    for firm in taken:
        when = month(int(quantile(seeds["little_giant_years"], u(firm, "little_giant"))), 8)
        firm.give(LITTLE_GIANT, when, 36)
        for column, floor in seeds["little_giant_floors"].items():
            kept = max(getattr(firm, column), floor)
            setattr(firm, column, bool(kept) if column in _YES_OR_NO else kept)
        earlier = min(when, firm.since[REGIONAL])
        firm.first[REGIONAL] = earlier
        firm.give(REGIONAL, earlier, 36)
