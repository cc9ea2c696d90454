"""The benchmarks run; `test_mesa_agents.py` holds what the engine is measured against."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from srdi_sim.compiled import Loop, Rule
from srdi_sim.engine import phases
from srdi_sim.luck import Luck

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
MODULES = ("bench", "rule_form", "scaling", "shares")
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="a source archive has no benchmarks")


@pytest.fixture(scope="module")
def benchmarks() -> Iterator[dict[str, ModuleType]]:
    """The modules of the folder, which import one another by their plain names."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield {name: __import__(name) for name in MODULES}
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in (*MODULES, "mesa_city"):
            del sys.modules[name]


def test_bench_ends_with_one_json_line(
    benchmarks: dict[str, ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    small = "--firms 200 --years 2 --replications 2 --rounds 1 --run 0"
    benchmarks["bench"].main(small.split())
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["mesa_ratio"] > 1.0
    assert told["mesa_same_rules_ratio"] > 1.0
    assert told["firm_years_per_second_core"] > 0
    assert told["import_seconds"] < told["help_seconds"]
    assert 150 < told["mean_alive"] < 250
    assert set(told["shares"]) == set(benchmarks["shares"].PARTS)
    assert all(share >= 0.0 for share in told["shares"].values())
    assert sum(told["shares"].values()) == pytest.approx(1.0, abs=0.01)


def test_the_clocks_are_taken_off_again(benchmarks: dict[str, ModuleType]) -> None:
    def clocked() -> tuple[Any, ...]:
        return Luck.draw, Rule.__call__, Loop.__call__, Loop.with_rules, dict(vars(phases))

    before = clocked()
    benchmarks["shares"].shares_of(lambda: None)
    assert clocked() == before


def test_the_forms_of_a_rule_give_the_same_numbers(benchmarks: dict[str, ModuleType]) -> None:
    table = benchmarks["rule_form"].measure(elements=64, rounds=1)
    assert set(table) == {"exp", "logistic", "laplace", "draw"}
    assert all(time > 0.0 for row in table.values() for time in row.values())
