"""The world of a hand case: firms given one by one, and nothing else happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from srdi_sim.distributions import Fixed
from srdi_sim.policy.rulesets import Ladder
from srdi_sim.policy.tiers import TIER_CODES, Tier, tier_of
from srdi_sim.population.firms import Firms
from srdi_sim.population.register import Register
from srdi_sim.scenario.case_schema import COLUMNS, FirmWritten, TitleWritten, numbers_of
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.uncertainties import Uncertainties, Uncertainty

# A firm that meets every condition of every title, so that only what a case says decides.
PLAIN_FIRM: Mapping[str, float] = {
    "founded": 2000, "sme": True, "manufacturer": True, "above_scale": True, "revenue": 50_000.0,
    "revenue_before": 50_000.0, "main_share": 1.0, "niche_since": 2000, "niche_share": 0.3,
    "world_top3": True, "employees": 300.0, "margin": 0.12, "debt": 0.3, "output_per_mu": 100.0,
    "rd_intensity": 0.1, "rd": 5_000.0, "rd_before": 5_000.0, "rd_staff_share": 0.5,
    "class1_ip": 10.0, "ip_grade_if_any": 4.0, "body": 1.0, "high_tech_until": 2049, "digital": 3.0,
    "core_it": True, "quality": 5.0, "strategic": True, "key_field": 2.0, "evaluation": 90.0,
}  # fmt: skip
# Every effect and every chance is 0, but for these: what is neutral is another number.
NEUTRAL: Mapping[str, float] = {
    **dict.fromkeys(
        (
            "cap_exit_above_scale", "cap_exit_titled", "entry_scale", "factor_tightness",
            "factor_priority", "water_tightness", "energy_tightness", "emission_tightness",
            "fund_priority", "platform_serving", "platform_renewal", "rd_share_industry",
            "rd_share_services", "review_tolerance", "trainees_per_firm", "new_rung_known",
            "new_rung_years",
        ),
        1.0,
    ),
    **dict.fromkeys(
        ("innovative_places", "regional_places", "little_giant_places", "champion_places"), 1000.0
    ),
    **dict.fromkeys((f"month_{code}" for code in TIER_CODES), 9.0),
    **dict.fromkeys((f"renewal_{code}" for code in TIER_CODES), 1.0),
    # Where the reading leaves it open and the case does not settle it: the text's plain words.
    "city_share": 1.0, "stock_paid": 1.0, "province_innovative_paid": 1.0,
}  # fmt: skip


def register(base: Scenario, groups: Sequence[FirmWritten], start: int) -> Register:
    """Return the firms of a case, one after another, in the banners and parks of the base."""
    people = base.population
    firms = Firms.empty(sum(each.count for each in groups))
    firms.id[:] = np.arange(1, len(firms) + 1)
    firms.park[:] = -1
    for name, value in PLAIN_FIRM.items():
        getattr(firms, name)[:] = value
    at = 0
    for each in groups:
        rows = slice(at, at := at + each.count)
        firms.banner[rows] = people.banners.index(each.banner)
        if each.park is not None:
            firms.park[rows] = base.parks.index(each.park)
        if each.sector is not None:
            firms.sector[rows] = people.sectors.index(each.sector)
        for name in COLUMNS:
            value = getattr(each, name)
            if value is not None:
                getattr(firms, name)[rows] = value
        for code, title in each.titles.items():
            _entitle(firms, rows, base.ladder, tier_of(code), title)
    firms.alive[:] = (firms.enters <= start) & ~firms.candidate
    return Register(
        name="hand case",
        start=start,
        banners=people.banners,
        sectors=people.sectors,
        parks_per_banner=people.parks_per_banner,
        firms=firms,
        districts=people.districts,
        factor_use=people.factor_use,
    )


def _entitle(firms: Firms, rows: slice, ladder: Ladder, tier: Tier, title: TitleWritten) -> None:
    """Give these firms a title; its end is that of the ladder if the case does not say it."""
    rung = ladder.rung(tier)
    assert rung is not None  # the shipped ladder has every rung
    until = title.since + rung.validity_months if title.until is None else title.until + 1
    firms.since[tier, rows] = title.since
    firms.until[tier, rows] = until
    firms.first[tier, rows] = title.since if title.first is None else title.first


def settled(
    all_of_them: Uncertainties, written: Mapping[str, float | dict[int, float]]
) -> Uncertainties:
    """Return every uncertainty fixed: at what the case says, else where nothing happens."""

    def fixed(entry: Uncertainty) -> Uncertainty:
        neutral = NEUTRAL.get(entry.name, 0.0)
        dated = {0: neutral, **numbers_of(written.get(entry.name, neutral))}
        return replace(
            entry.fixed_at(neutral),
            dated=tuple((year, Fixed(dated[year])) for year in sorted(dated)),
        )

    entries = tuple(map(fixed, all_of_them.entries))
    return Uncertainties(entries, (("exit_by_age", (0.0,)),))
