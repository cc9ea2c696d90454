"""The third phase: pools, accelerators, visits, platforms and the yearly class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import (
    by_lot,
    in_key_sector,
    number,
    on_the_list,
    only_key_sectors,
    plain,
)
from srdi_sim.engine.pools import best, best_in_group
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, address, draw
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.rules.cultivation import pool_standing, promise

_TIE_BREAK = 1e-6
_LOT = address(Event.ADMIT)


def cultivate(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Banners and city fill their pools; accelerators, visits, seats and platforms go round.

    Places are finite; those of visits, platforms and the class go by lot among the firms on the
    list (in a pool or titled), those of an accelerator by lot among the list of its banner.
    """
    _fill_pools(city, terms, habits, rules, luck)
    listed = city.firms.alive & on_the_list(city)
    if only_key_sectors(terms):
        listed[listed] = in_key_sector(city, terms, np.flatnonzero(listed))
    reached = np.flatnonzero(listed)
    _open_accelerators(city, reached, terms, habits, luck)
    _visit(city, reached, terms, habits, luck)
    _serve(city, reached, terms, habits, luck)
    _train(city, reached, terms, luck)


def _fill_pools(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Admit the most promising firms to the city's pool and to each banner's own (二(一), 三(二)).

    Members are tracked from year to year: a member is ahead by `pool_tenure`, so that it goes only
    when it is clearly overtaken. Key sectors are preferred, or the only ones admitted (R19).
    """
    firms, pool = city.firms, terms.levers.pool
    before = firms.pool > 0
    firms.pool[:] = 0
    if pool.strength > 0.0:
        candidates = np.flatnonzero(firms.alive & firms.sme)
        if only_key_sectors(terms):
            candidates = candidates[in_key_sector(city, terms, candidates)]
        standing = _rate.with_rules(rules)(
            candidates,
            (firms.rd, firms.revenue, firms.class1_ip, firms.growth, firms.digital),
            firms.main_share,
            before,
            np.array(terms.key_sectors, dtype=bool)[firms.sector],
            habits.pool_tenure,
            habits.key_sector_preference * terms.levers.attraction.strength,
            luck.keys,
        )
        of_banner = int(number(pool.banner_places, habits.pool_banner_places) * pool.strength)
        of_city = int(number(pool.city_places, habits.pool_city_places) * pool.strength)
        banner = firms.banner[candidates]
        firms.pool[candidates[best_in_group(banner, standing, of_banner, city.effort.size)]] = 1
        firms.pool[candidates[best(standing, of_city)]] = 2
    after = firms.pool > 0
    city.record.pool_entered = int(np.count_nonzero(after & ~before))
    city.record.pool_left = int(np.count_nonzero(before & ~after))


@loop
def _rate(rows, firms, main_share, member, in_key_sector, tenure, preference, keys):  # type: ignore[no-untyped-def]
    """Return the value by which each of these firms is ranked for the pool."""
    rd, revenue, class1_ip, growth, digital = firms
    standing = np.empty(rows.size)
    for j in range(rows.size):
        i = rows[j]
        # Many firms look equally promising; a lot between them decides, not their order.
        lot = draw(keys[i], _LOT) * _TIE_BREAK
        looks = promise(rd[i] / revenue[i], class1_ip[i], growth[i], digital[i], main_share[i])
        standing[j] = pool_standing(looks, member[i], in_key_sector[i], tenure, preference, lot)
    return standing


def _open_accelerators(
    city: City, reached: NDArray[np.int64], terms: Terms, habits: Habits, luck: Luck
) -> None:
    """Open accelerators in the banners with most listed firms to a place; fill them (二(六)).

    A firm keeps its lot from year to year, so that it stays as long as it is on the list.
    """
    firms, lever = city.firms, terms.levers.accelerators
    firms.accelerator[:] = False
    city.accelerators_due += plain(lever.opened, habits.accelerators_opened) * lever.strength
    crowd = np.bincount(firms.banner[reached], minlength=city.effort.size)
    while city.accelerators_due >= 1.0:
        city.accelerators_due -= 1.0
        city.accelerators[np.argmax(crowd / (1.0 + city.accelerators))] += 1
    if lever.strength == 0.0 or not city.accelerators.any():
        return
    places = city.accelerators * number(lever.places, habits.accelerator_places)
    lot = luck.of(0, firms.id[reached]).draw(Event.INCUBATE)
    for banner in np.flatnonzero(city.accelerators):
        here = np.flatnonzero(firms.banner[reached] == banner)
        firms.accelerator[reached[here[best(-lot[here], int(places[banner]))]]] = True


def _visit(
    city: City, reached: NDArray[np.int64], terms: Terms, habits: Habits, luck: Luck
) -> None:
    """Send the service teams of 三(二)."""
    lever = terms.levers.visits
    visits = number(lever.firms, habits.visits_firms) * lever.strength
    city.firms.visited[:] = False
    city.firms.visited[by_lot(reached, visits, luck, Event.SERVE)] = True


def _serve(
    city: City, reached: NDArray[np.int64], terms: Terms, habits: Habits, luck: Luck
) -> None:
    """Let the platforms and bases of 二(十四) that hold a title and give service serve firms."""
    lever = terms.levers.platforms
    serving = city.bodies.live(terms, habits, luck)
    served = serving * habits.platform_firms * lever.strength
    city.firms.platform[:] = False
    city.firms.platform[by_lot(reached, served, luck, Event.SERVE, part=1)] = True


def _train(city: City, reached: NDArray[np.int64], terms: Terms, luck: Luck) -> None:
    """Give the seats of the yearly class (二(十三)); who may sit in it is a reading (R15)."""
    firms, lever = city.firms, terms.levers.training
    match terms.reading.training_for:
        case "titled":
            reached = reached[city.titled[reached]]
        case "any":
            reached = np.flatnonzero(firms.alive & firms.sme)
    if terms.reading.training_repeats == "no":
        reached = reached[~firms.trained[reached]]
    firms.trained[by_lot(reached, lever.seats * lever.strength, luck, Event.TRAIN)] = True
