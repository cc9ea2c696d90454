"""The twelfth phase: banners compare themselves with their targets."""

from __future__ import annotations

import numpy as np

from srdi_sim.engine.city import City
from srdi_sim.engine.rules import Rules
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import Tier, month_index


def learn(city: City, terms: Terms, habits: Habits, rules: Rules) -> None:
    """Appraise banners on their share of the city's regional target; they shift their effort.

    A banner's share of the target is its share of the city's SMEs; of whom nothing is asked misses
    nothing. Without a target, or once the clause has ended, there is no appraisal, and banners help
    as they did before it.
    """
    target = terms.regional_target
    if target is None or terms.levers.appraisal.strength == 0.0:
        city.effort[:] = 1.0
        return
    firms = city.firms
    banners = city.effort.size
    december = month_index(terms.year, 12)
    smes = np.bincount(firms.banner[firms.alive & firms.sme], minlength=banners)
    held = firms.holds(Tier.REGIONAL, december) | firms.holds(Tier.LITTLE_GIANT, december)
    titles = np.bincount(firms.banner[firms.alive & held], minlength=banners)
    asked = target.asked(city.titles_at_start) * smes / max(1, smes.sum())
    shortfall = 1.0 - np.divide(titles, asked, out=np.ones(banners), where=asked > 0.0)
    city.effort[:] = rules.effort_after_appraisal(
        city.effort,
        np.maximum(shortfall, -1.0),
        habits.appraisal_response,
        terms.levers.appraisal.strength,
    )
