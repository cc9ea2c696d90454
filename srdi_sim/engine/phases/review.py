"""The tenth phase: titles that end are reviewed, a few are revoked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.dossier import Dossier, meets
from srdi_sim.engine.phases.common import dated_within, first_month, give_title
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import RungTerms, Terms
from srdi_sim.policy.tiers import LADDER, TIERS, Tier, month_index


def review(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Review the titles that end this year: renewed for another term, or lapsed.

    From the top down: a lower title stays alive, without review, while a higher rung is valid. A
    firm that missed a yearly update has no title renewed, until it has lost them all.
    """
    firms = city.firms
    first, last = first_month(terms), month_index(terms.year, 12)
    revoked = _revoke(city, terms, habits, luck)
    higher = np.zeros(len(firms), dtype=bool)  # holds a rung above that is valid after this year
    for tier in reversed(TIERS):
        rung, until = terms.rung(tier), firms.until[tier]
        rows = dated_within(until, firms.alive, first, last)
        rows = rows[~revoked[tier, rows]]
        if rows.size:
            renewed = np.zeros(rows.size, dtype=bool)
            if rung is not None:  # otherwise no rule set is in force by which it could be renewed
                renewed = higher[rows] | _is_renewed(rung, rows, city, terms, habits, rules, luck)
                renewed &= ~firms.unreported[rows]
                until[rows[renewed]] += rung.rung.validity_months
            city.record.renewed[tier] = rows[renewed]
            city.record.lapsed[tier] = rows[~renewed]
            if tier is Tier.MUNICIPAL and rung is not None and not rung.open:
                _convert(city, rows[~renewed], terms)
        city.record.lapsed[tier] = np.concatenate(
            [city.record.lapsed[tier], city.record.revoked[tier]]
        )
        if tier in LADDER:
            higher |= until > last
    if firms.unreported.any():
        firms.unreported &= np.logical_or.reduce(firms.until > last)


def _revoke(city: City, terms: Terms, habits: Habits, luck: Luck) -> NDArray[np.bool_]:
    """Revoke some titles (R20) and note who misses the yearly update; return what is revoked."""
    firms, first = city.firms, first_month(terms)
    share = terms.share_of_year
    revoked = np.zeros(city.valid.shape, dtype=bool)
    if habits.revocation_rate <= 0.0 and habits.missed_update <= 0.0:
        return revoked
    held = city.valid & (firms.until > first) & firms.alive
    if habits.revocation_rate > 0.0:
        for tier in TIERS:
            rows = np.flatnonzero(held[tier])
            lost = luck.draw(Event.REVOKE, tier, rows) < habits.revocation_rate * share
            revoked[tier, rows[lost]] = True
            firms.until[tier, rows[lost]] = first
            city.record.revoked[tier] = rows[lost]
    if habits.missed_update > 0.0:
        rows = np.flatnonzero(np.logical_or.reduce(held))
        missed = luck.draw(Event.MISS_UPDATE, rows=rows) < habits.missed_update * share
        firms.unreported[rows[missed]] = True
    return revoked


def _convert(city: City, rows: NDArray[np.int64], terms: Terms) -> None:
    """Make ended municipal titles innovative ones, as the reading may have it (R8).

    The region's innovative title stands in the place of a rung that no longer exists. It is no
    recognition, and earns nothing.
    """
    if terms.reading.municipal_titles_after != "convert":
        return
    firms, last = city.firms, month_index(terms.year, 12)
    has_one = city.valid[Tier.INNOVATIVE, rows] | firms.holds(Tier.INNOVATIVE, last, rows)
    rows = rows[~has_one]
    give_title(firms, Tier.INNOVATIVE, rows, last, terms.validity_of(Tier.INNOVATIVE))
    city.record.arrived[Tier.INNOVATIVE] = rows


def _is_renewed(
    rung: RungTerms,
    rows: NDArray[np.int64],
    city: City,
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> NDArray[np.bool_]:
    """Return whose title is renewed; a rung that has ended follows the reading (R8)."""
    if rung.tier is Tier.MUNICIPAL and not rung.open:
        return np.full(rows.size, terms.reading.municipal_titles_after == "stay")
    last = month_index(terms.year, 12)
    form = Dossier(city.firms, rows, terms.year, last, first=first_month(terms))
    still = meets(rung.conditions_at_review, form, tolerance=habits.review_tolerance)
    u = luck.draw(Event.REVIEW, rung.tier, rows)
    return rules.is_renewed(u, still, getattr(habits, rung.rung.renewal))
