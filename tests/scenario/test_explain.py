import datetime as dt

import pytest

from srdi_sim.errors import ScenarioError, dotted
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.scenario.explain import ExplainRow, explain
from srdi_sim.scenario.loading import library, load_scenario
from srdi_sim.words import describe

POSTERIOR = "uncertainties.posterior"


@pytest.fixture(scope="module")
def rows():
    return explain("ordos-2022")


@pytest.fixture
def child(tmp_path):
    (tmp_path / "srdi.toml").touch()

    def write(text, name="a.yaml"):
        path = tmp_path / name
        path.write_text(f"extends: ordos-2022.yaml\n{text}", encoding="utf-8")
        return path

    return write


def leaves(value, path=()):
    """Yield the dotted key of every value; a list of plain values is one."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(inner, (dict, list)) for inner in value):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield dotted(path)


def line_of(file, number):
    lines = (library().parent / file).read_text(encoding="utf-8").splitlines()
    return lines[number - 1]


def test_every_leaf_key_is_explained_with_file_and_line(rows):
    explained = {row.key for row in rows}
    told = set(leaves(load_scenario("ordos-2022").resolved))
    told = {key for key in told if not key.startswith(f"{POSTERIOR}.")}  # a table of draws
    assert told <= explained
    assert {row.value for row in rows if row.key == f"{POSTERIOR}.until"} == {2024}
    for row in rows:
        assert row.file.startswith("scenarios/")
        assert row.line >= 1


def test_the_line_that_is_named_says_the_value(rows):
    for row in rows:
        of_file = row.key.startswith(f"{POSTERIOR}.")  # of which the line has the name
        if isinstance(row.value, (str, int)) and not isinstance(row.value, bool) and not of_file:
            assert str(row.value) in line_of(row.file, row.line), row


def test_rows_stand_in_the_order_of_the_files(rows):
    own = [row.line for row in rows if row.file == "scenarios/ordos-2022.yaml"]
    assert own == sorted(own)


def only(rows, key):
    (row,) = [row for row in rows if row.key == key]
    return row


def said(rows, text):
    """Return the condition's row that stands on the line with this text."""
    (row,) = [
        row for row in rows if row.key.endswith(".at_least") and text in line_of(row.file, row.line)
    ]
    return row


def test_a_lever_has_its_clause_a_question_its_number_a_rule_its_source(rows):
    assert only(rows, "policy.awards[0].amount").value == "10万"
    assert only(rows, "policy.awards[0].amount").origin == "二(三)"
    assert only(rows, "policy.training.seats").origin == "二(十三)"
    assert only(rows, "targets[2].more_than").origin == "一(二)"
    assert only(rows, "reading.exceed").origin == "R1"
    assert only(rows, "ladder").value == "miit-2022"
    rule = said(rows, "{variable: rd, at_least: 100}")
    assert rule.value == 100
    assert rule.file == "scenarios/rulesets/miit-2022.yaml"
    assert rule.origin.endswith("; high")
    single = said(rows, "{variable: main_share, at_least: 0.70, source:")
    assert single.origin == "https://ctoutiao.com/3148526.html (older rule); medium"


def test_a_prior_has_its_source_and_confidence(rows):
    row = only(rows, "uncertainties.uncertainties.renewal_regional.prior.beta.mean")
    assert row.value == 0.85
    assert row.file == "scenarios/priors/ordos.yaml"
    assert row.origin == "not found; upper prior from little giants; low"


def test_a_trait_has_the_source_that_its_population_lists(rows):
    margin = only(rows, "population.synthetic.groups[1].traits.margin.normal.sd")
    assert margin.origin.startswith("above-scale industrial SMEs 6.2 %")
    debt = only(rows, "population.synthetic.groups[1].traits.debt.normal.mean")
    assert debt.origin == "assumption; no marginals of Ordos firms were found; low"


def test_a_value_without_clause_or_source_says_nothing(rows):
    assert only(rows, "period.from").origin == ""
    assert only(rows, "name").origin == ""


def test_every_question_of_the_reading_is_explained_defaults_marked(child):
    found = explain(child("reading: null\n"), "reading")
    assert [row.key for row in found] == [f"reading.{name}" for name in QUESTIONS]
    assert all(row.origin.endswith("; default") for row in found)
    path = child("reading: {exceed: at_least}\n", "b.yaml")
    row = only(explain(path, "reading"), "reading.exceed")
    assert row == ExplainRow("reading.exceed", "at_least", "b.yaml", 2, "R1")


def test_an_answer_left_out_is_told_after_those_given(child):
    path = child("reading: {exceed: null, nesting: null}\n")
    found = explain(path, "reading")
    assert len(found) == len(QUESTIONS)
    assert [row.key for row in found if "default" in row.origin] == [
        "reading.exceed",
        "reading.nesting",
    ]


def test_a_later_override_shows_the_line_of_the_child(child):
    child("policy: {training: {seats: 60, since: 2023-01-01}}\n", "parent.yaml")
    path = child("").with_name("grandchild.yaml")
    path.write_text("extends: parent.yaml\nwhy: x\npolicy:\n  training:\n    seats: 70\n")
    found = {row.key.rpartition(".")[2]: row for row in explain(path, "policy.training")}
    assert (found["seats"].value, found["seats"].file, found["seats"].line) == (
        70,
        "grandchild.yaml",
        5,
    )
    assert (found["since"].value, found["since"].file, found["since"].line) == (
        dt.date(2023, 1, 1),
        "parent.yaml",
        2,
    )
    assert found["strength"].file == "scenarios/ordos-2022.yaml"


def test_a_prior_that_the_scenario_sets_is_explained_where_it_sets_it(child):
    path = child(
        "uncertainties:\n  file: priors/ordos.yaml\n  set:\n    award_response: {fixed: 0}\n"
    )
    found = explain(path, "award_response")
    values = {row.key.rpartition("award_response.")[2]: row for row in found}
    assert values["prior.fixed"].value == 0
    assert (values["prior.fixed"].file, values["prior.fixed"].line) == ("a.yaml", 5)
    assert values["prior.fixed"].origin == "set by the scenario; low"
    assert values["unit"].file == "scenarios/priors/ordos.yaml"
    assert not any(".normal" in row.key for row in found)


def test_a_key_or_a_part_of_one_chooses_what_is_below_it(rows):
    assert {row.key for row in explain("ordos-2022", "policy.awards[1]")} == {
        f"policy.awards[1].{name}"
        for name in ("tier", "amount", "since", "clause", "applies_to", "repealed")
    }
    assert len(explain("ordos-2022", "policy.awards")) == 26
    (row,) = explain("ordos-2022", "period.to")
    assert row.value == 2025
    assert all("panel_sd" in row.key for row in explain("ordos-2022", "panel_sd"))
    # A part begins and ends at a joint.
    assert not [row for row in explain("ordos-2022", "from") if "_from" in row.key]


def test_a_key_that_is_none_is_refused_with_a_suggestion():
    with pytest.raises(ScenarioError) as caught:
        explain("ordos-2022", "policy.trianing")
    (line,) = [describe(fault, "en") for fault in caught.value.faults]
    assert 'the key "policy.trianing" is unknown' in line
    assert line.endswith('did you mean "policy.training"?')


def test_an_invalid_scenario_is_not_explained(child):
    with pytest.raises(ScenarioError):
        explain(child("policy: {pool: 3}\n"))


def test_a_row_is_plain_values_by_name(rows):
    assert only(rows, "period.to").as_dict() == {
        "key": "period.to",
        "value": 2025,
        "file": "scenarios/ordos-2022.yaml",
        "line": only(rows, "period.to").line,
        "origin": "",
    }
