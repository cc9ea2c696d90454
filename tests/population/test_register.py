from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from srdi_sim.luck import Luck
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.population.firms import Firms, column_kinds
from worlds import differences, entitle, neutral_habits, register, some_firms


def test_a_register_gives_its_firms_to_every_replication() -> None:
    people = register(some_firms(5, revenue=[1.0, 2.0, 3.0, 4.0, 5.0]))
    one, other = (people.firms_of(neutral_habits(), Luck(1, r), 2025) for r in (0, 1))
    assert differences(one, other) == differences(one, people.firms) == []


@pytest.mark.parametrize(
    "rows", [slice(None), slice(1, 4), np.array([3, 1]), np.arange(5) % 2 == 0]
)
def test_firms_taken_are_a_population_of_their_own(rows: object) -> None:
    firms = entitle(some_firms(5), Tier.REGIONAL, slice(None), month_index(2021, 9))
    before = firms.take(np.arange(5))
    mine = firms.take(rows)
    for column in fields(Firms):
        values = getattr(mine, column.name)
        assert values.flags.c_contiguous
        assert values.tobytes() == getattr(firms, column.name)[..., rows].tobytes()
        values[...] = 1
    assert differences(before, firms) == []


def test_a_copy_is_independent() -> None:
    firms = some_firms(3)
    copied = firms.copy()
    copied.alive[:] = False
    copied.until[Tier.CHAMPION] = 7
    assert firms.alive.all()
    assert not firms.until.any()


def test_empty_firms_have_every_column_and_a_row_a_tier_for_titles() -> None:
    firms = Firms.empty(4)
    assert len(firms) == 4
    assert set(column_kinds()) == {column.name for column in fields(Firms)}
    for name in ("since", "until", "first", "paid"):
        assert getattr(firms, name).shape == (len(TIERS), 4)
    assert not any(getattr(firms, column.name).any() for column in fields(Firms))


def test_a_title_is_valid_from_its_month_to_the_one_before_its_end() -> None:
    since = month_index(2022, 10)
    firms = entitle(some_firms(2), Tier.REGIONAL, 0, since)
    months = (since - 1, since, since + 35, since + 36)
    assert [bool(firms.holds(Tier.REGIONAL, month)[0]) for month in months] == [
        False,
        True,
        True,
        False,
    ]
    assert not firms.holds(Tier.REGIONAL, since)[1]
    assert not firms.holds(Tier.REGIONAL, 0).any()
    assert firms.valid(since).tolist() == [[tier is Tier.REGIONAL, False] for tier in TIERS]
