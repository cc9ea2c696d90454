"""A posterior: draws of quantiles with a past, read from a file, lived again by replications."""

import json
from dataclasses import replace

import numpy as np
import pytest

import srdi_sim as srdi
from srdi_sim.cli import main
from srdi_sim.ensemble.manifest import scenario_sha256
from srdi_sim.errors import ScenarioError
from srdi_sim.luck import Event, Luck, Past
from srdi_sim.scenario.posterior import Posterior, Stretch, posterior_of
from srdi_sim.scenario.posterior_files import about_posterior, read_posterior, write_posterior
from srdi_sim.scenario.writing import as_yaml

NAMES = ("take_up_regional", "titled_at_start")
SCENARIO = """\
srdi: 1
name: with a posterior
why: a test
extends: ordos-2022
uncertainties: {file: ordos, posterior: toy.parquet}
"""


@pytest.fixture(scope="module")
def posterior():
    rng = np.random.default_rng(1)
    numbers = rng.permutation(500)[:7, None].astype(np.int64)
    return Posterior("toy", (Stretch(2023, 99),), numbers, NAMES, rng.uniform(0.1, 0.9, (7, 2)))


@pytest.fixture(scope="module")
def ordos():
    return srdi.load_scenario("ordos-2022").with_posterior(None)


@pytest.fixture(scope="module")
def believed(ordos, posterior):
    return ordos.with_posterior(posterior)


def test_luck_has_a_past_up_to_a_year_and_is_its_own_after_it():
    who = np.arange(5)
    past = (Past(99, 7, 2022), Past(98, 8, 2024))
    luck = Luck(1, 2, past=past)
    for year, (seed, replication) in {
        0: (99, 7),
        2022: (99, 7),
        2023: (98, 8),
        2024: (98, 8),
        2025: (1, 2),
    }.items():
        own = Luck(seed, replication).of(year, who).draw(Event.GROW)
        assert np.array_equal(luck.of(year, who).draw(Event.GROW), own)


def test_a_posterior_is_the_same_when_it_is_read_back(tmp_path, posterior):
    path = tmp_path / "toy.parquet"
    write_posterior(path, posterior, {"why": "a test"})
    read = read_posterior(path)
    assert (read.name, read.stretches, read.names) == ("toy", (Stretch(2023, 99),), NAMES)
    assert np.array_equal(read.numbers, posterior.numbers)
    assert read.quantiles == pytest.approx(posterior.quantiles, abs=1e-6)
    assert posterior_of("toy", [99], read.text) == read
    assert about_posterior(path)["why"] == "a test"


def test_replications_take_one_draw_after_the_other_and_have_its_quantiles(believed, posterior):
    numbers = np.arange(20)
    first = int(posterior.rows(3, numbers)[0])
    assert np.array_equal(posterior.rows(3, numbers), (first + numbers) % 7)
    held = believed.uncertainties.values("take_up_regional", 3, numbers, 2024)
    prior = believed.uncertainties.get("take_up_regional").entry(2024)
    assert held == pytest.approx(prior.at(posterior.quantiles[(first + numbers) % 7, 0]))
    other = believed.uncertainties.values("relabel_chance", 3, numbers[:7], 2024)
    theirs = [
        believed.with_posterior(None).uncertainties.values(
            "relabel_chance", 99, posterior.numbers[(first + n) % 7], 2024
        )[0]
        for n in range(7)
    ]
    assert other == pytest.approx(theirs)


def test_replications_of_one_draw_share_its_past_and_no_more(believed):
    runs = srdi.simulate(believed, replications=[0, 7], seed=3)
    known = [year <= 2023 for year in believed.years]
    same = [np.array_equal(*runs.measures[:, n]) for n in range(len(known))]
    assert same == known


def test_the_past_is_that_of_the_replication_it_names(ordos, posterior):
    """Where all that is fitted is what it had itself, the years seen are those it lived."""
    names = ("take_up_regional",)
    u = ordos.uncertainties.uniforms(names, 99, posterior.numbers[:, 0])
    told = Posterior("toy", posterior.stretches, posterior.numbers, names, u)
    seen = [year <= 2023 for year in ordos.years]
    for replication in (0, 4):
        [row] = told.rows(1, np.array([replication]))
        number = int(told.numbers[row, 0])
        again = srdi.simulate(ordos.with_posterior(told), replications=[replication], seed=1)
        first = srdi.simulate(ordos, replications=[number], seed=99)
        assert np.array_equal(again.counts[0][seen], first.counts[0][seen])
        assert not np.array_equal(again.measures[0], first.measures[0])


def test_a_scenario_names_its_posterior_and_can_be_written_out(tmp_path, posterior):
    write_posterior(tmp_path / "toy.parquet", posterior, {})
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    scenario = srdi.load_scenario(tmp_path / "s.yaml")
    assert scenario.uncertainties.kind == "posterior"
    assert len(scenario.uncertainties.posterior) == 7
    srdi.run(scenario, replications=2, out=tmp_path / "run")
    (tmp_path / "toy.parquet").unlink()
    again = srdi.load_scenario(tmp_path / "run" / "scenario.yaml")
    assert scenario_sha256(again) == scenario_sha256(scenario)


def test_a_scenario_that_extends_another_keeps_its_posterior_or_goes_without(tmp_path, posterior):
    write_posterior(tmp_path / "toy.parquet", posterior, {})
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    for name, line, kind in (
        ("kept", "uncertainties: {set: {titled_at_start: {fixed: 25}}}", "posterior"),
        ("left", "uncertainties: {posterior: null}", "prior"),
        ("other", "uncertainties: ordos", "prior"),
    ):
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"srdi: 1\nname: {name}\nwhy: a test\nextends: s.yaml\n{line}\n")
        assert srdi.load_scenario(path).uncertainties.kind == kind
    kept = srdi.load_scenario(tmp_path / "kept.yaml")
    assert set(kept.uncertainties.values("titled_at_start", 1, np.arange(9), 2022)) == {25.0}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "path_not_found"),
        (lambda path: path.write_bytes(b"PAR1"), "posterior_not_read"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "posterior_not_read"),
    ],
)
def test_a_posterior_that_cannot_be_read_is_told_with_file_and_line(
    tmp_path, posterior, spoil, code
):
    write_posterior(tmp_path / "toy.parquet", posterior, {})
    spoil(tmp_path / "toy.parquet")
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        srdi.load_scenario(tmp_path / "s.yaml")
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.key) == ("s.yaml", 5, "uncertainties.posterior")
    assert fault.code == code


def test_a_posterior_of_something_else_is_refused(tmp_path, posterior):
    strange = Posterior(
        "toy", posterior.stretches, posterior.numbers, ("luck", "x"), posterior.quantiles
    )
    write_posterior(tmp_path / "toy.parquet", strange, {})
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(ScenarioError, match="luck"):
        srdi.load_scenario(tmp_path / "s.yaml")


def test_a_quantile_under_a_posterior_is_that_of_the_draws(believed, posterior):
    settled = believed.uncertainties.settled_at_quantiles(
        {"take_up_regional": 0.5, "pool_help": 0.5}
    )
    middle = np.sort(posterior.quantiles[:, 0])[3]
    prior = believed.uncertainties.get("take_up_regional").entry(2022)
    assert settled.get("take_up_regional").entry(2022).value == pytest.approx(prior.at(middle))
    assert settled.get("pool_help").entry(2022).value == pytest.approx(0.25)


def test_a_posterior_of_another_population_is_used_and_told(tmp_path, ordos, posterior):
    from srdi_sim.report.unknowns import parameters_told

    told = {}
    for name in ("ordos-2022", "another city", ""):
        write_posterior(tmp_path / "toy.parquet", replace(posterior, population=name), {})
        (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
        scenario = srdi.load_scenario(tmp_path / "s.yaml")
        assert scenario.uncertainties.posterior.population == name
        (tmp_path / "whole.yaml").write_text(as_yaml(scenario), encoding="utf-8")
        again = srdi.load_scenario(tmp_path / "whole.yaml")
        assert again.uncertainties.posterior.population == name
        told[name] = scenario
    own, other, unknown = told.values()
    assert [each.posterior_of_other_population for each in told.values()] == [False, True, False]
    assert not ordos.posterior_of_other_population
    for lang, words in (
        ("en", 'fitted with the firms of "another city", not of "ordos-2022"'),
        ("zh", "拟合时用的是“another city”的企业，而不是“ordos-2022”的"),
    ):
        assert words in parameters_told(other, 2, lang)
        assert "another city" not in parameters_told(own, 2, lang)
        assert parameters_told(unknown, 2, lang) == parameters_told(own, 2, lang)
    # The name is told and moves nothing: what is kept of earlier runs goes on to be theirs.
    assert own.sha256 == other.sha256 == unknown.sha256
    assert scenario_sha256(own) == scenario_sha256(other) == scenario_sha256(unknown)


def test_json_tells_whether_a_posterior_is_of_another_population(
    tmp_path, posterior, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    write_posterior(tmp_path / "toy.parquet", replace(posterior, population="another city"), {})
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    for scenario, told in (("s.yaml", True), ("ordos-2022", False)):
        assert main(["run", scenario, "-n", "2", "--workers", "1", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["posterior_of_other_population"] is told


def test_the_shipped_posterior_knows_its_priors_and_its_population():
    scenario = srdi.load_scenario("ordos-2022")
    found = scenario.uncertainties.posterior
    assert (found.priors, found.population) == (scenario.priors, scenario.population.name)


def test_a_posterior_of_other_priors_is_refused(tmp_path, posterior):
    write_posterior(tmp_path / "toy.parquet", replace(posterior, priors="of another city"), {})
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        srdi.load_scenario(tmp_path / "s.yaml")
    (fault,) = refused.value.faults
    assert (fault.line, fault.key) == (5, "uncertainties.posterior")
    assert fault.code == "posterior_of_other_priors"
