"""`srdi update`: what it prints, what it keeps, and how it refuses."""

import json

import pytest

from srdi_sim.cli import main
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.posterior_files import about_posterior, read_posterior

N = 60
FIGURES = """\
srdi: 1
name: this summer
observations:
  - name: regional_2023_08
    what: stock
    tiers: [regional, little_giant]
    month: 2023-08
    value: {value}
    {how}
    source: a test
    confidence: low
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with new figures that say little, and with some that nothing fits."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "srdi.toml").touch()
    (tmp_path / "new.yaml").write_text(FIGURES.format(value=36, how="sd: 40"), encoding="utf-8")
    (tmp_path / "odd.yaml").write_text(
        FIGURES.format(value=9999, how="bound: at_least"), encoding="utf-8"
    )
    return tmp_path


def updated(scenario, observed, *more):
    return main(
        ["update", str(scenario), "--observed", observed, "-n", str(N), "--workers", "1", *more]
    )


def test_an_update_tells_before_and_after_and_keeps_a_posterior_that_can_be_updated(desk, capsys):
    (desk / "before.yaml").write_text(
        "srdi: 1\nname: before\nwhy: a test\nextends: ordos-2022\n"
        "uncertainties: {posterior: null}\n",
        encoding="utf-8",
    )
    assert updated("before.yaml", "new.yaml") == 0
    english, errors = capsys.readouterr()
    assert errors == ""
    assert "60 replications, seed 1; before: parameters drawn from their priors" in english
    assert "Weighed by 1 new figure(s): regional_2023_08. They leave as much as " in english
    (folder,) = (desk / "runs").iterdir()
    assert folder.name.endswith("-1-60-update")
    posterior = read_posterior(folder / "posterior.parquet")
    assert (posterior.until, len(posterior)) == (2023, 1_000)
    about = about_posterior(folder / "posterior.parquet")
    assert about["before"] == "priors"
    assert about["figures"][0]["observed"] == 36.0
    kept = json.loads((folder / "update.json").read_text(encoding="utf-8"))
    assert 50 <= kept["effective"] < N

    (folder / "posterior.parquet").rename(desk / "posterior.parquet")
    (desk / "next.yaml").write_text(
        "srdi: 1\nname: next\nwhy: a test\nextends: ordos-2022\n"
        "uncertainties: {file: ordos, posterior: posterior.parquet}\n",
        encoding="utf-8",
    )
    assert load_scenario("next.yaml").uncertainties.posterior == posterior
    assert updated("next.yaml", "new.yaml", "--lang", "zh", "--out", "again") == 0
    chinese, _ = capsys.readouterr()
    assert f"更新前：后验 {posterior.name}，往事已知至 2023 年" in chinese
    assert "按 1 个新数字加权：regional_2023_08。" in chinese
    assert read_posterior(desk / "again" / "posterior.parquet").stretches == posterior.stretches


def test_json_is_one_object_with_every_outcome_before_and_after(desk, capsys):
    assert updated("ordos-2022", "new.yaml", "--json", "--out", "here", "--draws", "7") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["folder"], told["draws"], told["replications"]) == ("here", 7, N)
    rows = {row["name"]: row for row in told["outcomes"]}
    assert {"firms:regional:2025", "chance:all", "cost:total"} <= set(rows)
    assert rows["cost:total"]["before_mean"] != rows["cost:total"]["after_mean"]
    here = json.loads((desk / "here" / "update.json").read_text(encoding="utf-8"))
    assert here == {name: value for name, value in told.items() if name != "folder"}


@pytest.mark.parametrize(
    ("observed", "lang", "told"),
    [
        ("odd.yaml", "en", "none of 60 replications publishes the new figures; simulate more (-n)"),
        ("odd.yaml", "zh", "60 次重复中没有一次得出这些新数字；请增加重复次数（-n）"),
        ("none.yaml", "en", "none.yaml:1: "),
    ],
)
def test_figures_that_cannot_be_used_are_one_line_and_nothing_is_kept(
    desk, capsys, observed, lang, told
):
    assert updated("ordos-2022", observed, "--lang", lang) == 2
    out, errors = capsys.readouterr()
    assert out == ""
    assert told in errors
    assert errors.count("\n") == 1
    assert not (desk / "runs").exists()
