"""`srdi calibrate`: what it says, what it keeps, and how a scenario forecasts from it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
from pathlib import Path

import pytest

import srdi_sim
from srdi_sim.analysis.fitting.calibration import Fit
from srdi_sim.analysis.sensitivity.split import FITTED_PARTS
from srdi_sim.cli import beliefs, main
from srdi_sim.ensemble import task
from srdi_sim.report import calibration_figures, unknowns
from srdi_sim.report.columns import display_width
from srdi_sim.scenario.posterior_files import about_posterior, read_posterior
from srdi_sim.words import LANGS, say

PEOPLE = Path(__file__).parent / "faults" / "world" / "town.yaml"
TOWN = """\
srdi: 1
name: 小镇 / small town
extends: ordos-2022
why: What do few figures tell?
period: {to: 2023}
policy:
  attraction: {sectors: [new_materials]}
population: {synthetic: people.yaml}
observed: seen.yaml
targets:
  - {tier: regional, year: 2023, more_than: 3, clause: 一(二)}
"""
_TAIL = "source: here, confidence: low}"
SEEN = f"""\
srdi: 1
name: seen
observations:
  - {{name: flow, what: flow, tiers: [innovative], year: 2022, value: 7, {_TAIL}
  - {{name: stock, what: stock, tiers: [regional], month: 2023-06, value: 3, sd: 1, {_TAIL}
  - {{name: most, what: stock, tiers: [regional], month: 2022-12, value: 40, bound: at_most, {_TAIL}
"""
ASKED = ["calibrate", "town.yaml", "-n", "500", "--draws", "60", "--workers", "1"]
SAYS = {
    "en": ("3 published figures", "500 simulations", "not learned", "at most 40", "cannot tell"),
    "zh": ("3 个公布数据", "模拟 500 次", "未学到", "至多 40", "说明不了"),
}


def built(folder: Path) -> Path:
    """Make a project with a town in a folder and return it."""
    (folder / "srdi.toml").touch()
    (folder / "town.yaml").write_text(TOWN)
    (folder / "seen.yaml").write_text(SEEN)
    (folder / "people.yaml").write_bytes(PEOPLE.read_bytes())
    return folder


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    """A project in which the town is fitted, in the folder ``fit``; the fit once for all tests."""
    folder = built(tmp_path_factory.mktemp("fitted"))
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            assert main([*ASKED, "--out", "fit", "--lang", "en"]) == 0
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def desk(fitted, monkeypatch):
    """The project as the folder to work in, in an English setting, where nothing is simulated."""
    monkeypatch.chdir(fitted)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return fitted


@pytest.fixture
def idle(monkeypatch):
    """Let every further simulation be an error."""

    def refuse(*_):
        raise AssertionError("simulated twice")

    monkeypatch.setattr(task, "simulate_batch", refuse)


@pytest.fixture(scope="module")
def fit(fitted) -> Fit:
    return srdi_sim.calibrate(
        srdi_sim.load_scenario(fitted / "town.yaml"),
        to=srdi_sim.data.observed(fitted / "seen.yaml"),
        replications=500,
        draws=60,
        archive=fitted / "fit" / "archive",
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_command_tells_it_again_without_simulating(desk, idle, capsys, lang):
    assert main([*ASKED, "--out", "fit", "--lang", lang]) == 0
    told = capsys.readouterr().out
    for words in SAYS[lang]:
        assert words in told
    assert say("report.uncertainty.take_up_innovative", lang) in told
    tables, _, _ = told.rpartition(say("report.fit.cannot", lang))
    assert max(map(display_width, tables.splitlines())) <= 160


@pytest.mark.parametrize("lang", LANGS)
def test_the_two_lines_make_a_scenario_forecast_from_the_posterior(desk, capsys, lang):
    main([*ASKED, "--out", "fit", "--lang", lang])
    *_, extends, uncertainties = capsys.readouterr().out.splitlines()
    used = f"srdi: 1\nname: used\n{extends.strip()}\n{uncertainties.strip()}\n"
    (desk / "used.yaml").write_text(used)
    scenario = srdi_sim.load_scenario("used.yaml")
    posterior = read_posterior(desk / "fit" / "posterior.parquet")
    assert scenario.uncertainties.posterior == posterior
    assert posterior.until == 2022
    out = f"run-{lang}"
    assert (
        main(["run", "used.yaml", "-n", "80", "--workers", "1", "--out", out, "--lang", lang]) == 0
    )
    values = {"name": posterior.name, "draws": len(posterior), "fitted": 6, "until": 2022}
    drawn = say("report.parameters.posterior", lang, **values)
    told = "".join(capsys.readouterr().out.split())
    for sentence in (drawn, say("report.parameters.again", lang)):
        assert "".join(sentence.split()) in told
    assert json.loads((desk / out / "manifest.json").read_text())["parameters"] == "posterior"
    page = (desk / out / "report.html").read_text()
    assert say("report.column.posterior", lang) in page
    for name in posterior.names:
        told = unknowns.posterior_told(scenario.uncertainties.get(name), scenario, lang)
        assert f'<td class="word">{told}</td>' in page


SPLIT = ["sensitivity", "--outcome", "cost:total", "--method", "split", "--samples", "8", "-n", "2"]


@pytest.mark.parametrize(
    "asked",
    [
        ["run", "-n", "4"],
        ["budget", "-n", "4", "--no-search"],
        SPLIT,
    ],
    ids=lambda asked: asked[0],
)
def test_every_object_says_that_its_parameters_come_from_the_posterior(desk, capsys, asked):
    line = "uncertainties: {file: ordos, posterior: fit/posterior.parquet}"
    (desk / "draws.yaml").write_text(f"srdi: 1\nname: draws\nextends: town.yaml\n{line}\n")
    command, *more = asked
    out = f"json-{command}"
    assert main([command, "draws.yaml", *more, "--workers", "1", "--out", out, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["parameters"] == "posterior"
    if command == "sensitivity":
        assert [part["name"] for part in told["inputs"]] == list(FITTED_PARTS)
        for lang in LANGS:
            assert main([command, "draws.yaml", *more, "--out", out, "--lang", lang]) == 0
            text = capsys.readouterr().out
            assert say("report.sensitivity.part.not_fitted", lang) in text
            assert say("report.sensitivity.about.split_fitted", lang, questions=35)[:40] in text


def test_explain_names_the_posterior_with_file_and_line(desk, capsys):
    line = "uncertainties: {file: ordos, posterior: fit/posterior.parquet}"
    (desk / "other.yaml").write_text(f"srdi: 1\nname: other\nextends: town.yaml\n{line}\n")
    assert main(["explain", "other.yaml", "uncertainties.posterior", "--json"]) == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["uncertainties.posterior"]["value"] == "fit/posterior.parquet"
    assert rows["uncertainties.posterior.until"]["value"] == 2022
    assert {(row["file"], row["line"]) for row in rows.values()} == {("other.yaml", 4)}
    assert max(len(str(row["value"])) for row in rows.values()) < 200


def test_json_is_one_object_with_all_that_was_found(desk, idle, capsys):
    assert main([*ASKED, "--out", "fit", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    kept = json.loads((desk / "fit" / "calibration.json").read_text())
    assert told == {**kept, "data": "seen", "folder": "fit"}
    assert (told["simulations"], told["seed"], told["until"], told["failed"]) == (500, 1, 2022, 0)
    assert [term["name"] for term in told["terms"]] == ["flow", "stock", "most"]
    assert [term["bound"] for term in told["terms"]] == [None, None, "at_most"]
    for row in told["fitted"]:
        for kind in ("prior", "posterior", "check"):
            assert row[f"{kind}_low80"] <= row[f"{kind}_median"] <= row[f"{kind}_high80"]
    chance = next(row for row in told["fitted"] if row["name"] == "paid_next_year")
    assert 0.4 < chance["prior_mean"] < 0.6
    assert len(told["outcomes"]) == 6


def test_the_file_says_how_the_posterior_came_to_be(desk):
    about = about_posterior(desk / "fit" / "posterior.parquet")
    scenario = srdi_sim.load_scenario("town.yaml")
    assert about["scenario_sha256"] == scenario.sha256
    assert (about["data"], about["simulations"], about["draws"]) == ("seen", 500, 60)
    assert [(term["name"], term["value"]) for term in about["terms"]] == [
        ("flow", 7.0),
        ("stock", 3.0),
        ("most", 40.0),
    ]
    assert about["package"]["sha256"]
    assert about["date"] == beliefs.today().isoformat()


def test_a_fit_that_was_stopped_goes_on_and_comes_to_the_same_bytes(
    fitted, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(built(tmp_path))
    simulate_batch, done = task.simulate_batch, []

    def stopping(scenario, seed, numbers, rules):
        if scenario.uncertainties.posterior is not None:
            raise KeyboardInterrupt
        done.extend(numbers)
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", stopping)
    assert main([*ASKED, "--out", "fit", "--lang", "en"]) == 130
    assert "1 evaluations are kept in fit" in capsys.readouterr().err
    assert len(done) == 500

    def counting(scenario, seed, numbers, rules):
        assert scenario.uncertainties.posterior is not None
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", counting)
    assert main([*ASKED, "--out", "fit", "--quiet"]) == 0
    for name in ("posterior.parquet", "calibration.json"):
        assert (tmp_path / "fit" / name).read_bytes() == (fitted / "fit" / name).read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (SEEN.replace("value: 7", "value: seven"), "bad.yaml:4: observations[0].value: "),
        (SEEN.replace("name: flow", "nam: flow"), "bad.yaml:4: observations[0].nam: "),
        (SEEN.replace("name: stock", "name: flow"), "bad.yaml:5: observations[1].name: "),
        ("srdi: 1\n", "bad.yaml:1: "),
        ("srdi: 1\nname: seen\nobservations: []\n", "none can be fitted to"),
        ("srdi: 1\n\tname: x\n", "bad.yaml:2: "),
    ],
)
def test_figures_that_cannot_be_read_are_told_with_file_and_line(desk, capsys, content, told):
    (desk / "bad.yaml").write_text(content)
    assert main([*ASKED, "--data", "bad.yaml", "--out", "bad"]) == 2
    assert told in capsys.readouterr().err
    assert not (desk / "bad").exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--data", "ordo"], 'did you mean "ordos"'),
        (["-n", "499"], "499 simulations are too few"),
        (["--draws", "0"], "whole number from 1 up"),
    ],
)
def test_what_cannot_be_fitted_is_one_line_and_exit_2(desk, capsys, more, told):
    try:
        code = main([*ASKED, "--out", "bad", *more])
    except SystemExit as end:
        code = end.code
    assert code == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["believed", "predictive"])
def test_pictures_say_what_was_learned_and_from_how_much(fit, name, lang):
    axes = getattr(calibration_figures, name)(fit, lang=lang)
    told = " ".join(text.get_text() for text in axes.texts)
    assert axes.get_title("left") == say(f"report.figure.{name}", lang)
    assert "500" in told
    if name == "believed":
        titles = [panel.get_title("left") for panel in axes.child_axes]
        assert say("report.uncertainty.take_up_innovative", lang) in titles
        marked = sum(bool(panel.get_title("right")) for panel in axes.child_axes)
        assert marked == int((~fit.uncertainties()["learned"]).sum())
    else:
        assert len(axes.get_yticks()) == len(fit.terms)


def test_a_fit_can_be_sent_to_another_process(fit):
    again = pickle.loads(pickle.dumps(fit))
    assert again.posterior == fit.posterior
