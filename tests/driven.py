"""A model whose drivers are planted, in place of the simulation: for questions of sensitivity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from srdi_sim.analysis.evaluation import Evaluations, Study

INPUTS = ("take_up_regional", "training.seats", "stacking", "entry_scale")
OUTCOME = "firms:regional:2025"


def told(study: Study, settings: Sequence[Any], *_: Any, first: int = 0, **__: Any) -> Evaluations:
    """Return values of which the first input explains most and the last nothing.

    Chances are met where firms are many, money is what seats cost; the luck of a replication is the
    same wherever it is simulated.
    """
    values = np.array([_response(study, each) for each in settings])
    block = study.block if study.fresh else len(settings)
    begins = (first + np.arange(len(settings))) // block * study.replications
    numbers = begins[:, None] + np.arange(study.replications)
    chance = np.vectorize(lambda number: np.random.default_rng(number).normal())(numbers)
    firms = 50.0 + 8.0 * (values[:, :1] + chance)
    columns = {
        name: firms
        if name.startswith("firms")
        else 1.0 * (firms > 50.0)
        if name == "chance:regional:2025"
        else 1e8 * values[:, 1:] + 0.0 * chance
        if name.startswith("cost")
        else np.zeros_like(firms)
        for name in study.outcomes
    }
    return Evaluations(tuple(map(tuple, settings)), columns)


def breaking(*numbers: int) -> Any:
    """Return the same model, in which some replications fail at every setting."""

    def broken(study: Study, settings: Sequence[Any], *rest: Any, **more: Any) -> Evaluations:
        whole = told(study, settings, *rest, **more)
        first = more.get("first", 0)
        failed = []
        for n in range(len(settings)):
            begin = (first + n) // study.block * study.replications
            for number in set(numbers) & set(range(begin, begin + study.replications)):
                failed.append((n, number, "ValueError: it broke (rules.py:1, in grown)"))
                for column in whole.values.values():
                    column[n, number - begin] = np.nan
        return Evaluations(whole.settings, whole.values, tuple(failed))

    return broken


def _response(study: Study, setting: Sequence[Any]) -> tuple[float, float]:
    """Return what firms and money follow, about evenly spread between -1 and 1."""
    named = dict(zip([each.name for each in study.inputs], setting, strict=True))
    take_up = 2.0 * named.get("take_up_regional", 0.5) - 1.0
    seats = named.get("training.seats", 100) / 100.0 - 1.0
    stacking = {"cumulative": 0.5, "top_up": 0.0, "highest_only": -0.5}
    return take_up + 0.5 * seats + stacking.get(named.get("stacking", ""), 0.0), seats
