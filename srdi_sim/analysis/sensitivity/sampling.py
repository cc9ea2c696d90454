"""The model at the points of a design: values of every outcome, in the blocks of the points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from srdi_sim.analysis.evaluation import Study, evaluate
from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.sensitivity.noise import Array
from srdi_sim.ensemble.archive import Archive, opened
from srdi_sim.ensemble.crew import Crew, crew_of
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

FEWEST_REPLICATIONS = 2  # of which chance can be told
FEWEST_BLOCKS = 8
Failed = tuple[int, str]  # a replication, and what it raised


@dataclass(frozen=True, slots=True)
class Sampler:
    """Whoever asks the model: what of it, how often, and where the answers are kept."""

    scenario: Scenario
    outcomes: tuple[str, ...]
    replications: int
    seed: int
    crew: Crew
    archive: Archive | None
    progress: Progress | None

    def at(self, inputs: Sequence[Input], points: Array, *, after: int = 0) -> Samples:
        """Return the model at points; each block has luck of its own, from block `after` on."""
        blocks, width, count = points.shape
        if blocks < FEWEST_BLOCKS:
            values = {"given": blocks, "least": FEWEST_BLOCKS}
            raise SrdiError("sensitivity.few_samples", values)
        study = Study(
            self.scenario,
            tuple(inputs),
            self.outcomes,
            self.replications,
            self.seed,
            fresh=True,
            block=width,
        )
        found = evaluate(
            study,
            study.settings(points.reshape(-1, count)),
            self.crew,
            archive=self.archive,
            first=after * width,
            progress=self.progress,
        )
        shape = (blocks, width, self.replications)
        values = {name: column.reshape(shape) for name, column in found.values.items()}
        return Samples(points, values, tuple(failure[1:] for failure in found.failed))


@contextmanager
def asking(
    scenario: Scenario,
    outcomes: Sequence[str],
    *,
    replications: int,
    seed: int,
    archive: Path | str | None,
    workers: int,
    cluster: str | None,
    progress: Progress | None,
    note: Note | None,
    time_limit: float | None,
) -> Iterator[Sampler]:
    """Return whoever asks the model for some outcomes, until the block ends.

    The outcomes of the headline are always told too: an archive then serves later questions.
    """
    if replications < FEWEST_REPLICATIONS:
        values = {"given": replications, "least": FEWEST_REPLICATIONS}
        raise SrdiError("sensitivity.few_replications", values)
    told = tuple(dict.fromkeys([*headline(scenario), *outcomes]))
    with (
        nullcontext() if archive is None else opened(archive) as kept,
        crew_of(workers, cluster=cluster, note=note, time_limit=time_limit) as crew,
    ):
        yield Sampler(scenario, told, replications, seed, crew, kept, progress)


def headline(scenario: Scenario) -> list[str]:
    """Return the outcomes that are asked for first: firms and chance of each target, the cost."""
    targets = [f"{target.tier.code}:{target.year}" for target in scenario.targets]
    names = [f"{head}:{target}" for target in targets for head in ("firms", "chance")]
    return [*names, *(["chance:all"] if targets else []), "cost:total"]


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """What the model told at the points of a design.

    Attributes
    ----------
    points : (blocks, samples of a block, inputs)
    values : mapping of outcome to (blocks, samples of a block, replications)
        NaN where a replication failed.
    failed : tuple of (replication, message)
    """

    points: Array
    values: Mapping[str, Array]
    failed: tuple[Failed, ...] = ()

    @property
    def runs(self) -> int:
        """How many replications were asked for."""
        return next(iter(self.values.values())).size

    @property
    def dropped(self) -> int:
        """How many samples are left out, since a replication of their block failed."""
        values = next(iter(self.values.values()))
        return int(np.isnan(values).any(axis=(1, 2)).sum()) * int(values.shape[1])

    def whole(self, outcome: str) -> tuple[Array, Array]:
        """Return points and values of the blocks in which nothing failed.

        An estimator needs every sample of a block: one failed replication takes it along.
        """
        values = self.values[outcome]
        finished = ~np.isnan(values).any(axis=(1, 2))
        if finished.sum() < FEWEST_BLOCKS:
            failed = {"failed": len(self.failed), "left": int(finished.sum())}
            raise SrdiError("sensitivity.few_left", {**failed, "least": FEWEST_BLOCKS})
        return self.points[finished], values[finished]
