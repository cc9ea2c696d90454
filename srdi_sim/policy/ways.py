"""The way of each lever to the firms: the rules it goes through and the habits it moves them by.

So whether a lever moves anybody is seen without a run: where all its habits stay at the number that
means no effect, nobody moves, whatever its strength.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from srdi_sim.policy.policy import Policy

TARGETS = "targets"  # what is promised is a part of the text like any lever
LEVERS: tuple[str, ...] = (TARGETS, *(field.name for field in fields(Policy)))

# What a habit is where it has no effect, if that is not 0.
_NEUTRAL: Mapping[str, float] = {"factor_priority": 1.0, "new_rung_known": 1.0}


@dataclass(frozen=True, slots=True)
class Way:
    """How a lever reaches the firms.

    Attributes
    ----------
    rules : tuple of str
        The rules through which it acts, by the names of `srdi_sim.engine.rules.Rules`.
    habits : tuple of str
        Where all of them are without effect it moves nobody.
    by_itself : bool
        Whether what it does is done without any habit: a number is counted, money is held back.
    """

    rules: tuple[str, ...] = ()
    habits: tuple[str, ...] = ()
    by_itself: bool = False


WAYS: Mapping[str, Way] = {
    TARGETS: Way(by_itself=True),
    "awards": Way(
        ("pull_of_awards", "worth_of_late_award", "chance_of_applying", "real_rd"),
        ("award_response", "award_rd"),
    ),
    "other_purses": Way(("pull_of_awards", "chance_of_applying"), ("award_response",)),
    # Who is in the pool is also visited, trained and served, and on the banks' list.
    "pool": Way(
        ("promise", "pool_standing", "help_received", "chance_of_approval"),
        (
            "pool_help",
            "visit_help",
            "visit_rescue",
            "training_help",
            "platform_help",
            "whitelist_lift",
            "guarantee_lift",
        ),
    ),
    "attraction": Way(
        ("chance_of_coming", "pool_standing"), ("attraction_rate", "key_sector_preference")
    ),
    "research_bodies": Way(("chance_of_advance",), ("body_support",)),
    "quality": Way(("chance_of_advance", "kind_of_standard"), ("quality_support",)),
    "parks": Way(
        ("chance_of_coming", "log_growth"), ("park_pull", "park_spillover"), by_itself=True
    ),
    "accelerators": Way(
        ("help_received", "log_growth"), ("accelerator_help", "accelerator_growth")
    ),
    "upgrades": Way(
        ("chance_of_advance", "log_growth"),
        ("digital_support", "digital_growth", "green_support", "green_growth"),
    ),
    "credit": Way(
        ("loan_of", "chance_of_approval"), ("whitelist_lift", "guarantee_lift", "tailored_loan")
    ),
    "funds": Way(
        ("worth_a_stake", "log_growth"),
        ("fund_stakes", "equity_growth", "listing_rate", "listing_growth"),
    ),
    "factors": Way(("standing",), ("factor_priority",)),
    "talent": Way(("log_growth",), ("talent_rate", "talent_growth")),
    "markets": Way(("log_growth",), ("market_growth", "partner_rate", "partner_growth")),
    "training": Way(("help_received",), ("training_help",)),
    "platforms": Way(("help_received",), ("platform_help",)),
    "appraisal": Way(
        ("effort_after_appraisal", "help_received", "chance_of_being_sent"),
        ("appraisal_response", "number_chasing"),
    ),
    "visits": Way(("chance_of_closing", "help_received"), ("visit_rescue", "visit_help")),
    "publicity": Way(("help_received",), ("publicity_help",)),
    "appropriation": Way(("worth_of_late_award",), ("late_discount",), by_itself=True),
}


def neutral(habit: str) -> float:
    """Return the number at which a habit has no effect."""
    return _NEUTRAL.get(habit, 0.0)
