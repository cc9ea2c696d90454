"""The third phase: pools, accelerators, visits, platforms and the yearly class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesa_city.city import City
    from mesa_city.firm import Firm

TIE_BREAK = 1e-6
TITLE_YEARS = 3


@dataclass(slots=True)
class Body:
    """A service platform or start-up base of clause 二(十四), as in `srdi_sim.engine.bodies`."""

    until: int  # last year of its title
    two_titles: bool
    idle: bool  # by name, in the policy
    valid: bool = True
    serving: bool = False


def number(named: int | None, assumed: float) -> int:
    """Return the number that the policy names, or the assumed one where it names none."""
    return int(assumed) if named is None else named


def cultivate(city: City) -> None:
    """Banners and city fill their pools; accelerators, visits, seats and platforms go round."""
    habits, levers = city.habits, city.levers
    fill_pools(city)
    city.on_list = [firm for firm in city.firms if firm.pool or firm.titled]
    reached = city.on_list
    if city.only_key_sectors:
        reached = [firm for firm in reached if city.key_sectors[firm.sector]]
    city.serve("accelerator", open_accelerators(city, reached))
    visits = number(levers.visits.firms, habits.visits_firms) * levers.visits.strength
    city.serve("visited", city.by_lot(reached, visits))
    served = serving_bodies(city) * habits.platform_firms * levers.platforms.strength
    city.serve("platform", city.by_lot(reached, served))
    train(city, reached)


def fill_pools(city: City) -> None:
    """Admit the most promising firms to the city's pool and to each banner's own."""
    habits, pool, key_sectors = city.habits, city.levers.pool, city.key_sectors
    uniform, all_sectors = city.uniform, not city.only_key_sectors
    candidates, members = [], []
    for firm in city.firms:
        if member := firm.pool > 0:
            members.append(firm)
            firm.pool = 0
        if firm.sme and pool.strength > 0.0:
            key = key_sectors[firm.sector]
            if key or all_sectors:
                firm.standing = firm.pool_standing(member, key, uniform() * TIE_BREAK)
                candidates.append(firm)
    candidates.sort(key=attrgetter("standing"), reverse=True)
    of_city = int(number(pool.city_places, habits.pool_city_places) * pool.strength)
    of_banner = int(number(pool.banner_places, habits.pool_banner_places) * pool.strength)
    left = [of_banner] * len(city.effort)
    for firm in candidates:
        if left[firm.banner] > 0:
            left[firm.banner] -= 1
            firm.pool = 1
    for firm in candidates[:of_city]:
        firm.pool = 2
    size = sum(firm.pool > 0 for firm in candidates)
    stayed = sum(firm.pool > 0 for firm in members)
    city.record["pool_entered", None] = size - stayed
    city.record["pool_left", None] = city.pool_size - stayed
    city.pool_size = size


def open_accelerators(city: City, reached: list[Firm]) -> list[Firm]:
    """Open accelerators in the banners with most listed firms to a place; return who is in one."""
    habits, lever, opened = city.habits, city.levers.accelerators, city.accelerators
    named = lever.opened
    yearly = habits.accelerators_opened if named is None else named
    city.accelerators_due += yearly * lever.strength
    if city.accelerators_due >= 1.0:
        crowd = Counter(firm.banner for firm in reached)
        while city.accelerators_due >= 1.0:
            city.accelerators_due -= 1.0
            crowded = max(range(len(opened)), key=lambda b: crowd[b] / (1 + opened[b]))
            opened[crowded] += 1
    if lever.strength == 0.0 or not any(opened):
        return []
    places = number(lever.places, habits.accelerator_places)
    left = {banner: count * places for banner, count in enumerate(opened) if count}
    housed = []
    for firm in sorted((f for f in reached if f.banner in left), key=attrgetter("lot")):
        if left[firm.banner] > 0:
            left[firm.banner] -= 1
            housed.append(firm)
    return housed


def serving_bodies(city: City) -> int:
    """Live a year of the platforms and bases of 二(十四); return how many give service."""
    habits, lever, uniform = city.habits, city.levers.platforms, city.uniform
    if lever.strength == 0.0:
        for body in city.bodies:
            body.serving = False
        return 0
    if not city.bodies:
        names = lever.bodies or ("",) * number(lever.count, habits.platforms_count)
        city.bodies = [
            Body(
                until=city.year + int(TITLE_YEARS * uniform()),
                two_titles=uniform() < habits.platform_two_titles,
                idle=name in lever.not_serving,
            )
            for name in names
        ]
    for body in city.bodies:
        if body.valid and body.until < city.year:
            body.valid = uniform() < habits.platform_renewal
            body.until += TITLE_YEARS
        body.serving = body.valid and not body.idle and uniform() < habits.platform_serving
    return sum(body.serving for body in city.bodies)


def train(city: City, reached: list[Firm]) -> None:
    """Give the seats of the yearly class (二(十三)); who may sit in it is a reading (R15)."""
    reading, lever = city.terms.reading, city.levers.training
    if reading.training_for == "titled":
        reached = [firm for firm in reached if firm.titled]
    elif reading.training_for == "any":
        reached = [firm for firm in city.firms if firm.sme]
    if reading.training_repeats == "no":
        reached = [firm for firm in reached if not firm.trained]
    for firm in city.by_lot(reached, lever.seats * lever.strength):
        firm.trained = True
