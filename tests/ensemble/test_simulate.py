import multiprocessing
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from srdi_sim import compiled
from srdi_sim.compiled import Rule
from srdi_sim.engine.batch import simulate_batch
from srdi_sim.engine.rules import Rules
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.runs import joined_columns
from srdi_sim.ensemble.simulate import chunk_size, chunks_of, simulate
from srdi_sim.ensemble.task import Task
from srdi_sim.ensemble.workers import _serve, announce_compiling
from srdi_sim.errors import SrdiError

N = 8


@pytest.fixture(scope="module")
def undisturbed(ordos):
    return simulate(ordos, replications=N, seed=5)


def raising_above(limit):
    def grown(revenue, log_change, share_of_year):
        if revenue > limit:
            raise ValueError("no firm is so large")
        return revenue * (1.0 + log_change * share_of_year)

    return grown


@pytest.fixture(scope="module")
def limit(ordos):
    """Return a revenue that is exceeded in one replication alone, and which."""
    largest = {}

    class Watching(Rule):
        def __call__(self, revenue, *others):
            largest[number] = max(largest.get(number, 0.0), float(np.max(revenue)))
            return super().__call__(revenue, *others)

    plain = raising_above(np.inf)
    plain.__annotations__["return"] = float
    watching = Watching(plain)
    for number in range(N):
        simulate(ordos, replications=[number], seed=5, rules={"grown": watching})
    first, second = sorted(largest, key=largest.get, reverse=True)[:2]
    return (largest[first] + largest[second]) / 2, first


@pytest.mark.parametrize("batch", [1, 7, 64, N, None])
def test_results_are_the_same_bytes_for_any_batch(ordos, undisturbed, digest, batch):
    assert digest(simulate(ordos, replications=N, seed=5, batch=batch)) == digest(undisturbed)


@pytest.mark.parametrize("batch", [1, 7])
def test_results_are_the_same_bytes_for_two_processes(ordos, undisturbed, digest, batch):
    told = []
    runs = simulate(
        ordos,
        replications=N,
        seed=5,
        workers=2,
        batch=batch,
        progress=lambda done, total: told.append((done, total)),
    )
    assert digest(runs) == digest(undisturbed)
    assert_rising(told)


def test_runs_are_what_the_engine_gives(ordos, undisturbed):
    batch = simulate_batch(ordos, 5, range(N), Rules())
    for name in ("replications", "counts", "measures", "watched"):
        np.testing.assert_array_equal(getattr(undisturbed, name), getattr(batch, name))
    assert undisturbed.firm_years == batch.firm_years


def test_a_replication_is_the_same_alone_or_in_a_batch(ordos, undisturbed):
    alone = simulate(ordos, replications=[6], seed=5)
    assert alone.replications.tolist() == [6]
    np.testing.assert_array_equal(alone.counts[0], undisturbed.counts[6])
    rows = undisturbed.ledger["replication"] == 6
    for name, column in alone.ledger.items():
        np.testing.assert_array_equal(column, undisturbed.ledger[name][rows])


def test_replications_come_in_order_of_their_number(ordos, undisturbed):
    runs = simulate(ordos, replications=[7, 2, 3], seed=5, batch=2)
    assert runs.replications.tolist() == [2, 3, 7]
    np.testing.assert_array_equal(runs.counts, undisturbed.counts[[2, 3, 7]])


SCRIPT = """
import sys
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.scenario.loading import load_scenario
runs = simulate(load_scenario("ordos-2022"), replications=8, seed=5, workers=int(sys.argv[1]))
sys.stdout.buffer.write(runs.counts.tobytes() + runs.ledger["amount_fen"].tobytes())
"""


@pytest.mark.parametrize(("hash_seed", "workers"), [("0", "1"), ("1", "2")])
def test_a_script_as_a_newcomer_writes_it_gives_the_same_bytes(
    undisturbed, tmp_path, hash_seed, workers
):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)  # nothing in it stands under `if __name__ == "__main__"`
    done = subprocess.run(
        [sys.executable, str(script), workers],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )
    assert done.stdout == undisturbed.counts.tobytes() + undisturbed.ledger["amount_fen"].tobytes()


@pytest.mark.parametrize("given", [0, -1, [], [-1, 2]])
def test_no_replications_are_refused(ordos, given):
    with pytest.raises(SrdiError, match=r"run\.no_replications"):
        simulate(ordos, replications=given)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_replication_that_raises_is_missing_alone(ordos, limit, workers):
    most, bad = limit
    runs = simulate(
        ordos, replications=N, seed=5, rules={"grown": raising_above(most)}, workers=workers
    )
    others = [number for number in range(N) if number != bad]
    assert runs.replications.tolist() == others
    ((number, message),) = runs.failed
    assert number == bad
    assert "ValueError: no firm is so large" in message
    whole = simulate(ordos, replications=N, seed=5, rules={"grown": raising_above(np.inf)})
    np.testing.assert_array_equal(runs.counts, whole.counts[others])
    assert set(runs.ledger["replication"].tolist()) <= set(others)


def test_that_all_replications_raise_is_an_error(ordos):
    with pytest.raises(SrdiError, match=r"run\.all_failed.*no firm is so large"):
        simulate(ordos, replications=2, rules={"grown": raising_above(0.0)})


def exiting(marker, always=False):
    """Return a rule that ends its process, the first time or always."""

    class Exiting(Rule):
        def __call__(self, *arguments):
            if always or not os.path.exists(marker):
                with open(marker, "a") as file:
                    file.write("x")
                os._exit(7)
            return super().__call__(*arguments)

    def growth_rate(log_change: float) -> float:
        return log_change

    return Exiting(growth_rate), growth_rate


def test_a_worker_that_dies_loses_nothing(ordos, digest, tmp_path):
    once, plain = exiting(str(tmp_path / "marker"))
    runs = simulate(ordos, replications=N, seed=5, rules={"growth_rate": once}, workers=2, batch=3)
    assert (tmp_path / "marker").exists()
    expected = simulate(ordos, replications=N, seed=5, rules={"growth_rate": plain})
    assert digest(runs) == digest(expected)


def test_a_replication_that_always_ends_its_process_is_given_up_after_three(ordos, tmp_path):
    always, _ = exiting(str(tmp_path / "marker"), always=True)
    with pytest.raises(SrdiError, match=r"run\.all_failed.*3 processes ended.*code 7"):
        simulate(ordos, replications=1, seed=5, rules={"growth_rate": always}, workers=2)
    assert (tmp_path / "marker").read_text() == "xxx"


CELL = """
from srdi_sim.compiled import rule

factor = 1.5

@rule
def halved(x: float) -> float:
    return x / 2.0

def growth_rate(log_change):
    return halved(log_change) * factor
"""


def test_rules_typed_in_a_notebook_travel_with_what_they_take_from_outside(ordos, digest):
    notebook = {"__name__": "__main__"}
    exec(CELL, notebook)
    rules = {"growth_rate": notebook["growth_rate"]}
    one = simulate(ordos, replications=3, rules=rules)
    two = simulate(ordos, replications=3, rules=rules, workers=2)
    assert digest(one) == digest(two)
    assert digest(one) != digest(simulate(ordos, replications=3))
    assert one.replaced_rules == two.replaced_rules


def test_rules_that_cannot_travel_are_refused_in_one_sentence(ordos):
    lock = threading.Lock()

    def growth_rate(log_change):
        return log_change if lock else 0.0

    with pytest.raises(SrdiError, match=r"rules\.cannot_travel.*cannot pickle"):
        simulate(ordos, replications=2, rules={"growth_rate": growth_rate}, workers=2)


def test_an_unknown_rule_is_refused_before_anything_is_simulated(ordos):
    with pytest.raises(SrdiError, match=r"rules\.unknown"):
        simulate(ordos, replications=2, rules={"chance_of_raining": lambda: 0.5})


def test_progress_ends_at_the_number_asked_for(ordos):
    told = []
    simulate(
        ordos, replications=N, batch=3, progress=lambda done, total: told.append((done, total))
    )
    assert_rising(told)


def assert_rising(told):
    assert told[0] == (0, N)
    assert told[-1] == (N, N)
    assert told == sorted(told)


def test_workers_are_told_of_compiling_only_where_somebody_has_to_wait(monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(compiled, "_CACHE", None)
    assert not announce_compiling(told.append)
    monkeypatch.setattr(compiled, "_CACHE", tmp_path)
    assert announce_compiling(told.append)
    (tmp_path / "rule.nbi").touch()
    assert not announce_compiling(told.append)
    assert told == ["run.no_cache", "run.compiling"]


def test_while_nothing_is_compiled_one_worker_goes_first(
    ordos, undisturbed, digest, monkeypatch, tmp_path
):
    # The workers have a cache of their own; only the employer believes that there is none.
    monkeypatch.setattr(compiled, "_CACHE", tmp_path)
    told = []
    runs = simulate(
        ordos,
        replications=N,
        seed=5,
        workers=2,
        batch=4,
        progress=lambda done, total: told.append(done),
    )
    assert told[:2] == [0, 1]
    assert digest(runs) == digest(undisturbed)


def test_chunks_have_no_gaps_and_no_more_than_their_size():
    assert chunks_of([0, 1, 2, 3, 4], 2) == [(0, 1), (2, 3), (4,)]
    assert chunks_of([0, 2, 3, 4, 9], 3) == [(0,), (2, 3, 4), (9,)]
    assert chunks_of([], 3) == []


@pytest.mark.parametrize(
    ("replications", "workers", "size"), [(1, 8, 1), (1000, 2, 25), (40, 2, 5)]
)
def test_every_worker_gets_several_chunks_of_limited_size(replications, workers, size):
    assert chunk_size(replications, workers) == size


def test_a_replication_that_takes_too_long_is_given_up_and_named(ordos):
    def grown(revenue, log_change, share_of_year):
        while revenue > 0.0:
            revenue += 1.0
        return revenue

    # One of two tasks hangs; what the other has done stays.
    tasks = [Task(ordos, 5, (0,), trial=0), Task(ordos.with_reading(), 5, (1, 2), trial=1)]
    began = time.monotonic()
    with crew_of(2, rules={"grown": grown}, time_limit=4.0) as crew:
        outcomes = [outcome for _, outcome in crew.outcomes(tasks)]
    assert time.monotonic() - began < 50.0
    assert sorted(failure for each in outcomes for failure in each.failed) == [
        (number, "took longer than 4 s") for number in range(3)
    ]


def test_a_measure_brings_home_its_columns_and_nothing_else(ordos):
    def firm_years(runs):
        return {"firms": runs.counts.sum(axis=(1, 2, 3, 4, 5))}

    whole = simulate(ordos, replications=4, seed=5)
    for workers in (1, 2):
        tasks = [Task(ordos, 5, (0, 1), firm_years), Task(ordos, 5, (2, 3), firm_years)]
        with crew_of(workers) as crew:
            found = dict(sorted((task.numbers, each) for task, each in crew.outcomes(tasks)))
        assert all(outcome.batch is None for outcome in found.values())
        columns = joined_columns([outcome.columns for outcome in found.values()])
        assert columns["firms"].tolist() == firm_years(whole)["firms"].tolist()


def test_a_crew_is_kept_from_one_set_of_tasks_to_the_next(ordos):
    with crew_of(2) as crew:
        first = [outcome.finished.tolist() for _, outcome in crew.outcomes([Task(ordos, 5, (0,))])]
        pipes = set(crew._crew)
        again = [outcome.finished.tolist() for _, outcome in crew.outcomes([Task(ordos, 5, (1,))])]
        assert (first, again) == ([[0]], [[1]])
        assert set(crew._crew) == pipes


def test_a_worker_whose_employer_has_gone_says_nothing(capfd):
    """It may find so when it says that it is ready, as when a command is stopped twice."""
    processes = multiprocessing.get_context("spawn")
    ours, theirs = processes.Pipe()
    worker = processes.Process(target=_serve, args=(theirs,))
    worker.start()
    ours.close()
    theirs.close()
    worker.join(60)
    assert (worker.exitcode, capfd.readouterr().err) == (0, "")
