"""Tables of what the code and the shipped scenario hold: levers, readings, rules, uncertainties."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import FunctionType
from typing import Any

from ruamel.yaml import YAML

from generators.markdown import table
from srdi_sim.compiled import Loop, Rule
from srdi_sim.engine import phases, year
from srdi_sim.engine.bodies import Bodies
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.money import Till
from srdi_sim.engine.rules import Rules
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Award, Lever
from srdi_sim.policy.reading import QUESTIONS, SAMPLED, Reading
from srdi_sim.policy.rulesets import Rung, Unpublished
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.report.coverage import sentence_rows, sums
from srdi_sim.report.unknowns import prior_told
from srdi_sim.report.wording import answer_told, clause_place
from srdi_sim.scenario.coverage import NO_EFFECT, OFF, ON, coverage_of, state_of
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN
from srdi_sim.words import words

_DOCS = Path(__file__).parents[1]
_TIER_ENDING = f"_({'|'.join(TIER_CODES)})$"
_NOW = {ON: "alive", NO_EFFECT: "effect 0", OFF: "off"}
# Fields of levers that are money, in fen.
_MONEY = ("award", "amount", "fund", "stake", "stipend", "subsidy", "cost_per_seat", "cap")
_RULES = {each.name for each in fields(Rules)}
_ANY = {"year": "any year", "share": "a share, 0 to 1"}
PHASES: tuple[Callable[..., Any], ...] = (
    phases.close,
    phases.found,
    phases.cultivate,
    phases.lend,
    phases.allot,
    phases.build,
    phases.grow,
    phases.apply,
    phases.judge,
    phases.review,
    phases.pay,
    phases.learn,
)


# What a phase asks of the city, its bodies and the till may read habits as well.
_METHODS = {
    name: method
    for kind in (City, Bodies, Till)
    for name, method in vars(kind).items()
    if isinstance(method, FunctionType) and not name.startswith("__")
}


def read(name: str) -> Any:
    """Return the content of a data file of this folder."""
    return YAML(typ="safe", pure=True).load((_DOCS / name).read_text(encoding="utf-8"))


# policy


def awards(scenario: Scenario) -> str:
    """Return the awards for titles, the city's and those of other purses."""
    rows = [
        [
            award.tier.code,
            f"{award.amount / WAN:g} 万元",
            _payer(award),
            _titles(award),
            award.clause,
        ]
        for award in (*scenario.policy.awards, *scenario.policy.other_purses)
    ]
    return table(["title", "once", "payer", "for titles", "clause"], rows)


def _payer(award: Any) -> str:
    return "city and banner" if isinstance(award, Award) else f"{award.payer} (memo)"


def _titles(award: Any) -> str:
    both = isinstance(award, Award) and award.applies_to == "new_and_stock"
    return "new, and held before (R5)" if both else "new"


def clauses(scenario: Scenario) -> str:
    """Return the clause table: what is asked, what the model does with it, who pays."""
    rows = [
        [
            each["clause"],
            f"`{each['lever']}`",
            each["asks"],
            each["acts"],
            each["cost"],
            each["payer"],
            each["outcome"],
            _NOW[state_of(scenario, each["lever"])],
        ]
        for each in read("clauses.yaml")
    ]
    head = [
        "clause",
        "lever",
        "asks for",
        "in the model",
        "cost line",
        "who pays",
        "outcome",
        "now",
    ]
    return table(head, rows)


def levers(scenario: Scenario) -> str:
    """Return every lever with its clause, its first day and the amounts that the text names."""
    policy = scenario.policy
    common = {each.name for each in fields(Lever)}
    rows = []
    for name, lever in ((each.name, getattr(policy, each.name)) for each in fields(policy)):
        if not (isinstance(lever, Lever) and lever.clause):
            continue
        own = [each.name for each in fields(lever) if each.name not in common]
        rows.append(
            [
                f"`{name}`",
                lever.clause,
                str(lever.since),
                f"{lever.strength:g}",
                ", ".join(f"{key}: {_amount(key, getattr(lever, key))}" for key in own),
            ]
        )
    rows.sort(key=lambda row: clause_place(row[1]))
    return table(["lever", "clause", "since", "strength", "what else it holds"], rows)


def _amount(name: str, value: Any) -> str:
    if value is None:
        return "not named"
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "none named"
    return f"{value / WAN:g} 万元" if name in _MONEY else f"{value:g}"


def coverage(scenario: Scenario) -> str:
    """Return the text of the policy, sentence by sentence, with what holds each."""
    covered = coverage_of(scenario)
    told = zip(sentence_rows(covered, "zh"), sentence_rows(covered, "en"), strict=True)
    rows = [[english[0], chinese[1], *english[1:]] for chinese, english in told]
    head = ["", "sentence", "asks for", "held by, or why by none", "cost line, or why none"]
    return table(head, rows)


def coverage_sums(scenario: Scenario) -> str:
    """Return how many sentences are held and how many have a cost line."""
    return "\n".join(f"- {told}" for told in sums(coverage_of(scenario), "en"))


def readings(scenario: Scenario) -> str:
    """Return the questions that a scenario answers, with the shipped answer first."""
    acts, given = read("readings.yaml"), scenario.reading.as_dict()
    text = words("en")
    rows = []
    for name, (number, answers) in QUESTIONS.items():
        others = [_ANY.get(each, f"`{each}`") for each in answers if each != given[name]]
        told = "" if given[name] == SAMPLED else f" ({answer_told(scenario.reading, name, 'en')})"
        shipped = f"**`{given[name]}`**{told if name in _worded() else ''}"
        rows.append(
            [
                number,
                f"`{name}`",
                text[f"report.question.{name}"],
                shipped,
                ", ".join(others),
                acts[name],
            ]
        )
    head = ["no.", "key", "question", "shipped", "else", "where it acts"]
    return table(head, rows)


def _worded() -> set[str]:
    """Return the questions whose answers are names, which the reports put into words."""
    return {field.name for field in fields(Reading) if not isinstance(field.default, int)}


# the year


@dataclass
class Reach:
    """What a phase and the functions it calls read: rules, terms and habits."""

    rules: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    habits: set[str] = field(default_factory=set)


def reach_of(phase: Callable[..., Any], scenario: Scenario) -> Reach:
    """Return what a phase reads, from its source and that of the functions it calls."""
    reach, seen, known = Reach(), set(), set(Habits.names())
    waiting: list[Callable[..., Any]] = [phase]
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(ast.Name("rules"), name):
                    reach.rules.add(name)
                case ast.Attribute(ast.Name("terms"), name):
                    reach.terms.add(name)
                case ast.Attribute(ast.Name("habits") | ast.Attribute(_, "habits"), name):
                    reach.habits.update({name} & known)
                case ast.Attribute(_, name) if name in _METHODS:
                    waiting.append(_METHODS[name])
                case ast.Call(ast.Name("getattr"), [ast.Name("habits"), which, *_]):
                    reach.habits.update(_by_rung(which, scenario))
                case ast.Name(name):
                    callee = function.__globals__.get(name)
                    if isinstance(callee, Rule) and name in _RULES:  # called inside a loop
                        reach.rules.add(name)
                    elif isinstance(callee, Loop):
                        waiting.append(callee.__wrapped__)
                    elif isinstance(callee, FunctionType) and _is_engine(callee):
                        waiting.append(callee)
    return reach


def _is_engine(function: FunctionType) -> bool:
    return function.__module__.startswith("srdi_sim.engine")


def _by_rung(which: ast.expr, scenario: Scenario) -> Iterator[str]:
    """Return the uncertainties that a ladder names: a rung's take-up, places, month and so on."""
    match which:
        case ast.JoinedStr([ast.Constant(begins), _, *rest]):
            ends = "".join(str(each.value) for each in rest if isinstance(each, ast.Constant))
            named = (name for name in Habits.names() if name.startswith(begins))
            yield from (name for name in named if name.endswith(ends))
        case ast.Attribute(_, "pass_habit"):
            yield from (each.pass_habit for each in scenario.ladder.rule_sets if each.pass_habit)
        case ast.Name():  # of the scales of a rubric, one by one
            yield from _unpublished(scenario)
        case ast.Attribute(_, name) if name in {each.name for each in fields(Rung)}:
            yield from filter(None, (getattr(rung, name) for rung in scenario.ladder.rungs))


def _unpublished(scenario: Scenario) -> Iterator[str]:
    """Return the uncertainties that give the points of rules that were not found."""
    for rules in scenario.ladder.rule_sets:
        for item in rules.items:
            yield from (each.habit for each in item.best_of if isinstance(each, Unpublished))


def year_table(scenario: Scenario) -> str:
    """Return the phases of a year in their order, with what each reads."""
    known = set(Habits.names())
    rows = []
    for number, phase in enumerate(PHASES, start=1):
        reach = reach_of(phase, scenario)
        rows.append(
            [
                f"{number}",
                f"**{phase.__name__}**",
                _plain(_paragraphs(phase)[0]),
                _names(reach.rules),
                _names(reach.habits & known),
            ]
        )
    return table(["", "phase", "what happens", "rules", "uncertainties"], rows)


def year_source(scenario: Scenario) -> str:
    """Return the step itself, as the code has it."""
    source = inspect.getsource(year.live_one_year)
    docstring = inspect.getdoc(year.live_one_year)
    assert docstring
    body = source.split('"""')[2]
    return f"```python\ndef live_one_year(city, terms, habits, rules, luck, books):{body}```"


def _names(names: Iterable[str]) -> str:
    """Return names in order, those that every tier has as one."""
    told = {re.sub(_TIER_ENDING, "_TIER", name) for name in names}
    return ", ".join(f"`{name}`" for name in sorted(told))


# rules


def rules_table(scenario: Scenario) -> str:
    """Return every rule: what it returns, its equation, its arguments, notes and source."""
    rows = []
    for each in fields(Rules):
        rule: Rule = each.default  # type: ignore[assignment]
        summary, *rest = _paragraphs(rule)
        equation, notes = _equation(rest)
        theme = rule.__module__.rsplit(".", 1)[1]
        arguments = ", ".join(inspect.signature(rule).parameters)
        rows.append([f"`{rule.__name__}`", theme, _plain(summary), equation, arguments, notes])
    return table(["rule", "file", "returns", "equation", "arguments", "notes and source"], rows)


def _paragraphs(thing: Any) -> list[str]:
    text = inspect.cleandoc(thing.__doc__).split("\n\nParameters\n")
    told = text[0].split("\n\n")
    if len(text) > 1:
        told.append(text[1].split("----------\n", 1)[1])
    return [" ".join(paragraph.split()) for paragraph in told]


def _equation(paragraphs: list[str]) -> tuple[str, str]:
    """Split the paragraphs of a docstring into the equation and the rest."""
    for at, paragraph in enumerate(paragraphs):
        name, is_, _ = paragraph.partition(" = ")
        if is_ and len(name.split()) == 1:
            equation, _, after = paragraph.partition(". ")
            rest = [*paragraphs[:at], after, *paragraphs[at + 1 :]]
            return _plain(equation.removesuffix(".")), _plain(" ".join(filter(None, rest)))
    return "", _plain(" ".join(paragraphs))


def _plain(text: str) -> str:
    return text.replace("Return ", "", 1).replace("*", "\\*")


# what nobody knows


def uncertainties(scenario: Scenario) -> str:
    """Return every uncertainty with its prior, unit, source and confidence."""
    rows = [
        [
            f"`{entry.name}`",
            prior_told(entry, "en"),
            entry.unit,
            entry.role,
            entry.source,
            entry.confidence,
        ]
        for entry in scenario.uncertainties.entries
    ]
    return table(["name", "prior", "unit", "role", "source", "confidence"], rows)
