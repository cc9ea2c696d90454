"""The split of the variance against planted shares."""

import numpy as np
import pytest

from srdi_sim.analysis.sensitivity.split import (
    FITTED_PARTS,
    PARTS,
    exchanged,
    shares,
    standard_deviation,
)

READING, PARAMETERS, TOGETHER, CHANCE = 4.0, 2.0, 1.0, 3.0
EXACT = np.array([READING, PARAMETERS, TOGETHER, CHANCE]) / 10.0
OF_READING = np.array([True, False, True])
GROUPS = np.where(OF_READING, 0, 1)


def planted(size, seed, replications=5, chance=CHANCE):
    """Return values whose parts are planted: two questions of two answers, one parameter.

    Half of the chance is shared by a block, half acts with the reading.
    """
    points = exchanged(size, GROUPS, seed)
    one, other = (np.where(points[..., i] < 0.5, -1.0, 1.0) for i in (0, 2))
    parameter = np.sqrt(12.0) * (points[..., 1] - 0.5)
    response = np.sqrt(READING / 2.0) * (one + other) + np.sqrt(PARAMETERS) * parameter
    response += np.sqrt(TOGETHER) * one * parameter
    rng = np.random.default_rng(seed)
    plain, acting = (rng.normal(size=(size, 1, replications)) for _ in range(2))
    noise = np.sqrt(chance / 2.0) * (plain + acting * one[..., None])
    return response[..., None] + noise


def test_a_block_exchanges_one_group_then_the_other():
    points = exchanged(16, GROUPS, 1)
    a, with_reading, with_parameters, b = points.transpose(1, 0, 2)
    assert np.array_equal(with_reading[:, OF_READING], b[:, OF_READING])
    assert np.array_equal(with_reading[:, ~OF_READING], a[:, ~OF_READING])
    assert np.array_equal(with_parameters[:, OF_READING], a[:, OF_READING])
    assert np.array_equal(with_parameters[:, ~OF_READING], b[:, ~OF_READING])


def test_planted_parts_are_found():
    found = shares(planted(4096, 1), np.random.default_rng(1))
    assert found.value == pytest.approx(EXACT, abs=0.02)
    assert standard_deviation(planted(4096, 1)) == pytest.approx(np.sqrt(10.0), rel=0.02)


def test_the_parts_add_to_one_whatever_the_sample():
    for seed in range(5):
        found = shares(planted(16, seed, replications=2), np.random.default_rng(1))
        assert found.value.sum() == pytest.approx(1.0, abs=1e-12)
        assert len(found.value) == len(PARTS)


def test_intervals_hold_the_planted_parts_in_90_of_100_designs():
    inside = []
    for seed in range(120):
        found = shares(planted(128, seed), np.random.default_rng(seed))
        inside.append((found.low95 <= EXACT) & (found.high95 >= EXACT))
    assert (np.mean(inside, axis=0) >= 0.9).all(), np.mean(inside, axis=0)


def test_three_groups_have_their_planted_parts():
    points = exchanged(4096, np.array([0, 1, 2, 0]), 3)
    one, two, three, four = (np.sqrt(12.0) * (points[..., n] - 0.5) for n in range(4))
    response = one + np.sqrt(3.0) * two + np.sqrt(2.0) * three + four + two * three
    noise = np.random.default_rng(3).normal(size=(*response.shape, 4))
    found = shares(response[..., None] + noise, np.random.default_rng(1))
    assert found.value.sum() == pytest.approx(1.0, abs=1e-12)
    assert len(found.value) == len(FITTED_PARTS)
    assert found.value == pytest.approx(np.array([2.0, 3.0, 2.0, 1.0, 1.0]) / 9.0, abs=0.03)


def test_without_chance_there_is_none():
    found = shares(planted(256, 1, chance=0.0), np.random.default_rng(1))
    assert found.value[PARTS.index("chance")] == pytest.approx(0.0, abs=1e-12)


def test_an_outcome_that_never_varies_has_no_parts():
    found = shares(np.ones((16, 4, 3)), np.random.default_rng(1))
    assert np.isnan(found.value).all()
