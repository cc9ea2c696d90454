import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from srdi_sim.analysis.paired import difference, difference_of_chances, differences, ratio

few = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=40)


def columns(pairs):
    return [np.array(column) for column in zip(*pairs, strict=True)]


@given(few)
def test_the_interval_of_a_difference_is_students_of_the_paired_differences(pairs):
    base, other = columns(pairs)
    found, apart = difference(base, other), other - base
    assert found.mean == pytest.approx(apart.mean(), abs=1e-12)
    assert found.sd_common == pytest.approx(apart.std(ddof=1), abs=1e-12)
    if found.sd_common > 0:
        low, high = stats.t.interval(0.95, apart.size - 1, apart.mean(), stats.sem(apart))
        assert (found.low95, found.high95) == pytest.approx((low, high), abs=1e-9)
    independent = base.var(ddof=1) + other.var(ddof=1)
    assert found.sd_independent == pytest.approx(independent**0.5, abs=1e-9)


def test_the_same_column_differs_by_exactly_nothing():
    column = np.array([3, 5, 4, 100])
    found = difference(column, column.copy())
    assert (found.mean, found.low95, found.high95, found.sd_common) == (0.0, 0.0, 0.0, 0.0)
    assert found.sd_independent > 0.0
    assert not found.is_measurable


def test_one_fen_more_is_seen_in_sums_beyond_exact_floats():
    base = np.array([2**60, 2**60 + 7], dtype=np.int64)
    found = difference(base, base + 1)
    assert (found.mean, found.low95, found.high95) == (1.0, 1.0, 1.0)
    assert found.is_measurable


def test_a_difference_of_chances_is_that_of_bonett_and_price():
    # Of 21 pairs, 1 went from no to yes and 7 from yes to no; worked by hand:
    # (2 - 8) / 23 ± 1.96 √((10 / 23 - (6 / 23)²) / 23)
    base = np.array([True] * 7 + [False] * 14)
    other = np.array([False] * 7 + [True] + [False] * 13)
    found = difference_of_chances(base, other, alike=False)
    assert found.mean == pytest.approx(-6 / 21)
    assert (found.low95, found.high95) == pytest.approx((-0.508359, -0.013380), abs=1e-6)
    assert (found.base, found.other) == pytest.approx((7 / 21, 1 / 21))


@pytest.mark.parametrize("n", [2, 20, 500])
def test_no_discordance_proves_nothing_unless_both_rest_on_the_same_counts(n):
    met = np.arange(n) % 2 == 0
    found = difference_of_chances(met, met, alike=False)
    assert found.low95 == -found.high95 < 0.0 == found.mean
    assert found.high95 == pytest.approx(1.959964 * 2**0.5 / (n + 2), rel=1e-6)
    same = difference_of_chances(met, met, alike=True)
    assert (same.mean, same.low95, same.high95, same.sd_common) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("n", [2, 3, 30])
def test_the_interval_of_a_chance_holds_its_mean_and_stays_within_one(n):
    for gained, lost in itertools.product(range(n + 1), repeat=2):
        if gained + lost <= n:
            base, other = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
            other[:gained], base[gained : gained + lost] = True, True
            found = difference_of_chances(base, other, alike=False)
            assert -1.0 <= found.low95 <= found.mean <= found.high95 <= 1.0


@pytest.mark.parametrize(("gain", "loss"), [(0.002, 0.001), (0.02, 0.0), (0.1, 0.05), (0.3, 0.3)])
def test_the_interval_of_a_chance_covers_the_truth_as_often_as_it_says(gain, loss):
    n, covered = 60, 0.0
    for gained in range(n + 1):
        for lost in range(n + 1 - gained):
            chance = stats.multinomial.pmf(
                [gained, lost, n - gained - lost], n, [gain, loss, 1.0 - gain - loss]
            )
            if chance > 1e-9:
                base, other = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
                other[:gained], base[gained : gained + lost] = True, True
                found = difference_of_chances(base, other, alike=False)
                covered += chance * (found.low95 <= gain - loss <= found.high95)
    assert covered >= 0.94


def test_a_column_that_is_absent_from_a_side_is_zero_there():
    found = differences({"a": np.array([1, 2])}, {"b": np.array([5, 7])})
    assert {key: each.mean for key, each in found.items()} == {"a": -1.5, "b": 6.0}


def test_fiellers_ends_are_the_ratios_that_are_just_not_refuted():
    rng = np.random.default_rng(5)
    firms = rng.normal(4.0, 2.0, 50)
    cost = 3.0 * firms + rng.normal(0.0, 3.0, 50)
    found = ratio(cost, firms)
    assert found.low95 < found.value < found.high95
    for end in (found.low95, found.high95):
        rest = cost - end * firms
        assert stats.ttest_1samp(rest, 0.0).pvalue == pytest.approx(0.05, abs=1e-9)


@given(few, st.integers(0, 60))
def test_there_is_a_ratio_exactly_where_the_lower_column_differs_from_nothing(pairs, shift):
    above, below = columns(pairs)
    below = below + shift
    found = ratio(above, below)
    nothing = np.zeros_like(below)
    assert (found is not None) == difference(nothing, below).is_measurable
    if found is not None:
        assert found.low95 <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high95


def test_fiellers_interval_holds_a_planted_ratio_as_often_as_it_says():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(1000):
        firms = rng.normal(2.0, 3.0, 80)
        found = ratio(7.0 * firms + rng.normal(0.0, 5.0, 80), firms)
        held += found is not None and found.low95 <= 7.0 <= found.high95
    assert held >= 930
