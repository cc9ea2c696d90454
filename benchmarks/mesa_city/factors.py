"""The fifth phase: land, water, energy and emission quota are divided, banner by banner."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesa_city.city import City


def allot(city: City) -> None:
    """Divide each banner's quotas by output per mu, titled firms first (二(十)).

    Whoever is served first takes from those who come after; a firm's claim counts as met as far as
    its scarcest factor is.
    """
    habits, lever, uniform = city.habits, city.levers.factors, city.uniform
    priority = habits.factor_priority if lever.priority_weight is None else lever.priority_weight
    weight = 1.0 + (priority - 1.0) * lever.strength
    years = city.year - city.case.start.year
    grown = (1.0 + habits.factor_supply_growth) ** years
    tightness = (
        habits.factor_tightness,
        habits.water_tightness,
        habits.energy_tightness,
        habits.emission_tightness,
    )
    by_banner = defaultdict(list)
    for firm in city.firms:
        firm.standing = firm.factor_standing(weight, uniform())
        by_banner[firm.banner].append((firm, firm.factor_claims()))
    city.factor_unmet = unmet = [0.0] * len(tightness)
    for banner, firms in by_banner.items():
        if years == 0:
            asked = (claims for _, claims in firms)
            city.factor_base[banner] = [sum(of_one) for of_one in zip(*asked, strict=True)]
        base = city.factor_base.get(banner, (0.0,) * len(tightness))
        left = [share * grown * claimed for share, claimed in zip(tightness, base, strict=True)]
        for firm, claims in sorted(firms, key=lambda each: each[0].standing, reverse=True):
            met = 1.0
            for n, claim in enumerate(claims):
                if claim <= left[n]:
                    left[n] -= claim
                else:
                    met = min(met, left[n] / claim)
                    unmet[n] += claim - left[n]
                    left[n] = 0.0
            firm.factor_met = met
    if lever.power_discount is not None:
        cheapen_power(city, habits.power_bill * lever.power_discount * lever.strength)


def cheapen_power(city: City, share: float) -> None:
    """Add to the margin of titled firms what a discount on power saves."""
    for firm in city.firms:
        saved = share if firm.titled else 0.0
        firm.margin += saved - firm.power_saved
        firm.power_saved = saved
