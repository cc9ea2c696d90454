"""`srdi backtest`: what it prints, what it keeps, and how it ends."""

from __future__ import annotations

import json

import pytest

from srdi_sim.cli import main

SMALL = ["backtest", "ordos-2022", "-n", "500", "--workers", "1"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the simulations are kept: the first test makes them, the others find them there."""
    return tmp_path_factory.mktemp("backtest") / "kept"


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_every_later_figure_is_foretold_at_every_date(folder, capsys):
    assert main([*SMALL, "--out", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    vintages = {each["known"]: each for each in told["vintages"]}
    assert list(vintages) == ["2022-12", "2023-08", "2023-12", "2025-01"]
    assert [len(each["fitted_to"]) for each in vintages.values()] == [0, 2, 4, 9]
    assert [len(each["forecasts"]) for each in vintages.values()] == [10, 8, 6, 1]
    assert (told["figures"], told["forecasts"]) == (10, 25)
    bound = next(e for e in vintages["2022-12"]["forecasts"] if e["bound"])
    assert 0.0 <= bound["chance"] <= 1.0
    assert bound["brier"] == pytest.approx((1.0 - bound["chance"]) ** 2)
    first = next(e for e in vintages["2022-12"]["forecasts"] if e["name"] == "regional_2023_08")
    assert set(first["naive"]) == {"last_value", "national_rate"}
    assert first["crps"] > 0.0
    kept = list(folder.glob("backtest-*.json"))
    assert len(kept) == len(list(folder.glob("backtest-*.png"))) == 1
    assert json.loads(kept[0].read_bytes()) == {k: v for k, v in told.items() if k != "folder"}


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("en", ("Back-test: ", "Known by 2023-08: figures fitted to 2, foretold 8", "hindsight")),
        ("zh", ("回测：", "截至 2023-08 已知：用 2 个数字拟合，预测 8 个", "后见之明")),
    ],
)
def test_the_same_command_goes_on_from_what_is_kept(folder, capsys, lang, parts):
    kept = sorted(folder.rglob("*.npz.zst"))
    assert main([*SMALL, "--out", str(folder), "--lang", lang]) == 0
    printed = capsys.readouterr().out
    for part in parts:
        assert part in printed
    assert kept
    assert sorted(folder.rglob("*.npz.zst")) == kept  # nothing was simulated again
    assert len(list(folder.glob("backtest-*.json"))) == 1


def test_a_second_back_test_stands_beside_the_earlier(folder, capsys):
    assert main([*SMALL, "--out", str(folder), "--since", "2023"]) == 0
    printed = capsys.readouterr().out
    assert "Known by 2022-12" not in printed
    assert "Beside it stands the back-test of" in printed
    assert "Earlier" in printed
    assert len(list(folder.glob("backtest-*.json"))) == 2


def test_figures_of_another_file_are_scored_and_what_nobody_can_score_is_refused(
    folder, tmp_path, capsys
):
    file = tmp_path / "later.yaml"
    file.write_text(
        "srdi: 1\nname: other\nobservations:\n"
        "  - {name: a, what: stock, tiers: [regional], month: 2023-12, value: 40,"
        " source: planted, confidence: low}\n",
        encoding="utf-8",
    )
    refused = [*SMALL, "--data", str(file), "--since", "2024", "--out", str(tmp_path / "out")]
    assert main(refused) == 2
    _, errors = capsys.readouterr()
    assert errors == ("no published figure became known after the end of 2024: nothing to score\n")
    assert main([*SMALL, "--data", str(tmp_path / "none.yaml")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
