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
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

from srdi_sim import compiled
from srdi_sim.ensemble.foreman import TIME_LIMIT, TRIES, Charge, Foreman, Gone, Hand, Waiting
from srdi_sim.ensemble.task import (
    Outcome,
    Replacements,
    cannot_travel,
    outcome_of,
    packed,
    packed_task,
    unpacked,
    unpacked_task,
)
from srdi_sim.errors import SrdiError

Note = Callable[..., None]  # told the key of a sentence, and its values by name

_PROCESSES = multiprocessing.get_context("spawn")
_THREAD_LIMITS = (
    "NUMBA_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_READY = "ready"
_TO_COMPILE = 300.0  # seconds more for the one that compiles for all, on a slow machine
_GRACE = 2.0  # seconds that a killed process has to be gone


class Workers(Foreman):
    """Processes that do tasks, started when there are any and kept until they are dismissed.

    Parameters
    ----------
    note : callable, optional
        Told ``run.compiling`` or ``run.no_cache`` where users have to wait longer than usual.
    time_limit : float
        Seconds that a task may take; see :class:`srdi_sim.ensemble.foreman.Foreman`.

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
        super().__init__(time_limit)
        self.size = size
        self._bag = packed(replacements)
        self._note = note
        self._crew: dict[Any, _Worker] = {}
        self._alone = False
        self._false_starts = 0

    def dismiss(self) -> None:
        """End all processes."""
        for worker in self._crew.values():
            worker.end()
        self._crew.clear()

    def _prepare(self, waiting: Waiting) -> None:
        # While nothing is compiled yet, one worker compiles for all, on one replication. It is not
        # done in this process, which has to outlive whatever a replaced rule does.
        self._alone = bool(waiting) and announce_compiling(self._note)
        if self._alone:
            waiting.split_first()

    def _hands(self) -> Collection[_Worker]:
        return self._crew.values()

    def _limit(self) -> float:
        return super()._limit() + (_TO_COMPILE if self._alone else 0.0)

    def _another(self) -> _Worker | None:
        if len(self._crew) >= (1 if self._alone else self.size):
            return None
        worker = _Worker()
        self._crew[worker.pipe] = worker
        return worker

    def _heard(self, patience: float | None) -> Iterator[tuple[_Worker, Outcome | Gone]]:
        for pipe in wait(list(self._crew), patience):
            worker = self._crew[pipe]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):  # the process is gone
                del self._crew[pipe]
                how = f"with code {worker.buried()}"
                if not worker.has_begun:
                    self._refuse_false_starts(how)
                yield worker, Gone(how, worker.has_begun)
                continue
            if isinstance(message, SrdiError):
                raise message
            if message == _READY:
                worker.begin(self._bag)
                self._false_starts = 0
            else:
                self._alone = False
                yield worker, message

    def _refuse_false_starts(self, how: str) -> None:
        self._false_starts += 1
        if self._false_starts == TRIES:
            raise SrdiError("run.no_worker", {"reason": how})

    def _drop(self, hand: Hand) -> None:
        for pipe in [pipe for pipe, worker in self._crew.items() if worker is hand]:
            self._crew.pop(pipe).end()


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


class _Worker(Hand):
    """One process, as its employer sees it.

    It is told what to simulate only when it listens: one that dies while it starts would let
    whoever is writing to it wait for ever.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pipe: Any
        self.pipe, theirs = _PROCESSES.Pipe()
        self.has_begun = False
        self._process = _PROCESSES.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            with _single_threaded(), _deaf_to_ctrl_c(), _without_the_users_script():
                self._process.start()
        except OSError as error:  # no memory, or no more processes allowed
            raise SrdiError("run.no_worker", {"reason": str(error)}) from error
        theirs.close()

    def begin(self, bag: bytes) -> None:
        """Tell a process that has started by which rules it works, and its first task."""
        self.has_begun = True
        self._tell(bag)
        if self.charge:
            self.give(self.charge)

    def give(self, charge: Charge) -> None:
        """Give the process a task; it gets to know when it has started."""
        super().give(charge)
        if self.has_begun:
            self._tell(packed_task(charge.task))

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
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})  # we were started deaf to it
    threading.Thread(target=_end_with_the_employer, daemon=True).start()
    with suppress(EOFError, BrokenPipeError):  # the employer has gone, or wants no more
        _do_as_told(pipe)


def _do_as_told(pipe: Connection[Any, Any]) -> None:
    pipe.send(_READY)
    try:
        rules = unpacked(pipe.recv())
        while True:
            task = unpacked_task(pipe.recv())
            pipe.send(outcome_of(task, rules))
    except (EOFError, BrokenPipeError):
        raise
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
    """Let a process that is started now ignore Ctrl-C from its first moment on.

    Nor are we stopped while we start it: it would be left half told, and complain.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows: deaf once it serves
        yield
        return
    resource_tracker.ensure_running()  # it is started with the first process and lifts the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
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
