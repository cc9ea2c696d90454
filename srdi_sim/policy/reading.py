"""The legal reading: each question that the text leaves open, as a named choice.

The numbers R1 to R20 are those of the clause table in ``docs/policy.md``. A choice that says
``sampled`` is drawn in every replication from the prior of the same name; any other settles it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

SAMPLED = "sampled"

# Each question: its number in the clause table and the answers that a scenario may give.
# A tuple of names is a choice among them; "share" also admits a number from 0 to 1.
QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "exceed": ("R1", ("more_than", "at_least")),
    "nesting": ("R2, R3", ("nested", "innovative_apart", "disjoint")),
    "counting": ("R4", ("valid_stock", "ever_recognised")),
    "stock_already_recognised": ("R5", ("paid", "not_paid", SAMPLED)),
    "stacking": ("R6", ("cumulative", "top_up", "highest_only")),
    "champion_award": ("R7", ("new_only", "also_existing")),
    "municipal_rung_until": ("R8", ("year",)),
    "municipal_titles_after": ("R8", ("stay", "lapse")),
    "province_innovative_award": ("R8", ("paid", "not_paid", SAMPLED)),
    "second_award": ("R10", ("none", "after_lapse")),
    "city_share": ("R11", ("share", SAMPLED)),
    "payment_year": ("R12", ("same_year", "next_year", SAMPLED)),
    "regional_needs_innovative": ("R8", ("yes", "no")),
    "early_titles_count_as_innovative": ("R2", ("yes", "no")),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to every open question; the defaults are the proposed reading."""

    exceed: str = "more_than"
    nesting: str = "nested"
    counting: str = "valid_stock"
    stock_already_recognised: str = SAMPLED
    stacking: str = "cumulative"
    champion_award: str = "new_only"
    municipal_rung_until: int = 2023
    municipal_titles_after: str = "stay"
    province_innovative_award: str = SAMPLED
    second_award: str = "none"
    city_share: str | float = SAMPLED
    payment_year: str = SAMPLED
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
