"""The workers of a Dask cluster as hands.

Dask carries: tasks go out as bytes, outcomes come home as values, and workers write nothing. Which
worker does what is decided here, one task at a time for each, so that the rules about workers that
die or hang are those of processes on this machine (`ensemble.foreman`), and a worker gets nothing
before it has said that it runs the very same program as we do.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import secrets
import time
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any

from srdi_sim.engine.rules import Rules
from srdi_sim.ensemble.foreman import TIME_LIMIT, Charge, Foreman, Gone, Hand, Waiting
from srdi_sim.ensemble.manifest import changes, host
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
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError

REACHED_WITHIN = 10.0  # seconds for the scheduler to answer
WORKER_WITHIN = 30.0  # seconds that we wait for a worker where there is none
_LOOK = 0.5  # seconds between looks at who is there
_STDERR = 2
_PROCESS = secrets.token_hex(8)  # names this process: its address may be another's one day


class ClusterLost(SrdiError):
    """The cluster cannot go on with what it has begun."""


class Cluster(Foreman):
    """The workers of a Dask cluster, whoever is there; those of another program get nothing.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    note : callable, optional
        Told what is wrong with a worker: ``cluster.threads``, ``cluster.other_worker``.

    Raises
    ------
    SrdiError
        The scheduler cannot be reached or is lost, there is no worker, or one that is there at the
        beginning runs another program.
    """

    def __init__(
        self,
        address: str,
        replacements: Replacements,
        note: Note | None = None,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        super().__init__(time_limit)
        self._address = address
        self._bag = packed(replacements)
        self._note = note
        self._members: dict[str, _Member] = {}
        self._mail: SimpleQueue[tuple[_Member, Any, Any]] = SimpleQueue()
        self._looked = self._manned = time.monotonic()
        self._has_met = False
        client = _client_class()  # to import it is to let it set up its loggers
        self._until_dismissed = ExitStack()
        try:
            self._until_dismissed.enter_context(_quietly())
            self._client = _client_of(address, client)
            self._until_dismissed.callback(self._client.close, timeout=2)
            self._meet()
        except BaseException:
            self.dismiss()
            raise

    @property
    def size(self) -> int:
        """How many workers there are at the moment."""
        return len(self._hands())

    def dismiss(self) -> None:
        """Leave the cluster; what is under way there is wanted no more."""
        self._until_dismissed.close()

    def send(self, member: _Member, act: Callable[..., Any], *arguments: Any) -> None:
        """Let one worker do something; what it answers comes with the mail."""
        task = self._client.submit(
            act, *arguments, workers=[member.address], allow_other_workers=False, pure=False
        )
        member.task = task
        answer = asyncio.run_coroutine_threadsafe(
            self._client.gather(task, asynchronous=True), self._client.loop.asyncio_loop
        )
        answer.add_done_callback(lambda done: self._mail.put((member, task, _content(done))))

    def simulate(self, member: _Member, charge: Charge) -> None:
        """Let one worker do a task."""
        bag = packed_task(charge.task)
        self.send(member, _done_there, member.process, self._bag, bag, self._time_limit)

    def stop(self, member: _Member) -> None:
        """Count a worker out that is late. It ends itself, and is asked anew if it comes back."""
        member.leave_off()
        self._mail.put((member, None, Gone(f"on {member.address}")))

    def _meet(self) -> None:
        """Ask all who are there what they run; refuse to begin where somebody runs another."""
        self._see()
        patient_until = time.monotonic() + WORKER_WITHIN
        while not self._members or any(member.is_asked for member in self._members.values()):
            if time.monotonic() > patient_until and self._hands():
                break  # those who do not answer have other work; they may join later
            for _ in self._heard(None):
                pass
        others = {address: each.unlike for address, each in self._members.items() if each.unlike}
        if others:
            told = [f"{address} ({others[address]})" for address in sorted(others)]
            raise SrdiError("cluster.other_workers", {"reason": "; ".join(told)})
        self._has_met = True

    def _prepare(self, waiting: Waiting) -> None:
        self._see()  # much may have happened since the tasks before these

    def _see(self) -> None:
        """See who has come and who has gone, while nobody has a task."""
        for _ in self._look():
            pass

    def _hands(self) -> Collection[_Member]:
        return [member for member in self._members.values() if member.is_hand]

    def _another(self) -> None:
        """Nobody is hired here: workers join by themselves."""

    def _drop(self, hand: Hand) -> None:
        assert isinstance(hand, _Member)
        hand.charge = None
        hand.leave_off()

    def _heard(self, patience: float | None) -> Iterator[tuple[_Member, Outcome | Gone]]:
        if time.monotonic() - self._looked > _LOOK:
            yield from self._look()
        try:
            wait = _LOOK if patience is None else min(_LOOK, patience)
            member, task, content = self._mail.get(timeout=wait)
        except Empty:
            return
        if member.task is not task or self._members.get(member.address) is not member:
            return  # wanted no more
        member.task = None
        if isinstance(content, Gone):
            del self._members[member.address]
            yield member, content
        elif isinstance(content, SrdiError):
            raise content
        elif isinstance(content, BaseException):
            yield from self._look()  # the scheduler or the worker may be gone, which says more
            if self._members.get(member.address) is member:
                self._doubt(member, f"{type(content).__name__}: {content}")
        elif member.is_asked:
            self._admit(member, *content)
        else:
            yield member, content

    def _look(self) -> Iterator[tuple[_Member, Gone]]:
        """See who has come and who has gone."""
        there = self._workers()
        for address in self._members.keys() - there.keys():
            member = self._members.pop(address)
            member.leave_off()
            yield member, Gone(f"on {address}")
        for address in there.keys() - self._members.keys():
            member = self._members[address] = _Member(address, there[address]["nthreads"], self)
            self.send(member, _who_is_there)
        self._looked = time.monotonic()
        if self._hands():
            self._manned = self._looked
        elif self._looked - self._manned > WORKER_WITHIN:
            values = {"address": self._address, "seconds": round(WORKER_WITHIN)}
            raise ClusterLost("cluster.no_worker", values)

    def _workers(self) -> Mapping[str, Any]:
        """Return what the scheduler says of its workers, by address."""
        lost = ClusterLost("cluster.lost", {"address": self._address})
        if self._client.status != "running":
            raise lost
        try:
            ask = self._client.scheduler.identity
            return dict(self._client.sync(ask, callback_timeout=REACHED_WITHIN)["workers"])
        except OSError as error:  # or it did not answer in time, which is one as well
            raise lost from error

    def _admit(self, member: _Member, process: str, there: Mapping[str, Any]) -> None:
        """Take a worker as a hand if it runs what we run."""
        if different := changes(host(), there):
            self._doubt(member, ", ".join(different))
            return
        member.process, member.is_asked, member.is_hand = process, False, True
        if member.threads > 1 and self._note:
            self._note("cluster.threads", worker=member.address, threads=member.threads)

    def _doubt(self, member: _Member, reason: str) -> None:
        """Use a worker no more, or not at all."""
        if member.is_hand:
            raise ClusterLost("cluster.trouble", {"worker": member.address, "reason": reason})
        member.is_asked, member.unlike = False, reason
        if self._note and self._has_met:  # before that it is refused, with all others
            self._note("cluster.other_worker", worker=member.address, reason=reason)


class _Member(Hand):
    """A worker of the cluster: asked what it runs, then a hand or never one.

    Attributes
    ----------
    process : str
        What it calls itself. A worker that is started again may have the same address.
    unlike : str
        Why it is not used.
    task : object, optional
        What it is doing for us, by Dask's handle.
    """

    def __init__(self, address: str, threads: int, cluster: Cluster) -> None:
        super().__init__()
        self.address = address
        self.threads = threads
        self.process = self.unlike = ""
        self.is_asked, self.is_hand = True, False
        self.task: Any = None
        self._cluster = cluster

    def give(self, charge: Charge) -> None:
        """Give the worker a task."""
        super().give(charge)
        self._cluster.simulate(self, charge)

    def stop(self) -> None:
        """Count it out."""
        self._cluster.stop(self)

    def leave_off(self) -> None:
        """Want what it is doing no more. It comes to the end of that before it does anything."""
        if self.task is not None:
            self.task.release()
        self.task = None


@contextmanager
def _quietly() -> Iterator[None]:
    """Let Dask say nothing for a while: what users have to know is said by us."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _client_class() -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        values = {"extra": "cluster", "library": "dask[distributed]"}
        raise SrdiError("extra.missing", values) from error
    return Client


def _client_of(address: str, client: Any) -> Any:
    """Return a client of the scheduler at an address."""
    from distributed.versions import VersionMismatchWarning

    try:
        with warnings.catch_warnings():  # workers that differ are told of by us, and not used
            warnings.simplefilter("ignore", VersionMismatchWarning)
            return client(address, timeout=REACHED_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # nobody is there, or it is no address
        reason = f"{type(error).__name__}: {error}"
        raise SrdiError("cluster.unreachable", {"address": address, "reason": reason}) from error


def _content(answer: Future[Any]) -> Any:
    """Return what a worker has answered, or the exception that came instead."""
    if answer.cancelled():
        return ConnectionError("cancelled")
    return answer.exception() or answer.result()


def _who_is_there() -> tuple[str, dict[str, Any]]:
    """Return, on a worker, its process and what it runs."""
    return _PROCESS, host()


def _done_there(process: str, rules: bytes, bag: bytes, seconds: float) -> object:
    """Do a task on a worker: return its outcome, or that the worker meant is gone.

    A worker that takes too long ends itself, since nobody else can end what a thread is doing.
    """
    if process != _PROCESS:
        return Gone("replaced by another")
    faulthandler.dump_traceback_later(seconds, exit=True, file=_STDERR)
    try:
        task, with_rules = unpacked_task(bag), _rules_in(rules)
    except Exception as error:
        return cannot_travel(error)
    else:
        return outcome_of(task, with_rules)
    finally:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _rules_in(bag: bytes) -> Rules:
    """Return the rules in a bag; they are compiled once for all tasks."""
    return unpacked(bag)
