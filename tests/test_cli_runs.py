"""The command line about runs that stop, fail, are in the way or are done elsewhere."""

import shlex
import socket

import pytest

from srdi_sim.cli import main
from srdi_sim.ensemble import task
from srdi_sim.ensemble.interrupts import Interrupted
from srdi_sim.ensemble.runner import run
from srdi_sim.scenario.loading import load_scenario

RUN = ["run", "ordos-2022", "--workers", "1", "--quiet"]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder to work in, in an English setting, without pictures."""
    monkeypatch.setattr("srdi_sim.report.pages.write_report", lambda *_, **__: None)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def begun(desk):
    """A run that was stopped when two of four replications were stored."""

    def progress(done, total):
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        run(load_scenario("ordos-2022"), replications=4, out="a b", batch=1, progress=progress)
    return desk / "a b"


def test_resume_goes_on_and_prints_what_the_run_would_have_printed(begun, capsys):
    assert main(["resume", "a b", "--workers", "1"]) == 0
    resumed = capsys.readouterr()
    assert main(["run", "ordos-2022", "-n", "4", "--workers", "1", "--out", "a b"]) == 0
    assert resumed.out == capsys.readouterr().out
    assert resumed.err == ""


def test_verify_says_what_is_stored_of_a_run_that_is_not_finished(begun, capsys):
    assert main(["verify", "a b"]) == 0
    assert "2 of 4 stored; go on with srdi resume 'a b'" in capsys.readouterr().out
    assert main(["verify", "a b", "--lang", "zh"]) == 0
    assert "共 4 次，已保存 2 次" in capsys.readouterr().out
    chunk = next((begun / "chunks").iterdir())
    chunk.write_bytes(b"")
    assert main(["verify", "a b"]) == 2
    assert chunk.name in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "replication 2 of seed 1 failed: took longer than 0.5 s"),
        ("zh", "种子 1 的第 2 次重复失败：用时超过 0.5 秒"),
    ],
)
def test_a_replication_beyond_the_time_limit_is_told_in_the_language(capsys, lang, told):
    from srdi_sim.cli.terminal import name_failed, sentence
    from srdi_sim.ensemble.foreman import late_message
    from srdi_sim.errors import SrdiError

    message = late_message(0.5)
    assert message == "took longer than 0.5 s"  # as results keep it
    name_failed([(2, message), (3, "ValueError: no number")], 1, lang)
    first, second = capsys.readouterr().err.splitlines()
    assert first == told
    assert second.endswith("ValueError: no number")
    all_failed = SrdiError("run.all_failed", {"replications": 3, "message": message})
    assert sentence(all_failed, lang).endswith(told[-8:])


def test_a_failed_replication_is_told_with_the_command_that_repeats_it(desk, capsys, monkeypatch):
    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 2 in numbers:
            raise ArithmeticError("two is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    assert main([*RUN, "-n", "4", "--out", "here"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert "replication 2 of seed 1 failed: ArithmeticError: two is too many" in told[0]
    command = told[-1].partition("srdi ")[2]
    assert command == "run here/scenario.yaml --seed 1 --replication 2"
    assert main([*shlex.split(command), "--workers", "1"]) == 2
    assert "two is too many" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.chdir(desk)
    assert main(["verify", "here"]) == 0
    assert "replication 2 of seed 1 failed" in capsys.readouterr().out


def test_only_one_of_what_excludes_each_other_is_taken(desk, capsys):
    for both in (["-n", "3", "--replication", "2"], ["--cluster", "tcp://h:1"]):
        with pytest.raises(SystemExit) as refused:
            main([*RUN, *both])
        assert refused.value.code == 2
        assert "not allowed with" in capsys.readouterr().err
    for folder in (["--replication", "2"], ["--force-new"]):
        assert main([*RUN, "--readings", *folder]) == 2


def test_force_new_takes_the_next_name(desk):
    assert main([*RUN, "-n", "2", "--out", "here"]) == 0
    assert main([*RUN, "-n", "3", "--out", "here"]) == 2
    assert main([*RUN, "-n", "3", "--out", "here", "--force-new"]) == 0
    assert (desk / "here-2" / "manifest.json").exists()


@pytest.mark.parametrize(("lang", "words"), [("en", "no Dask scheduler"), ("zh", "没有 Dask")])
def test_a_cluster_that_is_not_there_is_one_line(desk, capsys, monkeypatch, lang, words):
    monkeypatch.setattr("srdi_sim.ensemble.cluster.REACHED_WITHIN", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    given = ["run", "ordos-2022", "-n", "2", "--cluster", address, "--lang", lang]
    assert main(given) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert words in told
    assert address in told
    assert not (desk / "runs").exists() or not any((desk / "runs").iterdir())


COMMANDS = [
    ["run", "ordos-2022"],
    ["run", "ordos-2022", "--readings"],
    ["resume", "a b"],
    ["compare", "ordos-2022", "no-policy"],
    ["compare", "ordos-2022", "no-policy", "--out", "kept"],
    ["budget", "ordos-2022"],
    ["budget", "ordos-2022", "-n", "20", "--no-search", "--reconcile", "--out", "done"],
    ["budget", "ordos-2022", "-n", "20", "--out", "done"],
    ["optimise", "ordos-2022", "--goal", "chance:all"],
    ["sensitivity", "ordos-2022", "--outcome", "cost:total", "--method", "split"],
    ["sensitivity", "ordos-2022", "--outcome", "cost:total"],
]


def test_the_time_limit_holds_in_every_command_even_with_one_worker(begun, capsys, monkeypatch):
    from srdi_sim.ensemble import crew
    from srdi_sim.errors import SrdiError

    def refusing(rules, size, note, limit):
        raise SrdiError("run.no_worker", {"reason": f"{size} by {limit} s"})

    run(load_scenario("ordos-2022"), replications=20, out="done", workers=1)
    monkeypatch.setattr(crew, "Workers", refusing)
    for command in COMMANDS:
        assert main([*command, "--workers", "1", "--time-limit", "7", "--quiet"]) == 2
        assert "1 by 7 s" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "words"), [("en", "given up (3600)"), ("zh", "放弃该次（3600）")])
def test_help_tells_of_the_time_limit(desk, capsys, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "160")
    with pytest.raises(SystemExit):
        main(["budget", "--help", "--lang", lang])
    assert words in capsys.readouterr().out
