"""`srdi optimise`: what it prints, what it keeps, and how it ends."""

from __future__ import annotations

import json
import sys

import pytest

from srdi_sim.cli import main
from srdi_sim.ensemble import archive

GOAL = ["--goal", "firms:regional:2025"]
LEVERS = ["--levers", "awards.innovative.amount,awards.regional.amount"]
SMALL = ["optimise", "ordos-2022", *GOAL, *LEVERS, "--samples", "4", "-n", "2", "--workers", "1"]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder to work in, in an English setting, without the time that pictures take."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr("srdi_sim.report.study_pages.write_optimisation", lambda *_, **__: None)
    return tmp_path


def test_a_search_prints_the_front_and_is_kept(desk, capsys):
    assert main([*SMALL, "--budget", "2亿"]) == 0
    english, errors = capsys.readouterr()
    assert errors == ""
    assert (
        "Search: 4 settings of 2 levers, 2 replications each with the same luck, seed 1" in english
    )
    assert "Budget: ¥200.0 million (" in english
    (folder,) = (desk / "runs").iterdir()
    assert folder.name.endswith("-1-2-optimise")
    assert str(folder.relative_to(desk)) in english
    assert (folder / "archive" / archive.ABOUT).is_file()
    assert main([*SMALL, "--budget", "2亿", "--lang", "zh"]) == 0
    chinese, _ = capsys.readouterr()
    assert "搜索：2 个政策数值，试算 4 个方案，各重复 2 次，随机数相同，种子 1" in chinese
    assert [each.name for each in (desk / "runs").iterdir()] == [folder.name]


def test_json_is_one_object_with_every_lever_of_every_point(desk, capsys):
    assert main([*SMALL, "--out", "here", "--regret", "--draws", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == "here"
    assert told["goals"] == ["cost:total", "firms:regional:2025"]
    assert told["samples"] == 4
    for point in told["front"]:
        assert list(point["levers"]) == ["awards.innovative.amount", "awards.regional.amount"]
        assert set(point["outcomes"]["cost:total"]) >= {"mean", "low95", "high95", "p50", "p80"}
    assert told["regret"]["plans"][0] == "as_is"


def test_plans_are_regretted_by_luck_that_has_not_chosen_them(desk, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch, seen = task.simulate_batch, []

    def watched(scenario, seed, numbers, rules):
        seen.append(numbers)
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", watched)
    assert main([*SMALL, "--out", "here", "--quiet"]) == 0
    of_the_search = {number for numbers in seen for number in numbers}
    seen.clear()
    assert main([*SMALL, "--out", "here", "--regret", "--draws", "1", "--quiet"]) == 0
    assert seen
    assert of_the_search.isdisjoint(number for numbers in seen for number in numbers)


def test_quiet_prints_nothing_and_keeps_the_archive(desk, capsys):
    assert main([*SMALL, "--out", "here", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert (desk / "here" / "archive").is_dir()


def test_another_scenario_stands_beside_the_front(desk, capsys):
    assert main([*SMALL, "--out", "here", "--plans", "awards-double"]) == 0
    assert "awards-double" in capsys.readouterr().out


def test_two_plans_of_one_name_both_stand_beside_the_front(desk, capsys):
    for folder in ("one", "two"):
        (desk / folder).mkdir()
        (desk / folder / "A.yaml").write_text(f"extends: ordos-2022\nname: {folder}\n")
    assert main([*SMALL, "--out", "here", "--plans", "one/A.yaml", "two/A.yaml"]) == 0
    told = capsys.readouterr().out
    assert "one/A.yaml" in told
    assert "two/A.yaml" in told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--budget", "5"], 'did you mean "5元"'),
        (["--budget", "two"], "two"),
        (["--levers", "awards.regionl.amount"], 'did you mean "awards.regional.amount"'),
        (["--levers", "take_up_regional"], "nobody decides"),
        (["--goal", "chance:regionl:2025"], 'did you mean "chance:regional:2025"'),
        (["--plans", "new-rules-2026"], "period"),
        (["-n", "1"], "1"),
    ],
)
def test_what_cannot_be_searched_is_one_line_and_exit_2(desk, capsys, more, told):
    try:
        code = main([*SMALL, "--out", "here", *more])
    except SystemExit as end:
        code = end.code
    assert code == 2
    errors = capsys.readouterr().err.strip().split("\n")
    assert told in errors[-1]
    assert len(errors) == 1


def test_without_a_goal_nothing_is_searched(desk, capsys):
    with pytest.raises(SystemExit) as end:
        main(["optimise", "ordos-2022"])
    assert end.value.code == 2
    assert "--goal" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "with its extra: search"), ("zh", "组件：search")]
)
def test_without_optuna_one_line_names_the_extra(desk, capsys, monkeypatch, lang, told):
    monkeypatch.setitem(sys.modules, "optuna", None)
    assert main([*SMALL, "--out", "here", "--lang", lang]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "optuna" in error
    assert error.count("\n") == 1


def test_an_interrupted_search_says_what_is_kept_and_goes_on(desk, capsys, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch, done = task.simulate_batch, []

    def stopping(*of):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(of)
        return simulate_batch(*of)

    monkeypatch.setattr(task, "simulate_batch", stopping)
    assert main([*SMALL, "--out", "here"]) == 130
    assert "3 evaluations are kept in here" in capsys.readouterr().err
    monkeypatch.setattr(task, "simulate_batch", simulate_batch)
    assert main([*SMALL, "--out", "here", "--json"]) == 0
    resumed = json.loads(capsys.readouterr().out)
    assert main([*SMALL, "--out", "there", "--json"]) == 0
    undisturbed = json.loads(capsys.readouterr().out)
    for told in (resumed, undisturbed):
        del told["folder"], told["seconds"]
    assert resumed == undisturbed


@pytest.mark.parametrize("spoiled", [archive.ABOUT, f"000000.{'0' * 64}.npz.zst"])
def test_an_interrupt_is_told_whatever_has_become_of_the_archive(
    desk, capsys, monkeypatch, spoiled
):
    from srdi_sim.ensemble import task

    def stopping(*_):
        (desk / "here" / "archive" / spoiled).write_text("of another program")
        raise KeyboardInterrupt

    monkeypatch.setattr(task, "simulate_batch", stopping)
    assert main([*SMALL, "--out", "here"]) == 130
    assert "0 evaluations are kept in here" in capsys.readouterr().err
    assert (desk / "here" / "archive" / spoiled).read_text() == "of another program"


def test_an_interrupt_before_anything_is_kept_makes_no_folder(desk, capsys, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("srdi_sim.analysis.optimisation.optimise", stop)
    assert main([*SMALL, "--out", "here"]) == 130
    assert "0 evaluations are kept in here" in capsys.readouterr().err
    assert not (desk / "here").exists()


def test_replications_that_fail_end_with_3(desk, capsys, monkeypatch):
    from srdi_sim.ensemble import task

    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 3 in numbers:
            raise ArithmeticError("one is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    assert main([*SMALL, "--out", "here"]) == 3
    told = capsys.readouterr()
    assert "replications have failed" in told.out
    assert told.err.count("replication 3") == 1
    assert "one is too many" in told.err


SENSITIVITY = ["sensitivity", "ordos-2022", "--outcome", "cost:total", "--method", "split"]
BUDGET = ["budget", "ordos-2022", "--targets", "regional:2025", *LEVERS]


@pytest.mark.parametrize(("lang", "told"), [("en", "kept in here; the same"), ("zh", "用同一命令")])
@pytest.mark.parametrize(
    "command",
    [SMALL, [*SENSITIVITY, "-n", "2", "--samples", "8"], [*BUDGET, "-n", "8", "--samples", "4"]],
    ids=lambda command: command[0],
)
def test_a_search_whose_cluster_is_lost_says_what_is_kept_and_how_to_go_on(
    desk, capsys, monkeypatch, command, lang, told
):
    from srdi_sim.ensemble import crew
    from srdi_sim.ensemble.cluster import ClusterLost

    class Lost(crew.Alone):
        """A crew that is lost at its third task."""

        def outcomes(self, tasks):
            for n, done in enumerate(super().outcomes(tasks)):
                if n == 2:
                    raise ClusterLost("cluster.lost", {"address": "tcp://there:1"})
                yield done

    monkeypatch.setattr("srdi_sim.report.study_pages.write_budget", lambda *_, **__: None)
    if command[0] == "budget":  # of which the run is there already
        assert main([*command, "--no-search", "--out", "here", "--workers", "1"]) == 0
    monkeypatch.setattr(crew, "Alone", Lost)
    assert main([*command, "--out", "here", "--workers", "1", "--lang", lang]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "tcp://there:1" in lines[-1]
    assert told in lines[-1]
    with archive.opened("here/archive") as kept:
        assert len(kept) > 0
        assert str(len(kept)) in lines[-1]
