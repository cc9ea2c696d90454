"""What ``srdi optimise --json`` prints: the front, what each point sets, and the regret."""

from __future__ import annotations

from typing import Any

from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.optimisation import Optimisation
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.paired import Difference
from srdi_sim.analysis.plans import Point, own_value
from srdi_sim.analysis.regret import Regrets, State
from srdi_sim.scenario.scenario import Scenario


def optimisation_json(found: Optimisation, regrets: Regrets | None = None) -> dict[str, Any]:
    """Return the object that ``srdi optimise --json`` prints."""
    return {
        "scenario": found.scenario.name,
        "scenario_sha256": found.scenario.sha256,
        "reading": found.scenario.reading.as_dict(),
        "seed": found.seed,
        "replications": found.replications,
        "fresh_replications": found.fresh,
        "samples": len(found.searched),
        "parameters": found.scenario.uncertainties.kind,
        "goals": list(found.goals),
        "budget_fen": found.budget,
        "levers": [_lever_json(each, found.scenario) for each in found.levers],
        "as_is": _point_json(found.as_is, found),
        "front": [_point_json(point, found) for point in found.front],
        "dropped": [_point_json(point, found) for point in found.dropped],
        "plans": [_point_json(point, found) for point in found.named[1:]],
        "on_search_front": found.on_search_front,
        "simulated_again": found.simulated_again,
        "late": found.late,
        "failed": len(found.failed),
        "seconds": found.seconds,
        "regret": None if regrets is None else _regret_json(regrets),
    }


def _point_json(point: Point, found: Optimisation) -> dict[str, Any]:
    scenario = found.scenario
    outcomes = {
        name: {
            "mean": each.mean,
            "low95": each.low95,
            "high95": each.high95,
            "difference": _difference_json(point.against.get(name)),
        }
        for name, each in point.estimates.items()
    }
    low, high = point.cost_p80_ends
    outcomes[COST] |= {"p50": point.cost_p50, "p80": point.cost_p80}
    outcomes[COST] |= {"p80_low95": low, "p80_high95": high}
    return {
        "name": point.plan.name,
        "on_front": point.on_front,
        "over_budget": None if found.budget is None else point.over_budget,
        "dominated_by": point.dominated_by,
        "levers": {
            each.name: {
                "value": point.plan.value(each, scenario),
                "as_is": own_value(each, scenario),
            }
            for each in found.levers
        },
        "outcomes": outcomes,
        "beside_fen": point.beside,
    }


def _difference_json(found: Difference | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {name: getattr(found, name) for name in ("mean", "low95", "high95")}


def _lever_json(lever: Input, scenario: Scenario) -> dict[str, Any]:
    told: dict[str, Any] = {"name": lever.name, "as_is": own_value(lever, scenario)}
    if lever.range is None:
        return {**told, "kind": "answer", "answers": list(lever.answers)}
    ends = lever.at(0.0), lever.at(1.0)
    return {**told, "kind": lever.range.kind, "low": ends[0], "high": ends[1]}


def _regret_json(found: Regrets) -> dict[str, Any]:
    return {
        "plans": [plan.name for plan in found.plans],
        "states": [_state_json(each) for each in found.states],
        "left_out": [_state_json(each) for each in found.left_out],
        "draws": found.draws,
        "replications": found.replications,
        "unknowns": [each.name for each in found.unknowns],
        "quantiles": found.quantiles.tolist(),
        "over_budget": found.over_budget.tolist(),
        "goals": {goal: _goal_json(found, goal) for goal in found.goals},
        "balanced": found.balanced.name,
        "failed": len(found.failed),
        "seconds": found.seconds,
    }


def _state_json(state: State) -> dict[str, Any]:
    return {"reading": state.reading.name, "draw": state.draw}


def _goal_json(found: Regrets, goal: str) -> dict[str, Any]:
    worst = [found.worst(row, goal) for row in range(len(found.plans))]
    drivers = [found.driver(row, goal) for row in range(len(found.plans))]
    return {
        "mean": found.means(goal).tolist(),
        "regret": found.table(goal).tolist(),
        "largest": found.largest(goal).tolist(),
        "least_regretted": found.least_regretted(goal).name,
        "worst": [
            None
            if each is None
            else {
                **_state_json(each.state),
                "best": each.best,
                "regret": _difference_json(each.behind),
            }
            for each in worst
        ],
        "driver": [
            None if each is None else {"name": each.name, "correlation": each.correlation}
            for each in drivers
        ],
    }
