import datetime as dt
from dataclasses import replace

import pytest

from planted import entry, runs, scenario
from srdi_sim.analysis.deadweight import Deadweight, award_money, deadweight
from srdi_sim.policy.tiers import TIERS, Tier
from worlds import award, other_award, register, some_firms

WAN = 1_000_000
BEGUN = dt.date(2022, 7, 12)
REGIONAL = int(Tier.REGIONAL)


def of(*ledger, replications=2, **more):
    return runs(scenario(**more), replications, ledger=ledger)


def title(replication, firm, year=2023, fen=10 * WAN, **more):
    return entry(replication, fen, year, firm_id=firm, **more)


def test_what_goes_to_firms_that_get_the_title_by_the_same_year_is_deadweight():
    policy = of(title(0, 1), title(0, 2), title(0, 3), title(1, 1, fen=20 * WAN))
    # Firm 1 sooner, firm 2 in the same year, firm 3 never; in the other replication, too late.
    twin = of(title(0, 1, 2022, 0), title(0, 2, 2023, 0), title(1, 1, 2024, 0))
    found = deadweight(policy, twin)
    assert found.share == pytest.approx(20 / 50)
    assert found.share_of_awards == pytest.approx(2 / 4)
    assert found.brought_forward == pytest.approx(20 / 50)
    assert found.by_tier == (("innovative", pytest.approx(20 / 50)),)
    assert found.untold == ()
    assert found.reason is None


def test_the_same_runs_have_nothing_but_deadweight():
    ledger = [title(n, firm, fen=(n + firm) * WAN) for n in range(3) for firm in (1, 2, 3)]
    found = deadweight(of(*ledger, replications=3), of(*ledger, replications=3))
    assert (found.share, found.low95, found.high95) == (1.0, 1.0, 1.0)
    assert (found.share_of_awards, found.brought_forward) == (1.0, 0.0)


def test_a_firm_counts_only_in_its_own_replication_and_tier():
    policy = of(title(0, 1), title(1, 2))
    twin = of(title(1, 1), title(0, 2), title(0, 1, tier=REGIONAL))
    assert deadweight(policy, twin).share == 0.0


def test_citys_and_banners_parts_are_one_award_and_other_purses_are_none():
    parts = [title(0, 1, fen=3 * WAN), title(0, 1, fen=7 * WAN, payer="banner")]
    memo = title(0, 9, fen=500 * WAN, payer="region", kind="memo")
    class_ = title(0, 8, fen=100 * WAN, event="training_year", clause="二(十三)")
    policy = of(*parts, title(0, 2), title(1, 3, fen=0), memo, class_)
    found = deadweight(policy, of(title(0, 1), title(1, 3)))
    assert award_money(policy) == 20 * WAN
    assert (found.share, found.share_of_awards) == (0.5, 0.5)


def test_a_title_held_on_the_first_day_is_held_in_both_runs():
    held = {"event": "already_recognised", "tier": REGIONAL, "month_due": 7}
    policy = of(title(0, 1, 2022, **held), title(0, 2, 2024, **held))
    assert deadweight(policy, of()).share == 0.5


def test_a_tier_whose_recognitions_leave_no_row_cannot_be_told():
    awards = (award(Tier.INNOVATIVE, 0.0, BEGUN),)
    policy = of(title(0, 1), title(0, 2), title(0, 3, tier=REGIONAL))
    found = deadweight(policy, of(title(0, 1, fen=0), awards=awards))
    assert found.by_tier == (("innovative", 0.5), ("regional", None))
    assert found.untold == ("regional",)
    assert found.share == 0.5
    nothing = deadweight(policy, of(awards=()))
    assert nothing.share is None
    assert nothing.reason == "no_row"
    assert nothing.untold == ("innovative", "regional")


def test_another_purse_tells_who_was_recognised_too():
    purse = (other_award(Tier.REGIONAL, 50.0, BEGUN),)
    policy = of(title(0, 1, tier=REGIONAL), title(1, 1, tier=REGIONAL))
    memo = title(0, 1, 2022, tier=REGIONAL, payer="region", kind="memo", clause="region")
    assert deadweight(policy, of(memo, awards=(), other_purses=purse)).share == 0.5


def test_an_award_of_some_months_only_does_not_tell_of_the_others():
    late = (award(Tier.INNOVATIVE, 0.0, dt.date(2023, 1, 1)),)
    early = (award(Tier.INNOVATIVE, 0.0, BEGUN, until=dt.date(2022, 12, 31)),)
    policy = of(title(0, 1))
    assert deadweight(policy, of(awards=late)).reason == "no_row"
    assert deadweight(policy, of(awards=early)).reason == "no_row"
    assert deadweight(policy, of(awards=early + late)).share == 0.0


def test_without_awards_there_is_no_share():
    assert deadweight(of(title(0, 1, fen=0)), of()) == Deadweight(reason="no_award")


def test_firms_of_another_population_cannot_be_matched():
    policy = of(title(0, 1))
    others = replace(policy.scenario, population=register(some_firms(1, revenue=9.0), banners=2))
    assert deadweight(policy, replace(policy, scenario=others)).reason == "other_firms"


def test_every_tier_that_is_paid_is_listed_from_the_lowest_up():
    ledger = [title(0, 1, tier=int(tier)) for tier in reversed(TIERS)]
    found = deadweight(of(*ledger), of(*ledger[1:]))
    assert [tier for tier, _ in found.by_tier] == [tier.code for tier in TIERS]
    assert found.as_dict()["by_tier"]["champion"] == 0.0
    assert found.share == pytest.approx(4 / 5)


def test_the_same_awards_to_the_same_firms_tell_nothing_and_say_so():
    here, there = [entry(n, 5 * WAN) for n in range(3)], [entry(n, 5 * WAN) for n in range(3)]
    same = deadweight(runs(scenario(), 3, ledger=here), runs(scenario(), 3, ledger=there))
    assert (same.share, same.reason) == (1.0, "same_awards")
    for changed in ({"amount_fen": 6 * WAN}, {"firm_id": 12}, {"year_due": 2024}):
        there[1] = {**here[1], **changed}
        found = deadweight(runs(scenario(), 3, ledger=here), runs(scenario(), 3, ledger=there))
        assert found.share is not None
        assert found.reason is None
