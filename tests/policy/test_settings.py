from dataclasses import replace

import pytest

from srdi_sim.errors import ScenarioError, SrdiError
from srdi_sim.policy.settings import setting, setting_names
from srdi_sim.scenario.loading import load_scenario


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


def test_every_setting_of_the_ranges_can_be_set_to_both_ends_and_alone_changes(ordos):
    assert len(ordos.ranges) > 20
    for each in ordos.ranges:
        for value in (each.low, each.high):
            changed = ordos.with_levers({each.name: value}).policy
            assert setting(changed, each.name) == value
            same = [
                setting(changed, name) == setting(ordos.policy, name)
                for name in setting_names(ordos.policy)
                if name != each.name
            ]
            assert all(same)


def test_money_is_set_in_whole_fen(ordos):
    policy = ordos.with_levers({"awards.regional.amount": 1234.6, "training.seats": 7.0}).policy
    assert setting(policy, "awards.regional.amount") == 1235
    assert isinstance(setting(policy, "training.seats"), int)


def test_a_number_of_platforms_stands_instead_of_their_names(ordos):
    named = replace(ordos.policy.platforms, bodies=("a", "b"), not_serving=("b",))
    policy = replace(ordos, policy=replace(ordos.policy, platforms=named)).with_levers(
        {"platforms.count": 5}
    )
    assert policy.policy.platforms.bodies == policy.policy.platforms.not_serving == ()


def test_what_the_policy_does_not_have_cannot_be_set(ordos):
    with pytest.raises(SrdiError, match=r"lever\.unknown"):
        ordos.with_levers({"training.seat": 1})
    without = replace(ordos, policy=replace(ordos.policy, awards=()))
    with pytest.raises(SrdiError, match=r"lever\.not_in_policy"):
        without.with_levers({"awards.regional.amount": 1})


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("training.seat: {low: 0, high: 9, source: s, confidence: low}", "unknown_key"),
        ("training.seats: {low: 9, high: 9, source: s, confidence: low}", "wrong_order"),
        ("training.seats: {low: 0.5, high: 9, source: s, confidence: low}", "count_unreadable"),
        ("credit.strength: {low: 0, high: 1.5, source: s, confidence: low}", "share_out_of_range"),
        ("parks.award: {low: 5元, high: 9, source: s, confidence: low}", "money_needs_unit"),
        ("parks.award: {low: 5元, high: 9元, confidence: low}", "missing_key"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(tmp_path, written, code):
    (tmp_path / "ranges").mkdir()
    (tmp_path / "ranges" / "mine.yaml").write_text(
        f"srdi: 1\nname: mine\nlevers:\n  {written}\n", encoding="utf-8"
    )
    file = tmp_path / "mine.yaml"
    file.write_text("extends: ordos-2022\nwhy: a test\nranges: mine\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(file)
    assert [(fault.file, fault.code) for fault in refused.value.faults] == [
        ("ranges/mine.yaml", code)
    ]
    assert refused.value.faults[0].line == 4
