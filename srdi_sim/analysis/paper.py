"""The budget paper: all that ``srdi budget`` tells of one ensemble, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from srdi_sim.analysis.bill_json import cost_json, plain
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import Outlook, forecast
from srdi_sim.analysis.forecast_json import ensemble_json
from srdi_sim.analysis.goals import Goal, goals_of
from srdi_sim.analysis.guarantees import Guarantees, guarantees, guarantees_json
from srdi_sim.analysis.levels import Levels
from srdi_sim.analysis.reconciliation import Reconciliation, reconciliation_json
from srdi_sim.analysis.required import Required
from srdi_sim.analysis.required_json import goal_json, required_json
from srdi_sim.analysis.width import width_json, widths
from srdi_sim.ensemble.runs import Runs


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A budget at a confidence.

    Attributes
    ----------
    levels : Levels
        The bill, told at the confidence.
    guarantees : Guarantees
        What is contingent: never part of the bill.
    goals : tuple of Goal
        What the money is to reach; the outlook has its chance under the policy as it stands.
    reconciliation : Reconciliation or None
        Which readings agree with what was published as paid, if that was asked for.
    required : Required or None
        What money the goals need, if that was searched.
    """

    outlook: Outlook
    levels: Levels
    guarantees: Guarantees
    goals: tuple[Goal, ...]
    reconciliation: Reconciliation | None = None
    required: Required | None = None


def paper_of(
    runs: Runs,
    confidence: Fraction,
    goals: Sequence[Goal] | None = None,
    reconciliation: Reconciliation | None = None,
    required: Required | None = None,
) -> Paper:
    """Return the budget paper of an ensemble; its goals are the scenario's targets if not given."""
    return Paper(
        forecast(runs),
        Levels(budget(runs), confidence),
        guarantees(runs, confidence),
        goals_of(runs.scenario) if goals is None else tuple(goals),
        reconciliation,
        required,
    )


def paper_json(paper: Paper, folder: str) -> dict[str, Any]:
    """Return the object that ``srdi budget --json`` prints; `folder` is the run folder."""
    outlook, levels = paper.outlook, paper.levels
    told = {
        **ensemble_json(outlook),
        "confidence": float(levels.confidence),
        "cost": {
            **cost_json(levels),
            "width": width_json(widths(outlook, levels.bill).cost),
            **{f"{side}_by_clause_payer_year": _finest(levels, side) for side in _SIDES},
            "tail_by_year": _rows(levels.by("year_paid", paid="later")),
            "due_later_by_year": _rows(levels.by("year_due", due="after")),
            "memo_by_year": _rows(levels.by("payer", "year_due", kind="memo")),
        },
        "guarantees": guarantees_json(paper.guarantees),
        "goals": [_goal(paper, goal) for goal in paper.goals],
        "run": folder,
    }
    if paper.required is not None:
        told |= required_json(paper.required)
    if paper.reconciliation is not None:
        told["reconciliation"] = reconciliation_json(paper.reconciliation)
    return told


_SIDES: tuple[Any, ...] = ("due", "paid")


def _finest(levels: Levels, side: Any) -> list[dict[str, Any]]:
    return _rows(levels.finest(side))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as objects: what its rows are of, then their figures."""
    keys = frame.index.to_frame(index=False).astype(object).to_dict("records")
    return [
        {**{str(name): value for name, value in key.items()}, **plain(row)}
        for key, (_, row) in zip(keys, frame.iterrows(), strict=True)
    ]


def _goal(paper: Paper, goal: Goal) -> dict[str, Any]:
    chance, required = goal.chance(paper.outlook), paper.required
    return {
        "name": goal.name,
        "chance": chance.value,
        "chance_low95": chance.low95,
        "chance_high95": chance.high95,
        **(goal_json(required, goal) if required is not None else {}),
    }
