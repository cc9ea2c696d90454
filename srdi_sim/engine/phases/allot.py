"""The fifth phase: land, water, energy and emission quota are divided, banner by banner."""

from __future__ import annotations

import numpy as np

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import plain
from srdi_sim.engine.pools import divide
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, address, draw
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.rules.factors import standing

_LOT = address(Event.FACTOR_LOT)


def allot(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Divide each banner's quotas by output per mu, titled firms first (二(十)).

    Land is claimed in mu, the others by revenue and the use of the sector, less what a green
    upgrade saves. Each supply is a share of the first year's claims and grows by itself, so whoever
    is served first takes from those who come after. A firm's claim counts as met as far as its
    scarcest factor is.
    """
    firms, lever = city.firms, terms.levers.factors
    rows = np.flatnonzero(firms.alive)
    weight = plain(lever.priority_weight, habits.factor_priority)
    value, claims = _claim.with_rules(rules)(
        city.factor_claimed,
        rows,
        (firms.banner, firms.sector, firms.revenue, firms.output_per_mu, firms.green, city.titled),
        luck.keys,
        1.0 + (weight - 1.0) * lever.strength,
        habits.green_saving,
        city.factor_use,
    )
    tightness = (
        habits.factor_tightness,
        habits.water_tightness,
        habits.energy_tightness,
        habits.emission_tightness,
    )
    if terms.year == city.first_year:
        city.factor_base[:] = city.factor_claimed
    grown = (1.0 + habits.factor_supply_growth) ** (terms.year - city.first_year)
    city.factor_supply[:] = np.array(tightness)[:, None] * grown * city.factor_base
    banner = firms.banner[rows]
    given = divide(banner, value, claims, city.factor_supply)
    _give(firms.factor_met, city.factor_given, rows, banner, claims, given)
    _cheapen_power(city, terms, habits)


@loop
def _claim(claimed, rows, firms, keys, weight, green_saving, use):  # type: ignore[no-untyped-def]
    """Return the rank value of each of these firms and its claims; add them up by banner."""
    banner, sector, revenue, output_per_mu, green, titled = firms
    value, claims = np.empty(rows.size), np.empty((len(claimed), rows.size))
    claimed[:] = 0.0
    for j in range(rows.size):
        i = rows[j]
        lot = draw(keys[i], _LOT)
        value[j] = standing(output_per_mu[i], titled[i], weight, lot)
        claims[0, j] = revenue[i] / output_per_mu[i]
        used = revenue[i] * (1.0 - green_saving * green[i])
        for factor in range(1, len(claims)):
            claims[factor, j] = use[factor - 1, sector[i]] * used
        for factor in range(len(claims)):
            claimed[factor, banner[i]] += claims[factor, j]
    return value, claims


@loop
def _give(met, by_banner, rows, banner, claims, given):  # type: ignore[no-untyped-def]
    """Add up what is given by banner, and note how far each firm's scarcest factor goes."""
    by_banner[:] = 0.0
    for j in range(rows.size):
        scarcest = 1.0
        for factor in range(len(claims)):
            by_banner[factor, banner[j]] += given[factor, j]
            if claims[factor, j] > 0.0:
                scarcest = min(scarcest, given[factor, j] / claims[factor, j])
        met[rows[j]] = scarcest


def _cheapen_power(city: City, terms: Terms, habits: Habits) -> None:
    """Add to the margin of titled firms what a discount on power saves, if the policy names one."""
    firms, lever = city.firms, terms.levers.factors
    if lever.power_discount is None:
        return
    saved = habits.power_bill * lever.power_discount * lever.strength * city.titled
    firms.margin += saved - firms.power_saved
    firms.power_saved[:] = saved
