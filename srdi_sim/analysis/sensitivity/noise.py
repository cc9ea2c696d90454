"""The mean response of a model with chance in it, freed of what few replications leave on it.

A sample is one setting of the inputs, simulated some times. Its mean over replications is the mean
response plus an error, and a square of means carries the square of that error. Products of
*different* replications do not: their luck is independent, so their mean is the product of the mean
responses without bias. Every estimator here is a sum of such products.

Samples stand in blocks, such as a trajectory: `values` has the shape (blocks, samples of a block,
replications). The samples of one block share their luck, replication by replication; blocks do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def cross(left: Array, right: Array) -> Array:
    """Return the product of two mean responses, without bias; replications are the last axis.

    It is the mean of ``left[r] * right[s]`` over all pairs of different replications r and s, be
    the luck of `left` and `right` the same or not.
    """
    n = left.shape[-1]
    sums = left.sum(axis=-1) * right.sum(axis=-1) - (left * right).sum(axis=-1)
    product: Array = sums / (n * (n - 1))
    return product


@dataclass(frozen=True, slots=True)
class Spread:
    """The variance of one run, taken apart.

    Attributes
    ----------
    explained : float
        Var(E[y | inputs]): the variance of the mean response over the inputs.
    chance : float
        E[Var(y | inputs)]: what replications of the same inputs vary by.
    replications : int
        Of each sample.
    """

    explained: float
    chance: float
    replications: int

    @property
    def noise_share(self) -> float | None:
        """The share of chance in the variance of one run; None where nothing varies."""
        return _share(self.chance, self.explained)

    @property
    def noise_share_of_means(self) -> float | None:
        """The share of chance in the variance of the samples' means."""
        return _share(self.chance / self.replications, self.explained)


def _share(chance: float, explained: float) -> float | None:
    """Return the share of chance; an estimate of nothing may lie a little below 0."""
    total = chance + max(explained, 0.0)
    return chance / total if total > 0.0 else None


def spread(values: Array) -> Spread:
    """Return the variance of one run, by the law of total variance and without bias."""
    means = block_means(values)
    squares = block_squares(values)
    return Spread(
        float(variance(squares, means, np.full((1, len(means)), 1.0 / len(means)))[0]),
        float(values.var(axis=-1, ddof=1).mean()),
        values.shape[-1],
    )


def block_means(values: Array) -> Array:
    """Return how far the mean of each block is from the mean of all."""
    means: Array = values.mean(axis=(1, 2)) - values.mean()
    return means


def block_squares(values: Array) -> Array:
    """Return the mean square, in each block, of how far mean responses are from the mean of all."""
    apart = values - values.mean()
    squares: Array = cross(apart, apart).mean(axis=1)
    return squares


def variance(squares: Array, means: Array, weights: Array) -> Array:
    """Return the variance of the mean response, for each row of weights of the blocks.

    The weights of a row add to 1. The square of the mean of all is taken from the products of
    different blocks, whose luck is independent.
    """
    error = means.var(ddof=1) / len(means)
    found: Array = weights @ squares - (weights @ means) ** 2 + error
    return found


def mean_of_others(values: Array) -> Array:
    """Return, for each block, the mean of all the other blocks, shaped to be taken from `values`.

    It is independent of the block, so that taking it away adds no bias to a product.
    """
    means = values.mean(axis=(1, 2), keepdims=True)
    n = len(means)
    others: Array = (means.sum() - means) / (n - 1)
    return others
