"""Indices of functions that are known exactly, with and without chance planted on them."""

import warnings

import numpy as np
import pytest
from SALib.analyze import delta as salib_delta
from SALib.analyze import morris as salib_morris
from SALib.analyze import pawn as salib_pawn
from SALib.analyze import shapley as salib_shapley
from SALib.analyze import sobol as salib_sobol

from oracles.functions import ishigami, linear, sobol_g, told
from srdi_sim.analysis.sensitivity import designs, shifts
from srdi_sim.analysis.sensitivity.methods import METHODS, SECOND_ORDER
from srdi_sim.analysis.sensitivity.noise import cross, spread
from srdi_sim.analysis.sensitivity.sampling import FEWEST_BLOCKS, Samples
from srdi_sim.analysis.sensitivity.variance import pairs
from srdi_sim.errors import SrdiError

G = sobol_g([0.0, 1.0, 4.5, 9.0])
LINEAR = linear([4.0, 2.0, 2.0, 1.0, 0.0])


def estimates(
    method, oracle, samples, *, seed=1, replications=2, chance=0.0, acting=0.0, intervals=True
):
    """Return the indices of a method, and the values they come from."""
    rng = np.random.default_rng(seed)
    points = method.design(samples, oracle.inputs, seed)
    values = told(oracle, points, replications, chance, rng, acting)
    resample = rng if intervals else None
    return method.estimate(points, values, resample, [None] * oracle.inputs), values


def problem(inputs):
    return {
        "num_vars": inputs,
        "names": [f"x{i}" for i in range(inputs)],
        "bounds": [[0.0, 1.0]] * inputs,
    }


# --- exact indices


@pytest.mark.parametrize("oracle", [ishigami(), G], ids=["ishigami", "g"])
def test_sobol_indices_are_exact_to_a_hundredth_at_16384_samples(oracle):
    found, _ = estimates(METHODS["sobol"], oracle, 2**14, intervals=False)
    assert found["first"].value == pytest.approx(oracle.first, abs=0.01)
    assert found["total"].value == pytest.approx(oracle.total, abs=0.01)


def test_pairs_that_act_together_are_found():
    oracle = ishigami()
    found, _ = estimates(SECOND_ORDER, oracle, 2**13, intervals=False)
    assert pairs(3) == [(0, 1), (0, 2), (1, 2)]
    assert found["second"].value == pytest.approx(oracle.second, abs=0.02)


@pytest.mark.parametrize("oracle", [ishigami(), G], ids=["ishigami", "g"])
def test_shapley_effects_are_exact_to_two_hundredths_at_16384_walks(oracle):
    found, _ = estimates(METHODS["shapley"], oracle, 2**14, intervals=False)
    assert found["shapley"].value == pytest.approx(oracle.shapley, abs=0.02)


def test_the_oracles_shapley_effects_lie_between_first_and_total_and_add_to_one():
    for oracle in (ishigami(), G, LINEAR):
        assert oracle.shapley.sum() == pytest.approx(1.0)
        assert (oracle.first <= oracle.shapley + 1e-12).all()
        assert (oracle.shapley <= oracle.total + 1e-12).all()


# --- chance within the samples


def test_the_product_of_two_mean_responses_has_no_bias_from_common_luck():
    rng = np.random.default_rng(3)
    luck = rng.normal(size=(200_000, 4))
    assert cross(2.0 + luck, 3.0 + luck).mean() == pytest.approx(6.0, abs=0.02)
    assert (2.0 + luck).mean(axis=1) @ (3.0 + luck).mean(axis=1) / 200_000 > 6.2


def test_the_product_is_the_mean_over_pairs_of_different_replications():
    left, right = np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 9.0])
    by_hand = [left[r] * right[s] for r in range(3) for s in range(3) if r != s]
    assert cross(left, right) == pytest.approx(np.mean(by_hand))


@pytest.mark.parametrize("name", METHODS)
def test_the_share_of_chance_is_the_one_that_was_planted(name):
    chance = 3.0 * LINEAR.variance  # three quarters of the variance of one run
    _, values = estimates(METHODS[name], LINEAR, 2048, replications=8, chance=chance, acting=0.3)
    part = spread(values)
    assert part.noise_share == pytest.approx(0.75, abs=0.03)
    assert part.noise_share_of_means == pytest.approx(3.0 / 8.0 / (1.0 + 3.0 / 8.0), abs=0.03)


def test_chance_makes_no_index_larger_or_smaller_on_average():
    seen = {}
    for seed in range(60):
        for name in ("sobol", "shapley"):
            found, values = estimates(
                METHODS[name],
                LINEAR,
                256,
                seed=seed,
                replications=3,
                chance=2.0 * LINEAR.variance,
                acting=0.5,
                intervals=False,
            )
            for index, each in found.items():
                seen.setdefault(index, []).append(each.value)
            seen.setdefault("variance", []).append(spread(values).explained)
    for index in ("first", "total", "shapley"):
        runs = np.array(seen[index])
        error = runs.std(axis=0) / np.sqrt(len(runs))
        assert (np.abs(runs.mean(axis=0) - LINEAR.first) < 4.0 * error + 1e-12).all(), index
    variances = np.array(seen["variance"])
    error = variances.std() / np.sqrt(variances.size)
    assert abs(variances.mean() - LINEAR.variance) < 4.0 * error


def test_an_outcome_of_chance_alone_has_no_indices():
    nothing = linear([0.0, 0.0])
    unexplained = [
        seed
        for seed in range(20)
        if spread(estimates(METHODS["sobol"], nothing, 64, seed=seed, chance=1.0)[1]).explained <= 0
    ]
    assert unexplained
    found, values = estimates(METHODS["sobol"], nothing, 64, seed=unexplained[0], chance=1.0)
    assert np.isnan(found["total"].value).all()
    assert spread(values).noise_share == 1.0


# --- intervals


@pytest.mark.parametrize("oracle", [ishigami(4), G, LINEAR], ids=["ishigami", "g", "linear"])
@pytest.mark.parametrize("name", ["sobol", "shapley"])
def test_intervals_hold_the_exact_index_in_90_of_100_designs(name, oracle):
    held = {}
    for seed in range(100):
        found, _ = estimates(
            METHODS[name],
            oracle,
            256,
            seed=seed,
            replications=5,
            chance=oracle.variance,
            acting=0.5,
        )
        for index, each in found.items():
            exact = getattr(oracle, index)
            inside = (each.low95 - 1e-12 <= exact) & (exact <= each.high95 + 1e-12)
            held.setdefault(index, []).append(inside)
    for index, inside in held.items():
        assert (np.mean(inside, axis=0) >= 0.9).all(), (index, np.mean(inside, axis=0))


def test_intervals_of_elementary_effects_hold_the_exact_ones_in_90_of_100_designs():
    oracle, levels = ishigami(), (np.arange(designs.LEVELS) + 0.5) / designs.LEVELS
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    response, half = oracle.response(grid), designs.LEVELS // 2
    effects = [
        (np.take(response, range(half, 2 * half), axis) - np.take(response, range(half), axis))
        / 0.5
        for axis in range(3)
    ]
    exact = {
        "mu": np.array([each.mean() for each in effects]),
        "rms": np.array([np.sqrt((each**2).mean()) for each in effects]),
        "sigma": np.array([each.std() for each in effects]),
    }
    held = {name: [] for name in exact}
    for seed in range(100):
        found, _ = estimates(
            METHODS["morris"], oracle, 64, seed=seed, replications=5, chance=oracle.variance
        )
        for name, value in exact.items():
            each = found[name]
            held[name].append((each.low95 - 1e-9 <= value) & (value <= each.high95 + 1e-9))
    for name, inside in held.items():
        assert (np.mean(inside, axis=0) >= 0.9).all(), (name, np.mean(inside, axis=0))


# --- what must hold exactly


def test_shapley_shares_add_to_one_whatever_the_chance():
    found, values = estimates(METHODS["shapley"], G, 100, replications=4, chance=1.0)
    assert found["shapley"].value.sum() == pytest.approx(1.0, abs=1e-12)
    apart = values[:, 0] - values[:, -1]
    assert cross(apart, apart).mean() / 2.0 == pytest.approx(G.variance, rel=0.5)


@pytest.mark.parametrize(("name", "index"), [("sobol", "total"), ("shapley", "shapley")])
def test_inputs_that_act_alike_have_like_indices(name, index):
    found, _ = estimates(METHODS[name], LINEAR, 2**13, intervals=False)
    each = found[index].value
    assert each[1] == pytest.approx(each[2], abs=0.02)


@pytest.mark.parametrize(
    ("name", "indices"),
    [("sobol", ["first", "total"]), ("shapley", ["shapley"]), ("morris", ["rms", "mu", "mu_star"])],
)
def test_an_inert_input_has_exactly_nothing_under_the_luck_of_its_block(name, indices):
    found, _ = estimates(METHODS[name], LINEAR, 64, replications=3, chance=5.0)
    for index in indices:
        each = found[index]
        assert (each.value[4], each.low95[4], each.high95[4]) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("name", ["pawn", "delta"])
def test_an_inert_input_stays_below_its_floor_and_others_above(name):
    found, _ = estimates(METHODS[name], ishigami(4), 1024, replications=4, chance=2.0)
    main = METHODS[name].main
    value, floor = found[main].value, found[f"{main}_floor"].value
    assert value[3] < floor[3]
    assert (value[:2] > floor[:2]).all()


def test_without_a_generator_there_are_estimates_and_no_intervals():
    points = designs.saltelli(32, 3, 1)
    values = told(ishigami(), points, 2, 0.0, np.random.default_rng(1))
    found = METHODS["sobol"].estimate(points, values, None, ())
    assert np.isfinite(found["total"].value).all()
    assert np.isnan(found["total"].low95).all()


@pytest.mark.parametrize("name", METHODS)
def test_a_larger_design_begins_with_the_smaller_one(name):
    design = METHODS[name].design
    assert np.array_equal(design(100, 3, 0)[:40], design(40, 3, 0))
    assert not np.array_equal(design(40, 3, 0), design(40, 3, 1))


# --- against SALib


@pytest.mark.parametrize("second", [False, True])
def test_sobol_indices_without_chance_are_salibs(second):
    oracle, method = ishigami(), SECOND_ORDER if second else METHODS["sobol"]
    found, values = estimates(method, oracle, 4096)
    theirs = salib_sobol.analyze(
        problem(3), values[..., 0].ravel(), calc_second_order=second, seed=1
    )
    assert found["first"].value == pytest.approx(theirs["S1"], abs=2e-3)
    assert found["total"].value == pytest.approx(theirs["ST"], abs=2e-3)
    if second:
        upper = theirs["S2"][np.triu_indices(3, 1)]
        assert found["second"].value == pytest.approx(upper, abs=5e-3)


def test_shapley_effects_without_chance_are_salibs():
    oracle = ishigami()
    found, values = estimates(METHODS["shapley"], oracle, 256)
    points = designs.walks(256, 3, 1)
    theirs = salib_shapley.analyze(problem(3), points.reshape(-1, 3), values[..., 0].ravel())
    assert found["shapley"].value == pytest.approx(theirs["shapley_normalized"], abs=1e-12)


def test_elementary_effects_without_chance_are_salibs():
    oracle = ishigami()
    found, values = estimates(METHODS["morris"], oracle, 64)
    grid = (designs.trajectories(64, 3, 1) * designs.LEVELS - 0.5) / (designs.LEVELS - 1)
    theirs = salib_morris.analyze(
        problem(3),
        grid.reshape(-1, 3),
        values[..., 0].ravel(),
        num_levels=designs.LEVELS,
        seed=1,
    )
    # SALib's step is in units of its levels, ours in the unit cube.
    ours = designs.LEVELS / (designs.LEVELS - 1)
    for name in ("mu", "mu_star", "sigma"):
        assert found[name].value / ours == pytest.approx(np.asarray(theirs[name]), rel=1e-9), name


def test_pawn_of_numbers_is_salibs():
    points = designs.sequence(500, 3, 1)
    values = told(ishigami(), points, 2, 0.0, np.random.default_rng(1))
    found = METHODS["pawn"].estimate(points, values, np.random.default_rng(1), [None] * 3)
    theirs = salib_pawn.analyze(problem(3), points[:, 0], values[:, 0, 0], S=10, seed=1)
    assert found["median"].value == pytest.approx(theirs["median"], abs=0.02)
    assert found["maximum"].value == pytest.approx(theirs["maximum"], abs=0.02)


def test_delta_of_numbers_is_salibs():
    points = designs.sequence(1000, 3, 1)
    outcome = ishigami().response(points[:, 0])
    index = shifts.areas(outcome)
    slices = 6
    grid = np.linspace(outcome.min(), outcome.max(), 100)
    edges = np.linspace(0, 1000, slices + 1)
    for i in range(3):
        u = points[:, 0, i]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = salib_delta.calc_delta(outcome, grid, u, edges)
        ours = index(shifts.slices_of(u, slices, None), np.ones((1, 1000)))[0, 0]
        assert ours == pytest.approx(theirs, abs=0.02)


def test_delta_of_a_normal_sum_is_the_one_of_its_densities():
    rng = np.random.default_rng(5)
    u = rng.uniform(size=(4000, 1, 2))
    from scipy.stats import norm

    z = norm.ppf(u)
    outcome = 3.0 * z[..., 0] + 1.0 * z[..., 1]
    values = np.repeat(outcome[..., None], 2, axis=-1)
    found = METHODS["delta"].estimate(u, values, rng, [None, None])
    y = np.linspace(-15.0, 15.0, 4001)
    whole = norm.pdf(y, 0.0, np.sqrt(10.0))
    at = norm.ppf((np.arange(400) + 0.5) / 400)
    exact = [
        np.mean([np.trapezoid(np.abs(whole - norm.pdf(y, weight * x, rest)), y) / 2.0 for x in at])
        for weight, rest in ((3.0, 1.0), (1.0, 3.0))
    ]
    assert found["delta"].value == pytest.approx(exact, abs=0.05)


# --- answers, failures


def answered(points):
    """Return an outcome that the third of three answers alone moves, and an inert input."""
    return np.where(shifts.answer_of(points[..., 0], 3) == 2, 3.0, 0.0)


def test_indices_of_an_answer_are_those_of_equal_slices():
    points = designs.saltelli(4096, 2, 1)
    values = np.repeat(answered(points)[..., None], 2, axis=-1)
    found = METHODS["sobol"].estimate(points, values, np.random.default_rng(1), [3, None])
    assert found["first"].value == pytest.approx([1.0, 0.0], abs=0.02)
    assert spread(values).explained == pytest.approx(9.0 * 2.0 / 9.0, rel=0.02)


def test_an_input_of_three_answers_has_no_mean_effect_and_one_of_two_has():
    points = designs.trajectories(16, 2, 1)
    values = np.repeat(points.sum(axis=-1, keepdims=True), 2, axis=-1)
    found = METHODS["morris"].estimate(points, values, np.random.default_rng(1), [3, 2])
    assert np.isnan(found["mu"].value).tolist() == [True, False]
    assert np.isfinite(found["rms"].value).all()


def test_the_effect_of_a_question_is_what_another_answer_changes():
    points = designs.trajectories(16, 2, 1)
    second = shifts.answer_of(points, 2)  # 7 firms more under the second answer to either question
    values = np.repeat(7.0 * second.sum(axis=-1, keepdims=True), 2, axis=-1)
    found = METHODS["morris"].estimate(points, values, np.random.default_rng(1), [2, 2])
    for index in ("mu", "mu_star", "rms"):
        assert found[index].value == pytest.approx([7.0, 7.0], abs=1e-12), index


@pytest.mark.parametrize("answers", range(2, 6))
def test_an_elementary_effect_always_changes_the_answer(answers):
    points = designs.trajectories(50, 3, 2)
    chosen = shifts.answer_of(points, answers)
    moved = np.diff(points, axis=1) != 0.0
    assert (np.diff(chosen, axis=1)[moved] != 0).all()


def test_pawn_and_delta_take_the_answers_as_slices():
    points = designs.sequence(900, 2, 1)
    values = np.repeat(answered(points)[..., None], 2, axis=-1)
    rng = np.random.default_rng(1)
    pawn = METHODS["pawn"].estimate(points, values, rng, [3, None])
    # Of all samples a third has 3, of a slice none has or all have.
    assert pawn["median"].value[0] == pytest.approx(1.0 / 3.0, abs=0.01)
    assert pawn["maximum"].value[0] == pytest.approx(2.0 / 3.0, abs=0.01)
    delta = METHODS["delta"].estimate(points, values, rng, [3, None])
    # Two slices lose a third of the density, one loses two thirds: no slice is left out for being
    # constant.
    assert delta["delta"].value[0] == pytest.approx(4.0 / 9.0, abs=0.03)
    assert delta["delta"].value[1] < 0.1


def test_an_outcome_that_never_varies_shifts_nowhere():
    points = designs.sequence(64, 2, 1)
    values = np.ones((64, 1, 3))
    for name in ("pawn", "delta"):
        found = METHODS[name].estimate(points, values, np.random.default_rng(1), [None, 2])
        assert not found[METHODS[name].main].value.any()


def test_a_failed_replication_takes_its_whole_block_along_and_is_counted():
    oracle, method = ishigami(), METHODS["sobol"]
    points = method.design(64, 3, 1)
    values = told(oracle, points, 3, 1.0, np.random.default_rng(1))
    holed = values.copy()
    holed[5, 2, 1] = holed[9, 0, 0] = holed[9, 4, 2] = np.nan
    samples = Samples(points, {"y": holed}, ((1, "broke"),) * 3)
    kept_points, kept = samples.whole("y")
    assert samples.dropped == 2 * points.shape[1]
    rest = [block for block in range(64) if block not in (5, 9)]
    assert np.array_equal(kept, values[rest])
    found = method.estimate(kept_points, kept, np.random.default_rng(1), ())
    assert np.isfinite(found["total"].value).all()


def test_rows_of_given_data_are_dropped_alone():
    points = designs.sequence(64, 3, 1)
    values = told(ishigami(), points, 3, 1.0, np.random.default_rng(1))
    values[7, 0, 2] = np.nan
    samples = Samples(points, {"y": values})
    assert samples.dropped == 1
    assert len(samples.whole("y")[0]) == 63


def test_where_too_few_blocks_are_left_nothing_is_told():
    values = np.full((64, 5, 2), np.nan)
    values[: FEWEST_BLOCKS - 1] = 1.0
    samples = Samples(designs.saltelli(64, 3, 1), {"y": values})
    with pytest.raises(SrdiError, match="few_left"):
        samples.whole("y")
