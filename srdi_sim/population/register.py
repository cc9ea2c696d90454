"""A register: firms that are given one by one instead of being drawn.

A city's own register, a hand case or a test world is one of these. It stands wherever synthetic
:class:`~srdi_sim.population.synthesis.Marginals` stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.population.firms import Firms


@dataclass(frozen=True, slots=True)
class Register:
    """Known firms, the same in every replication.

    Attributes
    ----------
    start : int
        The year the register describes; firms whose ``enters`` is later come into view then.
    firms : Firms
        Titles included. ``alive`` says who is there at the start.
    districts, factor_use
        As in :class:`~srdi_sim.population.synthesis.Marginals`; empty, no banner is a district and
        all sectors use the same.
    """

    name: str
    start: int
    banners: tuple[str, ...]
    sectors: tuple[str, ...]
    parks_per_banner: int
    firms: Firms
    districts: tuple[bool, ...] = ()
    factor_use: tuple[tuple[float, ...], ...] = ()

    def firms_of(self, habits: Habits, luck: Luck, until: int) -> Firms:
        """Return a copy of the firms; nothing is drawn."""
        return self.firms.copy()
