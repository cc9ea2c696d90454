"""A Dask cluster of real processes: the same results, whoever dies, joins late or is refused."""

import os
import random
import shutil
import signal
import socket
import threading
import time

import pytest
from distributed import Client

from dask_cluster import SOURCES, end, started_cluster, wait_for
from srdi_sim.compiled import Rule
from srdi_sim.ensemble import cluster as module
from srdi_sim.ensemble import runner
from srdi_sim.ensemble.begun import CHUNKS
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.interrupts import Halted, Interrupted
from srdi_sim.ensemble.runner import resume, run
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.ensemble.task import Task
from srdi_sim.errors import SrdiError

N = 8


@pytest.fixture(scope="module")
def undisturbed(ordos):
    return simulate(ordos, replications=N, seed=5)


def test_two_workers_of_a_cluster_give_the_same_bytes(ordos, cluster, undisturbed, digest):
    told = []
    runs = simulate(
        ordos,
        replications=N,
        seed=5,
        cluster=cluster.address,
        batch=2,
        progress=lambda done, total: told.append((done, total)),
    )
    assert digest(runs) == digest(undisturbed)
    assert told == sorted(told)
    assert told[-1] == (N, N)


def killed(marker):
    """Return a rule that kills its process, the first time."""

    class Killed(Rule):
        def __call__(self, *arguments):
            if not os.path.exists(marker):
                open(marker, "x").close()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().__call__(*arguments)

    def growth_rate(log_change: float) -> float:
        return log_change

    return Killed(growth_rate), growth_rate


def test_a_worker_that_is_killed_loses_nothing(ordos, cluster, digest, tmp_path):
    once, plain = killed(str(tmp_path / "marker"))
    rules = {"growth_rate": once}
    runs = simulate(ordos, replications=N, seed=5, rules=rules, cluster=cluster.address, batch=4)
    assert (tmp_path / "marker").exists()
    expected = simulate(ordos, replications=N, seed=5, rules={"growth_rate": plain})
    assert digest(runs) == digest(expected)


def test_a_replication_that_hangs_on_a_cluster_is_given_up_and_named(ordos, cluster):
    def grown(revenue, log_change, share_of_year):
        while revenue > 0.0:
            revenue += 1.0
        return revenue

    with crew_of(cluster=cluster.address, rules={"grown": grown}, time_limit=3.0) as crew:
        ((_, outcome),) = crew.outcomes([Task(ordos, 5, (3,))])
    assert outcome.failed == ((3, "took longer than 3 s"),)


def test_a_task_done_twice_is_stored_once(
    ordos, cluster, undisturbed, digest, tmp_path, monkeypatch
):
    once = runner.tasks_of
    monkeypatch.setattr(runner, "tasks_of", lambda *given: once(*given) * 2)
    kept = run(ordos, replications=N, seed=5, out=tmp_path, cluster=cluster.address, batch=2)
    assert digest(kept.runs) == digest(undisturbed)


def test_a_task_done_twice_with_unequal_results_is_a_loud_error(ordos, tmp_path, monkeypatch):
    once = runner.tasks_of

    def and_otherwise(scenario, seed, numbers, size):
        return once(scenario, seed, numbers, size) + once(scenario, seed + 1, numbers[1:], size)

    monkeypatch.setattr(runner, "tasks_of", and_otherwise)
    with pytest.raises(SrdiError, match=r"run\.unequal.*first=1, last=1"):
        run(ordos, replications=4, seed=5, out=tmp_path, workers=1, batch=2)


@pytest.fixture(scope="module")
def other_sources(tmp_path_factory):
    """The package with one line more, beside a numpy that calls itself another one."""
    folder = tmp_path_factory.mktemp("other")
    shutil.copytree(SOURCES / "srdi_sim", folder / "srdi_sim")
    with (folder / "srdi_sim" / "units.py").open("a") as file:
        file.write("\n# another day\n")
    (folder / "sitecustomize.py").write_text(
        "from importlib import metadata\n"
        "told = metadata.version\n"
        "metadata.version = lambda name: '1.0' if name == 'numpy' else told(name)\n"
    )
    return folder


def test_workers_that_join_late_are_used_and_others_never(
    ordos, cluster, other_sources, undisturbed
):
    notes, pids = [], set()

    def pid_of(runs):
        return {"pid": runs.replications * 0 + os.getpid()}

    def tasks():
        deadline = time.monotonic() + 60
        number = 0
        while time.monotonic() < deadline and (len(pids) < 3 or not notes):
            yield Task(ordos, 5, (number % N,), pid_of)
            number += 1

    with crew_of(cluster=cluster.address, note=lambda key, **values: notes.append(values)) as crew:
        late = [
            cluster.add_worker("--no-nanny"),
            cluster.add_worker("--no-nanny", sources=other_sources),
        ]
        for _, outcome in crew.outcomes(tasks()):
            pids.update(outcome.columns["pid"].tolist())
    (told,) = notes
    assert "package.sha256" in told["reason"]
    assert "versions.numpy 1.0 → " in told["reason"]
    assert len(pids) == 3
    with pytest.raises(SrdiError, match=r"cluster\.other_workers.*tcp://.*numpy 1\.0") as refusal:
        simulate(ordos, replications=N, cluster=cluster.address)
    assert told["worker"] in str(refusal.value)
    for process in late:
        end(process)


@pytest.mark.faults
@pytest.mark.parametrize("number", range(20))
def test_an_ensemble_survives_workers_that_live_for_seconds(ordos, cluster, digest, number):
    chance, over = random.Random(number), threading.Event()
    killed = []

    def kill_now_and_then():
        with Client(cluster.address, set_as_default=False) as client:
            pause = chance.uniform(0.5, 2.0)
            while not over.wait(pause):
                pause = chance.expovariate(1 / 5)
                pids = sorted(client.run(os.getpid, on_error="ignore").values())
                if pids:
                    killed.append(chance.choice(pids))
                    os.kill(killed[-1], signal.SIGKILL)

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    try:
        runs = simulate(ordos, replications=200, seed=number, cluster=cluster.address, batch=5)
    finally:
        over.set()
        killer.join()
    assert killed
    assert digest(runs) == digest(simulate(ordos, replications=200, seed=number))


def test_a_scheduler_that_nobody_runs_is_named(ordos, monkeypatch):
    assert module.REACHED_WITHIN <= 15
    monkeypatch.setattr(module, "REACHED_WITHIN", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        for nobody in (address, "tcp://nobody.invalid:1", "over there"):
            with pytest.raises(SrdiError, match=r"cluster\.unreachable") as refusal:
                simulate(ordos, replications=2, cluster=nobody)
            assert refusal.value.values["address"] == nobody


def test_a_cluster_that_is_lost_keeps_what_is_stored(ordos, undisturbed, digest, tmp_path):
    (tmp_path / "cluster").mkdir()
    with started_cluster(tmp_path / "cluster", ("--no-nanny",)) as alone:

        def progress(done, total):
            if done == 3:
                end(alone.scheduler)

        with pytest.raises(Halted, match=r"run\.halted.*cluster\.lost") as halted:
            run(
                ordos,
                replications=N,
                seed=5,
                out=tmp_path / "run",
                cluster=alone.address,
                batch=1,
                progress=progress,
            )
    assert halted.value.values["stored"] >= 3
    assert digest(resume(tmp_path / "run", workers=1).runs) == digest(undisturbed)


def test_ctrl_c_leaves_nothing_under_way_on_the_cluster(ordos, cluster, tmp_path):
    def progress(done, total):
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as interrupted:
        run(ordos, seed=5, out=tmp_path, cluster=cluster.address, batch=1, progress=progress)
    assert interrupted.value.stored == len(list((tmp_path / CHUNKS).iterdir()))
    with Client(cluster.address, set_as_default=False) as client:
        wait_for(lambda: not any(client.processing().values()), 10)


def test_a_cluster_without_workers_is_an_error(ordos, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "WORKER_WITHIN", 1.0)
    with (
        started_cluster(tmp_path) as nobody,
        pytest.raises(SrdiError, match=r"cluster\.no_worker"),
    ):
        simulate(ordos, replications=2, cluster=nobody.address)
