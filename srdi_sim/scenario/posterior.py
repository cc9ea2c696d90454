"""What the data have made of the priors: draws of the fitted uncertainties, each with its past.

A draw says two things. For every fitted uncertainty it has a quantile of its prior, so that bounds
and whole numbers stay what they are. And it names the replication whose luck the city had in the
years that were seen: with these numbers and that luck, the simulated city has done nearly what the
real one did. A replication of a run takes one draw, lives its past again up to the last year that
was seen, and goes on with luck of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from srdi_sim.luck import Past, mix

NUMBER = "replication"  # the column of whose luck it is


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Draws of the fitted uncertainties, in random order.

    Attributes
    ----------
    name : str
    seed : int
        The seed of the replications whose luck the draws have.
    until : int
        The last year of which something was seen.
    names : tuple of str
        The fitted uncertainties.
    numbers : int64 (draws)
        The replication whose luck each has.
    quantiles : float64 (draws, names)
        In (0, 1), of the prior of each.
    """

    name: str
    seed: int
    until: int
    names: tuple[str, ...]
    numbers: NDArray[np.int64]
    quantiles: NDArray[np.float64]

    def __eq__(self, other: object) -> bool:
        """Return whether two posteriors have the same draws in the same order."""
        if not isinstance(other, Posterior):
            return NotImplemented
        return (
            (self.name, self.seed, self.until, self.names)
            == (other.name, other.seed, other.until, other.names)
            and np.array_equal(self.numbers, other.numbers)
            and np.array_equal(self.quantiles, other.quantiles)
        )

    def __hash__(self) -> int:
        """Return a hash that equal posteriors share."""
        return hash((self.name, self.seed, self.until, self.names, self.numbers.size))

    def rows(self, seed: int, replications: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which draw each replication takes: one after the other, each seed from its own."""
        first = mix.scalar(seed & 0xFFFFFFFF) % self.numbers.size
        return np.asarray((replications + first) % self.numbers.size, dtype=np.int64)

    def past(self, seed: int, replication: int) -> Past:
        """Return whose luck a replication has in the years that were seen."""
        (row,) = self.rows(seed, np.array([replication], dtype=np.int64))
        return Past(self.seed, int(self.numbers[row]), self.until)

    def quantiles_of(
        self, name: str, seed: int, replications: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the quantiles of one fitted uncertainty that some replications have."""
        column: NDArray[np.float64] = self.quantiles[:, self.names.index(name)]
        return column[self.rows(seed, replications)]

    def prior_quantile(self, name: str, u: float) -> float:
        """Return the quantile of the prior at quantile `u` of the draws; `u` if not fitted."""
        if name not in self.names:
            return u
        column = self.quantiles[:, self.names.index(name)]
        return float(np.quantile(column, u, method="inverted_cdf"))

    @property
    def text(self) -> str:
        """The draws as lines of a CSV: whose luck, then a quantile for each uncertainty."""
        lines = [",".join((NUMBER, *self.names))]
        for number, row in zip(self.numbers.tolist(), self.quantiles.tolist(), strict=True):
            lines.append(",".join((str(number), *map(repr, row))))
        return "\n".join(lines) + "\n"


def posterior_of(name: str, seed: int, until: int, text: str) -> Posterior:
    """Return the posterior of which these are the lines.

    Raises
    ------
    ValueError
        The lines are not those of a table of finite numbers, quantiles in (0, 1).
    """
    head, *lines = text.splitlines()
    first, *names = head.split(",")
    cells = [line.split(",") for line in lines]
    if first != NUMBER or not names or not cells or {len(row) for row in cells} != {len(names) + 1}:
        raise ValueError(f"not a table of {NUMBER} and uncertainties")
    numbers = np.array([int(row[0]) for row in cells], dtype=np.int64)
    quantiles = np.array([[float(cell) for cell in row[1:]] for row in cells])
    if numbers.min() < 0 or not ((quantiles > 0.0) & (quantiles < 1.0)).all():
        raise ValueError("a replication below 0, or a quantile that is not between 0 and 1")
    return Posterior(name, seed, until, tuple(names), numbers, quantiles)
