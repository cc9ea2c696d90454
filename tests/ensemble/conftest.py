import hashlib

import numpy as np
import pytest

from dask_cluster import started_cluster
from srdi_sim.scenario.loading import load_scenario


@pytest.fixture(scope="session")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture(scope="session")
def digest():
    """A hash of all that runs hold, but for the time they took."""

    def digest_of(runs):
        arrays = {
            "replications": runs.replications,
            "counts": runs.counts,
            "measures": runs.measures,
            "watched": runs.watched,
            **runs.ledger,
        }
        found = hashlib.sha256(repr((runs.seed, runs.firm_years, runs.failed)).encode())
        for name, array in arrays.items():
            found.update(f"{name} {array.dtype.str} {array.shape}".encode())
            found.update(np.ascontiguousarray(array).tobytes())
        return found.hexdigest()

    return digest_of


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A Dask cluster with two workers, which their nannies start again when they die."""
    with started_cluster(tmp_path_factory.mktemp("cluster"), (), ()) as cluster:
        yield cluster
