"""Whether counts agree with the chances that a theory gives them.

Every statistical test has a fixed seed and refuses at :data:`ALPHA`: with new seeds every night a
right program would fail one test in a million.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import special, stats

ALPHA = 1e-6
Z = -special.ndtri(ALPHA / 2)  # the largest deviation, in standard errors: 4.89
FEWEST = 5.0  # expected count below which cells are pooled


def p_of_counts(observed: Any, chances: Any) -> float:
    """Return the p-value of multinomial counts; a count where the chance is 0 gives p = 0."""
    observed, chances = np.asarray(observed, float), np.asarray(chances, float)
    if observed[chances == 0.0].any() or not np.isclose(chances.sum(), 1.0, atol=1e-12):
        return 0.0
    expected = observed.sum() * chances
    rare = expected < FEWEST
    if rare.any():
        observed = np.append(observed[~rare], observed[rare].sum())
        expected = np.append(expected[~rare], expected[rare].sum())
    used = expected > 0.0
    statistic = ((observed[used] - expected[used]) ** 2 / expected[used]).sum()
    return float(stats.chi2.sf(statistic, max(1, used.sum() - 1)))


def p_of_sum_of_counts(observed: Any, cohorts: list[tuple[int, Any]]) -> float:
    """Return the p-value of counts added up over independent cohorts of (firms, chances).

    The statistic is the quadratic form in the exact covariance of the sum,
    the sum over cohorts of n (diag(p) - p p').
    """
    observed = np.asarray(observed, float)
    mean = np.zeros_like(observed)
    covariance = np.zeros((observed.size, observed.size))
    for firms, chances in cohorts:
        p = np.asarray(chances, float)
        mean += firms * p
        covariance += firms * (np.diag(p) - np.outer(p, p))
    possible = mean > 0.0
    if observed[~possible].any() or not np.isclose(observed.sum(), mean.sum()):
        return 0.0
    # The counts add up, so one of them says nothing new.
    away = (observed - mean)[possible][:-1]
    inner = covariance[np.ix_(possible, possible)][:-1, :-1]
    return float(stats.chi2.sf(away @ np.linalg.solve(inner, away), away.size))


def p_of_histories(observed: Mapping[Hashable, int], chances: Mapping[Hashable, Fraction]) -> float:
    """Return the p-value of how often each history occurred; an impossible one gives p = 0."""
    if sum(chances.values()) != 1:
        raise ValueError("the chances of all histories must add to 1")
    if not observed.keys() <= {history for history, chance in chances.items() if chance}:
        return 0.0
    names = list(chances)
    return p_of_counts(
        [observed.get(name, 0) for name in names], [float(chances[name]) for name in names]
    )


def p_of_mean(total: float, expected: float, variance: float) -> float:
    """Return the two-sided p-value of a sum that is nearly normal."""
    if variance == 0.0:
        return float(total == expected)
    return float(2.0 * special.ndtr(-abs(total - expected) / np.sqrt(variance)))
