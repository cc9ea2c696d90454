"""The sweep over readings: which are tried, and what is told of each."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import numpy as np
import pandas as pd
import pytest

from srdi_sim.analysis import readings as module
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.named_readings import COMBINATIONS, OWN, Named, named_readings
from srdi_sim.analysis.readings import readings, readings_json
from srdi_sim.ensemble import experiment
from srdi_sim.ensemble.experiment import found_of
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import Training, Visits
from srdi_sim.policy.reading import QUESTIONS, SAMPLED, Reading
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Target
from worlds import Step, award, entitle, other_award, some_firms, world

N, SEED = 8, 5
BEGUN = dt.date(2022, 7, 12)
TARGETS = (Target(Tier.INNOVATIVE, 2025, 20, "一(二)"), Target(Tier.REGIONAL, 2025, 11, "一(二)"))


def small(**reading):
    """A world of forty firms, two rungs and three levers."""
    firms = entitle(some_firms(40), Tier.REGIONAL, np.arange(6), month_index(2021, 5), 12 * 10)
    return world(
        firms,
        Step(Tier.INNOVATIVE),
        Step(Tier.REGIONAL),
        awards=(
            award(Tier.INNOVATIVE, 10, BEGUN),
            award(Tier.REGIONAL, 100, BEGUN, applies_to="new_and_stock"),
        ),
        other_purses=(other_award(Tier.REGIONAL, 50, BEGUN),),
        levers={
            "training": Training("二(十三)", BEGUN, seats=50),
            "visits": Visits("三(二)", BEGUN, firms=3),
        },
        reading=reading,
        start=BEGUN,
        targets=TARGETS,
        take_up_innovative=0.3,
        take_up_regional=0.1,
        training_cost_wan=2.0,
        stock_paid=1.0,
        city_share=0.8,
        large_firms=0.0,
    )


@cache
def found():
    return readings(small(), replications=N, seed=SEED)


def named(name):
    (one,) = [each for each in found().named if each.name == name]
    return one


def test_every_question_has_each_other_answer_once_and_sampled_ones_are_settled():
    reading = Reading()
    tried, left_out = named_readings(reading)
    single = {each.name: each for each in tried if each.question}
    for question, (_, answers) in QUESTIONS.items():
        if answers[0] in ("year", "share"):
            continue
        others = set(answers) - {SAMPLED, getattr(reading, question)}
        assert {f"{question}={answer}" for answer in others} <= single.keys()
        assert f"{question}={getattr(reading, question)}" not in single
    assert {"municipal_rung_until=2021", "municipal_rung_until=2025"} <= single.keys()
    assert {"city_share=0.5", "city_share=1.0"} <= single.keys()
    assert {each.name for each in tried} - single.keys() == COMBINATIONS.keys()
    assert left_out == ()
    assert len({each.name for each in tried}) == len(tried)


def test_a_combination_names_only_what_the_scenario_reads_otherwise():
    cheapest = dict(COMBINATIONS["cheapest"])
    tried, _ = named_readings(Reading(**{**cheapest, "stacking": "top_up"}))
    (told,) = [each for each in tried if each.name == "cheapest"]
    assert told.answers == (("stacking", "highest_only"),)
    assert told.question is None
    tried, _ = named_readings(Reading(**cheapest))
    assert "cheapest" not in {each.name for each in tried}


def test_the_practice_of_2024_is_that_of_its_scenario():
    reading = load_scenario("practice-2024").reading
    as_written = Reading(**COMBINATIONS["practice_2024"])
    assert reading == as_written


@pytest.mark.parametrize("name", COMBINATIONS)
def test_a_combination_settles_all_that_could_contradict_it(name):
    for reading in (
        Reading(),
        Reading(stock_already_recognised="not_paid"),
        Reading(stock_schedule="spread", stock_little_giant_regional_award="not_paid"),
        Reading(award_payer="banners_outside_districts"),
        Reading(municipal_rung_until=2030),
        Reading(later_documents="in_force"),
    ):
        _, left_out = named_readings(reading)
        assert name not in {each.named.name for each in left_out}, reading


def test_an_answer_that_contradicts_the_scenario_is_left_out_and_named():
    _, left_out = named_readings(Reading(stock_already_recognised="not_paid"))
    assert {each.named.name: each.excluded_by for each in left_out} == {
        "stock_schedule=spread": "stock_already_recognised",
        "stock_schedule=while_valid": "stock_already_recognised",
        "stock_little_giant_regional_award=not_paid": "stock_already_recognised",
    }


def test_readings_that_only_count_otherwise_are_not_simulated_again(monkeypatch):
    simulated = []

    def recorded(trials, measure, crew, **how):
        simulated.extend(trial.scenario().reading for trial in trials)
        return found_of(trials, measure, crew, **how)

    monkeypatch.setattr(module, "found_of", recorded)
    told = readings(small(), replications=2, seed=SEED)
    assert len(simulated) == sum(each.is_simulated for each in told.named) + 1
    counted = {each.name for each in told.named if not each.is_simulated}
    assert counted == {OWN, "exceed=at_least", "counting=ever_recognised"} | {
        f"nesting={answer}" for answer in QUESTIONS["nesting"][1] if answer != "nested"
    }
    assert len({(r.exceed, r.nesting, r.counting) for r in simulated}) == 3  # two combinations too


@pytest.mark.parametrize(
    "name", ["stacking=top_up", "exceed=at_least", "nesting=disjoint", "cheapest", OWN]
)
def test_what_is_told_of_a_reading_is_what_its_own_runs_say(name):
    scenario = named(name).of(small())
    runs = simulate(scenario, replications=N, seed=SEED)
    outlook, total = forecast(runs), budget(runs).total
    told = found().at(name, "cost:total")
    assert (told["p50"], told["p80"]) == (total.p50, total.p80)
    assert round(told["mean"]) == total.mean
    by_basis = [found().at(name, f"cost:basis:{basis}") for basis in ("text", "assumption")]
    assert sum(each["mean"] for each in by_basis) == pytest.approx(told["mean"])
    for target in TARGETS:
        outcome, chance = f"{target.tier.code}:2025", outlook.chance(target)
        firms = found().at(name, f"firms:{outcome}")
        assert firms["p50"] == np.sort(outlook.count(target.tier, 2025))[(N + 1) // 2 - 1]
        told = found().at(name, f"chance:{outcome}")
        assert (told["mean"], told["low95"]) == (chance.value, chance.low95)
    assert found().at(name, "chance:all")["mean"] == outlook.chance_all.value


def test_what_a_reading_does_not_touch_differs_by_exactly_nothing():
    assert set(found().touched(OWN)) == set()
    for name in ("stacking=top_up", "second_award=after_lapse", "champion_kind=firm_or_product"):
        assert not any(each.startswith(("firms:", "chance:")) for each in found().touched(name))
    top_up = found().at("stacking=top_up", "cost:clause:二(十三)")
    assert (top_up["difference"], top_up["difference_low95"], top_up["differs"]) == (0, 0, 0)
    schedule = found().touched("stock_schedule=spread")
    assert {"cost:due:2022", "cost:due:2023"} <= set(schedule)
    assert "cost:total" not in schedule
    paid = found().at("stock_already_recognised=not_paid", "cost:total")
    assert paid["difference"] == -6 * 100 * 1_000_000
    assert paid["differs"] == N
    zero = found().touched("amounts_not_given=zero")
    assert {"cost:clause:二(十三)", "cost:basis:assumption"} <= set(zero)
    assert "cost:basis:text" not in zero


def test_the_table_has_a_row_for_each_reading_and_outcome():
    table = found().table
    assert table.index.names == ["reading", "outcome"]
    assert table.index.is_unique
    assert list(dict.fromkeys(table.index.get_level_values(0))) == [e.name for e in found().named]
    outcomes = table.loc[OWN].index
    assert len(table) == len(found().named) * len(outcomes)
    assert {"firms:innovative:2025", "chance:regional:2025", "cost:tail"} <= set(outcomes)
    assert "cost:memo:region" in outcomes
    assert not table[["mean", "difference", "differs"]].isna().any().any()


def test_the_table_is_the_same_whoever_does_the_work(monkeypatch):
    monkeypatch.setattr(experiment, "LARGEST_CHUNK", 3)
    by_two = readings(small(), replications=N, seed=SEED, workers=2)
    pd.testing.assert_frame_equal(by_two.table, found().table, check_exact=True)


def test_fewer_than_two_replications_are_refused_before_any_is_simulated(monkeypatch):
    monkeypatch.setattr(module, "found_of", None)
    with pytest.raises(SrdiError, match=r"readings\.too_few"):
        readings(small(), replications=1)


def test_the_json_answer_is_one_object_of_plain_values():
    told = json.loads(json.dumps(readings_json(found()), allow_nan=False))
    assert told["replications"] == N
    assert told["reading"] == small().reading.as_dict()
    assert [each["name"] for each in told["readings"]] == [each.name for each in found().named]
    own, *others = told["readings"]
    assert own["answers"] == {}
    assert own["differs"] == []
    assert [target["wanted"] for target in own["targets"]] == [">20", ">11"]
    at_least = next(each for each in others if each["name"] == "exceed=at_least")
    assert [target["wanted"] for target in at_least["targets"]] == ["≥20", "≥11"]
    assert own["cost"]["unpriced"] == [{"lever": "visits", "clause": "三(二)", "reason": "staff"}]
    zero = next(each for each in others if each["name"] == "amounts_not_given=zero")
    assert {each["lever"] for each in zero["cost"]["unpriced"]} == {"visits", "training"}
    assert zero["cost"]["by_basis_fen"]["assumption"] == 0
    assert {each["name"] for each in told["left_out"]} == {"later_documents=in_force"}


def test_a_named_reading_of_nothing_is_the_scenario_itself():
    scenario = small()
    assert Named(OWN).of(scenario) is scenario
