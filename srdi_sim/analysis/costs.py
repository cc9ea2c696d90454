"""What sums of money come to over replications: their quantiles and their mean, in fen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.statistics import attained, mean_fen
from srdi_sim.engine.ledger import BASES

FIGURES = ("p50", "p80", "p95", "mean", *BASES)


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount in fen.

    Attributes
    ----------
    p50, p80, p95 : int
        What 50, 80 and 95 % of the replications do not exceed.
    mean : int
        The sum of `text`, the part of it that the text prices, and `assumption`.
    """

    p50: int
    p80: int
    p95: int
    mean: int
    text: int
    assumption: int

    def as_dict(self) -> dict[str, int]:
        """Return the figures by name."""
        return {name: getattr(self, name) for name in FIGURES}


def cost_of(sums: NDArray[np.int64], assumed: NDArray[np.int64]) -> Cost:
    """Return the figures of sums, one a replication, and of the part priced by assumption."""
    mean, assumption = int(mean_fen(sums)), int(mean_fen(assumed))
    p50, p80, p95 = (int(attained(sums, percent)) for percent in (50, 80, 95))
    return Cost(p50, p80, p95, mean, mean - assumption, assumption)
