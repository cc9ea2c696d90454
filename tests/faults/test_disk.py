"""Disks are full, broken, forbidden and torn: what was good stays good, and damage is found."""

import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from faults.broken_disk import KINDS
from faults.command import (
    HERE,
    WORLD,
    digests,
    done,
    environment,
    one_line,
    simulating,
    srdi,
    started,
    stored,
)
from srdi_sim.cli import main
from srdi_sim.ensemble.begun import CHUNKS
from srdi_sim.ensemble.store import MANIFEST, RESULTS, verify

N = 10
LONG = pytest.mark.faults


class Broken:
    """Commands on a disk that fails, started in one process after another."""

    def __init__(self, watched, kind, out, lang):
        line = ["run", WORLD, "-n", N, "--seed", 5, "--workers", 1, "--out", out]
        line += ["--lang", lang, "--quiet"]
        self._process = subprocess.Popen(
            [sys.executable, HERE / "broken_disk.py", watched, kind, *map(str, line)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )

    def run(self, fails_at=0):
        """Run the command; its so-many-th call that changes the folder fails."""
        print(fails_at, file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def end(self):
        self._process.communicate(timeout=60)


@contextmanager
def broken(*settings):
    commands = Broken(*settings)
    try:
        yield commands
    finally:
        commands.end()


def calls_to_fail(times, of):
    """Return 1, 2, 3 …, or a few numbers all over the command."""
    return itertools.count(1) if times is None else random.Random(times).sample(range(1, of), times)


def whole_or_not_finished(folder):
    """Return whether a folder holds a finished run; what it holds is in order in any case."""
    is_finished = (folder / MANIFEST).exists()
    problems = [problem.key for problem in verify(folder)]
    assert problems in ([], [] if is_finished else ["run.not_finished"])
    return is_finished


def assert_told(found, folder):
    """Assert that a command that could not finish said why, in one line that names the place."""
    assert found["code"] == 2, found
    assert str(folder) in one_line(found["said"]), found


def results_of(files):
    """Return what a report is made from."""
    return {(name, files[name]) for name in RESULTS}


short_and_long = pytest.mark.parametrize(
    ("kind", "times"),
    [
        ("full for good", 4),
        *(pytest.param(kind, None, marks=LONG) for kind in KINDS),
    ],
)


@short_and_long
def test_a_run_whose_disk_fails_at_any_call_is_resumed_to_the_same_bytes(
    tmp_path, undisturbed, figures, kind, times
):
    runs = tmp_path / "runs"
    shutil.copytree(undisturbed.folder(N), runs / "old")
    new, old = runs / "new", digests(runs / "old")
    tried, in_spite = 0, 0
    with broken(runs, kind, new, "en") as disk:
        for at in calls_to_fail(times, of=140):
            found = disk.run(at)
            assert digests(runs / "old") == old
            assert verify(runs / "old") == []
            if not found["failed"]:
                assert digests(new) == undisturbed(N)
                break
            tried += 1
            if found["code"] == 0:  # it was about to be cleaned up, and is next time
                in_spite += 1
                assert whole_or_not_finished(new)
            else:
                assert_told(found, new)
                if whole_or_not_finished(new):
                    assert digests(new).items() >= results_of(undisturbed(N))
            assert disk.run()["code"] == 0
            assert digests(new) == undisturbed(N), (at, found)
            shutil.rmtree(new)
    figures[f"disk {kind}: a run"] = {
        "calls failed": tried,
        "done in spite": in_spite,
        "old run whole": tried,
        "equal when resumed": tried,
    }


@short_and_long
def test_a_report_whose_disk_fails_at_any_call_leaves_the_run_whole(
    tmp_path, undisturbed, figures, kind, times
):
    folder = tmp_path / "run"
    tried = 0
    with broken(folder, kind, folder, "zh") as disk:
        for at in calls_to_fail(times, of=70):
            shutil.copytree(undisturbed.folder(N), folder)
            found = disk.run(at)
            assert verify(folder) == [], (at, found)
            assert digests(folder).items() >= results_of(undisturbed(N))
            if not found["failed"]:
                break
            tried += 1
            if found["code"] != 0:
                assert_told(found, folder)
            assert disk.run()["code"] == 0
            assert digests(folder) == undisturbed(N, "zh"), (at, found)
            shutil.rmtree(folder)
    figures[f"disk {kind}: a report"] = {"calls failed": tried, "run whole": tried, "equal": tried}


@pytest.mark.parametrize("times", [25, pytest.param(1000, marks=LONG)])
def test_every_flipped_byte_and_every_missing_end_is_found(tmp_path, undisturbed, figures, times):
    folder = tmp_path / "run"
    shutil.copytree(undisturbed.folder(N), folder)
    names = sorted(undisturbed(N))
    chance, found = random.Random(times), {"flipped": 0, "cut short": 0}
    for _ in range(times):
        # Small files as often as large ones: the manifest above all.
        path = folder / chance.choice([*names, MANIFEST])
        content = path.read_bytes()
        at = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[at] ^= chance.randrange(1, 256)
        for how, damaged in {"flipped": bytes(flipped), "cut short": content[:at]}.items():
            path.write_bytes(damaged)
            problems = verify(folder)
            named = [problem.values.get("file", MANIFEST) for problem in problems]
            found[how] += named == [path.relative_to(folder).as_posix()]
        path.write_bytes(content)
    assert verify(folder) == []
    figures["damage"] = {"files": len(names), "times each": times, **found}
    assert set(found.values()) == {times}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda run: (run / "ledger.parquet").write_bytes(b""), "ledger.parquet is not as it was"),
        (
            lambda run: shutil.copy(run / "counts.parquet", run / "ledger.parquet"),
            "ledger.parquet is not as it was written",
        ),
        (lambda run: (run / "counts.parquet").unlink(), "counts.parquet is missing"),
        (
            lambda run: shutil.copy(run / "counts.parquet", run / "counts-2.parquet"),
            "counts-2.parquet does not belong to this run",
        ),
        (lambda run: (run / MANIFEST).write_bytes(b""), "manifest.json is not as it was written"),
        (lambda run: (run / "report.html").unlink(), "report.html is missing"),
    ],
)
def test_what_is_wrong_with_a_run_is_told_in_one_line(tmp_path, undisturbed, capsys, damage, told):
    folder = tmp_path / "run"
    shutil.copytree(undisturbed.folder(N), folder)
    damage(folder)
    assert main(["verify", str(folder), "--lang", "en"]) == 2
    line = one_line(capsys.readouterr().err)
    assert told in line
    assert str(folder) in line


def test_the_tables_of_another_run_under_the_right_names_are_found(tmp_path, undisturbed):
    folder, other = tmp_path / "run", undisturbed.folder(2 * N)
    shutil.copytree(undisturbed.folder(N), folder)
    for path in other.glob("*.parquet"):
        shutil.copy(path, folder)
    problems = verify(folder)
    assert {problem.values["file"] for problem in problems} == {
        path.name for path in other.glob("*.parquet")
    }


@pytest.mark.parametrize("times", [1, pytest.param(30, marks=LONG)])
def test_a_damaged_chunk_is_simulated_again(tmp_path, undisturbed, figures, times):
    """A run killed half-way, one of whose chunks then loses or changes a byte."""
    n, chance, equal = 200, random.Random(6), 0
    half = tmp_path / "half"
    process = started(simulating(half, n, workers=1))
    while stored(half) < n / 2:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    for number in range(times):
        folder = tmp_path / f"run-{number}"
        shutil.copytree(half, folder)
        path = chance.choice(sorted((folder / CHUNKS).iterdir()))
        content = bytearray(path.read_bytes())
        at = chance.randrange(len(content))
        content[at] ^= chance.randrange(1, 256)
        path.write_bytes(content if number % 2 else content[:at])
        ended = done(simulating(folder, n))
        equal += (ended.returncode, ended.stderr) == (0, "") and digests(folder) == undisturbed(n)
    figures["damaged chunks"] = {"times": times, "equal when resumed": equal}
    assert equal == times


@pytest.mark.parametrize("times", [1, pytest.param(50, marks=LONG)])
def test_of_two_commands_for_one_folder_exactly_one_proceeds(tmp_path, undisturbed, figures, times):
    n, slowest, refused = 600, 0.0, 0
    for number in range(times):
        folder = tmp_path / f"run-{number}"
        began = time.monotonic()
        both = [started(simulating(folder, n, workers=1)) for _ in range(2)]
        ended = []
        while len(ended) < 2:
            for process in both:
                if process.poll() is not None and process not in ended:
                    ended.append(process)
                    if len(ended) == 1:
                        slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.005)
        first, last = ended
        said = {process: process.communicate()[1] for process in both}
        assert (last.returncode, said[last]) == (0, "")
        assert first.returncode == 2
        who = re.match(
            rf"{re.escape(str(folder))} is being written by process (\d+) on (\S+), since "
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
            one_line(said[first]),
        )
        assert int(who[1]) == last.pid
        assert who[2] == socket.gethostname()
        assert digests(folder) == undisturbed(n)
        refused += 1
    figures["two commands for one folder"] = {
        "times": times,
        "one refused, one equal": refused,
        "refused after s (from its start)": round(slowest, 2),
    }


@pytest.mark.parametrize("name", ["鄂尔多斯 2022 🏭 %s{0}.", pytest.param("-n", marks=LONG)])
def test_any_name_of_a_folder_will_do(tmp_path, undisturbed, name):
    folder = tmp_path / name
    ended = done(simulating(folder, N, workers=1))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert digests(folder) == undisturbed(N)
    verified = done(srdi("verify", folder, "--lang", "en"), env=environment(LC_ALL="C"))
    assert verified.returncode == 0


def test_a_folder_that_is_deleted_under_a_run_is_told_in_one_line(tmp_path):
    folder = tmp_path / "run"
    process = started(simulating(folder, 1000, workers=1))
    while not stored(folder):
        assert process.poll() is None
    shutil.rmtree(folder)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert one_line(told).startswith(f"{folder}: cannot be written (No such file or directory)")


@contextmanager
def disk_of(folder, options):
    """Mount a disk of its own, if we may."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if mounted.returncode:
        pytest.skip(f"no disk of its own: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("times", [1, pytest.param(20, marks=LONG)])
def test_a_disk_that_is_really_full_loses_nothing_that_was_there(
    tmp_path, undisturbed, figures, times
):
    n, failed = 200, 0
    with disk_of(tmp_path / "disk", "size=64m") as disk:
        shutil.copytree(undisturbed.folder(N), disk / "old")
        old = digests(disk / "old")
        for number in range(times):
            room = int(2_000_000 * (number + 0.3) / times)
            filler = disk / "filler"
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - room)
            ended = done(simulating(disk / "new", n, workers=1))
            assert digests(disk / "old") == old
            if ended.returncode:
                failed += 1
                assert ended.returncode == 2
                told = one_line(ended.stderr).removeprefix(f"{disk / 'new'}: cannot be written ")
                assert re.match(r"\(No space left on device, \d+\.\d MB free\); make room", told)
                if (disk / "new").exists():
                    whole_or_not_finished(disk / "new")
            filler.unlink()
            assert done(simulating(disk / "new", n, workers=1)).returncode == 0
            assert digests(disk / "new") == undisturbed(n)
            shutil.rmtree(disk / "new")
    figures["a disk that is really full"] = {"sizes": times, "full": failed, "equal": times}
    assert failed


def test_a_disk_that_may_only_be_read_is_told_and_its_runs_are_read(tmp_path, undisturbed):
    with disk_of(tmp_path / "disk", "size=64m") as disk:
        shutil.copytree(undisturbed.folder(N), disk / "old")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        ended = done(simulating(disk / "new", N, workers=1))
        assert ended.returncode == 2
        told = one_line(ended.stderr)
        assert told.startswith(f"{disk / 'new'}: cannot be written (Read-only file system)")
        assert done(srdi("verify", disk / "old")).returncode == 0
        again = done(simulating(disk / "old", N, workers=1))
        assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no disk that is always full here")
def test_an_answer_that_cannot_be_printed_is_told_in_one_line(tmp_path, undisturbed):
    shutil.copytree(undisturbed.folder(N), tmp_path / "run")
    line = [each for each in simulating(tmp_path / "run", N) if each != "--quiet"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            line, stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), check=False
        )
    assert ended.returncode == 2
    assert one_line(ended.stderr) == "standard output: No space left on device"
