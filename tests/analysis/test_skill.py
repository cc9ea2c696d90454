"""Where skill can be shown: cities whose future is planted, against three naive forecasts."""

from __future__ import annotations

import pytest

from credibility import store
from decades import FIRST, foretold_cities, simulated_cities, skill, told

ROWS, CITIES, UNTIL, AHEAD = 2_500, 50, 2031, 3
BEGINS = 2024  # the first forecast: three years are seen, of which the first is half a one


def test_planted_cities_are_foretold_better_than_by_any_naive_forecast(tmp_path):
    table = simulated_cities(2026, 500, tmp_path / "archive")
    scores = foretold_cities(table, 20, range(BEGINS, BEGINS + 1), 2)
    assert len(scores) == 20 * 2 * 10
    assert skill(scores) > 0.25
    assert 0.85 <= scores["inside_0.9"].mean() <= 0.95
    assert 0.42 <= scores["inside_0.5"].mean() <= 0.6


@pytest.mark.credibility
def test_ten_years_of_fifty_planted_cities_are_foretold_a_quarter_better(tmp_path):
    table = simulated_cities(UNTIL, ROWS, tmp_path / "archive", workers=2)
    scores = foretold_cities(table, CITIES, range(BEGINS, UNTIL), AHEAD)
    found = told(scores)
    store(
        "skill",
        {
            "what": "yearly counts of planted cities, held and given by tier, foretold up to "
            f"{AHEAD} years ahead at each year's end from {BEGINS}; CRPS against last value, "
            "linear trend and constant transitions, each with its own spread",
            "simulations": ROWS,
            "cities": CITIES,
            "years": UNTIL - FIRST + 1,
            **found,
        },
    )
    assert found["skill_against_the_best_naive"] >= 0.25
    assert 0.85 <= found["coverage"]["0.9"] <= 0.95
