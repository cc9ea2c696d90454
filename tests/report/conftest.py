import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest

from planted import entry, runs, scenario
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.observed import observed_percentiles
from srdi_sim.distributions import Chance
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.scenario.scenario import Observation
from worlds import award

WAN = 1_000_000
N = 40


def lines_of(n, years):
    """What replication `n` owes: awards of every tier and year, and one of every other kind."""
    for year in years:
        for tier in TIERS:
            amount = WAN * (n + 10 * tier + year % 7) + n
            for payer in ("city", "banner"):
                yield entry(n, amount, year, tier=int(tier), payer=payer, year_paid=year + n % 2)
    stock = {"event": "already_recognised", "tier": int(Tier.REGIONAL)}
    nobody = {"tier": -1, "banner": -1, "basis": "assumption"}
    class_ = {"event": "training_year", "clause": "二(十三)", **nobody}
    claim = {"event": "guarantee_claim", "clause": "二(八)", **nobody}
    yield entry(n, 31 * WAN * (n % 2), 2022, **stock)
    yield entry(n, 2 * WAN + n, 2024, **class_)
    yield entry(n, 9 * WAN, 2024, payer="region", kind="memo")
    yield entry(n, n * WAN, 2024, payer="guarantee_fund", kind="contingent", **claim)
    capital = {"event": "fund_capital", "clause": "二(八)", **nobody}
    yield entry(n, 3000 * WAN + n, 2022, kind="asset", **capital)


def told(name="鄂尔多斯 / a test", **more):
    """A result with something of everything: what analysis gives and report takes."""
    month = month_index(2023, 8)
    titled, low, high = (Tier.REGIONAL, Tier.LITTLE_GIANT), "low", "high"
    address = "https://example.org/x"
    observations = (
        Observation("stock", "stock", titled, month, None, 40, 3, True, "here", low),
        Observation("start", "stock", titled, month, None, 31, 0, False, "there", high),
        Observation("flow", "flow", (Tier.INNOVATIVE,), None, 2024, 96, 0, True, address, high),
    )
    begun = dt.date(2022, 7, 12)
    awards = tuple(award(tier, 10.0, begun, applies_to="new_and_stock") for tier in TIERS)
    open_question = {"awards": awards, "stock_paid": Chance(0.5)}
    settings = {"watch": (month,), "observations": observations, **open_question, **more}
    here = scenario(name=name, **settings)
    spread, growth = np.arange(N)[:, np.newaxis], np.arange(4)
    measures = {
        ("at_least_valid", Tier.INNOVATIVE): 150 + 5 * spread + 40 * growth,
        ("at_least_valid", Tier.MUNICIPAL): 60 + spread + 10 * growth,
        ("at_least_valid", Tier.REGIONAL): 30 + spread // 2 + 6 * growth,
        ("at_least_valid", Tier.LITTLE_GIANT): 1 + spread % 5,
        ("at_least_valid", Tier.CHAMPION): (spread == 0) * (growth == 3),
        ("recognised", Tier.INNOVATIVE): 70 + spread,
    }
    ledger = [line for n in range(N) for line in lines_of(n, here.years)]
    seen = {(month, Tier.REGIONAL): 30 + np.arange(N) // 2}
    here_and_now = {
        key: np.broadcast_to(values, (N, 4)).repeat(len(here.years) // 4, axis=1)
        for key, values in measures.items()
    }
    made = runs(here, N, here_and_now, ledger, seen)
    return SimpleNamespace(
        runs=made,
        outlook=forecast(made),
        bill=budget(made),
        observations=observations,
        percentiles=observed_percentiles(made, observations),
    )


@pytest.fixture(scope="session")
def tell():
    return told


@pytest.fixture(scope="session")
def result():
    return told()
