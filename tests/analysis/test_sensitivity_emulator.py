"""The emulator against functions that are known exactly, and its refusals."""

import builtins

import numpy as np
import pytest

from oracles.functions import ishigami, linear, told
from srdi_sim.analysis.sensitivity import designs, emulator
from srdi_sim.analysis.sensitivity.emulator import (
    LEAST_Q2,
    Emulator,
    emulated_method,
    quality,
)
from srdi_sim.analysis.sensitivity.methods import METHODS
from srdi_sim.analysis.sensitivity.shifts import answer_of
from srdi_sim.errors import SrdiError

ORACLE = ishigami(4)


@pytest.fixture(autouse=True)
def few_draws(monkeypatch):
    """Draw fewer functions than in earnest, which is quicker and rougher."""
    monkeypatch.setattr(emulator, "_DRAWS", 40)
    monkeypatch.setattr(emulator, "_SAMPLES", 2048)


def samples(oracle=ORACLE, size=200, *, chance=0.0, replications=4, seed=1):
    points = designs.sequence(size, oracle.inputs, seed)
    rng = np.random.default_rng(seed)
    return points, told(oracle, points, replications, chance, rng)


@pytest.fixture(scope="module")
def noisy():
    """Points whose means have a tenth as much variance of chance as of the response."""
    points, values = samples(chance=0.4 * ORACLE.variance)
    return points, values, Emulator(points, values.mean(axis=-1).ravel(), [None] * 4)


@pytest.mark.parametrize("name", ["sobol", "shapley"])
def test_indices_of_an_emulator_are_near_the_exact_ones_and_inside_the_intervals(name):
    points, values = samples(chance=0.2 * ORACLE.variance)
    found = emulated_method(METHODS[name]).estimate(
        points, values, np.random.default_rng(1), [None] * 4
    )
    for index, each in found.items():
        exact = getattr(ORACLE, index)
        assert each.value == pytest.approx(exact, abs=0.1), index
        assert (each.low95 - 0.02 <= exact).all()
        assert (exact <= each.high95 + 0.02).all()


def test_shapley_shares_of_an_emulator_add_to_one(noisy):
    points, values, _ = noisy
    found = emulated_method(METHODS["shapley"]).estimate(
        points, values, np.random.default_rng(1), [None] * 4
    )
    assert found["shapley"].value.sum() == pytest.approx(1.0, abs=1e-9)


def test_the_held_out_error_is_the_error_on_fresh_points(noisy):
    points, values, learnt = noisy
    measured = quality(points, values, [None] * 4)
    fresh = designs.sequence(4096, 4, 99)
    missed = np.mean((learnt.mean(fresh) - ORACLE.response(fresh).ravel()) ** 2)
    # Each fold learns from a fifth fewer points, so it is rather further off than the whole.
    assert -0.1 < measured.q2 - (1.0 - missed / ORACLE.variance) < 0.03
    assert measured.q2_of_means < measured.q2
    assert measured.q2_low95 < measured.q2 < measured.q2_high95
    against_means = np.sqrt(missed + 0.4 * ORACLE.variance / 4)
    assert measured.rmse == pytest.approx(against_means, rel=0.25)
    assert not measured.is_poor


def test_an_emulator_of_chance_alone_is_poor():
    points, values = samples(linear([0.0, 0.0]), 64, chance=1.0)
    assert quality(points, values, [None, None]).is_poor


def test_an_emulator_of_too_few_points_is_poor():
    points, values = samples(size=24)
    measured = quality(points, values, [None] * 4)
    assert measured.q2_low95 < LEAST_Q2
    assert measured.is_poor


def test_drawn_functions_go_near_the_points_they_know_and_apart_elsewhere():
    points, values = samples(size=60)
    means = values.mean(axis=-1).ravel()
    learnt = Emulator(points, means, [None] * 4)
    rng = np.random.default_rng(1)
    at_known = np.array([learnt.drawn(points, rng) for _ in range(30)])
    elsewhere = designs.sequence(256, 4, 50)
    at_unknown = np.array([learnt.drawn(elsewhere, rng) for _ in range(30)])
    assert at_known.std(axis=0).mean() < 0.5 * at_unknown.std(axis=0).mean()
    assert at_unknown.mean(axis=0) == pytest.approx(
        learnt.mean(elsewhere), abs=5.0 * at_unknown.std(axis=0).max() / np.sqrt(30)
    )


def test_answers_have_no_order_for_the_emulator():
    points = designs.sequence(128, 2, 1)
    chosen = answer_of(points[..., 0], 4)
    response = np.array([0.0, 5.0, 1.0, 4.0])[chosen] + points[..., 1]
    values = np.stack([response, response], axis=-1)
    assert quality(points, values, [4, None]).q2 > 0.99


@pytest.mark.parametrize("name", ["morris", "pawn", "delta"])
def test_methods_without_an_emulator_say_so(name):
    with pytest.raises(SrdiError, match="no_emulator"):
        emulated_method(METHODS[name])


def test_a_missing_library_is_named_with_its_extra(monkeypatch):
    imported = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("sklearn"):
            raise ModuleNotFoundError(name)
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    points, values = samples(size=16)
    with pytest.raises(SrdiError) as told_error:
        quality(points, values, [None] * 4)
    assert told_error.value.key == "extra.missing"
    assert told_error.value.values["extra"] == "search"
