import errno
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from processes import are_gone, children_of, needs_proc
from srdi_sim import ensemble
from srdi_sim.ensemble.begun import CHUNKS, PLAN
from srdi_sim.ensemble.folders import folder_name
from srdi_sim.ensemble.interrupts import Interrupted
from srdi_sim.ensemble.lock import NAME, sole_writer
from srdi_sim.ensemble.runner import run
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.ensemble.store import MANIFEST, verify
from srdi_sim.errors import SrdiError
from srdi_sim.words import LANGS, say, words

N = 6
RESULTS = ("counts.parquet", "ledger.parquet", "measures.parquet", "scenario.yaml")


def contents(path):
    return {
        str(each.relative_to(path)): (each.read_bytes(), each.stat().st_mtime_ns)
        for each in path.rglob("*")
        if each.is_file()
    }


def results(path):
    return {name: (path / name).read_bytes() for name in RESULTS}


@pytest.fixture(scope="module")
def undisturbed(ordos, tmp_path_factory):
    path = tmp_path_factory.mktemp("runs") / "run"
    return run(ordos, replications=N, seed=3, out=path, workers=1)


def test_a_run_has_the_same_bytes_for_any_workers_and_batch(ordos, undisturbed, tmp_path):
    one = run(ordos, replications=N, seed=3, out=tmp_path / "one", workers=2, batch=1)
    two = run(ordos, replications=N, seed=3, out=tmp_path / "two", workers=1, batch=4)
    assert results(one.path) == results(two.path) == results(undisturbed.path)
    manifests = [json.loads((each.path / MANIFEST).read_text("utf-8")) for each in (one, two)]
    assert manifests[0]["sha256"] == manifests[1]["sha256"]


def test_the_same_run_is_verified_and_reused(ordos, undisturbed, digest):
    before, told = contents(undisturbed.path), []
    again = run(
        ordos,
        replications=N,
        seed=3,
        out=undisturbed.path,
        progress=lambda done, total: told.append((done, total)),
    )
    assert again.reused
    assert not undisturbed.reused
    assert told == [(N, N)]
    assert digest(again.runs) == digest(undisturbed.runs)
    assert contents(undisturbed.path) == before


def test_a_damaged_run_is_not_reused_and_not_touched(ordos, tmp_path):
    path = run(ordos, replications=1, out=tmp_path / "run").path
    (path / "ledger.parquet").write_bytes(b"")
    before = contents(path)
    with pytest.raises(SrdiError, match=r"run\.file_changed.*ledger\.parquet"):
        run(ordos, replications=1, out=path)
    assert contents(path) == before


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"seed": 4}, ["seed"]),
        ({"replications": 7}, ["replications"]),
        ({"rules": {"growth_rate": lambda log_change: log_change}}, ["rules.growth_rate"]),
    ],
)
def test_another_run_in_the_folder_is_refused_by_what_differs(ordos, undisturbed, change, named):
    before = contents(undisturbed.path)
    with pytest.raises(SrdiError) as refusal:
        run(ordos, **{"replications": N, "seed": 3, **change}, out=undisturbed.path)
    assert refusal.value.key == "run.another"
    assert refusal.value.values["different"] == named
    assert contents(undisturbed.path) == before


def test_another_scenario_in_the_folder_is_refused(ordos, undisturbed):
    with pytest.raises(SrdiError, match=r"run\.another.*reading\.nesting"):
        run(
            ordos.with_reading(nesting="disjoint"),
            replications=N,
            seed=3,
            out=undisturbed.path,
        )


def test_a_folder_with_other_files_is_refused_and_not_touched(ordos, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    before = contents(tmp_path)
    with pytest.raises(SrdiError, match=r"run\.folder_not_empty.*thesis\.docx"):
        run(ordos, replications=1, out=tmp_path)
    assert contents(tmp_path) == before


def test_an_empty_folder_is_used(ordos, tmp_path):
    assert not run(ordos, replications=1, out=tmp_path).reused


def test_a_file_in_the_way_is_refused(ordos, tmp_path):
    (tmp_path / "run").write_text("")
    with pytest.raises(SrdiError, match=r"run\.not_a_folder"):
        run(ordos, replications=1, out=tmp_path / "run")


def test_a_plan_that_cannot_be_read_is_in_the_way(ordos, tmp_path):
    (tmp_path / PLAN).write_text("[")
    with pytest.raises(SrdiError, match=r"run\.plan_damaged"):
        run(ordos, replications=1, out=tmp_path)


@pytest.mark.parametrize("name", ["a file/run", "n\0ul", "x" * 300])
def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(ordos, tmp_path, name):
    (tmp_path / "a file").write_text("")
    with pytest.raises(SrdiError) as refusal:
        run(ordos, replications=1, out=tmp_path / name)
    assert refusal.value.key == "run.cannot_write"
    told = say("error.run.cannot_write", "en", **refusal.value.values)
    assert "--out" in told
    assert str(tmp_path) in told


def test_a_disk_that_is_full_is_told_and_the_run_can_be_resumed(
    ordos, undisturbed, tmp_path, monkeypatch
):
    """Every k-th file that is flushed to the disk fails, until the run succeeds."""
    flush, path, left = os.fsync, tmp_path / "run", 0

    def full(file):
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(file)

    monkeypatch.setattr(os, "fsync", full)
    for most in itertools.count():
        left = most
        try:
            kept = run(ordos, replications=N, seed=3, out=path, workers=1, batch=2)
        except SrdiError as error:
            told = say(f"error.{error.key}", "en", **error.values)
        else:
            break
        assert told.startswith(f"{path}: cannot be written (No space left on device, ")
        # What looks whole is whole: a manifest appears only beside all that it lists.
        assert not (path / MANIFEST).exists() or verify(path) == []
    assert most > 8
    assert results(kept.path) == results(undisturbed.path)
    assert verify(path) == []


def interrupted_after(done_at_least):
    def progress(done, total):
        if done >= done_at_least:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_run_keeps_what_is_stored_and_resumes_to_the_same_bytes(
    ordos, undisturbed, tmp_path, workers
):
    path = tmp_path / "run"
    with pytest.raises(Interrupted) as interrupted:
        run(
            ordos,
            replications=N,
            seed=3,
            out=path,
            workers=workers,
            batch=1,
            progress=interrupted_after(3),
        )
    assert (interrupted.value.stored, interrupted.value.total) == (3, N)
    assert interrupted.value.path == path
    assert "3 of 6 stored; resume with" in say(
        "error.run.interrupted", "en", **interrupted.value.values
    )
    assert len(list((path / CHUNKS).iterdir())) == 3
    told = []
    again = run(
        ordos,
        replications=N,
        seed=3,
        out=path,
        workers=1,
        batch=4,
        progress=lambda done, total: told.append(done),
    )
    assert told[0] == 3
    assert not again.reused
    assert results(again.path) == results(undisturbed.path)
    assert not (path / CHUNKS).exists()
    assert not (path / PLAN).exists()
    assert not (path / NAME).exists()


def test_a_run_interrupted_before_anything_is_stored_leaves_nothing(ordos, tmp_path):
    with pytest.raises(Interrupted):
        run(ordos, replications=2, out=tmp_path / "run", progress=interrupted_after(0))
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_is_not_mixed_with_another(ordos, tmp_path):
    with pytest.raises(Interrupted):
        run(ordos, replications=3, out=tmp_path, batch=1, progress=interrupted_after(1))
    before = contents(tmp_path)
    with pytest.raises(SrdiError, match=r"run\.another.*seed"):
        run(ordos, replications=3, seed=2, out=tmp_path)
    assert contents(tmp_path) == before


def test_what_a_killed_process_left_half_written_is_cleared_away(ordos, undisturbed, tmp_path):
    (tmp_path / CHUNKS).mkdir()
    (tmp_path / ".part-7-counts.parquet").write_bytes(b"half")
    (tmp_path / CHUNKS / ".part-7-chunk").write_bytes(b"half")
    (tmp_path / NAME).write_text("")
    kept = run(ordos, replications=N, seed=3, out=tmp_path)
    assert results(kept.path) == results(undisturbed.path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*RESULTS, MANIFEST])


def test_chunks_left_beside_a_manifest_are_cleared_away(ordos, tmp_path):
    kept = run(ordos, replications=1, out=tmp_path)
    (tmp_path / CHUNKS).mkdir()
    assert run(ordos, replications=1, out=kept.path).reused
    assert not (tmp_path / CHUNKS).exists()


def test_the_second_of_two_writers_is_refused(ordos, tmp_path):
    with (
        sole_writer(tmp_path),
        pytest.raises(SrdiError, match=rf"run\.locked.*pid={os.getpid()}"),
    ):
        run(ordos, replications=1, out=tmp_path)


def test_failed_replications_are_kept_by_name(ordos, tmp_path, monkeypatch, digest):
    from srdi_sim.ensemble import task

    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 2 in numbers:
            raise ArithmeticError("two is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    kept = run(ordos, replications=N, seed=3, out=tmp_path, workers=1)
    ((number, message),) = kept.runs.failed
    assert number == 2
    assert "two is too many" in message
    assert kept.runs.replications.tolist() == [0, 1, 3, 4, 5]
    assert digest(kept.runs) == digest(simulate(ordos, replications=N, seed=3))
    manifest = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert manifest["failed"] == [[2, message]]
    again = run(ordos, replications=N, seed=3, out=tmp_path)
    assert again.reused
    assert again.runs.failed == kept.runs.failed


def test_a_run_of_which_nothing_came_leaves_nothing(ordos, tmp_path):
    def growth_rate(log_change):
        raise ValueError("never")

    with pytest.raises(SrdiError, match=r"run\.all_failed"):
        run(ordos, replications=2, out=tmp_path / "run", rules={"growth_rate": growth_rate})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["two words", "鄂尔多斯 2022", "🏭", "x" * 200, "end."])
def test_any_folder_name_that_the_system_takes_will_do(ordos, tmp_path, name):
    kept = run(ordos, replications=1, out=tmp_path / name)
    assert (tmp_path / name / MANIFEST).exists()
    assert run(ordos, replications=1, out=kept.path).reused


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("鄂尔多斯 2022 / Ordos 2022, as written", "鄂尔多斯-2022-Ordos-2022-as-written"),
        ("../../etc/passwd", "etc-passwd"),
        ("  ", "run"),
        ("🏭", "run"),
        ("CON", "CON"),
        ("a\0b\nc", "a-b-c"),
        ("达" * 300, "达" * 40),
    ],
)
def test_the_default_folder_is_named_after_the_scenario(name, safe):
    plan = {"scenario": {"name": name}, "seed": 7, "replications": 100}
    found = folder_name(plan)
    assert found.startswith(f"{safe}-")
    hash8, seed, replications = found.removeprefix(f"{safe}-").split("-")
    assert (len(hash8), seed, replications) == (8, "7", "100")


def test_runs_are_kept_in_the_folder_runs_where_nothing_else_is_said(ordos, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here = run(replace(ordos, name="两 旗"), replications=1)
    assert here.path.parent == Path("runs")
    assert here.path.name.startswith("两-旗-")


SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from srdi_sim.ensemble.interrupts import Interrupted
from srdi_sim.ensemble.runner import run
from srdi_sim.scenario.loading import load_scenario

if __name__ == "__main__":
    ordos, path = load_scenario("ordos-2022"), sys.argv[1]
    try:
        run(ordos, replications=40, seed=3, out=path, workers=2, batch=1)
    except Interrupted as interrupted:
        sys.exit(f"{interrupted.stored} of {interrupted.total}")
"""


@pytest.fixture(scope="module")
def forty(ordos, tmp_path_factory):
    return run(ordos, replications=40, seed=3, out=tmp_path_factory.mktemp("runs") / "run").path


@needs_proc
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_process_and_resumes_to_the_same_bytes(
    ordos, forty, tmp_path, by
):
    path, script = tmp_path / "run", tmp_path / "script.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script), str(path)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while not (path / CHUNKS).exists() or len(list((path / CHUNKS).iterdir())) < 3:
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        workers = children_of(process.pid)
        assert len(workers) >= 2
        if by == signal.SIGINT:
            os.killpg(process.pid, by)  # as a terminal does: to the workers too
        else:
            process.send_signal(by)
        told = process.communicate(timeout=10)[1]
    finally:
        process.kill()
        process.communicate()
    if by == signal.SIGINT:
        stored = int(told.removesuffix(" of 40\n"))
        assert stored == len(list((path / CHUNKS).iterdir()))
    assert are_gone(workers, within=10)
    resumed = run(ordos, replications=40, seed=3, out=path)
    assert not resumed.reused
    assert results(path) == results(forty)


def test_every_refusal_has_a_sentence_in_each_language():
    folder = Path(ensemble.__file__).parent
    keys = {
        key
        for path in folder.glob("*.py")
        for key in re.findall(
            r'(?:SrdiError|ClusterLost)\(\s*"([a-z_.]+)"', path.read_text("utf-8")
        )
    }
    assert "run.locked" in keys
    for lang in LANGS:
        assert {f"error.{key}" for key in keys} <= words(lang).keys()
        assert "error.run.interrupted" in words(lang)
