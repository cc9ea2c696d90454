"""Counts and measures of a year, from docs/odd/08-counts.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from docking.city import City, Firm
from docking.ladder import CHAMPION, INNOVATIVE, LADDER, TIERS
from docking.money import NONE
from docking.terms import Terms

FLOWS = ("recognised", "renewed", "lapsed", "left")
GATES = [
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
]


def highest(held: Iterable[bool]) -> int | None:
    return max((tier for tier, holds in enumerate(held) if holds), default=None)


def label(tier: int | None) -> str:
    return NONE if tier is None else TIERS[tier]


def counts(city: City) -> Counter[tuple[str, str, str, str]]:
    """Return firms by (what, tier, banner, sector)."""
    cells: Counter[tuple[str, str, str, str]] = Counter()

    def place(firm: Firm) -> tuple[str, str]:
        return city.banners[firm.banner], city.sectors[firm.sector]

    for firm in city.alive:
        tier = label(highest(firm.valid))
        cells["stock", tier, *place(firm)] += 1
        if tier == NONE:
            cells["holders", tier, *place(firm)] += 1
        for each, valid in zip(TIERS, firm.valid, strict=True):
            cells["holders", each, *place(firm)] += valid
    for what in FLOWS:
        for tier, firms in zip(TIERS, city.record.of(what), strict=True):
            for firm in firms:
                cells[what, tier, *place(firm)] += 1
    return cells


def watched(city: City, month: int) -> Counter[str]:
    """Return firms by their highest title valid in a month."""
    return Counter(label(highest(f.holds(t, month) for t in range(5))) for f in city.alive)


def measures(city: City, terms: Terms) -> dict[tuple[str, str], float]:
    """Return every measure by its name and tier."""
    found: dict[tuple[str, str], float] = {}
    for gate in GATES:
        for tier, firms in zip(TIERS, city.record.of(gate), strict=True):
            found[gate, tier] = len(firms)
    for (variable, tier), firms_lacking in city.record.lacks.items():
        found[f"lacks:{variable}", TIERS[tier]] = firms_lacking
    found |= _standings(city, terms)
    found |= {(name, ""): value for name, value in _of_the_city(city).items()}
    return found


def met(
    target: Mapping[str, Any],
    reading: Mapping[str, Any],
    told: Mapping[tuple[int, str, str], float],
) -> tuple[int, bool]:
    """Return the firms that count towards a target, and whether they meet it."""
    tier = target["tier"]
    apart = reading["nesting"] in ("disjoint", f"{tier}_apart")
    ever = reading["counting"] == "ever_recognised"
    which = f"{'exactly' if apart else 'at_least'}_{'ever' if ever else 'valid'}"
    number = int(told[target["year"], which, tier])
    if "at_least" in target:
        return number, number >= target["at_least"]
    if reading["exceed"] == "at_least":
        return number, number >= target["more_than"]
    return number, number > target["more_than"]


def _standings(city: City, terms: Terms) -> dict[tuple[str, str], float]:
    found: Counter[tuple[str, str]] = Counter()
    not_counted = terms.reading["titles_moved_in"] == "not_counted"
    for firm in city.firms:
        counted = [not not_counted or firm.since[t] >= firm.arrived for t in range(5)]
        ever = [0 < firm.first[t] <= terms.december and counted[t] for t in range(5)]
        valid = [firm.alive and firm.valid[t] and counted[t] for t in range(5)]
        barred = _barred(firm, terms)
        for what, held in (("valid", valid), ("ever", ever)):
            found[f"at_least_{what}", TIERS[CHAMPION]] += held[CHAMPION]
            found[f"exactly_{what}", TIERS[CHAMPION]] += held[CHAMPION]
            for tier in LADDER:
                reaches = any(held[each] for each in LADDER[tier:])
                if not (tier == INNOVATIVE and barred):
                    found[f"at_least_{what}", TIERS[tier]] += reaches
                exactly = held[tier] and not any(held[tier + 1 :])
                found[f"exactly_{what}", TIERS[tier]] += exactly
    return dict(found)


def _barred(firm: Firm, terms: Terms) -> bool:
    rung = terms.rungs.get(INNOVATIVE)
    if terms.reading["early_titles_count_as_innovative"] != "no" or rung is None:
        return False
    firsts = [firm.first[tier] for tier in LADDER if firm.first[tier]]
    return bool(firsts) and min(firsts) < rung.since and not firm.first[INNOVATIVE]


def _of_the_city(city: City) -> dict[str, Any]:
    firms, record = list(city.alive), city.record
    titled = [firm for firm in firms if firm.titled]
    others = [firm for firm in firms if not firm.titled]

    def mean(values: list[float]) -> float:
        return sum(values) / len(values) if values else 0.0

    return {
        "firms": len(firms),
        "smes": sum(f.sme for f in firms),
        "above_scale_industry": sum(f.above_scale and f.manufacturer for f in firms),
        "loans": sum(f.loan > 0 for f in firms),
        "factor_unmet": city.land_unmet,
        "pool": sum(f.pool == 2 for f in firms),
        "trained": sum(f.trained for f in firms),
        "attracted": record.attracted,
        "moved_away": len(record.moved),
        "pool_entered": record.pool_entered,
        "pool_left": record.pool_left,
        "visited": sum(f.visited for f in firms),
        "served": sum(f.platform for f in firms),
        "in_accelerators": sum(f.accelerator for f in firms),
        "accelerators": sum(city.accelerators),
        "parks_awarded": len(city.park_awarded),
        "guaranteed": sum(f.guaranteed for f in firms),
        "loans_untitled": sum(f.loan > 0 for f in others),
        "loan_amount": sum(f.loan for f in firms),
        "fund_left": city.fund_left,
        "claims_unmet": record.unmet,
        "stakes": len(record.stakes),
        "stakes_untitled": sum(not f.titled for f in record.stakes),
        "listed": sum(f.listed for f in firms),
        "factor_met_titled": mean([f.factor_met for f in titled]),
        "factor_met_untitled": mean([f.factor_met for f in others]),
        "bodies": sum(f.body >= 1 for f in firms),
        "bodies_provincial": sum(f.body >= 3 for f in firms),
        "ip": sum(f.class1_ip for f in firms),
        "rd": sum(f.rd for f in firms),
        "quality_items": sum(f.quality for f in firms),
        "quality_awards": sum(f.quality_award for f in firms),
        "standards": len(record.standards),
        "digital": mean([f.digital for f in firms]),
        "green": sum(f.green for f in firms),
        "trainees": sum(f.trainees for f in firms),
        "rd_staff_share": mean([f.rd_staff_share for f in titled]),
        "at_fairs": sum(f.at_fair for f in firms),
        "new_markets": sum(f.new_market for f in firms),
        "partners": sum(f.partner for f in firms),
        "platforms": sum(body.serves for body in city.bodies),
        "effort": mean(city.effort),
        "revenue_titled": sum(f.revenue for f in titled),
        "arrears": city.years_of_arrears,
        "guaranteed_amount": record.guaranteed_amount,
        "guarantee_limit": record.limit,
        "fund_exposed": record.exposed,
    }
