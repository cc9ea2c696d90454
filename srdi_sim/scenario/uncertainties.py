"""What nobody knows: each uncertainty with its prior, unit, source and confidence.

A draw is addressed by the uncertainty's name, so adding one, or fixing another, moves no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.distributions import Distribution, Fixed
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.scenario.posterior import Posterior

TABLES = ("exit_by_age",)


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """One uncertainty.

    Attributes
    ----------
    dated : tuple of (year, Distribution)
        What holds from each year on; the first also holds before it.
    yearly : bool
        Whether every year is drawn afresh; otherwise one uniform serves all dated entries, so that
        dating a prior leaves the years before as they were.
    role : str
        ``fitted``, ``sampled``, ``fixed`` or ``off`` (built, effect 0 by default).
    """

    name: str
    dated: tuple[tuple[int, Distribution], ...]
    yearly: bool
    role: str
    unit: str
    source: str
    confidence: str

    @property
    def who(self) -> int:
        """The id by which its draws are addressed: from the name alone."""
        return who_of(self.name)

    def entry(self, year: int) -> Distribution:
        """Return the distribution that holds in `year`."""
        begun = [distribution for since, distribution in self.dated if since <= year]
        return begun[-1] if begun else self.dated[0][1]

    def fixed_at(self, value: float) -> Uncertainty:
        """Return the same uncertainty settled at one number."""
        return Uncertainty(
            self.name, ((0, Fixed(value)),), False, "fixed", self.unit, self.source, self.confidence
        )

    def fixed_at_quantile(self, u: float) -> Uncertainty:
        """Return the same uncertainty settled at its quantile `u`, whatever holds from when on."""
        dated = tuple((year, Fixed(float(each.at(u)))) for year, each in self.dated)
        return replace(self, dated=dated, yearly=False, role="fixed")

    @property
    def is_drawn_once(self) -> bool:
        """Whether a replication draws it once: it is neither known nor drawn afresh every year."""
        return not (self.yearly or self.is_fixed)

    @property
    def is_fixed(self) -> bool:
        """Whether it is one known number at any time."""
        return all(isinstance(distribution, Fixed) for _, distribution in self.dated)


@dataclass(frozen=True, slots=True)
class Uncertainties:
    """All uncertainties of a scenario, and the tables that are known for certain.

    Attributes
    ----------
    posterior : Posterior or None
        What the data have made of the priors; without it every replication draws from the priors.
    """

    entries: tuple[Uncertainty, ...]
    tables: tuple[tuple[str, tuple[float, ...]], ...]
    posterior: Posterior | None = None

    @property
    def kind(self) -> str:
        """What replications draw from: ``posterior`` or ``prior``."""
        return "prior" if self.posterior is None else "posterior"

    @property
    def fitted(self) -> tuple[str, ...]:
        """The names of those that the posterior was fitted by; none without one."""
        return () if self.posterior is None else self.posterior.names

    def luck_of(self, seed: int, replication: int) -> Luck:
        """Return the luck of a replication; under a posterior it has a past that fits the data."""
        past = () if self.posterior is None else self.posterior.past(seed, replication)
        return Luck(seed, replication, past=past)

    def get(self, name: str) -> Uncertainty:
        """Return one uncertainty by name; KeyError if there is none."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise KeyError(name)

    def settled(self, values: dict[str, float]) -> Uncertainties:
        """Return these uncertainties with some of them fixed."""
        entries = tuple(
            entry.fixed_at(values[entry.name]) if entry.name in values else entry
            for entry in self.entries
        )
        return replace(self, entries=entries)

    def settled_at_quantiles(self, quantiles: Mapping[str, float]) -> Uncertainties:
        """Return these uncertainties with some of them settled, each at a quantile of its own.

        Of what the data have moved it is the quantile of the posterior.
        """
        learned = self.posterior.prior_quantile if self.posterior else (lambda _, u: u)
        entries = tuple(
            entry.fixed_at_quantile(learned(entry.name, quantiles[entry.name]))
            if entry.name in quantiles
            else entry
            for entry in self.entries
        )
        return replace(self, entries=entries)

    def values(
        self, name: str, seed: int, replications: NDArray[np.int64], year: int
    ) -> NDArray[np.float64]:
        """Return what `draw` gives one uncertainty in `year`: a number for each replication."""
        entry = self.get(name)
        uniforms = _Uniforms(self, seed, replications, (entry,))
        u = uniforms.of(year if entry.yearly else 0, 0)
        return np.asarray(entry.entry(year).at(u), dtype=np.float64)

    def uniforms(
        self, names: Sequence[str], seed: int, replications: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the quantiles of the priors that replications have: a column for each name.

        Of uncertainties that are drawn once, not every year.
        """
        entries = tuple(self.get(name) for name in names)
        uniforms = _Uniforms(self, seed, replications, entries)
        return np.stack([uniforms.of(0, number) for number in range(len(entries))], axis=1)

    def quantiles(
        self, names: Sequence[str], seed: int, replications: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the quantiles at which `settled_at_quantiles` gives what replications draw."""
        found = self.uniforms(names, seed, replications)
        if self.posterior is not None:
            for column, name in enumerate(names):
                if name in self.posterior.names:
                    found[:, column] = self.posterior.quantile_of_draws(name, seed, replications)
        return found

    def draw(self, seed: int, replications: NDArray[np.int64], years: range) -> list[list[Habits]]:
        """Return the habits of every replication and year: ``[replication][year]``."""
        uniforms = _Uniforms(self, seed, replications, self.entries)
        columns: dict[str, list[Any]] = {
            name: [np.asarray(values)] * len(replications) for name, values in self.tables
        }
        drawn: list[list[Habits]] = [[] for _ in replications]
        stands: dict[str, Distribution] = {}
        for year in years:
            for number, entry in enumerate(self.entries):
                distribution = entry.entry(year)
                if distribution is stands.get(entry.name) and not entry.yearly:
                    continue  # what was drawn still stands
                stands[entry.name] = distribution
                if isinstance(distribution, Fixed):
                    columns[entry.name] = [distribution.value] * len(replications)
                    continue
                u = uniforms.of(year if entry.yearly else 0, number)
                columns[entry.name] = np.asarray(distribution.at(u), dtype=np.float64).tolist()
            rows = zip(*(columns[name] for name in Habits.names()), strict=True)
            for habits, values in zip(drawn, rows, strict=True):
                habits.append(Habits(*values))
        return drawn


def who_of(name: str) -> int:
    """Return the id by which the draws of what has a name are addressed."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big")


class _Uniforms:
    """The uniforms of some uncertainties, drawn once for each year that is asked for."""

    def __init__(
        self,
        whole: Uncertainties,
        seed: int,
        replications: NDArray[np.int64],
        entries: tuple[Uncertainty, ...],
    ) -> None:
        self._who = np.array([entry.who for entry in entries], dtype=np.int64)
        self._lucks = [whole.luck_of(seed, int(replication)) for replication in replications]
        self._by_year: dict[int, NDArray[np.float64]] = {}
        if whole.posterior is not None:
            always = self._drawn(0)
            for number, entry in enumerate(entries):
                if entry.name in whole.posterior.names:
                    always[number] = whole.posterior.quantiles_of(entry.name, seed, replications)
            self._by_year[0] = always

    def of(self, year: int, number: int) -> NDArray[np.float64]:
        """Return one uniform a replication for uncertainty `number`, dated `year`."""
        if year not in self._by_year:
            self._by_year[year] = self._drawn(year)
        return self._by_year[year][number]

    def _drawn(self, year: int) -> NDArray[np.float64]:
        drawn = [luck.of(year, self._who).draw(Event.PARAMETER) for luck in self._lucks]
        return np.ascontiguousarray(np.stack(drawn, axis=1))
