"""Processes die, are stopped and fail: every ensemble ends, and says what is missing."""

import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import time

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from faults.command import (
    MINUTES,
    digests,
    done,
    environment,
    one_line,
    simulating,
    srdi,
    started,
    stored,
    told,
)
from processes import are_gone, is_alive, listens_to, needs_proc, workers_of
from srdi_sim.ensemble.store import FAILED, MANIFEST

N = 200
pytestmark = needs_proc


def times(short, long):
    """Try something a few times, and many times in the campaign."""
    return pytest.mark.parametrize("times", [short, pytest.param(long, marks=pytest.mark.faults)])


def whole(process):
    """Return what a command said, its exit code and how long it took from now on."""
    began = time.monotonic()
    _, err = process.communicate(timeout=MINUTES)
    return err, process.returncode, time.monotonic() - began


def wait_for_some_moment(chance, process, folder, last=4):
    """Wait until a command is somewhere: starting, starting workers, simulating, reporting."""
    some = chance.randrange(1, N)
    moments = [
        lambda: listens_to(process.pid, signal.SIGTERM),
        lambda: workers_of(process.pid),
        lambda: stored(folder) >= some,
        lambda: (folder / MANIFEST).exists(),
    ]
    reached = chance.choice(moments[:last])
    while not reached() and process.poll() is None:
        time.sleep(0.002)
    time.sleep(chance.uniform(0.0, 0.5))


def send(signal_number, process_or_group):
    """Send a signal, if there still is somebody to get it."""
    line = ["kill", f"-{signal_number}", "--", str(process_or_group)]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0


def goes_on(folder, by_name):
    """Go on with a run, by the name of its folder or by the command that began it."""
    is_begun = (folder / MANIFEST).exists() or stored(folder) > 0
    resume = srdi("resume", folder, "--lang", "en", "--quiet")
    ended = done(resume if by_name and is_begun else simulating(folder, N))
    return (ended.returncode, ended.stderr) == (0, "")


@times(2, 100)
def test_a_worker_killed_at_any_time_loses_nothing(tmp_path, undisturbed, figures, times):
    chance, killed, equal, slowest = random.Random(1), 0, 0, 0.0
    while killed < times:
        folder = tmp_path / f"run-{killed}"
        shutil.rmtree(folder, ignore_errors=True)
        began, process = time.monotonic(), started(simulating(folder, N))
        wait_for_some_moment(chance, process, folder, last=3)
        workers = workers_of(process.pid)
        hit = bool(workers) and send(signal.SIGKILL, chance.choice(workers))
        err, code, _ = whole(process)
        slowest = max(slowest, time.monotonic() - began)
        if hit:
            killed += 1
            equal += (code, err) == (0, "") and digests(folder) == undisturbed(N)
    figures["worker killed"] = {
        "ensembles": times,
        "of runs": N,
        "ended": killed,
        "equal": equal,
        "slowest": round(slowest, 1),
    }
    assert equal == killed == times


@times(1, 100)
def test_a_command_killed_at_any_time_is_resumed_to_the_same_bytes(
    tmp_path, undisturbed, figures, times
):
    chance, begun, equal, slowest = random.Random(2), 0, 0, 0.0
    for number in range(times):
        folder = tmp_path / f"run-{number}"
        process = started(simulating(folder, N))
        wait_for_some_moment(chance, process, folder)
        workers = workers_of(process.pid)
        process.kill()
        began = time.monotonic()
        process.communicate()
        assert are_gone(workers, within=10)
        slowest = max(slowest, time.monotonic() - began)
        begun += 0 < stored(folder) < N
        equal += goes_on(folder, by_name=number % 2) and digests(folder) == undisturbed(N)
    figures["command killed, then resumed"] = {
        "ensembles": times,
        "killed with a part stored": begun,
        "equal": equal,
        "last orphan gone after s": round(slowest, 2),
    }
    assert equal == times


@times(2, 100)
def test_a_command_told_to_stop_says_what_is_stored_and_how_to_go_on(
    tmp_path, undisturbed, figures, times
):
    chance, slowest, said, early, late, equal = random.Random(3), 0.0, 0, 0, 0, 0
    for number in range(times):
        folder = tmp_path / f"run {number}"
        process = started(simulating(folder, N))
        while not listens_to(process.pid, signal.SIGTERM):
            assert process.poll() is None
        wait_for_some_moment(chance, process, folder)
        workers = workers_of(process.pid)
        # A terminal signals the whole group; most queues signal the command alone.
        by, whom = (signal.SIGINT, signal.SIGTERM)[number % 2], process.pid
        send(by, -whom if chance.random() < 0.5 else whom)
        err, code, seconds = whole(process)
        slowest = max(slowest, seconds)
        assert are_gone(workers, within=10)
        if code == 0:  # it was over already
            late += 1
            assert err == ""
        else:
            assert code == 130
            line = one_line(err)
            if found := re.fullmatch(r"(\d+) of 200 stored; resume with srdi resume (.+)", line):
                said += 1
                assert shlex.split(found[2]) == [str(folder)]
                count = N if (folder / MANIFEST).exists() else stored(folder)
                assert int(found[1]) == count
            else:
                early += 1
                assert line.startswith("interrupted")
                assert not folder.exists()
        equal += goes_on(folder, by_name=number % 4 < 2) and digests(folder) == undisturbed(N)
    figures["stopped by SIGINT and SIGTERM in turn"] = {
        "times": times,
        "said N of M": said,
        "before anything was stored": early,
        "too late": late,
        "slowest s": round(slowest, 2),
        "equal when resumed": equal,
    }
    assert equal == times
    assert slowest <= 5


def test_a_stop_while_a_class_is_made_ends_with_the_code_of_a_stop(tmp_path):
    """`dataclasses` executes a text for every class; Python would not forget such a stop."""
    told_while_a_text_is_executed = """
import os, signal
from srdi_sim import cli
cli.parser_in = lambda lang: exec("os.kill(os.getpid(), signal.SIGINT)")
"""
    (tmp_path / "sitecustomize.py").write_text(told_while_a_text_is_executed)
    paths = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    ended = done(srdi("run", "--lang", "en"), env={**environment(), "PYTHONPATH": paths})
    assert (ended.returncode, one_line(ended.stderr)[:11]) == (130, "interrupted")


def test_a_stop_before_the_report_says_that_all_is_stored(tmp_path):
    """To import what writes a report takes a second, in which a run is whole and not yet told."""
    told_at_an_import = """
import os, signal, sys
class Stopping:
    def find_spec(self, name, path=None, target=None):
        if name == "srdi_sim.report.pages":
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:  # as numpy's import_array does
                raise ImportError("a compiled library failed to import") from None
sys.meta_path.insert(0, Stopping())
"""
    (tmp_path / "sitecustomize.py").write_text(told_at_an_import)
    paths = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    folder = tmp_path / "run"
    ended = done(simulating(folder, 3, workers=1), env={**environment(), "PYTHONPATH": paths})
    assert ended.returncode == 130
    assert one_line(ended.stderr).startswith("3 of 3 stored; resume with srdi resume ")


@times(1, 30)
def test_the_second_signal_ends_a_command_at_once(tmp_path, figures, times):
    chance, slowest, twice = random.Random(4), 0.0, 0
    for number in range(times):
        folder = tmp_path / f"run-{number}"
        process = started(simulating(folder, N))
        while not listens_to(process.pid, signal.SIGTERM):
            assert process.poll() is None
        wait_for_some_moment(chance, process, folder)
        workers = workers_of(process.pid)
        process.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM]))
        time.sleep(chance.uniform(0.0, 0.05))
        twice += process.poll() is None
        process.send_signal(signal.SIGINT)
        err, code, seconds = whole(process)
        slowest = max(slowest, seconds)
        assert code in (0, 130)
        assert "Traceback" not in err
        assert are_gone(workers, within=10)
    figures["stopped twice"] = {
        "times": times,
        "second came while it ended": twice,
        "slowest s": round(slowest, 2),
    }
    assert slowest <= 1


def without(folder, number):
    """Return the tables of a folder without one replication."""
    tables = {path.name: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}
    return {
        name: table.filter(pc.not_equal(table["replication"], number))
        for name, table in tables.items()
    }


@pytest.mark.parametrize("n", [N, pytest.param(1000, marks=pytest.mark.faults)])
def test_one_bad_replication_is_named_and_the_others_are_stored(tmp_path, undisturbed, figures, n):
    bad, folder = n - 63, tmp_path / "run"
    failing = environment({"raise": [bad]})
    ended = done(simulating(folder, n), env=failing)
    assert ended.returncode == 3
    message = f"ArithmeticError: replication {bad} was told to fail, in 2023"
    name, log, alone = ended.stderr.splitlines()
    assert name.startswith(f"replication {bad} of seed 5 failed: {message} (sitecustomize.py:")
    assert log == f"where they failed: {folder / FAILED}"
    ((number, kept),) = told(folder)["failed"]
    assert number == bad
    assert name.endswith(kept)
    trace = (folder / FAILED).read_text("utf-8")
    assert trace.startswith(f"replication {bad}, seed 5: {message}")
    assert 'File "batch.py", line ' in trace
    assert str(tmp_path) not in trace
    tables = without(folder, -1)
    assert tables["counts.parquet"]["replication"].unique().to_pylist() == [
        number for number in range(n) if number != bad
    ]
    assert tables == without(undisturbed.folder(n), bad)
    assert done(srdi("verify", folder)).returncode == 0
    again = done([*srdi(), *shlex.split(alone.partition("srdi ")[2])], env=failing, cwd=tmp_path)
    assert kept in again.stderr
    figures["a bad replication"] = {"of": n, "stored": n - 1, "exit code": ended.returncode}


@pytest.mark.faults
@pytest.mark.parametrize("death", [{}, {"signal": signal.SIGSEGV}])
def test_a_replication_that_ends_its_process_once_loses_nothing(tmp_path, undisturbed, death):
    fault = {"die": [11], "once": str(tmp_path / "mark"), **death}
    ended = done(simulating(tmp_path / "run", N), env=environment(fault))
    assert (tmp_path / "mark").exists()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert digests(tmp_path / "run") == undisturbed(N)


@pytest.mark.parametrize(
    ("death", "code"),
    [pytest.param({}, 7, marks=pytest.mark.faults), ({"signal": signal.SIGSEGV}, -11)],
)
def test_a_replication_that_always_ends_its_process_is_given_up_alone(
    tmp_path, undisturbed, death, code
):
    ended = done(simulating(tmp_path / "run", N), env=environment({"die": [11], **death}))
    assert ended.returncode == 3
    assert ended.stderr.startswith(
        "replication 11 of seed 5 failed: 3 processes ended while simulating it, the last with "
        f"code {code}\n"
    )
    assert without(tmp_path / "run", -1) == without(undisturbed.folder(N), 11)


def test_a_replication_beyond_the_time_limit_is_named_and_the_others_are_stored(tmp_path):
    asleep = environment({"sleep": [1], "seconds": 600})
    line = [*simulating(tmp_path / "run", 4, workers=1), "--time-limit", "15"]
    ended = done(line, env=asleep)
    assert ended.returncode == 3
    assert ended.stderr.startswith("replication 1 of seed 5 failed: took longer than 15 s\n")
    counts = pq.read_table(tmp_path / "run" / "counts.parquet")
    assert counts["replication"].unique().to_pylist() == [0, 2, 3]


@pytest.mark.parametrize("asleep", [2, pytest.param(60, marks=pytest.mark.faults)])
def test_a_machine_that_sleeps_goes_on_where_it_was(tmp_path, undisturbed, figures, asleep):
    process = started(simulating(tmp_path / "run", N))
    while not stored(tmp_path / "run"):
        assert process.poll() is None
    send("STOP", -process.pid)
    time.sleep(asleep)
    assert is_alive(process.pid)
    assert stored(tmp_path / "run") < N
    send("CONT", -process.pid)
    err, code, _ = whole(process)
    assert (code, err) == (0, "")
    assert digests(tmp_path / "run") == undisturbed(N)
    figures["asleep"] = {"seconds": asleep, "equal": True}
