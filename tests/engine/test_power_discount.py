"""A discount on the power bill of titled firms (二(十)) raises their margin by what it saves."""

from dataclasses import replace

import numpy as np
import pytest

from srdi_sim.policy.policy import Factors
from srdi_sim.policy.tiers import Tier, month_index
from worlds import FOR_EVER, LONG_AGO, entitle, entries, lives, some_firms, world

BILL = 0.05  # of revenue


def small(discount, **more):
    firms = entitle(some_firms(2, margin=0.10), Tier.REGIONAL, 0, month_index(2021, 9), FOR_EVER)
    lever = Factors("二(十)", LONG_AGO, power_discount=discount)
    return world(firms, levers={"factors": replace(lever, **more)}, power_bill=BILL)


def test_the_margin_of_titled_firms_rises_by_what_the_discount_saves():
    for _, life in lives(small(0.2)):
        np.testing.assert_allclose(life.firms.margin, [0.11, 0.10])  # 20 % of 5 %
    owed = entries(life.ledger, event="power_discount")
    assert [(row["year_due"], row["firm_id"], row["amount_fen"]) for row in owed] == [
        (year, 1, 10 * 1_000_000) for year in range(2022, 2026)
    ]  # 1 % of 1,000 万元


def test_without_a_discount_nothing_is_owed_and_no_margin_moves():
    for _, life in lives(small(None)):
        np.testing.assert_array_equal(life.firms.margin, [0.10, 0.10])
    assert not entries(life.ledger, event="power_discount")


def test_a_discount_that_ends_leaves_the_margin_as_it_was():
    years = dict(lives(small(0.2, until=LONG_AGO.replace(year=2023, month=12, day=31))))
    assert years[2025].firms.margin.tolist() == pytest.approx([0.10, 0.10])
