"""What scenarios change, against a base that shares their luck: firms, chances, money.

Counts are those that each scenario's own reading asks for; targets are the base's. Every difference
is taken within a replication, so what both share (the firms, what nobody knows, luck) cancels out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis import outcomes
from srdi_sim.analysis.deadweight import Deadweight, award_money, deadweight
from srdi_sim.analysis.forecast import Outlook, forecast
from srdi_sim.analysis.paired import (
    Difference,
    Key,
    Ratio,
    difference_of_chances,
    differences,
    ratio,
)
from srdi_sim.ensemble.runs import Runs
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario, Target

FEWEST = 2  # replications of which a spread can be told
NO_EFFECT = "no_measurable_effect"


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """One scenario against the base.

    Attributes
    ----------
    base, other : Runs
        The replications that have finished in both.
    differences : mapping of outcome to Difference
        ``firms:TIER:YEAR`` for every tier in the targets' years and the last, ``chance:TIER:YEAR``
        for every target, ``chance:all``; in fen ``cost:total``, ``cost:clause:CLAUSE`` and
        ``cost:payer:PAYER`` (its parts), and ``cost:KIND:PAYER`` for what is in no total.
    cost_per_extra : mapping of ``cost_per_extra:TIER:YEAR`` to Ratio or None
        Difference of ``cost:total`` over that of ``firms:TIER:YEAR``, in fen a firm; None where the
        95 % interval of the firms holds 0. Where both fall it is what a firm fewer saves.
    deadweight : Deadweight
        Of the awards of the scenario that pays more for titles (`pays_more`), by the other one.
    """

    base: Runs
    other: Runs
    differences: Mapping[str, Difference]
    cost_per_extra: Mapping[str, Ratio | None]
    deadweight: Deadweight
    pays_more: Literal["base", "other"]

    @property
    def name(self) -> str:
        """What the other scenario is called, with what was changed in it after loading."""
        return name_of(self.other)

    @property
    def label(self) -> str:
        """What tells the other scenario from the base: its name, or what was changed."""
        changes = "; ".join(changes_of(self.other))
        name = self.other.scenario.name
        return changes if changes and name == self.base.scenario.name else name

    @property
    def table(self) -> pd.DataFrame:
        """Every difference, one row for each outcome."""
        return _frame(self.differences, ["outcome"])

    def by(
        self,
        place: outcomes.Place,
        *,
        what: outcomes.Count = "holders",
        year: int | None = None,
    ) -> pd.DataFrame:
        """Return differences of firms by banner or sector and tier, at the end of a year.

        Parameters
        ----------
        what : str
            ``holders`` of a valid title of the tier, whatever else they hold; ``stock``, firms by
            their highest title; or a flow of the year, see :data:`srdi_sim.engine.tally.COUNTS`.
            No reading is applied.
        year : int, optional
            The last one if not given.
        """
        cells = [outcomes.firms_by(runs, place, what, year) for runs in (self.base, self.other)]
        return _frame(differences(*cells), [place, "tier"])

    def city_wide(self, year: int | None = None) -> pd.DataFrame:
        """Return differences of every measure of the whole city, in one year or in all.

        Those of finite pools (credit, land and energy, seats) tell of crowding-out: what other
        firms no longer get.
        """
        measured = [outcomes.city_wide(runs, year) for runs in (self.base, self.other)]
        return _frame(differences(*measured), ["measure", "year"])


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Scenarios against one base.

    Attributes
    ----------
    replications : int
        Those that have finished in every scenario.
    failed : int
        Those that have not, and are left out.
    """

    base: Scenario
    seed: int
    replications: int
    failed: int
    others: tuple[Contrast, ...]

    @property
    def table(self) -> pd.DataFrame:
        """Every difference, by scenario and outcome."""
        tables = [contrast.table.assign(scenario=contrast.name) for contrast in self.others]
        return pd.concat(tables).set_index("scenario", append=True).swaplevel()


def compare(base: Runs, *others: Runs) -> Comparison:
    """Return what other scenarios change against `base`, replication by replication.

    Raises
    ------
    SrdiError
        If nothing else is given, or a scenario was simulated with another seed, other replications
        or another period, or fewer than two replications have finished in all.
    """
    if not others:
        raise SrdiError("compare.no_other")
    for other in others:
        _refuse_unlike(base, other)
    asked = _asked(base)
    common = base.replications
    for other in others:
        common = np.intersect1d(common, other.replications)
    if common.size < FEWEST:
        raise SrdiError("compare.too_few", {"given": int(common.size), "least": FEWEST})
    base, *rest = (_only(runs, common) for runs in (base, *others))
    contrasts = tuple(_contrast(base, other) for other in rest)
    return Comparison(
        base.scenario, base.seed, int(common.size), int(asked.size - common.size), contrasts
    )


def refuse_other_period(base: Scenario, other: Scenario) -> None:
    """Raise `SrdiError` if two scenarios do not run over the same period."""
    periods = [f"{scenario.start} – {scenario.until}" for scenario in (base, other)]
    if periods[0] != periods[1]:
        values = {"base": base.name, "base_period": periods[0]}
        raise SrdiError("compare.period", {**values, "other": other.name, "period": periods[1]})


def name_of(runs: Runs) -> str:
    """Return a scenario's name, with what was changed after it was loaded."""
    changes = "; ".join(changes_of(runs))
    return f"{runs.scenario.name} [{changes}]" if changes else runs.scenario.name


def changes_of(runs: Runs) -> tuple[str, ...]:
    """Return what was changed after a scenario was loaded, replaced rules included."""
    rules = (f"rule {name}" for name, _ in runs.replaced_rules)
    return (*runs.scenario.edits, *rules)


def differences_in(table: pd.DataFrame) -> dict[Any, Difference]:
    """Return the differences in a table of a contrast, by the keys of its rows."""
    return {key: Difference(*map(float, row)) for key, row in table.iterrows()}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return the object that ``srdi compare --json`` prints."""
    return {
        "base": comparison.base.name,
        "base_sha256": comparison.base.sha256,
        "seed": comparison.seed,
        "replications": comparison.replications,
        "failed": comparison.failed,
        "others": [_contrast_json(contrast) for contrast in comparison.others],
    }


def _contrast(base: Runs, other: Runs) -> Contrast:
    targets = base.scenario.targets
    before, after = forecast(base), forecast(other)
    firms_before, firms_after = outcomes.firms(before, targets), outcomes.firms(after, targets)
    money_before, money_after = outcomes.money(base), outcomes.money(other)
    dearer = money_after["cost:total"] - money_before["cost:total"]
    pays_more = award_money(base) < award_money(other)
    return Contrast(
        base=base,
        other=other,
        differences={
            **differences(firms_before, firms_after),
            **_chances(before, after, targets),
            **differences(money_before, money_after),
        },
        cost_per_extra={
            outcome.replace("firms", "cost_per_extra", 1): ratio(
                dearer, firms_after[outcome] - firms
            )
            for outcome, firms in firms_before.items()
        },
        deadweight=deadweight(other, base) if pays_more else deadweight(base, other),
        pays_more="other" if pays_more else "base",
    )


def _chances(base: Outlook, other: Outlook, targets: Sequence[Target]) -> dict[str, Difference]:
    """Return the difference of the chance of each target, and of all of them if there are some."""
    chances = {}
    all_met = [np.ones(base.replications, dtype=bool) for _ in range(2)]
    all_alike = True
    for target in targets:
        before, after = (outlook.count(target.tier, target.year) for outlook in (base, other))
        alike = base.needed(target) == other.needed(target) and np.array_equal(before, after)
        met = [base.met(target), other.met(target)]
        chances[f"chance:{target.tier.code}:{target.year}"] = difference_of_chances(
            *met, alike=alike
        )
        all_met = [so_far & here for so_far, here in zip(all_met, met, strict=True)]
        all_alike &= alike
    if targets:
        chances["chance:all"] = difference_of_chances(*all_met, alike=all_alike)
    return chances


def _refuse_unlike(base: Runs, other: Runs) -> None:
    """Refuse what does not share its luck or its years with the base."""
    names = {"base": name_of(base), "other": name_of(other)}
    if base.seed != other.seed:
        raise SrdiError("compare.seed", {**names, "base_seed": base.seed, "seed": other.seed})
    alone = np.setxor1d(_asked(base), _asked(other))
    if alone.size:
        raise SrdiError(
            "compare.replications", {**names, "count": int(alone.size), "alone": alone.tolist()}
        )
    refuse_other_period(base.scenario, other.scenario)


def _asked(runs: Runs) -> NDArray[np.int64]:
    """Return the replications that were asked for, those included that failed."""
    failed = np.array([number for number, _ in runs.failed], dtype=np.int64)
    return np.union1d(runs.replications, failed)


def _only(runs: Runs, numbers: NDArray[np.int64]) -> Runs:
    """Return the runs with these replications alone."""
    if np.array_equal(runs.replications, numbers):
        return runs
    rows = np.isin(runs.replications, numbers)
    entries = np.isin(runs.ledger["replication"], numbers)
    return replace(
        runs,
        replications=runs.replications[rows],
        counts=runs.counts[rows],
        measures=runs.measures[rows],
        watched=runs.watched[rows],
        ledger={name: column[entries] for name, column in runs.ledger.items()},
    )


def _frame(found: Mapping[Key, Difference], names: list[str]) -> pd.DataFrame:
    rows = [each.as_dict() for each in found.values()]
    keys = [key if isinstance(key, tuple) else (key,) for key in found]
    index: pd.Index[Any] = pd.MultiIndex.from_tuples(keys, names=names)
    return pd.DataFrame(rows, index if len(names) > 1 else index.get_level_values(0))


def _contrast_json(contrast: Contrast) -> dict[str, Any]:
    return {
        "scenario": contrast.other.scenario.name,
        "scenario_sha256": contrast.other.scenario.sha256,
        "changes": list(changes_of(contrast.other)),
        "differences": [
            {"outcome": outcome, **each.as_dict()} for outcome, each in contrast.differences.items()
        ],
        "cost_per_extra": {
            outcome: _ratio_json(each) for outcome, each in contrast.cost_per_extra.items()
        },
        "deadweight_share": contrast.deadweight.share,
        "deadweight": {"pays_more": contrast.pays_more, **contrast.deadweight.as_dict()},
        "by_banner": _places_json(contrast, "banner"),
        "by_sector": _places_json(contrast, "sector"),
        "city_wide": contrast.city_wide().reset_index().to_dict("records"),
    }


def _places_json(contrast: Contrast, place: outcomes.Place) -> list[dict[str, Any]]:
    """Return differences of firms with a title by banner or sector: a record for each outcome."""
    scenario = contrast.base.scenario
    return [
        {"place": name, "outcome": f"firms:{tier}:{year}", **_ends(found)}
        for year in outcomes.years_of(scenario.targets, scenario)
        for (name, tier), found in differences_in(contrast.by(place, year=year)).items()
    ]


def _ends(found: Difference) -> dict[str, float]:
    return {name: getattr(found, name) for name in ("base", "other", "mean", "low95", "high95")}


def _ratio_json(found: Ratio | None) -> dict[str, float | str | None]:
    """Return a ratio in fen, or nothing and why."""
    if found is None:
        return {"fen": None, "low95": None, "high95": None, "reason": NO_EFFECT}
    return {"fen": found.value, "low95": found.low95, "high95": found.high95, "reason": None}
