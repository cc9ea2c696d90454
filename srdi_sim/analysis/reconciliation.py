"""Published payments held against every reading and lag: which of them agree, and how many do.

Every named reading of the text is simulated once with the same luck, and what it pays is told by
each lag between due and paid. A reading agrees with a figure whose two-sided predictive p is not
below a level: a figure as far out comes in at least that share of replications. A wide reading
agrees with much, so that to agree is not to be right.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.lags import LAG, LAGS, only_moves_payments, paid_by
from srdi_sim.analysis.named_readings import OWN, Named, named_readings
from srdi_sim.analysis.observed import LEVEL, foretold, standing, years_paid
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress, chunk_size, counted, numbers_of, tasks_of
from srdi_sim.ensemble.task import Task
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Observation, Scenario

FEWEST = 20  # replications of which 5 % can be told
Verdict = Literal["none", "one", "several"]
Place = tuple[str, str, str]  # a figure, a reading, a lag


@dataclass(frozen=True, slots=True, eq=False)
class Reconciliation:
    """Which readings and lags agree with what was published as paid.

    Attributes
    ----------
    replications, failed : int
        Those that have finished under every reading, and those that have not and are left out.
    figures : tuple of Observation
    readings : tuple of Named
        The scenario's own first. Answers to R12 are the lags.
    table : DataFrame
        A row a figure, reading and lag: `p50`, `low95`, `high95` (fen, the figure's own error
        included), `p` and whether it `agrees`; `moves`: the replications in which another amount is
        paid than under the scenario's own reading.
    """

    scenario: Scenario
    seed: int
    replications: int
    failed: int
    figures: tuple[Observation, ...]
    readings: tuple[Named, ...]
    table: pd.DataFrame
    seconds: float

    def agreeing(self, figure: Observation) -> list[tuple[str, str]]:
        """Return the readings and lags that agree with a figure."""
        rows = self.table.loc[figure.name]
        return [(str(reading), str(lag)) for reading, lag in rows.index[rows["agrees"]]]

    def verdict(self, figure: Observation) -> Verdict:
        """Return whether none, one or several of them agree."""
        many = len(self.agreeing(figure))
        return "none" if many == 0 else "one" if many == 1 else "several"


def payments_of(scenario: Scenario) -> tuple[Observation, ...]:
    """Return the published payments that are evidence and of years that are simulated.

    Raises
    ------
    SrdiError
        There is none.
    """
    years = set(scenario.years)
    found = tuple(
        each
        for each in scenario.observations
        if each.what == "paid" and each.evidence and set(years_paid(each)) <= years
    )
    if not found:
        values = {"first": scenario.years[0], "last": scenario.until}
        raise SrdiError("reconcile.no_payment", values)
    return found


def reconcile(
    scenario: Scenario,
    *,
    replications: int = 200,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
    note: Note | None = None,
) -> Reconciliation:
    """Simulate a scenario under every named reading and hold what it pays against what was paid.

    Parameters
    ----------
    workers, progress, note
        As :func:`srdi_sim.ensemble.simulate.simulate` takes them.

    Raises
    ------
    SrdiError
        No payment is published, or fewer than twenty replications are asked for or have finished.
    """
    began = time.perf_counter()
    figures = payments_of(scenario)
    _refuse_few(replications)
    readings = (Named(OWN), *filter(_pays_otherwise, named_readings(scenario.reading)[0]))
    variants = [each for named in readings for each in _variants(scenario, named)]
    numbers = numbers_of(replications)
    tasks = [
        Task(each.scenario, seed, part.numbers, _Payments(figures, each.lags), trial)
        for trial, each in enumerate(variants)
        for part in tasks_of(each.scenario, seed, numbers, chunk_size(replications, workers))
    ]
    found: list[dict[int, dict[str, NDArray[np.int64]]]] = [{} for _ in variants]
    with crew_of(workers, note=note) as crew, closing(crew.outcomes(tasks)) as done:
        pass
    raise NotImplementedError
