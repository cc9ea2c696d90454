import pytest

from planted import PROMISES, per_replication, runs, scenario
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.goals import goals_of
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import Tier
from srdi_sim.words import LANGS, say


def test_the_default_is_each_target_alone_and_all_together():
    goals = goals_of(scenario())
    assert [goal.name for goal in goals] == [
        "innovative:2025",
        "municipal:2025",
        "regional:2025",
        "little_giant:2025",
        "champion:2025",
        "all",
    ]
    assert [goal.targets for goal in goals[:-1]] == [(target,) for target in PROMISES]
    assert goals[-1].targets == PROMISES
    assert goals_of(scenario(targets=())) == ()


def test_a_number_of_our_own_stands_for_the_scenarios_also_among_all():
    regional, giants, all_ = goals_of(scenario(), ["regional:2025", "little_giant:2025>=10", "all"])
    assert regional.targets == (PROMISES[2],)
    (target,) = giants.targets
    assert (target.tier, target.year, target.number) == (Tier.LITTLE_GIANT, 2025, 10)
    assert giants.name == "little_giant:2025>=10"
    assert all_.targets == (*PROMISES[:3], target, PROMISES[4])
    (early,) = goals_of(scenario(), ["regional:2024>40"])
    assert (early.targets[0].year, early.targets[0].wanted("at_least")) == (2024, ">40")


def test_the_chance_of_a_goal_is_that_all_its_targets_are_met():
    measures = {
        ("at_least_valid", Tier.REGIONAL): per_replication([49, 51, 51, 60]),
        ("at_least_valid", Tier.LITTLE_GIANT): per_replication([20, 9, 10, 11]),
    }
    here = scenario(targets=PROMISES[2:4])
    outlook = forecast(runs(here, 4, measures))
    written = ["regional:2025", "little_giant:2025>=10", "little_giant:2025>10", "all"]
    goals = goals_of(here, written)
    assert [goal.chance(outlook).times for goal in goals] == [3, 3, 2, 1]


def test_all_targets_of_a_scenario_without_any_are_refused():
    with pytest.raises(SrdiError) as refused:
        goals_of(scenario(targets=()), ["regional:2025>5", "all"])
    assert refused.value.key == "goals.none_at_all"
    for lang in LANGS:
        assert "TIER:YEAR>N" in say("error.goals.none_at_all", lang, **refused.value.values)


@pytest.mark.parametrize(
    ("written", "key", "shown"),
    [
        ("regionl:2025", "unreadable", "regional:2025"),
        ("regional", "unreadable", "regional:2025"),
        ("regional:2025<5", "unreadable", "regional:2025<5"),
        ("regional:2024", "no_such_target", "regional:2024"),
        ("regional:2031>5", "outside_period", "2022"),
    ],
)
def test_what_is_no_goal_is_refused_in_one_sentence(written, key, shown):
    with pytest.raises(SrdiError) as refused:
        goals_of(scenario(), [written])
    assert refused.value.key == f"goals.{key}"
    for lang in LANGS:
        told = say(f"error.goals.{key}", lang, **refused.value.values)
        assert written in told
        assert shown in told
