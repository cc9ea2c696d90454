"""The terms of a fit: published figures as a simulated city would have published them.

What a replication says of a figure gets the figure's own error, drawn once for each replication and
figure. So what is compared with a published number is a number of the same kind, and the fit needs
no tolerance of its own. Where one number stands for one of several figures (its period is not
stated), each replication publishes one of them, with equal chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.observed import foretold
from srdi_sim.ensemble.runs import Runs
from srdi_sim.errors import SrdiError
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.tiers import year_of
from srdi_sim.scenario.scenario import Observation, Scenario
from srdi_sim.scenario.uncertainties import who_of
from srdi_sim.units import WAN

_WHICH, _ERROR = 0, 1  # parts of the draw of a figure


@dataclass(frozen=True, slots=True)
class Term:
    """One published number.

    Attributes
    ----------
    observations : tuple of Observation
        What it may be about; more than one where that is not stated.
    """

    name: str
    observations: tuple[Observation, ...]

    @property
    def is_bound(self) -> bool:
        """Whether only a bound is known."""
        return self.observations[0].bound is not None

    @property
    def is_money(self) -> bool:
        """Whether it is money."""
        return self.observations[0].what == "paid"

    @property
    def is_exact(self) -> bool:
        """Whether it is a whole number of firms, with no error of its own."""
        return not (self.is_money or any(each.sd for each in self.observations))

    @property
    def scale(self) -> float:
        """How much of the unit of an observation is 1 here: money is in 万元."""
        return WAN if self.is_money else 1.0

    @property
    def value(self) -> float:
        """The published number: firms, or 万元."""
        return self.observations[0].value / self.scale

    @property
    def known(self) -> int:
        """The running month from which on it could be known."""
        return max(each.known for each in self.observations)

    @property
    def last_year(self) -> int:
        """The last year that it is about."""
        return max(year_of(each.months[1]) for each in self.observations)

    def holds(self, seen: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return where a bound holds; true everywhere of a number that is none."""
        if not self.is_bound:
            return np.ones(seen.shape, dtype=np.bool_)
        above = self.observations[0].bound == "at_least"
        return seen >= self.value if above else seen <= self.value


def terms_of(observations: Sequence[Observation], scenario: Scenario) -> tuple[Term, ...]:
    """Return the terms that a scenario can be fitted to, in the order of the observations.

    What the model starts from is no evidence, and what is outside the period cannot be foretold.

    Raises
    ------
    SrdiError
        Nothing is left.
    """
    groups: dict[str, list[Observation]] = {}
    for each in observations:
        years = [year_of(month) for month in each.months]
        if each.evidence and all(year in scenario.years for year in years):
            groups.setdefault(each.either or each.name, []).append(each)
    if not groups:
        raise SrdiError("fit.no_terms", {"given": len(observations)})
    return tuple(Term(name, tuple(group)) for name, group in groups.items())


def seen(runs: Runs, terms: Sequence[Term]) -> NDArray[np.float64]:
    """Return what each replication publishes: a row each, a column for each term."""
    return np.stack([_published(runs, term) for term in terms], axis=1)


def _published(runs: Runs, term: Term) -> NDArray[np.float64]:
    """Return what each replication publishes as one term: one of what it may mean, with error."""
    who = np.array([who_of(f"observed {term.name}")], dtype=np.int64)
    lucks = [Luck(runs.seed, int(number)) for number in runs.replications]
    which, error = (
        np.array([luck.draw_for(who, Event.PARAMETER, part)[0] for luck in lucks])
        for part in (_WHICH, _ERROR)
    )
    choice = np.floor(which * len(term.observations)).astype(np.int64)
    published = np.zeros(runs.replications.size)
    for number, observation in enumerate(term.observations):
        figures = foretold(runs, observation)
        assert figures is not None  # terms_of leaves out what is outside the period
        spread = observation.sd * special.ndtri(error) + observation.rounding * (error - 0.5)
        published = np.where(choice == number, (figures + spread) / term.scale, published)
    return published
