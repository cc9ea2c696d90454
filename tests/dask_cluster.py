"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

import srdi_sim

SOURCES = Path(srdi_sim.__file__).parents[1]
_QUIET = ("--no-dashboard", "--dashboard-address=127.0.0.1:0")


class DaskCluster:
    """A Dask scheduler on this machine and its workers, each a process started by `dask`."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        about = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", f"--scheduler-file={about}", "--port=0")
        wait_for(lambda: about.exists() and about.read_text().endswith("}"))
        self.address = json.loads(about.read_text())["address"]

    def add_worker(self, *options, sources=SOURCES):
        """Start a worker that imports the package from a folder."""
        here = (self.address, "--nthreads=1", f"--local-directory={self.folder}")
        return self._start("worker", *here, "--death-timeout=20", *options, sources=sources)

    def _start(self, what, *options, sources=SOURCES):
        log = (self.folder / f"{what}-{len(self.processes)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", what, "--host=127.0.0.1", *_QUIET, *options],
                env={**os.environ, "PYTHONPATH": str(sources)},
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def end(self):
        for process in reversed(self.processes):
            end(process)


def end(process):
    """End a process with its children: a nanny's worker among them."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def started_cluster(folder, *workers):
    """Start a cluster with these workers, each a tuple of options."""
    cluster = DaskCluster(folder)
    try:
        for options in workers:
            cluster.add_worker(*options)
        if workers:
            with Client(cluster.address, set_as_default=False) as client:
                client.wait_for_workers(len(workers), 120)
        yield cluster
    finally:
        cluster.end()
