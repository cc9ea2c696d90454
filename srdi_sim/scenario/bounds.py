"""What uncertainties and traits can mean at all: a share is 0 to 1, a month 1 to 12.

These are no model numbers but what the words mean; a prior or a marginal that reaches beyond is
refused. What is not named here may be any number.
"""

from __future__ import annotations

import math

from srdi_sim import distributions as values
from srdi_sim.distributions import Distribution
from srdi_sim.errors import Refusal
from srdi_sim.policy.habits import Habits
from srdi_sim.scenario.refusals import tidy

Bounds = tuple[float, float]

ANY: Bounds = (-math.inf, math.inf)
_SHARE: Bounds = (0.0, 1.0)
_NOT_NEGATIVE: Bounds = (0.0, math.inf)

_SHARES = (
    "cap_exit_above_scale", "cap_exit_titled", "visit_rescue", "loan_demand", "loan_approval",
    "default_rate", "fund_loss_share", "rd_share_industry", "rd_share_services", "body_rate",
    "certificate_rate", "quality_rate", "digital_rate", "take_up_innovative", "take_up_municipal",
    "take_up_regional", "take_up_little_giant", "take_up_champion", "relabel_chance",
    "relabel_reach", "panel_persistence", "review_tolerance", "renewal_innovative",
    "renewal_municipal", "renewal_regional", "renewal_little_giant", "renewal_champion",
    "attraction_rate", "attracted_titled", "attracted_giants", "move_out_rate",
    "platform_two_titles", "platform_serving", "platform_renewal", "fund_recovery", "fund_demand",
    "listing_rate", "power_bill", "quality_award_rate", "standard_rate", "standard_led",
    "standard_international", "standard_industry", "standard_joined_part", "green_rate",
    "green_saving", "talent_rate", "talent_staff", "fair_rate", "new_market_rate", "partner_rate",
    "new_rung_known", "late_discount", "number_chasing", "missed_update", "revocation_rate",
    "city_share", "stock_paid", "province_innovative_paid", "paid_next_year",
)  # fmt: skip
_AMOUNTS = (
    "entry_scale", "pool_city_places", "pool_banner_places", "visits_firms", "platforms_count",
    "platform_firms", "training_cost_wan", "loan_to_revenue", "guarantee_fund_wan",
    "guarantee_leverage", "factor_tightness", "factor_priority", "ip_rate", "growth_sd_titled",
    "growth_sd_other", "reference_awards_innovative", "reference_awards_municipal",
    "reference_awards_regional", "reference_awards_little_giant", "reference_awards_champion",
    "local_points", "municipal_pass_mark", "panel_sd", "innovative_places", "regional_places",
    "little_giant_places", "little_giant_rivals", "champion_places", "champion_rivals",
    "park_pull", "pool_tenure", "key_sector_preference", "accelerators_opened",
    "accelerator_places", "fund_stakes", "fund_stake_wan", "fund_priority", "water_tightness",
    "energy_tightness", "emission_tightness", "standard_international_wan", "standard_national_wan",
    "standard_industry_wan", "trainee_places", "trainees_per_firm", "stipend_wan",
    "fair_subsidy_wan",
    "titled_at_start", "little_giants_at_start", "champions_at_start", "large_firms",
    "register_scale", "appraisal_response",
)  # fmt: skip

OF_HABITS: dict[str, Bounds] = {
    **dict.fromkeys(_SHARES, _SHARE),
    **dict.fromkeys(_AMOUNTS, _NOT_NEGATIVE),
    **dict.fromkeys((name for name in Habits.names() if name.startswith("month_")), (1.0, 12.0)),
    "stipend_months": (0.0, 12.0),
    "new_rung_years": (1.0, math.inf),
    **dict.fromkeys(("whitelist_lift", "guarantee_lift"), (-1.0, 1.0)),
}

# Read as yes or no: a number between would be cut to a no.
_YES_OR_NO = ("stock_paid", "province_innovative_paid", "paid_next_year")

_LEAST_GROWTH = -0.99  # revenue of the year before is revenue / (1 + growth)
OF_TRAITS: dict[str, Bounds] = {
    **dict.fromkeys(
        ("in_park", "world_top3", "class2_ip", "high_tech", "contest", "core_it"), _SHARE
    ),
    **dict.fromkeys(("main_share", "niche_share", "rd_staff_share"), _SHARE),
    **dict.fromkeys(("growth", "growth_before"), (_LEAST_GROWTH, math.inf)),
    **dict.fromkeys(
        (
            "age", "niche_years", "revenue", "revenue_per_head", "output_per_mu", "equity",
            "debt", "rd_rank", "rd_intensity", "class1_ip", "quality",
        ),
        _NOT_NEGATIVE,
    ),
    "ip_grade_if_any": (0.0, 4.0),
    "body": (0.0, 4.0),
    "st_award": (0.0, 2.0),
    "digital": (1.0, 4.0),
    "key_field": (0.0, 2.0),
    "evaluation": (0.0, 100.0),
}  # fmt: skip


def support(distribution: Distribution) -> Bounds:
    """Return the lowest and the highest number that a distribution can give."""
    match distribution:
        case values.Fixed(value):
            return value, value
        case values.Chance():
            return _SHARE
        case values.Choice(numbers):
            return min(numbers), max(numbers)
        case values.PoissonPlus(_, add, most):
            return add, most
    # All others have ends.
    return distribution.low, distribution.high  # type: ignore[attr-defined]


def is_whole(distribution: Distribution) -> bool:
    """Return whether a distribution gives whole numbers only."""
    match distribution:
        case values.Chance() | values.Whole() | values.PoissonPlus():
            return True
        case values.Fixed(value):
            return float(value).is_integer()
        case values.Choice(numbers):
            return all(number.is_integer() for number in numbers)
    return False


def beyond_habit(name: str, distribution: Distribution) -> Refusal | None:
    """Return why an uncertainty cannot have this distribution, if it cannot."""
    if refusal := beyond(OF_HABITS.get(name, ANY), distribution):
        return refusal
    if name in _YES_OR_NO and not is_whole(distribution):
        return Refusal("not_yes_or_no")
    return None


def beyond(bounds: Bounds, distribution: Distribution) -> Refusal | None:
    """Return why something with these bounds cannot have this distribution, if it cannot."""
    least, most = bounds
    low, high = support(distribution)
    given: float | str
    if low < least:
        given = tidy(low) if math.isfinite(low) else "low = -∞"
        return Refusal("too_small", {"given": given, "least": tidy(least)})
    if high > most:
        given = tidy(high) if math.isfinite(high) else "high = ∞"
        return Refusal("too_large", {"given": given, "most": tidy(most)})
    return None
