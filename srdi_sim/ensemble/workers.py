"""Processes that simulate chunks of replications; one that dies loses nothing.

Every worker has its own pipe, whose far end is open in that worker alone. So when a worker dies,
however it dies, the pipe ends, and we know which chunk it was at. The pool of `concurrent.futures`
was tried: it shares one pipe, and waits for ever when a worker is killed while it writes a result
that is larger than the pipe holds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

from srdi_sim import compiled
from srdi_sim.ensemble.job import (
    Job,
    Outcome,
    Replacements,
    cannot_travel,
    outcome_of,
    packed,
    unpacked,
)
from srdi_sim.ensemble.runs import blank
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

Note = Callable[[str], None]
TRIES = 3  # as many processes may die of one replication, or before they have started

_PROCESSES = multiprocessing.get_context("spawn")
_THREAD_LIMITS = (
    "NUMBA_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_READY = "ready"
_GRACE = 2.0  # seconds that a killed process has to be gone


@dataclass(frozen=True, slots=True)
class _Task:
    """A chunk of replications, and how many processes have died of it."""

    numbers: tuple[int, ...]
    deaths: int = 0


def simulate_apart(
    job: Job,
    replacements: Replacements,
    chunks: Iterable[tuple[int, ...]],
    workers: int,
    note: Note | None = None,
) -> Iterator[Outcome]:
    """Simulate chunks of replications in other processes; yield outcomes as they come.

    A chunk whose worker dies is simulated again, each replication by itself; a replication that
    has ended three processes is reported failed. Whoever stops early closes the iterator (see
    `contextlib.closing`), which ends the workers.

    Parameters
    ----------
    note : callable, optional
        Told ``run.compiling`` or ``run.no_cache`` where users have to wait longer than usual.

    Raises
    ------
    SrdiError
        Replaced rules cannot travel, or no worker can be started.
    """
    bag = packed(replacements)
    waiting = deque(map(_Task, chunks))
    # While nothing is compiled yet, one worker compiles for all, on one replication. It is not
    # done in this process, which has to outlive whatever a replaced rule does.
    alone = announce_compiling(note)
    if alone and waiting and len(waiting[0].numbers) > 1:
        first = waiting.popleft().numbers
        waiting.extendleft((_Task(first[1:]), _Task(first[:1])))
    crew: dict[Any, _Worker] = {}
    false_starts = 0
    try:
        while waiting or any(worker.task for worker in crew.values()):
            for worker in crew.values():
                if waiting and worker.task is None:
                    worker.give(waiting.popleft())
            while waiting and len(crew) < (1 if alone else workers):
                worker = _Worker()
                crew[worker.pipe] = worker
                worker.give(waiting.popleft())
            for pipe in wait(list(crew)):
                worker = crew[pipe]
                task = worker.task
                try:
                    message = worker.pipe.recv()
                except (EOFError, OSError):  # the process is gone
                    del crew[pipe]
                    exit_code = worker.buried()
                    if worker.started:
                        back, outcome = _after_death(job.scenario, task, exit_code)
                        waiting.extendleft(reversed(back))
                        if outcome:
                            yield outcome
                        continue
                    false_starts += 1
                    if false_starts == TRIES:
                        reason = f"exit code {exit_code}"
                        raise SrdiError("run.no_worker", {"reason": reason}) from None
                    waiting.extendleft([task] if task else [])
                    continue
                if isinstance(message, SrdiError):
                    raise message
                if message == _READY:
                    worker.begin((job.scenario, job.seed, bag))
                    false_starts = 0
                    continue
                worker.task = None
                alone = False
                if waiting:  # before the outcome is dealt with, so that nobody is idle meanwhile
                    worker.give(waiting.popleft())
                yield message
    finally:
        for worker in crew.values():
            worker.end()


def announce_compiling(note: Note | None) -> bool:
    """Say if rules have to be compiled first; return whether others can then load them."""
    folder = compiled._CACHE
    if folder is None:
        if note:
            note("run.no_cache")
        return False
    if any(folder.rglob("*.nbi")):
        return False
    if note:
        note("run.compiling")
    return True


def _after_death(
    scenario: Scenario, task: _Task | None, exit_code: int | None
) -> tuple[list[_Task], Outcome | None]:
    """Return what is to be done again after a process died, or what has to be given up."""
    if task is None:
        return [], None
    deaths = task.deaths + 1
    if len(task.numbers) == 1 and deaths >= TRIES:
        message = f"{deaths} processes ended while simulating it, the last with code {exit_code}"
        return [], Outcome(blank(scenario), ((task.numbers[0], message),))
    return [_Task((number,), deaths) for number in task.numbers], None


class _Worker:
    """One process, as its employer sees it.

    It is told what to simulate only when it listens: one that dies while it starts would let
    whoever is writing to it wait for ever.
    """

    def __init__(self) -> None:
        self.pipe: Any
        self.pipe, theirs = _PROCESSES.Pipe()
        self.task: _Task | None = None
        self.started = False
        self._process = _PROCESSES.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            with _single_threaded(), _deaf_to_ctrl_c(), _without_the_users_script():
                self._process.start()
        except OSError as error:  # no memory, or no more processes allowed
            raise SrdiError("run.no_worker", {"reason": str(error)}) from error
        theirs.close()

    def begin(self, what: tuple[Scenario, int, bytes]) -> None:
        """Tell a process that has started what to simulate."""
        self.started = True
        self._tell(what)
        if self.task:
            self._tell(self.task.numbers)

    def give(self, task: _Task) -> None:
        """Give the process a task; it gets to know when it has started."""
        self.task = task
        if self.started:
            self._tell(task.numbers)

    def _tell(self, message: object) -> None:
        try:
            self.pipe.send(message)
        except OSError:  # it has died: the pipe says so to whoever listens next
            return

    def buried(self) -> int | None:
        """Return the exit code of a process whose pipe has ended."""
        self._process.join(_GRACE)
        self.end()
        return self._process.exitcode

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join(_GRACE)
        self.pipe.close()


def _serve(pipe: Connection[Any, Any]) -> None:
    """Simulate the chunks that come through the pipe, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the employer to deal with
    threading.Thread(target=_end_with_the_employer, daemon=True).start()
    pipe.send(_READY)
    scenario, seed, bag = pipe.recv()
    try:
        job = Job(scenario, seed, unpacked(bag))
    except Exception as error:  # the employer tells the user
        pipe.send(cannot_travel(error))
        return
    while True:
        try:
            numbers = pipe.recv()
        except EOFError:
            return
        pipe.send(outcome_of(job, numbers))


def _end_with_the_employer() -> None:
    """Leave no worker behind when the process that started it was killed."""
    employer = multiprocessing.parent_process()
    assert employer is not None
    employer.join()
    os._exit(1)


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Let a process that is started now compute in one thread: the cores are shared by workers."""
    before = {name: os.environ.get(name) for name in _THREAD_LIMITS}
    os.environ.update(dict.fromkeys(_THREAD_LIMITS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let a process that is started now ignore Ctrl-C from its first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: deaf once it serves
        yield
        return
    resource_tracker.ensure_running()  # it is started with the first process and lifts the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_the_users_script() -> Iterator[None]:
    """Let a process that is started now not run the user's script again.

    Python does so by default, to have what the script defines. Ours need none of it, since rules
    travel by value; and a script whose work does not stand under ``if __name__ == "__main__"``
    would start processes without end.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
