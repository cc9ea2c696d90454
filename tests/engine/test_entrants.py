"""Firms that are still to come do not live before they come."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import numpy as np

import srdi_sim as srdi
from srdi_sim.engine.batch import start_city
from srdi_sim.engine.ledger import Books
from srdi_sim.engine.rules import rules_with
from srdi_sim.engine.year import live_one_year
from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.population.register import Register
from srdi_sim.scenario.scenario import Scenario
from worlds import lives, neutral_habits, register, some_firms, whole_life, world


def a_register_of_2022() -> Register:
    """Firms of 2022, one of which is gone; entrants of 2023 to 2026; one that looks for a place."""
    enters = [2022, 2022, 2023, 2023, 2024, 2025, 2026]
    firms = some_firms(7, enters=enters, alive=[True] + [False] * 6)
    firms.candidate[3] = True
    return register(firms, start=2022)


def test_a_run_that_begins_later_has_the_entrants_of_the_years_before_it():
    """They are there on the first day; those of its first year come in that year, as ever."""
    case = world(a_register_of_2022(), start=dt.date(2024, 7, 1), until=2026)
    begun = start_city(case, neutral_habits(), 1, 0)
    assert begun.firms.id[begun.firms.alive].tolist() == [1, 3]
    records = whole_life(case).records
    assert [records[year].entered.tolist() for year in case.years] == [[4], [5], [6]]


def test_a_run_from_the_year_of_its_population_begins_with_those_that_are_there():
    records = whole_life(world(a_register_of_2022(), start=dt.date(2022, 7, 1))).records
    assert [records[year].entered.tolist() for year in range(2022, 2026)] == [[], [2], [4], [5]]


def test_as_many_enter_in_a_year_whenever_the_run_begins():
    ordos = srdi.load_scenario("ordos-2022")
    later = replace(ordos, start=dt.date(2024, 1, 1))
    entered = [
        {year: life.city.record.entered.size for year, life in lives(each)}
        for each in (without_attraction(ordos), without_attraction(later))
    ]
    assert entered[1] == {year: entered[0][year] for year in later.years}
    assert entered[1][2024] > 100
    assert start_city(later, drawn(later), 1, 0).firms.alive.sum() > 1500


def without_attraction(scenario: Scenario) -> Scenario:
    return scenario.with_uncertainties({"attraction_rate": 0.0})


def drawn(scenario: Scenario) -> Habits:
    return scenario.settled_uncertainties().draw(1, np.array([0]), scenario.years)[0][0]


def test_nothing_about_a_firm_changes_before_it_comes_into_view():
    scenario = srdi.load_scenario("ordos-2022")
    habits = scenario.settled_uncertainties().draw(1, np.array([0]), scenario.years)[0]
    city = start_city(scenario, habits[0], 1, 0)
    books = Books(scenario.clauses)
    for year, mood in zip(scenario.years, habits, strict=True):
        later = np.flatnonzero(city.everyone.enters > year)
        before = city.everyone.take(later)
        live_one_year(city, scenario.terms(year), mood, rules_with(None), Luck(1, 0), books)
        after = city.everyone.take(later)
        for field in fields(before):
            same = getattr(before, field.name) == getattr(after, field.name)
            assert np.all(same), f"{field.name} in {year}"
    assert later.size == 0
