"""Mixes of levers: settings, and what was seen of them under luck that no search has seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from srdi_sim.analysis.frontier import Look, Seen, Setting, mean_in_rows
from srdi_sim.analysis.statistics import Chance, attained, attained_interval


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """A setting and what was seen of it under fresh luck.

    Attributes
    ----------
    setting : tuple
        A value for every lever; empty for the scenario as it is.
    money : int
        Fen that suffice with the confidence; its true value lies in `money_low95` to
        `money_high95` with 95 %.
    chances : dict of goal to Chance
    surplus : dict of goal to float
        Mean over the replications: tells apart what has the same chance.
    """

    setting: Setting
    money: int
    money_low95: int
    money_high95: int
    p50: int
    p80: int
    mean: int
    chances: dict[str, Chance]
    surplus: dict[str, float]


@dataclass(slots=True)
class Confirmed:
    """Settings that were seen under fresh luck."""

    look: Look
    percent: Fraction
    numbers: range
    mixes: dict[Setting, Mix] = field(default_factory=dict)

    def __call__(self, settings: Sequence[Setting]) -> list[Mix]:
        """Return what settings come to; those that fail in every replication are left out."""
        new = [each for each in dict.fromkeys(settings) if each not in self.mixes]
        if new:
            seen = self.look(new, self.numbers)
            for row, setting in enumerate(new):
                if not np.isnan(seen.money[row]).all():
                    self.mixes[setting] = mix_of(setting, seen.row(row), self.percent)
        return [self.mixes[each] for each in settings if each in self.mixes]


def mix_of(setting: Setting, seen: Seen, percent: Fraction) -> Mix:
    """Return what was seen of one setting."""
    money = seen.money[0][~np.isnan(seen.money[0])].round().astype(np.int64)
    low, high = attained_interval(money, percent)
    p50, p80, asked = (int(attained(money, each)) for each in (50, 80, percent))
    return Mix(
        setting,
        asked,
        int(low),
        int(high),
        p50,
        p80,
        round(float(money.mean())),
        {goal: seen.chance(goal) for goal in seen.surplus},
        {goal: float(mean_in_rows(each)[0]) for goal, each in seen.surplus.items()},
    )
