"""What one firm gets another goes without: each interaction as it shows, and its absence.

Small worlds in which one thing is scarce. At effect 0 the interaction is gone, bit for bit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine.batch import simulate_batch
from srdi_sim.engine.tally import MEASURES
from srdi_sim.policy.policy import (
    Accelerators,
    Appropriation,
    Attraction,
    Credit,
    Factors,
    Funds,
    Lever,
    Parks,
    Pool,
    Visits,
)
from srdi_sim.policy.rulesets import Bands, Condition, Item
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Scenario, Target
from worlds import (
    FOR_EVER,
    LONG_AGO,
    RULES,
    WAN,
    Step,
    award,
    differences,
    entitle,
    entries,
    lives,
    register,
    some_firms,
    whole_life,
    world,
)

INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = Tier
BEFORE = month_index(2021, 9)


def measures(scenario: Scenario, name: str, tier: str = "") -> list[float]:
    """Return a measure of every year."""
    batch = simulate_batch(scenario, 1, [0], RULES)
    return batch.measures[0, :, MEASURES.index((name, tier))].tolist()


def listed(firms: Firms, rows: Any, tier: Tier = CHAMPION) -> Firms:
    """Put these rows on the list by a title that stays."""
    return entitle(firms, tier, rows, BEFORE, FOR_EVER)


# Finite places: who gets one takes it from another.


@pytest.mark.parametrize(("preference", "pool"), [(0.0, [2, 4]), (0.7, [1, 2])])
def test_a_seat_in_the_pool_for_a_key_sector_is_the_seat_of_another(
    preference: float, pool: list[int]
) -> None:
    """Promise 0, 0.4, 0.2 and 0.6 for two seats; the first two firms are in the key sector."""
    firms = some_firms(4, main_share=0.0, growth=[0.0, 0.04, 0.02, 0.06], sector=[0, 0, 1, 1])
    scenario = world(
        register(firms, sectors=("key", "other")),
        levers={
            "pool": Pool("二(一)", LONG_AGO, city_places=2, banner_places=0),
            "attraction": Attraction("二(二)", LONG_AGO, sectors=("key",)),
        },
        until=2022,
        key_sector_preference=preference,
    )
    assert whole_life(scenario).firms.id[whole_life(scenario).firms.pool > 0].tolist() == pool


@pytest.mark.parametrize("places", [0, 60])
def test_whoever_joins_the_list_takes_visits_from_those_who_were_on_it(places: int) -> None:
    """Twenty visits a year, forty firms with a title; the pool brings sixty more."""
    firms = listed(some_firms(100), slice(0, 40))
    levers: dict[str, Lever] = {"visits": Visits("三(二)", LONG_AGO, firms=20)}
    alone = whole_life(world(firms, Step(CHAMPION), levers=levers, until=2022)).firms
    assert alone.visited[:40].sum() == alone.visited.sum() == 20
    levers["pool"] = Pool("二(一)", LONG_AGO, city_places=places, banner_places=0)
    shared = whole_life(world(firms, Step(CHAMPION), levers=levers, until=2022)).firms
    assert shared.visited.sum() == 20
    if places:
        assert shared.visited[:40].sum() < 20
    else:
        assert differences(alone, shared) == []


@pytest.mark.parametrize("help_", [0.0, 3.0])
def test_help_for_some_takes_the_places_of_others(help_: float) -> None:
    """Two hundred firms, ten places; the pool of a hundred helps to apply, not to rank."""
    firms = some_firms(200, growth=np.arange(200) / 2000.0)
    recognised = []
    for pool in (0.0, 1.0):
        lever = Pool("二(一)", LONG_AGO, strength=pool, city_places=100, banner_places=0)
        scenario = world(
            firms,
            Step(INNOVATIVE, places=True),
            levers={"pool": lever},
            until=2022,
            take_up_innovative=0.2,
            innovative_places=10.0,
            pool_help=help_,
        )
        recognised.append(set(whole_life(scenario).ids("recognised", INNOVATIVE, 2022)))
    outside = [{firm for firm in found if firm <= 100} for found in recognised]
    assert len(recognised[0]) == len(recognised[1]) == 10
    if help_:
        assert len(outside[1]) < len(outside[0])
    else:
        assert recognised[0] == recognised[1]


@pytest.mark.parametrize(("rise", "backed"), [(0.0, 6), (0.5, 4), (1.0, 3)])
def test_larger_loans_for_the_list_fill_the_guarantee_book_for_others(
    rise: float, backed: int
) -> None:
    """A book of 600 万元 holds six loans of 100, or three of 200."""
    scenario = world(
        listed(some_firms(20), slice(None)),
        Step(CHAMPION),
        levers={"credit": Credit("二(八)", LONG_AGO, fund=200 * WAN, leverage=3.0)},
        until=2022,
        loan_demand=1.0,
        loan_approval=1.0,
        loan_to_revenue=0.1,
        tailored_loan=rise,
    )
    firms = whole_life(scenario).firms
    assert firms.guaranteed.sum() == backed
    assert firms.loan.tolist() == pytest.approx([100.0 * (1.0 + rise)] * 20)


# Crowding-out of firms without titles.


def half_titled(priority: float, titles: bool, **levers: Lever) -> Scenario:
    """Return a hundred firms of which every other has a regional title, or none has."""
    random = np.random.default_rng(2)
    firms = some_firms(
        100, growth=random.random(100), output_per_mu=random.lognormal(5.0, 0.5, 100)
    )
    if titles:
        listed(firms, slice(0, 100, 2), REGIONAL)
    return world(
        firms,
        Step(REGIONAL),
        levers=levers,
        until=2022,
        factor_tightness=0.5,
        factor_priority=priority,
        fund_demand=1.0,
        fund_stakes=20.0,
        fund_priority=priority,
    )


def test_stakes_in_titled_firms_are_stakes_that_others_go_without() -> None:
    """Twenty stakes a year. A weight of 1 looks at no title."""
    lever = {"funds": Funds("二(九)", LONG_AGO)}
    plain, favoured, blind = (
        whole_life(half_titled(weight, titles, **lever)).firms.stake
        for weight, titles in ((1.0, True), (3.0, True), (1.0, False))
    )
    assert plain.sum() == favoured.sum() == 20
    assert favoured[1::2].sum() < plain[1::2].sum()
    assert plain.tolist() == blind.tolist()
    assert measures(half_titled(3.0, True, **lever), "stakes_untitled") == [favoured[1::2].sum()]


def test_land_for_titled_firms_is_land_that_others_go_without() -> None:
    lever = {"factors": Factors("二(十)", LONG_AGO)}
    plain, favoured, blind = (
        whole_life(half_titled(weight, titles, **lever)).firms
        for weight, titles in ((1.0, True), (4.0, True), (1.0, False))
    )
    assert favoured.factor_met[::2].mean() > plain.factor_met[::2].mean()
    assert favoured.factor_met[1::2].mean() < plain.factor_met[1::2].mean()
    assert plain.factor_met.tolist() == blind.factor_met.tolist()
    land = plain.revenue / plain.output_per_mu  # nothing grows in this world
    handed_out = [(firms.factor_met * land).sum() for firms in (plain, favoured)]
    assert handed_out[0] == pytest.approx(handed_out[1]) == pytest.approx(0.5 * land.sum())


def test_what_priority_gives_to_some_it_takes_from_others_in_every_pool() -> None:
    lever = {"factors": Factors("二(十)", LONG_AGO)}
    cities = [whole_life(half_titled(weight, True, **lever)).city for weight in (1.0, 4.0)]
    for pool in ("factor_claimed", "factor_supply", "factor_given"):
        one, other = (getattr(city, pool) for city in cities)
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_a_fund_that_backs_the_list_backs_nobody_else() -> None:
    """Banks have money for all here, so whoever is not backed still borrows: nothing is taken."""
    firms = listed(some_firms(40), slice(0, 20))
    borrowing = {"loan_demand": 1.0, "loan_approval": 0.5, "loan_to_revenue": 0.1}
    lever = Credit("二(八)", LONG_AGO, fund=10**12, leverage=1.0)
    off, on = (
        whole_life(
            world(firms, Step(CHAMPION), levers=levers, until=2022, guarantee_lift=0.5, **borrowing)
        ).firms
        for levers in ({}, {"credit": lever})
    )
    assert on.guaranteed.tolist() == [True] * 20 + [False] * 20
    assert (on.loan > 0.0)[:20].all()
    assert on.loan[20:].tolist() == off.loan[20:].tolist()
    assert 0 < (off.loan > 0.0).sum() < 40


def test_visits_go_past_whoever_is_on_no_list() -> None:
    lever = {"visits": Visits("三(二)", LONG_AGO, firms=1000)}
    firms = listed(some_firms(40), slice(0, 20))
    visited = whole_life(world(firms, Step(CHAMPION), levers=lever, until=2022)).firms.visited
    assert visited.tolist() == [True] * 20 + [False] * 20
    nobody = whole_life(world(some_firms(40), levers=lever, until=2022)).firms.visited
    assert not nobody.any()


# Rivals for places that others give.


def test_rivals_take_the_places_that_they_win_and_none_where_there_are_none() -> None:
    """Ten firms of ours and five places: equals share them, the far stronger take all."""

    def won(rivals: float, strength: float) -> float:
        scenario = world(
            some_firms(10),
            Step(GIANT, places=True, rivals=True),
            until=2022,
            take_up_little_giant=1.0,
            little_giant_places=5.0,
            little_giant_rivals=rivals,
            little_giant_strength=strength,
        )
        batch = simulate_batch(scenario, 3, range(200), RULES)
        column = MEASURES.index(("recognised", "little_giant"))
        return float(batch.measures[:, 0, column].mean())

    assert won(0.0, 0.0) == won(10.0, 50.0) == 5.0
    assert won(10.0, -50.0) == 0.0
    assert won(10.0, 0.0) == pytest.approx(2.5, abs=0.35)  # SD of 1.15 over 200: 4 times
    assert won(40.0, 0.0) == pytest.approx(1.0, abs=0.3)


# Relabelled R&D at a threshold.


def test_relabelled_rd_takes_places_from_those_who_spend_it() -> None:
    """A condition of 100 万元; a hundred firms spend 110, a hundred 95 and may report 100."""
    firms = some_firms(200, rd_intensity=np.repeat([0.11, 0.095], 100))
    honest = []
    for chance, reach in ((0.0, 0.1), (1.0, 0.0), (1.0, 0.1)):
        scenario = world(
            firms,
            Step(REGIONAL, (Condition("rd", 100.0),), places=True),
            until=2022,
            take_up_regional=1.0,
            regional_places=40.0,
            relabel_chance=chance,
            relabel_reach=reach,
        )
        life = whole_life(scenario)
        won = life.ids("recognised", REGIONAL, 2022)
        assert len(won) == 40
        assert life.firms.rd.tolist() == pytest.approx([110.0] * 100 + [95.0] * 100)
        honest.append(sum(firm <= 100 for firm in won))
    assert honest[:2] == [40, 40]
    assert 10 <= honest[2] <= 30


def test_relabelling_stops_where_the_condition_ends() -> None:
    """Without a condition on R&D nobody has a reason to report another number."""
    firms = some_firms(50, rd_intensity=0.095)
    free = [
        whole_life(
            world(
                firms,
                Step(REGIONAL),
                until=2022,
                take_up_regional=0.5,
                relabel_chance=chance,
                relabel_reach=0.3,
            )
        ).firms
        for chance in (0.0, 1.0)
    ]
    assert differences(*free) == []


# A guarantee fund that runs dry.


def guaranteed(**habits: Any) -> Scenario:
    """Return a hundred listed firms that borrow 100 万元 each; 300 of capital backs thirty."""
    return world(
        listed(some_firms(100), slice(None)),
        Step(CHAMPION),
        levers={"credit": Credit("二(八)", LONG_AGO, fund=300 * WAN, leverage=10.0)},
        loan_demand=1.0,
        loan_to_revenue=0.1,
        **{"fund_loss_share": 1.0, "loan_approval": 1.0, **habits},
    )


@pytest.mark.parametrize(
    ("habits", "backed", "left", "unmet"),
    [
        ({}, [30, 30, 30, 30], [300.0] * 4, [0.0] * 4),
        # All default: the first year's losses of 3,000 take the whole of 300.
        ({"default_rate": 1.0}, [30, 0, 0, 0], [0.0] * 4, [2700.0, 0.0, 0.0, 0.0]),
        # Half comes back a year later: 150 backs fifteen, 75 seven, 37.5 three.
        (
            {"default_rate": 1.0, "fund_recovery": 0.5},
            [30, 15, 7, 3],
            [0.0] * 4,
            [2700.0, 1350.0, 625.0, 262.5],
        ),
    ],
    ids=["no default", "dry", "some comes back"],
)
def test_a_fund_that_has_run_dry_backs_nobody(
    habits: dict[str, float], backed: list[int], left: list[float], unmet: list[float]
) -> None:
    scenario = guaranteed(**habits)
    assert measures(scenario, "guaranteed") == backed
    assert measures(scenario, "fund_left") == pytest.approx(left)
    assert measures(scenario, "claims_unmet") == pytest.approx(unmet)
    assert measures(scenario, "loans") == [100.0] * 4  # banks lend without it here


def test_loans_fail_at_the_part_of_the_rate_that_the_part_of_a_year_has() -> None:
    """From 1 October a quarter of 2022 is lived: a quarter of the loans of that year fail."""
    n = 1000
    lever = Credit("二(八)", LONG_AGO, fund=1_000_000 * WAN, leverage=10.0)
    scenario = world(
        listed(some_firms(n), slice(None)),
        Step(CHAMPION),
        start=dt.date(2022, 10, 1),
        until=2023,
        levers={"credit": lever},
        loan_demand=100.0,  # everybody asks, in any part of a year
        loan_to_revenue=0.1,
        loan_approval=1.0,
        fund_loss_share=1.0,
        default_rate=1.0,
    )
    claims = entries(whole_life(scenario).ledger, event="guarantee_claim")
    failed = Counter(row["year_due"] for row in claims)
    part = 92 / 365
    assert failed[2022] == pytest.approx(n * part, abs=4.0 * np.sqrt(n * part * (1 - part)))
    assert failed[2023] == n


def test_what_is_guaranteed_its_limit_and_what_the_fund_may_lose_are_measured() -> None:
    """Of 100 loans of 100 万元 the fund of 300 backs 30: its part is 1,500, and it has 300."""
    scenario = guaranteed(default_rate=1.0, fund_recovery=0.5, fund_loss_share=0.5)
    assert measures(scenario, "guaranteed_amount") == [3000.0, 1500.0, 700.0, 300.0]
    assert measures(scenario, "guarantee_limit") == pytest.approx([3000.0, 1500.0, 750.0, 375.0])
    assert measures(scenario, "fund_exposed") == pytest.approx([300.0, 150.0, 75.0, 37.5])
    little = guaranteed(fund_loss_share=0.05)
    assert measures(little, "fund_exposed") == pytest.approx([150.0] * 4)
    refused = guaranteed(loan_approval=0.0, fund_loss_share=0.5)
    assert measures(refused, "guaranteed_amount") == [0.0] * 4
    assert measures(refused, "guarantee_limit") == [3000.0] * 4


def test_a_dry_fund_pays_its_claims_in_the_order_of_the_firms_until_it_is_dry() -> None:
    ledger = whole_life(guaranteed(default_rate=1.0, fund_recovery=0.5)).ledger
    claims = entries(ledger, event="guarantee_claim", year_due=2022)
    assert [row["amount_fen"] // WAN for row in claims] == [100] * 3 + [0] * 27
    assert [row["firm_id"] for row in claims] == sorted(row["firm_id"] for row in claims)
    back = entries(ledger, event="guarantee_recovery")
    assert [(row["year_due"], row["amount_fen"] / WAN) for row in back] == [
        (2023, -150.0),
        (2024, -75.0),
        (2025, -37.5),
    ]


# Parks that pull.


def pulling(pull: float, strength: float = 1.0) -> Scenario:
    """Return a banner with two parks; two titled firms in the second, eight titled ones outside."""
    firms = some_firms(20, park=[1, 1] + [-1] * 18)
    listed(firms, slice(0, 10), REGIONAL)
    return world(
        register(firms, parks_per_banner=2),
        Step(REGIONAL),
        levers={
            "parks": Parks("二(六)", LONG_AGO, strength=strength, threshold=10, award=500 * WAN)
        },
        park_pull=pull,
    )


def test_a_leading_park_pulls_titled_firms_and_wins_its_award_by_them() -> None:
    life = whole_life(pulling(1.0))
    assert life.firms.park.tolist() == [1] * 10 + [-1] * 10
    assert [row["year_due"] for row in entries(life.ledger, event="park_award")] == [2022]
    assert measures(pulling(1.0), "parks_awarded") == [1.0] * 4


@pytest.mark.parametrize("still", [pulling(0.0), pulling(1.0, strength=0.0)])
def test_without_pull_or_without_the_clause_nobody_moves(still: Scenario) -> None:
    life = whole_life(still)
    assert life.firms.park.tolist() == [1, 1] + [-1] * 18
    assert entries(life.ledger, event="park_award") == []


@pytest.mark.parametrize(("pull", "ratio"), [(0.0, 1.0), (1.0, 2.0)])
def test_a_strong_park_brings_more_firms_from_elsewhere(pull: float, ratio: float) -> None:
    """Half of 8,000 firms that look for a place look at the park with three titles."""
    n = 8000
    firms = some_firms(n + 3, park=np.arange(n + 3) % 2, enters=2023, candidate=True, alive=False)
    there = slice(n, n + 3)
    firms.park[there], firms.enters[there] = 1, 2022
    firms.candidate[there], firms.alive[there] = False, True
    listed(firms, there, REGIONAL)
    scenario = world(
        register(firms, parks_per_banner=2),
        Step(REGIONAL),
        levers={
            "parks": Parks("二(六)", LONG_AGO, threshold=3),
            "attraction": Attraction("二(二)", LONG_AGO),
        },
        until=2023,
        attraction_rate=0.2,
        park_pull=pull,
    )
    came = whole_life(scenario).firms
    weak, strong = (int((came.alive & (came.park == park)).sum()) for park in (0, 1))
    assert strong / weak == pytest.approx(ratio, rel=0.12)


# Awards that reach a firm late.


def waiting(cap_wan: float | None, discount: float, **more: Any) -> Scenario:
    """Return a thousand firms whose regional award of 100 万元 is worth much to them."""
    levers = {}
    if cap_wan is not None:
        levers["appropriation"] = Appropriation("budget", LONG_AGO, cap=round(cap_wan * WAN))
    return world(
        some_firms(1000),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        levers=levers,
        take_up_regional=0.05,
        award_response=1.5,
        late_discount=discount,
        **more,
    )


def test_awards_that_wait_deter_those_who_would_apply_next() -> None:
    free, late = waiting(None, 0.5), waiting(2000.0, 0.5)
    applied, fewer = (measures(scenario, "applied", "regional") for scenario in (free, late))
    assert fewer[0] == applied[0]
    assert fewer[1] < applied[1]
    # The same firms are eligible in the second year, so who is deterred is who is missing.
    assert measures(late, "deterred", "regional")[:2] == [0.0, applied[1] - fewer[1]]
    assert measures(free, "deterred", "regional") == [0.0] * 4
    owed = 100.0 * np.cumsum(fewer)
    paid = np.minimum(2000.0 * np.arange(1, 5), owed)
    assert measures(late, "arrears") == pytest.approx((owed - paid) / 2000.0)


def test_a_discount_of_nothing_makes_waiting_a_matter_of_dates_alone() -> None:
    lived = [whole_life(waiting(cap, 0.0)) for cap in (None, 2000.0)]
    assert differences(lived[0].firms, lived[1].firms) == []
    first, second = (life.ledger for life in lived)
    for name in first.keys() - {"year_paid"}:
        assert first[name].tobytes() == second[name].tobytes()
    assert (second["year_paid"] >= first["year_paid"]).all()
    assert (second["year_paid"] > first["year_paid"]).any()


def test_an_appropriation_that_is_never_used_up_changes_nothing() -> None:
    lived = [whole_life(waiting(cap, 0.5)) for cap in (None, 1e9)]
    assert differences(lived[0].firms, lived[1].firms) == []
    for name, column in lived[0].ledger.items():
        assert column.tobytes() == lived[1].ledger[name].tobytes()


@pytest.mark.parametrize(
    ("part", "cap", "rd"),
    [
        (0.0, None, [50.0, 50.0, 50.0, 50.0]),
        (0.5, None, [50.0, 100.0, 50.0, 50.0]),  # half of 100 万元, the year after it came
        (0.5, 60.0, [50.0, 50.0, 50.0, 50.0]),  # a row is paid whole, and this one never fits
    ],
)
def test_an_award_adds_to_rd_when_it_has_come(
    part: float, cap: float | None, rd: list[float]
) -> None:
    levers = {"appropriation": Appropriation("budget", LONG_AGO, cap=int(cap * WAN))} if cap else {}
    scenario = world(
        some_firms(1, rd_intensity=0.05),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        levers=levers,
        take_up_regional=1.0,
        award_rd=part,
    )
    assert [float(life.firms.rd[0]) for _, life in lives(scenario)] == pytest.approx(rd)


def test_an_award_that_comes_a_year_late_adds_to_rd_a_year_later() -> None:
    """Two awards of 100 万元 and 100 万元 a year: by id, the second waits."""
    scenario = world(
        some_firms(2, rd_intensity=0.05),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        levers={"appropriation": Appropriation("budget", LONG_AGO, cap=100 * WAN)},
        take_up_regional=1.0,
        award_rd=0.5,
    )
    rd = [life.firms.rd.tolist() for _, life in lives(scenario)]
    assert rd == [[50.0, 50.0], [100.0, 50.0], [50.0, 100.0], [50.0, 50.0]]


# Number-chasing.


def chased(chasing: float, behind: bool = True, panel_sd: float = 0.01) -> Scenario:
    """Return four hundred firms below the mark of a banner that is behind its target, or is not."""
    firms = some_firms(400, quality=1.0)
    items = (Item("quality", "all", (Bands("quality", (2.0, 1.0), (70.0, 50.0)),)),)
    return world(
        firms,
        Step(REGIONAL, items=items, pass_mark=60.0),
        levers={"appraisal": Lever("三(一)", LONG_AGO)},
        targets=(Target(REGIONAL, 2025, 40 if behind else 0, "一(二)"),),
        until=2023,
        take_up_regional=1.0,
        appraisal_response=0.5,
        number_chasing=chasing,
        panel_sd=panel_sd,
    )


def test_a_banner_behind_its_target_sends_firms_that_are_not_ready() -> None:
    """Effort 1.5 in the second year: a chance of 0.6 (1.5 - 1) = 0.3; the panel takes none."""
    sent = measures(chased(0.6), "sent", "regional")
    assert sent[0] == 0.0
    assert sent[1] == pytest.approx(120.0, abs=4.0 * np.sqrt(400 * 0.3 * 0.7))
    assert measures(chased(0.6), "applied", "regional") == sent
    assert measures(chased(0.6), "recognised", "regional") == [0.0, 0.0]
    assert measures(chased(0.6), "eligible", "regional") == [0.0, 0.0]
    assert measures(chased(0.6), "below_mark", "regional") == [400.0, 400.0]


def test_a_panel_that_errs_lets_some_of_them_through() -> None:
    passed = measures(chased(0.6, panel_sd=8.0), "recognised", "regional")[1]
    assert 0.0 < passed < measures(chased(0.6, panel_sd=8.0), "sent", "regional")[1] / 3.0


@pytest.mark.parametrize("calm", [chased(0.0), chased(0.6, behind=False)])
def test_without_number_chasing_or_without_a_target_missed_nobody_is_sent(calm: Scenario) -> None:
    assert measures(calm, "sent", "regional") == measures(calm, "applied", "regional") == [0.0] * 2


# Peers.


def test_peers_help_in_their_own_banner_and_sector_alone() -> None:
    """Four cells of 500 firms; half of those of one cell have a title."""
    at = np.arange(2000)
    firms = some_firms(2000, banner=at % 2, sector=at // 2 % 2)
    listed(firms, (at % 4 == 0) & (at // 4 % 2 == 0))
    people = register(firms, banners=2, sectors=("a", "b"))
    off, on = (
        whole_life(
            world(
                people,
                Step(INNOVATIVE),
                Step(CHAMPION),
                until=2022,
                take_up_innovative=0.2,
                peer_help=help_,
            )
        ).ids("applied", INNOVATIVE, 2022)
        for help_ in (0.0, 2.0)
    )
    of_cell = [
        [sum((firm - 1) % 4 == cell for firm in ids) for cell in range(4)] for ids in (off, on)
    ]
    assert of_cell[1][1:] == of_cell[0][1:]
    # A share of 1/2 at 2: odds of 1/4 become e/4, which is 0.405 of 500.
    assert of_cell[1][0] == pytest.approx(500 * 0.4046, abs=4.0 * 11.0)
    assert of_cell[0][0] == pytest.approx(100, abs=4.0 * 9.0)


# The pool tracks its members.


@pytest.mark.parametrize(
    ("tenure", "members"),
    [(0.0, [1, 2, 2, 1]), (0.3, [1, 1, 2, 2]), (9.0, [1, 1, 1, 1])],
)
def test_a_member_goes_when_it_is_overtaken_by_more_than_its_tenure(
    tenure: float, members: list[int]
) -> None:
    """One seat; the second firm is behind by 0.1, ahead by 0.2, by 0.4, then behind by 0.1."""
    ahead = [-0.1, 0.2, 0.4, -0.1]
    firms = some_firms(2, growth=[0.05, 0.05 + ahead[0] / 10.0], main_share=0.0)
    lever = Pool("二(一)", LONG_AGO, city_places=1, banner_places=0)
    found, flows = [], []
    for year, life in lives(world(firms, levers={"pool": lever}, pool_tenure=tenure)):
        found.append(int(life.firms.id[life.firms.pool > 0][0]))
        flows.append((life.city.record.pool_entered, life.city.record.pool_left))
        if year < 2025:
            life.firms.growth[:] = [0.05, 0.05 + ahead[year - 2021] / 10.0]
    assert found == members
    changes = [int(a != b) for a, b in pairwise(members)]
    assert flows == [(1, 0), *((change, change) for change in changes)]


def test_a_member_that_closes_leaves_its_seat() -> None:
    firms = some_firms(3, growth=[0.09, 0.05, 0.01], founded=[2020, 2022, 2022])
    lever = Pool("二(一)", LONG_AGO, city_places=1, banner_places=0)
    hazard = (0.0, 0.0, 0.0, 1.0)  # closes in its third year
    scenario = world(firms, levers={"pool": lever}, exit_by_age=hazard, pool_tenure=9.0, until=2023)
    found = [life.firms.id[life.firms.pool > 0].tolist() for _, life in lives(scenario)]
    assert found == [[1], [2]]


# Accelerators.


def housed(lever: Accelerators, **habits: Any) -> tuple[list[list[int]], list[Any]]:
    """Return the accelerators of each banner, and who has a place, year by year.

    Ten firms of the first banner are listed, six of the second and none of the third.
    """
    firms = some_firms(40, banner=np.repeat([0, 1, 2], [20, 10, 10]))
    listed(firms, np.r_[0:10, 20:26])
    people, levers = register(firms, banners=3), {"accelerators": lever}
    opened, inside = [], []
    for _, life in lives(world(people, Step(CHAMPION), levers=levers, **habits)):
        opened.append(life.city.accelerators.tolist())
        inside.append(life.firms.accelerator.copy())
    return opened, inside


def test_accelerators_open_where_most_listed_firms_wait_for_a_place() -> None:
    """10 and 6 wait: the first banner, then the second (6 against 5), the first (5 against 3) …"""
    opened, inside = housed(Accelerators("二(六)", LONG_AGO, opened=1, places=4))
    assert opened == [[1, 0, 0], [1, 1, 0], [2, 1, 0], [3, 1, 0]]
    assert [int(here.sum()) for here in inside] == [4, 8, 12, 14]  # only ten are on the list
    for before, after in pairwise(inside):
        assert (after >= before).all()  # whoever has a place keeps it
    assert not inside[-1][10:20].any()


def test_half_an_accelerator_a_year_is_one_every_other_year() -> None:
    lever = Accelerators("二(六)", LONG_AGO)
    opened, inside = housed(lever, accelerators_opened=0.5, accelerator_places=4)
    assert opened == [[0, 0, 0], [1, 0, 0], [1, 0, 0], [1, 1, 0]]
    assert [int(here.sum()) for here in inside] == [0, 4, 4, 8]


def test_an_accelerator_without_its_clause_houses_nobody() -> None:
    opened, inside = housed(Accelerators("二(六)", LONG_AGO, strength=0.0, opened=5, places=9))
    assert opened == [[0, 0, 0]] * 4
    assert not np.any(inside)
