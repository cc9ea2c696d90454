"""What a reader of the engine once found wrong: each stays mended."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import srdi_sim as srdi
from srdi_sim.distributions import Uniform
from srdi_sim.engine.pools import divide
from srdi_sim.engine.tally import MEASURES
from srdi_sim.policy.tiers import Tier, tier_of
from srdi_sim.scenario.uncertainties import Uncertainties, Uncertainty

RUNS = 40


@pytest.fixture(scope="module")
def ordos():
    return srdi.load_scenario("ordos-2022")


@pytest.fixture(scope="module")
def runs(ordos):
    return srdi.simulate(ordos, replications=RUNS, seed=1)


def total(runs, measure, tier, year):
    year = list(runs.scenario.years).index(year)
    return runs.measures[:, year, MEASURES.index((measure, tier))].sum()


def test_little_giants_are_renewed_at_about_the_published_rate(runs):
    """62 and 83 % of all whose title ended; little giants are few, so the band is wide."""
    for year, rate in ((2023, 0.62), (2024, 0.83)):
        renewed = total(runs, "renewed", "little_giant", year)
        ended = renewed + total(runs, "lapsed", "little_giant", year)
        assert ended > 30
        assert abs(renewed / ended - rate) < 4.0 * np.sqrt(rate * (1 - rate) / ended) + 0.05


def test_an_award_dated_after_a_batch_moves_nobody_in_it(ordos, runs):
    late = ordos.with_award("regional", amount="1000万", since="2024-12-31")
    moved = srdi.simulate(late, replications=RUNS, seed=1)
    for year in (2022, 2023):
        n = list(ordos.years).index(year)
        assert (moved.measures[:, n] == runs.measures[:, n]).all()
    before_december = np.array(
        [
            habits[2].month_regional < 12
            for habits in ordos.settled_uncertainties().draw(1, np.arange(RUNS), ordos.years)
        ]
    )
    column = MEASURES.index(("applied", "regional"))
    here, there = runs.measures[:, 2, column], moved.measures[:, 2, column]
    assert (here[before_december] == there[before_december]).all()


def test_a_lower_title_lives_while_a_higher_one_is_valid(ordos):
    model = srdi.LadderModel(ordos, replication=5, collect=False)
    while model.running:
        model.step()
        firms = model.firms
        giants = firms.alive & firms.holds(Tier.LITTLE_GIANT, model.month)
        regional = firms.holds(Tier.REGIONAL, model.month)
        assert regional[giants].all()


def test_recognitions_by_direct_route_are_counted(runs):
    for tier in ("innovative", "regional"):
        by_route = total(runs, "by_route", tier, 2024)
        assert 0 < by_route <= total(runs, "recognised", tier, 2024)


def test_dating_a_prior_leaves_the_years_before_as_they_were():
    def drawn(*dated):
        entry = Uncertainty("take_up", tuple(dated), False, "sampled", "", "", "")
        found = Uncertainties((entry,), ())
        return [found.entries[0].entry(year).at(0.3) for year in (2022, 2024)]

    prior, later = Uniform(0.0, 1.0), Uniform(0.5, 1.0)
    assert drawn((0, prior))[0] == drawn((0, prior), (2024, later))[0]


def test_the_draw_of_a_dated_uncertainty_is_one_for_all_its_entries(ordos):
    once = ordos.uncertainties.get("take_up_regional")
    prior = once.dated[0][1]
    twice = replace(once, dated=((2022, prior), (2025, prior)))
    others = tuple(e for e in ordos.uncertainties.entries if e.name != once.name)
    numbers = np.arange(5)
    for entry in (once, twice):
        habits = Uncertainties((*others, entry), ordos.uncertainties.tables).draw(
            1, numbers, ordos.years
        )
        values = {row[0].take_up_regional for row in habits}
        assert all(len({year.take_up_regional for year in row}) == 1 for row in habits)
        if entry is once:
            first = values
    assert values == first


def test_an_edit_of_awards_does_not_mind_their_order(ordos):
    awards = ordos.policy.with_award(tier_of("regional"), 5, dt.date(2024, 1, 1)).awards
    edited = [
        replace(ordos.policy, awards=order).with_award(tier_of("regional"), 7, dt.date(2023, 6, 1))
        for order in (awards, awards[::-1])
    ]
    of_tier = [
        sorted((a.since, a.until, a.amount) for a in policy.awards if a.tier is Tier.REGIONAL)
        for policy in edited
    ]
    assert of_tier[0] == of_tier[1]


def test_a_pool_is_divided_among_many_groups():
    group = np.array([0, 64, 0, 64], dtype=np.int8)
    claims = np.full((1, 4), 4.0)
    supplies = np.r_[4.0, np.zeros(63), 5.0][np.newaxis]
    given = divide(group, np.array([4.0, 3.0, 2.0, 1.0]), claims, supplies)
    assert given.tolist() == [[4.0, 4.0, 0.0, 1.0]]
