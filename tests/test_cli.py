"""The command line: what it prints, where, in which language, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from srdi_sim.cli import main
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.cases import load_cases
from srdi_sim.scenario.loading import library, load_scenario
from srdi_sim.words import words

FEW = ["-n", "4", "--workers", "1"]

SEARCH = ["--levers", "training.seats", "--samples", "1", "--targets", "regional:2025>60"]


@pytest.fixture
def no_report(monkeypatch):
    """Leave out the pictures, which take longer than the few replications of these tests."""
    monkeypatch.setattr("srdi_sim.report.pages.write_report", lambda *_, **__: None)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder to work in, in an English setting."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def write(desk, name, text):
    (desk / name).write_text(text, encoding="utf-8")
    return name


def test_run_prints_five_chances_and_a_bill_and_keeps_a_folder(desk, capsys):
    assert main(["run", "ordos-2022", *FEW, "--out", "here"]) == 0
    told = capsys.readouterr()
    for word in (">300", ">200", ">50", ">15", ">3", "Total due", "P80", "4 replications", "here"):
        assert word in told.out
    kept = {path.name for path in (desk / "here").iterdir()}
    assert kept >= {"manifest.json", "counts.parquet", "ledger.parquet", "measures.parquet"}
    assert kept >= {"scenario.yaml", "report.html", "figures"}
    assert main(["verify", "here"]) == 0


def test_json_is_one_object_with_the_promised_keys_and_nothing_else(desk, capsys, no_report):
    assert main(["run", "ordos-2022", *FEW, "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    promised = {
        "scenario",
        "scenario_sha256",
        "reading",
        "seed",
        "replications",
        "parameters",
        "targets",
        "chance_all",
        "cost",
        "run",
        "firm_years",
        "seconds",
    }
    assert found.keys() >= promised
    target = {
        "tier",
        "year",
        "wanted",
        "median",
        "low80",
        "high80",
        "mean",
        "chance",
        "chance_low95",
        "chance_high95",
        "first_year_met",
        "binds",
    }
    assert [row["tier"] for row in found["targets"]] == [
        "innovative",
        "municipal",
        "regional",
        "little_giant",
        "champion",
    ]
    assert all(row.keys() >= target for row in found["targets"])
    assert found["cost"].keys() >= {"total_fen", "by_year", "by_clause", "by_payer"}
    assert found["cost"]["total_fen"].keys() >= {"p50", "p80", "p95", "mean"}
    assert found["cost"]["by_year"][0].keys() >= {"key", "due", "paid"}
    assert isinstance(found["cost"]["total_fen"]["p50"], int)


def test_a_second_identical_run_is_verified_and_printed_again(desk, capsys, no_report):
    assert main(["run", "ordos-2022", *FEW, "--out", "here"]) == 0
    first = capsys.readouterr().out
    assert main(["run", "ordos-2022", *FEW, "--out", "here"]) == 0
    assert capsys.readouterr().out == first


def test_another_run_is_never_written_over_a_folder(desk, capsys, no_report):
    assert main(["run", "ordos-2022", *FEW, "--out", "here"]) == 0
    before = (desk / "here" / "manifest.json").read_bytes()
    assert main(["run", "ordos-2022", *FEW, "--seed", "2", "--out", "here"]) == 2
    told = capsys.readouterr()
    assert "here" in told.err
    assert "Traceback" not in told.err
    assert (desk / "here" / "manifest.json").read_bytes() == before


def test_numbers_are_the_same_in_both_languages(desk, capsys, no_report):
    import re

    told = {}
    for lang in ("zh", "en"):
        assert main(["run", "ordos-2022", *FEW, "--lang", lang, "--out", "here"]) == 0
        told[lang] = re.findall(r"\d[\d,]*\.\d\d", capsys.readouterr().out)
    assert told["zh"] == told["en"]
    assert len(told["en"]) > 20


MORE = """extends: ordos-2022
name: 奖励加倍 / doubled
policy:
  awards:
    - {tier: regional, amount: 200万, since: 2022-07-12, clause: 二(三), applies_to: new_and_stock}
"""


def test_compare_prints_what_changes_in_both_languages(desk, capsys):
    name = write(desk, "more.yaml", MORE)
    for lang, words_of_it in {
        "en": (">50", "no measurable effect", "Deadweight", "Total due", "4 replications"),
        "zh": (">50", "无可测效果", "无谓支出", "应付合计", "4 次重复"),
    }.items():
        assert main(["compare", "ordos-2022", name, "ordos-2022", *FEW, "--lang", lang]) == 0
        told = capsys.readouterr()
        assert all(word in told.out for word in words_of_it)
        assert told.err == ""
    assert sorted(path.name for path in desk.iterdir()) == ["more.yaml"]


def test_json_of_a_comparison_is_one_object_with_the_promised_keys(desk, capsys):
    name = write(desk, "more.yaml", MORE)
    assert main(["compare", "ordos-2022", name, "ordos-2022", *FEW, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["base"] == "鄂尔多斯 2022 / Ordos 2022, as written"
    assert [other["scenario"] for other in found["others"]] == [
        "奖励加倍 / doubled",
        found["base"],
    ]
    for other in found["others"]:
        assert other.keys() >= {"scenario", "differences", "cost_per_extra", "deadweight_share"}
        names = {"outcome", "mean", "low95", "high95", "sd_common", "sd_independent"}
        assert all(row.keys() >= names for row in other["differences"])
    same = found["others"][1]
    assert {row[end] for row in same["differences"] for end in ("mean", "low95", "high95")} == {0}
    assert same["deadweight_share"] == 1.0


def test_a_comparison_can_be_kept_and_is_the_same_when_it_is_read_again(desk, capsys):
    name = write(desk, "more.yaml", MORE)
    command = ["compare", "ordos-2022", name, *FEW, "--out", "kept"]
    assert main(command) == 0
    first = capsys.readouterr().out
    folders = sorted(path.name for path in (desk / "kept").iterdir())
    assert folders[:2] == ["comparison.json", "differences.png"]
    assert [folder.rsplit("-", 1)[0] for folder in folders[2:]] == ["more", "ordos-2022"]
    assert main(["verify", f"kept/{folders[2]}"]) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert capsys.readouterr().out == first


def test_a_comparison_starts_its_workers_once_for_all_scenarios(desk, capsys, monkeypatch):
    from srdi_sim.ensemble import workers

    started, worker = [], workers._Worker
    monkeypatch.setattr(workers, "_Worker", lambda: started.append(worker()) or started[-1])
    name = write(desk, "more.yaml", MORE)
    command = ["compare", "ordos-2022", name, "no-policy", "-n", "8", "--json"]
    for more in ([], ["--out", "kept"]):
        assert main([*command, "--workers", "1", *(["--out", "alone"] if more else [])]) == 0
        alone = capsys.readouterr().out
        started.clear()
        assert main([*command, "--workers", "2", *more]) == 0
        assert len(started) == 2
        assert capsys.readouterr().out == alone


def test_scenarios_of_other_years_are_refused_before_anything_is_simulated(
    desk, capsys, monkeypatch
):
    monkeypatch.setattr("srdi_sim.ensemble.simulate.simulate", None)
    longer = (
        "extends: ordos-2022\nname: longer\nperiod: {from: 2022, to: 2026, start: 2022-07-12}\n"
    )
    name = write(desk, "longer.yaml", longer)
    assert main(["compare", "ordos-2022", name, *FEW]) == 2
    told = capsys.readouterr()
    assert "2026" in told.err
    assert "longer" in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_replications_that_fail_in_a_comparison_are_named_and_end_with_3(desk, capsys, monkeypatch):
    from dataclasses import replace

    from srdi_sim.ensemble import simulate as ensemble

    whole = ensemble.simulate

    def torn(scenario, **settings):
        made = whole(scenario, **{**settings, "replications": [0, 1, 2]})
        return replace(made, failed=((3, "torn"),))

    monkeypatch.setattr(ensemble, "simulate", torn)
    assert main(["compare", "ordos-2022", "ordos-2022", *FEW]) == 3
    told = capsys.readouterr()
    assert told.err == "replication 3 of seed 1 failed: torn\n"
    assert "1 replications failed and are left out." in told.out


def test_check_says_every_fault_with_file_and_line_and_runs_nothing(desk, capsys):
    name = write(
        desk,
        "bad.yaml",
        "extends: ordos-2022\nname: bad\nreading: {nesting: nestd}\npolicy:\n"
        "  awards:\n    - {tier: regional, amount: -5万, since: 2022-07-12, clause: 二(三)}\n"
        "  parks: {award: ５万}\n",
    )
    assert main(["check", name]) == 2
    told = capsys.readouterr()
    lines = told.err.strip().splitlines()
    assert [line.split(":")[1] for line in lines] == ["3", "6", "7"]
    assert all(line.startswith("bad.yaml:") for line in lines)
    assert "nested" in lines[0]
    assert "5万" in lines[2]
    assert told.out == ""
    assert main(["run", name]) == 2
    assert sorted(path.name for path in desk.iterdir()) == ["bad.yaml"]


def test_check_is_content_with_the_shipped_scenario(desk, capsys):
    assert main(["check", "ordos-2022"]) == 0
    assert "1" in capsys.readouterr().out


def test_check_counts_files_of_hand_cases_and_their_cases(desk, capsys):
    files = [str(library() / "cases" / name) for name in ("funds.yaml", "power.yaml")]
    many = sum(len(load_cases(file)) for file in files)
    assert main(["check", *files, "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"hand cases valid: 2 files, {many} cases\n"
    assert main(["check", "ordos-2022", *files, "--lang", "zh"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 个情景有效",
        f"手算案例有效：2 个文件，{many} 个案例",
    ]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            "is a file of hand cases and no scenario; srdi check reads it, and make test runs it",
        ),
        ("zh", "是手算案例文件，不是情景；srdi check 检查它，make test 运行它"),
    ],
)
def test_a_file_of_hand_cases_is_not_run(desk, capsys, lang, told):
    assert main(["run", str(library() / "cases" / "bill.yaml"), "--lang", lang]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("scenarios/cases/bill.yaml:")
    assert line.endswith(told)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", '; did you mean "mine.yaml"?'), ("zh", '；是否想写 "mine.yaml"？')],
)
def test_a_file_named_without_its_ending_is_suggested(desk, capsys, lang, told):
    write(desk, "mine.yaml", "extends: ordos-2022\n")
    assert main(["check", "mine", "--lang", lang]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("mine:1: ")
    assert line.endswith(told)


def test_run_prints_what_is_cautioned_of(desk, capsys, no_report):
    name = write(
        desk,
        "mine.yaml",
        "extends: ordos-2022\nperiod: {to: 2022}\ntargets: []\n"
        "reading: {municipal_rung_until: 2021}\n",
    )
    assert main(["run", name, "-n", "1", "--workers", "1", "--lang", "en"]) == 0
    told = capsys.readouterr().err
    assert "二(三): the award for municipal is never paid: it begins on 2022-07-12" in told


def test_explain_names_value_place_and_clause(desk, capsys):
    assert main(["explain", "ordos-2022", "policy.awards[3].amount"]) == 0
    told = capsys.readouterr().out
    assert "ordos-2022.yaml:" in told
    assert "二(三)" in told
    assert main(["explain", "ordos-2022", "policy.awrds"]) == 2
    assert "awards" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "told"), [("en", "43 sentences"), ("zh", "共 43 句")])
def test_coverage_lists_the_sentences_of_the_policy_in_both_languages(desk, capsys, lang, told):
    assert main(["explain", "ordos-2022", "--coverage", "--lang", lang]) == 0
    shown = capsys.readouterr()
    assert told in shown.out
    assert "二(十四) 3" in shown.out
    assert shown.err == ""


def test_coverage_as_json_is_one_object_in_either_language(desk, capsys):
    shown = []
    for lang in ("en", "zh"):
        assert main(["explain", "ordos-2022", "--coverage", "--json", "--lang", lang]) == 0
        shown.append(json.loads(capsys.readouterr().out))
    assert shown[0] == shown[1]
    assert shown[0]["counts"]["sentences"] == len(shown[0]["sentences"])
    assert shown[0]["gaps"] == []


def test_coverage_ends_with_2_and_names_what_nothing_holds(desk, capsys):
    text = (library() / "policy" / "ordos-2022-07-12.yaml").read_text(encoding="utf-8")
    write(desk, "mine.yaml", text.replace("        levers: [markets]\n", ""))
    name = write(desk, "a.yaml", "extends: ordos-2022\ntext: mine.yaml\n")
    assert main(["explain", name, "--coverage"]) == 2
    shown = capsys.readouterr()
    assert "NOTHING, AND NO REASON" in shown.out
    lines = shown.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("mine.yaml:") for line in lines)
    assert [("markets" in line, "二(十二)" in line) for line in lines].count((False, True)) == 2
    assert main(["explain", name, "--coverage", "--json"]) == 2
    gaps = json.loads(capsys.readouterr().out)["gaps"]
    assert [gap["code"] for gap in gaps] == [
        "sentence_not_held",
        "sentence_not_held",
        "lever_not_in_text",
    ]


def test_coverage_is_of_the_whole_text_and_needs_one(desk, capsys):
    assert main(["explain", "ordos-2022", "policy", "--coverage"]) == 2
    assert capsys.readouterr().err == "give a key or --coverage, not both\n"
    name = write(desk, "a.yaml", "extends: ordos-2022\ntext: null\n")
    assert main(["explain", name, "--coverage"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "a.yaml:1: text: the key is missing; a file name is expected; add it\n"


def test_schema_is_json_schema(desk, capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_an_unknown_scenario_is_met_with_the_nearest_name(desk, capsys):
    assert main(["run", "ordos-2202"]) == 2
    told = capsys.readouterr()
    assert "ordos-2022" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "arguments",
    [["run"], ["rum"], ["run", "x", "-n", "0"], ["run", "x", "-n", "two"], [], ["compare", "x"]],
)
def test_a_wrong_command_is_one_line_and_exit_2(desk, capsys, arguments):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_speaks_both_languages(desk, capsys, lang):
    for arguments in (["--help"], ["run", "--help"]):
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--lang", lang])
        assert end.value.code == 0
        assert words(lang)["cli.help.lang"] in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(desk, capsys):
    (desk / "locked").mkdir(mode=0o500)
    assert main(["run", "ordos-2022", *FEW, "--out", "locked/run"]) == 2
    assert "locked" in capsys.readouterr().err


def test_a_file_where_the_run_folder_should_be_is_named(desk, capsys):
    write(desk, "taken", "")
    assert main(["run", "ordos-2022", *FEW, "--out", "taken/run"]) == 2
    told = capsys.readouterr().err
    assert "taken" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "command",
    [
        ["run", "ordos-2022", "--readings", "-n", "4"],
        ["budget", "ordos-2022", "-n", "4", *SEARCH, "--out", "here"],
        ["budget", "ordos-2022", "-n", "21", "--no-search", "--reconcile", "--out", "here"],
    ],
)
def test_what_fails_in_a_study_is_named_however_quiet_it_is(
    desk, capsys, monkeypatch, no_pictures, command
):
    from srdi_sim.analysis import readings, reconciliation
    from srdi_sim.analysis.named_readings import named_readings
    from srdi_sim.ensemble import task

    few = [n for n in named_readings(load_scenario("ordos-2022").reading)[0] if n.name == "dearest"]
    for module in (readings, reconciliation):
        monkeypatch.setattr(module, "named_readings", lambda _: (few, ()))
    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        changed = scenario.edits or scenario.reading != load_scenario("ordos-2022").reading
        if 2 in numbers and changed:
            raise ArithmeticError("two is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    assert main([*command, "--workers", "1", "--quiet"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert line.startswith("replication 2 of seed 1 failed: ArithmeticError: two is too many (")


@pytest.mark.parametrize("command", [["run"], ["budget", "--no-search"], ["compare", "no-policy"]])
@pytest.mark.parametrize(("lang", "told"), [("en", "right unit"), ("zh", "单位")])
def test_more_money_than_can_be_summed_is_one_line(
    desk, capsys, monkeypatch, no_report, command, lang, told
):
    monkeypatch.setattr("srdi_sim.analysis.budget.MOST_FEN", 10**10)
    name, *others = command
    assert main([name, "ordos-2022", *others, *FEW, "--lang", lang]) == 2
    line, *more = capsys.readouterr().err.splitlines()
    assert told in line
    assert "1亿" in line
    assert more == []


@pytest.mark.parametrize("captured", ["capsys", "capfd"])  # as in a notebook, and in a script
def test_an_error_of_the_system_is_one_line_and_leaves_the_callers_output_alone(
    desk, monkeypatch, request, captured
):
    def broken(_):
        raise OSError(5, "Input/output error", "there")

    monkeypatch.setattr("srdi_sim.scenario.cases.checked", broken)
    output = request.getfixturevalue(captured)
    assert main(["check", "ordos-2022"]) == 2
    print("still here")
    told = output.readouterr()
    assert told.out == "still here\n"
    assert told.err.startswith("there: ")
    assert len(told.err.splitlines()) == 1


def test_output_that_nobody_reads_is_no_error(desk):
    line = f"{sys.executable} -X dev -m srdi_sim explain ordos-2022 | true"
    ended = subprocess.run(line, shell=True, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_sign_that_the_output_cannot_hold_is_told_by_its_number(desk):
    ended = subprocess.run(
        [sys.executable, "-m", "srdi_sim", "check", "ordos-2022", "--lang", "zh"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    fine = words("zh")["cli.check.fine"].format(count=1)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip() == fine.encode("ascii", "backslashreplace").decode()


def test_names_with_spaces_and_chinese_work(desk, capsys, no_report):
    name = write(desk, "我的 情景.yaml", "extends: ordos-2022\nname: 我的 情景 / mine\n")
    assert main(["run", name, *FEW]) == 0
    (folder,) = (desk / "runs").iterdir()
    assert folder.name.startswith("我的-情景-mine-")


def test_the_installed_command_starts_quickly_and_ends_with_its_code(desk):
    run = subprocess.run(
        [sys.executable, "-m", "srdi_sim", "check", "nowhere"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert "nowhere" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.fixture
def two_readings(monkeypatch):
    """Try two readings only: all of them would take a quarter of a minute."""
    from srdi_sim.analysis import readings
    from srdi_sim.analysis.named_readings import named_readings

    def few(reading):
        tried, left_out = named_readings(reading)
        return tuple(
            each for each in tried if each.name in ("stacking=top_up", "cheapest")
        ), left_out

    monkeypatch.setattr(readings, "named_readings", few)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_readings_are_printed_side_by_side_and_no_folder_is_made(desk, capsys, two_readings, lang):
    assert main(["run", "ordos-2022", "--readings", "-n", "3", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert words(lang)["report.readings.own"] in told
    assert words(lang)["report.readings.cheapest"] in told
    assert words(lang)["report.answer.stacking.top_up"] in told
    assert list(desk.iterdir()) == []


def test_readings_in_json_are_one_object(desk, capsys, two_readings):
    assert main(["run", "ordos-2022", "--readings", "-n", "3", "--seed", "4", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["replications"], found["seed"]) == (3, 4)
    assert [each["name"] for each in found["readings"]] == ["own", "stacking=top_up", "cheapest"]


@pytest.mark.parametrize("more", [["-n", "1"], ["--out", "here"]])
def test_readings_refuse_in_one_line_what_they_cannot_do(desk, capsys, more):
    assert main(["run", "ordos-2022", "--readings", *more]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert list(desk.iterdir()) == []


@pytest.fixture
def no_pictures(monkeypatch):
    monkeypatch.setattr("srdi_sim.report.study_pages.write_budget", lambda *_: None)


def test_a_budget_uses_the_folder_of_a_run_and_adds_its_pictures(desk, capsys, no_report):
    assert main(["run", "ordos-2022", *FEW]) == 0
    (folder,) = (desk / "runs").iterdir()
    before = (folder / "ledger.parquet").stat().st_mtime_ns
    capsys.readouterr()
    assert main(["budget", "ordos-2022", *FEW, "--no-search", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert list((desk / "runs").iterdir()) == [folder]
    assert (folder / "ledger.parquet").stat().st_mtime_ns == before
    assert {path.name for path in (folder / "figures").iterdir()} == {"budget.png", "payers.png"}
    assert main(["verify", str(folder)]) == 0
    for key in ("due", "paid", "whole", "apart", "fund"):
        assert words("en")[f"report.budget.{key}"] in told
    assert "with 80% confidence" in told


def test_a_budget_in_json_has_the_contract_and_the_asked_confidence(desk, capsys, no_pictures):
    ask = [
        "--no-search",
        "--confidence",
        "90%",
        "--targets",
        "regional:2025",
        "little_giant:2025>10",
        "all",
    ]
    assert main(["budget", "ordos-2022", *FEW, "--json", *ask]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["confidence"] == 0.9
    assert found["cost"]["total_fen"].keys() >= {"p50", "p80", "p95", "mean", "at_confidence"}
    assert [goal["name"] for goal in found["goals"]] == [
        "regional:2025",
        "little_giant:2025>10",
        "all",
    ]
    assert "reconciliation" not in found


def test_a_budget_says_what_money_the_targets_need_and_keeps_what_it_tried(desk, capsys, no_report):
    command = ["budget", "ordos-2022", "-n", "2", "--workers", "1", "--out", "here", *SEARCH]
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (goal,) = found["goals"]
    assert goal["name"] == "regional:2025>60"
    assert found["required"] == goal["required"]
    assert found["curve"] == goal["curve"]
    assert found["required"].keys() >= {
        *("attainable", "money_fen", "levers", "chance", "chance_low", "chance_high"),
        *("highest_chance", "binds"),
    }
    assert found["search"]["replications"] == 2
    pieces = {path: path.stat().st_mtime_ns for path in (desk / "here" / "archive").glob("*.zst")}
    for lang in ("zh", "en"):
        assert main([*command, "--lang", lang]) == 0
        assert words(lang)["report.required.care"][:12] in capsys.readouterr().out
    assert {
        each: each.stat().st_mtime_ns for each in (desk / "here" / "archive").glob("*.zst")
    } == pieces
    assert (desk / "here" / "figures" / "required-regional-2025-over-60.png").exists()
    assert main(["verify", "here"]) == 0


def test_a_budget_without_ranges_says_that_nothing_was_searched(desk, capsys, no_pictures):
    name = write(desk, "mine.yaml", "extends: ordos-2022\nranges: null\n")
    assert main(["budget", name, *FEW, "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert words("en")["note.no_ranges"] in told.err
    assert "80% needs" not in told.out


def test_a_reconciled_budget_says_which_readings_fit(desk, capsys, monkeypatch, no_pictures):
    from srdi_sim.analysis import reconciliation
    from srdi_sim.analysis.named_readings import named_readings

    few = [n for n in named_readings(load_scenario("ordos-2022").reading)[0] if n.name == "dearest"]
    monkeypatch.setattr(reconciliation, "named_readings", lambda _: (few, ()))
    command = ["budget", "ordos-2022", "-n", "20", "--workers", "1", "--out", "here", "--no-search"]
    command.append("--reconcile")
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["reconciliation"]
    assert [each["name"] for each in found] == [
        "awards_paid_2024",
        "awards_paid_to_2024",
        "region_awards_to_2024",
    ]
    assert {each["reading"] for each in found[0]["fits"]} == {"own", "dearest"}
    assert found[0]["value_fen"] == 2650 * 1_000_000
    for lang in ("zh", "en"):
        assert main([*command, "--lang", lang]) == 0
        assert words(lang)["report.reconcile.readings"] in capsys.readouterr().out


@pytest.mark.parametrize(("given", "each"), [([], 200), (["-n", "30"], 30), (["-n", "250"], 250)])
def test_a_reconciled_budget_has_the_replications_asked_for(desk, capsys, monkeypatch, given, each):
    from srdi_sim.analysis import reconciliation
    from srdi_sim.cli import sizes

    def reconcile(scenario, **settings):
        raise SrdiError("reconcile.too_few", {"given": settings["replications"], "least": 999})

    monkeypatch.setattr(reconciliation, "reconcile", reconcile)
    monkeypatch.setattr("srdi_sim.cli.money.REPLICATIONS", 25)
    assert sizes.OF_EACH_READING == 200
    command = ["budget", "ordos-2022", "--no-search", "--reconcile", "--workers", "1", "--out", "h"]
    assert main([*command, *given, "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(f"{each} replications")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--confidence", "80"], "--confidence 80"),
        (["--targets", "regional"], "regional:2025"),
        (["--targets", "regional:2024"], "regional:2024>N"),
        (["-n", "10", "--reconcile"], "at least 20"),
        (["--levers", "training.seat"], "training.seats"),
        (["--levers", "stacking"], "stacking"),
    ],
)
def test_a_budget_refuses_before_it_simulates(desk, capsys, more, says):
    assert main(["budget", "ordos-2022", *more]) == 2
    told = capsys.readouterr()
    assert len(told.err.strip().splitlines()) == 1
    assert says in told.err
    assert list(desk.iterdir()) == []


def test_a_budget_has_nothing_to_reconcile_where_nothing_is_published(desk, capsys):
    name = write(desk, "mine.yaml", "extends: ordos-2022\nobserved: null\n")
    assert main(["budget", name, "--reconcile", "--lang", "en"]) == 2
    assert "what: paid" in capsys.readouterr().err
    assert not (desk / "runs").exists()


@pytest.mark.parametrize("command", ["run", "budget", "compare"])
def test_a_report_that_cannot_be_written_is_one_line_and_the_data_stay(
    desk, capsys, monkeypatch, command
):
    from srdi_sim.ensemble import store
    from srdi_sim.report import pages

    write_whole = store.write_whole

    def full(path, content):
        if path.name in ("report.html", "budget.png", "comparison.json"):
            raise OSError(28, "No space left on device", str(path))
        write_whole(path, content)

    for module in (store, pages):
        monkeypatch.setattr(module, "write_whole", full)
    others = {"compare": ["no-policy"], "budget": ["--no-search"]}.get(command, [])
    assert main([command, "ordos-2022", *others, *FEW, "--out", "here", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "here" in told.err
    assert "No space left on device" in told.err
    folders = [*(desk / "here").iterdir()] if command == "compare" else [desk / "here"]
    for folder in folders:
        assert main(["verify", str(folder)]) == 0
