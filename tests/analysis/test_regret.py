from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from srdi_sim.analysis.inputs import inputs_named, inputs_of, varied
from srdi_sim.analysis.named_readings import COMBINATIONS, OWN, Named
from srdi_sim.analysis.optimisation_json import optimisation_json
from srdi_sim.analysis.outcomes import COST, outcomes_of
from srdi_sim.analysis.plans import AS_IS, Plan
from srdi_sim.analysis.regret import (
    Regrets,
    State,
    balanced_row,
    regret,
    regret_table,
    states_of,
)
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import load_scenario

FIRMS = "firms:regional:2025"
TABLES = st.integers(1, 4).flatmap(
    lambda states: st.lists(
        st.lists(st.integers(-5, 5).map(float), min_size=states, max_size=states),
        min_size=1,
        max_size=5,
    )
)


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture(scope="module")
def small(ordos):
    """Three plans under every combination and one draw."""
    levers = inputs_named(ordos, ("awards.innovative.amount", "awards.regional.amount"))
    plans = [Plan(AS_IS), Plan("A", levers, (0, 0)), Plan("B", levers, (30_000_000, 300_000_000))]
    return regret(ordos, plans, [FIRMS], draws=1, replications=3, seed=2, budget=10**10)


@given(TABLES, st.sampled_from((-1, 1)))
def test_regret_is_what_enumeration_gives(values, sign):
    expected = []
    for plan in values:
        row = []
        for state, value in enumerate(plan):
            there = [other[state] for other in values]
            row.append(max(there) - value if sign > 0 else value - min(there))
        expected.append(row)
    assert regret_table(np.array(values), sign).tolist() == expected


@given(TABLES, st.sampled_from((-1, 1)))
def test_a_plan_that_is_best_everywhere_is_never_regretted(values, sign):
    best = [max(column) if sign > 0 else min(column) for column in zip(*values, strict=True)]
    table = regret_table(np.array([*values, best]), sign)
    assert not table[-1].any()
    assert (table >= 0.0).all()


def test_the_balanced_plan_has_the_least_share_of_the_largest_regret():
    cost, firms = np.array([0.0, 30.0, 100.0]), np.array([8.0, 3.0, 0.0])
    assert balanced_row([cost, firms]) == 1  # 0.30 and 0.375, against 1 and 1
    assert balanced_row([cost, np.zeros(3)]) == 0


def test_the_regret_of_a_small_case_is_what_enumeration_of_simulations_gives(ordos, small):
    unknowns = inputs_of(ordos, of=("uncertainty",))
    for goal, better in ((COST, min), (FIRMS, max)):
        value = {}
        for plan in small.plans:
            for state in small.states:
                world = plan.of(state.reading.of(ordos))
                settled = varied(world, unknowns, small.quantiles[state.draw].tolist())
                runs = simulate(settled, replications=3, seed=2)
                value[plan.name, state] = float(outcomes_of(runs, (goal,))[goal].mean())
        largest = {}
        for row, plan in enumerate(small.plans):
            for column, state in enumerate(small.states):
                best = better(value[other.name, state] for other in small.plans)
                regret = abs(best - value[plan.name, state])
                assert small.table(goal)[row, column] == pytest.approx(regret, abs=1e-6)
                largest[plan.name] = max(regret, largest.get(plan.name, 0.0))
        assert small.least_regretted(goal).name == min(largest, key=largest.get)


def test_states_are_readings_that_are_simulated_with_every_draw(ordos, small):
    assert [state.reading.name for state in small.states] == [OWN, *COMBINATIONS]
    states = states_of(ordos, 3)
    assert len(states) == 3 * (1 + len(COMBINATIONS))
    every = states_of(ordos, 1, every_reading=True)
    assert len(every) > 40
    assert all(state.reading.is_simulated or state.reading.name == OWN for state in every)


def test_a_draw_has_what_that_replication_of_a_run_would_draw(ordos):
    unknowns = inputs_of(ordos, of=("uncertainty",))
    names = [each.name for each in unknowns]
    settled = ordos.settled_uncertainties()
    quantiles = settled.quantiles(names, 9, np.arange(4))
    for column in (0, 17, names.index("take_up_regional"), len(unknowns) - 1):
        of = unknowns[column]
        drawn = settled.values(of.name, 9, np.arange(4), 2024)
        assert drawn.tolist() == [of.told(u, 2024) for u in quantiles[:, column]]


def test_where_a_plan_is_most_regretted(small):
    for row in range(3):
        for goal in (COST, FIRMS):
            worst = small.worst(row, goal)
            largest = small.largest(goal)[row]
            if worst is None:
                assert largest == 0.0
                continue
            assert worst.behind.mean == pytest.approx(largest)
            assert worst.behind.low95 <= largest <= worst.behind.high95
            column = small.states.index(worst.state)
            best = [plan.name for plan in small.plans].index(worst.best)
            assert small.table(goal)[best, column] == 0.0
    assert small.worst(1, COST) is None  # without awards nothing is cheaper
    named, most = small.by_reading(2, COST)[0]
    assert most == max(mean for _, mean in small.by_reading(2, COST))
    assert named.name in COMBINATIONS


def test_a_state_exceeds_the_budget_where_p80_of_its_cost_does(small):
    for row in range(3):
        for column in range(len(small.states)):
            p80 = np.sort(small.values[COST][row, column])[2]  # of three the largest
            assert small.over_budget[row, column] == (p80 > 10**10)
    assert small.over_budget.any()
    assert not small.over_budget.all()


def planted(ordos, regret_of_draw, draws=40):
    """Regrets of two plans: the first is best, the second behind by a function of two unknowns."""
    unknowns = inputs_of(ordos, of=("uncertainty",))[:20]
    quantiles = np.random.default_rng(4).random((draws, 20))
    behind = regret_of_draw(quantiles)
    values = np.stack([np.zeros(draws), -behind])[:, :, None] + np.arange(2)
    states = tuple(State(Named(OWN), draw) for draw in range(draws))
    over = np.zeros((2, draws), dtype=bool)
    plans = (Plan("best"), Plan("behind"))
    goals = {FIRMS: values, COST: np.abs(values)}
    return Regrets(
        ordos, plans, states, (COST, FIRMS), unknowns, quantiles, goals, over, 1, 2, (), 0.0
    )


def test_the_uncertainty_that_drives_regret_is_found_and_none_where_there_is_none(ordos):
    found = planted(ordos, lambda u: 3.0 - u[:, 7] + 0.2 * u[:, 3])
    driver = found.driver(1, FIRMS)
    assert driver.name == found.unknowns[7].name
    assert driver.correlation < -0.9
    assert found.driver(0, FIRMS) is None
    noise = np.random.default_rng(8).random(40)
    assert planted(ordos, lambda u: noise).driver(1, FIRMS) is None
    few = planted(ordos, lambda u: u[:, 7], draws=4)  # any of twenty may well go with four draws
    assert few.driver(1, FIRMS) is None


def test_a_draw_that_no_state_is_left_of_is_no_reason_to_name_an_uncertainty(ordos):
    rng = np.random.default_rng(8)
    noise, steep = rng.random(40), 7
    for regret_of, named in ((lambda u: noise, None), (lambda u: u[:, steep], steep)):
        found = planted(ordos, regret_of)
        left = [n for n, state in enumerate(found.states) if state.draw != 3]
        fewer = replace(
            found,
            states=tuple(found.states[n] for n in left),
            values={goal: each[:, left] for goal, each in found.values.items()},
            over_budget=found.over_budget[:, left],
        )
        driver = fewer.driver(1, FIRMS)
        assert (driver and driver.name) == (named and found.unknowns[named].name)


def test_where_every_replication_fails_with_some_plan_there_is_no_regret(ordos, monkeypatch):
    from srdi_sim.ensemble import task

    def failing(*_):
        raise ArithmeticError("one is too many")

    monkeypatch.setattr(task, "simulate_batch", failing)
    with pytest.raises(SrdiError) as refused:
        regret(ordos, [Plan(AS_IS)], [FIRMS], draws=1, replications=2)
    assert refused.value.key == "optimise.no_state_left"


def test_a_replication_that_fails_with_one_plan_is_left_out_with_all(ordos, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 2 in numbers and not scenario.policy.awards[0].amount:
            raise ArithmeticError("one is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    (lever,) = inputs_named(ordos, ("awards.innovative.amount",))
    plans = [Plan(AS_IS), Plan("A", (lever,), (0,))]
    found = regret(ordos, plans, [FIRMS], draws=1, replications=3)
    assert len(found.failed) == len(found.states)
    assert np.isnan(found.values[FIRMS][:, :, 2]).all()
    assert np.isfinite(found.values[FIRMS][:, :, :2]).all()
    assert np.isfinite(found.means(FIRMS)).all()


def test_a_state_in_which_too_few_have_finished_is_named_as_left_out(ordos, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if scenario.reading != ordos.reading:
            raise ArithmeticError("every one under another reading")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    found = regret(ordos, [Plan(AS_IS)], [FIRMS], draws=1, replications=2)
    assert [state.reading.name for state in found.states] == ["own"]
    assert {state.reading.name for state in found.left_out} == set(COMBINATIONS)


def test_what_the_archive_has_is_not_simulated_again(ordos, tmp_path):
    (lever,) = inputs_named(ordos, ("awards.innovative.amount",))
    plans = [Plan(AS_IS), Plan("A", (lever,), (0,))]
    few = {"draws": 1, "replications": 2}
    first = regret(ordos, plans, [FIRMS], archive=tmp_path, **few)
    told = []
    again = regret(
        ordos, plans, [FIRMS], archive=tmp_path, progress=lambda *n: told.append(n), **few
    )
    evaluations = len(plans) * len(first.states)
    assert told == [(2 * n, 2 * evaluations) for n in range(1, evaluations + 1)]  # none in parts
    assert np.array_equal(first.values[COST], again.values[COST])


def test_json_tells_every_regret(ordos, small):
    from srdi_sim.analysis.optimisation import optimise

    levers = ("awards.innovative.amount",)
    found = optimise(ordos, [FIRMS], levers=levers, samples=3, replications=2)
    told = optimisation_json(found, small)["regret"]
    assert told["plans"] == [AS_IS, "A", "B"]
    assert np.array(told["goals"][FIRMS]["regret"]).shape == (3, 6)
    assert told["goals"][COST]["least_regretted"] == "A"
    assert told["balanced"] in told["plans"]
    assert optimisation_json(replace(found, budget=5))["front"][0]["over_budget"] is not None
