"""What the data have made of the priors: draws of the fitted uncertainties, each with its past.

A draw says two things. For every fitted uncertainty it has a quantile of its prior, so that bounds
and whole numbers stay what they are. And it names the replication whose luck the city had in the
years that were seen: with these numbers and that luck, the simulated city has done nearly what the
real one did. A replication of a run takes one draw, lives its past again up to the last year that
was seen, and goes on with luck of its own. A past may have stretches: what an update adds to a fit
was lived with other luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from srdi_sim.luck import Past, mix


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some years of a past: those up to the end of `until`, lived with the luck of `seed`."""

    until: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Draws of the fitted uncertainties, in random order.

    Attributes
    ----------
    name : str
    stretches : tuple of Stretch
        Of the past, the earliest first.
    numbers : int64 (draws, stretches)
        The replication whose luck each draw has in each stretch.
    names : tuple of str
        The fitted uncertainties.
    quantiles : float64 (draws, names)
        In (0, 1), of the prior of each.
    priors : str
        The name of the priors that it stands on; without one it stands on any.
    population : str
        The name of the population that it was fitted with, if that is known. It is told where a
        scenario has another one, and is no part of what is compared or hashed. The reading of the
        fit is not kept: readings are meant to be varied under one posterior.
    """

    name: str
    stretches: tuple[Stretch, ...]
    numbers: NDArray[np.int64]
    names: tuple[str, ...]
    quantiles: NDArray[np.float64]
    priors: str = ""
    population: str = field(default="", compare=False)

    def __eq__(self, other: object) -> bool:
        """Return whether two posteriors have the same draws in the same order."""
        if not isinstance(other, Posterior):
            return NotImplemented
        return (
            (self.name, self.stretches, self.names, self.priors)
            == (other.name, other.stretches, other.names, other.priors)
            and np.array_equal(self.numbers, other.numbers)
            and np.array_equal(self.quantiles, other.quantiles)
        )

    def __hash__(self) -> int:
        """Return a hash that equal posteriors share."""
        return hash((self.name, self.stretches, self.names, len(self)))

    def __len__(self) -> int:
        return int(self.numbers.shape[0])

    @property
    def until(self) -> int:
        """The last year of the past."""
        return self.stretches[-1].until

    def rows(self, seed: int, replications: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which draw each replication takes: one after the other, each seed from its own."""
        first = mix.scalar(seed & 0xFFFFFFFF) % len(self)
        return np.asarray((replications + first) % len(self), dtype=np.int64)

    def past(self, seed: int, replication: int) -> tuple[Past, ...]:
        """Return whose luck a replication has in the years that were seen."""
        (row,) = self.rows(seed, np.array([replication], dtype=np.int64))
        numbers = self.numbers[row].tolist()
        return tuple(
            Past(each.seed, number, each.until)
            for each, number in zip(self.stretches, numbers, strict=True)
        )

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

    def quantile_of_draws(
        self, name: str, seed: int, replications: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return where among the draws those of some replications are: undoes `prior_quantile`."""
        column = np.sort(self.quantiles[:, self.names.index(name)])
        below = np.searchsorted(column, self.quantiles_of(name, seed, replications), side="left")
        return np.asarray((below + 0.5) / len(self), dtype=np.float64)

    @property
    def text(self) -> str:
        """The draws as lines of a CSV: whose luck up to which year, then the quantiles."""
        lines = [",".join((*(str(each.until) for each in self.stretches), *self.names))]
        for numbers, row in zip(self.numbers.tolist(), self.quantiles.tolist(), strict=True):
            lines.append(",".join((*map(str, numbers), *map(repr, row))))
        return "\n".join(lines) + "\n"


def posterior_of(
    name: str, seeds: Sequence[int], text: str, priors: str = "", population: str = ""
) -> Posterior:
    """Return the posterior of which these are the lines; a seed for each stretch.

    Raises
    ------
    ValueError
        The lines are not those of a table of rising years, then uncertainties: whole numbers, then
        quantiles in (0, 1).
    """
    head, *lines = text.splitlines()
    years = [int(column) for column in head.split(",")[: len(seeds)]]
    names = tuple(head.split(",")[len(seeds) :])
    cells = [line.split(",") for line in lines]
    width = len(seeds) + len(names)
    if not (years and names and cells) or years != sorted(set(years)):
        raise ValueError("no draws, or years that do not rise")
    if any(len(row) != width for row in cells):
        raise ValueError(f"a line that has not {width} columns")
    numbers = np.array([[int(cell) for cell in row[: len(years)]] for row in cells], dtype=np.int64)
    quantiles = np.array([[float(cell) for cell in row[len(years) :]] for row in cells])
    if numbers.min() < 0 or not ((quantiles > 0.0) & (quantiles < 1.0)).all():
        raise ValueError("a replication below 0, or a quantile that is not between 0 and 1")
    stretches = tuple(Stretch(*pair) for pair in zip(years, seeds, strict=True))
    return Posterior(name, stretches, numbers, names, quantiles, priors, population)
