import errno
import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from srdi_sim.ensemble import lock
from srdi_sim.ensemble.lock import NAME, sole_writer
from srdi_sim.errors import SrdiError

HOLD = """
import sys, time
from pathlib import Path
from srdi_sim.ensemble.lock import sole_writer
with sole_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_writer_is_told_who_the_first_is(tmp_path, holder):
    with pytest.raises(SrdiError) as refusal, sole_writer(tmp_path):
        pass
    assert refusal.value.key == "run.locked"
    assert refusal.value.values["pid"] == holder.pid
    assert refusal.value.values["host"] == socket.gethostname()
    assert refusal.value.values["since"].startswith("20")


def test_the_lock_of_a_process_that_was_killed_is_taken_over(tmp_path, holder):
    holder.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    holder.wait()
    assert (tmp_path / NAME).exists()
    with sole_writer(tmp_path):
        assert json.loads((tmp_path / NAME).read_text())["pid"] == os.getpid()
    assert not (tmp_path / NAME).exists()


def test_a_lock_that_names_another_machine_is_left_to_people(tmp_path):
    there = {"pid": 1, "host": "another.example", "since": "2026-01-01T00:00:00+00:00"}
    (tmp_path / NAME).write_text(json.dumps(there))
    with pytest.raises(SrdiError, match=r"run\.locked.*another\.example"), sole_writer(tmp_path):
        pass
    assert json.loads((tmp_path / NAME).read_text()) == there


@pytest.mark.parametrize("content", ["", "{", "[1]"])
def test_a_lock_file_that_was_half_written_is_no_lock(tmp_path, content):
    (tmp_path / NAME).write_text(content)
    with sole_writer(tmp_path):
        pass


def test_the_lock_is_given_up_when_the_writer_fails(tmp_path):
    with pytest.raises(RuntimeError), sole_writer(tmp_path):
        raise RuntimeError
    with sole_writer(tmp_path):
        pass


def test_a_lock_removed_between_opening_and_holding_it_is_made_anew(tmp_path, monkeypatch):
    seize, calls = lock._seize, []

    def removed_meanwhile(file):
        if not calls:
            (tmp_path / NAME).unlink()
        calls.append(file)
        seize(file)

    monkeypatch.setattr(lock, "_seize", removed_meanwhile)
    with sole_writer(tmp_path):
        assert (tmp_path / NAME).exists()
    assert len(calls) == 2


def test_a_file_system_that_cannot_lock_is_named(tmp_path, monkeypatch):
    def unsupported(file):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock, "_seize", unsupported)
    with pytest.raises(SrdiError, match=r"run\.cannot_lock"), sole_writer(tmp_path):
        pass


def test_any_other_fault_of_the_disk_is_not_taken_for_a_lock(tmp_path, monkeypatch):
    def broken(file):
        raise OSError(errno.EIO, "broken disk")

    monkeypatch.setattr(lock, "_seize", broken)
    with pytest.raises(OSError, match="broken disk"), sole_writer(tmp_path):
        pass
