"""Phase 3, cultivate, from docs/odd/05-year.md."""

from __future__ import annotations

import math
import struct
from collections import Counter

from docking.city import Body, City, Firm
from docking.habits import Habits
from docking.luck import BODY_ID
from docking.survive import key_sectors
from docking.terms import Terms


def short_key(value: float) -> int:
    """Return the first 44 bits of mantissa of a value that is not negative, as a rank."""
    (bits,) = struct.unpack("<q", struct.pack("<d", value))
    return bits >> 8


def cultivate(city: City, terms: Terms, habits: Habits) -> None:
    _pools(city, terms, habits)
    reached = [f for f in city.alive if f.on_list]
    if only_key_sectors(city, terms):
        key = key_sectors(city, terms)
        reached = [f for f in reached if f.sector in key]
    _accelerators(city, terms, habits, reached)
    strength = terms.strength
    for firm in city.firms:
        firm.visited = firm.platform = False
    visits = terms.count("visits", "firms", habits["visits_firms"]) * strength["visits"]
    for firm in city.by_lot(reached, visits, "SERVE", 0):
        firm.visited = True
    _platforms(city, terms, habits)
    serving = sum(body.serves for body in city.bodies)
    places = serving * habits["platform_firms"] * strength["platforms"]
    for firm in city.by_lot(reached, places, "SERVE", 1):
        firm.platform = True
    _class(city, terms, reached)


def only_key_sectors(city: City, terms: Terms) -> bool:
    eligibility = terms.reading["key_sectors"] == "eligibility"
    return eligibility and terms.strength["attraction"] > 0 and len(key_sectors(city, terms)) > 0


def promise(firm: Firm) -> float:
    def within(x: float) -> float:
        return min(max(x, 0.0), 1.0)

    return (
        within(firm.rd / firm.revenue / 0.03)
        + min(firm.class1_ip / 2, 1.0)
        + within(firm.growth / 0.10)
        + min((firm.digital - 1) / 2, 1.0)
        + min(firm.main_share / 0.80, 1.0)
    )


def _pools(city: City, terms: Terms, habits: Habits) -> None:
    members = {firm.id for firm in city.firms if firm.pool > 0}
    for firm in city.firms:
        firm.pool = 0
    strength = terms.strength["pool"]
    if strength > 0:
        _fill_pools(city, terms, habits, members, strength)
    now = {firm.id for firm in city.firms if firm.pool > 0}
    city.record.pool_entered, city.record.pool_left = len(now - members), len(members - now)


def _fill_pools(
    city: City, terms: Terms, habits: Habits, members: set[int], strength: float
) -> None:
    key = key_sectors(city, terms)
    candidates = [firm for firm in city.alive if firm.sme]
    if only_key_sectors(city, terms):
        candidates = [firm for firm in candidates if firm.sector in key]
    preference = habits["key_sector_preference"] * terms.strength["attraction"]
    value = {}
    for firm in candidates:
        value[firm.id] = (
            promise(firm)
            + 1e-6 * city.u("ADMIT", firm)
            + (habits["pool_tenure"] if firm.id in members else 0.0)
            + (preference if firm.sector in key else 0.0)
        )
    n = int(terms.count("pool", "banner_places", habits["pool_banner_places"]) * strength)
    for banner in range(len(city.banners)):
        own = [firm for firm in candidates if firm.banner == banner]
        for firm in sorted(own, key=lambda f: (-short_key(value[f.id]), f.row))[:n]:
            firm.pool = 1
    n = int(terms.count("pool", "city_places", habits["pool_city_places"]) * strength)
    for firm in sorted(candidates, key=lambda f: (-value[f.id], f.row))[:n]:
        firm.pool = 2


def _accelerators(city: City, terms: Terms, habits: Habits, reached: list[Firm]) -> None:
    for firm in city.firms:
        firm.accelerator = False
    strength = terms.strength["accelerators"]
    opened = terms.value("accelerators", "opened", habits["accelerators_opened"])
    city.accelerators_due += opened * strength
    by_banner = Counter(firm.banner for firm in reached)
    while city.accelerators_due >= 1:
        city.accelerators_due -= 1
        needy = max(
            range(len(city.banners)), key=lambda b: by_banner[b] / (1 + city.accelerators[b])
        )
        city.accelerators[needy] += 1
    if strength > 0:
        each = terms.count("accelerators", "places", habits["accelerator_places"])
        for banner, opened_here in enumerate(city.accelerators):
            own = [firm for firm in reached if firm.banner == banner]
            for firm in city.by_lot(own, opened_here * each, "INCUBATE", year=0):
                firm.accelerator = True


def _platforms(city: City, terms: Terms, habits: Habits) -> None:
    for body in city.bodies:
        body.serves = False
    if terms.strength["platforms"] <= 0:
        return
    luck, year = city.luck, terms.year
    if not city.bodies:
        names = terms.named("platforms", "bodies") or []
        n = len(names) or int(terms.count("platforms", "count", habits["platforms_count"]))
        for k in range(n):
            who = BODY_ID + k
            until = year + math.floor(3 * luck.draw(who, 0, "PLATFORM", 0))
            two = luck.draw(who, 0, "PLATFORM", 1) < habits["platform_two_titles"]
            city.bodies.append(Body(who, names[k] if names else None, until, two))
    not_serving = terms.named("platforms", "not_serving") or []
    for body in city.bodies:
        if body.valid and body.until < year:
            if city.happens("PLATFORM", body.id, habits["platform_renewal"], 2):
                body.until += 3
            else:
                body.valid = False
        serves = body.valid and city.happens("PLATFORM", body.id, habits["platform_serving"], 3)
        body.serves = serves and body.name not in not_serving


def _class(city: City, terms: Terms, reached: list[Firm]) -> None:
    strength = terms.strength["training"]
    if strength <= 0:
        return
    who = terms.reading["training_for"]
    if who == "any":
        pupils = [firm for firm in city.alive if firm.sme]
    else:
        pupils = [firm for firm in reached if who != "titled" or firm.titled]
    if terms.reading["training_repeats"] == "no":
        pupils = [firm for firm in pupils if not firm.trained]
    for firm in city.by_lot(pupils, terms.named("training", "seats") * strength, "TRAIN"):
        firm.trained = True
