"""The dossier: what a firm's application form shows, line by line, and how a rule set reads it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.rubric import (
    CODES,
    FLAGS,
    NUMBERS,
    WORKED_OUT_OF,
    Blocks,
    fill,
    questions_of,
    scales_of,
    scores,
    who_holds,
)
from srdi_sim.policy.rulesets import AllOf, Condition, Test
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms

Column = NDArray[Any]
_numbers = attrgetter(*NUMBERS)
_flags = attrgetter("sme", *FLAGS[1:])
_worked_out_of = attrgetter(*WORKED_OUT_OF)
_TIERS = (Tier.INNOVATIVE, Tier.REGIONAL, Tier.LITTLE_GIANT)  # whose titles a form names


class Dossier:
    """The application forms of some firms in one year.

    Parameters
    ----------
    firms : Firms
    rows : int64 column or slice
        The firms that fill in a form; ``slice(None)`` is all of them.
    year : int
    month : int
        Running month in which the form is judged; titles are looked up at it.
    reported_rd : float64 column, optional
        R&D as reported by these firms, 万元; real R&D if left out.
    first : int, optional
        First running month that is lived of the year, January if left out: what ended before it was
        reviewed before it.
    """

    __slots__ = ("_form", "months", "reported_rd", "rows", "year")

    def __init__(
        self,
        firms: Firms,
        rows: Any,
        year: int,
        month: int,
        reported_rd: Column | None = None,
        first: int | None = None,
    ) -> None:
        self.rows = np.arange(len(firms)) if isinstance(rows, slice) else rows
        self.year = year
        self.months = month_index(year, 1) if first is None else first, month
        self.reported_rd = firms.rd[rows] if reported_rd is None else reported_rd
        titles = tuple((firms.since[tier], firms.until[tier]) for tier in _TIERS)
        self._form = _numbers(firms), _flags(firms), titles, _worked_out_of(firms)

    def __getitem__(self, variable: str) -> Column:
        """Return one line of the form for every firm of the dossier; yes is 1, no is 0."""
        x = np.empty(len(self))
        fill(x, CODES[variable], np.arange(len(self)), *self.filled)
        return x

    def of(self, keep: Column) -> Dossier:
        """Return the dossier of these places (int64) of this one."""
        part = object.__new__(Dossier)
        part.rows, part.reported_rd = self.rows[keep], self.reported_rd[keep]
        part.year, part.months, part._form = self.year, self.months, self._form
        return part

    @property
    def filled(self) -> tuple[Any, ...]:
        """The forms as the loops of :mod:`srdi_sim.engine.rubric` take them."""
        return self.rows, self.reported_rd, self.year, self.months, self._form

    def __len__(self) -> int:
        return int(self.reported_rd.size)


def meets(test: Test, form: Dossier, tolerance: float = 1.0) -> Column:
    """Return who meets a condition (or a tree of them).

    `tolerance` scales every threshold of one or more towards leniency at re-review: an "at least"
    is multiplied by it, an "under" divided; conditions on yes/no lines keep their meaning.
    """
    met = np.zeros(len(form), dtype=bool)
    left, _ = who_holds(questions_of(test), tolerance, np.arange(len(form)), *form.filled)
    met[left] = True
    return met


def who_meets(conditions: AllOf, form: Dossier, free: Column) -> tuple[Column, dict[str, int]]:
    """Return those of the `free` places (int64) in a dossier who meet every condition.

    Also how many fall at each condition, by its variable and in the order of the rule set: whoever
    falls at one is not asked the next.
    """
    left, fallen = who_holds(questions_of(conditions), 1.0, free, *form.filled)
    lacking: dict[str, int] = {}
    for term, count in zip(conditions.terms, fallen.tolist(), strict=True):
        name = variable_of(term)
        lacking[name] = lacking.get(name, 0) + count
    return left, lacking


def variable_of(term: Test) -> str:
    """Return the variable that a condition is named by: of a tree of them, the first."""
    while not isinstance(term, Condition):
        term = term.terms[0]
    return term.variable


def points(blocks: Blocks, form: Dossier, habits: Any) -> Column:
    """Return the points of every firm of the dossier, -inf where a block misses its own mark."""
    scales = scales_of(blocks)
    given = np.array([getattr(habits, habit) for habit in scales.habits], dtype=np.float64)
    return scores(scales.arrays, given, *form.filled)
