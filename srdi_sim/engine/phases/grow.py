"""The seventh phase: revenue moves."""

from __future__ import annotations

from typing import Any

import numpy as np

from srdi_sim.engine.city import City
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms


def grow(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Move revenue by the firm's own drift, a Laplace shock, and what the clauses add."""
    firms = city.firms
    change = rules.log_growth(
        luck.draw(Event.GROW),
        habits.growth_mean,
        firms.drift,
        city.titled,
        habits.growth_sd_titled,
        habits.growth_sd_other,
        firms.loan > 0.0,
        habits.credit_growth,
        firms.factor_met,
        habits.factor_growth,
        _what_clauses_add(city, terms, habits),
    )
    alive = firms.alive
    np.copyto(firms.growth_before, firms.growth, where=alive)
    np.copyto(firms.growth, rules.growth_rate(change), where=alive)
    np.copyto(firms.revenue_before, firms.revenue, where=alive)
    revenue = rules.grown(firms.revenue, change, terms.share_of_year)
    np.copyto(firms.revenue, revenue, where=alive)


def _what_clauses_add(city: City, terms: Terms, habits: Habits) -> Any:
    """Return the log growth of upgrades, funds, people, markets, partners, accelerators, parks.

    An effect of 0 takes no part, so that what is off costs no time.
    """
    firms, levers = city.firms, terms.levers
    effects = (
        (habits.digital_growth * levers.upgrades.strength, firms.digital - 1.0),
        (habits.green_growth * levers.upgrades.strength, firms.green),
        (habits.equity_growth, firms.stake),
        (habits.listing_growth, firms.listed),
        (habits.talent_growth, firms.trainees > 0.0),
        (habits.market_growth, firms.new_market),
        (habits.partner_growth, firms.partner),
        (habits.accelerator_growth, firms.accelerator),
    )
    total: Any = 0.0
    if habits.park_spillover != 0.0 and levers.parks.strength > 0.0:
        strong = city.strong_park(firms.park, levers.parks.threshold)
        total = habits.park_spillover * strong
    for effect, measure in effects:
        if effect != 0.0:
            total = total + effect * measure
    return total
