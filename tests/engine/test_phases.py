"""The phases of a year, one by one, in worlds where nothing else happens."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine.batch import simulate_batch, start_city
from srdi_sim.engine.city import FACTORS
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.luck import Event, uniform
from srdi_sim.policy.policy import Credit, Factors, Lever, Platforms, Pool, Training, Visits
from srdi_sim.policy.rulesets import Bands, Condition, Item
from srdi_sim.policy.tiers import STOCK_CODES, Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Target
from worlds import (
    FOR_EVER,
    LONG_AGO,
    Step,
    award,
    entitle,
    holder_of,
    lives,
    neutral_habits,
    register,
    some_firms,
    whole_life,
    world,
)

INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = Tier
BEFORE = month_index(2021, 9)
LAND, WATER, ENERGY, EMISSION = range(len(FACTORS))


def measures(scenario: Any, name: str, tier: str = "") -> list[float]:
    batch = simulate_batch(scenario, 1, [0], Rules())
    return batch.measures[0, :, MEASURES.index((name, tier))].tolist()


# close and found


def test_titles_end_with_the_firm_that_held_them() -> None:
    firms = entitle(some_firms(4), REGIONAL, slice(0, 2), BEFORE, FOR_EVER)
    life = whole_life(world(firms, Step(REGIONAL), exit_by_age=(1.0,), until=2022))
    assert life.ids("left", REGIONAL, 2022) == [1, 2]
    assert not life.firms.holds(REGIONAL, month_index(2022, 1)).any()
    assert life.firms.holds(REGIONAL, month_index(2021, 12)).tolist() == [True, True, False, False]


def test_hazards_follow_age_and_the_last_one_stays() -> None:
    firms = some_firms(3, founded=[2022, 2020, 1990])
    life = whole_life(world(firms, exit_by_age=(0.0, 0.0, 1.0), until=2022))
    assert life.firms.alive.tolist() == [True, False, False]


def test_half_a_year_has_half_the_hazard() -> None:
    n = 40_000
    half = world(some_firms(n), exit_by_age=(0.2,), start=dt.date(2022, 7, 2), until=2022)
    closed = n - whole_life(half).firms.alive.sum()
    expected = n * 0.2 * 183 / 365
    assert abs(closed - expected) < 5.0 * np.sqrt(expected)


def test_firms_come_into_view_in_their_year_and_not_before() -> None:
    firms = some_firms(3, enters=[2022, 2023, 2024], alive=[True, False, False])
    seen = {year: life.firms.alive.tolist() for year, life in lives(world(firms, until=2024))}
    assert seen == {
        2022: [True, False, False],
        2023: [True, True, False],
        2024: [True, True, True],
    }


# cultivate


def pools(**levers: Any) -> Firms:
    """Return ten firms of two banners after a year; a higher id is more promising."""
    firms = some_firms(10, banner=np.arange(10) % 2, growth=np.arange(10) / 100.0)
    return whole_life(world(register(firms, banners=2), levers=levers, until=2022)).firms


def test_pools_take_the_most_promising_firms_of_the_banner_and_of_the_city() -> None:
    firms = pools(pool=Pool("二(一)", LONG_AGO, city_places=2, banner_places=2))
    assert firms.pool.tolist() == [0, 0, 0, 0, 0, 0, 1, 1, 2, 2]


def test_pools_are_empty_while_the_clause_is_off() -> None:
    assert not pools().pool.any()


def test_large_and_closed_firms_enter_no_pool() -> None:
    firms = some_firms(4, sme=[True, False, True, True], alive=[True, True, False, True])
    lever = Pool("二(一)", LONG_AGO, city_places=9, banner_places=9)
    after = whole_life(world(firms, levers={"pool": lever}, until=2022)).firms
    assert after.pool.tolist() == [2, 0, 0, 2]


def test_numbers_that_the_text_does_not_name_come_from_the_priors() -> None:
    firms = some_firms(10, growth=np.arange(10) / 100.0)
    lever = Pool("二(一)", LONG_AGO)
    scenario = world(
        firms, levers={"pool": lever}, until=2022, pool_city_places=1.9, pool_banner_places=3
    )
    assert whole_life(scenario).firms.pool.tolist() == [0] * 7 + [1, 1, 2]


def test_visits_seats_and_platforms_go_to_as_many_firms_as_there_are_places() -> None:
    firms = entitle(some_firms(50), REGIONAL, slice(0, 30), BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(REGIONAL),
        levers={
            "visits": Visits("三(二)", LONG_AGO, firms=7),
            "training": Training("二(十三)", LONG_AGO, seats=10),
            "platforms": Platforms("二(十四)", LONG_AGO, count=2),
        },
        platform_firms=4,
        until=2025,
    )
    trained = []
    for _, life in lives(scenario):
        assert life.firms.visited.sum() == 7
        assert life.firms.platform.sum() == 8
        assert not (life.firms.visited | life.firms.platform | life.firms.trained)[30:].any()
        trained.append(int(life.firms.trained.sum()))
    # A seat is for a firm that has not sat: thirty firms, ten a year.
    assert trained == [10, 20, 30, 30]


def test_a_part_year_has_part_of_the_visits() -> None:
    firms = entitle(some_firms(500), REGIONAL, slice(None), BEFORE, FOR_EVER)
    lever = Visits("三(二)", dt.date(2022, 7, 12), firms=365)
    scenario = world(
        firms, Step(REGIONAL), levers={"visits": lever}, start=dt.date(2022, 7, 12), until=2022
    )
    assert whole_life(scenario).firms.visited.sum() == 173


# lend and allot


def test_loans_are_of_the_year_and_need_demand_and_approval() -> None:
    everyone = world(
        some_firms(20, revenue=500.0),
        until=2022,
        loan_demand=1.0,
        loan_approval=1.0,
        loan_to_revenue=0.2,
    )
    firms = whole_life(everyone).firms
    assert firms.loan.tolist() == [100.0] * 20
    assert not firms.guaranteed.any()
    assert measures(everyone, "loans") == [20.0]
    for nobody in ({"loan_demand": 0.0, "loan_approval": 1.0}, {"loan_demand": 1.0}):
        assert not whole_life(world(some_firms(20), until=2022, **nobody)).firms.loan.any()


def test_firms_of_the_pool_and_titled_firms_are_on_the_list_that_banks_share() -> None:
    """Of five firms one is in the pool and one has a title: these two are backed."""
    firms = some_firms(5, growth=[0.0, 0.1, 0.0, 0.0, 0.0])
    entitle(firms, REGIONAL, 4, BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(REGIONAL),
        levers={
            "pool": Pool("二(一)", LONG_AGO, city_places=1, banner_places=0),
            "credit": Credit("二(八)", LONG_AGO, fund=10**12, leverage=1.0),
        },
        until=2022,
        loan_demand=1.0,
        loan_to_revenue=0.1,
        guarantee_lift=1.0,
    )
    lived = whole_life(scenario).firms
    assert lived.guaranteed.tolist() == [False, True, False, False, True]
    assert (lived.loan > 0.0).tolist() == lived.guaranteed.tolist()


def test_land_goes_to_the_highest_output_per_mu_and_titled_firms_first() -> None:
    """Each asks for 10 units; the banner has 20 of 30. A weight of 3 lifts the last."""
    firms = some_firms(3, output_per_mu=[100.0, 200.0, 50.0], revenue=[1000.0, 2000.0, 500.0])
    entitle(firms, REGIONAL, 2, BEFORE, FOR_EVER)
    plain = world(firms, Step(REGIONAL), until=2022, factor_tightness=2 / 3)
    assert whole_life(plain).firms.factor_met == pytest.approx([1.0, 1.0, 0.0])
    lever = Factors("二(十)", LONG_AGO, priority_weight=3.0)
    favoured = world(
        firms, Step(REGIONAL), levers={"factors": lever}, until=2022, factor_tightness=2 / 3
    )
    assert whole_life(favoured).firms.factor_met == pytest.approx([0.0, 1.0, 1.0])
    assumed = Factors("二(十)", LONG_AGO)
    from_prior = world(
        firms,
        Step(REGIONAL),
        levers={"factors": assumed},
        until=2022,
        factor_tightness=2 / 3,
        factor_priority=3.0,
    )
    assert whole_life(from_prior).firms.factor_met == pytest.approx([0.0, 1.0, 1.0])


def test_no_banner_hands_out_more_than_it_has_and_crowding_out_is_measured() -> None:
    firms = some_firms(9, banner=np.arange(9) % 3)
    scenario = world(register(firms, banners=3), until=2022, factor_tightness=0.5)
    life = whole_life(scenario)
    assert life.city.factor_supply[LAND] == pytest.approx([15.0] * 3)
    assert life.city.factor_given[LAND] == pytest.approx([15.0] * 3)
    assert measures(scenario, "factor_unmet") == pytest.approx([45.0])
    plenty = world(register(firms, banners=3), until=2022, factor_tightness=1.5)
    assert measures(plenty, "factor_unmet") == pytest.approx([0.0])


# build and grow


def test_rd_is_what_active_firms_spend_and_the_year_before_is_kept() -> None:
    firms = some_firms(2, rd_intensity=0.05, rd_rank=[0.1, 0.9], rd=[40.0, 0.0])
    life = whole_life(world(firms, until=2022, rd_share_industry=0.5))
    assert life.firms.rd.tolist() == [50.0, 0.0]
    assert life.firms.rd_before.tolist() == [40.0, 0.0]


def test_services_take_up_rd_by_their_own_share() -> None:
    firms = some_firms(2, manufacturer=[True, False], rd_intensity=0.05, rd_rank=0.3)
    scenario = world(firms, until=2022, rd_share_industry=0.5, rd_share_services=0.1)
    assert whole_life(scenario).firms.rd.tolist() == [50.0, 0.0]


def test_intensity_drifts_by_the_part_of_the_year_that_is_lived() -> None:
    firms = some_firms(1, rd_intensity=0.05)
    whole = whole_life(world(firms, until=2022, rd_drift=0.1)).firms.rd_intensity[0]
    part = world(firms, until=2022, rd_drift=0.1, start=dt.date(2022, 7, 2))
    assert whole == pytest.approx(0.055)
    assert whole_life(part).firms.rd_intensity[0] == pytest.approx(0.05 * (1 + 0.1 * 183 / 365))


def test_levels_rise_one_a_year_and_end_at_their_top() -> None:
    firms = some_firms(1, rd_intensity=0.05, body=2.0, digital=2.0)
    scenario = world(firms, until=2025, body_rate=1.0, digital_rate=1.0, quality_rate=1.0)
    seen = []
    for _, life in lives(scenario):
        levels = (life.firms.body, life.firms.digital, life.firms.quality)
        seen.append(tuple(float(level[0]) for level in levels))
    assert seen == [(3.0, 3.0, 1.0), (4.0, 4.0, 2.0), (4.0, 4.0, 3.0), (4.0, 4.0, 4.0)]
    assert life.firms.core_it[0]


def test_a_firm_without_rd_raises_no_rd_body() -> None:
    firms = some_firms(1, rd_intensity=0.05, rd_rank=0.9)
    life = whole_life(world(firms, rd_share_industry=0.5, body_rate=1.0))
    assert life.firms.body.tolist() == [0.0]


def test_a_certificate_needs_ip_and_lasts_three_years() -> None:
    firms = some_firms(2, rd_intensity=0.05, class1_ip=[0.0, 1.0])
    scenario = world(firms, until=2025, certificate_rate=1.0)
    until = [life.firms.high_tech_until.tolist() for _, life in lives(scenario)]
    assert until == [[0, 2024], [0, 2024], [0, 2024], [0, 2027]]


def test_pieces_of_ip_come_at_the_stated_rate() -> None:
    """0.5 a year with 100 万元 of R&D, over 20,000 firms."""
    n = 20_000
    life = whole_life(world(some_firms(n, rd_intensity=0.1), until=2022, ip_rate=0.5))
    assert abs(life.firms.class1_ip.sum() - 0.5 * n) < 5.0 * np.sqrt(0.5 * n)


def test_revenue_grows_by_the_common_rate_and_the_own_drift() -> None:
    firms = some_firms(2, drift=[0.0, 0.05], growth=0.2)
    life = whole_life(world(firms, until=2023, growth_mean=0.1))
    assert life.firms.revenue == pytest.approx(1000.0 * np.exp([0.2, 0.3]))
    assert life.firms.revenue_before == pytest.approx(1000.0 * np.exp([0.1, 0.15]))
    assert life.firms.growth == pytest.approx(np.expm1([0.1, 0.15]))


def test_shocks_have_their_standard_deviation_and_titled_firms_the_narrower_one() -> None:
    n = 40_000
    firms = entitle(some_firms(n), REGIONAL, slice(0, n // 2), BEFORE, FOR_EVER)
    scenario = world(firms, Step(REGIONAL), until=2022, growth_sd_titled=0.15, growth_sd_other=0.30)
    change = np.log(whole_life(scenario).firms.revenue / 1000.0)
    assert change[: n // 2].std() == pytest.approx(0.15, rel=0.03)
    assert change[n // 2 :].std() == pytest.approx(0.30, rel=0.03)
    assert abs(change.mean()) < 5.0 * 0.24 / np.sqrt(n)


def test_a_firm_that_is_not_there_does_not_move() -> None:
    firms = some_firms(2, alive=[True, False], enters=[2022, 2030])
    life = whole_life(world(firms, growth_mean=0.1))
    assert life.firms.revenue[1] == 1000.0
    assert life.firms.growth[1] == 0.0


# apply, judge and review


def test_applications_come_at_the_take_up() -> None:
    n = 40_000
    scenario = world(some_firms(n), Step(REGIONAL), until=2022, take_up_regional=0.2)
    found = len(whole_life(scenario).ids("applied", REGIONAL, 2022))
    assert abs(found - 0.2 * n) < 5.0 * np.sqrt(0.2 * 0.8 * n)


def test_applications_to_a_new_rung_come_as_it_becomes_known() -> None:
    """Of the eligible 16 % know of it in its year, 40 % a year later, then all."""
    n = 20_000
    scenario = world(
        some_firms(n),
        Step(REGIONAL, since=dt.date(2022, 7, 1)),
        Step(Tier.CHAMPION),
        until=2024,
        take_up_regional=0.2,
        take_up_champion=0.2,
        new_rung_known=0.16,
        new_rung_years=2.0,
    )
    life = whole_life(scenario)
    free = n
    for year, known in ((2022, 0.16), (2023, 0.4), (2024, 1.0)):
        found, chance = len(life.ids("applied", REGIONAL, year)), 0.2 * known
        assert abs(found - chance * free) < 5.0 * np.sqrt(chance * (1.0 - chance) * free)
        free -= found
    old = len(life.ids("applied", Tier.CHAMPION, 2022))
    assert abs(old - 0.2 * n) < 5.0 * np.sqrt(0.2 * 0.8 * n)


def test_an_award_above_the_one_of_2022_raises_the_take_up_by_its_log_odds() -> None:
    """100 万元 more at a response of ln 2: odds of 1 to 4 become 2 to 4."""
    n = 40_000
    scenario = world(
        some_firms(n),
        Step(REGIONAL),
        awards=(award(REGIONAL, 250),),
        until=2022,
        take_up_regional=0.2,
        reference_awards_regional=150.0,
        award_response=float(np.log(2.0)),
    )
    found = len(whole_life(scenario).ids("applied", REGIONAL, 2022))
    assert abs(found - n / 3) < 5.0 * np.sqrt(n * 2 / 9)


def test_a_firm_that_knows_it_misses_the_mark_does_not_apply() -> None:
    scored = (Item("quality", "all", (Bands("quality", (2.0, 1.0), (70.0, 50.0)),)),)
    firms = some_firms(3, quality=[2.0, 1.0, 0.0])
    scenario = world(
        firms,
        Step(REGIONAL, items=scored, pass_mark=60.0),
        until=2022,
        take_up_regional=1.0,
        panel_sd=0.01,
    )
    life = whole_life(scenario)
    assert life.ids("eligible", REGIONAL, 2022) == life.ids("recognised", REGIONAL, 2022) == [1]


def test_a_panel_may_fail_a_firm_just_above_the_mark_but_not_one_with_a_direct_route() -> None:
    n = 2000
    scored = (Item("quality", "all", (Bands("quality", (1.0,), (60.0,)),)),)
    firms = some_firms(2 * n, quality=1.0)
    firms.contest[n:] = True
    scenario = world(
        firms,
        Step(REGIONAL, items=scored, pass_mark=60.0, routes=(Condition("contest", 1.0),)),
        until=2022,
        take_up_regional=1.0,
        panel_sd=4.0,
    )
    passed = np.array(whole_life(scenario).ids("passed", REGIONAL, 2022))
    assert (passed > n).sum() == n
    assert abs((passed <= n).sum() - n / 2) < 5.0 * np.sqrt(n / 4)


def test_block_marks_bar_a_firm_with_enough_points() -> None:
    items = (
        Item("quality", "a", (Bands("quality", (1.0,), (60.0,)),)),
        Item("digital", "b", (Bands("digital", (3.0,), (20.0,)),)),
    )
    firms = some_firms(2, quality=1.0, digital=[3.0, 2.0])
    step = Step(REGIONAL, items=items, pass_mark=60.0, block_marks=(("b", 15.0),))
    scenario = world(firms, step, until=2022, take_up_regional=1.0, panel_sd=0.01)
    assert whole_life(scenario).ids("recognised", REGIONAL, 2022) == [1]


def test_firms_just_under_an_rd_condition_may_relabel() -> None:
    """Conditions of 100 万元 and 3 %: of 2,000 revenue 100 is enough, of 5,000 it takes 150."""
    firms = some_firms(
        5,
        revenue=[2000.0, 2000.0, 2000.0, 5000.0, 5000.0],
        rd_intensity=[0.05, 0.045, 0.03, 0.029, 0.02],
    )
    step = Step(REGIONAL, (Condition("rd", 100.0), Condition("rd_ratio", 0.03)))
    honest = world(firms, step, until=2022, take_up_regional=1.0, relabel_reach=0.2)
    relabelling = world(
        firms, step, until=2022, take_up_regional=1.0, relabel_reach=0.2, relabel_chance=1.0
    )
    assert whole_life(honest).ids("recognised", REGIONAL, 2022) == [1]
    assert whole_life(relabelling).ids("recognised", REGIONAL, 2022) == [1, 2, 4]
    assert whole_life(relabelling).firms.rd.tolist() == whole_life(honest).firms.rd.tolist()


def test_nobody_applies_below_a_title_it_holds() -> None:
    firms = entitle(some_firms(2), GIANT, 0, BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(INNOVATIVE),
        Step(REGIONAL),
        Step(GIANT, holder_of(REGIONAL)),
        until=2022,
        take_up_innovative=1.0,
        take_up_regional=1.0,
    )
    life = whole_life(scenario)
    assert life.ids("recognised", INNOVATIVE, 2022) == [2]
    assert life.ids("recognised", REGIONAL, 2022) == [2]


@pytest.mark.parametrize(("reading", "years"), [("no", [2022]), ("yes", [2023])])
def test_a_regional_title_may_need_the_innovative_one(reading: str, years: list[int]) -> None:
    scenario = world(
        some_firms(1),
        Step(INNOVATIVE),
        Step(REGIONAL),
        reading={"regional_needs_innovative": reading},
        take_up_innovative=1.0,
        take_up_regional=1.0,
    )
    life = whole_life(scenario)
    assert [year for year in life.records if life.ids("recognised", REGIONAL, year)] == years


def test_a_review_asks_the_conditions_within_tolerance() -> None:
    """Titles of 36 months from September 2021 end in 2024; 100 is asked, 80 is enough."""
    firms = entitle(some_firms(3, rd_intensity=[0.1, 0.085, 0.07]), REGIONAL, slice(None), BEFORE)
    step = Step(REGIONAL, (Condition("rd", 100.0),), validity=36)
    scenario = world(firms, step, until=2024, review_tolerance=0.8)
    life = whole_life(scenario)
    assert life.ids("renewed", REGIONAL, 2024) == [1, 2]
    assert life.ids("lapsed", REGIONAL, 2024) == [3]
    assert (life.firms.until[REGIONAL] - BEFORE).tolist() == [72, 72, 36]


def test_what_is_asked_of_applicants_only_is_waived_at_review() -> None:
    firms = entitle(some_firms(1, rd_intensity=0.05), GIANT, 0, BEFORE)
    conditions = holder_of(REGIONAL)
    strict = world(firms, Step(GIANT, conditions, validity=36), until=2024)
    waived = world(
        firms, Step(GIANT, conditions, validity=36, waived=("holds_regional",)), until=2024
    )
    assert whole_life(strict).ids("lapsed", GIANT, 2024) == [1]
    assert whole_life(waived).ids("renewed", GIANT, 2024) == [1]


def test_renewals_come_at_the_published_rate() -> None:
    n = 20_000
    firms = entitle(some_firms(n), GIANT, slice(None), BEFORE)
    scenario = world(firms, Step(GIANT, validity=36), until=2024, renewal_little_giant=0.83)
    found = len(whole_life(scenario).ids("renewed", GIANT, 2024))
    assert abs(found - 0.83 * n) < 5.0 * np.sqrt(0.83 * 0.17 * n)


def test_a_title_that_ends_in_january_is_reviewed_that_year() -> None:
    firms = entitle(some_firms(1), REGIONAL, 0, month_index(2021, 1))
    life = whole_life(world(firms, Step(REGIONAL, validity=36), renewal_regional=0.0))
    assert life.ids("lapsed", REGIONAL, 2024) == [1]
    assert life.firms.holds(REGIONAL, month_index(2023, 12))[0]
    assert not life.firms.holds(REGIONAL, month_index(2024, 1))[0]


def test_a_title_that_no_rule_set_can_renew_lapses() -> None:
    firms = entitle(some_firms(3), INNOVATIVE, slice(None), BEFORE)
    life = whole_life(world(firms, Step(REGIONAL), until=2024))
    assert life.ids("lapsed", INNOVATIVE, 2024) == [1, 2, 3]
    assert not life.firms.holds(INNOVATIVE, month_index(2024, 12)).any()


def test_a_batch_before_the_first_day_of_the_run_is_part_of_the_start() -> None:
    scenario = world(
        some_firms(10),
        Step(REGIONAL),
        start=dt.date(2022, 7, 12),
        until=2023,
        month_regional=4,
        take_up_regional=1.0,
    )
    life = whole_life(scenario)
    assert life.ids("applied", REGIONAL, 2022) == []
    assert len(life.ids("recognised", REGIONAL, 2023)) == 10


def test_places_without_limit_are_for_everybody() -> None:
    step = Step(REGIONAL, places=True)
    scenario = world(some_firms(5), step, regional_places=float("inf"), take_up_regional=1.0)
    assert len(whole_life(scenario).ids("recognised", REGIONAL, 2022)) == 5


def test_a_title_that_was_still_to_come_is_never_given_to_a_firm_that_closes() -> None:
    firms = entitle(some_firms(10), REGIONAL, slice(0, 4), month_index(2022, 10), FOR_EVER)
    scenario = world(firms, Step(REGIONAL), exit_by_age=(1.0,), until=2022)
    assert measures(scenario, "at_least_ever", "regional") == [0.0]
    held = entitle(some_firms(10), REGIONAL, slice(0, 4), BEFORE, FOR_EVER)
    closed = world(held, Step(REGIONAL), exit_by_age=(1.0,), until=2022)
    assert measures(closed, "at_least_ever", "regional") == [4.0]


@pytest.mark.parametrize(("ended", "held"), [((2022, 6), 0), ((2022, 7), 5), ((2022, 8), 5)])
def test_a_title_that_ended_before_the_first_day_is_not_on_the_form(
    ended: tuple[int, int], held: int
) -> None:
    """It ends with the month before `ended`; until its review in December it counts as held."""
    firms = entitle(some_firms(5), REGIONAL, slice(None), month_index(*ended) - 36)
    giant = Step(Tier.LITTLE_GIANT, conditions=holder_of(REGIONAL))
    scenario = world(
        firms,
        Step(REGIONAL),
        giant,
        start=dt.date(2022, 7, 1),
        until=2022,
        month_little_giant=9.0,
        renewal_regional=0.0,
    )
    assert measures(scenario, "eligible", "little_giant") == [float(held)]


# learn


def test_effort_answers_to_the_share_of_the_target_that_was_missed() -> None:
    """Two banners with half of the SMEs each: 10 wanted is 5 each. One holds 5, one 0."""
    firms = some_firms(20, banner=np.arange(20) % 2)
    entitle(firms, REGIONAL, np.arange(0, 10, 2), BEFORE, FOR_EVER)
    scenario = world(
        register(firms, banners=2),
        Step(REGIONAL),
        levers={"appraisal": Lever("三(一)", LONG_AGO)},
        targets=(Target(REGIONAL, 2022, 10, "一(二)"),),
        until=2022,
        appraisal_response=0.5,
    )
    assert whole_life(scenario).city.effort == pytest.approx([1.0, 1.5])


def test_a_banner_far_beyond_its_target_eases_by_no_more_than_one_that_doubled_it() -> None:
    firms = entitle(some_firms(10), REGIONAL, slice(None), BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(REGIONAL),
        levers={"appraisal": Lever("三(一)", LONG_AGO)},
        targets=(Target(REGIONAL, 2022, 1, "一(二)"),),
        until=2022,
        appraisal_response=0.25,
    )
    assert whole_life(scenario).city.effort == pytest.approx([0.75])


def test_a_banner_that_keeps_to_the_way_from_its_first_titles_neither_tires_nor_hurries() -> None:
    """Four of eight wanted in 2025 are held at the start: 5, 6, 7 and 8 are asked for."""
    firms = entitle(some_firms(8), REGIONAL, slice(0, 4), BEFORE, FOR_EVER)
    for row, year in enumerate(range(2022, 2026), start=4):
        entitle(firms, REGIONAL, row, month_index(year, 9), FOR_EVER)
    scenario = world(
        firms,
        Step(REGIONAL),
        levers={"appraisal": Lever("三(一)", LONG_AGO)},
        targets=(Target(REGIONAL, 2025, 8, "一(二)"),),
        appraisal_response=1.0,
    )
    assert [life.city.effort.tolist() for _, life in lives(scenario)] == [[1.0]] * 4
    assert whole_life(scenario).city.titles_at_start == 4


def test_the_titles_of_the_start_are_those_an_appraisal_would_count() -> None:
    """Regional or little-giant, once a firm, of firms that are there, on the first day."""
    firms = entitle(some_firms(6), REGIONAL, slice(0, 3), BEFORE, FOR_EVER)
    entitle(firms, Tier.LITTLE_GIANT, slice(2, 4), BEFORE, FOR_EVER)
    entitle(firms, Tier.INNOVATIVE, 4, BEFORE, FOR_EVER)
    entitle(firms, REGIONAL, 5, month_index(2022, 10), FOR_EVER)
    firms.alive[0] = False
    assert start_city(world(firms), neutral_habits(), 1, 0).titles_at_start == 3


def test_a_banner_without_smes_misses_nothing() -> None:
    firms = some_firms(6, banner=[0, 0, 0, 0, 1, 1], sme=[True] * 4 + [False] * 2)
    scenario = world(
        register(firms, banners=3),
        Step(REGIONAL),
        levers={"appraisal": Lever("三(一)", LONG_AGO)},
        targets=(Target(REGIONAL, 2025, 8, "一(二)"),),
        appraisal_response=0.5,
    )
    assert whole_life(scenario).city.effort == pytest.approx([3.0, 1.0, 1.0])


def test_without_a_target_or_an_appraisal_effort_stays() -> None:
    firms = register(some_firms(4, banner=[0, 0, 1, 1]), banners=2)
    for levers in ({}, {"appraisal": Lever("三(一)", LONG_AGO)}):
        scenario = world(firms, Step(REGIONAL), levers=levers, appraisal_response=0.0)
        assert whole_life(scenario).city.effort.tolist() == [1.0, 1.0]


# what is counted


def test_counts_tell_tiers_banners_sectors_and_flows_apart() -> None:
    firms = some_firms(4, banner=[0, 1, 1, 1], sector=[0, 0, 1, 1], alive=[True, True, True, False])
    entitle(firms, REGIONAL, [0, 2], BEFORE, FOR_EVER)
    entitle(firms, GIANT, 2, BEFORE, FOR_EVER)
    people = register(firms, banners=2, sectors=("a", "b"))
    batch = simulate_batch(world(people, Step(REGIONAL), Step(GIANT), until=2022), 1, [7], Rules())
    stock = batch.counts[0, 0, ..., COUNTS.index("stock")]
    holders = batch.counts[0, 0, ..., COUNTS.index("holders")]
    tier = {code: number for number, code in enumerate(STOCK_CODES)}
    assert stock[tier["none"]].tolist() == [[0, 0], [1, 0]]
    assert stock[tier["regional"]].tolist() == [[1, 0], [0, 0]]
    assert stock[tier["little_giant"]].tolist() == [[0, 0], [0, 1]]
    assert holders[tier["regional"]].tolist() == [[1, 0], [0, 1]]
    assert holders[tier["none"]].tolist() == stock[tier["none"]].tolist()
    assert stock.sum() == 3
    assert batch.replications.tolist() == [7]


def test_standings_are_nested_along_the_ladder_and_the_champion_stands_apart() -> None:
    firms = some_firms(4)
    entitle(firms, INNOVATIVE, [0, 1], BEFORE, FOR_EVER)
    entitle(firms, GIANT, [1], BEFORE, FOR_EVER)
    entitle(firms, CHAMPION, [3], BEFORE, FOR_EVER)
    entitle(firms, REGIONAL, [2], month_index(2015, 1), 12)  # lapsed long ago
    scenario = world(
        firms, Step(INNOVATIVE), Step(REGIONAL), Step(GIANT), Step(CHAMPION), until=2022
    )
    expected = {
        "at_least_valid": [2, 1, 1, 1, 1],
        "exactly_valid": [1, 0, 0, 1, 1],
        "at_least_ever": [3, 2, 2, 1, 1],
        "exactly_ever": [1, 0, 1, 1, 1],
    }
    for standing, by_tier in expected.items():
        assert [measures(scenario, standing, t.code)[0] for t in Tier] == by_tier, standing


@pytest.mark.parametrize(("reading", "counted"), [("yes", 2), ("no", 1)])
def test_titles_older_than_the_innovative_rung_count_for_it_or_not(
    reading: str, counted: int
) -> None:
    firms = some_firms(2)
    entitle(firms, REGIONAL, 0, month_index(2020, 5), FOR_EVER)
    entitle(firms, REGIONAL, 1, month_index(2021, 12), FOR_EVER)
    scenario = world(
        firms,
        Step(INNOVATIVE),
        Step(REGIONAL),
        reading={"early_titles_count_as_innovative": reading},
        until=2022,
    )
    rungs = tuple(
        replace(rung, since=dt.date(2021, 6, 1)) if rung.tier is INNOVATIVE else rung
        for rung in scenario.ladder.rungs
    )
    dated = replace(scenario, ladder=replace(scenario.ladder, rungs=rungs))
    assert measures(dated, "at_least_valid", "innovative") == [counted]
    assert measures(dated, "at_least_valid", "regional") == [2]


def test_watched_months_show_the_stock_of_that_month() -> None:
    firms = entitle(some_firms(3), REGIONAL, 0, month_index(2022, 10), 6)
    watch = (
        month_index(2022, 9),
        month_index(2022, 10),
        month_index(2023, 3),
        month_index(2023, 4),
    )
    scenario = world(firms, Step(REGIONAL), until=2023, watch=watch, renewal_regional=0.0)
    batch = simulate_batch(scenario, 1, [0], Rules())
    assert batch.watched[0, :, STOCK_CODES.index("regional")].tolist() == [0, 1, 1, 0]
    assert batch.watched[0].sum(axis=1).tolist() == [3, 3, 3, 3]


def test_the_firms_of_a_city_are_measured() -> None:
    firms = some_firms(
        4,
        sme=[True, True, False, True],
        above_scale=[True, False, True, True],
        manufacturer=[True, True, True, False],
    )
    scenario = world(firms, until=2022)
    assert measures(scenario, "firms") == [4.0]
    assert measures(scenario, "smes") == [3.0]
    assert measures(scenario, "above_scale_industry") == [2.0]
    assert measures(scenario, "trained") == measures(scenario, "pool") == [0.0]


# dates and luck


def test_a_title_is_valid_for_its_term_to_the_month() -> None:
    scenario = world(
        some_firms(1),
        Step(REGIONAL, validity=36),
        until=2025,
        month_regional=10,
        take_up_regional=1.0,
        renewal_regional=0.0,
    )
    firms = whole_life(scenario).firms
    october = month_index(2022, 10)
    assert firms.since[REGIONAL, 0] == firms.first[REGIONAL, 0] == october
    valid = [bool(firms.holds(REGIONAL, october + month)[0]) for month in (-1, 0, 35, 36)]
    assert valid == [False, True, True, False]


def test_reviews_of_two_titles_are_two_draws() -> None:
    n = 20_000
    firms = entitle(some_firms(n), REGIONAL, slice(None), BEFORE)
    entitle(firms, CHAMPION, slice(None), BEFORE)
    scenario = world(
        firms,
        Step(REGIONAL, validity=36),
        Step(CHAMPION, validity=36),
        until=2024,
        renewal_regional=0.5,
        renewal_champion=0.5,
    )
    life = whole_life(scenario)
    both = set(life.ids("renewed", REGIONAL, 2024)) & set(life.ids("renewed", CHAMPION, 2024))
    assert abs(len(both) - n / 4) < 5.0 * np.sqrt(n * 3 / 16)


@pytest.mark.parametrize(
    "habits",
    [
        {"take_up_regional": 0.5, "take_up_champion": 0.5, "panel_sd": 1e-9},
        {"panel_sd": 4.0, "panel_persistence": 0.0},
        {"panel_sd": 4.0, "panel_persistence": 1.0},
        {"panel_sd": 1e-9, "relabel_chance": 0.5, "relabel_reach": 0.2},
    ],
    ids=["applying", "the panel of the year", "the panel's lasting view", "relabelling"],
)
def test_two_rungs_have_two_draws_for(habits: dict[str, float]) -> None:
    """Half of the firms pass each rung, a quarter both."""
    n = 20_000
    scored = (Item("quality", "all", (Bands("quality", (1.0,), (60.0,)),)),)
    asked = (Condition("rd", 100.0),)
    firms = some_firms(n, quality=1.0, rd_intensity=0.09 if "relabel_chance" in habits else 0.2)
    if habits["panel_sd"] < 1.0:
        scored = ()  # the panel decides nothing
    steps = (
        Step(tier, asked, items=scored, pass_mark=60.0 if scored else None)
        for tier in (REGIONAL, CHAMPION)
    )
    everyone = {"take_up_regional": 1.0, "take_up_champion": 1.0}
    life = whole_life(world(firms, *steps, until=2022, **{**everyone, **habits}))
    first, second = (set(life.ids("recognised", tier, 2022)) for tier in (REGIONAL, CHAMPION))
    for found, share in ((first, 0.5), (second, 0.5), (first & second, 0.25)):
        assert abs(len(found) - n * share) < 5.0 * np.sqrt(n * share * (1.0 - share))


def test_rivals_have_a_draw_of_their_own_on_each_rung_and_in_each_year() -> None:
    """One firm, one rival, one place: the better draw wins, and every draw has its address."""
    rival, seed = 1 << 40, 4
    scenario = world(
        some_firms(1),
        *(Step(tier, places=True, rivals=True) for tier in (GIANT, CHAMPION)),
        until=2023,
        **{f"take_up_{tier.code}": 1.0 for tier in (GIANT, CHAMPION)},
        **{f"{tier.code}_{what}": 1 for tier in (GIANT, CHAMPION) for what in ("places", "rivals")},
    )
    for replication in range(100):
        life = whole_life(scenario, seed, replication)
        for tier in (GIANT, CHAMPION):
            better = [
                year
                for year in scenario.years
                if uniform(seed, replication, 1, year, Event.PANEL, tier)
                > uniform(seed, replication, rival, year, Event.RIVAL, tier)
            ]
            won = [year for year in scenario.years if life.ids("recognised", tier, year)]
            assert won == better[:1]


def test_a_part_year_has_part_of_the_loans_steps_certificates_and_applications() -> None:
    """Each of 40,000 firms takes each of these in a year with chance 1/2; 183 of 365 days."""
    n = 40_000
    firms = some_firms(n, rd_intensity=0.05, class1_ip=1.0)
    scenario = world(
        firms,
        Step(REGIONAL),
        until=2022,
        start=dt.date(2022, 7, 2),
        take_up_regional=0.5,
        loan_demand=0.5,
        loan_approval=1.0,
        loan_to_revenue=0.1,
        certificate_rate=0.5,
        quality_rate=0.5,
        body_rate=0.5,
        digital_rate=0.5,
    )
    lived = whole_life(scenario).firms
    share = 0.5 * 183 / 365
    for found in (
        lived.loan > 0.0,
        lived.high_tech_until > 0,
        lived.quality > 0.0,
        lived.body > 0.0,
        lived.digital > 1.0,
        lived.first[REGIONAL] > 0,
    ):
        assert abs(found.sum() - n * share) < 5.0 * np.sqrt(n * share)


@pytest.mark.parametrize("tier", [GIANT, REGIONAL])
def test_a_lower_title_is_kept_without_review_while_a_higher_one_is_valid(tier: Tier) -> None:
    firms = entitle(some_firms(2), INNOVATIVE, slice(None), BEFORE)
    entitle(firms, tier, 0, BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(INNOVATIVE, validity=36),
        Step(REGIONAL),
        Step(GIANT),
        until=2024,
        renewal_innovative=0.0,
    )
    life = whole_life(scenario)
    assert life.ids("renewed", INNOVATIVE, 2024) == [1]
    assert life.ids("lapsed", INNOVATIVE, 2024) == [2]


def test_a_higher_title_that_lapses_in_december_keeps_no_lower_one_alive() -> None:
    firms = entitle(some_firms(1), INNOVATIVE, 0, BEFORE)
    entitle(firms, GIANT, 0, month_index(2021, 12))
    nobody = {"renewal_innovative": 0.0, "renewal_little_giant": 0.0}
    steps = (Step(INNOVATIVE, validity=36), Step(GIANT, validity=36))
    life = whole_life(world(firms, *steps, until=2024, **nobody))
    assert life.ids("lapsed", INNOVATIVE, 2024) == life.ids("lapsed", GIANT, 2024) == [1]


def test_the_side_rung_keeps_no_lower_title_alive() -> None:
    firms = entitle(some_firms(1), REGIONAL, 0, BEFORE)
    entitle(firms, CHAMPION, 0, BEFORE, FOR_EVER)
    step = Step(REGIONAL, validity=36)
    life = whole_life(world(firms, step, Step(CHAMPION), until=2024, renewal_regional=0.0))
    assert life.ids("lapsed", REGIONAL, 2024) == [1]


def test_a_title_in_its_year_of_review_still_counts_for_an_applicant() -> None:
    """The regional title ends in September 2024; the batch of little giants is in October."""
    firms = entitle(some_firms(1), REGIONAL, 0, BEFORE)
    scenario = world(
        firms,
        Step(REGIONAL, validity=36),
        Step(GIANT, holder_of(REGIONAL), first_batch=2024),
        until=2024,
        month_little_giant=10,
        take_up_little_giant=1.0,
        renewal_regional=0.0,
    )
    life = whole_life(scenario)
    assert life.ids("recognised", GIANT, 2024) == [1]
    assert life.ids("renewed", REGIONAL, 2024) == [1]


def test_the_supply_of_land_grows_by_itself_and_not_with_the_claims() -> None:
    """Ten firms ask for 10 mu each and grow by e; the pool is 100 and grows by 10 % a year."""
    scenario = world(some_firms(10), until=2024, growth_mean=1.0, factor_supply_growth=0.1)
    claimed, supply, given = [], [], []
    for _, life in lives(scenario):
        claimed.append(float(life.city.factor_claimed[LAND, 0]))
        supply.append(float(life.city.factor_supply[LAND, 0]))
        given.append(float(life.city.factor_given[LAND, 0]))
    assert claimed == pytest.approx([100.0, 100.0 * np.e, 100.0 * np.e**2])
    assert supply == pytest.approx([100.0, 110.0, 121.0])
    assert given == pytest.approx(supply)
