"""A rule is one function: on a number, on a column, step by step, and in another process."""

from __future__ import annotations

import inspect
import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from srdi_sim import compiled
from srdi_sim.compiled import kernel, rule
from srdi_sim.luck import exp, logit
from srdi_sim.rules.assessment import panel_draw
from srdi_sim.rules.credit import loan_of
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


def test_a_kernel_keeps_its_plain_python() -> None:
    @kernel
    def total(x: Any) -> float:
        """Return the sum."""
        s = 0.0
        for i in range(x.size):
            s += x[i]
        return s

    x = np.arange(5.0)
    assert total(x) == total.py_func(x) == 10.0


def test_compiled_rules_are_cached_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SRDI_CACHE_DIR", str(tmp_path))
    folder = compiled._writable_cache()
    assert folder is not None
    assert folder.parent == tmp_path
    assert folder.name.startswith("rules-")


def test_the_home_cache_is_used_if_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SRDI_CACHE_DIR", raising=False)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = compiled._writable_cache()
    assert folder is not None
    assert folder.is_relative_to(tmp_path)


def test_without_a_writable_folder_rules_are_compiled_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a file"
    file.touch()
    monkeypatch.setenv("SRDI_CACHE_DIR", str(file / "below"))
    assert compiled._writable_cache() is None
    monkeypatch.setattr(compiled, "_CACHE", None)
    assert rule(doubled.__wrapped__)(np.array([1.0])).tolist() == [2.0]


def test_the_cache_has_another_name_when_any_rule_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numba's own cache does not notice that a rule called by another rule has changed."""
    before = compiled._source_digest()
    copy = tmp_path / "compiled.py"
    copy.write_text("changed")
    monkeypatch.setattr(compiled, "__file__", str(copy))
    assert compiled._source_digest() != before


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
