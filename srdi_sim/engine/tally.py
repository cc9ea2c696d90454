"""Count a city at the end of a year: stocks and flows, gates, and what targets ask for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.policy.rulesets import VARIABLES
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import LADDER, NEVER, STOCK_CODES, TIERS, Tier, month_index
from srdi_sim.population.firms import Firms

COUNTS = ("stock", "holders", "recognised", "renewed", "lapsed", "left")
GATES = (
    "eligible",
    "applied",
    "passed",
    "recognised",
    "by_route",
    "renewed",
    "lapsed",
    "left",
    "below_mark",
    "deterred",
    "sent",
    "revoked",
    "arrived",
)
LACKS = "lacks:"  # before the variable of a condition: firms without the title that fall at it
# For targets: firms at this rung or above it, or at this rung as their highest; valid on
# 31 December, or ever recognised.
STANDINGS = ("at_least_valid", "exactly_valid", "at_least_ever", "exactly_ever")
# What the city as a whole shows. Money in 万元; `…_untitled`: of firms without any title.
CITY_WIDE = (
    "firms",
    "smes",
    "above_scale_industry",
    "loans",
    "factor_unmet",
    "pool",
    "trained",
    "attracted",
    "moved_away",
    "pool_entered",
    "pool_left",
    "visited",
    "served",
    "in_accelerators",
    "accelerators",
    "parks_awarded",
    "guaranteed",
    "loans_untitled",
    "loan_amount",
    "fund_left",
    "claims_unmet",
    "stakes",
    "stakes_untitled",
    "listed",
    "factor_met_titled",
    "factor_met_untitled",
    "bodies",
    "bodies_provincial",
    "ip",
    "rd",
    "quality_items",
    "quality_awards",
    "standards",
    "digital",
    "green",
    "trainees",
    "rd_staff_share",
    "at_fairs",
    "new_markets",
    "partners",
    "platforms",
    "effort",
    "revenue_titled",
    "arrears",
)

MEASURES: tuple[tuple[str, str], ...] = (
    *((gate, tier.code) for gate in GATES for tier in TIERS),
    *((standing, tier.code) for standing in STANDINGS for tier in TIERS),
    *((f"{LACKS}{variable}", tier.code) for variable in VARIABLES for tier in TIERS),
    *((name, "") for name in CITY_WIDE),
)


def counts_of(city: City, terms: Terms, banners: int, sectors: int) -> NDArray[np.int32]:
    """Return counts of (tier from none up, banner, sector, :data:`COUNTS`)."""
    firms, record = city.firms, city.record
    highest = highest_of(city.valid)
    cell = firms.banner.astype(np.int64) * sectors + firms.sector
    cells = banners * sectors
    table = np.zeros((len(STOCK_CODES), len(COUNTS), cells), dtype=np.int32)
    alive = np.flatnonzero(firms.alive)
    stock = np.bincount(highest[alive] * cells + cell[alive], minlength=len(STOCK_CODES) * cells)
    table[:, 0] = stock.reshape(len(STOCK_CODES), cells)
    table[0, 1] = table[0, 0]
    holders = [np.flatnonzero(held) for held in city.valid]
    gates = (holders, record.recognised, record.renewed, record.lapsed, record.left)
    for column, gate in enumerate(gates, start=1):
        for tier in TIERS:
            if gate[tier].size:
                table[tier + 1, column] = np.bincount(cell[gate[tier]], minlength=cells)
    return np.ascontiguousarray(np.moveaxis(table, 1, 2)).reshape(
        len(STOCK_CODES), banners, sectors, len(COUNTS)
    )


def highest_of(valid: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return 0 for no title, otherwise 1 + the highest tier held."""
    highest = np.zeros(valid.shape[1], dtype=np.int64)
    for tier in TIERS:
        highest[valid[tier]] = tier + 1
    return highest


def measures_of(city: City, terms: Terms) -> NDArray[np.float64]:
    """Return the year's measures, in the order of :data:`MEASURES`."""
    firms, record = city.firms, city.record
    december = month_index(terms.year, 12)
    gates = [[rows.size for rows in getattr(record, gate)] for gate in GATES]
    ever = (firms.first != NEVER) & (firms.first <= december)
    barred = _barred_from_innovative(firms, terms)
    counted = _counted_here(firms, terms)
    standings = [
        *_standing(city.valid & counted, barred),
        *_standing(ever & counted, barred),
    ]
    lacking = [[of_tier.get(variable, 0) for of_tier in record.lacking] for variable in VARIABLES]
    city_wide = _city_wide(city)
    return np.concatenate(
        [*gates, *standings, *lacking, [city_wide[name] for name in CITY_WIDE]], dtype=np.float64
    )


def _counted_here(firms: Firms, terms: Terms) -> NDArray[np.bool_]:
    """Return which titles count toward targets: not those brought along, if so read (R9)."""
    if terms.reading.titles_moved_in != "not_counted":
        return np.ones((len(TIERS), 1), dtype=bool)
    return firms.since >= firms.arrived


def _city_wide(city: City) -> dict[str, float]:
    """Return what the city as a whole shows at the end of the year, see :data:`CITY_WIDE`."""
    firms, record, count = city.firms, city.record, np.count_nonzero
    alive = firms.alive
    borrows = alive & (firms.loan > 0.0)
    titled, untitled = alive & city.titled, alive & ~city.titled
    return {
        "firms": count(alive),
        "smes": count(alive & firms.sme),
        "above_scale_industry": count(alive & firms.above_scale & firms.manufacturer),
        "loans": count(borrows),
        "factor_unmet": (city.factor_claimed[0] - city.factor_given[0]).sum(),
        "pool": count(alive & (firms.pool == 2)),
        "trained": count(alive & firms.trained),
        "attracted": count(firms.arrived[record.entered] > 0),
        "moved_away": record.moved_away.size,
        "pool_entered": record.pool_entered,
        "pool_left": record.pool_left,
        "visited": count(firms.visited),
        "served": count(firms.platform),
        "in_accelerators": count(firms.accelerator),
        "accelerators": city.accelerators.sum(),
        "parks_awarded": count(city.park_awarded),
        "guaranteed": count(firms.guaranteed),
        "loans_untitled": count(borrows & ~city.titled),
        "loan_amount": firms.loan.sum(),
        "fund_left": city.fund_left,
        "claims_unmet": record.claims_unmet,
        "stakes": record.stakes.size,
        "stakes_untitled": count(~city.titled[record.stakes]),
        "listed": count(alive & firms.listed),
        "factor_met_titled": _mean(firms.factor_met, titled),
        "factor_met_untitled": _mean(firms.factor_met, untitled),
        "bodies": count(alive & (firms.body >= 1.0)),
        "bodies_provincial": count(alive & (firms.body >= 3.0)),
        "ip": firms.class1_ip[alive].sum(),
        "rd": firms.rd[alive].sum(),
        "quality_items": firms.quality[alive].sum(),
        "quality_awards": count(alive & firms.quality_award),
        "standards": record.standards[0].size,
        "digital": _mean(firms.digital, alive),
        "green": count(alive & firms.green),
        "trainees": firms.trainees[alive].sum(),
        "rd_staff_share": _mean(firms.rd_staff_share, titled),
        "at_fairs": count(firms.at_fair),
        "new_markets": count(firms.new_market),
        "partners": count(alive & firms.partner),
        "platforms": count(city.bodies.serving),
        "effort": float(city.effort.mean()),
        "revenue_titled": firms.revenue[titled].sum(),
        "arrears": city.years_of_arrears,
    }


def _mean(column: NDArray[np.float64], rows: NDArray[np.bool_]) -> float:
    """Return the mean over some firms, 0 if there are none."""
    return float(column[rows].mean()) if rows.any() else 0.0


def _barred_from_innovative(firms: Firms, terms: Terms) -> NDArray[np.bool_]:
    """Return firms that do not count toward the innovative tier by a higher title (a reading).

    They are those whose first title on the ladder is older than the innovative rung and that never
    took it.
    """
    rung = terms.rung(Tier.INNOVATIVE)
    if rung is None or terms.reading.early_titles_count_as_innovative == "yes":
        return np.zeros(len(firms), dtype=bool)
    began = month_index(rung.rung.since.year, rung.rung.since.month)
    first = firms.first[: len(LADDER)]
    early = np.where(first == NEVER, began, first).min(axis=0) < began
    return early & (firms.first[Tier.INNOVATIVE] == NEVER)


def _standing(
    held: NDArray[np.bool_], barred: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, per tier, firms at it or above on the ladder, and firms at it as their highest.

    The champion is a side rung: it counts by itself and lifts nobody over a lower rung. But it is
    the highest title of whoever holds it, as in `highest_of`.
    """
    at_least = np.zeros(len(TIERS), dtype=np.int64)
    exactly = np.zeros(len(TIERS), dtype=np.int64)
    above = np.zeros(held.shape[1], dtype=bool)
    for tier in reversed(LADDER):
        exactly[tier] = np.count_nonzero(held[tier] & ~above & ~held[Tier.CHAMPION])
        above = above | held[tier]
        at_least[tier] = np.count_nonzero(above)
    at_least[Tier.INNOVATIVE] -= np.count_nonzero(above & barred)
    exactly[Tier.CHAMPION] = at_least[Tier.CHAMPION] = np.count_nonzero(held[Tier.CHAMPION])
    return at_least, exactly


def month_stock(city: City, month: int) -> NDArray[np.int64]:
    """Return firms by highest valid title, from none up, in a month that has been lived."""
    firms = city.firms
    highest = highest_of(firms.valid(month))[firms.alive]
    return np.bincount(highest, minlength=len(STOCK_CODES))
