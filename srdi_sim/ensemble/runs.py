"""What an ensemble leaves behind, in memory: the input of every question in `analysis`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.batch import Batch
from srdi_sim.engine.ledger import COLUMNS
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.policy.tiers import STOCK_CODES
from srdi_sim.scenario.scenario import Scenario

_FIRMS = MEASURES.index(("firms", ""))

Columns = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Runs:
    """All replications of one scenario, in order of their number.

    The arrays are those of :class:`srdi_sim.engine.batch.Batch`, joined.

    Attributes
    ----------
    failed : tuple of (replication, message)
        Replications that raised; they have no rows in the arrays.
    replaced_rules : tuple of (rule name, hash)
        Rules that a researcher replaced.
    """

    scenario: Scenario
    seed: int
    replications: NDArray[np.int64]
    counts: NDArray[np.int32]
    measures: NDArray[np.float64]
    watched: NDArray[np.int32]
    ledger: dict[str, NDArray[Any]]
    firm_years: int
    seconds: float
    failed: tuple[tuple[int, str], ...] = ()
    replaced_rules: tuple[tuple[str, str], ...] = ()


def cells(scenario: Scenario) -> tuple[int, int, int, int, int]:
    """Return the shape of one replication's counts: years, tiers, banners, sectors, flows."""
    people = scenario.population
    tiers = len(STOCK_CODES)
    return len(scenario.years), tiers, len(people.banners), len(people.sectors), len(COUNTS)


def blank(
    scenario: Scenario, replications: int = 0, entries: int = 0, firm_years: int = 0
) -> Batch:
    """Return a batch of zeros for so many replications and ledger entries; of none by default."""
    years, tiers, *_ = shape = cells(scenario)
    return Batch(
        np.zeros(replications, np.int64),
        np.zeros((replications, *shape), np.int32),
        np.zeros((replications, years, len(MEASURES))),
        np.zeros((replications, len(scenario.watch), tiers), np.int32),
        {"replication": np.zeros(entries, np.int64)}
        | {name: np.zeros(entries, dtype) for name, dtype in COLUMNS.items()},
        firm_years,
    )


def joined(scenario: Scenario, batches: Sequence[Batch]) -> Batch:
    """Return several batches as one, ordered by replication; their ranges must not interleave."""
    parts = sorted(
        (batch for batch in batches if batch.replications.size),
        key=lambda batch: int(batch.replications[0]),
    )
    if len(parts) == 1:
        return parts[0]
    parts.insert(0, blank(scenario))
    return Batch(
        np.concatenate([batch.replications for batch in parts]),
        np.concatenate([batch.counts for batch in parts]),
        np.concatenate([batch.measures for batch in parts]),
        np.concatenate([batch.watched for batch in parts]),
        {name: np.concatenate([batch.ledger[name] for batch in parts]) for name in parts[0].ledger},
        sum(batch.firm_years for batch in parts),
    )


def part(batch: Batch, first: int, beyond: int) -> Batch:
    """Return the replications of a batch from `first` up to, not including, `beyond`."""
    rows = slice(*np.searchsorted(batch.replications, (first, beyond)))
    entries = slice(*np.searchsorted(batch.ledger["replication"], (first, beyond)))
    return Batch(
        batch.replications[rows],
        batch.counts[rows],
        batch.measures[rows],
        batch.watched[rows],
        {name: column[entries] for name, column in batch.ledger.items()},
        int(batch.measures[rows, :, _FIRMS].sum()),
    )


def joined_columns(parts: Sequence[Columns]) -> dict[str, NDArray[Any]]:
    """Return columns one after another; one that a part does not have is 0 there."""
    sizes = [next(iter(part.values())).shape[0] for part in parts]
    first = {name: column for part in reversed(parts) for name, column in part.items()}
    return {
        name: np.concatenate(
            [
                part[name] if name in part else np.zeros((size, *like.shape[1:]), like.dtype)
                for part, size in zip(parts, sizes, strict=True)
            ]
        )
        for name, like in first.items()
    }
