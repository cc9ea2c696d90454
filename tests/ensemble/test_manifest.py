import datetime as dt
import functools
import json
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import pytest

from srdi_sim.compiled import rule
from srdi_sim.ensemble.manifest import (
    differences,
    function_sha256,
    is_whole,
    manifest_of,
    plan_of,
    scenario_sha256,
    sealed,
    short_hash,
    text_of,
    value_sha256,
)


class Colour(IntEnum):
    RED = 1


@dataclass
class Point:
    x: float
    where: np.ndarray


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (1, Colour.RED),
        ("1", 1),
        (None, False),
        (0.1, 0.1 + 2.0**-55),
        (0.0, -0.0),
        ((1, 2), [1, 2]),
        ((1, (2,)), (1, 2)),
        ({"a": 1}, {"a": 2}),
        (dt.date(2022, 7, 12), "2022-07-12"),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([[1, 2]]), np.array([1, 2])),
        (Point(1.0, np.zeros(2)), Point(1.0, np.ones(2))),
        ({1, 2}, {1, 3}),
    ],
)
def test_values_that_differ_have_other_hashes(one, other):
    assert value_sha256(one) != value_sha256(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({3, 1, 2}, {1, 2, 3}),
        (Point(1.0, np.arange(4)[::2]), Point(1.0, np.array([0, 2]))),
        (float("nan"), float("nan")),
    ],
)
def test_values_that_are_equal_have_one_hash(one, other):
    assert value_sha256(one) == value_sha256(other)


@pytest.mark.parametrize("value", [object(), np.array([object()]), len])
def test_what_has_no_content_has_no_hash_by_content(value):
    with pytest.raises(TypeError):
        value_sha256(value)


def test_the_hash_of_a_scenario_is_of_what_is_simulated(ordos):
    assert scenario_sha256(replace(ordos, why="another reason", sha256="")) == scenario_sha256(
        ordos
    )
    assert scenario_sha256(replace(ordos, until=2024)) != scenario_sha256(ordos)
    bolder = ordos.with_award("regional", amount="60万", since=2024)
    assert scenario_sha256(bolder) != scenario_sha256(ordos)


def with_factor(factor):
    def growth_rate(log_change):
        return log_change * factor

    return growth_rate


def squared(x):
    return x * x


def cubed(x):
    return x * x * x


def calling(helper):
    return lambda x: helper(x)


def test_a_closure_is_known_by_the_numbers_it_holds():
    assert function_sha256(with_factor(2.0)) == function_sha256(with_factor(2.0))
    assert function_sha256(with_factor(2.0)) != function_sha256(with_factor(3.0))


def test_a_function_is_known_by_the_functions_it_calls():
    assert function_sha256(calling(squared)) == function_sha256(calling(squared))
    assert function_sha256(calling(squared)) != function_sha256(calling(cubed))
    assert function_sha256(calling(rule_of(1.0))) != function_sha256(calling(rule_of(2.0)))


def rule_of(number):
    def constant() -> float:
        return number

    return rule(constant)


def test_two_functions_on_one_line_are_told_apart():
    one, other = (lambda x: x + 1.0), (lambda x: x - 1.0)
    assert function_sha256(one) != function_sha256(other)


def test_a_wrapper_is_not_taken_for_what_it_wraps():
    @functools.wraps(squared)
    def wrapper(x):
        return squared(x) + 1.0

    assert function_sha256(wrapper) != function_sha256(squared)


def test_a_function_typed_at_a_prompt_has_a_hash():
    one, other, again = {}, {}, {}
    exec("def f(x): return x + 1", one)
    exec("def f(x): return x + 2", other)
    exec("def f(x): return x + 1", again)
    assert function_sha256(one["f"]) == function_sha256(again["f"])
    assert function_sha256(one["f"]) != function_sha256(other["f"])


def test_what_cannot_be_known_by_content_is_never_taken_for_known():
    assert function_sha256(calling(object())) != function_sha256(calling(object()))
    nobody_knows = calling(object())
    assert function_sha256(nobody_knows) != function_sha256(nobody_knows)


def test_a_function_that_calls_itself_has_a_hash():
    def fall(x):
        return fall(x - 1.0) if x > 0.0 else 0.0

    assert function_sha256(fall) == function_sha256(fall)


@pytest.fixture(scope="module")
def plan(ordos):
    return plan_of(ordos, 1, {}, 100)


def test_a_plan_is_json_and_the_same_twice(ordos, plan):
    assert json.loads(text_of(plan)) == plan
    assert plan_of(ordos, 1, {}, 100) == plan


def test_a_plan_names_what_results_depend_on(plan):
    assert plan["parameters"] == "posterior"
    assert plan["reading"]["nesting"] == "nested"
    assert set(plan["versions"]) == {"python", "numpy", "numba", "scipy", "pyarrow"}
    assert len(plan["package"]["sha256"]) == 64


def test_differences_are_named_key_by_key(ordos, plan):
    other = plan_of(ordos.with_reading(nesting="disjoint"), 2, {"growth_rate": squared}, 100)
    assert differences(plan, plan) == []
    assert differences(plan, other) == [
        "scenario.edits",
        "scenario.value_sha256",
        "seed",
        "reading.nesting",
        "rules.growth_rate",
    ]
    assert "seed" in differences(plan, {})


def test_the_short_hash_is_that_of_the_scenario_and_the_program(ordos, plan):
    other_seed = plan_of(ordos, 2, {}, 7)
    other_end = plan_of(replace(ordos, until=2024), 1, {}, 100)
    assert short_hash(other_seed) == short_hash(plan)
    assert short_hash(other_end) != short_hash(plan)


def test_the_time_a_run_took_is_outside_the_hashed_part(plan):
    def told(seconds):
        return manifest_of(
            plan, failed=((3, "why"),), firm_years=9, files={}, seconds=seconds, workers=1
        )

    assert told(1.0)["sha256"] == told(2.0)["sha256"]
    assert told(1.0)["seal"] != told(2.0)["seal"]


def test_a_change_of_any_letter_of_a_manifest_is_noticed(plan):
    text = text_of(manifest_of(plan, failed=(), firm_years=9, files={}, seconds=1.5, workers=1))
    assert is_whole(text)
    assert is_whole(text_of(sealed(json.loads(text))))
    for at in range(len(text)):
        changed = "7" if text[at] != "7" else "8"
        assert not is_whole(text[:at] + changed + text[at + 1 :])
        assert not is_whole(text[:at])
