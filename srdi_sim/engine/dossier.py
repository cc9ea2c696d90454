"""The dossier: what a firm's application form shows, line by line, and how a rule set reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.policy.rulesets import (
    AllOf,
    AnyOf,
    Bands,
    Condition,
    Item,
    PerUnit,
    Scale,
    Test,
    Unpublished,
)
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms

Column = NDArray[Any]


class Dossier:
    """The application forms of some firms in one year.

    Parameters
    ----------
    firms : Firms
    rows : int64 column or slice
        The firms that fill in a form; ``slice(None)`` is all of them, without a copy.
    year : int
    month : int
        Running month in which the form is judged; titles are looked up at it.
    reported_rd : float64 column, optional
        R&D as reported by these firms, 万元; real R&D if left out.
    """

    __slots__ = ("_seen", "firms", "month", "reported_rd", "rows", "year")

    def __init__(
        self,
        firms: Firms,
        rows: Any,
        year: int,
        month: int,
        reported_rd: Column | None = None,
    ) -> None:
        self.firms, self.rows, self.year, self.month = firms, rows, year, month
        self.reported_rd = firms.rd[rows] if reported_rd is None else reported_rd
        self._seen: dict[str, Column] = {}

    def __getitem__(self, variable: str) -> Column:
        """Return one line of the form for every firm of the dossier."""
        seen = self._seen.get(variable)
        if seen is None:
            line = _LINES.get(variable)
            seen = getattr(self.firms, variable)[self.rows] if line is None else line(self)
            self._seen[variable] = seen
        return seen

    def of(self, keep: Column) -> Dossier:
        """Return the dossier of these places (int64) of this one."""
        rows = keep if isinstance(self.rows, slice) else self.rows[keep]
        return Dossier(self.firms, rows, self.year, self.month, self.reported_rd[keep])

    def holds(self, tier: Tier) -> Column:
        """Return who holds the title of `tier` when the form is judged.

        A title that ends earlier in the year is held until its review, at the end of the year.
        """
        since, until = self.firms.since[tier, self.rows], self.firms.until[tier, self.rows]
        return (since <= self.month) & (until >= month_index(self.year, 1))

    def __len__(self) -> int:
        return int(self.reported_rd.size)


# The lines of the form that are not a column of the firms as it stands.
_LINES: dict[str, Callable[[Dossier], Column]] = {
    "is_sme": lambda form: form.firms.sme[form.rows],
    "age": lambda form: form.year - form.firms.founded[form.rows],
    "niche_years": lambda form: form.year - form.firms.niche_since[form.rows],
    "growth_2y": lambda form: (form["growth"] + form["growth_before"]) / 2.0,
    "rd": lambda form: form.reported_rd,
    "rd_sum_2y": lambda form: form.reported_rd + form["rd_before"],
    "rd_mean_2y": lambda form: form["rd_sum_2y"] / 2.0,
    "rd_ratio": lambda form: form.reported_rd / form["revenue"],
    "rd_ratio_before": lambda form: form["rd_before"] / form["revenue_before"],
    "ip_grade": lambda form: np.where(
        form["class1_ip"] >= 1.0, form["ip_grade_if_any"], form["class2_ip"]
    ),
    "high_tech": lambda form: form["high_tech_until"] >= form.year,
    "holds_innovative": lambda form: form.holds(Tier.INNOVATIVE),
    "holds_regional": lambda form: form.holds(Tier.REGIONAL),
    "holds_little_giant": lambda form: form.holds(Tier.LITTLE_GIANT),
}


def meets(test: Test, form: Dossier, tolerance: float = 1.0) -> Column:
    """Return who meets a condition (or a tree of them).

    `tolerance` scales every threshold of one or more towards leniency at re-review: an "at least"
    is multiplied by it, an "under" divided; conditions on yes/no lines keep their meaning.
    """
    match test:
        case Condition(variable, value, below):
            if below:
                return form[variable] < value / tolerance
            return form[variable] >= value * tolerance
        case AllOf(terms):
            return _together(np.logical_and, terms, form, tolerance)
        case AnyOf(terms):
            return _together(np.logical_or, terms, form, tolerance)


def _together(both: np.ufunc, terms: tuple[Test, ...], form: Dossier, tolerance: float) -> Column:
    """Return the terms joined by "and" or by "or"; of none, all hold and not one does."""
    if not terms:
        return np.full(len(form), bool(both.identity))
    met = meets(terms[0], form, tolerance)
    for term in terms[1:]:
        met = both(met, meets(term, form, tolerance))
    return met


def who_meets(conditions: AllOf, form: Dossier, free: Column) -> Column:
    """Return the places (int64) in a dossier of all firms that are `free` and meet every condition.

    Once few are left, only they are asked: most conditions are met by few.
    """
    mask = free
    asked = iter(conditions.terms)
    for term in asked:
        mask = mask & meets(term, form)
        if 4 * np.count_nonzero(mask) < mask.size:
            break
    places = mask.nonzero()[0]
    left = form.of(places)
    for term in asked:
        met = meets(term, left)
        if not met.all():
            keep = met.nonzero()[0]
            places, left = places[keep], left.of(keep)
    return places


def points(
    blocks: tuple[tuple[float | None, tuple[Item, ...]], ...], form: Dossier, habits: Any
) -> Column:
    """Return the points of every firm of the dossier, -inf where a block misses its own mark.

    Blocks with a mark of their own come first, so that the others are counted for few.
    """
    total = np.full(len(form), -np.inf)
    places = np.arange(len(form))
    sofar = np.zeros(len(form))
    for mark, items in blocks:
        got = np.zeros(len(form))
        for item in items:
            best = _points_on(item.best_of[0], form, habits)
            for scale in item.best_of[1:]:
                best = np.maximum(best, _points_on(scale, form, habits))
            got += best
        sofar += got
        if mark is not None:
            met = (got >= mark).nonzero()[0]
            places, sofar, form = places[met], sofar[met], form.of(met)
    total[places] = sofar
    return total


@loop
def banded(x, edges, marks, below):  # type: ignore[no-untyped-def]
    """Return the points of the first band that each value reaches; none gives 0."""
    got = np.zeros(x.size)
    # The last band first, so that the best one stays; one plain loop a band is one vector loop.
    for edge in range(len(edges) - 1, -1, -1):
        limit, mark = edges[edge], marks[edge]
        if below:
            for i in range(x.size):
                got[i] = mark if x[i] < limit else got[i]
        else:
            for i in range(x.size):
                got[i] = mark if x[i] >= limit else got[i]
    return got


@cache
def _band_table(edges: tuple[float, ...], marks: tuple[float, ...]) -> tuple[Column, Column]:
    return np.array(edges, dtype=np.float64), np.array(marks, dtype=np.float64)


def _points_on(scale: Scale, form: Dossier, habits: Any) -> Column:
    match scale:
        case Bands(variable, edges, marks, below):
            return banded(form[variable], *_band_table(edges, marks), below)
        case PerUnit(variable, step, each, most):
            return np.minimum(np.floor(form[variable] / step) * each, most)
        case Unpublished(habit):
            return np.full(len(form), getattr(habits, habit))
