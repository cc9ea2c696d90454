"""The inputs of a study: what may be varied of a scenario, each with its type and its ends.

An input is a lever (what a government can set, between the ends of the scenario's ranges), an
uncertainty (what nobody knows, by its prior) or a question of the reading (one of its answers).
A point of a design has one number between 0 and 1 for each input; `Input.at` turns it into a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from srdi_sim.analysis.named_readings import TRIED
from srdi_sim.errors import SrdiError
from srdi_sim.policy.reading import QUESTIONS, SAMPLED, Reading
from srdi_sim.policy.settings import Range, setting
from srdi_sim.scenario.places import suggest
from srdi_sim.scenario.posterior import Posterior
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.uncertainties import Uncertainty

Of = Literal["lever", "uncertainty", "reading"]
Group = Of | Literal["not_fitted"]  # of the uncertainties, those that no figure was fitted to
Kind = Literal["continuous", "integer", "categorical"]
KINDS_OF_INPUT: tuple[Of, ...] = ("lever", "uncertainty", "reading")
Value = Any  # a number of a lever, the quantile of an uncertainty, the answer to a question


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that is varied.

    Attributes
    ----------
    name : str
        A setting of the policy (``awards.regional.amount``), an uncertainty (``take_up_regional``)
        or a question (``stacking``).
    range : Range or None
        The ends of a lever.
    prior : Uncertainty or None
        Of an uncertainty. Its value is a quantile: one that is dated keeps it from year to year.
    answers : tuple
        To a question, all definite: none is ``sampled``.
    posterior : Posterior or None
        Under which the value of an uncertainty is a quantile.
    """

    name: str
    of: Of
    kind: Kind
    range: Range | None = None
    prior: Uncertainty | None = None
    answers: tuple[Any, ...] = ()
    posterior: Posterior | None = None

    def at(self, u: float) -> Value:
        """Return the value at `u` between 0 and 1: equal parts of a range, a prior or the answers.

        A whole number comes with the same chance from the lowest to the highest.
        """
        if self.range is not None:
            low, high = self.range.low, self.range.high
            if self.kind == "integer":
                return int(low) + min(int(u * (high - low + 1)), int(high - low))
            return low + u * (high - low)
        if self.prior is not None:
            return min(max(u, _LEAST_QUANTILE), 1.0 - _LEAST_QUANTILE)
        return self.answers[min(int(u * len(self.answers)), len(self.answers) - 1)]

    def told(self, value: Value, year: int) -> Any:
        """Return a value as it is told: of an uncertainty, its number at that quantile."""
        if self.prior is None:
            return value
        u = value if self.posterior is None else self.posterior.prior_quantile(self.name, value)
        return float(self.prior.entry(year).at(u))


_LEAST_QUANTILE = 1e-9  # where a prior without ends has none either


def inputs_of(scenario: Scenario, *, of: Iterable[Group] = KINDS_OF_INPUT) -> tuple[Input, ...]:
    """Return everything of these kinds that can be varied.

    Levers are those with a range; a lever that the policy lacks is none. Uncertainties are those
    that are not known numbers and are not drawn afresh every year: what is, is chance. Nor are
    those that the reading settles, or that a question settles which is varied itself. Questions are
    those with two definite answers or more.
    ``not_fitted`` are all uncertainties but those that the scenario's posterior was fitted by.
    """
    kinds = set(of)
    reading = scenario.reading
    if "reading" in kinds:
        reading = replace(reading, **{name: _definite(name)[0] for name in QUESTIONS})
    found: list[Input] = []
    if "lever" in kinds:
        found += [_lever(each) for each in scenario.ranges if _is_there(scenario, each.name)]
    if kinds & {"uncertainty", "not_fitted"}:
        posterior = scenario.uncertainties.posterior
        left_out = () if "uncertainty" in kinds else scenario.uncertainties.fitted
        found += [
            Input(each.name, "uncertainty", "continuous", prior=each, posterior=posterior)
            for each in scenario.uncertainties.settled(reading.fixed_habits()).entries
            if each.is_drawn_once and each.name not in left_out
        ]
    if "reading" in kinds:
        found += [
            Input(name, "reading", "categorical", answers=answers)
            for name in QUESTIONS
            if len(answers := _definite(name)) > 1
        ]
    return tuple(found)


def inputs_named(scenario: Scenario, names: Sequence[str]) -> tuple[Input, ...]:
    """Return the inputs of these names, in this order.

    Raises
    ------
    SrdiError
        There is no such input; the nearest is named.
    """
    # Where an uncertainty and the question that settles it have one name, it is the question's.
    in_turn: tuple[Of, ...] = ("lever", "uncertainty", "reading")
    known = {each.name: each for of in in_turn for each in inputs_of(scenario, of=(of,))}
    for name in names:
        if name not in known:
            values = {"given": name, "suggestion": suggest(name, known)}
            raise SrdiError("input.unknown", values)
    return tuple(known[name] for name in dict.fromkeys(names))


def varied(scenario: Scenario, inputs: Sequence[Input], values: Sequence[Value]) -> Scenario:
    """Return the scenario with every input at its value.

    Answers that exclude each other cannot all stand: then the question that comes later keeps the
    scenario's own answer, or, where that is excluded too, the earlier one does.
    """
    by_kind: dict[Of, dict[str, Value]] = {kind: {} for kind in KINDS_OF_INPUT}
    for each, value in zip(inputs, values, strict=True):
        by_kind[each.of][each.name] = value
    changed = scenario.with_levers(by_kind["lever"])
    if quantiles := by_kind["uncertainty"]:
        settled = changed.uncertainties.settled_at_quantiles(quantiles)
        edits = tuple(f"{name}: quantile {u:g}" for name, u in sorted(quantiles.items()))
        changed = replace(changed, uncertainties=settled, edits=(*changed.edits, *edits))
    if by_kind["reading"]:
        changed = changed.with_reading(**_agreed(scenario.reading, by_kind["reading"]))
    return changed


def _agreed(own: Reading, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers without those that would exclude others."""
    agreed = dict(answers)
    while excluded := tuple(replace(own, **agreed).contradictions()):
        questions = [name for pair in excluded for name in pair if name in agreed]
        del agreed[max(questions, key=list(agreed).index)]
    return agreed


def _lever(given: Range) -> Input:
    kind: Kind = "integer" if given.kind == "whole" else "continuous"
    return Input(given.name, "lever", kind, range=given)


def _is_there(scenario: Scenario, name: str) -> bool:
    """Return whether the policy has a lever whose number is set by this name."""
    if name.startswith("awards."):
        return setting(scenario.policy, name) is not None
    return bool(scenario.policy.levers[name.partition(".")[0]].clause)


def _definite(question: str) -> tuple[Any, ...]:
    """Return the answers to a question that leave nothing to chance."""
    if question in TRIED:
        return TRIED[question]
    return tuple(answer for answer in QUESTIONS[question][1] if answer != SAMPLED)
