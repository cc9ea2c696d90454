"""The required budget of small worlds in the model itself, where the right answer is known."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy import special, stats

from srdi_sim.analysis.answers import AGAIN, FRESH
from srdi_sim.analysis.goals import Goal, goals_of
from srdi_sim.analysis.money_levers import Held, price_of
from srdi_sim.analysis.required import required
from srdi_sim.analysis.required_json import required_json
from srdi_sim.distributions import Choice
from srdi_sim.ensemble import task
from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import Credit, Quality, Training
from srdi_sim.policy.settings import Range
from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.scenario import Target
from worlds import LONG_AGO, WAN, Step, award, some_firms, world

FIRMS, MORE_THAN = 40, 25
TARGET = Target(Tier.REGIONAL, 2022, MORE_THAN, "一(二)")
FAST = {"replications": 25, "samples": 9}


def ranged(name, high, kind="money"):
    return Range(name, kind, 0.0, float(high), "a test", "low")


AWARD = ranged("awards.regional.amount", 400 * WAN)


def town(places=None, *, ranges=(AWARD,), levers=None, targets=(TARGET,), **habits):
    """One year of forty firms, each of which applies with the same chance by itself."""
    scenario = world(
        some_firms(FIRMS),
        Step(Tier.REGIONAL, places=places is not None),
        awards=(award(Tier.REGIONAL, 100),),
        levers=levers,
        until=2022,
        targets=targets,
        take_up_regional=0.5,
        award_response=1.0,
        reference_awards_regional=100.0,
        regional_places=0.0 if places is None else places,
        **habits,
    )
    return replace(scenario, ranges=ranges)


def exact(award_fen):
    """The true chance of the target, and the P80 of the money, with an award."""
    applies = special.expit((award_fen / WAN - 100.0) / 100.0)
    count = stats.binom(FIRMS, applies)
    return count.sf(MORE_THAN), award_fen * count.ppf(0.8)


@pytest.fixture(scope="module")
def found():
    return required(town(), replications=100, samples=16)


def test_the_cheapest_award_is_that_of_the_binomial_distribution(found):
    answer = found.answers[0]
    assert answer.verdict == "attainable"
    (fen,) = answer.mix.setting
    chance, money = exact(fen)
    assert chance >= 0.8
    assert answer.mix.chances["regional:2022"].low95 <= chance
    assert chance <= answer.mix.chances["regional:2022"].high95
    assert answer.mix.money == pytest.approx(money, rel=0.05)
    dearest = next(wan for wan in range(401) if exact(wan * WAN)[0] >= 0.9)
    assert next(wan for wan in range(401) if exact(wan * WAN)[0] >= 0.8) <= fen / WAN <= dearest


def test_the_scenario_as_it_is_stands_beside(found):
    chance, money = exact(100 * WAN)
    assert found.own.setting == ()
    assert found.own.chances["regional:2022"].value == pytest.approx(chance, abs=0.03)
    assert found.own.money == pytest.approx(money, rel=0.05)


def test_a_target_and_all_of_one_target_have_the_same_answer(found):
    alone, together = found.answers
    assert (alone.goal, together.goal) == ("regional:2022", "all")
    assert alone.mix.setting == together.mix.setting
    assert found.main.name == "all"


def test_a_quota_is_named_with_the_highest_chance_there_is():
    places = Choice((26.0, 12.0), (0.25, 0.75))
    scenario = town(places)
    found = required(scenario, replications=50, samples=9)
    answer = found.answers[0]
    assert (answer.verdict, answer.mix) == ("not_attainable", None)
    drawn = scenario.uncertainties.values(
        "regional_places", 1, np.arange(50 * (1 + AGAIN), 50 * (1 + AGAIN + FRESH)), 2022
    )
    assert answer.highest.chances["regional:2022"].times <= (drawn > MORE_THAN).sum()
    assert answer.highest.chances["regional:2022"].times >= 0.95 * (drawn > MORE_THAN).sum()
    (obstacle,) = found.obstacles["regional:2022"]
    assert obstacle.gate == "places"
    assert obstacle.share > 0.9
    told = required_json(found)["required"]
    assert (told["attainable"], told["money_fen"], told["binds"]) == (False, None, "places")
    assert told["highest_chance"] == answer.highest.chances["regional:2022"].value


def test_levers_without_a_price_or_without_an_effect_stay_as_they_are():
    levers = {
        "training": Training("二(十三)", LONG_AGO, seats=10),
        "credit": Credit("二(八)", LONG_AGO),
        "quality": Quality("二(五)", LONG_AGO),
    }
    ranges = (
        AWARD,
        ranged("training.seats", 40, "whole"),
        ranged("quality.national", 100 * WAN),
        ranged("credit.fund", 100 * WAN),
        ranged("visits.firms", 10, "whole"),
    )
    scenario = town(
        ranges=ranges,
        levers=levers,
        reading={"training_for": "any"},
        training_cost_wan=1.0,
        training_help=1.0,
        standard_national_wan=5.0,
    )
    found = required(scenario, **FAST)
    assert [each.name for each in found.levers] == ["awards.regional.amount", "training.seats"]
    assert found.held == (
        Held("credit.fund", "apart"),
        Held("visits.firms", "no_price"),
        Held("quality.national", "only_money"),
    )
    named = required(scenario, levers=["credit.fund", "awards.regional.amount"], **FAST)
    assert [each.name for each in named.levers] == ["credit.fund", "awards.regional.amount"]
    assert (named.held, named.free) == ((), ("credit.fund",))


def test_a_lever_has_a_price_if_its_line_is_expenditure():
    scenario = town()
    priced = ("awards.regional.amount", "training.seats", "platforms.count", "parks.threshold")
    assert [price_of(name, scenario) for name in priced] == [None] * 4
    assert price_of("credit.fund", scenario) == price_of("funds.stakes", scenario) == "apart"
    assert price_of("pool.city_places", scenario) == price_of("factors.strength", scenario)
    assert price_of("factors.strength", scenario) == "no_price"
    assert price_of("factors.power_discount", scenario) is None  # any above 0 has its line


class Stop(BaseException):
    """What ends a process in the middle of its work."""


def counting(monkeypatch, most=10**9):
    """Count the replications that are simulated, and stop after so many batches."""
    simulate_batch, done = task.simulate_batch, []

    def counted(scenario, seed, numbers, rules):
        if len(done) >= most:
            raise Stop
        done.append(len(numbers))
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", counted)
    return done


def same(one, other):
    alike = required_json(one), required_json(other)
    for each in alike:
        each["search"].pop("seconds")
    return alike[0] == alike[1]


def test_a_search_goes_on_from_its_archive_and_simulates_nothing_twice(tmp_path, monkeypatch):
    scenario = town(Choice((26.0, 12.0), (0.25, 0.75)))
    undisturbed = required(scenario, **FAST)
    with monkeypatch.context() as patched:
        whole = counting(patched)
        required(scenario, archive=tmp_path / "whole", **FAST)
    with monkeypatch.context() as patched:
        begun = counting(patched, most=9)
        with pytest.raises(Stop):
            required(scenario, archive=tmp_path / "cut", **FAST)
    with monkeypatch.context() as patched:
        rest = counting(patched)
        resumed = required(scenario, archive=tmp_path / "cut", **FAST)
    assert same(resumed, undisturbed)
    assert sum(begun) + sum(rest) == sum(whole)
    with monkeypatch.context() as patched:
        nothing = counting(patched)
        again = required(scenario, archive=tmp_path / "cut", **FAST)
        other = Goal("regional:2022>20", (replace(TARGET, number=20),))
        required(scenario, goals=[other], archive=tmp_path / "cut", **FAST)
    assert same(again, undisturbed)
    assert sum(nothing) < 0.9 * sum(whole)  # the other goal is met by settings that are there


def test_two_processes_give_the_same_answer_as_one():
    assert same(required(town(), workers=2, **FAST), required(town(), **FAST))


def test_a_goal_of_ones_own_number_needs_its_own_money():
    scenario = town()
    goals = goals_of(scenario, ["regional:2022>20", "regional:2022>30"])
    low, high = required(scenario, goals=goals, **FAST).answers
    assert low.mix.money < high.mix.money


def test_a_higher_confidence_needs_more_money():
    money = [
        required(town(), confidence=Fraction(each), **FAST).answers[0].mix.money
        for each in ("0.6", "0.9")
    ]
    assert money[0] < money[1]


def test_failed_replications_are_counted_and_left_out(monkeypatch):
    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 7 in numbers or 120 in numbers:
            raise ArithmeticError("unlucky")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    found = required(town(), **FAST)
    assert {number for number, _ in found.failed} == {7, 120}
    assert len(found.failed) > found.settings  # once for every setting in which it has failed
    assert found.own.chances["regional:2022"].of == 25 * FRESH - 1
    assert found.answers[0].verdict == "attainable"


def test_progress_ends_at_the_end(found):
    told = []
    required(town(), progress=lambda *done: told.append(done), **FAST)
    assert told[-1][0] == told[-1][1]
    assert all(done <= total for done, total in told)


def test_users_are_told_how_long_it_may_take_at_the_pace_so_far(monkeypatch):
    from srdi_sim.analysis import searched_model

    clock, told = searched_model.time.perf_counter, []
    scenario = town()

    def note(key, **values):
        told.append((key, values))

    with monkeypatch.context() as patched:  # the first replications took 100 minutes
        patched.setattr(searched_model.time, "perf_counter", lambda: clock() + 6000.0)
        required(scenario, note=note, **FAST)
    ((_, values),) = [each for each in told if each[0] == "searching"]
    done = 2 * 6 + 25 * FRESH  # whether the award moves a firm, and the scenario as it is
    assert values["minutes"] == pytest.approx(100.0 * values["runs"] / done, rel=0.02)


def test_what_cannot_be_searched_is_refused():
    with pytest.raises(SrdiError, match=r"required\.no_goal"):
        required(town(targets=()))
    with pytest.raises(SrdiError, match=r"required\.no_levers"):
        required(town(ranges=()))
    with pytest.raises(SrdiError, match=r"required\.no_lever: given='stacking'"):
        required(town(), levers=["stacking"])
    with pytest.raises(SrdiError, match=r"input\.unknown"):
        required(town(), levers=["awards.regonal.amount"])


def test_the_json_is_plain(found):
    assert json.loads(json.dumps(required_json(found), allow_nan=False))["search"]["levers"]
