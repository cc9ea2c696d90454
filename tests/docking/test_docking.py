"""Docking: the engine and a second program agree on the same uniforms.

The second program is written from docs/model.md, docs/odd/ and the data files alone. Whole
numbers, decisions, titles and fen are the same, reals within 1e-9 of their value; what a decision
within 1e-9 of its threshold may change is listed and does not fail.
"""

from __future__ import annotations

import ast
import time
from pathlib import Path

import pytest

from credibility import store
from docking import produce
from docking.comparison import COLUMNS, Docked, dock, engine_tells
from docking.files import LIBRARY
from docking.luck import Luck
from docking.program import tell
from docking.random_scenarios import write_scenario

SHIPPED = sorted(LIBRARY.glob("*.yaml"))
FEW, MANY = range(12), range(200)
SEED = 2022


def dock_random(number: int, folder: Path) -> Docked:
    return dock(write_scenario(number, folder), SEED + number, number)


def told(docked: Docked) -> str:
    return "\n".join((docked.name, *docked.differences[:20], *docked.near[:5]))


def test_a_draw_is_the_one_on_the_page() -> None:
    assert Luck(1, 0).draw(0, 2025, "APPLY", 2) == 0.9476700551925005
    assert Luck(7, 3).draw(12345, 0, "SYNTHESIS", 0) == 0.45979996762843955


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_comes_out_the_same_in_both_programs(path: Path) -> None:
    docked = dock(path, SEED, 0)
    assert not docked.failed, told(docked)


@pytest.mark.parametrize("number", FEW)
def test_a_random_scenario_comes_out_the_same_in_both_programs(number: int, tmp_path: Path) -> None:
    docked = dock_random(number, tmp_path)
    assert not docked.failed, told(docked)


def test_another_rule_in_one_of_the_programs_is_told_by_firm_count_and_fen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    right = produce.laplace
    monkeypatch.setattr(produce, "laplace", lambda u, sd: right(u, sd) * (1.0 + 1e-7))
    docked = dock_random(0, tmp_path)
    assert any("revenue of" in difference for difference in docked.differences)
    monkeypatch.setattr(produce, "laplace", lambda u, sd: right(u, 1.2 * sd))
    docked = dock_random(0, tmp_path)
    for what in ("firms", "counts", "measure", "row of the engine", "row of the program"):
        assert any(difference.startswith(what) for difference in docked.differences), what


def test_what_is_compared_is_not_empty(tmp_path: Path) -> None:
    path = write_scenario(1, tmp_path)
    for one in (engine_tells(path, SEED, 0), tell(path, SEED, 0)):
        assert all((one.counts, one.measures, one.ledger, one.firms))
        assert all(set(columns) == set(COLUMNS) for columns in one.firms.values())


def test_the_second_program_shares_no_code_with_the_package() -> None:
    of_the_harness = {"comparison.py", "test_docking.py"}
    for file in Path(__file__).parent.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        packages = {name.partition(".")[0] for name in imported}
        foreign = packages & {"srdi_sim", "numpy", "numba", "scipy", "pandas"}
        assert not foreign or file.name in of_the_harness, (file.name, foreign)


@pytest.mark.credibility
def test_two_hundred_random_scenarios_come_out_the_same_in_both_programs(tmp_path: Path) -> None:
    began = time.process_time()
    shipped = [dock(path, SEED, 0) for path in SHIPPED]
    random = [dock_random(number, tmp_path) for number in MANY]
    all_of_them = shipped + random
    store(
        "docking",
        {
            "what": "a second program, written from the description alone, on the same uniforms",
            "tolerance": 1e-9,
            "shipped_scenarios": len(shipped),
            "random_scenarios": len(random),
            "scenarios_that_differ": [each.name for each in all_of_them if each.failed],
            "differences": sum(len(each.differences) for each in all_of_them),
            "differences_told": [
                f"{each.name}: {difference}"
                for each in all_of_them
                for difference in each.differences[:5]
            ],
            "decisions_at_their_threshold": [
                f"{each.name}: {decision}" for each in all_of_them for decision in each.near
            ],
            "cpu_seconds": round(time.process_time() - began),
        },
    )
    failed = [told(each) for each in all_of_them if each.failed]
    assert not failed, "\n".join(failed)
