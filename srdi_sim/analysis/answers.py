"""What a goal needs: the cheapest setting that is confirmed, or that none suffices; and the curve.

What the search found is seen again under luck that it has not seen, twice, each time three times as
much of it: first to find the cheapest setting that reaches the goal, then to tell what it comes to,
under luck that had no part in its choice. Whatever is told is told by the last alone.

The rule: a setting reaches a goal if the whole 95 % interval of its chance lies at or above the
wanted chance the first time, and the chance itself does the second time. Where none does, the
setting with the highest chance decides: its whole interval below the wanted chance is "not
attainable", anything else "undecided". Settings that nobody chose by a second look, such as the
scenario as it is and those of a curve, reach a goal by their whole interval the second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from srdi_sim.analysis.frontier import Look, Search, Setting, front_by_money
from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.mixes import Confirmed, Mix
from srdi_sim.analysis.statistics import Chance
from srdi_sim.errors import SrdiError

Verdict = Literal["attainable", "not_attainable", "undecided"]

AGAIN, FRESH = 3, 3  # replications of a second look and of the last, for each of the search
CURVE = 5  # settings of a curve that are confirmed, beside those that were confirmed anyway
_LOOKS = 6  # second looks on the way to the cheapest setting
_CONFIRMED = 3  # settings of them that are confirmed, the cheapest first
_TRIES = 4  # rounds after which a goal that is out of reach is no longer looked for
_IDLE = 8  # rounds without anything new after which there is nothing left to look for
_BELOW, _ABOVE = 0.015, 0.06  # chances looked for about the wanted one
_HIGHEST = 0.995
_NO_DEARER = 1.005
_CLOSE = 0.005  # a step in chance that is not worth another confirmation


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What one goal needs.

    Attributes
    ----------
    mix : Mix or None
        The cheapest setting that is confirmed to reach it.
    highest : Mix
        The setting with the highest chance of all that were confirmed; of equals that with the
        largest surplus.
    curve : tuple of Mix
        By rising money, the highest chance that was confirmed for no more: it rises throughout.
    """

    goal: str
    verdict: Verdict
    mix: Mix | None
    highest: Mix
    curve: tuple[Mix, ...]


def answers(
    inputs: Sequence[Input],
    look: Look,
    goals: Sequence[str],
    *,
    wanted: float,
    percent: Fraction,
    replications: int,
    samples: int,
    seed: int,
    own: Setting = (),
) -> tuple[list[Answer], Mix, int]:
    """Return what each goal needs, what the scenario as it is comes to, and how many settings.

    Parameters
    ----------
    look : callable
        Sees settings at the replications of some numbers; the same numbers are the same luck.
    wanted : float
        The chance that each goal is to have.
    percent : Fraction
        The share of replications in which the money is to suffice.
    replications : int
        Of every setting in the search: the numbers from 0 on. Fresh luck are the numbers after.
    samples : int
        How many settings the search sees; a few more or fewer.
    own : tuple
        The scenario's own number for every lever, None where it names none: what a lever goes back
        to where that makes nothing dearer.
    """
    again = range(replications, (1 + AGAIN) * replications)
    fresh = range(again.stop, again.stop + FRESH * replications)
    confirmed = Confirmed(look, percent, fresh)
    found = confirmed([()])
    if not found:
        raise SrdiError("required.own_fails", {"replications": len(fresh)})
    search = None
    enough: dict[str, list[Mix]] = {}
    if inputs:
        search = Search(
            inputs,
            look,
            goals,
            percent=percent,
            numbers=range(replications),
            seed=seed,
        )
        search.begin()
    if search is not None and search.can_go_on:
        _explore(search, wanted, samples)
        looked = Confirmed(look, percent, again)
        for goal in goals:
            if not _hopeless(search, goal, wanted):
                enough[goal] = _enough(search, looked, confirmed, goal, wanted, own)
        for goal in goals:
            confirmed([search.settings[row] for row in _worth_confirming(search, goal)])
    mixes = list(confirmed.mixes.values())
    told = [_answer(goal, mixes, enough.get(goal, []), wanted) for goal in goals]
    return told, found[0], 0 if search is None else len(search.settings)


def looks_expected(goals: int) -> int:
    """Return how often as many replications as the search has of a setting follow it, at most."""
    return AGAIN * (_LOOKS + 1) * goals + FRESH * (1 + goals * (_CONFIRMED + CURVE + 1))


def least_samples(inputs: int, goals: int) -> int:
    """Return how many settings a search begins with, at most."""
    return 4 * inputs + 3 + goals


def least_chance(wanted: float, replications: int) -> float:
    """Return the least share of replications whose 95 % interval lies at or above a chance.

    Examples
    --------
    >>> least_chance(0.8, 800)
    0.82875
    """
    times = range(int(wanted * replications), replications + 1)
    enough = (each for each in times if Chance(each, replications).low95 >= wanted)
    return next(enough, replications) / replications


def _explore(search: Search, wanted: float, samples: int) -> None:
    """See settings about the wanted chance, and along the whole curve, until there are enough."""
    idle = 0
    turn = 0
    while len(search.settings) < samples and idle < _IDLE:
        aims = []
        for goal in search.goals:
            if turn >= _TRIES and _hopeless(search, goal, wanted):
                continue
            aims += _aims(search, goal, wanted, _spread(turn))
        if not aims:
            return
        turn += 1
        idle = 0 if search.look_for(aims) else idle + 1


def _aims(search: Search, goal: str, wanted: float, part: float) -> list[tuple[str, float]]:
    """Return two chances to look for: one about the wanted one, and one anywhere on the curve."""
    chances = search.chances(goal)
    highest = float(chances[search.best(goal)])
    more = min(highest + 0.02, _HIGHEST)
    if highest < wanted:
        return [(goal, more)]
    least = float(chances[int(np.nanargmin(search.money))])
    near = wanted - _BELOW + (_ABOVE + _BELOW) * part
    return [(goal, min(near, _HIGHEST)), (goal, least + (more - least) * part)]


def _hopeless(search: Search, goal: str, wanted: float) -> bool:
    """Return whether the highest chance that was seen is surely below the wanted one."""
    return search.seen_chance(goal, search.best(goal)).high95 < wanted


def _enough(
    search: Search, looked: Confirmed, confirmed: Confirmed, goal: str, wanted: float, own: Setting
) -> list[Mix]:
    """Return the first setting of a second look that is confirmed, if one of a few is."""
    for mix in _close_in(search, looked, goal, wanted, own)[:_CONFIRMED]:
        found = confirmed([mix.setting])
        if any(each.chances[goal].value >= wanted for each in found):
            return found
    return []


def _close_in(
    search: Search, looked: Confirmed, goal: str, wanted: float, own: Setting
) -> list[Mix]:
    """Look again at settings of ever closer chances; return those that reach the goal, by money.

    A setting that was found because it looked good does so partly by luck: so the chance that a
    setting must have in the search is raised until one reaches the goal in a second look, and
    lowered again.
    """
    level, step = least_chance(wanted, len(looked.numbers)), 0.02
    low, high = wanted - step, float("nan")
    reached: dict[Setting, Mix] = {}
    for _ in range(_LOOKS):
        search.look_for([(goal, level)])
        row = search.cheapest(goal, level)
        mixes = looked([search.settings[search.best(goal) if row is None else row]])
        reach = {each.setting: each for each in mixes if each.chances[goal].low95 >= wanted}
        reached |= reach
        if reach:
            high = level
        elif row is None:
            break
        else:
            low = level
        if np.isnan(high):
            level, step = min(level + step, _HIGHEST), 2 * step
        else:
            level = (low + high) / 2
        if high - low < _CLOSE or level <= low:
            break
    found = sorted(reached.values(), key=lambda mix: mix.money)
    tidier = looked([_back(search, found[0].setting, goal, own)]) if found else []
    return [each for each in tidier if each.chances[goal].low95 >= wanted] + found


def _back(search: Search, setting: Setting, goal: str, own: Setting) -> Setting:
    """Return the setting with the levers as the scenario has them whose number makes no odds.

    A search leaves a lever that hardly matters anywhere in its range.
    """
    for place, value in enumerate(own):
        if value is None or value == setting[place]:
            continue
        other = (*setting[:place], value, *setting[place + 1 :])
        search.see_settings([other])
        row, base = (search.settings.index(each) for each in (other, setting))
        chances = search.chances(goal)
        if chances[row] >= chances[base] and search.money[row] <= _NO_DEARER * search.money[base]:
            setting = other
    return setting


def _worth_confirming(search: Search, goal: str) -> list[int]:
    """Return the rows of a curve, evenly over the chances, and that of the highest chance."""
    front = search.front(goal)
    chances = search.chances(goal)[front]
    steps = np.linspace(chances[0], chances[-1], CURVE)
    rows = [front[int(np.abs(chances - each).argmin())] for each in steps]
    return list(dict.fromkeys([*rows, search.best(goal)]))


def _answer(goal: str, mixes: Sequence[Mix], found: Sequence[Mix], wanted: float) -> Answer:
    """Return the answer from all confirmed settings and those that were found by a second look."""
    money = np.array([mix.money for mix in mixes], dtype=np.float64)
    chances = np.array([mix.chances[goal].value for mix in mixes])
    enough = [*found, *(mix for mix in mixes if mix.chances[goal].low95 >= wanted)]
    highest = max(mixes, key=lambda mix: (mix.chances[goal].value, mix.surplus[goal]))
    verdict: Verdict = "undecided"
    if enough:
        verdict = "attainable"
    elif highest.chances[goal].high95 < wanted:
        verdict = "not_attainable"
    return Answer(
        goal,
        verdict,
        min(enough, key=lambda mix: mix.money, default=None),
        highest,
        tuple(mixes[row] for row in front_by_money(money, chances)),
    )


def _spread(turn: int) -> float:
    """Return numbers from 0 to 1 that come ever closer everywhere (van der Corput)."""
    part, share, turn = 0.0, 0.5, turn + 1
    while turn:
        part += share * (turn % 2)
        turn, share = turn // 2, share / 2
    return part
