"""What a change to a world must do to its answer, whatever the answer is.

The shipped scenario runs here on one synthetic population taken as a register, with every lever on,
so that rows can be reordered, added and split.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from srdi_sim.engine.batch import Batch, simulate_batch
from srdi_sim.luck import Luck
from srdi_sim.policy.rulesets import Ladder
from srdi_sim.population.firms import Firms
from srdi_sim.population.register import Register
from srdi_sim.scenario.scenario import Scenario
from worlds import RULES, differences, no_policy, ordos, register, some_firms, spent, whole_life

SEED = 5
REPLICATIONS = range(3)


@cache
def on_a_register() -> Scenario:
    """Return the shipped scenario with one draw of its firms as a register."""
    scenario = ordos()
    habits = scenario.settled_uncertainties().draw(1, np.array([0]), scenario.years)[0][0]
    people = scenario.population
    known = Register(
        people.name,
        people.start,
        people.banners,
        people.sectors,
        people.parks_per_banner,
        people.firms_of(habits, Luck(1, 0), 2027),
        people.districts,
        people.factor_use,
    )
    return replace(scenario, population=known)


def with_firms(scenario: Scenario, firms: Firms, banners: tuple[str, ...] = ()) -> Scenario:
    people = scenario.population
    return replace(
        scenario,
        population=replace(people, firms=firms, banners=(*people.banners, *banners)),
    )


def with_habits(scenario: Scenario, **values: float) -> Scenario:
    return replace(scenario, uncertainties=scenario.uncertainties.settled(values))


@cache
def base() -> Batch:
    return simulate_batch(on_a_register(), SEED, REPLICATIONS, RULES)


def assert_equal_until(one: Batch, other: Batch, year: int, years: range) -> None:
    """Assert that everything due or counted up to the end of `year` is the same, bit for bit."""
    lived = year - years[0] + 1
    assert one.counts[:, :lived].tobytes() == other.counts[:, :lived].tobytes()
    assert one.measures[:, :lived].tobytes() == other.measures[:, :lived].tobytes()
    for name in one.ledger:
        first, second = (
            batch.ledger[name][batch.ledger["year_due"] <= year] for batch in (one, other)
        )
        assert first.tobytes() == second.tobytes(), name


def assert_equal_everywhere(one: Batch, other: Batch) -> None:
    assert one.counts.tobytes() == other.counts.tobytes()
    assert one.measures.tobytes() == other.measures.tobytes()
    assert one.watched.tobytes() == other.watched.tobytes()
    assert one.firm_years == other.firm_years
    for name, column in one.ledger.items():
        assert column.tobytes() == other.ledger[name].tobytes(), name


def rows_of(ledger: dict[str, NDArray[Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of a ledger in an order of their own."""
    return sorted(zip(*(column.tolist() for column in ledger.values()), strict=True))


def test_the_order_of_the_rows_changes_no_firm() -> None:
    """Titles, decisions and fen are the same; sums over a pool may differ in the last bit."""
    scenario = on_a_register()
    firms = scenario.population.firms
    shuffled = np.random.default_rng(0).permutation(len(firms))
    mixed = with_firms(scenario, firms.take(shuffled))
    for replication in REPLICATIONS:
        one, other = (whole_life(world, SEED, replication) for world in (scenario, mixed))
        by_id = [life.firms.take(np.argsort(life.firms.id)) for life in (one, other)]
        for column in fields(Firms):
            before, after = (getattr(firms, column.name) for firms in by_id)
            if before.dtype == np.float64:
                np.testing.assert_allclose(after, before, rtol=1e-9, atol=1e-12)
            else:
                assert after.tobytes() == before.tobytes(), column.name
        assert rows_of(one.ledger) == rows_of(other.ledger)


def test_an_inert_firm_changes_no_other_firm() -> None:
    """It is no SME, makes nothing, has its own banner and no park: it enters no pool or lot."""
    scenario = on_a_register()
    firms = scenario.population.firms
    own_banner = len(scenario.population.banners)
    inert = some_firms(1, id=77, sme=False, manufacturer=False, banner=own_banner)
    among = len(firms) // 2
    joined = Firms(
        **{
            column.name: np.insert(
                getattr(firms, column.name), among, getattr(inert, column.name)[..., 0], axis=-1
            )
            for column in fields(Firms)
        }
    )
    more = with_firms(scenario, joined, ("a banner of its own",))
    for replication in REPLICATIONS:
        one, other = (whole_life(world, SEED, replication) for world in (scenario, more))
        others = other.firms.take(other.firms.id != 77)
        assert differences(one.firms, others) == []
        assert rows_of(one.ledger) == rows_of(other.ledger)


def test_a_population_without_shared_pools_is_the_sum_of_its_parts() -> None:
    scenario = with_habits(
        replace(
            on_a_register(),
            policy=replace(no_policy(), awards=on_a_register().policy.awards),
            ladder=without_places(on_a_register().ladder),
        ),
        **{f"{factor}_tightness": 1e6 for factor in ("factor", "water", "energy", "emission")},
    )
    firms = scenario.population.firms
    half = np.random.default_rng(1).random(len(firms)) < 0.5
    parts = [with_firms(scenario, firms.take(rows)) for rows in (half, ~half)]
    whole, first, second = (
        simulate_batch(world, SEED, REPLICATIONS, RULES) for world in (scenario, *parts)
    )
    assert whole.counts.any()
    assert (whole.counts == first.counts + second.counts).all()
    assert (whole.watched == first.watched + second.watched).all()
    assert whole.firm_years == first.firm_years + second.firm_years
    of_firms = [
        [row for row in rows_of(batch.ledger) if row[list(batch.ledger).index("firm_id")] >= 0]
        for batch in (whole, first, second)
    ]
    assert of_firms[0] == sorted(of_firms[1] + of_firms[2])
    for replication in REPLICATIONS:
        lived = whole_life(scenario, SEED, replication).firms
        for world in parts:
            part = whole_life(world, SEED, replication).firms
            same = lived.take(np.isin(lived.id, part.id))
            assert differences(same, part) == []


def without_places(ladder: Ladder) -> Ladder:
    rungs = tuple(replace(rung, places="", rivals="", strength="") for rung in ladder.rungs)
    return replace(ladder, rungs=rungs)


@pytest.mark.parametrize("tier", ["innovative", "regional", "little_giant"])
def test_an_award_from_2024_changes_nothing_before_2024(tier: str) -> None:
    scenario = on_a_register()
    bolder = scenario.with_award(tier, amount="9999万", since=2024)
    other = simulate_batch(bolder, SEED, REPLICATIONS, RULES)
    assert_equal_until(base(), other, 2023, scenario.years)
    assert base().ledger["amount_fen"].sum() != other.ledger["amount_fen"].sum()


def test_a_rule_set_from_2026_changes_nothing_before_2026() -> None:
    scenario = replace(on_a_register(), until=2027)
    old = replace(
        scenario.ladder,
        rule_sets=tuple(
            replace(rules, until=None)
            for rules in scenario.ladder.rule_sets
            if rules.since < dt.date(2026, 1, 1)
        ),
    )
    with_revision = simulate_batch(scenario, SEED, REPLICATIONS, RULES)
    without = simulate_batch(replace(scenario, ladder=old), SEED, REPLICATIONS, RULES)
    assert_equal_until(with_revision, without, 2025, scenario.years)
    assert with_revision.measures.tobytes() != without.measures.tobytes()


def test_a_longer_horizon_changes_no_year_of_the_shorter_one() -> None:
    longer = simulate_batch(replace(on_a_register(), until=2027), SEED, REPLICATIONS, RULES)
    assert_equal_until(base(), longer, 2025, range(2022, 2026))


def test_a_municipal_rung_kept_a_year_longer_changes_nothing_before() -> None:
    scenario = on_a_register()
    kept = simulate_batch(
        scenario.with_reading(municipal_rung_until=2024), SEED, REPLICATIONS, RULES
    )
    assert_equal_until(base(), kept, 2023, scenario.years)
    assert base().counts.tobytes() != kept.counts.tobytes()


@pytest.mark.parametrize("since", ["2022-07-12", "2023-01-01", "2024-01-01", "2025-10-01"])
@pytest.mark.parametrize(
    "tier", ["innovative", "municipal", "regional", "little_giant", "champion"]
)
@pytest.mark.parametrize("stacking", ["cumulative", "top_up", "highest_only"])
def test_an_award_set_to_what_it_was_changes_nothing_anywhere(
    tier: str, since: str, stacking: str
) -> None:
    """For every date from which it might be restated, stock and new titles alike."""
    # The municipal rung goes on: an award to one that has ended is refused.
    scenario = on_a_register().with_reading(stacking=stacking, municipal_rung_until=2025)
    amount = next(a.amount for a in scenario.policy.awards if a.tier.code == tier)
    restated = scenario.with_award(tier, amount=amount, since=since)
    assert_equal_everywhere(_run(scenario), simulate_batch(restated, SEED, range(2), RULES))


_RUNS: dict[str, Batch] = {}


def _run(scenario: Scenario) -> Batch:
    name = scenario.reading.stacking
    if name not in _RUNS:
        _RUNS[name] = simulate_batch(scenario, SEED, range(2), RULES)
    return _RUNS[name]


def test_a_reading_set_to_what_it_was_changes_nothing_anywhere() -> None:
    scenario = on_a_register()
    for name, answer in scenario.reading.as_dict().items():
        same = simulate_batch(scenario.with_reading(**{name: answer}), SEED, REPLICATIONS, RULES)
        assert_equal_everywhere(base(), same)


def test_settling_a_sampled_reading_at_its_draw_changes_nothing() -> None:
    """With common luck, the reading that was drawn and the reading that is named are one."""
    scenario = on_a_register()
    sampled = scenario.settled_uncertainties().draw(SEED, np.array([0]), scenario.years)[0][0]
    named = scenario.with_reading(
        stock_already_recognised="paid" if sampled.stock_paid else "not_paid",
        province_innovative_award="paid" if sampled.province_innovative_paid else "not_paid",
        payment_year="next_year" if sampled.paid_next_year else "same_year",
        city_share=sampled.city_share,
    )
    alone = [simulate_batch(world, SEED, [0], RULES) for world in (scenario, named)]
    assert_equal_everywhere(*alone)


@pytest.mark.parametrize("factor", [3, 7, 1000])
def test_awards_that_move_nobody_scale_the_spending(factor: int) -> None:
    scenario = with_habits(on_a_register(), award_response=0.0)
    policy = scenario.policy
    scaled = replace(
        scenario,
        policy=replace(
            policy,
            awards=tuple(replace(a, amount=factor * a.amount) for a in policy.awards),
        ),
    )
    one, other = (simulate_batch(world, SEED, REPLICATIONS, RULES) for world in (scenario, scaled))
    assert one.counts.tobytes() == other.counts.tobytes()
    for event in ("recognised", "already_recognised"):
        assert spent(other.ledger, event) == factor * spent(one.ledger, event)
    assert spent(one.ledger, "recognised") > 0


def test_a_replication_is_the_same_alone_in_a_batch_and_in_any_order() -> None:
    scenario = ordos()
    together = simulate_batch(scenario, SEED, range(5), RULES)
    backwards = simulate_batch(scenario, SEED, [4, 2, 0], RULES)
    for row, replication in enumerate([4, 2, 0]):
        alone = simulate_batch(scenario, SEED, [replication], RULES)
        for batch, at in ((together, replication), (backwards, row), (alone, 0)):
            assert batch.counts[at].tobytes() == alone.counts[0].tobytes()
            assert batch.measures[at].tobytes() == alone.measures[0].tobytes()
            assert batch.watched[at].tobytes() == alone.watched[0].tobytes()
            mine = batch.ledger["replication"] == replication
            for name, column in batch.ledger.items():
                assert column[mine].tobytes() == alone.ledger[name].tobytes()


def test_a_run_leaves_the_register_as_it_was() -> None:
    scenario = on_a_register()
    before = scenario.population.firms.copy()
    simulate_batch(scenario, 99, [0], RULES)
    assert differences(before, scenario.population.firms) == []


def test_twins_under_other_ids_have_other_luck() -> None:
    """The id alone addresses a firm's luck: two equal firms live two lives."""
    scenario = replace(
        on_a_register(), population=register(some_firms(2000, sector=7), sectors=tuple("abcdefghi"))
    )
    lived = whole_life(scenario, SEED).firms
    assert np.unique(lived.revenue[lived.alive]).size == lived.alive.sum()
