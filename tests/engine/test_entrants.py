"""Firms that are still to come do not live before they come."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

import srdi_sim as srdi
from srdi_sim.engine.batch import start_city
from srdi_sim.engine.ledger import Books
from srdi_sim.engine.rules import rules_with
from srdi_sim.engine.year import live_one_year
from srdi_sim.luck import Luck


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
