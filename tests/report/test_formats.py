"""`srdi report`: what it writes into a run folder, and what it refuses."""

import pytest

from srdi_sim.cli import main
from srdi_sim.ensemble.runner import run
from srdi_sim.ensemble.store import verify
from srdi_sim.scenario.loading import load_scenario
from workbooks import SHEETS, opened


@pytest.fixture
def kept(tmp_path):
    scenario = load_scenario("ordos-2022")
    return run(scenario, replications=2, seed=1, workers=1, out=tmp_path / "run").path


def report(kept, *more, lang="en"):
    return main(["report", str(kept), "--lang", lang, *more])


def test_report_writes_the_page_and_the_workbook_and_says_where(kept, capsys):
    assert report(kept) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [str(kept / "report.html"), str(kept / "budget.xlsx")]
    assert (kept / "report.html").is_file()
    assert opened((kept / "budget.xlsx").read_bytes()).sheetnames == SHEETS["en"]
    assert verify(kept) == []


def test_what_report_writes_is_sealed_with_the_run(kept, capsys):
    assert report(kept, "--format", "xlsx, csv") == 0
    assert not (kept / "report.html").exists()
    assert verify(kept) == []
    (kept / "budget-csv" / "lines.csv").write_bytes(b"other")
    [problem] = verify(kept)
    assert problem.values["file"] == "budget-csv/lines.csv"
    assert report(kept, "--format", "csv") == 0
    assert verify(kept) == []


def test_report_in_the_other_language_stands_in_place_of_the_first(kept, capsys):
    assert report(kept, "--format", "xlsx,csv") == 0
    files = {path.name for path in kept.rglob("*")}
    english = (kept / "budget.xlsx").read_bytes()
    assert report(kept, "--format", "xlsx,csv", lang="zh") == 0
    assert opened((kept / "budget.xlsx").read_bytes()).sheetnames == SHEETS["zh"]
    assert {path.name for path in kept.rglob("*")} == files
    assert verify(kept) == []
    assert report(kept, "--format", "xlsx,csv") == 0
    assert (kept / "budget.xlsx").read_bytes() == english


def test_csv_texts_stay_as_they_are_only_if_it_is_asked_for(kept):
    assert report(kept, "--format", "csv") == 0
    priors = (kept / "budget-csv" / "assumptions-priors.csv").read_bytes()
    assert report(kept, "--format", "csv", "--csv-as-is") == 0
    as_is = (kept / "budget-csv" / "assumptions-priors.csv").read_bytes()
    assert priors.replace(b"'+", b"+").replace(b"'-", b"-") == as_is
    assert b"'+7.6" in priors  # a source begins with a sign


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "there is no format docx, pdf; there are: html, xlsx, csv"),
        ("zh", "没有这种格式：docx、pdf；可用的有：html、xlsx、csv"),
    ],
)
def test_an_unknown_format_is_refused_before_anything_is_written(kept, capsys, lang, sentence):
    before = sorted(kept.rglob("*"))
    assert report(kept, "--format", "xlsx,docx,pdf", lang=lang) == 2
    assert capsys.readouterr().err == f"{sentence}\n"
    assert sorted(kept.rglob("*")) == before


def test_a_budget_year_outside_the_period_is_refused_in_one_line(kept, capsys):
    assert report(kept, "--budget-year", "2026") == 2
    assert capsys.readouterr().err == "the budget year 2026 is outside 2022–2025\n"
    assert not (kept / "budget.xlsx").exists()


def test_a_folder_without_a_run_and_a_damaged_run_are_refused(kept, tmp_path, capsys):
    assert report(tmp_path / "nowhere") == 2
    assert capsys.readouterr().err.count("\n") == 1
    ledger = kept / "ledger.parquet"
    ledger.write_bytes(ledger.read_bytes()[:-1])
    assert report(kept) == 2
    assert "ledger.parquet" in capsys.readouterr().err
    assert not (kept / "budget.xlsx").exists()
