"""Every lever moves its stated outcome in the stated direction; without effect it moves nothing.

One world of 600 firms in three banners. A lever is compared with itself at strength 0 under common
luck, and with itself when the effect that the priors give it is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from srdi_sim.policy.policy import Credit, Factors, Lever, Platforms, Pool, Training, Visits
from srdi_sim.policy.rulesets import Condition
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.register import Register
from srdi_sim.scenario.scenario import Target
from worlds import (
    FOR_EVER,
    LONG_AGO,
    WAN,
    Life,
    Step,
    differences,
    entitle,
    register,
    some_firms,
    whole_life,
    world,
)

N = 600
TITLED = np.arange(N) // 3 % 3 == 0  # champions, whose title opens pools, lists and lots
MEMBERSHIP = {"pool", "visited", "platform", "trained", "loan", "guaranteed", "factor_met"}


def crowd() -> Register:
    random = np.random.default_rng(8)
    firms = some_firms(
        N,
        banner=np.arange(N) % 3,
        revenue=random.lognormal(8.0, 1.0, N),
        output_per_mu=random.lognormal(5.0, 0.5, N),
        rd_intensity=random.lognormal(-3.5, 0.5, N),
        growth=random.normal(0.1, 0.1, N),
        founded=random.integers(2000, 2020, N),
    )
    entitle(firms, Tier.CHAMPION, TITLED, month_index(2021, 9), FOR_EVER)
    return register(firms, banners=3)


def applied(life: Life) -> float:
    """Applications for the innovative title, over all years."""
    return sum(len(life.ids("applied", Tier.INNOVATIVE, year)) for year in life.records)


def survivors(life: Life) -> float:
    return float(life.firms.alive.sum())


def mean_of(column: str, rows: Any = slice(None)) -> Callable[[Life], float]:
    def mean(life: Life) -> float:
        return float(getattr(life.firms, column)[rows].mean())

    mean.__name__ = f"mean_{column}"
    return mean


def loans(life: Life) -> float:
    return float((life.firms.loan > 0.0).sum())


def guaranteed(life: Life) -> float:
    return float(life.firms.guaranteed.sum())


@dataclass(frozen=True)
class Claim:
    """A lever, the habits under which it acts, what it raises, and the habit that is its effect."""

    what: str
    name: str
    lever: Lever
    outcome: Callable[[Life], float]
    effect: str
    habits: dict[str, float] = field(default_factory=dict)
    raises: bool = True


POOL = Pool("二(一)", LONG_AGO, city_places=100, banner_places=50)
GUARANTEE = Credit("二(八)", LONG_AGO, fund=1_000_000 * WAN, leverage=5.0)

CLAIMS = (
    Claim("the pool", "pool", POOL, applied, "pool_help", {"pool_help": 2.0}),
    Claim(
        "visits, on applying",
        "visits",
        Visits("三(二)", LONG_AGO, firms=150),
        applied,
        "visit_help",
        {"visit_help": 2.0},
    ),
    Claim(
        "visits, on closing",
        "visits",
        Visits("三(二)", LONG_AGO, firms=150),
        survivors,
        "visit_rescue",
        {"visit_rescue": 0.9},
    ),
    Claim(
        "the class",
        "training",
        Training("二(十三)", LONG_AGO, seats=50),
        applied,
        "training_help",
        {"training_help": 2.0},
    ),
    Claim(
        "platforms",
        "platforms",
        Platforms("二(十四)", LONG_AGO, count=10),
        applied,
        "platform_help",
        {"platform_help": 2.0, "platform_firms": 15.0},
    ),
    Claim(
        "publicity",
        "publicity",
        Lever("三(三)", LONG_AGO),
        applied,
        "publicity_help",
        {"publicity_help": 1.0},
    ),
    Claim(
        "the appraisal of banners",
        "appraisal",
        Lever("三(一)", LONG_AGO),
        applied,
        "appraisal_response",
        {"appraisal_response": 0.5, "effort_help": 2.0},
    ),
    Claim(
        "the list shared with banks",
        "credit",
        Credit("二(八)", LONG_AGO, fund=0, leverage=1.0),
        loans,
        "whitelist_lift",
        {"whitelist_lift": 0.4},
    ),
    Claim(
        "guarantees",
        "credit",
        GUARANTEE,
        loans,
        "guarantee_lift",
        {"guarantee_lift": 0.4},
    ),
    Claim(
        "guarantees, on revenue",
        "credit",
        GUARANTEE,
        mean_of("revenue", TITLED),
        "guarantee_lift",
        {"guarantee_lift": 0.5, "credit_growth": 0.2},
    ),
    Claim(
        "the priority of titled firms for land and water",
        "factors",
        Factors("二(十)", LONG_AGO, priority_weight=5.0),
        mean_of("revenue", TITLED),
        "factor_growth",
        {"factor_growth": 0.3},
    ),
    Claim(
        "the same priority, on all others",
        "factors",
        Factors("二(十)", LONG_AGO, priority_weight=5.0),
        mean_of("revenue", ~TITLED),
        "factor_growth",
        {"factor_growth": 0.3},
        raises=False,
    ),
    Claim(
        "support for R&D bodies",
        "research_bodies",
        Lever("二(四)", LONG_AGO),
        mean_of("body"),
        "body_support",
        {"body_support": 1.0},
    ),
    Claim(
        "R&D bodies, on R&D",
        "research_bodies",
        Lever("二(四)", LONG_AGO),
        mean_of("rd"),
        "body_support",
        {"body_support": 1.0, "body_rd": 0.05},
    ),
    Claim(
        "support for quality",
        "quality",
        Lever("二(五)", LONG_AGO),
        mean_of("quality"),
        "quality_support",
        {"quality_support": 1.0},
    ),
    Claim(
        "upgrades",
        "upgrades",
        Lever("二(七)", LONG_AGO),
        mean_of("digital"),
        "digital_support",
        {"digital_support": 1.0},
    ),
    Claim(
        "digital firms, on revenue",
        "upgrades",
        Lever("二(七)", LONG_AGO),
        mean_of("revenue"),
        "digital_growth",
        {"digital_growth": 0.05},
    ),
    Claim(
        "markets",
        "markets",
        Lever("二(十二)", LONG_AGO),
        mean_of("revenue"),
        "market_growth",
        {"market_growth": 0.05},
    ),
    Claim(
        "investment funds",
        "funds",
        Lever("二(九)", LONG_AGO),
        mean_of("revenue"),
        "equity_growth",
        {"equity_growth": 0.05},
    ),
    Claim(
        "trained staff",
        "talent",
        Lever("二(十一)", LONG_AGO),
        mean_of("revenue"),
        "talent_growth",
        {"talent_growth": 0.05},
    ),
)


def lived(claim: Claim, strength: float, **habits: float) -> Life:
    """Return the world after three years under the lever at this strength."""
    common = {
        "take_up_innovative": 0.15,
        "exit_by_age": (0.15,),
        "loan_demand": 0.8,
        "loan_approval": 0.4,
        "loan_to_revenue": 0.1,
        "factor_tightness": 0.6,
        "growth_sd_titled": 0.1,
        "growth_sd_other": 0.1,
        "body_rate": 0.2,
        "quality_rate": 0.2,
        "digital_rate": 0.2,
    }
    return whole_life(
        world(
            crowd(),
            Step(Tier.INNOVATIVE),
            Step(Tier.CHAMPION, (Condition("revenue", 1e15),)),
            levers={claim.name: replace(claim.lever, strength=strength)},
            targets=(Target(Tier.REGIONAL, 2025, 500, "一(二)"),),
            until=2024,
            **{**common, **claim.habits, **habits},
        ),
        seed=6,
    )


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.what)
def test_a_lever_moves_its_outcome_in_the_stated_direction(claim: Claim) -> None:
    off, half, full = (claim.outcome(lived(claim, strength)) for strength in (0.0, 0.5, 1.0))
    if claim.raises:
        assert off < full
        assert off <= half
    else:
        assert off > full
        assert off >= half


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.what)
def test_a_lever_without_effect_moves_nothing_but_its_own_lists(claim: Claim) -> None:
    off = lived(claim, 0.0, **{claim.effect: 0.0})
    full = lived(claim, 1.0, **{claim.effect: 0.0})
    assert set(differences(off.firms, full.firms)) <= MEMBERSHIP
    assert claim.outcome(off) == claim.outcome(full)


def test_a_guarantee_backs_more_loans_the_larger_its_fund() -> None:
    small = Claim("", "credit", replace(GUARANTEE, fund=2_000 * WAN), guaranteed, "")
    large = Claim("", "credit", GUARANTEE, guaranteed, "")
    assert 0 < guaranteed(lived(small, 1.0)) < guaranteed(lived(large, 1.0))
    assert guaranteed(lived(large, 0.0)) == 0


def test_what_the_priority_gives_to_some_it_takes_from_others() -> None:
    """The pool of a banner is the same; only who is served changes."""
    claim = next(claim for claim in CLAIMS if claim.name == "factors")
    off, full = (lived(claim, strength, factor_growth=0.0) for strength in (0.0, 1.0))
    np.testing.assert_allclose(off.city.factor_given, full.city.factor_given, rtol=1e-12)
    np.testing.assert_allclose(off.city.factor_supply, full.city.factor_supply, rtol=1e-12)
    met = [life.firms.factor_met[life.firms.alive & TITLED].mean() for life in (off, full)]
    unmet = [life.firms.factor_met[life.firms.alive & ~TITLED].mean() for life in (off, full)]
    assert met[0] < met[1]
    assert unmet[0] > unmet[1]
