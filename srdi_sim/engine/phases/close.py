"""The first phase: firms close, and some move away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import first_month
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, address, draw
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import TIERS
from srdi_sim.rules.survival import chance_of_closing

_CLOSE, _MOVE_AWAY = address(Event.CLOSE), address(Event.MOVE_AWAY)


def close(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Close some firms and let some move to another city; their titles go with them."""
    firms = city.firms
    leaving, moving = _who_leaves.with_rules(rules)(
        (firms.alive, firms.founded, firms.above_scale, firms.visited),
        tuple(city.valid),
        habits.exit_by_age,
        (habits.cap_exit_above_scale, habits.cap_exit_titled, habits.visit_rescue),
        habits.move_out_rate * terms.share_of_year,
        terms.share_of_year,
        terms.year,
        luck.keys,
    )
    city.record.moved_away = moving
    _leave(city, leaving, first_month(terms))


@loop
def _who_leaves(firms, valid, by_age, hazards, move_out, share, year, keys):  # type: ignore[no-untyped-def]
    """Return the rows of those who close or move away, and of the latter alone."""
    alive, founded, above_scale, visited = firms
    cap_above_scale, cap_titled, rescue = hazards
    leaving, moving = np.zeros(keys.size, np.bool_), np.zeros(keys.size, np.bool_)
    for i in range(keys.size):
        if not alive[i]:
            continue
        titled = valid[0][i]
        for tier in range(1, len(valid)):
            titled |= valid[tier][i]
        age = min(max(year - founded[i], 0), by_age.size - 1)
        chance = chance_of_closing(
            by_age[age], above_scale[i], titled, visited[i], cap_above_scale, cap_titled, rescue,
            share,
        )  # fmt: skip
        closes = draw(keys[i], _CLOSE) < chance
        moving[i] = not closes and move_out > 0.0 and draw(keys[i], _MOVE_AWAY) < move_out
        leaving[i] = closes or moving[i]
    return np.flatnonzero(leaving), np.flatnonzero(moving)


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
