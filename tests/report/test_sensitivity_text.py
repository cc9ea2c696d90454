"""What `srdi sensitivity` prints, draws and writes, in both languages."""

from __future__ import annotations

import json
import re
import warnings

import numpy as np
import pytest

from driven import INPUTS, OUTCOME, breaking, told
from srdi_sim.analysis.sensitivity import emulator, sampling
from srdi_sim.analysis.sensitivity.drivers import sensitivity
from srdi_sim.analysis.sensitivity.methods import METHODS
from srdi_sim.analysis.sensitivity.split import variance_split
from srdi_sim.cli import main
from srdi_sim.report import sensitivity_figures
from srdi_sim.report.columns import display_width
from srdi_sim.report.sensitivity import drivers_text, split_text
from srdi_sim.report.study_pages import write_sensitivity
from srdi_sim.report.style import image_of
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import LANGS, words


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture
def planted(monkeypatch):
    monkeypatch.setattr(sampling, "evaluate", told)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def asked(ordos, planted):
    """Return the answer of a method to a small question."""
    return lambda method="sobol", **more: sensitivity(
        ordos,
        **{
            "outcome": OUTCOME,
            "method": method,
            "inputs": INPUTS,
            "samples": 64,
            "replications": 4,
            **more,
        },
    )


def numbers(text):
    return re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))


def test_every_uncertainty_has_a_name_in_both_languages(ordos):
    for lang in LANGS:
        for each in ordos.uncertainties.entries:
            assert words(lang)[f"report.uncertainty.{each.name}"]


@pytest.mark.parametrize("method", METHODS)
def test_both_languages_tell_the_same_indices(asked, method):
    found = asked(method)
    english, chinese = (drivers_text(found, lang) for lang in ("en", "zh"))
    tables = [text.split("\n\n")[1] for text in (english, chinese)]
    rows = [[numbers(line.split("  ", 1)[1]) for line in t.splitlines()[1:]] for t in tables]
    assert rows[0] == rows[1]
    assert "take-up, regional" in english
    assert "申报率：自治区级" in chinese


def test_the_text_tells_method_size_chance_and_reading(asked):
    found = asked()
    text = drivers_text(found, "en", "some/folder")
    assert f"{found.runs:,} replications in all, seed 1" in text
    assert '"more than" excludes the number' in text
    share = round(100.0 * found.spread.noise_share)
    assert f"Chance: {share}% of the variance of one run" in text
    assert "some/folder" in text
    assert all(display_width(line) <= 120 for line in text.splitlines())


def test_an_input_without_effect_is_named_and_not_tabled(asked):
    text = drivers_text(asked(), "en")
    assert "1 input(s) without any effect on this outcome: new firms" in text
    assert not re.search(r"^new firms", text, re.M)


def test_the_screening_says_what_was_left_out(ordos, planted):
    found = sensitivity(ordos, outcome=OUTCOME, samples=8, replications=2)
    text = drivers_text(found, "en")
    assert re.search(r"Screened: 3 of \d+\s+inputs are kept", text)


def test_where_nothing_is_explained_no_share_is_told(asked):
    found = asked(outcome="chance:champion:2025")
    text = drivers_text(found, "en")
    assert "there are no shares to tell" in text
    assert "–" in text
    assert "nan" not in text


def test_pairs_that_surely_act_together_are_told(asked):
    found = asked(second_order=True)
    assert "No pair's second-order interval excludes 0." in drivers_text(found, "en")


def test_failures_are_told(ordos, monkeypatch):
    monkeypatch.setattr(sampling, "evaluate", breaking(7))
    found = sensitivity(ordos, outcome=OUTCOME, inputs=INPUTS, samples=32, replications=4)
    assert "6 replications failed; 6 points were left out" in drivers_text(found, "en")


def test_the_emulator_tells_its_held_out_error(asked, monkeypatch):
    monkeypatch.setattr(emulator, "_DRAWS", 20)
    found = asked(inputs=INPUTS[:2], emulate=True, replications=20, samples=96)
    text = " ".join(drivers_text(found, "en").split())
    assert "learnt from 96 points" in text
    assert "by resampling the design" not in text  # its intervals are of drawn functions
    assert f"tells {found.quality.q2:.2f}" in text
    assert re.search(r"off by [\d.]+ firms \(root mean square\)", text)


def test_the_split_tells_parts_that_add_to_a_hundred(ordos, planted):
    found = variance_split(ordos.with_posterior(None), outcome=OUTCOME, samples=32, replications=3)
    text = split_text(found, "en")
    row = next(line for line in text.splitlines() if line.startswith("firms: Regional"))
    parts = [int(each) for each in re.findall(r"(-?\d+)% \(", row)]
    assert len(parts) == 4
    assert abs(sum(parts) - 100) <= 2
    assert split_text(found, "zh").count("%") == text.count("%")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("method", METHODS)
def test_pictures_are_drawn_without_a_missing_sign(asked, lang, method):
    found = asked(method)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for draw in (
            sensitivity_figures.tornado,
            sensitivity_figures.heat_map,
            sensitivity_figures.convergence,
        ):
            assert image_of(draw(found, lang=lang), "png")


def test_the_tornado_has_a_bar_for_every_input_that_moves_the_largest_on_top(asked):
    found = asked()
    axes = sensitivity_figures.tornado(found)
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == sorted(widths, reverse=True)
    assert np.allclose(widths, found.indices["total"].value[found.moving])


def test_the_map_has_a_column_for_every_outcome_and_a_row_for_every_input_that_moves_one(asked):
    found = asked()
    axes = sensitivity_figures.heat_map(found)
    (image,) = axes.images
    assert image.get_array().shape == (3, 1 + len(found.across))


def test_the_picture_of_the_split_says_what_never_varies(ordos, planted):
    found = variance_split(ordos, outcome=OUTCOME, samples=16, replications=2)
    for lang, never in (("en", "never varies"), ("zh", "从不变动")):
        axes = sensitivity_figures.split(found, lang=lang)
        assert never in [each.get_text() for each in axes.texts]
        assert image_of(axes, "png")


def test_the_folder_holds_record_and_pictures_named_by_the_question(asked, tmp_path):
    write_sensitivity(tmp_path, asked(), "en")
    about = "sobol-firms-regional-2025"
    assert {each.name for each in tmp_path.iterdir()} == {
        f"{about}.json",
        *(f"{about}-{name}.png" for name in ("tornado", "map", "convergence")),
    }
    assert json.loads((tmp_path / f"{about}.json").read_text(encoding="utf-8"))["inputs"]


# --- the command


ASK = ["sensitivity", "ordos-2022", "--outcome", OUTCOME, "--inputs", ",".join(INPUTS)]


def test_the_command_prints_one_object_and_keeps_its_folder(desk, capsys, planted):
    assert main([*ASK, "--samples", "32", "-n", "3", "--json", "--out", "here"]) == 0
    record = json.loads(capsys.readouterr().out)
    promised = {"method", "outcome", "samples", "replications_per_sample", "noise_share", "failed"}
    assert promised <= record.keys()
    assert {"name", "first", "first_conf", "total", "total_conf"} <= record["inputs"][0].keys()
    assert record["folder"] == "here"
    assert (desk / "here" / "archive").is_dir()


def test_without_a_folder_all_questions_to_a_scenario_share_one(desk, capsys, planted):
    for method in ("sobol", "pawn"):
        assert main([*ASK, "--method", method, "--samples", "16", "-n", "2", "--quiet"]) == 0
    (folder,) = (desk / "runs").iterdir()
    assert folder.name.endswith("-sensitivity")
    assert {each.name for each in folder.glob("*.json")} == {
        "sobol-firms-regional-2025.json",
        "pawn-firms-regional-2025.json",
    }


def test_the_command_splits(desk, capsys, planted):
    asked = ["sensitivity", "ordos-2022", "--outcome", OUTCOME, "--method", "split"]
    assert main([*asked, "--samples", "16", "-n", "2", "--out", "here"]) == 0
    assert "parameters" in capsys.readouterr().out


def test_failed_replications_end_with_3_and_are_named(desk, capsys, monkeypatch):
    monkeypatch.setattr(sampling, "evaluate", breaking(7))
    assert main([*ASK, "--samples", "32", "-n", "4", "--out", "here"]) == 3
    assert "replication 7 of seed 1 failed: ValueError" in capsys.readouterr().err


def test_a_stopped_question_says_how_much_is_kept(desk, capsys, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(sampling, "evaluate", stop)
    assert main([*ASK, "--samples", "8", "--out", "here"]) == 130
    assert "0 evaluations are kept in here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told_of"),
    [
        (["--outcome", "firms:regonal:2025"], "firms:regional:2025"),
        (["--inputs", "take_up_region"], "take_up_regional"),
        (["--method", "morris", "--second-order"], "sobol alone"),
        (["--method", "pawn", "--emulator"], "--emulator"),
        (["--method", "split"], "split varies all questions"),
        (["--samples", "3"], "at least 8"),
        (["-n", "1"], "whole number from 2 up"),
        (["--method", "anova"], "anova"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_exit_2(desk, capsys, planted, options, told_of):
    try:
        code = main([*ASK, "--out", "here", *options])
    except SystemExit as end:
        code = end.code
    assert code == 2
    error = capsys.readouterr().err
    assert told_of in error
    assert len(error.strip().splitlines()) == 1
