"""The benchmarks run, and the Mesa agents that the engine is measured against do its work."""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from srdi_sim.engine.batch import simulate_batch
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.tally import MEASURES
from srdi_sim.policy.tiers import TIERS

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
MODULES = ("bench", "mesa_agents", "rule_form", "scaling", "shares")
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="a source archive has no benchmarks")


@pytest.fixture(scope="module")
def benchmarks() -> Iterator[dict[str, ModuleType]]:
    """The modules of the folder, which import one another by their plain names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield {name: __import__(name) for name in MODULES}
        for name in MODULES:
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
    from srdi_sim.engine import phases
    from srdi_sim.luck import Luck

    before = (Luck.draw, Rules().promise.__call__.__func__, dict(vars(phases)))
    benchmarks["shares"].shares_of(lambda: None)
    assert (Luck.draw, Rules().promise.__call__.__func__, dict(vars(phases))) == before


def test_the_forms_of_a_rule_give_the_same_numbers(benchmarks: dict[str, ModuleType]) -> None:
    table = benchmarks["rule_form"].measure(elements=64, rounds=1)
    assert set(table) == {"exp", "logistic", "laplace", "draw"}
    assert all(time > 0.0 for row in table.values() for time in row.values())


def test_the_agents_counts_are_those_of_the_engine_on_average(
    benchmarks: dict[str, ModuleType],
) -> None:
    """Same parameters and start, other luck: means over replications and years must be near.

    The tolerance is that of the noise: means of about 1,000 to 5,000 decisions.
    """
    agents, scaling = benchmarks["mesa_agents"], benchmarks["scaling"]
    scenario = scaling.world(firms=2_000, years=2)
    replications = range(6)
    batch = simulate_batch(scenario, scaling.SEED, replications, Rules())
    habits = scaling.habits_of(scenario, replications.stop)
    noted: dict[Any, list[float]] = defaultdict(list)
    for number in replications:
        firms = scaling.start_firms(scenario, habits[number][0], number)
        city = agents.City(scenario, habits[number], firms, seed=number)
        for _ in scenario.years:
            city.step()
            noted["firms", ""].append(len(city.agents))
            noted["loans", ""].append(sum(firm.loan > 0.0 for firm in city.agents))
            for gate in ("eligible", "applied", "passed", "recognised", "by_route"):
                for tier in TIERS:
                    noted[gate, tier.code].append(city.record[gate, tier])
        # Whoever is recognised is in the books, or was given nothing by the reading.
        assert sum(entry["amount_fen"] for entry in city.ledger) > 0
    compared = 0
    for place, measure in enumerate(MEASURES):
        engine = batch.measures[:, :, place].mean()
        if measure in noted and engine >= 5.0:
            compared += 1
            assert statistics.mean(noted[measure]) == pytest.approx(engine, rel=0.2), measure
    assert compared >= 10


def test_the_agents_formulas_are_the_rules_of_the_engine(
    benchmarks: dict[str, ModuleType],
) -> None:
    agents, scaling = benchmarks["mesa_agents"], benchmarks["scaling"]
    scenario = scaling.world(firms=200, years=2)
    [habits] = scaling.habits_of(scenario, 1)
    firms = scaling.start_firms(scenario, habits[0], 0)
    cities = [kind(scenario, habits, firms, seed=1) for kind in (agents.City, agents.CityByRules)]
    for city in cities:
        city.begin_year(2022)
        for firm in city.agents:
            firm.titled = firm.holds_any(city.first_month)
            firm.visited, firm.loan, firm.factor_met = firm.id % 2 == 0, firm.id % 3, 0.7
            firm.pool, firm.trained, firm.platform = firm.id % 3, firm.id % 5 == 0, firm.id % 7 == 0
        city.effort = [1.0 + 0.1 * banner for banner in range(len(city.effort))]
    for plain, by_rules in zip(*(list(city.agents) for city in cities), strict=True):
        assert plain.id == by_rules.id
        for asked in _questions(plain.model):
            assert asked(plain) == pytest.approx(asked(by_rules), rel=1e-11, abs=1e-12)
    plain, by_rules = cities
    for rung in plain.terms.rungs:
        assert plain.pull_of_awards(rung) == by_rules.pull_of_awards(rung)
    assert plain.chance_of_advance(0.1, 0.5, 1.0) == by_rules.chance_of_advance(0.1, 0.5, 1.0)
    assert plain.effort_after_appraisal(1.0, 0.4) == by_rules.effort_after_appraisal(1.0, 0.4)


def _questions(city: Any) -> list[Any]:
    """Return what every firm can be asked, with the numbers that go with it."""
    return [
        lambda firm: firm.chance_of_closing(),
        lambda firm: firm.promise(),
        lambda firm: firm.loan_wanted(),
        lambda firm: firm.chance_of_approval(True, False),
        lambda firm: firm.chance_of_approval(False, True),
        lambda firm: firm.factor_standing(1.3),
        lambda firm: firm.real_rd(),
        lambda firm: firm.new_ip(0.97),
        lambda firm: firm.log_growth(0.8),
        lambda firm: firm.log_growth(0.1),
        lambda firm: firm.grown(0.2),
        lambda firm: firm.growth_rate(-0.1),
        lambda firm: firm.reports(0.0, firm.rd * 1.02),
        lambda firm: firm.help_received(),
        lambda firm: firm.panel_draw(0.3, 0.9),
        lambda firm: firm.merit(4.0, -1.0, 0.2),
        lambda firm: firm.is_renewed(0.5, True, 0.6),
        *(lambda firm, rung=rung: firm.chance_of_applying(rung) for rung in city.terms.rungs),
    ]
