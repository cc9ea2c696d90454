"""The second phase: firms come into view, by themselves or attracted from elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import first_month, give_title, in_key_sector
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import Tier

_HELD_ELSEWHERE = 3  # a third of its time: a title brought along has two of its three years left


def found(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Firms come into view: founded, grown over the scale line, or attracted (二(二)).

    The stock of the population was entered with it.
    """
    firms = city.firms
    entering = firms.enters == terms.year
    by_themselves = entering & ~firms.candidate
    if terms.year > city.stock_year:
        firms.alive |= by_themselves
        city.record.entered = np.flatnonzero(by_themselves)
    attraction = terms.levers.attraction.strength
    if attraction > 0.0 and habits.attraction_rate > 0.0:
        _attract(city, np.flatnonzero(entering & firms.candidate), terms, habits, rules, luck)
    _move_to_parks(city, terms, habits, luck)


def _attract(
    city: City,
    looking: NDArray[np.int64],
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> None:
    """Let some firms that look for a place come; some bring a title (R9).

    A firm in a key sector is the one that the clause is for; a park with many titles pulls.
    """
    firms = city.firms
    if terms.levers.attraction.sectors:
        looking = looking[in_key_sector(city, terms, looking)]
    chance = rules.chance_of_coming(
        habits.attraction_rate,
        terms.levers.attraction.strength * terms.share_of_year,
        city.strong_park(firms.park[looking], terms.levers.parks.threshold),
        habits.park_pull * (terms.levers.parks.strength > 0.0),
    )
    came = looking[luck.draw(Event.ARRIVE, rows=looking) < chance]
    month = first_month(terms)
    firms.alive[came] = True
    firms.arrived[came] = month
    city.record.entered = np.concatenate([city.record.entered, came])
    titled = came[luck.draw(Event.ARRIVE_TITLED, rows=came) < habits.attracted_titled]
    giants = titled[luck.draw(Event.ARRIVE_TITLED, 1, titled) < habits.attracted_giants]
    for tier, rows in ((Tier.REGIONAL, titled), (Tier.LITTLE_GIANT, giants)):
        validity = terms.validity_of(tier)
        give_title(firms, tier, rows, month - validity // _HELD_ELSEWHERE, validity)
        city.record.arrived[tier] = rows
        city.valid[tier, rows] = True
    city.titled[titled] = True


def _move_to_parks(city: City, terms: Terms, habits: Habits, luck: Luck) -> None:
    """Let titled firms outside any park move into the leading park of their banner.

    The award of 二(六) counts them there: the chance a year is `park_pull` (no pull, no move).
    """
    if habits.park_pull <= 0.0 or not terms.levers.parks.strength or not city.parks_per_banner:
        return
    firms = city.firms
    outside = np.flatnonzero(firms.alive & city.titled & (firms.park < 0))
    leading = city.leading_parks()[firms.banner[outside]]
    pulled = luck.draw(Event.MOVE_TO_PARK, rows=outside) < habits.park_pull * terms.share_of_year
    pulled &= leading >= 0
    firms.park[outside[pulled]] = leading[pulled]
