"""How a rule set reads application forms: what it comes to as lists, and loops that read them.

A tree of conditions becomes a list of questions, each on one line of the form, and a rubric a list
of scales. The loops go through them one by one, over the firms that are left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

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
    Test,
    Unpublished,
)

Blocks = tuple[tuple[float | None, tuple[Item, ...]], ...]
Made = TypeVar("Made")

_FAILED, _MET, _FIRST = range(3)  # two answers that stand fast, and the first that is asked for
_BANDS, _PER_UNIT, _UNPUBLISHED = range(3)
_REMEMBERED = 256
# The lines of a form, in the order of their codes: columns of the firms as they stand, numbers and
# answers of yes or no; titles held; and those that are worked out, from these columns.
NUMBERS = (
    "main_share", "revenue", "growth", "equity", "rd_staff_share", "class1_ip", "body", "st_award",
    "debt", "margin", "digital", "quality", "niche_share", "key_field", "evaluation",
)  # fmt: skip
FLAGS = ("is_sme", "manufacturer", "contest", "core_it", "world_top3", "strategic")
TITLES = ("holds_innovative", "holds_regional", "holds_little_giant")
WORKED_OUT = (
    "age", "niche_years", "growth_2y", "rd", "rd_mean_2y", "rd_sum_2y", "rd_ratio",
    "rd_ratio_before", "ip_grade", "high_tech",
)  # fmt: skip
WORKED_OUT_OF = (
    "founded", "niche_since", "growth", "growth_before", "revenue", "revenue_before", "rd_before",
    "class1_ip", "ip_grade_if_any", "class2_ip", "high_tech_until",
)  # fmt: skip
LINES = (*NUMBERS, *FLAGS, *TITLES, *WORKED_OUT)
CODES = {name: code for code, name in enumerate(LINES)}
_FLAGS = len(NUMBERS)
_TITLES = _FLAGS + len(FLAGS)
_WORKED_OUT = _TITLES + len(TITLES)
(
    _AGE, _NICHE_YEARS, _GROWTH_2Y, _RD, _RD_MEAN_2Y, _RD_SUM_2Y, _RD_RATIO,
    _RD_RATIO_BEFORE, _IP_GRADE, _HIGH_TECH,
) = range(_WORKED_OUT, len(LINES))  # fmt: skip


def once_for_each(make: Callable[[Any], Made]) -> Callable[[Any], Made]:
    """Remember what was made of the latest things: by which they are, as they are long to hash."""
    made: dict[int, tuple[Any, Made]] = {}

    @wraps(make)
    def remembered(thing: Any) -> Made:
        found = made.get(id(thing))
        if found is None or found[0] is not thing:
            if len(made) == _REMEMBERED:
                made.clear()
            found = made[id(thing)] = thing, make(thing)
        return found[1]

    return remembered


@once_for_each
def questions_of(test: Test) -> tuple[NDArray[Any], ...]:
    """Return the questions that a condition, or a tree of them, comes to.

    Returns
    -------
    terms : int64 (terms, 3)
        All of them must hold: the answer of each, its first question and the first beyond.
    asked : int64 (questions, 4)
        The line's code, whether it is to be below, and which answer stands if it is met, or if not:
        that of an earlier question or a fixed one.
    values : float64, one a question
    """
    terms: list[tuple[int, int, int]] = []
    asked: list[tuple[int, int, int, int]] = []
    values: list[float] = []

    def ask(test: Test, met: int, failed: int) -> int:
        """Add the questions of `test`, the last one first; return which answer is its own."""
        match test:
            case Condition(variable, value, below):
                asked.append((CODES[variable], int(below), met, failed))
                values.append(value)
                return _FIRST + len(asked) - 1
            case AllOf(inner):
                for term in reversed(inner):
                    met = ask(term, met, failed)
                return met
            case AnyOf(inner):
                for term in reversed(inner):
                    failed = ask(term, met, failed)
                return failed

    for term in test.terms if isinstance(test, AllOf) else (test,):
        begin = len(asked)
        terms.append((ask(term, _MET, _FAILED), begin, len(asked)))
    return (
        np.array(terms, np.int64).reshape(-1, 3),
        np.array(asked, np.int64).reshape(-1, 4),
        np.array(values, np.float64),
    )


@dataclass(frozen=True, slots=True)
class Scales:
    """The blocks of a rubric as lists.

    Attributes
    ----------
    habits : tuple of str
        Uncertainties that give points whose rule was not published.
    arrays : tuple of
        each block's mark; where each block's items begin; where each item's scales begin; scales
        (kind, code of the line, whether less is better, first edge or habit, first edge beyond, the
        points where no band is reached); numbers of a scale by the unit (step, points, most); edges
        of the bands; their points, those of each scale followed by 0.
    """

    habits: tuple[str, ...]
    arrays: tuple[NDArray[Any], ...]


@once_for_each
def scales_of(blocks: Blocks) -> Scales:
    """Return the scales that the blocks of a rubric come to."""
    marks = [-np.inf if mark is None else mark for mark, _ in blocks]
    items = [item for _, of_block in blocks for item in of_block]
    scales = [scale for item in items for scale in item.best_of]
    rows: list[tuple[int, int, int, int, int, int]] = []
    numbers = np.zeros((len(scales), 3))
    asked: list[str] = []
    edges: list[float] = []
    given: list[float] = []
    for row, scale in enumerate(scales):
        match scale:
            case Bands(variable, of_scale, points, below):
                begin = len(edges)
                edges += of_scale
                given += (*points, 0.0)
                rows.append(
                    (_BANDS, CODES[variable], int(below), begin, len(edges), len(given) - 1)
                )
            case PerUnit(variable, step, each, most):
                numbers[row] = step, each, most
                rows.append((_PER_UNIT, CODES[variable], 0, 0, 0, 0))
            case Unpublished(habit):
                rows.append((_UNPUBLISHED, 0, 0, len(asked), 0, 0))
                asked.append(habit)
    arrays = (
        np.array(marks, np.float64),
        np.cumsum([0, *(len(of_block) for _, of_block in blocks)]),
        np.cumsum([0, *(len(item.best_of) for item in items)]),
        np.array(rows, np.int64).reshape(-1, 6),
        numbers,
        np.array(edges, np.float64),
        np.array(given, np.float64),
    )
    return Scales(tuple(asked), arrays)


@loop
def _take(x, column, left, rows):  # type: ignore[no-untyped-def]
    for j in range(left.size):
        x[j] = column[rows[left[j]]]


@loop
def fill(x, code, left, rows, reported, year, months, form):  # type: ignore[no-untyped-def]
    """Write one line of the form of the firms that are left of these; yes is 1, no is 0.

    `months` are the first one lived of the year and the one in which the form is judged.
    """
    numbers, flags, titles, columns = form
    (
        founded, niche_since, growth, growth_before, revenue, revenue_before, rd_before,
        class1_ip, ip_grade_if_any, class2_ip, high_tech_until,
    ) = columns  # fmt: skip
    if code < _FLAGS:
        _take(x, numbers[code], left, rows)
    elif code < _TITLES:
        _take(x, flags[code - _FLAGS], left, rows)
    elif code < _WORKED_OUT:
        # A title that ends earlier in the year is held until its review, at the end of the year.
        since, until = titles[code - _TITLES]
        first, judged = months
        for j in range(left.size):
            x[j] = since[rows[left[j]]] <= judged and until[rows[left[j]]] >= first
    elif code == _AGE:
        for j in range(left.size):
            x[j] = year - founded[rows[left[j]]]
    elif code == _NICHE_YEARS:
        for j in range(left.size):
            x[j] = year - niche_since[rows[left[j]]]
    elif code == _GROWTH_2Y:
        for j in range(left.size):
            x[j] = (growth[rows[left[j]]] + growth_before[rows[left[j]]]) / 2.0
    elif code == _RD:
        for j in range(left.size):
            x[j] = reported[left[j]]
    elif code == _RD_MEAN_2Y:
        for j in range(left.size):
            x[j] = (reported[left[j]] + rd_before[rows[left[j]]]) / 2.0
    elif code == _RD_SUM_2Y:
        for j in range(left.size):
            x[j] = reported[left[j]] + rd_before[rows[left[j]]]
    elif code == _RD_RATIO:
        for j in range(left.size):
            x[j] = reported[left[j]] / revenue[rows[left[j]]]
    elif code == _RD_RATIO_BEFORE:
        for j in range(left.size):
            x[j] = rd_before[rows[left[j]]] / revenue_before[rows[left[j]]]
    elif code == _IP_GRADE:
        for j in range(left.size):
            i = rows[left[j]]
            x[j] = ip_grade_if_any[i] if class1_ip[i] >= 1.0 else 1.0 * class2_ip[i]
    elif code == _HIGH_TECH:
        for j in range(left.size):
            x[j] = high_tech_until[rows[left[j]]] >= year


@loop
def who_holds(questions, tolerance, places, rows, reported, year, months, form):  # type: ignore[no-untyped-def]
    """Return those of these places whose firms meet the conditions, and how many fall at each term.

    Term by term, and only of those who are left: most terms are met by few.
    """
    terms, asked, values = questions
    left, x = places.copy(), np.empty(places.size)
    answers = np.empty((_FIRST + values.size, places.size), np.bool_)
    answers[_FAILED], answers[_MET] = False, True
    fallen = np.zeros(len(terms), np.int64)
    for term in range(len(terms)):
        answer, begin, end = terms[term]
        for at in range(begin, end):
            code, below, met, failed = asked[at]
            fill(x, code, left, rows, reported, year, months, form)
            yes, no, own = answers[met], answers[failed], answers[_FIRST + at]
            least, limit = values[at] * tolerance, values[at] / tolerance
            for j in range(left.size):
                is_met = x[j] < limit if below == 1 else x[j] >= least
                own[j] = (yes[j] & is_met) | (no[j] & (not is_met))
        kept = 0
        for j in range(left.size):
            # Written in any case and kept if it is met: a branch would be guessed wrong too often.
            left[kept] = left[j]
            kept += answers[answer, j]
        fallen[term] = left.size - kept
        left = left[:kept]
    return left, fallen


@loop
def _count_bands(reached, x, edges, less):  # type: ignore[no-untyped-def]
    """Write how many bands each value reaches; one plain loop a band is one vector loop."""
    reached[:] = 0
    for edge in edges:
        if less:
            for j in range(reached.size):
                reached[j] += x[j] < edge
        else:
            for j in range(reached.size):
                reached[j] += x[j] >= edge


@loop
def scores(scales, habits, rows, reported, year, months, form):  # type: ignore[no-untyped-def]
    """Return the points of each of these firms, -inf where a block misses its own mark.

    Whoever misses a mark is not asked on, so blocks with a mark of their own had best come first.
    """
    marks, of_block, of_item, written, numbers, edges, points = scales
    left, sofar = np.arange(rows.size), np.zeros(rows.size)
    x, best, got = np.empty(rows.size), np.empty(rows.size), np.empty(rows.size)
    reached = np.empty(rows.size, np.int64)
    for block in range(marks.size):
        got[: left.size] = 0.0
        for item in range(of_block[block], of_block[block + 1]):
            best[: left.size] = -np.inf
            for scale in range(of_item[item], of_item[item + 1]):
                kind, code, less, begin, end, last = written[scale]
                if kind == _UNPUBLISHED:
                    for j in range(left.size):
                        best[j] = max(best[j], habits[begin])
                    continue
                fill(x, code, left, rows, reported, year, months, form)
                if kind == _BANDS:
                    _count_bands(reached[: left.size], x, edges[begin:end], less == 1)
                    for j in range(left.size):
                        best[j] = max(best[j], points[last - reached[j]])
                else:
                    step, each, most = numbers[scale]
                    for j in range(left.size):
                        best[j] = max(best[j], min(np.floor(x[j] / step) * each, most))
            for j in range(left.size):
                got[j] += best[j]
        kept = 0
        for j in range(left.size):
            left[kept], sofar[kept] = left[j], sofar[j] + got[j]
            kept += got[j] >= marks[block]
        left = left[:kept]
    total = np.full(rows.size, -np.inf)
    for j in range(left.size):
        total[left[j]] = sofar[j]
    return total
