"""The forecast: how many firms each tier holds, whether targets are met, and what binds if not.

Counts are those that the reading asks for: its nesting says whether higher tiers are included, its
counting whether titles are valid on 31 December or were ever held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.bill_json import cost_json
from srdi_sim.analysis.binding import Binding, Loss, Way, way_to
from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.statistics import Chance, attained
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.tiers import TIER_CODES, TIERS, Tier, tier_of
from srdi_sim.scenario.scenario import Scenario, Target

PERCENTS = (5, 10, 25, 50, 75, 90, 95)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """The forecast of one ensemble.

    Attributes
    ----------
    replications, failed : int
        How many have finished, and how many have not and are left out.
    counts : int64 (replications, years, tiers)
        Firms that the reading counts toward each tier.
    measures : float64 (replications, years, measures)
        As the runs hold them; see :data:`srdi_sim.engine.tally.MEASURES`.
    """

    scenario: Scenario
    seed: int
    replications: int
    failed: int
    firm_years: int
    counts: NDArray[np.int64]
    measures: NDArray[np.float64]

    def at(self, year: int) -> pd.DataFrame:
        """Return the forecast of one year: median, 80 % interval and mean for every tier."""
        counts = self.counts[:, self._at(year)]
        columns = {
            "median": attained(counts, 50, axis=0),
            "low80": attained(counts, 10, axis=0),
            "high80": attained(counts, 90, axis=0),
            "mean": counts.mean(axis=0),
        }
        frame = pd.DataFrame(columns, pd.Index(TIER_CODES, name="tier"))
        return frame.rename_axis("firms", axis="columns")

    def path(self, tier: str | Tier) -> pd.DataFrame:
        """Return the forecast of one tier: quantiles p5 to p95 and the mean for every year."""
        counts = self.counts[:, :, _tier(tier)]
        columns = {f"p{percent}": attained(counts, percent, axis=0) for percent in PERCENTS}
        columns["mean"] = counts.mean(axis=0)
        frame = pd.DataFrame(columns, pd.Index(self.scenario.years, name="year"))
        return frame.rename_axis("firms", axis="columns")

    def curve(self, tier: str | Tier, year: int) -> pd.Series[float]:
        """Return P(count > k) for every k from 0 to the largest count."""
        counts = self.count(tier, year)
        above = 1.0 - np.cumsum(np.bincount(counts)) / self.replications
        return pd.Series(above, pd.RangeIndex(above.size, name="k"), name="chance")

    def count(self, tier: str | Tier, year: int) -> NDArray[np.int64]:
        """Return the firms at a tier in a year, one number for each replication."""
        return self.counts[:, self._at(year), _tier(tier)]

    def needed(self, target: Target) -> int:
        """Return the least number of firms that meets a target."""
        return target.needed(self.scenario.reading.exceed)

    def wanted(self, target: Target) -> str:
        """Return a target as it is read, such as ``>300``."""
        return target.wanted(self.scenario.reading.exceed)

    def met(self, target: Target) -> NDArray[np.bool_]:
        """Return which replications meet a target."""
        return self.count(target.tier, target.year) >= self.needed(target)

    def chance(self, *targets: Target) -> Chance:
        """Return the chance that all of these targets are met."""
        met = np.ones(self.replications, dtype=bool)
        for target in targets:
            met &= self.met(target)
        return Chance(int(met.sum()), self.replications)

    @property
    def chance_all(self) -> Chance:
        """The chance that the scenario's targets are all met."""
        return self.chance(*self.scenario.targets)

    def chance_of_meeting(self, targets: Iterable[Target]) -> pd.DataFrame:
        """Return one row for each target: forecast, chance with its 95 % interval, what binds."""
        frame = pd.DataFrame([self.answer(target) for target in targets])
        return frame.astype({"first_year_met": "Int64"}) if len(frame) else frame

    def answer(self, target: Target) -> dict[str, Any]:
        """Return the row of :meth:`chance_of_meeting` for one target, as plain values."""
        counts = self.count(target.tier, target.year)
        chance, binding = self.chance(target), self.binds(target)
        return {
            "tier": target.tier.code,
            "year": target.year,
            "wanted": self.wanted(target),
            "median": int(attained(counts, 50)),
            "low80": int(attained(counts, 10)),
            "high80": int(attained(counts, 90)),
            "mean": float(counts.mean()),
            "chance": chance.value,
            "chance_low95": chance.low95,
            "chance_high95": chance.high95,
            "first_year_met": self.first_year_met(target),
            "binds": binding.gate,
            "binds_share": binding.share,
            "binds_condition": binding.condition,
        }

    def first_year_met(self, target: Target) -> int | None:
        """Return the first year by whose end half of the replications have once met the number."""
        reached = self.counts[:, :, target.tier] >= self.needed(target)
        ever = np.maximum.accumulate(reached, axis=1).sum(axis=0)
        years = np.flatnonzero(2 * ever >= self.replications)
        return self.scenario.years[int(years[0])] if years.size else None

    def shortfall(self, target: Target) -> NDArray[np.int64]:
        """Return how many firms each replication lacks to meet a target; 0 or less if it does."""
        return self.needed(target) - self.count(target.tier, target.year)

    def binds(self, target: Target) -> Binding:
        """Return what binds a target, over the replications that miss it.

        The step is named that lies nearest to the end of the way to a title and whose own losses
        up to the target's year would have covered the shortfall; see
        :mod:`srdi_sim.analysis.binding`. From the end: `lapse` (titles that ended with their firm
        or rung, or were revoked), `review` (not renewed), `places` (passed and found none),
        `points` (turned away by the panel), `budget` (did not apply and would have, had awards been
        paid in time), `no_application` (other eligible firms that did not), `points` again (met
        every condition, lacked the points by their own count), `not_eligible` (fell at a condition,
        from the last asked to the first; without a condition, too few firms in all).
        """
        return self._way(target).binds(self.shortfall(target))

    def binding_table(self, target: Target) -> pd.DataFrame:
        """Return firms lost year by year, gate by gate, over the replications that miss a target.

        One row for each `year`, `gate` and `at` (see :meth:`srdi_sim.analysis.binding.Way.table`);
        empty if no replication misses.
        """
        missed = ~self.met(target)
        if missed.any():
            return self._way(target).table(missed, self._until(target))
        return self._way(target).table(~missed, self._until(target)).iloc[:0]

    def losses(self, target: Target) -> list[Loss]:
        """Return what each step takes, from the end, over the replications that miss a target."""
        missed = ~self.met(target)
        return self._way(target).losses(missed) if missed.any() else []

    def _way(self, target: Target) -> Way:
        """Return the way to a target's title, up to its year."""
        years = self._until(target)
        return way_to(target.tier, years, self.measures[:, : len(years)], self.scenario)

    def _until(self, target: Target) -> range:
        """Return the years up to that of a target."""
        return self.scenario.years[: self._at(target.year) + 1]

    def _at(self, year: int) -> int:
        """Return the place of a year in the arrays."""
        years = self.scenario.years
        if year not in years:
            raise ValueError(f"{year} is outside the period {years.start} to {years.stop - 1}")
        return years.index(year)


def forecast(runs: Runs) -> Outlook:
    """Return the forecast of an ensemble.

    Raises
    ------
    ValueError
        If no replication has finished.
    """
    if runs.replications.size == 0:
        raise ValueError("no replication has finished")
    return Outlook(
        runs.scenario,
        runs.seed,
        int(runs.replications.size),
        len(runs.failed),
        runs.firm_years,
        _counted(runs.measures, runs.scenario.reading),
        runs.measures,
    )


def outlook_of(scenario: Scenario, seed: int, measures: NDArray[np.float64]) -> Outlook:
    """Return the forecast of replications of which nothing but the measures was kept."""
    counts = _counted(measures, scenario.reading)
    return Outlook(scenario, seed, len(measures), 0, 0, counts, measures)


def outlook_json(outlook: Outlook, bill: Bill, folder: str, seconds: float) -> dict[str, Any]:
    """Return the object that ``srdi run --json`` prints; `folder` is the run folder."""
    scenario, chance = outlook.scenario, outlook.chance_all
    return {
        "scenario": scenario.name,
        "scenario_sha256": scenario.sha256,
        "reading": scenario.reading.as_dict(),
        "seed": outlook.seed,
        "replications": outlook.replications,
        "failed": outlook.failed,
        "parameters": scenario.uncertainties.kind,
        "posterior_of_other_population": scenario.posterior_of_other_population,
        "targets": [
            {**outlook.answer(target), "lost": _lost_json(outlook, target)}
            for target in scenario.targets
        ],
        "chance_all": chance.value,
        "chance_all_low95": chance.low95,
        "chance_all_high95": chance.high95,
        "cost": cost_json(bill),
        "run": folder,
        "firm_years": outlook.firm_years,
        "seconds": seconds,
    }


def _lost_json(outlook: Outlook, target: Target) -> list[dict[str, Any]]:
    """Return the rows of :meth:`Outlook.binding_table`; null where it is not counted who came."""
    table = outlook.binding_table(target).astype(object)
    rows = table.where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _counted(measures: NDArray[np.float64], reading: Reading) -> NDArray[np.int64]:
    """Return the firms that a reading counts toward each tier (R2, R3 and R4)."""
    held = "valid" if reading.counting == "valid_stock" else "ever"
    columns = []
    for tier in TIERS:
        alone = reading.nesting in ("disjoint", f"{tier.code}_apart")
        standing = "exactly" if alone else "at_least"
        columns.append(MEASURES.index((f"{standing}_{held}", tier.code)))
    return np.rint(measures[:, :, columns]).astype(np.int64)


def _tier(tier: str | Tier) -> Tier:
    return tier if isinstance(tier, Tier) else tier_of(tier)
