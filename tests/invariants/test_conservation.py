"""Firms, titles, places, pools and money: conserved in every run, and missed by name."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine import phases
from srdi_sim.engine.batch import Batch, simulate_batch
from srdi_sim.engine.city import City
from srdi_sim.engine.invariants import ConservationError
from srdi_sim.engine.ledger import BASES, EVENTS, KINDS, PAYERS
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.errors import SrdiError
from srdi_sim.policy.entries import REFUNDS
from srdi_sim.policy.policy import Appropriation
from srdi_sim.policy.tiers import STOCK_CODES, TIERS, Tier, month_index
from srdi_sim.scenario.scenario import Scenario
from worlds import RULES, Step, award, entitle, ordos, some_firms, whole_life, world

REPLICATIONS = range(4)
# The package has the phases under the names of their modules.
allot, judge = (importlib.import_module(f"srdi_sim.engine.phases.{n}") for n in ("allot", "judge"))


@cache
def lived() -> Batch:
    return simulate_batch(ordos(), 11, REPLICATIONS, RULES)


def flow(name: str) -> Any:
    """Return one kind of count: (replications, years, tiers from none up, banners, sectors)."""
    return lived().counts[..., COUNTS.index(name)]


def measure(gate: str, tier: Tier) -> Any:
    return lived().measures[..., MEASURES.index((gate, tier.code))]


def test_holders_change_by_recognitions_arrivals_lapses_and_closures_only() -> None:
    for tier in TIERS:
        at = tier + 1
        change = np.diff(flow("holders")[:, :, at], axis=1)
        moved = (flow("recognised") - flow("lapsed") - flow("left"))[:, 1:, at]
        arrived = measure("arrived", tier)[:, 1:]
        assert ((change - moved).sum(axis=(2, 3)) == arrived).all()
        assert ((change - moved) >= 0).all()  # a firm that arrives changes one cell, by itself
    assert flow("lapsed").sum() > 0
    assert flow("left").sum() > 0
    assert measure("arrived", Tier.REGIONAL).sum() > 0


def test_where_nobody_brings_a_title_holders_change_cell_by_cell() -> None:
    nobody = ordos().uncertainties.settled({"attracted_titled": 0.0})
    counts = simulate_batch(replace(ordos(), uncertainties=nobody), 11, range(2), RULES).counts
    holders, recognised, lapsed, left = (
        counts[..., COUNTS.index(name)] for name in ("holders", "recognised", "lapsed", "left")
    )
    change = np.diff(holders[:, :, 1:], axis=1)
    assert (change == (recognised - lapsed - left)[:, 1:, 1:]).all()


def test_every_firm_that_is_there_stands_in_one_cell_of_the_stock() -> None:
    firms = lived().measures[..., MEASURES.index(("firms", ""))]
    assert (flow("stock").sum(axis=(2, 3, 4)) == firms).all()
    assert lived().firm_years == firms.sum()


def test_gates_narrow_from_eligible_to_recognised() -> None:
    for tier in TIERS:
        eligible, applied, passed = (
            measure(gate, tier) for gate in ("eligible", "applied", "passed")
        )
        assert (eligible >= applied).all()
        assert (applied >= passed).all()
        # The titles of the start that are dated later are recognitions without an application.
        seeds = 31 if tier is Tier.REGIONAL else 0
        assert (
            passed + seeds * (np.arange(passed.shape[1]) == 0) >= measure("recognised", tier)
        ).all()


def test_no_rung_recognises_more_than_its_places() -> None:
    drawn = ordos().settled_uncertainties().draw(11, np.array(REPLICATIONS), ordos().years)
    for rung in ordos().ladder.rungs:
        if not rung.places:
            continue
        places = np.array([[getattr(habits, rung.places) for habits in one] for one in drawn])
        first_open = max(0, rung.first_batch - ordos().years[0])
        found = measure("recognised", rung.tier)[:, first_open:]
        assert (found <= places[:, first_open:]).all()


def test_every_recognition_has_its_entry_and_every_award_its_recognition() -> None:
    """City and banner rows together are one award; each title's award stands once."""
    ledger = lived().ledger
    awarded = ledger["event"] == EVENTS.index("recognised")
    own = awarded & (ledger["kind"] == KINDS.index("expenditure"))
    for payer in ("city", "banner"):
        rows = own & (ledger["payer"] == PAYERS.index(payer))
        for tier in TIERS:
            of_tier = rows & (ledger["tier"] == tier)
            keys = np.stack(
                [ledger[name][of_tier] for name in ("replication", "firm_id", "year_due")]
            )
            assert np.unique(keys, axis=1).shape == keys.shape
            by_year = np.zeros_like(measure("recognised", tier))
            np.add.at(by_year, (keys[0], keys[2] - ordos().years[0]), 1)
            assert (by_year == measure("recognised", tier)).all()


def test_the_ledger_adds_up_by_tier_to_the_awards_of_the_text() -> None:
    """Every title earns 0 or exactly the amount of its award, city and banner together."""
    ledger = lived().ledger
    amounts = {a.tier: a.amount for a in ordos().policy.awards}
    own = (ledger["tier"] >= 0) & (ledger["kind"] == KINDS.index("expenditure"))
    titles = np.stack([ledger[name] for name in ("replication", "firm_id", "tier", "event")])[
        :, own
    ]
    each, inverse = np.unique(titles, axis=1, return_inverse=True)
    paid = np.zeros(each.shape[1], dtype=np.int64)
    np.add.at(paid, inverse.ravel(), ledger["amount_fen"][own])
    for tier, amount in amounts.items():
        assert set(paid[each[2] == tier]) <= {0, amount}


def test_the_ledger_has_only_known_labels_and_no_negative_amount_but_refunds() -> None:
    ledger = lived().ledger
    for name, labels in (("event", EVENTS), ("payer", PAYERS), ("kind", KINDS), ("basis", BASES)):
        assert ledger[name].min() >= 0
        assert ledger[name].max() < len(labels)
    refunds = np.isin(ledger["event"], [EVENTS.index(event) for event in REFUNDS])
    assert refunds.any()
    assert ledger["amount_fen"][~refunds].min() >= 0
    assert ledger["amount_fen"][refunds].max() <= 0
    assert ledger["amount_fen"].dtype == np.int64
    assert ((ledger["year_paid"] - ledger["year_due"]) >= 0).all()
    assert ((ledger["month_due"] >= 1) & (ledger["month_due"] <= 12)).all()


def test_no_title_outlives_its_firm() -> None:
    for replication in REPLICATIONS:
        firms = whole_life(ordos(), 11, replication).firms
        december = month_index(ordos().until, 12)
        assert not (firms.valid(december) & ~firms.alive).any()


def test_counts_and_measures_tell_the_same_story() -> None:
    for tier in TIERS:
        for gate in ("recognised", "renewed", "lapsed", "left"):
            by_cell = flow(gate)[:, :, STOCK_CODES.index(tier.code)].sum(axis=(2, 3))
            assert (by_cell == measure(gate, tier)).all()


# An engine that makes or loses something.


def small() -> Scenario:
    firms = entitle(some_firms(20), Tier.REGIONAL, slice(0, 5), month_index(2021, 9), 600)
    return world(
        firms,
        Step(Tier.REGIONAL, places=True),
        awards=(award(Tier.REGIONAL, 100),),
        take_up_regional=1.0,
        regional_places=3,
        factor_tightness=0.5,
    )


def a_firm_vanishes(city: City, *_: Any) -> None:
    city.firms.alive[-1] = False


def a_firm_returns(city: City, *_: Any) -> None:
    city.firms.alive[-1] = True


def a_title_appears(city: City, *_: Any) -> None:
    city.firms.since[Tier.CHAMPION, -1] = month_index(2022, 6)
    city.firms.until[Tier.CHAMPION, -1] = month_index(2030, 6)


def a_title_disappears(city: City, *_: Any) -> None:
    city.firms.until[Tier.REGIONAL, 0] = month_index(2022, 6)


def a_payment_is_noted_but_not_booked(city: City, *_: Any) -> None:
    city.firms.paid[Tier.REGIONAL, 0] += 1


def a_fund_bears_more_than_it_has(city: City, *_: Any) -> None:
    city.fund_left = -0.01


@pytest.mark.parametrize(
    ("tamper", "key"),
    [
        (a_firm_vanishes, "conservation.firms"),
        (a_title_appears, "conservation.titles:champion"),
        (a_title_disappears, "conservation.titles:regional"),
        (a_payment_is_noted_but_not_booked, "conservation.money"),
        (a_fund_bears_more_than_it_has, "conservation.fund"),
    ],
)
def test_a_phase_that_tampers_stops_the_run_by_name(
    tamper: Any, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phases, "learn", tamper)
    with pytest.raises(ConservationError) as stopped:
        whole_life(small())
    assert stopped.value.key == key
    assert isinstance(stopped.value, SrdiError)


def test_a_firm_that_comes_back_to_life_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = some_firms(5, alive=[True] * 4 + [False])
    monkeypatch.setattr(phases, "learn", a_firm_returns)
    with pytest.raises(ConservationError) as stopped:
        whole_life(world(closed))
    assert stopped.value.key == "conservation.firms"
    assert stopped.value.values == {"found": 5, "expected": 4}


def test_a_panel_that_gives_more_than_its_places_stops_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def everybody(merit: Any, places: float, rivals: Any = None) -> Any:
        return np.ones(merit.size, dtype=bool)

    monkeypatch.setattr(judge, "within_places", everybody)
    with pytest.raises(ConservationError) as stopped:
        whole_life(small())
    assert stopped.value.key == "conservation.places"
    assert stopped.value.values["tier"] == "regional"


@pytest.mark.parametrize("too_much", [1.0001, 2.0])
def test_a_pool_that_hands_out_more_than_it_has_stops_the_run(
    too_much: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool of this world holds half of what is claimed."""

    def more_than_there_is(group: Any, standing: Any, claims: Any, supplies: Any) -> Any:
        return claims * 0.5 * too_much

    monkeypatch.setattr(allot, "divide", more_than_there_is)
    with pytest.raises(ConservationError) as stopped:
        whole_life(small())
    assert stopped.value.key == "conservation.factors"


def test_a_till_that_pays_twice_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = phases.pay

    def twice(city: Any, *arguments: Any) -> None:
        honest(city, *arguments)
        paid = city.firms.paid.copy()
        honest(city, *arguments)
        city.firms.paid[:] = paid

    monkeypatch.setattr(phases, "pay", twice)
    with pytest.raises(ConservationError) as stopped:
        whole_life(small())
    assert stopped.value.key == "conservation.money"


def test_an_honest_engine_lives_through_the_same_world() -> None:
    assert whole_life(small()).firms.alive.all()


@pytest.mark.parametrize("replication", range(3))
def test_with_everything_switched_on_nothing_is_made_or_lost(replication: int) -> None:
    """Every effect that is off by default, every answer that takes back or moves, and a cap."""
    switched_on = {
        "park_pull": 0.5,
        "move_out_rate": 0.05,
        "peer_help": 1.0,
        "publicity_help": 0.5,
        "accelerator_growth": 0.02,
        "equity_growth": 0.05,
        "listing_rate": 0.2,
        "listing_growth": 0.05,
        "digital_growth": 0.02,
        "green_growth": 0.02,
        "talent_growth": 0.02,
        "market_growth": 0.05,
        "partner_rate": 0.1,
        "partner_growth": 0.02,
        "park_spillover": 0.05,
        "award_rd": 0.3,
        "number_chasing": 0.3,
        "missed_update": 0.1,
        "revocation_rate": 0.05,
        "default_rate": 0.2,
        "fund_stakes": 3.0,
        "attracted_titled": 0.5,
        "attracted_giants": 0.5,
    }
    off = {entry.name for entry in ordos().uncertainties.entries if entry.role == "off"}
    assert off <= switched_on.keys()
    scenario = ordos().with_reading(
        stock_schedule="spread",
        municipal_titles_after="convert",
        award_on_leaving="clawed_back",
        revoked_award="clawed_back",
        second_award="after_lapse",
        stacking="top_up",
        payment_year="half_year",
        park_below="clawed_back",
        park_kind="parks_and_accelerators",
        platform_payment="per_title",
        training_repeats="yes",
        later_documents="in_force",
        key_sectors="eligibility",
    )
    policy = replace(
        scenario.policy,
        parks=replace(scenario.policy.parks, threshold=3),
        appropriation=Appropriation("budget", dt.date(2022, 7, 12), cap=500_000_000),
    )
    life = whole_life(
        replace(
            scenario,
            policy=policy,
            uncertainties=scenario.uncertainties.settled(switched_on),
            until=2030,
        ),
        11,
        replication,
    )
    events = {EVENTS[code] for code in np.unique(life.ledger["event"])}
    assert events >= set(EVENTS) - {"body_award", "power_discount"}
    assert life.ledger["amount_fen"].sum() > 0
