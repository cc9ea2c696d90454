from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from srdi_sim.analysis import plans
from srdi_sim.analysis.optimisation import FRESH, MOST_POINTS, optimise
from srdi_sim.analysis.optimisation_json import optimisation_json
from srdi_sim.analysis.outcomes import COST, outcomes_of
from srdi_sim.analysis.plans import AS_IS, Estimate, Plan, Point, estimated, verdicts
from srdi_sim.analysis.statistics import Chance
from srdi_sim.ensemble.archive import opened
from srdi_sim.ensemble.crew import Alone, crew_of
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.report.optimisation import optimisation_text
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.units import format_money

LEVERS = ("awards.innovative.amount", "awards.regional.amount", "training.seats")
GOALS = ("firms:regional:2025",)
SMALL = {"levers": LEVERS, "samples": 30, "replications": 2, "seed": 3}


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture(scope="module")
def undisturbed(ordos):
    return optimise(ordos, GOALS, **SMALL)


def all_but_time(found):
    """Return everything that an optimisation says, but for the time it took."""
    return {**optimisation_json(found), "seconds": None, "searched": found.searched.tolist()}


class StoppedAfter(Alone):
    """A crew whose user presses Ctrl-C after some tasks."""

    def __init__(self, tasks, whole):
        self._whole, self._left = whole, tasks

    def outcomes(self, tasks):
        for each in self._whole.outcomes(tasks):
            if self._left == 0:
                raise KeyboardInterrupt
            self._left -= 1
            yield each


@contextmanager
def stopped_after(tasks):
    """Let every crew of a search stop after so many tasks."""

    @contextmanager
    def crew_of_a_hasty_user(*of, **more):
        with crew_of(*of, **more) as crew:
            yield StoppedAfter(tasks, crew)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("srdi_sim.analysis.optimisation.crew_of", crew_of_a_hasty_user)
        yield


def kept_in(folder):
    with opened(folder) as archive:
        return len(archive)


@pytest.mark.parametrize("tasks", [7, 20, 32])  # in a generation, after one, at the end
def test_a_search_that_was_interrupted_ends_as_if_it_had_not_been(
    ordos, undisturbed, tmp_path, tasks
):
    with pytest.raises(KeyboardInterrupt), stopped_after(tasks):
        optimise(ordos, GOALS, archive=tmp_path, **SMALL)
    assert kept_in(tmp_path) == tasks
    told = []
    resumed = optimise(
        ordos, GOALS, archive=tmp_path, progress=lambda *done: told.append(done), **SMALL
    )
    assert all_but_time(resumed) == all_but_time(undisturbed)
    done = [each for each, _ in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]


def test_more_samples_go_on_where_fewer_ended(ordos, undisturbed, tmp_path):
    fewer = optimise(ordos, GOALS, archive=tmp_path, **{**SMALL, "samples": 22})
    assert fewer.searched.tolist() == undisturbed.searched[:22].tolist()
    kept = kept_in(tmp_path)
    with stopped_after(8 + MOST_POINTS):  # of the 22 none is made again
        more = optimise(ordos, GOALS, archive=tmp_path, **SMALL)
    assert all_but_time(more) == all_but_time(undisturbed)
    assert kept < kept_in(tmp_path) <= kept + 8 + MOST_POINTS


def test_points_are_judged_by_luck_that_the_search_has_not_seen(ordos, undisturbed):
    assert undisturbed.fresh == FRESH * 2
    for point in (undisturbed.as_is, undisturbed.front[0], undisturbed.front[-1]):
        scenario = point.plan.of(ordos)
        runs = simulate(scenario, replications=range(2, 2 + FRESH * 2), seed=3)
        alone = outcomes_of(runs, (COST, *GOALS))
        for goal, values in alone.items():
            assert point.estimates[goal] == estimated(goal, values.astype(float))
        assert point.cost_p80 in alone[COST].tolist()
        assert point.cost_p80_ends[0] <= point.cost_p80 <= point.cost_p80_ends[1]


def test_the_front_rises_with_the_cost_and_nothing_on_it_is_dominated(undisturbed):
    front = undisturbed.front
    cost = [point.estimates[COST].mean for point in front]
    firms = [point.estimates[GOALS[0]].mean for point in front]
    assert cost == sorted(cost)
    assert firms == sorted(firms)
    names = [point.plan.name for point in front]
    for point in undisturbed.dropped:
        assert point.dominated_by in names


def test_every_point_tells_its_levers_and_those_of_the_scenario(ordos, undisturbed):
    told = optimisation_json(undisturbed)
    assert [each["name"] for each in told["levers"]] == list(LEVERS)
    assert [each["as_is"] for each in told["levers"]] == [10_000_000, 100_000_000, 50]
    for point in (*told["front"], *told["dropped"], told["as_is"]):
        assert list(point["levers"]) == list(LEVERS)
        for lever, of in zip(point["levers"].values(), told["levers"], strict=True):
            assert lever["as_is"] == of["as_is"]
            assert of["low"] <= lever["value"] <= of["high"]
    assert told["as_is"]["levers"]["training.seats"] == {"value": 50, "as_is": 50}
    assert told["front"][0]["outcomes"][COST]["difference"]["mean"] < 0.0


def test_no_plan_of_the_front_exceeds_the_budget(ordos):
    found = optimise(ordos, GOALS, budget="8000万", **SMALL)
    assert found.budget == 8_000 * 1_000_000
    assert found.as_is.over_budget
    assert not found.within.all()
    assert found.within.any()
    assert found.front
    for point in found.front:
        assert point.cost_p80 <= found.budget


def test_a_budget_that_nothing_keeps_leaves_no_front(ordos):
    found = optimise(ordos, GOALS, budget=0, **{**SMALL, "samples": 5})
    assert found.front == ()
    assert found.on_search_front == 0
    assert not found.within.any()


def test_plans_that_are_named_stand_beside_what_is_found(ordos):
    other = load_scenario("awards-double")
    plan = Plan(other.name, policy=other.policy)
    found = optimise(ordos, GOALS, plans=[plan], **{**SMALL, "samples": 5})
    assert [point.plan.name for point in found.named] == [AS_IS, other.name]
    dearer = found.named[1]
    assert dearer.against[COST].mean > 0.0
    assert plan.value(found.levers[1], ordos) == 2 * 100_000_000


def test_what_is_paid_beside_the_total_is_told(undisturbed):
    assert undisturbed.as_is.beside["cost:asset:city"] > 0.0
    assert "cost:asset:region" not in undisturbed.as_is.beside


def test_failed_replications_are_counted_and_left_out(ordos, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 4 in numbers:
            raise ArithmeticError("one is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    found = optimise(ordos, GOALS, **{**SMALL, "samples": 3})
    assert len(found.failed) == len(found.points) > 0
    assert {number for number, _ in found.failed} == {4}
    assert np.isfinite([point.estimates[COST].high95 for point in found.points]).all()


def test_of_a_setting_that_always_fails_nobody_says_that_it_keeps_the_budget(ordos, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch, own = task.simulate_batch, ordos.policy.awards[0].amount

    def failing(scenario, seed, numbers, rules):
        if scenario.policy.awards[0].amount != own:
            raise ArithmeticError("one is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    found = optimise(ordos, GOALS, budget=0, **{**SMALL, "samples": 2})
    assert np.isnan(found.searched).any()
    assert not found.within.any()
    cheapest = np.nanmin(found.searched[:, 0])
    assert format_money(round(cheapest), "en") in optimisation_text(found, None, "en")


def point(name, cost, firms, values=(), p80=None):
    estimates = {COST: Estimate(cost, cost, cost), "firms": Estimate(firms, firms, firms)}
    p80 = int(p80 or cost)
    return Point(Plan(name, values=values), estimates, int(cost), p80, (p80, p80))


def test_what_fresh_luck_does_not_confirm_is_dropped_and_said():
    given = [
        point(AS_IS, 5.0, 5.0),
        point("", 9.0, 9.0, (3,)),
        point("", 1.0, 1.0, (1,)),
        point("", 6.0, 4.0, (2,)),  # on the front of the search; as it is costs less for more
        point("", 7.0, 3.0, (4,)),  # never was on it
        point("", 2.0, 3.0, (5,)),  # was next to it, and is on it now
    ]
    found = verdicts(given, (COST, "firms"), None, {(1,), (2,), (3,)})
    assert [(each.plan.name, each.plan.values) for each in found] == [
        (AS_IS, ()),
        ("A", (1,)),
        ("B", (5,)),
        ("C", (2,)),
        ("D", (3,)),
    ]
    assert [each.dominated_by for each in found] == [None, None, None, AS_IS, None]


def test_no_plan_that_is_found_gets_the_name_of_one_that_was_given():
    given = [point(AS_IS, 5.0, 5.0), point("A", 6.0, 6.0), point("", 4.0, 4.0, (1,))]
    found = verdicts(given, (COST, "firms"), None, {(1,)})
    assert [each.plan.name for each in found] == [AS_IS, "A", "B"]


def test_what_exceeds_the_budget_neither_stays_nor_beats_anything():
    given = [point(AS_IS, 5.0, 5.0, p80=11), point("", 6.0, 4.0, (1,), p80=9)]
    own, cheaper = verdicts(given, (COST, "firms"), 10, {(1,)})
    assert own.over_budget
    assert not own.on_front
    assert cheaper.on_front


def test_an_interval_is_wilsons_for_a_chance_and_students_for_anything_else():
    met = np.array([1.0, 0.0, 1.0, 1.0])
    chance = Chance(3, 4)
    assert estimated("chance:all", met) == Estimate(0.75, chance.low95, chance.high95)
    firms = estimated("firms:regional:2025", np.array([1.0, 2.0, 3.0]))
    assert firms.mean == 2.0
    assert firms.high95 == pytest.approx(2.0 + 4.302653 / np.sqrt(3.0))
    assert firms.low95 == pytest.approx(2.0 - 4.302653 / np.sqrt(3.0))


def test_goals_to_be_made_large_and_small():
    assert [plans.sign(name) for name in ("firms:regional:2025", "chance:all", COST)] == [1, 1, -1]


def test_what_cannot_be_decided_is_refused(ordos):
    with pytest.raises(SrdiError, match=r"optimise\.not_decided.*take_up_regional"):
        optimise(ordos, GOALS, levers=["take_up_regional"])
    with pytest.raises(SrdiError, match=r"optimise\.no_ranges"):
        optimise(replace(ordos, ranges=()), GOALS)
    with pytest.raises(SrdiError, match=r"outcome\.unknown"):
        optimise(ordos, ["firms:regionl:2025"], levers=LEVERS)
    with pytest.raises(SrdiError, match=r"optimise\.too_few"):
        optimise(ordos, GOALS, levers=LEVERS, replications=1)
