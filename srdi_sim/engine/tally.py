"""Count a city at the end of a year: stocks and flows, gates, and what targets ask for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import those
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
    "guaranteed_amount",
    "guarantee_limit",
    "fund_exposed",
)

# Those that count the living with a flag, and columns of the living that others need.
_FLAGS = {
    "firms": "alive",
    "smes": "sme",
    "trained": "trained",
    "visited": "visited",
    "served": "platform",
    "in_accelerators": "accelerator",
    "guaranteed": "guaranteed",
    "listed": "listed",
    "quality_awards": "quality_award",
    "green": "green",
    "at_fairs": "at_fair",
    "new_markets": "new_market",
    "partners": "partner",
}
_OF_ALIVE = ("body", "class1_ip", "rd", "quality", "digital", "trainees")
_INNOVATIVE, _CHAMPION = int(Tier.INNOVATIVE), int(Tier.CHAMPION)

MEASURES: tuple[tuple[str, str], ...] = (
    *((gate, tier.code) for gate in GATES for tier in TIERS),
    *((standing, tier.code) for standing in STANDINGS for tier in TIERS),
    *((f"{LACKS}{variable}", tier.code) for variable in VARIABLES for tier in TIERS),
    *((name, "") for name in CITY_WIDE),
)


def counts_of(city: City, terms: Terms, banners: int, sectors: int) -> NDArray[np.int32]:
    """Return counts of (tier from none up, banner, sector, :data:`COUNTS`)."""
    record = city.record
    counts = np.zeros((len(STOCK_CODES), banners, sectors, len(COUNTS)), dtype=np.int32)
    flows = (record.recognised, record.renewed, record.lapsed, record.left)
    _count(
        counts,
        (city.firms.banner, city.firms.sector, city.firms.alive),
        tuple(city.valid),
        tuple(rows for flow in flows for rows in flow),
    )
    return counts


@loop
def _count(counts, firms, valid, flows):  # type: ignore[no-untyped-def]
    """Count stock and holders of every cell, and the rows of each flow, tier by tier."""
    banner, sector, alive = firms
    tiers = len(valid)
    for i in range(alive.size):
        highest = 0
        for tier in range(tiers):
            if valid[tier][i]:
                counts[tier + 1, banner[i], sector[i], 1] += 1
                highest = tier + 1
        counts[highest, banner[i], sector[i], 0] += alive[i]
    counts[0, :, :, 1] = counts[0, :, :, 0]
    for n in range(len(flows)):
        for i in flows[n]:
            counts[n % tiers + 1, banner[i], sector[i], n // tiers + 2] += 1


def measures_of(city: City, terms: Terms) -> NDArray[np.float64]:
    """Return the year's measures, in the order of :data:`MEASURES`."""
    firms, record = city.firms, city.record
    december = month_index(terms.year, 12)
    gates = [rows.size for gate in GATES for rows in getattr(record, gate)]
    ever = (firms.first != NEVER) & (firms.first <= december)
    barred = _barred_from_innovative(firms, terms)
    counted = _counted_here(firms, terms)
    standings = np.zeros((len(STANDINGS), len(TIERS)), dtype=np.int64)
    _stand(*standings[:2], city.valid & counted, barred)
    _stand(*standings[2:], ever & counted, barred)
    lacking = [of_tier.get(variable, 0) for variable in VARIABLES for of_tier in record.lacking]
    city_wide = _city_wide(city)
    of_city = [city_wide[name] for name in CITY_WIDE]
    return np.array([*gates, *standings.ravel().tolist(), *lacking, *of_city], dtype=np.float64)


def _counted_here(firms: Firms, terms: Terms) -> NDArray[np.bool_]:
    """Return which titles count toward targets: not those brought along, if so read (R9)."""
    if terms.reading.titles_moved_in != "not_counted":
        return np.ones((len(TIERS), 1), dtype=bool)
    return firms.since >= firms.arrived


def _city_wide(city: City) -> dict[str, float]:
    """Return what the city as a whole shows at the end of the year, see :data:`CITY_WIDE`."""
    firms, record, alive = city.firms, city.record, city.firms.alive
    flags = tuple(getattr(firms, flag) for flag in _FLAGS.values())
    with_flag = dict(zip(_FLAGS, _count_flags(alive, flags).tolist(), strict=True))
    titled, untitled = alive & city.titled, alive & ~city.titled
    borrows = firms.loan > 0.0
    of_alive = {name: those(getattr(firms, name), alive) for name in _OF_ALIVE}
    guaranteed, limit, exposed = record.guarantees
    return {
        **with_flag,
        "loans": _count_both(alive, borrows),
        "above_scale_industry": _count_both(alive & firms.above_scale, firms.manufacturer),
        "factor_unmet": (city.factor_claimed[0] - city.factor_given[0]).sum(),
        "pool": _count_both(alive, firms.pool == 2),
        "attracted": np.count_nonzero(firms.arrived[record.entered] > 0),
        "moved_away": record.moved_away.size,
        "pool_entered": record.pool_entered,
        "pool_left": record.pool_left,
        "accelerators": city.accelerators.sum(),
        "parks_awarded": np.count_nonzero(city.park_awarded),
        "loans_untitled": _count_both(untitled, borrows),
        "loan_amount": firms.loan.sum(),
        "fund_left": city.fund_left,
        "claims_unmet": record.claims_unmet,
        "stakes": record.stakes.size,
        "stakes_untitled": np.count_nonzero(~city.titled[record.stakes]),
        "factor_met_titled": _mean(those(firms.factor_met, titled)),
        "factor_met_untitled": _mean(those(firms.factor_met, untitled)),
        "bodies": np.count_nonzero(of_alive["body"] >= 1.0),
        "bodies_provincial": np.count_nonzero(of_alive["body"] >= 3.0),
        "ip": of_alive["class1_ip"].sum(),
        "rd": of_alive["rd"].sum(),
        "quality_items": of_alive["quality"].sum(),
        "standards": record.standards[0].size,
        "digital": _mean(of_alive["digital"]),
        "trainees": of_alive["trainees"].sum(),
        "rd_staff_share": _mean(those(firms.rd_staff_share, titled)),
        "platforms": np.count_nonzero(city.bodies.serving),
        "effort": float(city.effort.mean()),
        "revenue_titled": those(firms.revenue, titled).sum(),
        "arrears": city.years_of_arrears,
        "guaranteed_amount": guaranteed,
        "guarantee_limit": limit,
        "fund_exposed": exposed,
    }


@loop
def _count_flags(alive, flags):  # type: ignore[no-untyped-def]
    """Return how many of the living have each flag."""
    counts = np.zeros(len(flags), np.int64)
    for n in range(len(flags)):
        flag, count = flags[n], 0
        for i in range(alive.size):
            count += alive[i] & flag[i]
        counts[n] = count
    return counts


def _count_both(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(one & other))


def _mean(values: NDArray[np.float64]) -> float:
    """Return the mean, 0 of no values."""
    return float(values.mean()) if values.size else 0.0


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


@loop
def _stand(at_least, exactly, held, barred):  # type: ignore[no-untyped-def]
    """Count, per tier, firms at it or above on the ladder, and firms at it as their highest.

    The champion is a side rung: it counts by itself and lifts nobody over a lower rung. But it is
    the highest title of whoever holds it, as in the stock.
    """
    champion, above = held[_CHAMPION], np.zeros(barred.size, np.bool_)
    for tier in range(_CHAMPION - 1, -1, -1):
        of_tier, highest, counted = held[tier], 0, 0
        for i in range(barred.size):
            highest += of_tier[i] & (not above[i]) & (not champion[i])
            above[i] |= of_tier[i]
            counted += above[i] & (tier != _INNOVATIVE or not barred[i])
        exactly[tier], at_least[tier] = highest, counted
    exactly[_CHAMPION] = at_least[_CHAMPION] = champion.sum()


def month_stock(city: City, month: int) -> NDArray[np.int64]:
    """Return firms by highest valid title, from none up, in a month that has been lived."""
    stock = np.zeros(len(STOCK_CODES), dtype=np.int64)
    _stock(stock, city.firms.alive, tuple(city.firms.since), tuple(city.firms.until), month)
    return stock


@loop
def _stock(stock, alive, since, until, month):  # type: ignore[no-untyped-def]
    """Count the living by their highest title that is valid in the month."""
    for i in range(alive.size):
        highest = 0
        for tier in range(len(since)):
            if since[tier][i] <= month and until[tier][i] > month:
                highest = tier + 1
        stock[highest] += alive[i]
