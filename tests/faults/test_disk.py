"""Disks are full, broken, forbidden and torn: what was good stays good, and damage is found."""

import itertools
import json
import os
import random
import shutil
import signal
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
    told,
)
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
    """Return whether a folder holds a finished run, which is then whole."""
    problems = verify(folder)
    assert [problem.key for problem in problems] in ([], ["run.not_finished"])
    return not problems


def assert_told(found, folder):
    """Assert that a command that could not finish said why, in one line that names the place."""
    assert found["code"] == 2, found
    assert str(folder) in one_line(found["said"]), found


def results_of(files):
    """Return what a report is made from."""
    return {(name, files[name]) for name in RESULTS}


short_and_long = pytest.mark.parametrize(
    ("kind", "times"),
    [("full for good", 4), ("broken", 3), *(pytest.param(kind, None, marks=LONG) for kind in KINDS)],
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
