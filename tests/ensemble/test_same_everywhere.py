"""Every shipped scenario is the same in this process, in two, on a cluster, and when resumed."""

import pytest

from srdi_sim.engine.rules import Rules
from srdi_sim.ensemble.crew import Alone, crew_of
from srdi_sim.ensemble.interrupts import Interrupted
from srdi_sim.ensemble.manifest import value_sha256
from srdi_sim.ensemble.runner import resume, run
from srdi_sim.ensemble.runs import joined
from srdi_sim.ensemble.simulate import tasks_of
from srdi_sim.scenario.loading import library, load_scenario

SHIPPED = sorted(path.stem for path in library().glob("*.yaml"))
N = 6


@pytest.fixture(scope="module")
def two_processes():
    with crew_of(2) as crew:
        yield crew


@pytest.fixture(scope="module")
def workers_of_cluster(cluster):
    with crew_of(cluster=cluster.address) as crew:
        yield crew


def sha256_by(crew, scenario, size):
    """Return the hash of the replications that a crew simulates, so many in a task."""
    tasks = tasks_of(scenario, 7, range(N), size)
    return _sha256(joined(scenario, [outcome.batch for _, outcome in crew.outcomes(tasks)]))


def _sha256(runs):
    tables = (runs.replications, runs.counts, runs.measures, runs.watched, runs.ledger)
    return value_sha256((*tables, runs.firm_years))


def test_there_are_thirteen_shipped_scenarios():
    assert len(SHIPPED) == 13


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_is_the_same_wherever_it_is_simulated(
    name, two_processes, workers_of_cluster, tmp_path
):
    scenario = load_scenario(name)
    here = sha256_by(Alone(Rules()), scenario, N)
    assert sha256_by(two_processes, scenario, 2) == here
    assert sha256_by(workers_of_cluster, scenario, 1) == here

    def progress(done, total):
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        run(scenario, replications=N, seed=7, out=tmp_path, workers=1, batch=1, progress=progress)
    assert _sha256(resume(tmp_path, workers=1).runs) == here
