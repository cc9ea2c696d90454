"""The ninth phase: panels judge applications, and places are few."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.panel import within_places
from srdi_sim.engine.phases.apply import Applications
from srdi_sim.engine.phases.common import give_title
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, logit
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import Tier
from srdi_sim.rules.assessment import LOGISTIC_SD

_RIVALS = 1 << 40  # ids of applicants from elsewhere: no firm of ours has one so high


def judge(
    city: City, applications: list[Applications], habits: Habits, rules: Rules, luck: Luck
) -> None:
    """Panels judge: points and a draw against the mark, then rank within the places there are."""
    for entered in applications:
        rung, tier = entered.rung.rung, entered.rung.rung.tier
        rows = entered.rows
        if rows.size == 0:
            continue
        steady = luck.of(0, city.firms.id[rows]).draw(Event.PANEL_PERSISTENT, tier)
        panel = rules.panel_draw(
            steady,
            luck.draw(Event.PANEL, tier, rows),
            habits.panel_persistence,
            habits.panel_sd,
        )
        passes = entered.by_route | (entered.above_mark + panel >= 0.0)
        if not entered.rung.blocks:
            passes = np.ones(rows.size, dtype=bool)
        city.record.passed[tier] = rows[passes]
        if rung.places:
            strength = getattr(habits, rung.strength) if rung.strength else 0.0
            merit = rules.merit(
                entered.above_mark[passes], panel[passes], habits.panel_sd, strength
            )
            rivals = _rivals(int(getattr(habits, rung.rivals)), tier, luck) if rung.rivals else None
            chosen = within_places(merit, getattr(habits, rung.places), rivals)
            won = passes.nonzero()[0][chosen]
        else:
            won = passes.nonzero()[0]
        rows = rows[won]
        city.record.by_route[tier] = rows[entered.by_route[won]]
        give_title(city.firms, tier, rows, entered.month, rung.validity_months)


def _rivals(count: int, tier: Tier, luck: Luck) -> NDArray[np.float64]:
    """Return the merit of applicants from elsewhere: the panel draw of a firm of no advantage."""
    ids = np.arange(_RIVALS, _RIVALS + count)
    return logit(luck.draw_for(ids, Event.RIVAL, tier)) / LOGISTIC_SD
