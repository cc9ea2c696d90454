"""The description of the model names all there is: draws, rules, habits, readings, rows, measures.

That it says the right thing of each is held by a second program written from it.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from generators.reference import PHASES, read, rules_table

from srdi_sim.engine.rules import Rules
from srdi_sim.engine.tally import CITY_WIDE, GATES, STANDINGS
from srdi_sim.luck import Event, uniform
from srdi_sim.policy.entries import EVENTS
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Lever
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.policy.rulesets import VARIABLES, Rung, Unpublished
from srdi_sim.scenario.scenario import Scenario

DOCS = Path(__file__).parents[2] / "docs"
ODD = DOCS / "odd"
# The eleven design concepts and the seven elements of the protocol (Grimm and others 2020).
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
    "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation",
)  # fmt: skip
ELEMENTS = (
    "Purpose and patterns", "Entities, state variables and scales",
    "Process overview and scheduling", "Design concepts", "Initialisation", "Input data",
    "Submodels",
)  # fmt: skip
_COMMON = {each.name for each in fields(Lever)}
_DOTTED = {"loss_shares", "threshold", "cap"}  # written with what holds them


def page(name: str) -> str:
    """Return a page of the description with its lines joined."""
    return " ".join((ODD / name).read_text(encoding="utf-8").split())


def all_pages() -> str:
    return " ".join(page(path.name) for path in ODD.glob("*.md"))


def test_the_page_has_every_element_and_concept_of_the_protocol() -> None:
    text = (DOCS / "model.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    assert [name for name in ELEMENTS if name not in headings] == []
    assert re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\*", text, re.M) == list(CONCEPTS)


def test_every_page_of_the_description_is_named_on_the_first_one() -> None:
    text = (DOCS / "model.md").read_text(encoding="utf-8")
    assert [path.name for path in ODD.glob("*.md") if f"(odd/{path.name})" not in text] == []


def test_every_event_of_luck_is_told_in_the_order_of_the_code() -> None:
    assert list(read("luck.yaml")) == [event.name for event in Event]


def test_the_two_draws_of_the_page_are_those_of_the_code() -> None:
    text = page("01-luck.md")
    assert repr(uniform(1, 0, 0, 2025, Event.APPLY, 2)) in text
    assert repr(uniform(7, 3, 12345, 0, Event.SYNTHESIS, 0)) in text


def test_every_line_of_a_form_and_every_measure_is_told() -> None:
    told = read("measures.yaml")
    assert list(read("lines.yaml")) == list(VARIABLES)
    assert [list(told[name]) for name in ("gates", "standings", "city")] == [
        list(GATES),
        list(STANDINGS),
        list(CITY_WIDE),
    ]


def test_every_rule_has_an_equation(ordos: Scenario) -> None:
    table = [line.split(" | ") for line in rules_table(ordos).splitlines()[2:]]
    assert [line[0] for line in table if not line[3].strip()] == []
    assert [line[3] for line in table if " = " not in line[3]] == []


def test_every_rule_is_asked_in_a_phase_with_all_its_arguments() -> None:
    steps = page("05-year.md") + page("06-titles.md")
    for each in fields(Rules):
        wanted = len(inspect.signature(each.default).parameters)  # type: ignore[arg-type]
        asked = re.finditer(rf"(?<!\w){each.name}\(", steps)
        assert {_arguments(steps, found.end()) for found in asked} == {wanted}, each.name


def _arguments(text: str, at: int) -> int:
    """Return how many arguments are written from here to the closing bracket."""
    depth, commas = 1, 0
    while depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        commas += text[at] == "," and depth == 1
        at += 1
    return commas + 1


def test_every_phase_has_its_steps() -> None:
    steps = all_pages()
    named = [f"## {n} · {phase.__name__} " for n, phase in enumerate(PHASES, start=1)]
    others = [name for name in named if name not in steps]
    assert others == ["## 11 · pay "]  # a page of its own
    assert "phase 11" in page("07-money.md")


def _named_by_data(scenario: Scenario) -> Iterator[str]:
    """Return the habits that rungs, rubrics and groups name: the pages say where they act."""
    for rung in scenario.ladder.rungs:
        yield from (getattr(rung, each.name) for each in fields(Rung))
    for rules in scenario.ladder.rule_sets:
        yield rules.pass_habit or ""
        for item in rules.items:
            yield from (each.habit for each in item.best_of if isinstance(each, Unpublished))
    yield from (group.count_habit for group in scenario.population.groups)  # type: ignore[union-attr]


def test_every_uncertainty_stands_on_a_page(ordos: Scenario) -> None:
    named, text = set(_named_by_data(ordos)), all_pages()
    assert "`reference_awards_TIER`" in text or "reference_awards_TIER" in text
    lost = [
        name
        for name in Habits.names()
        if name not in named and not name.startswith("reference_awards_") and name not in text
    ]
    assert lost == []


def test_every_question_of_the_reading_has_a_page() -> None:
    assert list(read("acts.yaml")) == list(QUESTIONS)


@pytest.mark.parametrize("lever", Lever.__subclasses__(), ids=lambda lever: lever.__name__)
def test_every_number_of_a_lever_stands_on_a_page(lever: type[Lever]) -> None:
    own = [each.name for each in fields(lever) if each.name not in _COMMON]
    assert [name for name in own if f"`{name}`" not in all_pages() and name not in _DOTTED] == []


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_of_the_ledger_has_its_row(event: str) -> None:
    assert f"`{event}`" in page("07-money.md").split("## The rows of a year")[1]


NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "verification.md").read_text("utf-8"))


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_a_test_that_the_table_names_exists(file: str, test: str) -> None:
    source = (DOCS.parent / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {test}\(", source, re.M)


def test_every_oracle_and_every_invariant_stands_in_the_table() -> None:
    folders = [DOCS.parent / "tests" / name for name in ("oracles", "invariants")]
    files = {
        f"tests/{path.parent.name}/{path.name}"
        for each in folders
        for path in each.glob("test_*.py")
    }
    assert files - {file for file, _ in NAMED} == set()


def test_every_data_file_has_a_date_and_a_sunset() -> None:
    log = (DOCS / "data.md").read_text(encoding="utf-8").split("## The log")[1]
    folder = DOCS.parent / "scenarios"
    files = (path for path in folder.glob("*/*") if path.parent.name != "cases")
    lost = [path.relative_to(folder).as_posix() for path in files]
    assert [name for name in lost if f"| `{name}` |" not in log] == []
