"""Tables of the ODD pages: state, luck, forms, the ledger's labels, measures, assumptions."""

from __future__ import annotations

import inspect
import re
from typing import Any

from generators.markdown import table
from generators.reference import PHASES, reach_of, read
from srdi_sim.engine.city import City
from srdi_sim.engine.ledger import COLUMNS
from srdi_sim.engine.tally import CITY_WIDE, GATES, STANDINGS
from srdi_sim.luck import Event
from srdi_sim.policy.entries import BASES, EVENTS, KINDS, PAYERS
from srdi_sim.policy.reading import QUESTIONS, Reading
from srdi_sim.policy.rulesets import VARIABLES
from srdi_sim.population.firms import Firms, column_kinds
from srdi_sim.population.synthesis import TRAITS
from srdi_sim.report.unknowns import prior_told
from srdi_sim.scenario.scenario import Scenario

_FIELD = re.compile(r"^    (\w+): (\w+)(?:  # (.+))?$")
_THEME = re.compile(r"^    # (\w+)$")
_ANY = {"year": "any year", "share": "a share, 0 to 1"}
_TYPES = {"Number": "number", "Count": "whole", "Code": "code", "Flag": "yes/no"}
_BY_TIER = {"Months": "month, a tier", "Money": "fen, a tier"}
# Years and codes of the ledger that need a word.
_LEDGER = {
    "year_due": "year in which it falls due",
    "month_due": "month of that year, 1 to 12",
    "year_paid": "year in which it is paid; -1 if an appropriation never reaches it",
    "clause": "clause of the award or the lever; held as its place in `Scenario.clauses`",
    "event": "code below",
    "tier": "tier of the title, -1 if it is for none",
    "banner": "banner of the firm or the park, -1 if there is none",
    "firm_id": "id of the firm, -1 if there is none",
    "payer": "code below",
    "kind": "code below",
    "basis": "code below",
    "amount_fen": "whole fen; negative where money comes back (`clawback`, `guarantee_recovery`)",
}


def events(scenario: Scenario) -> str:
    """Return every event of luck: its integer, whose draw it is, and what it decides."""
    told = read("luck.yaml")
    rows = [
        [f"`{event.name}`", f"{event.value}", *(told[event.name][key] for key in _OF_EVENTS)]
        for event in Event
    ]
    return table(["event", "no.", *_OF_EVENTS], rows)


_OF_EVENTS = ("who", "year", "parts", "decides")


def answers(scenario: Scenario) -> str:
    """Return every question of the reading: its default, other answers, and where it acts."""
    acts, given = read("acts.yaml"), Reading().as_dict()
    rows = [
        [
            number,
            f"`{name}`",
            f"`{given[name]}`",
            ", ".join(_ANY.get(each, f"`{each}`") for each in answers if each != given[name]),
            acts[name],
        ]
        for name, (number, answers) in QUESTIONS.items()
    ]
    return table(["no.", "key", "default", "other answers", "acts in"], rows)


def columns(scenario: Scenario) -> str:
    """Return the columns of the firms, as their source describes them."""
    rows, theme = [], ""
    for line in inspect.getsource(Firms).splitlines():
        if found := _THEME.match(line):
            theme = found[1]
        elif (found := _FIELD.match(line)) and found[1] in column_kinds():
            name, kind, meaning = found.groups()
            rows.append([theme, f"`{name}`", {**_TYPES, **_BY_TIER}[kind], meaning or ""])
    return table(["", "column", "holds", "meaning and unit"], rows)


def city(scenario: Scenario) -> str:
    """Return what a city holds besides its firms, from its docstring."""
    text = inspect.getdoc(City) or ""
    rows = []
    for line in text.split("----------\n", 1)[1].splitlines():
        if line.startswith(" "):
            rows[-1][2] += f" {line.strip()}"
        else:
            name, _, kind = line.partition(" : ")
            rows.append([", ".join(f"`{each}`" for each in name.split(", ")), kind, ""])
    return table(["attribute", "holds", "meaning"], rows)


def traits(scenario: Scenario) -> str:
    """Return every trait with its part, and its loading in the shipped population."""
    first = scenario.population.groups[0]
    rows = [
        [
            f"{part}",
            f"`{name}`",
            "the group's marginal" if name in first.traits else "–",
            f"{first.loadings[name]:g}" if name in first.loadings else "",
        ]
        for part, name in enumerate(TRAITS)
    ]
    return table(["part", "trait", "drawn from", "loading as shipped"], rows)


def lines(scenario: Scenario) -> str:
    """Return every line of an application form: unit, and what it is worked out of."""
    told = read("lines.yaml")
    rows = [[f"`{name}`", unit, told[name]] for name, unit in VARIABLES.items()]
    return table(["line", "unit", "worked out of"], rows)


def ledger(scenario: Scenario) -> str:
    """Return the columns of the ledger."""
    rows = [[f"`{name}`", _LEDGER[name]] for name in COLUMNS]
    return table(["column", "holds"], rows)


def codes(scenario: Scenario) -> str:
    """Return what the ledger's labels may be, in the order of their codes."""
    labels = {"event": EVENTS, "payer": PAYERS, "kind": KINDS, "basis": BASES}
    rows = [[f"`{name}`", ", ".join(f"`{each}`" for each in of)] for name, of in labels.items()]
    return table(["column", "labels"], rows)


def measures(scenario: Scenario) -> str:
    """Return every measure of a year and what it is."""
    told = read("measures.yaml")
    rows = [
        [f"`{name}`", per, told[block][name]]
        for block, names, per in (
            ("gates", GATES, "tier"),
            ("standings", STANDINGS, "tier"),
            ("city", CITY_WIDE, "city"),
        )
        for name in names
    ]
    return table(["measure", "one a", "is"], rows)


def assumed(scenario: Scenario) -> str:
    """Return the uncertainties of low confidence: range, what the source says, where they act."""
    reached = {phase.__name__: reach_of(phase, scenario).habits for phase in PHASES}
    rows = [
        [
            f"`{entry.name}`",
            prior_told(entry, "en"),
            entry.unit,
            entry.role,
            ", ".join(name for name, habits in reached.items() if entry.name in habits) or "start",
            entry.source,
        ]
        for entry in scenario.uncertainties.entries
        if entry.confidence == "low"
    ]
    return table(["name", "range", "unit", "role", "acts in", "why, or what was found"], rows)


def assumed_files(scenario: Scenario) -> str:
    """Return what else the data files mark as of low confidence."""
    rows = [[where, what, source] for where, what, source in _low(scenario.resolved)]
    return table(["where", "what", "source"], rows)


def _low(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = []
    ladder = data["ladder"]
    holders = [(ladder["name"], ladder), *((each["name"], each) for each in ladder["with"])]
    for name, holder in holders:
        for what in (*holder.get("rungs", ()), *holder["rule_sets"]):
            if what["confidence"] == "low":
                label = what.get("name") or f"rung {what['tier']}"
                found.append((f"`rulesets/{name}.yaml`", label, what["source"]))
            found += [
                (f"`rulesets/{name}.yaml`", f"{what['name']}: {each['item']}", "no source given")
                for each in what.get("items", ())
                if each.get("confidence") == "low"
            ]
            found += [
                (f"`rulesets/{name}.yaml`", f"{what['name']}: {leaf['variable']}", leaf["source"])
                for leaf in _leaves(what.get("conditions", ()))
                if leaf.get("confidence") == "low"
            ]
    people = data["population"]["synthetic"]
    for what, each in people["sources"].items():
        if each["confidence"] == "low":
            found.append((f"`populations/{people['name']}.yaml`", what, each["source"]))
    seeds = people["seeds"]
    found.append((f"`seeds/{seeds['name']}.yaml`", "all but the totals", seeds["source"]))
    for each in data["observed"]["observations"]:
        if each["confidence"] == "low":
            found.append(
                (f"`observed/{data['observed']['name']}.yaml`", each["name"], each["source"])
            )
    return found


def _leaves(tests: Any) -> list[dict[str, Any]]:
    leaves = []
    for test in tests:
        inner = test.get("any") or test.get("all")
        leaves += _leaves(inner) if inner else [test]
    return leaves
