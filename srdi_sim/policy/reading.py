"""The legal reading: each question that the text leaves open, as a named choice.

The numbers R1 to R20 are those of the clause table in ``docs/policy.md``. A choice that says
``sampled`` is drawn in every replication from the prior of the same name; any other settles it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from srdi_sim.policy.policy import AWARDS_CLAUSE

SAMPLED = "sampled"
MUNICIPAL_NEVER = 2021  # the year before the text: no municipal title was ever given
_HALF_YEAR = 6  # months
LAST_MUNICIPAL_YEAR = 2023  # the city's account of 2024 has no municipal rung

# Each question: its number in the clause table and the answers that a scenario may give.
# A tuple of names is a choice among them; "share" also admits a number from 0 to 1.
QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "exceed": ("R1", ("more_than", "at_least")),
    "nesting": (
        "R2, R3",
        ("nested", "innovative_apart", "municipal_apart", "regional_apart", "disjoint"),
    ),
    "counting": ("R4", ("valid_stock", "ever_recognised")),
    "stock_already_recognised": ("R5", ("paid", "not_paid", SAMPLED)),
    "stock_schedule": ("R5", ("first_budget", "spread", "while_valid")),
    "stacking": ("R6", ("cumulative", "top_up", "highest_only")),
    "stock_little_giant_regional_award": ("R6", ("paid", "not_paid")),
    "champion_award": ("R7", ("new_only", "also_existing")),
    "champion_kind": ("R7", ("firm", "firm_or_product")),
    "municipal_rung_until": ("R8", ("year",)),
    "municipal_titles_after": ("R8", ("stay", "lapse", "convert")),
    "province_innovative_award": ("R8", ("paid", "not_paid", SAMPLED)),
    "titles_moved_in": ("R9", ("count_and_award", "count_only", "not_counted")),
    "award_on_leaving": ("R9", ("kept", "clawed_back")),
    "second_award": ("R10", ("none", "after_lapse")),
    "city_share": ("R11", ("share", SAMPLED)),
    "award_payer": ("R11", ("shared", "banners_outside_districts")),
    "other_purses_deducted": ("R11", ("no", "yes")),
    "payment_year": ("R12", ("same_year", "half_year", "next_year", SAMPLED)),
    "first_year_services": ("R12", ("part", "whole", "none")),
    "park_number": ("R13", ("at_least", "more_than")),
    "park_counts": ("R13", ("regional_and_above", "regional_only")),
    "park_kind": ("R13", ("parks", "parks_and_accelerators")),
    "park_below": ("R13", ("kept", "clawed_back")),
    "platform_payment": ("R14", ("per_body", "per_title")),
    "platform_service": ("R14", ("asked", "not_asked")),
    "training_repeats": ("R15", ("no", "yes")),
    "training_for": ("R15", ("titled_and_pool", "titled", "any")),
    "amounts_not_given": ("R16", ("assumed", "zero")),
    "policy_after_2025": ("R17", ("continues", "ends")),
    "later_documents": ("R18", ("ignored", "in_force")),
    "key_sectors": ("R19", ("preference", "eligibility")),
    "revoked_award": ("R20", ("kept", "clawed_back")),
    "regional_needs_innovative": ("R8", ("yes", "no")),
    "early_titles_count_as_innovative": ("R2", ("yes", "no")),
}
# Answers to these change how runs are counted; all others change what happens or what is owed.
COUNTED_AFTERWARDS = ("exceed", "nesting", "counting")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to every open question; the defaults are the proposed reading."""

    exceed: str = "more_than"
    nesting: str = "nested"
    counting: str = "valid_stock"
    stock_already_recognised: str = SAMPLED
    stock_schedule: str = "first_budget"
    stacking: str = "cumulative"
    stock_little_giant_regional_award: str = "paid"
    champion_award: str = "new_only"
    champion_kind: str = "firm"
    municipal_rung_until: int = 2023
    municipal_titles_after: str = "stay"
    province_innovative_award: str = SAMPLED
    titles_moved_in: str = "count_and_award"
    award_on_leaving: str = "kept"
    second_award: str = "none"
    city_share: str | float = SAMPLED
    award_payer: str = "shared"
    other_purses_deducted: str = "no"
    payment_year: str = SAMPLED
    first_year_services: str = "part"
    park_number: str = "at_least"
    park_counts: str = "regional_and_above"
    park_kind: str = "parks"
    park_below: str = "kept"
    platform_payment: str = "per_body"
    platform_service: str = "asked"
    training_repeats: str = "no"
    training_for: str = "titled_and_pool"
    amounts_not_given: str = "assumed"
    policy_after_2025: str = "continues"
    later_documents: str = "ignored"
    key_sectors: str = "preference"
    revoked_award: str = "kept"
    regional_needs_innovative: str = "no"
    early_titles_count_as_innovative: str = "yes"

    def fixed_habits(self) -> dict[str, float]:
        """Return the sampled questions that this reading settles, by the habit that holds them."""
        settled: dict[str, float] = {}
        if self.stock_already_recognised != SAMPLED:
            settled["stock_paid"] = float(self.stock_already_recognised == "paid")
        if self.province_innovative_award != SAMPLED:
            settled["province_innovative_paid"] = float(self.province_innovative_award == "paid")
        if self.payment_year != SAMPLED:
            settled["paid_next_year"] = float(self.payment_year == "next_year")
        if self.city_share != SAMPLED:
            settled["city_share"] = float(self.city_share)
        return settled

    def as_dict(self) -> dict[str, str | int | float]:
        """Return the answers by name, in the order of the questions."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def contradictions(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of questions whose answers exclude each other."""
        return tuple(
            (one, other)
            for (one, answers), (other, others) in CONTRADICTIONS
            if answers(getattr(self, one)) and others(getattr(self, other))
        )

    def exclusion(self, one: str, other: str) -> dict[str, object]:
        """Return what is to be said of two answers that exclude each other."""
        return {
            "number": QUESTIONS[one][0],
            "question": one,
            "answer": getattr(self, one),
            "other_number": QUESTIONS[other][0],
            "other": other,
            "other_answer": getattr(self, other),
            "of_clause": AWARDS_CLAUSE,  # all that exclude each other are on awards and their rungs
        }


def years_late(payment_year: str, paid_next_year: float, month: Any) -> Any:
    """Return the years after its due year in which a due of a running month is to be paid (R12).

    `month` may be a column. `paid_next_year` is 1 where the next year pays, unless the answer is
    half a year.
    """
    if payment_year == "half_year":
        return (month + _HALF_YEAR) // 12 - month // 12
    return int(paid_next_year)


_Answers = tuple[str, Callable[[Any], bool]]
# Two questions, each with the answers that exclude those of the other.
CONTRADICTIONS: tuple[tuple[_Answers, _Answers], ...] = (
    # what is not paid has no schedule, and no regional part
    (
        ("stock_already_recognised", lambda answer: answer == "not_paid"),
        ("stock_schedule", lambda answer: answer != "first_budget"),
    ),
    (
        ("stock_already_recognised", lambda answer: answer == "not_paid"),
        ("stock_little_giant_regional_award", lambda answer: answer != "paid"),
    ),
    # a share of the city says who pays, and so does the banner's place
    (
        ("city_share", lambda answer: answer != SAMPLED),
        ("award_payer", lambda answer: answer == "banners_outside_districts"),
    ),
    # the later documents have no municipal rung
    (
        ("later_documents", lambda answer: answer == "in_force"),
        ("municipal_rung_until", lambda answer: answer > LAST_MUNICIPAL_YEAR),
    ),
)
