import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from srdi_sim.analysis.dominance import dominates, first_dominating, on_front

SIGNS = st.lists(st.sampled_from((-1, 1)), min_size=3, max_size=3)
ROW = st.lists(st.integers(0, 3).map(float), min_size=3, max_size=3)
ROWS = st.lists(ROW, min_size=1, max_size=12)


@given(ROW, ROW, ROW, SIGNS)
def test_dominance_is_a_strict_order(a, b, c, signs):
    assert not dominates(a, a, signs)
    assert not (dominates(a, b, signs) and dominates(b, a, signs))
    if dominates(a, b, signs) and dominates(b, c, signs):
        assert dominates(a, c, signs)


@given(ROW, ROW, SIGNS)
def test_what_is_made_large_is_made_small_with_the_other_sign(a, b, signs):
    assert dominates(a, b, signs) == dominates(b, a, [-sign for sign in signs])


@given(ROWS, SIGNS)
def test_the_front_is_what_no_other_row_dominates(rows, signs):
    expected = [not any(dominates(other, row, signs) for other in rows) for row in rows]
    assert on_front(np.array(rows), signs).tolist() == expected


@given(ROWS, SIGNS)
def test_every_row_off_the_front_is_dominated_by_one_on_it(rows, signs):
    values = np.array(rows)
    front = on_front(values, signs)
    assert front.any()
    for row, stays in enumerate(front):
        by = first_dominating(values, row, signs)
        assert (by is None) == stays
        if by is not None:
            assert front[by]
            assert dominates(rows[by], rows[row], signs)


@given(ROWS, SIGNS)
def test_a_dominated_row_more_leaves_the_front_as_it_is(rows, signs):
    worse = [value - sign for value, sign in zip(rows[0], signs, strict=True)]
    before = on_front(np.array(rows), signs)
    after = on_front(np.array([*rows, worse]), signs)
    assert after[:-1].tolist() == before.tolist()
    assert not after[-1]


def test_what_is_not_known_neither_beats_nor_is_on_the_front():
    values = np.array([[1.0, 1.0], [np.nan, 9.0], [0.0, 0.0]])
    assert on_front(values, (1, 1)).tolist() == [True, False, False]
    assert not dominates(values[1].tolist(), values[2].tolist(), (1, 1))
    assert not dominates(values[0].tolist(), values[1].tolist(), (1, 1))
