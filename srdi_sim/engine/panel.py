"""Rank by merit within a number of places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def within_places(
    merit: NDArray[np.float64], places: float, rivals: NDArray[np.float64] | None = None
) -> NDArray[np.bool_]:
    """Return who of these applicants gets one of the places.

    Parameters
    ----------
    merit : float64 column
        Merit of our applicants; higher is better.
    places : float
        Places to fill; its whole part counts, `inf` means no limit.
    rivals : float64 column, optional
        Merit of applicants from elsewhere, who take places too.

    Returns
    -------
    bool column, one per applicant of ours. An equal merit goes to the one named first, ours before
    rivals.
    """
    everyone = merit if rivals is None else np.concatenate([merit, rivals])
    if places >= everyone.size:
        return np.ones(merit.size, dtype=bool)
    best = int(places)
    if best <= 0:
        return np.zeros(merit.size, dtype=bool)
    last = np.partition(everyone, everyone.size - best)[everyone.size - best]
    left = best - np.count_nonzero(everyone > last)  # for those who are equal to the last
    equal = merit == last
    chosen: NDArray[np.bool_] = (merit > last) | (equal & (np.cumsum(equal) <= left))
    return chosen
