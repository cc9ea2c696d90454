"""Tasks for hands that may die, hang or come late: one at a time each, and none is ever lost.

What is to be done about a task whose hand has gone stands here alone, whether hands are processes
of this machine or workers of a cluster.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from srdi_sim.ensemble.task import Outcome, Task, nothing
from srdi_sim.words import say

TIME_LIMIT = 3600.0  # seconds that one replication may take, if nobody says otherwise
TRIES = 3  # as many processes may die of one replication, or before they have started


def late_message(seconds: float) -> str:
    """Return what is kept of a replication that took too long: English, whatever is spoken."""
    return say("failure.late", "en", seconds=f"{seconds:g}")


@dataclass(frozen=True, slots=True)
class Charge:
    """A task, and how many hands have died of it."""

    task: Task
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """What is heard of a hand that is no more.

    Attributes
    ----------
    how : str
        How it ended, as far as known.
    at_work : bool
        Whether it had begun with what it was given.
    """

    how: str
    at_work: bool = True


class Hand:
    """Whoever does one task at a time."""

    def __init__(self) -> None:
        self.charge: Charge | None = None
        self.has_begun = True  # and does not still have to start
        self.was_late = False
        self.since = time.monotonic()

    def give(self, charge: Charge) -> None:
        """Give it a task."""
        self.charge, self.was_late = charge, False
        self.since = time.monotonic()

    def stop(self) -> None:
        """End it; that it is gone is then heard of it."""
        raise NotImplementedError


class Waiting:
    """Charges that nobody has: as they are called for, and then those that hands have died of.

    A hand that has just come takes long over its first task, and where hands are killed for other
    reasons it is often killed at it. So what one has died of waits until all else is done, or a
    row of new hands would die of the same replication without its fault.
    """

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._rest = map(Charge, tasks)
        self._next: deque[Charge] = deque()
        self._last: deque[Charge] = deque()

    def __bool__(self) -> bool:
        if not self._next:
            self._next.extend(islice(self._rest, 1))
        return bool(self._next or self._last)

    def take(self) -> Charge:
        """Return the next, if there is one."""
        return (self._next or self._last).popleft()

    def put_back(self, charges: Sequence[Charge]) -> None:
        """Let these be the next, but those that a hand has died of come when all else is done."""
        self._next.extendleft(charge for charge in reversed(charges) if not charge.deaths)
        self._last.extend(charge for charge in charges if charge.deaths)

    def split_first(self) -> None:
        """Let the first replication of the next charge be one by itself."""
        task = self.take().task
        parts = (task.numbers[:1], task.numbers[1:])
        self.put_back([Charge(replace(task, numbers=part)) for part in parts if part])


class Foreman(ABC):
    """Gives tasks to hands.

    A task whose hand dies, or that takes longer than the time limit, is done again, each
    replication by itself; after all others if a hand has died of it. One of which three hands have
    died, or that takes longer than the limit alone, is reported failed.
    """

    def __init__(self, time_limit: float) -> None:
        self._time_limit = time_limit

    def outcomes(self, tasks: Iterable[Task]) -> Generator[tuple[Task, Outcome]]:
        """Yield every task, or parts of it, with its outcome, as they come."""
        waiting = Waiting(tasks)
        self._prepare(waiting)
        try:
            while waiting or any(hand.charge for hand in self._hands()):
                for hand in self._hands():
                    if waiting and hand.charge is None:
                        hand.give(waiting.take())
                while waiting and (another := self._another()):
                    another.give(waiting.take())
                nobody = True
                for hand, message in self._heard(self._patience()):
                    nobody = False
                    late = self._is_late(hand)
                    charge, hand.charge = hand.charge, None
                    if isinstance(message, Gone):
                        back, given_up = self._after_the_end(charge, message, late)
                        waiting.put_back(back)
                        if given_up:
                            yield given_up
                        continue
                    if waiting:  # before the outcome is dealt with: nobody is idle meanwhile
                        hand.give(waiting.take())
                    assert charge is not None  # only who has a task sends an outcome
                    yield charge.task, message
                if nobody:
                    self._stop_the_late()
        finally:
            for hand in [hand for hand in self._hands() if hand.charge]:
                self._drop(hand)  # whoever asked does not want it any more

    @abstractmethod
    def _prepare(self, waiting: Waiting) -> None:
        """Do what comes before the first task is given."""

    @abstractmethod
    def _hands(self) -> Collection[Hand]:
        """Return those that are there."""

    @abstractmethod
    def _another(self) -> Hand | None:
        """Return a new hand for a task that is waiting, if there may be one more."""

    @abstractmethod
    def _heard(self, patience: float | None) -> Iterable[tuple[Hand, Outcome | Gone]]:
        """Wait for so long at most; yield what has come, and from whom."""

    @abstractmethod
    def _drop(self, hand: Hand) -> None:
        """Let a hand leave off what it is doing."""

    def _limit(self) -> float:
        """Return how many seconds a task may take now."""
        return self._time_limit

    def _patience(self) -> float | None:
        """Return how long to wait for a message until some hand has to be looked after."""
        busy = [hand for hand in self._hands() if hand.charge and not hand.was_late]
        ends = [hand.since + self._limit() for hand in busy]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _is_late(self, hand: Hand) -> bool:
        return hand.was_late or hand.since + self._limit() <= time.monotonic()

    def _stop_the_late(self) -> None:
        """Stop the hands that have taken too long; that they are gone is heard next."""
        for hand in list(self._hands()):
            if hand.charge and not hand.was_late and self._is_late(hand):
                hand.was_late = True
                hand.stop()

    def _after_the_end(
        self, charge: Charge | None, end: Gone, late: bool
    ) -> tuple[list[Charge], tuple[Task, Outcome] | None]:
        """Return what is to be done again after a hand is gone, or what has to be given up."""
        if charge is None:
            return [], None
        if not end.at_work:
            return [charge], None
        task, deaths = charge.task, charge.deaths + 1
        if len(task.numbers) > 1:
            parts = [replace(task, numbers=(number,)) for number in task.numbers]
            return [Charge(part, 0 if late else deaths) for part in parts], None
        if late:
            message = late_message(self._time_limit)
        elif deaths >= TRIES:
            message = f"{deaths} processes ended while simulating it, the last {end.how}"
        else:
            return [Charge(task, deaths)], None
        return [], (task, nothing(((task.numbers[0], message),)))
