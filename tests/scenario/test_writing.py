import datetime as dt
from dataclasses import replace

import pytest

from srdi_sim.scenario.files import read_document
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.writing import as_yaml

AWKWARD = {
    "no": "no",
    "two words": ["a: b", "# no comment", 'quo"ted', "行\n列", "012", ""],
    "东胜区": {"inner": [{"first": 1, "second": []}, {"third": {}}]},
    "numbers": [1, -2, 0.5, 1e-05, 1e20, 123456789.123],
    "truths": {"yes": True, "null": None},
    "day": dt.date(2022, 7, 12),
}


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


def test_a_scenario_that_was_written_out_is_the_same_scenario(ordos, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text(as_yaml(ordos), encoding="utf-8")
    again = load_scenario(path)
    assert again == ordos
    assert again.resolved == ordos.resolved


def test_awkward_values_are_read_as_they_were(ordos, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text(as_yaml(replace(ordos, resolved=AWKWARD)), encoding="utf-8")
    assert read_document(path, library=tmp_path).data == AWKWARD


def test_every_value_has_its_file_and_line_and_every_edit_is_named(ordos):
    edited = ordos.with_reading(nesting="disjoint")
    lines = as_yaml(edited).splitlines()
    assert any(line.startswith('name: "') and "ordos-2022.yaml:" in line for line in lines)
    assert "# Changed after it was loaded: reading nesting: disjoint" in lines


def test_what_no_file_can_say_is_not_written(ordos):
    with pytest.raises(TypeError, match="a scenario holds no object"):
        as_yaml(replace(ordos, resolved={"a": object()}))
