from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from srdi_sim.analysis.statistics import Chance, attained, mean_fen

Z = 1.959963984540054


@pytest.mark.parametrize(
    ("times", "of", "low", "high"),
    [
        (
            8,
            10,
            0.490162,
            0.943318,
        ),  # worked by hand: (0.8 + z²/20 ± z√(0.016 + z²/400)) / (1 + z²/10)
        (0, 10, 0.0, Z**2 / (10 + Z**2)),
        (10, 10, 10 / (10 + Z**2), 1.0),
        (1, 1000, 0.000177, 0.005643),
    ],
)
def test_the_interval_of_a_chance_is_wilsons(times, of, low, high):
    chance = Chance(times, of)
    assert chance.value == times / of
    assert chance.low95 == pytest.approx(low, abs=1e-6)
    assert chance.high95 == pytest.approx(high, abs=1e-6)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_chance_and_mirrors(counts):
    times, of = counts
    chance, other = Chance(times, of), Chance(of - times, of)
    assert 0.0 <= chance.low95 <= chance.value <= chance.high95 <= 1.0
    assert chance.low95 == pytest.approx(1.0 - other.high95, abs=1e-12)


@given(st.lists(st.integers(-(10**18), 10**18), min_size=1, max_size=60), st.integers(1, 100))
def test_a_quantile_is_the_smallest_value_that_enough_do_not_exceed(values, percent):
    quantile = int(attained(np.array(values), percent))
    assert quantile in values
    assert 100 * sum(value <= quantile for value in values) >= percent * len(values)
    assert 100 * sum(value < quantile for value in values) < percent * len(values)


def test_a_quantile_of_a_million_fen_amounts_is_exact():
    amounts = np.arange(9_007_199_254_740_992, 9_007_199_254_741_092)  # beyond exact floats
    assert attained(amounts, 7) == 9_007_199_254_740_998
    assert attained(amounts, 100) == amounts[-1]


def test_a_mean_of_fen_is_rounded_half_up_and_exact_for_large_sums():
    for sums in ([1, 2], [0, 1], [-1, -2], [1, 1, 2], [9 * 10**18 - 5, 1, 3], [7] * 40 + [8] * 40):
        exact = (Fraction(sum(sums), len(sums)) + Fraction(1, 2)) // 1
        assert int(mean_fen(np.array(sums, dtype=np.int64))) == exact
    table = np.array([[1, 2, 6], [0, 0, 1]])
    assert mean_fen(table).tolist() == [3, 0]
    assert mean_fen(table, axis=0).tolist() == [1, 1, 4]
