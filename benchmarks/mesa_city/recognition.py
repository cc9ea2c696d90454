"""The eighth and ninth phases: firms apply rung by rung, panels judge, places are few."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from mesa_city.formulas import LOGISTIC_SD, logit
from srdi_sim.policy.tiers import TIERS

if TYPE_CHECKING:
    from mesa_city.city import City
    from mesa_city.firm import Application, Firm
    from mesa_city.forms import Form


def apply(city: City) -> list[tuple[Form, list[Application]]]:
    """Eligible firms decide whether to apply, rung by rung; none is judged before all have."""
    habits = city.habits
    if habits.peer_help != 0.0:
        city.peers = share_of_titled(city)
    if habits.number_chasing > 0.0:
        city.sent = [city.chance_of_being_sent(effort) for effort in city.effort]
    applications = []
    for form in city.forms:
        # What was judged before the first day of the run is part of its start.
        if form.terms.open and form.month >= city.first_month:
            city.form_month = form.month
            entered = [firm.application_to(form) for firm in city.firms]
            applications.append((form, [one for one in entered if one is not None]))
    return applications


def share_of_titled(city: City) -> dict[tuple[int, int], float]:
    """Return the share of titled firms by banner and sector."""
    everyone = Counter((firm.banner, firm.sector) for firm in city.firms)
    titled = Counter((firm.banner, firm.sector) for firm in city.firms if firm.titled)
    return {cell: titled[cell] / count for cell, count in everyone.items()}


def judge(city: City, form: Form, applications: list[Application]) -> None:
    """Panels judge: points and a draw against the mark, then rank within the places there are."""
    habits, uniform, rung, tier = city.habits, city.uniform, form.rung, form.tier
    strength = getattr(habits, rung.strength) if rung.strength else 0.0
    ranked: list[tuple[float, Firm | None, bool]] = []
    for firm, above_mark, by_route in applications:
        if tier not in firm.steady_luck:
            firm.steady_luck[tier] = uniform()
        panel = firm.panel_draw(firm.steady_luck[tier], uniform())
        if by_route or not form.has_rubric or above_mark + panel >= 0.0:
            ranked.append((firm.merit(above_mark, panel, strength), firm, by_route))
    city.record["passed", tier] += len(ranked)
    if rung.places:
        if rung.rivals and ranked:
            rivals = range(int(getattr(habits, rung.rivals)))
            ranked += [(logit(uniform()) / LOGISTIC_SD, None, False) for _ in rivals]
        ranked.sort(key=itemgetter(0), reverse=True)
        ranked = ranked[: max(0, int(min(getattr(habits, rung.places), len(ranked))))]
    for _, winner, by_route in ranked:
        if winner is not None:
            city.record["by_route", tier] += by_route
            winner.recognise(tier, form.month, rung.validity_months)


def note_recognitions(city: City) -> None:
    """Note whose title is dated in the part of the year that is lived; a converted one is none."""
    city.recognised = {
        tier: [f for f in city.holders if f.is_new(tier) and f not in city.arrived[tier]]
        for tier in TIERS
    }
    for tier, firms in city.recognised.items():
        city.record["recognised", tier] = len(firms)
