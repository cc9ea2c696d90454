"""Functions whose sensitivity is known exactly, and chance planted on them.

Each takes points of the unit cube and returns the mean response. Variances of subsets of inputs,
Var(E[f | x_u]), come from the functions' algebra; indices and Shapley effects follow from them.
"""

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np


@dataclass(frozen=True)
class Oracle:
    """A function of `inputs` inputs and the variance of every term of its decomposition."""

    inputs: int
    response: object
    terms: dict  # of sets of inputs, as frozensets

    @property
    def variance(self):
        return sum(self.terms.values())

    @property
    def first(self):
        return self._sum(lambda i, term: term == {i})

    @property
    def total(self):
        return self._sum(lambda i, term: i in term)

    @property
    def second(self):
        pairs = combinations(range(self.inputs), 2)
        return np.array([self.terms.get(frozenset(pair), 0.0) for pair in pairs]) / self.variance

    @property
    def shapley(self):
        """By the definition: what an input adds to the variance, over all orders of all inputs."""
        others = [set(range(self.inputs)) - {i} for i in range(self.inputs)]
        effects = [
            sum(
                factorial(size) * factorial(self.inputs - size - 1) / factorial(self.inputs) * added
                for size in range(self.inputs)
                for before in combinations(sorted(rest), size)
                for added in [self._known({*before, i}) - self._known(set(before))]
            )
            for i, rest in enumerate(others)
        ]
        return np.array(effects) / self.variance

    def _known(self, inputs):
        return sum(value for term, value in self.terms.items() if term <= inputs)

    def _sum(self, belongs):
        sums = [
            sum(value for term, value in self.terms.items() if belongs(i, term))
            for i in range(self.inputs)
        ]
        return np.array(sums) / self.variance


def ishigami(inputs=3, a=7.0, b=0.1):
    """Ishigami and Homma's function; inputs beyond the third are inert."""

    def response(points):
        x = (2.0 * points - 1.0) * np.pi
        return np.sin(x[..., 0]) * (1.0 + b * x[..., 2] ** 4) + a * np.sin(x[..., 1]) ** 2

    terms = {
        frozenset({0}): 0.5 * (1.0 + b * np.pi**4 / 5.0) ** 2,
        frozenset({1}): a**2 / 8.0,
        frozenset({0, 2}): b**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0),
    }
    return Oracle(inputs, response, terms)


def sobol_g(a):
    """Sobol's g-function: a product, so that every set of inputs acts together."""
    a = np.asarray(a, dtype=float)

    def response(points):
        return np.prod((np.abs(4.0 * points - 2.0) + a) / (1.0 + a), axis=-1)

    alone = 1.0 / (3.0 * (1.0 + a) ** 2)
    terms = {
        frozenset(term): float(np.prod(alone[list(term)]))
        for size in range(1, a.size + 1)
        for term in combinations(range(a.size), size)
    }
    return Oracle(a.size, response, terms)


def linear(weights):
    """A weighted sum: no input acts with another."""
    weights = np.asarray(weights, dtype=float)
    terms = {frozenset({i}): weight**2 / 12.0 for i, weight in enumerate(weights)}
    return Oracle(weights.size, lambda points: points @ weights, terms)


def told(oracle, points, replications, chance, rng, acting=0.0):
    """Return values of a design: the response, chance shared by a block, chance that acts.

    `chance` is the variance of one run round the response, the same everywhere but for `acting`,
    the part of it that multiplies the first input, centred, and is shared by a block too.
    """
    blocks = points.shape[0]
    plain, with_input = (rng.normal(size=(blocks, 1, replications)) for _ in range(2))
    steep = np.sqrt(12.0) * (points[..., :1] - 0.5)
    noise = np.sqrt(1.0 - acting) * plain + np.sqrt(acting) * with_input * steep
    return oracle.response(points)[..., None] + np.sqrt(chance) * noise
