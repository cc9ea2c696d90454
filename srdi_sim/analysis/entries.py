"""The entries of a ledger: which of them are meant, and what their codes stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.engine.ledger import BASES, EVENTS, KINDS, PAYERS, UNPAID
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.scenario import Scenario

CITY_PURSES = ("city", "banner")
NOBODY = "none"  # the label of an entry without a tier or a banner
Due = Literal["within", "after"]
Paid = Literal["within", "later", "never"]
Ledger = Mapping[str, NDArray[Any]]


def rows_of(
    ledger: Ledger,
    years: range,
    kind: str,
    due: Due,
    paid: Paid | None,
    basis: str | None,
) -> NDArray[np.bool_]:
    """Return which rows of the ledger are meant; see :meth:`srdi_sim.analysis.budget.Bill.by`."""
    rows: NDArray[np.bool_] = ledger["kind"] == KINDS.index(kind)
    if kind == "expenditure":
        rows &= np.isin(ledger["payer"], [PAYERS.index(payer) for payer in CITY_PURSES])
    if basis is not None:
        rows &= ledger["basis"] == BASES.index(basis)
    if due == "after":
        rows &= ledger["year_due"] >= years.stop
    else:
        rows &= (ledger["year_due"] >= years.start) & (ledger["year_due"] < years.stop)
    match paid:
        case "within":
            rows &= (ledger["year_paid"] >= years.start) & (ledger["year_paid"] < years.stop)
        case "later":
            rows &= ledger["year_paid"] >= years.stop
        case "never":
            rows &= ledger["year_paid"] == UNPAID
    return rows


def label_of(column: str, code: int, scenario: Scenario) -> Any:
    """Return what the code of a column stands for."""
    match column:
        case "clause":
            return scenario.clauses[code]
        case "event":
            return EVENTS[code]
        case "payer":
            return PAYERS[code]
        case "kind":
            return KINDS[code]
        case "basis":
            return BASES[code]
        case "tier":
            return NOBODY if code < 0 else TIER_CODES[code]
        case "banner":
            return NOBODY if code < 0 else scenario.population.banners[code]
        case "year_paid":
            return pd.NA if code == UNPAID else code
    return code
