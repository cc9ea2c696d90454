"""The model at many settings of its inputs: a number for each setting, outcome and replication.

By default every setting is simulated with the same replications, hence the same luck: what differs
between two settings is then caused by the settings alone. With `fresh` luck no two settings share a
replication, so that their noise is independent; or only settings of one block do, such as the steps
of a trajectory, whose differences are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.inputs import Input, Value, varied
from srdi_sim.analysis.outcomes import Outcomes, outcomes_of, refuse_unknown
from srdi_sim.ensemble.archive import Archive
from srdi_sim.ensemble.crew import Crew
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.manifest import scenario_sha256, value_sha256
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.scenario.scenario import Scenario

Setting = Sequence[Value]  # a value for each input of a study


@dataclass(frozen=True)
class Study:
    """What is varied of a scenario, and what is looked at.

    Attributes
    ----------
    outcomes : tuple of str
        Names such as ``firms:regional:2025``, ``chance:all``, ``cost:total``; see
        :mod:`srdi_sim.analysis.outcomes`.
    replications : int
        At every setting.
    fresh : bool
        Whether luck is fresh for every block of settings, and not the same for all.
    block : int
        How many settings in a row make one.
    """

    scenario: Scenario
    inputs: tuple[Input, ...]
    outcomes: tuple[str, ...]
    replications: int = 10
    seed: int = 1
    fresh: bool = False
    block: int = 1

    def __post_init__(self) -> None:
        """Refuse outcomes that the scenario does not have."""
        refuse_unknown(self.outcomes, self.scenario)

    def settings(self, points: NDArray[np.float64]) -> list[tuple[Value, ...]]:
        """Return the values at points of the unit cube: rows are points, columns inputs."""
        return [
            tuple(each.at(float(u)) for each, u in zip(self.inputs, point, strict=True))
            for point in points
        ]

    @cached_property
    def sha256(self) -> str:
        """The hash of all that every evaluation depends on, whatever the setting."""
        return value_sha256((scenario_sha256(self.scenario), self.seed, self.outcomes))


@dataclass(frozen=True, slots=True, eq=False)
class Evaluations:
    """What came of some settings.

    Attributes
    ----------
    values : mapping of outcome to float64 (settings, replications)
        Chances are 0 or 1 in a replication; money is in fen. NaN where a replication failed.
    failed : tuple of (setting, replication, message)
    """

    settings: tuple[tuple[Value, ...], ...]
    values: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    failed: tuple[tuple[int, int, str], ...] = ()

    def means(self, outcome: str) -> NDArray[np.float64]:
        """Return the mean of an outcome over the replications that finished; NaN if none did."""
        values = self.values[outcome]
        finished = ~np.isnan(values)
        count = finished.sum(axis=1)
        total = np.where(finished, values, 0.0).sum(axis=1)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def evaluate(
    study: Study,
    settings: Sequence[Setting],
    crew: Crew,
    *,
    archive: Archive | None = None,
    first: int = 0,
    progress: Progress | None = None,
) -> Evaluations:
    """Simulate a scenario at some settings of the study's inputs.

    Parameters
    ----------
    archive : Archive, optional
        Where what was found is kept; what it has is not simulated again.
    first : int
        Number of the first setting, which decides its replications where luck is `fresh`; the
        first replication where it is not. Disjoint ranges are independent luck.
    progress : callable, optional
        Told how many replications are done, and of how many.
    """
    trials = []
    for n, setting in enumerate(settings):
        begin = (first + n) // study.block * study.replications if study.fresh else first
        numbers = tuple(range(begin, begin + study.replications))
        named = {each.name: value for each, value in zip(study.inputs, setting, strict=True)}
        key = value_sha256((study.sha256, named, numbers))
        scenario = partial(varied, study.scenario, study.inputs, setting)
        trials.append(Trial(key, scenario, study.seed, numbers))
    measure = partial(_columns, outcomes=study.outcomes)
    found = found_of(trials, measure, crew, archive=archive, progress=progress)
    shape = (len(trials), study.replications)
    values = {name: np.full(shape, np.nan) for name in study.outcomes}
    for n, (trial, each) in enumerate(zip(trials, found, strict=True)):
        places = each.finished - trial.numbers[0]
        for name, column in each.columns.items():
            values[name][n, places] = column
    failed = tuple((n, *failure) for n, each in enumerate(found) for failure in each.failed)
    return Evaluations(tuple(map(tuple, settings)), values, failed)


def _columns(runs: Runs, outcomes: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Return the outcomes of runs: what workers bring home."""
    found: Outcomes = outcomes_of(runs, outcomes)
    return {name: np.asarray(column, dtype=np.float64) for name, column in found.items()}
