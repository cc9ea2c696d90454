"""Processes that simulate; one that dies loses nothing, one that hangs is ended.

Every worker has its own pipe, whose far end is open in that worker alone. So when a worker dies,
however it dies, the pipe ends, and we know which task it was at. The pool of `concurrent.futures`
was tried: it shares one pipe, and waits for ever when a worker is killed while it writes a result
that is larger than the pipe holds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

from srdi_sim import compiled
from srdi_sim.ensemble.task import (
    Outcome,
    Replacements,
    Task,
    cannot_travel,
    nothing,
    outcome_of,
    packed,
    packed_task,
    unpacked,
    unpacked_task,
)
from srdi_sim.errors import SrdiError

Note = Callable[[str], None]
TIME_LIMIT = 3600.0  # seconds that one replication may take, if nobody says otherwise
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
class _Charge:
    """A task, and how many processes have died of it."""

    task: Task
    deaths: int = 0


class _Waiting:
    """Charges that nobody has: those to be done again, then the others as they are called for."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._rest = map(_Charge, tasks)
        self._next: deque[_Charge] = deque()

    def __bool__(self) -> bool:
        if not self._next:
            self._next.extend(islice(self._rest, 1))
        return bool(self._next)

    def take(self) -> _Charge:
        """Return the next, if there is one."""
        return self._next.popleft()

    def put_back(self, charges: Iterable[_Charge]) -> None:
        """Let these be the next."""
        self._next.extendleft(reversed(list(charges)))

    def split_first(self) -> None:
        """Let the first replication of the next charge be one by itself."""
        task = self.take().task
        parts = (task.numbers[:1], task.numbers[1:])
        self.put_back(_Charge(replace(task, numbers=part)) for part in parts if part)


class Workers:
    """Processes that do tasks, started when there are any and kept until they are dismissed.

    A task whose worker dies is done again, each replication by itself; a replication that has
    ended three processes, or takes longer than the time limit, is reported failed.

    Parameters
    ----------
    note : callable, optional
        Told ``run.compiling`` or ``run.no_cache`` where users have to wait longer than usual.
    time_limit : float
        Seconds for one replication.

    Raises
    ------
    SrdiError
        Replaced rules or a measure cannot travel, or no worker can be started.
    """

    def __init__(
        self,
        replacements: Replacements,
        size: int,
        note: Note | None = None,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        self.size = size
        self._bag = packed(replacements)
        self._note = note
        self._time_limit = time_limit
        self._crew: dict[Any, _Worker] = {}

    def dismiss(self) -> None:
        """End all processes."""
        for worker in self._crew.values():
            worker.end()
        self._crew.clear()

    def outcomes(self, tasks: Iterable[Task]) -> Generator[tuple[Task, Outcome]]:
        """Yield every task, or parts of it, with its outcome, as they come."""
        waiting = _Waiting(tasks)
        # While nothing is compiled yet, one worker compiles for all, on one replication. It is not
        # done in this process, which has to outlive whatever a replaced rule does.
        alone = bool(waiting) and announce_compiling(self._note)
        if alone:
            waiting.split_first()
        crew, false_starts = self._crew, 0
        try:
            while waiting or any(worker.charge for worker in crew.values()):
                for worker in crew.values():
                    if waiting and worker.charge is None:
                        worker.give(waiting.take())
                while waiting and len(crew) < (1 if alone else self.size):
                    worker = _Worker()
                    crew[worker.pipe] = worker
                    worker.give(waiting.take())
                for pipe in wait(list(crew), self._patience()) or self._overdue():
                    worker = crew[pipe]
                    charge = worker.charge
                    try:
                        message = worker.pipe.recv()
                    except (EOFError, OSError):  # the process is gone
                        del crew[pipe]
                        exit_code = worker.buried()
                        if worker.started:
                            back, given_up = self._after_death(charge, worker.was_late, exit_code)
                            waiting.put_back(back)
                            if given_up:
                                yield given_up
                            continue
                        false_starts += 1
                        if false_starts == TRIES:
                            reason = f"exit code {exit_code}"
                            raise SrdiError("run.no_worker", {"reason": reason}) from None
                        waiting.put_back([charge] if charge else [])
                        continue
                    if isinstance(message, SrdiError):
                        raise message
                    if message == _READY:
                        worker.begin(self._bag)
                        false_starts = 0
                        continue
                    worker.charge = None
                    alone = False
                    if waiting:  # before the outcome is dealt with: nobody is idle meanwhile
                        worker.give(waiting.take())
                    assert charge is not None  # only who has a task sends an outcome
                    yield charge.task, message
        finally:
            for pipe in [pipe for pipe, worker in crew.items() if worker.charge]:
                crew.pop(pipe).end()  # whoever asked does not want it any more

    def _patience(self) -> float | None:
        """Return how long to wait for a message until some worker has to be looked after."""
        ends = [worker.due(self._time_limit) for worker in self._crew.values() if worker.charge]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _overdue(self) -> list[Any]:
        """End the workers that have taken too long; return their pipes, which tell so."""
        now = time.monotonic()
        late = [w for w in self._crew.values() if w.charge and w.due(self._time_limit) <= now]
        for worker in late:
            worker.was_late = True
            worker.stop()
        return [worker.pipe for worker in late]

    def _after_death(
        self, charge: _Charge | None, was_late: bool, exit_code: int | None
    ) -> tuple[list[_Charge], tuple[Task, Outcome] | None]:
        """Return what is to be done again after a process died, or what has to be given up."""
        if charge is None:
            return [], None
        task, deaths = charge.task, charge.deaths + 1
        if len(task.numbers) > 1:
            parts = [replace(task, numbers=(number,)) for number in task.numbers]
            return [_Charge(part, 0 if was_late else deaths) for part in parts], None
        if was_late:
            message = f"took longer than {self._time_limit:g} s"
        elif deaths >= TRIES:
            message = (
                f"{deaths} processes ended while simulating it, the last with code {exit_code}"
            )
        else:
            return [_Charge(task, deaths)], None
        return [], (task, nothing(((task.numbers[0], message),)))


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


class _Worker:
    """One process, as its employer sees it.

    It is told what to simulate only when it listens: one that dies while it starts would let
    whoever is writing to it wait for ever.
    """

    def __init__(self) -> None:
        self.pipe: Any
        self.pipe, theirs = _PROCESSES.Pipe()
        self.charge: _Charge | None = None
        self.started = False
        self.was_late = False
        self._since = time.monotonic()
        self._process = _PROCESSES.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            with _single_threaded(), _deaf_to_ctrl_c(), _without_the_users_script():
                self._process.start()
        except OSError as error:  # no memory, or no more processes allowed
            raise SrdiError("run.no_worker", {"reason": str(error)}) from error
        theirs.close()

    def begin(self, bag: bytes) -> None:
        """Tell a process that has started by which rules it works, and its first task."""
        self.started = True
        self._tell(bag)
        if self.charge:
            self.give(self.charge)

    def give(self, charge: _Charge) -> None:
        """Give the process a task; it gets to know when it has started."""
        self.charge, self.was_late = charge, False
        self._since = time.monotonic()
        if self.started:
            self._tell(packed_task(charge.task))

    def due(self, time_limit: float) -> float:
        """Return when the task has to be done: so long for each replication, or to start at all."""
        replications = len(self.charge.task.numbers) if self.charge and self.started else 1
        return self._since + time_limit * replications

    def stop(self) -> None:
        """Kill the process, whose pipe then ends."""
        self._process.kill()

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
    try:
        rules = unpacked(pipe.recv())
        while True:
            task = unpacked_task(pipe.recv())
            pipe.send(outcome_of(task, rules))
    except EOFError:
        return
    except Exception as error:  # of unpacking: the employer tells the user
        pipe.send(cannot_travel(error))


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
