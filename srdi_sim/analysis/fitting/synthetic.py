"""A second opinion on the fitted uncertainties: a synthetic likelihood.

Given the fitted uncertainties, the figures are taken as normal on the scale of square roots (Wood
2010), with a mean, a spread and correlations that one regression over the whole table tells as
functions of them; so no further simulation is needed (an emulated likelihood). Where the nearest
simulations and this disagree, one of two approximations is poor: :mod:`.calibration` shows both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.fitting.nearest import roots_of

Columns = NDArray[np.float64]
_TINY = 1e-12


class SyntheticLikelihood:
    """How likely figures are, as a function of the fitted uncertainties.

    Parameters
    ----------
    seen : float64 (rows, terms)
        What each simulation of a table published.
    scores : float64 (rows, fitted)
        The normal scores of the fitted uncertainties: independent standard normals under the prior.
    """

    def __init__(self, seen: Columns, scores: Columns) -> None:
        self.scores = scores
        figures, features = roots_of(seen), _curved(scores)
        slopes, *_ = np.linalg.lstsq(features, figures, rcond=None)
        rest = figures - features @ slopes
        spreads, *_ = np.linalg.lstsq(features, np.log(rest**2 + _TINY), rcond=None)
        # The mean of a log chi-square is below 0: what is left is brought to unit variance.
        deviation = np.exp(0.5 * (features @ spreads))
        unit = (rest / deviation).std(axis=0)
        self._mean, self._deviation = features @ slopes, deviation * unit
        standard = rest / self._deviation
        correlation = np.corrcoef(standard, rowvar=False).reshape(seen.shape[1], -1)
        self._precision = np.linalg.pinv(correlation)

    def weights(self, figures: Columns) -> Columns:
        """Return the weight of each row of the table under some figures, adding up to 1."""
        away = (roots_of(figures[None]) - self._mean) / self._deviation
        log = -0.5 * np.einsum("ij,jk,ik->i", away, self._precision, away)
        log -= np.log(self._deviation).sum(axis=1)
        weights = np.exp(log - log.max())
        return np.asarray(weights / weights.sum(), dtype=np.float64)


def _curved(scores: Columns) -> Columns:
    """Return a constant, the scores and all their products of two."""
    one, two = np.triu_indices(scores.shape[1])
    ones = np.ones((scores.shape[0], 1))
    return np.concatenate([ones, scores, scores[:, one] * scores[:, two]], axis=1)
