from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srdi_sim.engine import pools
from srdi_sim.engine.pools import best, best_in_group, divide, ranked

quick = settings(max_examples=100, deadline=None, derandomize=True)
claims_of = st.lists(
    st.tuples(st.integers(0, 2), st.floats(0.0, 1e4), st.floats(0.1, 1e3)), max_size=20
)


def divided(
    group: list[int], standing: list[float], claim: list[float], supply: list[float]
) -> list[float]:
    """Divide one thing."""
    given = divide(
        np.array(group, dtype=np.int8),
        np.array(standing),
        np.array(claim)[np.newaxis],
        np.array(supply)[np.newaxis],
    )
    return given[0].tolist()


def test_the_best_standing_is_served_first_and_the_last_in_part() -> None:
    """A pool of 10: the best asks for 4, the next for 5, the third for 3 and gets the last unit."""
    given = divided([0, 0, 0, 0], [1.0, 9.0, 5.0, 7.0], [2.0, 4.0, 3.0, 5.0], [10.0])
    assert given == [0.0, 4.0, 1.0, 5.0]


def test_every_group_has_its_own_pool() -> None:
    given = divided([0, 1, 0, 1], [1.0, 1.0, 2.0, 2.0], [3.0, 3.0, 3.0, 3.0], [4.0, 100.0])
    assert given == [1.0, 3.0, 3.0, 3.0]


def test_each_thing_is_divided_by_itself_in_the_same_order() -> None:
    """Water is short where land is not: the last in the queue gets its land and no water."""
    group = np.zeros(3, dtype=np.int8)
    claims = np.array([[4.0, 4.0, 4.0], [1.0, 2.0, 3.0]])
    land, water = divide(group, np.array([3.0, 1.0, 2.0]), claims, np.array([[12.0], [4.0]]))
    assert land.tolist() == [4.0, 4.0, 4.0]
    assert water.tolist() == [1.0, 0.0, 3.0]


def test_a_group_without_claims_or_without_supply_harms_no_other() -> None:
    assert divided([2, 2], [1.0, 2.0], [1.0, 1.0], [5.0, 5.0, 1.0]) == [0.0, 1.0]
    assert divided([0, 2], [1.0, 2.0], [1.0, 1.0], [0.0, 5.0, 5.0]) == [0.0, 1.0]
    assert divided([], [], [], [1.0, 2.0]) == []


def test_a_group_without_supply_gives_nothing_beside_another() -> None:
    """Had it been summed over both groups, the second's claim would be met to 4e-10."""
    assert divided([0, 1], [1.0, 1.0], [0.1, 1e8 / 7.0], [0.0, 0.0]) == [0.0, 0.0]


@quick
@given(claims_of, st.lists(st.floats(0.0, 2e3), min_size=3, max_size=3))
def test_a_pool_is_conserved(claims: list[tuple[int, float, float]], supply: list[float]) -> None:
    group = np.array([c[0] for c in claims], dtype=np.int8)
    standing = np.array([c[1] for c in claims])
    claim = np.array([c[2] for c in claims])
    (given,) = divide(group, standing, claim[np.newaxis], np.array(supply)[np.newaxis])
    assert (given >= 0.0).all()
    assert (given <= claim).all()
    for g in range(3):
        mine = group == g
        handed_out = given[mine].sum()
        owed = min(supply[g], claim[mine].sum())
        assert abs(handed_out - owed) <= 1e-9 * (1.0 + claim.sum())
        # Nobody is served while a better-placed firm of the group still asks.
        for i in np.flatnonzero(mine & (given > 0.0)):
            ahead = mine & (standing > standing[i] * (1.0 + 1e-12))
            assert np.allclose(given[ahead], claim[ahead], rtol=1e-9, atol=1e-9)


def test_rows_are_ranked_by_group_and_standing() -> None:
    group = np.array([1, 0, 1, 0], dtype=np.int8)
    assert ranked(group, np.array([5.0, 1.0, 6.0, 2.0])).tolist() == [3, 1, 2, 0]
    assert ranked(group[:0], np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    "standing_of",
    [
        lambda random, n: random.lognormal(5.0, 1.0, n),
        lambda random, n: random.random(n) * 1e-6 + 2.5,  # all but equal
        lambda random, n: np.exp(random.uniform(-700.0, 700.0, n)),
        lambda random, n: random.integers(0, 4, n) * 1.0,
        lambda random, n: np.where(random.random(n) < 0.01, 1e300, random.integers(1, 1000, n)),
        lambda random, n: np.zeros(n),
    ],
)
def test_any_standings_are_ranked_and_equal_ones_stay_in_order(standing_of: Any) -> None:
    random = np.random.default_rng(3)
    for n in (1, 2, 50, 3000):
        group = random.integers(0, 127, n).astype(np.int8)
        standing = standing_of(random, n)
        assert ranked(group, standing).tolist() == np.lexsort((-standing, group)).tolist()


def test_pools_are_divided_alike_compiled_and_in_plain_python() -> None:
    random = np.random.default_rng(3)
    group, supply = random.integers(0, 3, 200).astype(np.int8), np.array([1e3, 1e2, 0.0])
    standing, claim = random.lognormal(5.0, 1.0, (2, 200))
    order = ranked(group, standing)
    given = (order, group, np.stack([claim, claim * 0.3]), np.stack([supply, supply * 0.2]))
    assert pools._handed_out(*given).tolist() == pools._handed_out.scalar(*given).tolist()
    chosen = (order, group, 7, 3)
    assert pools._first_of_each(*chosen).tolist() == pools._first_of_each.scalar(*chosen).tolist()


def test_the_best_of_all_and_of_each_group() -> None:
    standing = np.array([5.0, 1.0, 6.0, 2.0, 3.0])
    group = np.array([1, 0, 1, 0, 0], dtype=np.int8)
    assert sorted(best(standing, 2).tolist()) == [0, 2]
    assert best(standing, 0).tolist() == best(standing, -1).tolist() == []
    assert sorted(best(standing, 9).tolist()) == [0, 1, 2, 3, 4]
    assert sorted(best_in_group(group, standing, 1, 2).tolist()) == [2, 4]
    assert sorted(best_in_group(group, standing, 2, 2).tolist()) == [0, 2, 3, 4]
    assert best_in_group(group, standing, 0, 2).tolist() == []
