"""Ranks of the truth in what is believed of it: simulation-based calibration (Talts et al. 2018).

A row of a table of prior simulations is taken for the truth; the other rows are fitted to its
figures; its rank in the posterior is even on (0, 1) if the fit is right, for everything asked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from srdi_sim.analysis.fitting.fitter import Fitter
from srdi_sim.analysis.fitting.nearest import Near, numbers_of, roots_of
from srdi_sim.analysis.fitting.table import Table

LEVELS = (0.5, 0.8, 0.9, 0.95)
P_LEAST, BAND = 0.001, 0.999
Columns = NDArray[np.float64]


def same(values: Columns) -> Columns:
    """Return the values as they are."""
    return values


@dataclass(frozen=True)
class Question:
    """Something that is asked of a fit.

    Attributes
    ----------
    truth : float64 (rows)
        What it is in each row of the table.
    scaled, back : callable
        To a scale where it is nearly normal, and from there.
    whole : bool
        Whether it is a whole number: what is believed is rounded, and ties are broken by chance.
    """

    name: str
    truth: Columns
    scaled: Callable[[Columns], Columns] = same
    back: Callable[[Columns], Columns] = same
    whole: bool = False


def questions_of(table: Table) -> list[Question]:
    """Return a question for each fitted uncertainty and each outcome of a table."""
    scores = special.ndtri(table.quantiles[:, : table.fitted])
    fitted = zip(table.names, scores.T, strict=False)
    return [Question(name, column) for name, column in fitted] + [
        Question(name, column, roots_of, numbers_of, name.startswith("firms:"))
        for name, column in zip(table.outcomes, table.came.T, strict=True)
    ]


def differences(table: Table, other: Table) -> list[Question]:
    """Return a question for how far each outcome of another scenario, same luck, is from here."""
    assert np.array_equal(table.numbers, other.numbers)
    return [
        Question(f"{name} (difference)", column, whole=name.startswith("firms:"))
        for name, column in zip(table.outcomes, (other.came - table.came).T, strict=True)
    ]


def own_ranks(table: Table, questions: list[Question], rows: NDArray[np.int64]) -> Columns:
    """Return the rank of each of some rows of a table in what all other rows say of its figures."""
    fitter = Fitter(table, scaled(questions))
    truths = np.stack([each.truth for each in questions], axis=1)[rows]
    nears = (fitter.near(table.seen[row], without=row) for row in rows.tolist())
    return _ranks(nears, questions, truths)


def foreign_ranks(table: Table, questions: list[Question], truths: Table) -> Columns:
    """Return the rank of each row of another table in what a table says of its figures."""
    fitter = Fitter(table, scaled(questions))
    theirs = {each.name: each.truth for each in questions_of(truths)}
    nears = (fitter.near(figures) for figures in truths.seen)
    return _ranks(nears, questions, np.stack([theirs[each.name] for each in questions], axis=1))


def scaled(questions: list[Question]) -> Columns:
    """Return what is asked, on scales where it is nearly normal: a column each."""
    return np.stack([each.scaled(each.truth) for each in questions], axis=1)


def _ranks(nears: Iterable[Near], questions: list[Question], truths: Columns) -> Columns:
    ties = np.random.default_rng(1)
    found = np.zeros(truths.shape)
    for place, (near, truth) in enumerate(zip(nears, truths, strict=True)):
        for n, each in enumerate(questions):
            moved = each.back(near.moved[:, n])
            moved = np.rint(moved) if each.whole else moved
            at = near.weights @ (moved == truth[n])
            found[place, n] = near.weights @ (moved < truth[n]) + ties.uniform() * at
    return found


def verdict(name: str, of: Columns, bins: int) -> dict[str, Any]:
    """Return how even some ranks are, and how often each central interval holds the truth."""
    counts = np.histogram(of, np.linspace(0.0, 1.0, bins + 1))[0]
    return {
        "name": name,
        "truths": int(of.size),
        "p": float(stats.chisquare(counts).pvalue),
        "coverage": {f"{level:g}": covered(of, level) for level in LEVELS},
    }


def covered(of: Columns, level: float) -> dict[str, Any]:
    """Return how often the central interval holds the truth, and the band that it should be in."""
    low, high = stats.binom.interval(BAND, of.size, level)
    times = int((np.abs(of - 0.5) <= 0.5 * level).sum())
    return {
        "share": times / of.size,
        "low999": float(low) / of.size,
        "high999": float(high) / of.size,
        "inside": bool(low <= times <= high),
    }
