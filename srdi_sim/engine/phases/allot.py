"""The fifth phase: land, water, energy and emission quota are divided, banner by banner."""

from __future__ import annotations

import numpy as np

from srdi_sim.engine.city import FACTORS, City
from srdi_sim.engine.phases.common import plain
from srdi_sim.engine.pools import divide
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms


def allot(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Divide each banner's quotas by output per mu, titled firms first (二(十)).

    Land is claimed in mu, the others by revenue and the use of the sector, less what a green
    upgrade saves. Each supply is a share of the first year's claims and grows by itself, so whoever
    is served first takes from those who come after. A firm's claim counts as met as far as its
    scarcest factor is.
    """
    firms = city.firms
    rows = np.flatnonzero(firms.alive)
    lever = terms.levers.factors
    weight = plain(lever.priority_weight, habits.factor_priority)
    standing = rules.standing(
        firms.output_per_mu[rows],
        city.titled[rows],
        1.0 + (weight - 1.0) * lever.strength,
        luck.draw(Event.FACTOR_LOT, rows=rows),
    )
    saved = 1.0 - habits.green_saving * firms.green[rows]
    use = city.factor_use[:, firms.sector[rows]] * (firms.revenue[rows] * saved)
    claims = np.concatenate([[firms.revenue[rows] / firms.output_per_mu[rows]], use])
    tightness = (
        habits.factor_tightness,
        habits.water_tightness,
        habits.energy_tightness,
        habits.emission_tightness,
    )
    grown = (1.0 + habits.factor_supply_growth) ** (terms.year - city.first_year)
    banner, banners = firms.banner[rows], city.effort.size
    for n in range(len(FACTORS)):
        city.factor_claimed[n] = np.bincount(banner, claims[n], banners)
        if terms.year == city.first_year:
            city.factor_base[n] = city.factor_claimed[n]
        city.factor_supply[n] = tightness[n] * grown * city.factor_base[n]
    given = divide(banner, standing, claims, city.factor_supply)
    for n in range(len(FACTORS)):
        city.factor_given[n] = np.bincount(banner, given[n], banners)
    met = np.ones_like(claims)
    np.divide(given, claims, out=met, where=claims > 0.0)
    firms.factor_met[rows] = met.min(axis=0)
    _cheapen_power(city, terms, habits)


def _cheapen_power(city: City, terms: Terms, habits: Habits) -> None:
    """Add to the margin of titled firms what a discount on power saves, if the policy names one."""
    firms, lever = city.firms, terms.levers.factors
    if lever.power_discount is None:
        return
    saved = habits.power_bill * lever.power_discount * lever.strength * city.titled
    firms.margin += saved - firms.power_saved
    firms.power_saved[:] = saved
