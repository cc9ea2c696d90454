from dataclasses import fields
from pathlib import Path

from srdi_sim.engine import ledger
from srdi_sim.engine.rules import Rules
from srdi_sim.policy import entries
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Policy
from srdi_sim.policy.ways import LEVERS, TARGETS, WAYS, neutral
from srdi_sim.scenario.loading import load_scenario


def test_every_lever_of_the_policy_has_its_way():
    assert set(WAYS) == set(LEVERS) == {TARGETS, *(each.name for each in fields(Policy))}


def test_a_way_goes_through_rules_and_habits_that_there_are():
    known = {each.name for each in fields(Rules)}
    assert {name for way in WAYS.values() for name in way.rules} <= known
    assert {name for way in WAYS.values() for name in way.habits} <= set(Habits.names())


def test_what_is_off_as_shipped_stands_where_it_has_no_effect():
    for entry in load_scenario("ordos-2022").uncertainties.entries:
        if entry.role == "off":
            assert {prior.value for _, prior in entry.dated} == {neutral(entry.name)}, entry.name


def test_the_ledger_speaks_of_the_labels_that_everybody_knows():
    for name in ("PAYERS", "KINDS", "BASES", "EVENTS"):
        assert getattr(ledger, name) is getattr(entries, name)


def test_every_event_that_the_text_names_is_booked_by_a_phase():
    engine = Path(ledger.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in engine.rglob("*.py"))
    clauses = load_scenario("ordos-2022").text.clauses
    sentences = [each for clause in clauses for each in clause.sentences if each.line]
    named = {event for each in sentences for event in each.line.events}
    assert {event for event in named if f'"{event}"' not in code} == set()
