"""The readings that a sweep tries: each question's other answers, and some answers together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from srdi_sim.policy.reading import (
    COUNTED_AFTERWARDS,
    LAST_MUNICIPAL_YEAR,
    MUNICIPAL_NEVER,
    QUESTIONS,
    SAMPLED,
    Reading,
)
from srdi_sim.scenario.scenario import Scenario

Answers = Mapping[str, Any]
OWN = "own"  # the scenario's own reading

# Where any number is an answer, those that are tried.
TRIED: Mapping[str, tuple[Any, ...]] = {
    "municipal_rung_until": (MUNICIPAL_NEVER, LAST_MUNICIPAL_YEAR, 2025),
    "city_share": (0.5, 1.0),
}
# Readings of several questions at once. They also settle what their answers would exclude.
COMBINATIONS: Mapping[str, Answers] = {
    # The reading of scenarios/practice-2024.yaml, where its reasons stand.
    "practice_2024": {
        "later_documents": "in_force",
        "municipal_rung_until": LAST_MUNICIPAL_YEAR,
        "municipal_titles_after": "lapse",
        "province_innovative_award": "paid",
        "award_payer": "shared",
        "city_share": 0.8,
    },
    "cheapest": {
        "stock_already_recognised": "not_paid",
        "stock_schedule": "first_budget",
        "stock_little_giant_regional_award": "paid",
        "stacking": "highest_only",
        "champion_award": "new_only",
        "later_documents": "in_force",
        "municipal_rung_until": LAST_MUNICIPAL_YEAR,
        "province_innovative_award": "not_paid",
        "titles_moved_in": "count_only",
        "award_on_leaving": "clawed_back",
        "second_award": "none",
        "other_purses_deducted": "yes",
        "first_year_services": "none",
        "park_number": "more_than",
        "park_counts": "regional_only",
        "park_kind": "parks",
        "park_below": "clawed_back",
        "platform_payment": "per_body",
        "platform_service": "asked",
        "amounts_not_given": "zero",
        "policy_after_2025": "ends",
        "revoked_award": "clawed_back",
    },
    "dearest": {
        "stock_already_recognised": "paid",
        "stacking": "cumulative",
        "stock_little_giant_regional_award": "paid",
        "champion_award": "also_existing",
        "champion_kind": "firm_or_product",
        "later_documents": "ignored",
        "municipal_rung_until": 2025,
        "province_innovative_award": "paid",
        "titles_moved_in": "count_and_award",
        "award_on_leaving": "kept",
        "second_award": "after_lapse",
        "other_purses_deducted": "no",
        "first_year_services": "whole",
        "park_number": "at_least",
        "park_counts": "regional_and_above",
        "park_kind": "parks_and_accelerators",
        "park_below": "kept",
        "platform_payment": "per_title",
        "platform_service": "not_asked",
        "amounts_not_given": "assumed",
        "policy_after_2025": "continues",
        "revoked_award": "kept",
    },
    "hardest_targets": {
        "exceed": "more_than",
        "nesting": "disjoint",
        "counting": "valid_stock",
        "municipal_titles_after": "lapse",
        "titles_moved_in": "not_counted",
        "champion_kind": "firm",
        "key_sectors": "eligibility",
        "regional_needs_innovative": "yes",
        "early_titles_count_as_innovative": "no",
    },
    "easiest_targets": {
        "exceed": "at_least",
        "nesting": "nested",
        "counting": "ever_recognised",
        "later_documents": "ignored",
        "municipal_rung_until": 2025,
        "municipal_titles_after": "stay",
        "titles_moved_in": "count_and_award",
        "champion_kind": "firm_or_product",
        "key_sectors": "preference",
        "regional_needs_innovative": "no",
        "early_titles_count_as_innovative": "yes",
    },
}


@dataclass(frozen=True, slots=True)
class Named:
    """A reading: its name, and the answers in which it is not the scenario's own.

    Attributes
    ----------
    name : str
        ``own``, ``question=answer``, or that of a combination.
    """

    name: str
    answers: tuple[tuple[str, Any], ...] = ()

    @property
    def question(self) -> str | None:
        """The question that alone is answered otherwise, None if it is not one."""
        single = len(self.answers) == 1 and self.name not in COMBINATIONS
        return self.answers[0][0] if single else None

    @property
    def is_simulated(self) -> bool:
        """Whether it changes more than how runs are counted."""
        return any(question not in COUNTED_AFTERWARDS for question, _ in self.answers)

    def of(self, scenario: Scenario) -> Scenario:
        """Return the scenario under this reading."""
        return scenario.with_reading(**dict(self.answers)) if self.answers else scenario


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reading that was not tried: its answer excludes another one of the scenario."""

    named: Named
    excluded_by: str


def named_readings(reading: Reading) -> tuple[tuple[Named, ...], tuple[LeftOut, ...]]:
    """Return the readings beside this one, and those that are left out."""
    single = [
        Named(f"{question}={answer}", ((question, answer),))
        for question, (_, answers) in QUESTIONS.items()
        for answer in TRIED.get(question, answers)
        if answer not in (SAMPLED, getattr(reading, question))
    ]
    single.sort(key=lambda named: _number(named.answers[0][0]))
    several = [Named(name, _apart(reading, answers)) for name, answers in COMBINATIONS.items()]
    tried, left_out = [], []
    for named in (*single, *(each for each in several if each.answers)):
        clash = replace(reading, **dict(named.answers)).contradictions()
        if not clash:
            tried.append(named)
            continue
        own = [question for question in clash[0] if question not in dict(named.answers)]
        left_out.append(LeftOut(named, own[0]))
    return tuple(tried), tuple(left_out)


def _number(question: str) -> int:
    """Return the (first) number of a question in the clause table."""
    return int(QUESTIONS[question][0].split(",")[0].removeprefix("R"))


def _apart(reading: Reading, answers: Answers) -> tuple[tuple[str, Any], ...]:
    """Return the answers that are not those of the reading."""
    return tuple(pair for pair in answers.items() if pair[1] != getattr(reading, pair[0]))
