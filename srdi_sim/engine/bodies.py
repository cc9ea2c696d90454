"""Service platforms and start-up bases of clause 二(十四): institutions, not firms."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms

_BODIES = 1 << 41  # ids of bodies: no firm and no rival has one so high
TITLE_YEARS = 3  # 内经信服指字〔2018〕396号, art. 23, by the city's notice of 2022


def _nothing() -> NDArray[np.bool_]:
    return np.zeros(0, dtype=bool)


@dataclass(slots=True)
class Bodies:
    """The platforms and bases of national or regional rank, one entry each.

    Attributes
    ----------
    until : last year of a body's title.
    two_titles : whether it is both a platform and a base (R14).
    valid, serving : whether it holds its title, and also gives service, this year.
    """

    until: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    two_titles: NDArray[np.bool_] = field(default_factory=_nothing)
    valid: NDArray[np.bool_] = field(default_factory=_nothing)
    serving: NDArray[np.bool_] = field(default_factory=_nothing)

    def live(self, terms: Terms, habits: Habits, luck: Luck) -> int:
        """Live a year of the bodies; return how many give service.

        A title of three years is renewed with a chance. The first ends within three years of the
        first year in which the clause is in force.
        """
        lever = terms.levers.platforms
        if lever.strength == 0.0:
            self.serving = np.zeros_like(self.valid)
            return 0
        if not self.until.size:
            self._begin(terms, habits, luck)
        ids = _BODIES + np.arange(self.until.size)
        ending = self.valid & (self.until < terms.year)
        renewed = luck.draw_for(ids, Event.PLATFORM, 2) < habits.platform_renewal
        self.valid &= ~ending | renewed
        self.until[ending & renewed] += TITLE_YEARS
        self.serving = self.valid & (
            luck.draw_for(ids, Event.PLATFORM, 3) < habits.platform_serving
        )
        idle = [name in lever.not_serving for name in lever.bodies]
        if idle:
            self.serving &= ~np.array(idle)
        return int(np.count_nonzero(self.serving))

    def _begin(self, terms: Terms, habits: Habits, luck: Luck) -> None:
        lever = terms.levers.platforms
        assumed = habits.platforms_count if lever.count is None else lever.count
        count = len(lever.bodies) or int(assumed)
        traits = luck.of(0, _BODIES + np.arange(count))
        left = np.floor(TITLE_YEARS * traits.draw(Event.PLATFORM))
        self.until = terms.year + left.astype(np.int64)
        self.two_titles = traits.draw(Event.PLATFORM, 1) < habits.platform_two_titles
        self.valid = np.ones(count, dtype=bool)
