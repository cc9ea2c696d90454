"""A rule is one function: on a number, on a column, step by step, and in another process."""

from __future__ import annotations

import inspect
import math
import os
import pickle
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from srdi_sim import compiled, keeping
from srdi_sim.compiled import loop, rule
from srdi_sim.engine.rules import rules_with
from srdi_sim.luck import Event, Luck, address, draw, exp, logit
from srdi_sim.rules.assessment import panel_draw
from srdi_sim.rules.credit import loan_of
from srdi_sim.rules.growth import grown, growth_rate, log_growth
from srdi_sim.rules.review import is_renewed


@rule
def doubled(x: float) -> float:
    """Return twice x."""
    return 2.0 * x


@rule
def doubled_and(x: float, y: float) -> float:
    """Return twice x and y."""
    return doubled(x) + y


@rule
def sign_of(x: float) -> int:
    """Return 1, 0 or -1."""
    return 1 if x > 0.0 else (-1 if x < 0.0 else 0)


def test_a_rule_on_numbers_is_the_plain_function() -> None:
    assert doubled(1.5) == 3.0
    assert type(doubled(1.5)) is float
    assert doubled.scalar(1.5) == 3.0


def test_a_rule_on_a_column_gives_a_column_of_the_type_it_names() -> None:
    x = np.array([-1.0, 0.0, 2.5])
    assert doubled(x).tolist() == [-2.0, 0.0, 5.0]
    assert sign_of(x).tolist() == [-1, 0, 1]
    assert sign_of(x).dtype == np.int64
    assert is_renewed(np.array([0.1, 0.9]), np.array([True, True]), 0.5).dtype == np.bool_


def test_a_rule_inside_a_rule_is_compiled_with_it() -> None:
    x = np.array([1.0, 2.0])
    assert doubled_and(x, 0.5).tolist() == [2.5, 4.5]
    assert doubled_and(1.0, x).tolist() == [3.0, 4.0]
    assert doubled_and.scalar(1.0, 0.5) == 2.5


def test_an_empty_column_gives_an_empty_column() -> None:
    assert doubled(np.zeros(0)).shape == (0,)


def test_a_view_with_gaps_gives_what_a_copy_gives() -> None:
    x = np.arange(10.0)
    assert doubled(x[::3]).tolist() == doubled(x[::3].copy()).tolist()


def test_division_by_zero_in_a_column_is_infinity_as_in_arithmetic() -> None:
    @rule
    def inverse(x: float) -> float:
        """Return 1 / x."""
        return 1.0 / x

    assert inverse(np.array([0.0])).tolist() == [math.inf]


def test_a_rule_shows_its_signature_its_text_and_where_it_is_from() -> None:
    assert list(inspect.signature(panel_draw).parameters) == [
        "u_persistent",
        "u_year",
        "persistence",
        "sd",
    ]
    assert panel_draw.__doc__ is not None
    assert "persistence" in panel_draw.__doc__
    assert repr(loan_of) == (
        "<rule srdi_sim.rules.credit.loan_of"
        "(revenue: 'float', loan_to_revenue: 'float', listed: 'bool', tailored: 'float')"
        " -> 'float'>"
    )
    assert inspect.unwrap(panel_draw) is panel_draw.__wrapped__


def test_a_pickled_rule_is_found_by_its_name() -> None:
    assert pickle.loads(pickle.dumps(panel_draw)) is panel_draw


def test_a_rule_in_a_cycle_of_the_debugger_runs_plain_python_all_the_way_down() -> None:
    """The callees of `.scalar` are plain functions too, so a breakpoint in any of them is met."""
    names = panel_draw.scalar.__globals__
    assert names["logit"] is logit.scalar
    assert inspect.isfunction(names["logit"])
    assert logit.scalar.__globals__["log"].__code__.co_filename.endswith("luck.py")


# A loop: several rules in one pass. This one is a phase: firms that are alive draw, grow and age.

GROW = address(Event.GROW)


@loop
def grow(keys, alive, age, drift, growth, revenue, mean, sd, share_of_year):  # type: ignore[no-untyped-def]
    """Let the living grow; return how many they are."""
    living = 0
    for i in range(keys.size):
        if alive[i]:
            u = draw(keys[i], GROW)
            change = log_growth(u, mean, drift[i], False, sd, sd, False, 0.0, 1.0, 0.0, 0.0)
            revenue[i] = grown(revenue[i], change, share_of_year)
            growth[i] = growth_rate(change)
            age[i] += 1
            living += 1
    return living


@loop
def grow_twice(keys, alive, age, drift, growth, revenue, mean, sd, share_of_year):  # type: ignore[no-untyped-def]
    """Let the living grow by the loop above, twice."""
    for _ in range(2):
        grow(keys, alive, age, drift, growth, revenue, mean, sd, share_of_year)


def shrunk(revenue: float, log_change: float, share_of_year: float) -> float:
    """Return less revenue: a researcher's rule."""
    return revenue * (0.5 + 0.0 * log_change * share_of_year)


def a_town(n: int = 1000) -> dict[str, Any]:
    random = np.random.default_rng(7)
    luck = Luck(1, 2, 2023, np.arange(n))
    return {
        "keys": luck.keys,
        "alive": random.random(n) < 0.7,
        "age": random.integers(0, 20, n),
        "drift": random.normal(0.0, 0.05, n),
        "growth": np.zeros(n),
        "revenue": random.lognormal(8.0, 1.0, n),
        "mean": 0.05,
        "sd": 0.2,
        "share_of_year": 0.5,
    }


def by_columns(town: dict[str, Any]) -> dict[str, Any]:
    """Return the town after the phase, rule by rule over columns."""
    alive, sd, part = town["alive"], town["sd"], town["share_of_year"]
    u = Luck(1, 2, 2023, np.arange(alive.size)).draw(Event.GROW)
    change = log_growth(u, town["mean"], town["drift"], False, sd, sd, False, 0.0, 1.0, 0.0, 0.0)
    return {
        **town,
        "age": town["age"] + alive,
        "growth": np.where(alive, growth_rate(change), town["growth"]),
        "revenue": np.where(alive, grown(town["revenue"], change, part), town["revenue"]),
    }


def same_bits(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(np.asarray(one[name]).tobytes() == np.asarray(other[name]).tobytes() for name in one)


def test_a_loop_gives_the_bits_of_its_rules_over_columns() -> None:
    town = a_town()
    expected = by_columns(town)
    assert not same_bits(town, expected)
    assert grow(*town.values()) == np.count_nonzero(town["alive"])
    assert same_bits(town, expected)


def test_a_loop_in_plain_python_gives_the_same_bits() -> None:
    town = a_town(200)
    expected = by_columns(town)
    with np.errstate(over="ignore"):  # keys wrap around at 2^64
        assert grow.scalar(*town.values()) == np.count_nonzero(town["alive"])
    assert same_bits(town, expected)
    assert inspect.isfunction(grow.scalar.__globals__["grown"])


def test_a_replaced_rule_is_honoured_in_a_loop_and_in_the_loops_that_it_calls() -> None:
    rules = rules_with({"grown": shrunk})
    for phase, times in ((grow, 1), (grow_twice, 2)):
        town = a_town()
        expected = {**by_columns(town)}
        left = np.where(town["alive"], town["revenue"] * 0.5**times, town["revenue"])
        phase.with_rules(rules)(*town.values())
        assert town["revenue"].tolist() == left.tolist()
        assert town["growth"].tolist() == expected["growth"].tolist()


def test_a_loop_is_compiled_once_for_each_set_of_rules() -> None:
    rules = rules_with({"grown": shrunk})
    own = grow.with_rules(rules_with(None))
    assert own is grow.with_rules(rules_with({"is_renewed": is_renewed.__wrapped__}))
    assert grow.with_rules(rules) is grow.with_rules(rules) is not own
    assert grow.with_rules(object()) is own


def test_a_loop_shows_its_signature_its_text_and_where_it_is_from() -> None:
    assert next(iter(inspect.signature(grow).parameters)) == "keys"
    assert grow.__doc__ == "Let the living grow; return how many they are."
    assert repr(grow).startswith("<loop ")
    assert "test_compiled.grow(keys, alive, age" in repr(grow)


def test_compiled_rules_are_cached_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SRDI_CACHE_DIR", str(tmp_path))
    folder = keeping.writable_folder()
    assert folder is not None
    assert folder.parent == tmp_path
    assert folder.name.startswith("rules-")


def test_the_home_cache_is_used_if_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SRDI_CACHE_DIR", raising=False)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = keeping.writable_folder()
    assert folder is not None
    assert folder.is_relative_to(tmp_path)


def test_without_a_writable_folder_rules_are_compiled_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a file"
    file.touch()
    monkeypatch.setenv("SRDI_CACHE_DIR", str(file / "below"))
    assert keeping.writable_folder() is None
    monkeypatch.setattr(compiled, "_CACHE", None)
    assert rule(doubled.__wrapped__)(np.array([1.0])).tolist() == [2.0]


CALLS = """
import numpy as np
from srdi_sim.engine.pools import _first_of_each
from srdi_sim.rules.growth import growth_rate

growth_rate(np.zeros(3))
_first_of_each(np.arange(3), np.zeros(3, np.int8), 1, 1)
for compiled in (growth_rate._column, _first_of_each._body):
    print(sum(compiled.stats.cache_hits.values()), sum(compiled.stats.cache_misses.values()))
"""


def test_another_process_loads_what_one_has_compiled(tmp_path: Path) -> None:
    def counts() -> list[str]:
        command = [sys.executable, "-c", CALLS]
        environment = {**os.environ, "SRDI_CACHE_DIR": str(tmp_path)}
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return told.stdout.splitlines()

    assert counts() == ["0 1", "0 1"]
    assert counts() == ["1 0", "1 0"]


def made_of(source: str, **names: Any) -> Any:
    """Return the function f that a source defines, in a module with these names."""
    module = {"__name__": "made", **names}
    exec(source, module)
    return module["f"]


def test_the_digest_changes_with_all_that_compiled_code_is_made_of() -> None:
    """Numba's own cache does not notice that a rule called by another rule has changed."""
    source = "def f(x):\n    return g(x) + FEE * 2.0"

    def digest(
        source: str = source, fee: float = 1.0, by: str = "x - LIMIT", limit: int = 3
    ) -> str:
        callee = made_of(f"def f(x: float) -> float:\n    return {by}", LIMIT=limit)
        return keeping.digest(made_of(source, g=rule(callee), FEE=fee, UNUSED=object()))

    same = digest()
    assert digest() == same
    changed = {
        digest(source.replace("2.0", "2.5")),
        digest(fee=1.5),
        digest(by="x * LIMIT"),
        digest(limit=4),
    }
    assert len(changed | {same}) == 5


def test_the_digest_knows_the_numbers_of_an_enumeration() -> None:
    one, other = IntEnum("One", {"A": 1}), IntEnum("One", {"A": 2})  # type: ignore[misc]
    source = "def f():\n    return One.A"
    assert keeping.digest(made_of(source, One=one)) != keeping.digest(made_of(source, One=other))


def test_the_helpers_of_the_compiler_refuse_to_run_as_python() -> None:
    with pytest.raises(TypeError, match="compiled code"):
        compiled._element(np.zeros(1), 0)
    with pytest.raises(TypeError, match="compiled code"):
        compiled._row((np.zeros(1),), 0)


def test_exp_is_arithmetic_and_not_libm() -> None:
    """The same bits on every machine: it names numbers of its module, min and max only."""
    used = set(exp.__wrapped__.__code__.co_names)
    assert used == {"min", "max", "np", "float64", "int64", "view"} | {
        name for name in used if name.startswith("_")
    }


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="doubled_and"):
        doubled_and(np.zeros(3), np.zeros(2))
