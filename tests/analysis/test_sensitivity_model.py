"""Questions of sensitivity put to a scenario: what the model is asked, and what is made of it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

import srdi_sim
from driven import INPUTS, OUTCOME, breaking, told
from srdi_sim.analysis.inputs import inputs_of
from srdi_sim.analysis.sensitivity import emulator, sampling
from srdi_sim.analysis.sensitivity.drivers import MOST_INPUTS, sensitivity
from srdi_sim.analysis.sensitivity.methods import METHODS
from srdi_sim.analysis.sensitivity.records import drivers_json, split_json
from srdi_sim.analysis.sensitivity.split import PARTS, variance_split
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import load_scenario


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture
def planted(monkeypatch):
    """Put the planted model in the place of the simulation; return what it is asked."""
    asked = []

    def answer(study, settings, *rest, **more):
        asked.append((study, len(settings), more["first"]))
        return told(study, settings, *rest, **more)

    monkeypatch.setattr(sampling, "evaluate", answer)
    return asked


def test_outcomes_have_the_names_of_the_whole_program():
    assert srdi_sim.firms_at("regional", 2025) == "firms:regional:2025"
    assert srdi_sim.chance_of("champion", 2025) == "chance:champion:2025"
    assert srdi_sim.chance_of() == "chance:all"
    names = [srdi_sim.cost(), srdi_sim.cost(clause="二(三)"), srdi_sim.cost(payer="city")]
    assert names == ["cost:total", "cost:clause:二(三)", "cost:payer:city"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ranks_planted_drivers(ordos, planted, method):
    found = sensitivity(
        ordos, outcome=OUTCOME, method=method, inputs=INPUTS, samples=256, replications=6
    )
    ranking = [found.inputs[place].name for place in found.ranked]
    assert ranking[0] == "take_up_regional"
    assert ranking[-1] == "entry_scale"
    assert list(found.table.index) == ranking
    assert {found.main, f"{found.main}_low95"} <= set(found.table)
    assert not any("floor_low95" in name for name in found.table)
    # Evenly: 1/3 and 1/12; the answers: 1/6; chance: 1.
    explained = 64.0 * (1.0 / 3.0 + 1.0 / 12.0 + 1.0 / 6.0)
    assert found.spread.explained == pytest.approx(explained, rel=0.25)
    assert found.spread.noise_share == pytest.approx(64.0 / (64.0 + explained), abs=0.07)


def test_shares_are_the_planted_ones_and_chance_is_no_part_of_them(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=1024, replications=4)
    exact = np.array([1.0 / 3.0, 1.0 / 12.0, 1.0 / 6.0, 0.0]) / (7.0 / 12.0)
    assert found.indices["total"].value == pytest.approx(exact, abs=0.05)
    assert found.indices["first"].value == pytest.approx(exact, abs=0.05)


@pytest.mark.parametrize(("method", "width"), [("sobol", 6), ("shapley", 5), ("pawn", 1)])
def test_the_points_of_a_block_share_their_luck_and_blocks_do_not(ordos, planted, method, width):
    sensitivity(ordos, outcome=OUTCOME, method=method, inputs=INPUTS, samples=16, replications=3)
    ((study, settings, first),) = planted
    assert (study.fresh, study.block, settings, first) == (True, width, 16 * width, 0)


def test_the_headline_is_always_told_so_that_an_archive_serves_later_questions(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=16)
    ((study, *_),) = planted
    assert len(study.outcomes) == 2 * len(ordos.targets) + 2
    assert set(found.across) == set(study.outcomes) - {OUTCOME}
    assert "cost:total" in found.across
    assert np.isnan(found.across["chance:all"].value).all()  # which the planted model never moves


def test_convergence_is_told_of_an_eighth_a_quarter_half_and_all(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=64)
    assert list(found.convergence) == [8, 16, 32, 64]
    few, many = (found.convergence[size]["total"].half_width[0] for size in (8, 64))
    assert many < few
    whole = found.convergence[64]["total"]
    assert np.array_equal(whole.value, found.indices["total"].value)


def test_pairs_have_an_index_on_request(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=32, second_order=True)
    assert len(found.pairs) == len(found.second.value) == 6
    assert "second" not in found.indices
    record = drivers_json(found)
    assert record["second"][0]["inputs"] == ["take_up_regional", "training.seats"]
    assert {"second", "second_conf"} < record["second"][0].keys()


# --- screening


def test_many_inputs_are_screened_first_and_those_without_effect_are_left_out(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, samples=16, replications=3)
    everything = inputs_of(ordos)
    assert len(everything) > MOST_INPUTS
    assert {each.name for each in found.inputs} == set(INPUTS[:3])
    assert len(found.screening.inputs) == len(everything)
    (screening, points, first), (study, _, after) = planted
    assert (len(screening.inputs), points, first) == (
        len(everything),
        found.screening.trajectories * (len(everything) + 1),
        0,
    )
    # The luck of the screening is not used again.
    assert after == found.screening.trajectories * study.block


@pytest.mark.parametrize("method", ["morris", "sobol", "shapley"])
def test_an_input_that_moves_the_outcome_by_chance_alone_is_not_called_idle(
    ordos, monkeypatch, method
):
    def jittery(study, settings, *rest, **more):
        found = told(study, settings, *rest, **more)
        place = [each.name for each in study.inputs].index("entry_scale")
        u = np.array([each[place] for each in settings])[:, None]
        firms = found.values[OUTCOME]
        firms += u * np.sin(1e3 * firms)  # it differs, and on average by nothing
        return found

    monkeypatch.setattr(sampling, "evaluate", jittery)
    found = sensitivity(
        ordos, outcome=OUTCOME, method=method, inputs=INPUTS, samples=16, replications=3
    )
    assert found.idle == []
    monkeypatch.setattr(sampling, "evaluate", told)
    found = sensitivity(
        ordos, outcome=OUTCOME, method=method, inputs=INPUTS, samples=16, replications=3
    )
    assert [found.inputs[place].name for place in found.idle] == ["entry_scale"]


def test_at_most_twenty_inputs_are_kept(ordos, monkeypatch):
    def everything_moves(study, settings, *rest, **more):
        found = told(study, settings, *rest, **more)
        shift = np.array(
            [
                sum(value for value in each if isinstance(value, float) and 0 < value < 1)
                for each in settings
            ]
        )
        for column in found.values.values():
            column += shift[:, None]
        return found

    monkeypatch.setattr(sampling, "evaluate", everything_moves)
    found = sensitivity(ordos, outcome=OUTCOME, of=("uncertainty",), samples=8, replications=2)
    assert len(found.inputs) == MOST_INPUTS
    assert "take_up_regional" in [each.name for each in found.inputs]


def test_inputs_that_are_named_are_never_screened(ordos, planted):
    names = [each.name for each in inputs_of(ordos, of=("lever",))]
    found = sensitivity(ordos, outcome=OUTCOME, inputs=names, samples=8, replications=2)
    assert len(found.inputs) == len(names) > MOST_INPUTS
    assert found.screening is None


def test_morris_is_not_screened_by_itself(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, method="morris", samples=8, replications=2)
    assert len(found.inputs) == len(inputs_of(ordos))


def test_an_outcome_that_nothing_moves_is_told(ordos, planted):
    with pytest.raises(SrdiError, match="nothing_moves"):
        sensitivity(ordos, outcome="chance:all", of=("lever",), replications=2)


# --- failures and refusals


def test_failed_replications_are_counted_and_their_blocks_left_out(ordos, monkeypatch):
    monkeypatch.setattr(sampling, "evaluate", breaking(7, 30))
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=32, replications=3)
    width = len(INPUTS) + 2
    assert len(found.failed) == 2 * width
    assert found.dropped == 2 * width
    assert found.failed[0][0] == 7
    assert list(found.convergence) == [15, 30]
    assert np.isfinite(found.indices["total"].value).all()
    record = drivers_json(found)
    assert (record["failed"], record["dropped"]) == (2 * width, 2 * width)
    assert record["failures"][0]["message"].startswith("ValueError")


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"outcome": "firms:regional:2055"}, "outcome.unknown"),
        ({"inputs": ["take_up_region"]}, "input.unknown"),
        ({"method": "sobel"}, "sensitivity.method"),
        ({"samples": 4}, "sensitivity.few_samples"),
        ({"replications": 1}, "sensitivity.few_replications"),
        ({"method": "pawn", "second_order": True}, "sensitivity.second_order"),
        ({"method": "delta", "emulate": True}, "sensitivity.no_emulator"),
        ({"emulate": True, "samples": 24, "inputs": INPUTS[3:]}, "sensitivity.poor_emulator"),
    ],
)
def test_what_cannot_be_answered_is_refused(ordos, planted, asked, key):
    question = {"outcome": OUTCOME, "inputs": INPUTS, "samples": 16, **asked}
    with pytest.raises(SrdiError) as refused:
        sensitivity(ordos, **question)
    assert refused.value.key == key


def test_a_scenario_without_ranges_has_no_levers_to_vary(ordos, planted):
    with pytest.raises(SrdiError, match="no_inputs"):
        sensitivity(replace(ordos, ranges=()), outcome=OUTCOME, of=("lever",))


# --- records


def test_the_record_has_the_promised_keys_and_is_json(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=16)
    record = json.loads(json.dumps(drivers_json(found), allow_nan=False))
    promised = {"method", "outcome", "samples", "replications_per_sample", "noise_share", "failed"}
    assert promised <= record.keys()
    first = record["inputs"][0]
    assert {"name", "first", "first_conf", "total", "total_conf"} <= first.keys()
    assert first["name"] == "take_up_regional"
    assert first["total_low95"] <= first["total"] <= first["total_high95"]
    assert first["total_conf"] == pytest.approx((first["total_high95"] - first["total_low95"]) / 2)
    never = next(each for each in record["across"] if each["outcome"] == "chance:all")
    assert never["inputs"][0]["total"] is None


def test_an_emulator_tells_how_far_it_is_off(ordos, planted, monkeypatch):
    monkeypatch.setattr(emulator, "_DRAWS", 40)
    found = sensitivity(
        ordos,
        outcome=OUTCOME,
        inputs=INPUTS[:2],
        samples=64,
        replications=20,
        emulate=True,
        method="shapley",
    )
    assert found.quality.q2 > 0.8
    assert found.indices["shapley"].value == pytest.approx([0.8, 0.2], abs=0.1)
    assert drivers_json(found)["emulator"]["folds"] == 5
    assert list(found.convergence) == [32, 64]


def test_the_split_varies_all_questions_and_all_uncertainties_and_adds_to_one(ordos, planted):
    found = variance_split(ordos.with_posterior(None), outcome=OUTCOME, samples=32, replications=3)
    ((study, settings, _),) = planted
    assert (study.block, settings) == (4, 128)
    assert found.questions + found.uncertainties == len(study.inputs)
    record = json.loads(json.dumps(split_json(found), allow_nan=False))
    assert [each["name"] for each in record["inputs"]] == list(PARTS)
    assert sum(each["share"] for each in record["inputs"]) == pytest.approx(1.0)
    assert record["noise_share"] == record["inputs"][-1]["share"]
    assert {"method", "outcome", "samples", "replications_per_sample", "failed"} <= record.keys()


def test_a_scenario_without_uncertainties_has_nothing_to_split(ordos, planted):
    certain = replace(ordos, uncertainties=replace(ordos.uncertainties, entries=()))
    with pytest.raises(SrdiError, match="nothing_to_split"):
        variance_split(certain, outcome=OUTCOME)


# --- with the model itself


def test_a_question_that_was_asked_is_answered_from_the_archive(ordos, tmp_path, monkeypatch):
    question = {
        "outcome": OUTCOME,
        "inputs": INPUTS[:2],
        "replications": 2,
        "archive": tmp_path / "archive",
    }
    first = sensitivity(ordos, samples=8, **question)
    assert np.isfinite(first.indices["total"].value).all()
    assert first.runs == 8 * 4 * 2

    simulated = []
    monkeypatch.setattr(
        "srdi_sim.ensemble.task.simulate_batch",
        lambda scenario, seed, numbers, *_: simulated.append(tuple(numbers)) or 1 / 0,
    )
    again = sensitivity(ordos, samples=8, **{**question, "outcome": "cost:total"})
    assert not simulated
    assert np.array_equal(again.across[OUTCOME].value, first.indices["total"].value)
    larger = sensitivity(ordos, samples=16, **question)
    assert larger.dropped == 8 * 4  # the first points were there, and the others failed
    assert min(number for numbers in simulated for number in numbers) == 8 * 2
