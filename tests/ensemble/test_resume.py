"""A run that was stopped goes on by what its folder says, or says why it cannot."""

import json
import random
import shutil

import pytest

from srdi_sim.ensemble import runner
from srdi_sim.ensemble.begun import CHUNKS, PLAN, SCENARIO
from srdi_sim.ensemble.interrupts import Interrupted
from srdi_sim.ensemble.runner import resume, run
from srdi_sim.ensemble.store import MANIFEST, verify
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import load_scenario

N = 6
RESULTS = ("counts.parquet", "ledger.parquet", "measures.parquet", "scenario.yaml")


def results(path):
    return {name: (path / name).read_bytes() for name in RESULTS}


def stopped(scenario, path, after=3, **how):
    """Begin a run and stop it when so many replications are stored."""

    def progress(done, total):
        if done >= after:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        run(scenario, replications=N, seed=3, out=path, batch=1, progress=progress, **how)
    return path


@pytest.fixture(scope="module")
def undisturbed(ordos, tmp_path_factory):
    return run(ordos, replications=N, seed=3, out=tmp_path_factory.mktemp("runs") / "run").path


@pytest.fixture(scope="module")
def begun(ordos, tmp_path_factory):
    return stopped(ordos, tmp_path_factory.mktemp("begun") / "run")


@pytest.fixture
def folder(begun, tmp_path):
    """A copy of a run of which three of six are stored."""
    return shutil.copytree(begun, tmp_path / "run")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_folder_is_all_that_is_needed_to_go_on(undisturbed, folder, workers):
    told = []
    kept = resume(folder, workers=workers, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (3, N)
    assert not kept.reused
    assert results(folder) == results(undisturbed)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*RESULTS, MANIFEST])
    one, other = (json.loads((path / MANIFEST).read_bytes()) for path in (folder, undisturbed))
    assert one["sha256"] == other["sha256"]


def test_the_scenario_is_beside_the_plan_from_the_beginning(ordos, folder):
    assert sorted(path.name for path in folder.iterdir()) == [CHUNKS, PLAN, SCENARIO]
    assert load_scenario(folder / SCENARIO, project=folder).policy == ordos.policy


def test_a_finished_run_is_verified_and_opened(undisturbed, tmp_path, digest):
    folder = shutil.copytree(undisturbed, tmp_path / "run")
    assert resume(folder).reused
    (folder / "counts.parquet").write_bytes(b"")
    with pytest.raises(SrdiError, match=r"run\.file_changed.*counts\.parquet"):
        resume(folder)


def test_a_folder_in_which_nothing_was_begun_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(SrdiError, match=r"run\.not_begun"):
            resume(path)


def test_another_program_is_refused_hash_by_hash(folder, monkeypatch):
    here = runner.host()
    there = {"versions": {**here["versions"], "numpy": "9.9"}}
    there["package"] = {**here["package"], "sha256": "f" * 64}
    monkeypatch.setattr(runner, "host", lambda: {**here, **there})
    with pytest.raises(SrdiError) as refusal:
        resume(folder)
    assert refusal.value.key == "run.begun_by_another"
    assert refusal.value.values["changes"] == [
        f"package.sha256 {here['package']['sha256'][:12]} → {'f' * 12}",
        f"versions.numpy {here['versions']['numpy']} → 9.9",
    ]


def test_replaced_rules_cannot_be_resumed_by_the_folder_alone(ordos, tmp_path):
    path = stopped(ordos, tmp_path / "run", rules={"growth_rate": lambda log_change: log_change})
    with pytest.raises(SrdiError, match=r"run\.resume_in_python.*growth_rate"):
        resume(path)


def test_a_scenario_that_was_changed_after_loading_is_resumed_by_its_own_call(ordos, tmp_path):
    changed = ordos.with_reading(nesting="disjoint")
    path = stopped(changed, tmp_path / "run")
    with pytest.raises(SrdiError, match=r"run\.resume_in_python.*nesting"):
        resume(path)
    assert run(changed, replications=N, seed=3, out=path).runs.replications.size == N


@pytest.mark.parametrize("name", [PLAN, SCENARIO])
def test_a_byte_that_has_changed_is_noticed_before_anything_is_simulated(folder, name):
    path, draw = folder / name, random.Random(name)
    content = path.read_bytes()
    for _ in range(50):
        flipped = bytearray(content)
        flipped[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        path.write_bytes(flipped)
        assert verify(folder)
        with pytest.raises(SrdiError, match=r"run\.(plan_damaged|file_changed)"):
            resume(folder)
        path.write_bytes(content[: draw.randrange(len(content))])
        assert verify(folder)
    path.write_bytes(content)
    assert verify(folder) == []


def test_a_chunk_that_has_changed_is_named_and_simulated_again(undisturbed, folder):
    chunk = sorted((folder / CHUNKS).iterdir())[1]
    chunk.write_bytes(chunk.read_bytes()[:-1])
    (problem,) = verify(folder)
    assert problem.key == "run.chunk_damaged"
    assert chunk.name in problem.values["path"]
    told = []
    resume(folder, workers=1, progress=lambda done, total: told.append(done))
    assert told[0] == 2
    assert results(folder) == results(undisturbed)


def test_a_process_that_was_killed_between_plan_and_scenario_is_not_in_the_way(
    ordos, undisturbed, folder
):
    (folder / SCENARIO).unlink()
    with pytest.raises(SrdiError, match=r"run\.file_missing.*scenario\.yaml"):
        resume(folder)
    run(ordos, replications=N, seed=3, out=folder)
    assert results(folder) == results(undisturbed)


def test_a_scenario_file_of_somebody_else_is_never_touched(ordos, tmp_path):
    (tmp_path / SCENARIO).write_text("mine")
    with pytest.raises(SrdiError, match=r"run\.folder_not_empty"):
        run(ordos, replications=1, out=tmp_path)
    assert (tmp_path / SCENARIO).read_text() == "mine"


def test_a_new_folder_is_made_next_to_what_is_in_the_way(ordos, tmp_path):
    path = tmp_path / "run"
    first = run(ordos, replications=1, seed=1, out=path)
    assert run(ordos, replications=1, seed=1, out=path, force_new=True).reused
    second = run(ordos, replications=1, seed=2, out=path, force_new=True)
    third = run(ordos, replications=1, seed=3, out=path, force_new=True)
    again = run(ordos, replications=1, seed=2, out=path, force_new=True)
    assert [each.path.name for each in (first, second, third, again)] == [
        "run",
        "run-2",
        "run-3",
        "run-2",
    ]
    assert again.reused


def test_one_replication_of_a_run_is_kept_in_a_folder_of_its_own(ordos, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    whole = run(ordos, replications=N, seed=3)
    alone = run(ordos, replications=[4], seed=3)
    assert whole.path.name.endswith("-3-6")
    assert alone.path.name.endswith("-3-r4")
    assert alone.runs.replications.tolist() == [4]
    assert (alone.runs.counts[0] == whole.runs.counts[4]).all()
    assert run(ordos, replications=[4], seed=3).reused
    many = run(ordos, replications=range(0, 200, 100), seed=3)
    assert many.path.name.endswith("-3-r0-100")
    assert resume(many.path).reused


def test_a_run_that_was_stopped_while_it_tidied_up_is_tidied_by_its_name(undisturbed, tmp_path):
    untidy = shutil.copytree(undisturbed, tmp_path / "run")
    shutil.copy(untidy / SCENARIO, untidy / PLAN)
    (untidy / CHUNKS).mkdir()
    assert resume(untidy).reused
    assert {path.name for path in untidy.iterdir()} == {path.name for path in undisturbed.iterdir()}
