from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from planted import PROMISES, per_replication, runs, scenario
from srdi_sim.analysis.binding import GATES, Loss, conditions_of, way_to
from srdi_sim.analysis.forecast import forecast
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.policy.rulesets import AllOf, AnyOf, Condition
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.scenario.scenario import Target
from worlds import Step, ordos, some_firms, world

REGIONAL = Tier.REGIONAL
FIFTY = Target(REGIONAL, 2025, 50, "一(二)")


# Five regional titles are missing to be above fifty. Each planted cause is alone enough.
FUNNEL = {"eligible": 60, "applied": 60, "passed": 60, "recognised": 60}
CAUSES = {
    "budget": {"applied": 55, "passed": 55, "recognised": 55, "deterred": 5},
    "no_application": {"applied": 55, "passed": 55, "recognised": 55},
    "points": {"passed": 55, "recognised": 55},
    "places": {"recognised": 55},
    "review": {"lapsed": 2},  # two a year: eight in all
    "lapse": {"left": 2},
    "not_eligible": {},
}
TURNED_AWAY = ("budget", "no_application", "points", "places")
ENOUGH = (*TURNED_AWAY, "review", "lapse")


def funnel(**changed):
    return {(name, REGIONAL): value for name, value in {**FUNNEL, **changed}.items()}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_planted_cause_is_what_binds(cause):
    measures = {**funnel(**CAUSES[cause]), ("at_least_valid", REGIONAL): 46}
    binding = forecast(runs(scenario(), 20, measures)).binds(FIFTY)
    assert (binding.gate, binding.share, binding.missed) == (cause, 1.0, 20)
    assert dict(binding.shares)[cause] == 1.0


@pytest.mark.parametrize("cause", ENOUGH)
def test_a_cause_that_would_not_have_been_enough_does_not_bind(cause):
    # Nine are missing now; the cause took at most eight.
    measures = {**funnel(**CAUSES[cause]), ("at_least_valid", REGIONAL): 42}
    assert forecast(runs(scenario(), 20, measures)).binds(FIFTY).gate == "not_eligible"


def test_of_two_sufficient_causes_the_later_on_the_way_binds():
    measures = {**funnel(recognised=50, lapsed=2), ("at_least_valid", REGIONAL): 46}
    assert forecast(runs(scenario(), 5, measures)).binds(FIFTY).gate == "review"


def test_firms_turned_away_every_year_are_not_counted_every_year():
    measures = {**funnel(applied=58, passed=58, recognised=58), ("at_least_valid", REGIONAL): 46}
    assert forecast(runs(scenario(), 5, measures)).binds(FIFTY).gate == "not_eligible"


def test_losses_after_the_targets_year_do_not_count():
    lapsed = np.tile([0.0, 0.0, 0.0, 9.0], (5, 1))
    measures = {**funnel(lapsed=lapsed), ("at_least_valid", REGIONAL): 46}
    outlook = forecast(runs(scenario(), 5, measures))
    assert outlook.binds(replace(FIFTY, year=2024)).gate == "not_eligible"
    assert outlook.binds(FIFTY).gate == "review"


def test_titles_ever_held_cannot_be_lost():
    read = scenario(reading={"counting": "ever_recognised"})
    measures = {**funnel(lapsed=9, left=9), ("at_least_ever", REGIONAL): 46}
    assert forecast(runs(read, 5, measures)).binds(FIFTY).gate == "not_eligible"


def test_municipal_titles_of_an_ended_rung_lapse_without_a_review():
    read = scenario(reading={"municipal_rung_until": 2023})
    lapsed = np.tile([0.0, 0.0, 0.0, 9.0], (5, 1))
    measures = {("lapsed", Tier.MUNICIPAL): lapsed, ("at_least_valid", Tier.MUNICIPAL): 195}
    assert forecast(runs(read, 5, measures)).binds(PROMISES[1]).gate == "lapse"


def test_the_most_frequent_gate_among_misses_is_told_with_its_share():
    counts = per_replication([46, 46, 46, 60])
    left = per_replication([2, 2, 0, 0])
    measures = {**funnel(left=left), ("at_least_valid", REGIONAL): counts}
    binding = forecast(runs(scenario(), 4, measures)).binds(FIFTY)
    assert (binding.gate, binding.missed) == ("lapse", 3)
    assert binding.share == pytest.approx(2 / 3)


def test_nothing_binds_what_is_met_in_over_half():
    mostly = lacking(per_replication([60, 60, 60, 46])).binds(FIFTY)
    assert (mostly.gate, mostly.at, mostly.share, mostly.missed) == ("none", "", 0.0, 1)
    assert dict(mostly.shares)["not_eligible"] == 1.0
    assert lacking(60).binds(FIFTY).missed == 0
    half = lacking(per_replication([60, 60, 46, 46])).binds(FIFTY)
    assert half.gate == "not_eligible"  # exactly half


def test_firms_below_the_mark_by_their_own_count_bind_as_points_and_before_the_decision():
    # Sixty lack the points; the fifty-five that have them all apply.
    measures = funnel(eligible=55, applied=55, passed=55, recognised=55, below_mark=60)
    measures[("at_least_valid", REGIONAL)] = 46
    binding = forecast(runs(scenario(), 5, measures)).binds(FIFTY)
    assert (binding.gate, binding.at) == ("points", "below_mark")
    # Had more of those who have the points applied, the target would have been met.
    measures[("eligible", REGIONAL)] = 60
    assert forecast(runs(scenario(), 5, measures)).binds(FIFTY).gate == "no_application"


def test_money_is_nearer_to_the_beginning_than_places():
    """Paid in time, more would apply, and find no place."""
    measures = funnel(applied=55, passed=55, recognised=50, deterred=5)
    outlook = forecast(runs(scenario(), 5, {**measures, ("at_least_valid", REGIONAL): 46}))
    assert outlook.binds(FIFTY).gate == "places"


def test_whom_a_banner_sends_below_the_mark_is_counted_once():
    # Of 60 eligible firms 50 apply; of 30 below the mark 8 are sent, and 6 of these fail.
    measures = funnel(below_mark=30, sent=8, applied=58, passed=52, recognised=52, deterred=3)
    losses = forecast(runs(scenario(), 5, {**measures, ("at_least_valid", REGIONAL): 46}))
    told = {(loss.gate, loss.at): loss for loss in losses.losses(FIFTY)}
    assert told["points", "panel"] == Loss("points", "panel", 6, 58)
    assert told["points", "below_mark"] == Loss("points", "below_mark", 22, 90)
    assert told["no_application", ""] == Loss("no_application", "", 7, 60)
    assert told["budget", ""] == Loss("budget", "", 3, 60)


def test_revoked_titles_lapse_and_are_not_lost_at_review():
    measures = {**funnel(lapsed=2, revoked=2), ("at_least_valid", REGIONAL): 46}
    assert forecast(runs(scenario(), 5, measures)).binds(FIFTY).gate == "lapse"


ASKED = (
    Condition("is_sme", 1.0),
    AnyOf((AllOf((Condition("main_share", 0.7), Condition("rd", 1.0))), Condition("equity", 9.0))),
    Condition("niche_share", 0.1),
)


def lacking(at_least_valid=46, asked=ASKED, **lacks):
    """An outlook in which firms fall at the conditions of a rung, and nowhere else."""
    of = replace(world(some_firms(1), Step(REGIONAL, asked)), targets=(FIFTY,))
    measures = {(f"lacks:{name}", REGIONAL): fall for name, fall in lacks.items()}
    return forecast(runs(of, 4, {**measures, ("at_least_valid", REGIONAL): at_least_valid}))


def test_the_condition_nearest_to_the_end_that_would_have_been_enough_is_named():
    outlook = lacking(is_sme=900, main_share=7, niche_share=4)
    binding = outlook.binds(FIFTY)
    assert (binding.gate, binding.condition) == ("not_eligible", "main_share")
    answer = outlook.answer(FIFTY)
    assert (answer["binds"], answer["binds_share"]) == ("not_eligible", 1.0)
    assert answer["binds_condition"] == "main_share"


def test_where_no_condition_is_enough_the_one_at_which_most_fall_is_named():
    assert lacking(is_sme=2, main_share=4, niche_share=3).binds(FIFTY).condition == "main_share"
    nobody = lacking().binds(FIFTY)
    assert (nobody.gate, nobody.share, nobody.condition) == ("not_eligible", 1.0, None)


def test_conditions_have_their_shares_of_all_replications_that_miss():
    fall = per_replication([9, 9, 0, 0])
    binding = lacking(per_replication([46, 46, 46, 60]), is_sme=9, niche_share=fall).binds(FIFTY)
    assert binding.conditions == (
        ("niche_share", pytest.approx(2 / 3)),
        ("is_sme", pytest.approx(1 / 3)),
    )
    assert (binding.condition, binding.missed, binding.share) == ("niche_share", 3, 1.0)


def test_a_gate_other_than_eligibility_names_no_condition():
    measures = {**funnel(recognised=55), ("at_least_valid", REGIONAL): 46}
    measures[("lacks:is_sme", REGIONAL)] = 900
    binding = forecast(runs(scenario(), 5, measures)).binds(FIFTY)
    assert (binding.gate, binding.condition, binding.conditions) == ("places", None, ())


def test_the_table_has_a_row_for_each_year_gate_and_step_over_the_replications_that_miss():
    fall = np.array([1, 2, 3, 1000])[:, np.newaxis] + 10 * np.arange(4)  # the last one meets
    outlook = lacking(per_replication([46, 46, 46, 60]), niche_share=fall, is_sme=5)
    table = outlook.binding_table(replace(FIFTY, year=2024))
    assert list(table) == ["year", "gate", "at", "median", "low80", "high80", "reached"]
    assert not table.duplicated(["year", "gate", "at"]).any()
    assert sorted(set(table["year"])) == [2022, 2023, 2024]
    assert list(dict.fromkeys(table["gate"])) == [
        *("not_eligible", "points", "no_application", "budget", "places", "review", "lapse")
    ]
    assert set(table["gate"]) == set(GATES)
    of_2023 = table.set_index(["year", "gate", "at"]).loc[2023]
    assert of_2023.loc[("not_eligible", "niche_share")].tolist() == [12, 11, 13, 12]
    assert of_2023.loc[("not_eligible", "is_sme")].tolist() == [5, 5, 5, 17]
    assert of_2023.loc[("not_eligible", "")].tolist() == [17, 16, 18, 17]
    assert of_2023.loc[("lapse", ""), "reached"] is pd.NA
    assert list(of_2023.loc["points"].index) == ["", "below_mark", "panel"]


def test_nothing_is_lost_to_a_target_that_every_replication_meets():
    met = lacking(60, niche_share=9)
    assert met.binding_table(FIFTY).empty
    assert list(met.binding_table(FIFTY)) == list(lacking(9).binding_table(FIFTY))
    assert met.losses(FIFTY) == []


def test_a_year_without_a_batch_is_no_year_of_the_median_and_titles_are_added_up():
    batches = np.tile([0.0, 40.0, 60.0, 0.0], (5, 1))
    measures = funnel(eligible=batches, applied=0, passed=0, recognised=0, lapsed=2, renewed=3)
    outlook = forecast(runs(scenario(), 5, {**measures, ("at_least_valid", REGIONAL): 30}))
    told = {loss.gate: loss for loss in outlook.losses(FIFTY) if not loss.at}
    assert told["no_application"] == Loss("no_application", "", 40, 40)
    assert told["review"] == Loss("review", "", 8, 20)
    assert told["lapse"] == Loss("lapse", "", 0, None)


def test_conditions_are_told_from_the_last_asked_by_the_latest_rules():
    giant = Tier.LITTLE_GIANT
    old = conditions_of(giant, range(2022, 2026), ordos())
    assert list(old)[-1] == "holds_regional"
    assert isinstance(old["revenue"], AnyOf)
    new = conditions_of(giant, range(2022, 2028), ordos())
    asked = dict.fromkeys(conditions_of(giant, range(2027, 2028), ordos()))
    assert list(new)[: len(asked)] == list(asked)
    assert new.keys() == {*old, *asked}
    assert conditions_of(Tier.CHAMPION, range(2022, 2026), world(some_firms(1))) == {}


@pytest.fixture(scope="module")
def lived():
    return simulate(ordos(), replications=3)


@pytest.mark.parametrize("tier", TIERS)
def test_nobody_is_lost_twice_or_forgotten_on_the_way(lived, tier):
    """Whoever may apply falls at one step or comes to hold the title."""
    years = lived.scenario.years
    way = way_to(tier, years, lived.measures, lived.scenario)
    on_the_way = [gate not in ("lapse", "review") for gate, _ in way.steps]
    fell = way.lost[on_the_way].sum(axis=0)
    titled = (
        way.reached[way.steps.index(("places", ""))] - way.lost[way.steps.index(("places", ""))]
    )
    assert (way.lost >= 0.0).all()
    assert (fell + titled == way.reached[-1]).all()
    assert fell.any()
    came = way.reached[on_the_way]
    assert (came >= way.lost[on_the_way]).all()
    assert (np.diff(came, axis=0) >= 0.0).all()  # towards the beginning, more and more
