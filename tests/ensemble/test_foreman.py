"""What becomes of tasks whose hands die, told with hands that are none."""

from collections import deque

from srdi_sim.ensemble.foreman import TRIES, Foreman, Gone, Hand
from srdi_sim.ensemble.task import Task, nothing


class Crew(Foreman):
    """One hand at a time; it dies when it is told to, and another comes."""

    def __init__(self, dies):
        super().__init__(time_limit=60.0)
        self._hand, self._dies, self.given = Hand(), dies, []

    def _prepare(self, waiting):
        pass

    def _hands(self):
        return [self._hand]

    def _another(self):
        return None

    def _heard(self, patience):
        hand, numbers = self._hand, self._hand.charge.task.numbers
        self.given.append(numbers)
        if self._dies(len(self.given), numbers):
            self._hand = Hand()
            yield hand, Gone("killed")
        else:
            yield hand, nothing(())

    def _drop(self, hand):
        raise AssertionError("everything is done to its end")


def tasks(*groups):
    return [Task(scenario=None, seed=1, numbers=numbers) for numbers in groups]


def done(crew, *groups):
    """Return which replications came back, in order, and what failed."""
    came = deque()
    failed = []
    for task, outcome in crew.outcomes(tasks(*groups)):
        came.extend(task.numbers)
        failed.extend(outcome.failed)
    return list(came), failed


def test_what_a_hand_has_died_of_waits_until_all_else_is_done():
    crew = Crew(lambda turn, _: turn == 1)
    came, failed = done(crew, (0, 1), (2, 3), (4, 5))
    assert crew.given == [(0, 1), (2, 3), (4, 5), (0,), (1,)]
    assert (sorted(came), failed) == ([0, 1, 2, 3, 4, 5], [])


def test_hands_that_die_at_their_first_task_do_not_all_die_of_the_same_replication():
    """Four hands are killed one after the other; no replication has had three of them."""
    crew = Crew(lambda turn, _: turn <= 4)
    came, failed = done(crew, (0, 1), (2, 3), (4, 5))
    assert (sorted(came), failed) == ([0, 1, 2, 3, 4, 5], [])


def test_one_that_every_hand_dies_of_is_given_up_and_no_other():
    crew = Crew(lambda _, numbers: 1 in numbers)
    came, failed = done(crew, (0, 1), (2, 3))
    assert sorted(came) == [0, 1, 2, 3]
    assert [number for number, _ in failed] == [1]
    assert sum(1 in numbers for numbers in crew.given) == TRIES
