from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from srdi_sim.engine.panel import within_places

merits = hnp.arrays(np.float64, st.integers(0, 12), elements=st.floats(-5, 5))
quick = settings(max_examples=100, deadline=None, derandomize=True)


def chosen(merit: list[float], places: float, rivals: list[float] | None = None) -> list[bool]:
    others = None if rivals is None else np.array(rivals)
    return within_places(np.array(merit), places, others).tolist()


@pytest.mark.parametrize(
    ("merit", "places", "rivals", "wins"),
    [
        ([3.0, 1.0, 2.0], 2, None, [True, False, True]),
        ([3.0, 1.0, 2.0], 0, None, [False, False, False]),
        ([3.0, 1.0, 2.0], 3, None, [True, True, True]),
        ([3.0, 1.0, 2.0], math.inf, None, [True, True, True]),
        ([3.0, 1.0, 2.0], 2.99, None, [True, False, True]),
        ([3.0, 1.0, 2.0], -1, None, [False, False, False]),
        ([3.0, 1.0, 2.0], 2, [2.5], [True, False, False]),
        ([3.0, 1.0, 2.0], 2, [9.0, 9.0], [False, False, False]),
        ([3.0, 1.0, 2.0], 2, [], [True, False, True]),
        ([3.0, 1.0, 2.0], 4, [9.0], [True, True, True]),
        ([], 2, [1.0], []),
        ([], 2, None, []),
        # An equal merit goes to the one named first, ours before rivals.
        ([1.0, 1.0, 1.0], 2, None, [True, True, False]),
        ([1.0, 1.0], 2, [1.0], [True, True]),
    ],
)
def test_the_best_fill_the_places(
    merit: list[float], places: float, rivals: list[float] | None, wins: list[bool]
) -> None:
    assert chosen(merit, places, rivals) == wins


@quick
@given(merits, st.integers(-2, 15), merits)
def test_places_are_never_exceeded_and_never_wasted(
    merit: np.ndarray, places: int, rivals: np.ndarray
) -> None:
    wins = within_places(merit, places, rivals)
    better_rivals = [sum(rivals > own) for own in merit]
    assert wins.sum() <= max(0, places)
    if rivals.size == 0:
        assert wins.sum() == min(max(0, places), merit.size)
    for own, win, ahead in zip(merit, wins, better_rivals, strict=True):
        if win:
            assert ahead < places
            assert (merit > own).sum() + ahead < places


@quick
@given(merits, st.integers(0, 15))
def test_more_places_take_nobodys_place_away(merit: np.ndarray, places: int) -> None:
    fewer, more = within_places(merit, places), within_places(merit, places + 1)
    assert (more | ~fewer).all()


def test_the_order_of_applicants_changes_no_winner() -> None:
    merit = [0.3, 0.9, -1.0, 0.5]
    winners = {0.9, 0.5}
    for order in permutations(merit):
        assert {m for m, win in zip(order, chosen(list(order), 2), strict=True) if win} == winners
