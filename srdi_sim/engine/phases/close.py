"""The first phase: firms close, and some move away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import first_month
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import TIERS


def close(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Close some firms and let some move to another city; their titles go with them."""
    firms = city.firms
    oldest = habits.exit_by_age.size - 1
    age = np.minimum(np.maximum(terms.year - firms.founded, 0), oldest)
    chance = rules.chance_of_closing(
        habits.exit_by_age[age],
        firms.above_scale,
        np.logical_or.reduce(city.valid),
        firms.visited,
        habits.cap_exit_above_scale,
        habits.cap_exit_titled,
        habits.visit_rescue,
        terms.share_of_year,
    )
    leaving = firms.alive & (luck.draw(Event.CLOSE) < chance)
    if habits.move_out_rate > 0.0:
        moving = luck.draw(Event.MOVE_AWAY) < habits.move_out_rate * terms.share_of_year
        city.record.moved_away = np.flatnonzero(firms.alive & ~leaving & moving)
        leaving[city.record.moved_away] = True
    _leave(city, np.flatnonzero(leaving), first_month(terms))


def _leave(city: City, rows: NDArray[np.int64], month: int) -> None:
    firms = city.firms
    firms.alive[rows] = False
    city.record.closed = rows
    for tier in TIERS:
        city.record.left[tier] = rows[city.valid[tier, rows]]
    firms.until[:, rows] = np.minimum(firms.until[:, rows], month)
    # A title that was still to come is never given.
    firms.first[:, rows] *= firms.first[:, rows] < month
    city.valid[:, rows] = False
    city.titled = np.logical_or.reduce(city.valid)
