import pytest

from srdi_sim import data
from srdi_sim.errors import ScenarioError
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import describe


def test_every_shipped_scenario_loads():
    assert "ordos-2022" in data.scenario_names()
    for name in data.scenario_names():
        assert load_scenario(name).name


def test_the_library_has_the_folders_of_data_files():
    folders = {path.name for path in data.library().iterdir() if path.is_dir()}
    assert {"rulesets", "priors", "populations", "seeds", "observed"} <= folders


def test_what_is_observed_in_ordos_is_dated_and_has_its_source():
    observed = {each.name: each for each in data.observed("ordos")}
    start = observed["regional_2022_10"]
    assert start == data.Observation(
        name="regional_2022_10",
        what="stock",
        tiers=(Tier.REGIONAL, Tier.LITTLE_GIANT),
        month=month_index(2022, 10),
        year=None,
        value=31.0,
        sd=0.0,
        evidence=False,
        source="http://kjcgjy.cn/xinweninfo.aspx?id=20498; level not stated, regional assumed",
        confidence="medium",
        known=month_index(2022, 10),
    )
    flow = observed["innovative_flow_2024"]
    assert (flow.what, flow.year, flow.month, flow.value) == ("flow", 2024, None, 96.0)
    assert all(each.source and each.confidence for each in observed.values())
    assert all(set(each.tiers) <= set(TIERS) for each in observed.values())


def test_the_start_is_no_evidence():
    assert [each.name for each in data.observed("ordos") if not each.evidence] == [
        "regional_2022_10"
    ]


def test_the_scenario_carries_what_is_observed():
    assert load_scenario("ordos-2022").observations == data.observed("ordos")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ordoss", 'there is no "ordoss" beside this file or in the library; check the name; '),
        ("/x", '"/x" is an absolute path'),
    ],
)
def test_what_is_not_shipped_is_refused(name, message):
    with pytest.raises(ScenarioError) as caught:
        data.observed(name)
    (line,) = [describe(fault, "en") for fault in caught.value.faults]
    assert line.startswith(f"{name}:1: {message}")


def test_a_shipped_file_of_another_kind_is_no_observation():
    with pytest.raises(ScenarioError) as caught:
        data.observed("../priors/ordos")
    assert {fault.code for fault in caught.value.faults} == {"unknown_key", "missing_key"}
