"""The guarantee fund: what it backs, what it may lose, and what it is called on for.

Calls and recoveries group the contingent lines of the ledger; what is exposed is measured at each
year's end. None of it is ever part of spending: the capital put in is an asset, and a call comes
out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.bill_json import plain
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.levels import ASKED
from srdi_sim.analysis.statistics import attained, mean_fen
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.units import WAN

# At the end of a year: the most that may be backed, what is backed, the fund's loss if all of it
# fails, what the fund has left, and its part of the year's losses that it could not bear.
_STANDING = {
    "limit": "guarantee_limit",
    "backed": "guaranteed_amount",
    "exposed": "fund_exposed",
    "left": "fund_left",
    "unmet": "claims_unmet",
}
_FLOWS = {"calls": "guarantee_claim", "recoveries": "guarantee_recovery"}
ITEMS = ("limit", "backed", "exposed", "calls", "recoveries", "unmet", "left")
FLOWS = ("calls", "recoveries", "unmet")  # that may be added over the years
FIGURES = ("p50", "p80", "p95", ASKED, "mean")


@dataclass(frozen=True, slots=True, eq=False)
class Guarantees:
    """What the guarantee fund holds, backs and pays, in fen.

    Attributes
    ----------
    capital : Series
        The capital that the city puts in, an asset: p50, p80, p95, at_confidence, mean.
    by_year : DataFrame
        A row a year and item of `ITEMS`; recoveries are not positive.
    total : DataFrame
        The items of `FLOWS` over all years; quantiles of the sums, not sums of quantiles.
    """

    capital: pd.Series[int]
    by_year: pd.DataFrame
    total: pd.DataFrame

    def at(self, year: int | None, item: str) -> pd.Series[int]:
        """Return the figures of an item in a year, or of one that adds up over all of them."""
        row = self.total.loc[item] if year is None else self.by_year.loc[(year, item)]
        return cast("pd.Series[int]", row)

    @property
    def is_any(self) -> bool:
        """Whether there is a fund, or anything that it did."""
        return bool(self.capital["p95"] or self.by_year.to_numpy().any())


def guarantees(runs: Runs, confidence: Fraction) -> Guarantees:
    """Return what the guarantee fund of an ensemble holds, backs and pays."""
    percent, years = 100 * confidence, runs.scenario.years
    items = {name: _measured(runs, measure) for name, measure in _STANDING.items()}
    items |= _called(runs)
    rows = {
        (year, name): _figures(items[name][:, n], percent)
        for n, year in enumerate(years)
        for name in ITEMS
    }
    totals = {name: _figures(items[name].sum(axis=1), percent) for name in FLOWS}
    columns = pd.Index(FIGURES, name="fen")
    by_year = pd.DataFrame.from_dict(rows, "index", dtype=np.int64, columns=columns)
    by_year.index = pd.MultiIndex.from_tuples(rows, names=["year", "item"])
    assets = budget(runs).amounts("event", kind="asset")
    capital = assets.reindex(["fund_capital"], fill_value=0).to_numpy()[0]
    return Guarantees(
        pd.Series(_figures(capital, percent), columns),
        by_year,
        pd.DataFrame.from_dict(totals, "index", dtype=np.int64, columns=columns),
    )


def guarantees_json(found: Guarantees) -> dict[str, Any]:
    """Return the object `guarantees`, money in fen."""
    years = found.by_year.index.get_level_values("year").unique()
    return {
        "capital_fen": plain(found.capital),
        "by_year": [
            {"key": int(year), **{name: plain(found.at(year, name)) for name in ITEMS}}
            for year in years
        ],
        "total": {name: plain(found.at(None, name)) for name in FLOWS},
    }


def _measured(runs: Runs, measure: str) -> NDArray[np.int64]:
    """Return a measure of 万元 in fen, by replication and year."""
    wan = runs.measures[:, :, MEASURES.index((measure, ""))]
    return np.rint(wan * WAN).astype(np.int64)


def _called(runs: Runs) -> dict[str, NDArray[np.int64]]:
    """Return calls and recoveries by replication and year."""
    lines = budget(runs).amounts("event", "year_due", kind="contingent")
    found = {}
    for name, event in _FLOWS.items():
        own = lines[lines.index.get_level_values("event") == event].droplevel("event")
        found[name] = own.reindex(list(runs.scenario.years), fill_value=0).to_numpy().T
    return found


def _figures(sums: NDArray[np.int64], percent: Fraction) -> list[int]:
    levels = [int(attained(sums, each)) for each in (50, 80, 95, percent)]
    return [*levels, int(mean_fen(sums))]
