"""Deadweight: awards to firms that get the same title anyway, as a twin run tells.

The two runs share their luck, so a firm of one is the same firm in the other, and the ledgers say
who was recognised: every recognition has a row where the scenario has an award for the tier, be it
of 0 yuan, or where another purse pays one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.budget import AWARDS
from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.analysis.paired import ratio
from srdi_sim.engine.ledger import EVENTS, KINDS, PAYERS
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.tiers import MONTHS, TIERS, Tier, month_index
from srdi_sim.population.firms import column_kinds
from srdi_sim.population.register import Register
from srdi_sim.scenario.scenario import Scenario

_TITLE = ["replication", "tier", "firm_id"]
_STOCK = EVENTS.index("already_recognised")


@dataclass(frozen=True, slots=True)
class Deadweight:
    """How much of a policy's award money goes to firms that get there under its twin too.

    Shares are of what city and banners owe for titles, over all replications; tiers that cannot be
    told are left out of them.

    Attributes
    ----------
    share, low95, high95 : float or None
        Of the money, what goes to firms that hold the same title by the same year in the twin run;
        the interval is Fieller's.
    share_of_awards : float or None
        The same of the awards that are more than 0.
    brought_forward : float or None
        Of the money, what goes to firms that hold the title in the twin run later.
    by_tier : tuple of (tier, share of its money)
        Tiers of which an award is paid; None where it cannot be told.
    reason : str or None
        Why there is no share: ``no_award`` (none is paid), ``no_row`` (recognitions of no tier have
        all their rows in the twin's ledger), ``other_firms`` (the populations are not the same). Or
        why a share of 1 tells nothing: ``same_awards`` (both pay the same firms the same awards).
    """

    share: float | None = None
    low95: float | None = None
    high95: float | None = None
    share_of_awards: float | None = None
    brought_forward: float | None = None
    by_tier: tuple[tuple[str, float | None], ...] = ()
    reason: str | None = None

    @property
    def untold(self) -> tuple[str, ...]:
        """The tiers of which it cannot be told."""
        return tuple(tier for tier, share in self.by_tier if share is None)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values by name."""
        return {**asdict(self), "by_tier": dict(self.by_tier)}


def deadweight(policy: Runs, twin: Runs) -> Deadweight:
    """Return which awards of `policy` go to firms that get the same title under `twin` anyway.

    Both must have the same seed, replications and period.
    """
    awards = _awards(policy)
    if awards.empty:
        return Deadweight(reason="no_award")
    if not _same_firms(policy.scenario, twin.scenario):
        return Deadweight(reason="other_firms")
    same = awards.equals(_awards(twin))
    awards = _with_fate(awards, policy.scenario, twin)
    paid = [tier for tier in TIERS if (awards["tier"] == tier).any()]
    told = [tier for tier in paid if _has_rows(twin.scenario, tier)]
    shares = {tier: _share(awards[awards["tier"] == tier], "anyway") for tier in told}
    by_tier = tuple((tier.code, shares.get(tier)) for tier in paid)
    if not told:
        return Deadweight(by_tier=by_tier, reason="no_row")
    awards = awards[awards["tier"].isin(told)]
    sums = awards.assign(anyway_fen=awards["amount_fen"].where(awards["anyway"], 0))
    sums = sums.groupby("replication")[["anyway_fen", "amount_fen"]].sum()
    sums = sums.reindex(policy.replications, fill_value=0)
    interval = ratio(sums["anyway_fen"].to_numpy(), sums["amount_fen"].to_numpy())
    return Deadweight(
        share=_share(awards, "anyway"),
        low95=None if interval is None else max(0.0, interval.low95),
        high95=None if interval is None else min(1.0, interval.high95),
        share_of_awards=float(awards["anyway"].mean()),
        brought_forward=_share(awards, "later"),
        by_tier=by_tier,
        reason="same_awards" if same else None,
    )


def award_money(runs: Runs) -> int:
    """Return what city and banners owe for titles, all replications together, in fen."""
    return int(_awards(runs)["amount_fen"].sum())


def _awards(runs: Runs) -> pd.DataFrame:
    """Return a row for each award of more than 0, city's and banner's part together."""
    ledger = runs.ledger
    paid = _recognitions(runs) & (ledger["kind"] == KINDS.index("expenditure"))
    paid &= np.isin(ledger["payer"], [PAYERS.index(payer) for payer in CITY_PURSES])
    columns = [*_TITLE, "event", "year_due", "month_due"]
    parts = pd.DataFrame({name: ledger[name][paid] for name in (*columns, "amount_fen")})
    awards = parts.groupby(columns).sum().reset_index()
    return awards[awards["amount_fen"] > 0].reset_index(drop=True)


def _with_fate(awards: pd.DataFrame, policy: Scenario, twin: Runs) -> pd.DataFrame:
    """Return awards with what the twin says: the title is there `anyway`, or only `later`."""
    rows = _recognitions(twin)
    titles = pd.DataFrame({name: twin.ledger[name][rows] for name in (*_TITLE, "year_due")})
    first = titles.groupby(_TITLE)["year_due"].min().rename("there").reset_index()
    awards = awards.merge(first, how="left", on=_TITLE)
    # What was held on the first day is held in both, though only a policy that awards it tells.
    began = month_index(policy.start.year, policy.start.month)
    month = awards["year_due"].astype(np.int64) * MONTHS + awards["month_due"] - 1
    held = (awards["event"] == _STOCK) & (month <= began)
    anyway = held | (awards["there"] <= awards["year_due"])
    return awards.assign(anyway=anyway, later=~anyway & awards["there"].notna())


def _recognitions(runs: Runs) -> NDArray[np.bool_]:
    """Return the rows of a ledger that tell of a title, whoever pays."""
    events = [EVENTS.index(event) for event in AWARDS]
    rows: NDArray[np.bool_] = np.isin(runs.ledger["event"], events) & (runs.ledger["tier"] >= 0)
    return rows


def _has_rows(twin: Scenario, tier: Tier) -> bool:
    """Return whether every title of a tier that is given in the period has a row in the ledger."""
    spans = [each.months for each in twin.policy.awards if each.tier is tier]
    spans += [each.months for each in twin.policy.other_purses if each.tier is tier]
    first = month_index(twin.start.year, twin.start.month)
    months = range(first, month_index(twin.until, MONTHS) + 1)
    return all(any(began <= month <= ended for began, ended in spans) for month in months)


def _same_firms(policy: Scenario, twin: Scenario) -> bool:
    """Return whether a firm's id names the same firm in both."""
    one, other = policy.population, twin.population
    if isinstance(one, Register) and isinstance(other, Register):
        pairs = ((getattr(each.firms, name) for each in (one, other)) for name in column_kinds())
        return all(np.array_equal(*pair) for pair in pairs)
    return one == other


def _share(awards: pd.DataFrame, fate: str) -> float:
    """Return the share of the money that goes to awards of this fate."""
    return float(awards["amount_fen"][awards[fate]].sum() / awards["amount_fen"].sum())
