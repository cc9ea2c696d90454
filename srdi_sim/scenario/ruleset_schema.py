"""Rule-set files and ladders: what is written, and the frozen values it becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Discriminator, Field, Tag, ValidationInfo, model_validator
from pydantic.functional_validators import AfterValidator
from typing_extensions import TypeAliasType

from srdi_sim.errors import Refusal
from srdi_sim.policy import rulesets as values
from srdi_sim.policy.rulesets import VARIABLES, AllOf, AnyOf, Ladder, RuleSet, Rung
from srdi_sim.policy.tiers import tier_of
from srdi_sim.scenario.fields import (
    OF_FILE,
    Body,
    Confidence,
    Format,
    Habit,
    Name,
    Positive,
    Strict,
    Text,
    TierCode,
    Until,
    Year,
    form_of,
    known_of,
    not_before,
    one_of,
)
from srdi_sim.scenario.refusals import Astray, among, exactly_one, in_order, unique, unknown_key

Variable = TypeAliasType("Variable", Annotated[str, one_of(*VARIABLES)])
Band = Annotated[list[float], Field(min_length=2, max_length=2)]
Points = Annotated[float, Field(ge=0, le=1000)]


class ConditionWritten(Strict):
    """``{variable: rd, at_least: 100}`` or ``below: …``."""

    variable: Variable
    at_least: float | None = None
    below: float | None = None
    source: Text | None = None
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> ConditionWritten:
        exactly_one(self, "at_least", "below")
        return self

    def value(self) -> values.Test:
        """Return the condition."""
        if self.below is not None:
            return values.Condition(self.variable, self.below, below=True)
        assert self.at_least is not None  # one of the two is given
        return values.Condition(self.variable, self.at_least)


class AnyWritten(Strict):
    """``any: [...]``: at least one must hold."""

    any_: Annotated[list[TestWritten], Field(min_length=1)] = Field(alias="any")

    def value(self) -> values.Test:
        """Return the test."""
        return AnyOf(tuple(each.value() for each in self.any_))


class AllWritten(Strict):
    """``all: [...]``: every one must hold."""

    all_: Annotated[list[TestWritten], Field(min_length=1)] = Field(alias="all")

    def value(self) -> values.Test:
        """Return the test."""
        return AllOf(tuple(each.value() for each in self.all_))


def _test_tag(given: Any) -> str:
    return form_of(given, {"any": AnyWritten, "all": AllWritten}, "condition")


if TYPE_CHECKING:
    TestWritten = ConditionWritten | AnyWritten | AllWritten
else:
    TestWritten = Annotated[
        Annotated[ConditionWritten, Tag("<condition>")]
        | Annotated[AnyWritten, Tag("<any>")]
        | Annotated[AllWritten, Tag("<all>")],
        Discriminator(_test_tag),
    ]
    AnyWritten.model_rebuild()
    AllWritten.model_rebuild()


def _edges_fall(bands: list[list[float]]) -> list[list[float]]:
    _monotone(bands, falling=True)
    return bands


def _edges_rise(bands: list[list[float]]) -> list[list[float]]:
    _monotone(bands, falling=False)
    return bands


def _monotone(bands: list[list[float]], *, falling: bool) -> None:
    """Refuse bands of which a better one does not stand before, with more points."""
    edges, points = ([band[n] for band in bands] for n in (0, 1))
    in_order(edges, sorted(edges, reverse=falling))
    in_order(points, sorted(points, reverse=True))


class BandsWritten(Strict):
    """``bands: [[least, points], …]``, best first."""

    variable: Variable
    bands: Annotated[list[Band], Field(min_length=1), AfterValidator(_edges_fall)]

    def value(self) -> values.Scale:
        """Return the scale."""
        edges, points = zip(*self.bands, strict=True)
        return values.Bands(self.variable, edges, points)


class BelowWritten(Strict):
    """``below: [[bound, points], …]``, best first: less is better."""

    variable: Variable
    below: Annotated[list[Band], Field(min_length=1), AfterValidator(_edges_rise)]

    def value(self) -> values.Scale:
        """Return the scale."""
        edges, points = zip(*self.below, strict=True)
        return values.Bands(self.variable, edges, points, below=True)


class PerUnitWritten(Strict):
    """``step``, ``points`` for every full step, ``most`` points."""

    variable: Variable
    step: Positive
    points: Points
    most: Points

    def value(self) -> values.Scale:
        """Return the scale."""
        return values.PerUnit(self.variable, self.step, self.points, self.most)


class UnpublishedWritten(Strict):
    """Points whose rule was not found: a prior gives them."""

    unpublished: Habit

    def value(self) -> values.Scale:
        """Return the scale."""
        return values.Unpublished(self.unpublished)


def _scale_tag(given: Any) -> str:
    forms: dict[str, type[Strict]] = {
        "unpublished": UnpublishedWritten,
        "step": PerUnitWritten,
        "below": BelowWritten,
    }
    return form_of(given, forms, "bands")


if TYPE_CHECKING:
    ScaleWritten = BandsWritten | BelowWritten | PerUnitWritten | UnpublishedWritten
else:
    ScaleWritten = Annotated[
        Annotated[BandsWritten, Tag("<bands>")]
        | Annotated[BelowWritten, Tag("<below>")]
        | Annotated[PerUnitWritten, Tag("<step>")]
        | Annotated[UnpublishedWritten, Tag("<unpublished>")],
        Discriminator(_scale_tag),
    ]


class ItemWritten(Strict):
    """One scored indicator."""

    item: Name
    block: Name
    best_of: Annotated[list[ScaleWritten], Field(min_length=1)]
    confidence: Confidence | None = None

    def value(self) -> values.Item:
        """Return the item."""
        return values.Item(self.item, self.block, tuple(each.value() for each in self.best_of))


def _known_rubric(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).rubrics, name)


class RuleSetWritten(Strict):
    """How one tier is recognised while this set is in force."""

    name: Name
    tier: TierCode
    since: dt.date
    until: Until = None
    source: Text
    confidence: Confidence
    known: bool = True
    conditions: list[TestWritten] = Field(default_factory=list)
    routes: list[TestWritten] = Field(default_factory=list)
    rubric_of: Annotated[Name, AfterValidator(_known_rubric)] | None = None
    items: list[ItemWritten] = Field(default_factory=list)
    pass_mark: Points | None = None
    pass_habit: Habit | None = None
    block_marks: dict[Name, Points] = Field(default_factory=dict)
    waived_at_review: list[Variable] = Field(default_factory=list)

    @model_validator(mode="after")
    def _whole(self) -> RuleSetWritten:
        if self.items and self.rubric_of is not None:
            raise Refusal("exactly_one_of", {"allowed": ("items", "rubric_of")})
        if self.items or self.rubric_of is not None:
            exactly_one(self, "pass_mark", "pass_habit")
        elif self.pass_mark is not None or self.pass_habit is not None:
            raise Refusal("exactly_one_of", {"allowed": ("items", "rubric_of")})
        if self.items:
            blocks = tuple(dict.fromkeys(item.block for item in self.items))
            unknown = [name for name in self.block_marks if name not in blocks]
            if unknown:
                raise Astray(
                    *((("block_marks", name), unknown_key(name, blocks)) for name in unknown)
                )
        return self

    def value(self, rubrics: dict[str, tuple[values.Item, ...]]) -> RuleSet:
        """Return the rule set; `rubrics` are the items of those it may take its own from."""
        own = tuple(item.value() for item in self.items)
        return RuleSet(
            name=self.name,
            tier=tier_of(self.tier),
            since=self.since,
            until=self.until,
            conditions=AllOf(tuple(each.value() for each in self.conditions)),
            routes=AnyOf(tuple(each.value() for each in self.routes)),
            items=own if self.rubric_of is None else rubrics[self.rubric_of],
            pass_mark=self.pass_mark,
            pass_habit=self.pass_habit,
            block_marks=tuple(self.block_marks.items()),
            known=self.known,
            waived_at_review=tuple(self.waived_at_review),
        )


class RungWritten(Strict):
    """One tier of a ladder."""

    tier: TierCode
    recognised_by: Body
    since: dt.date
    first_batch: Year
    last_batch: Annotated[Year | None, not_before("first_batch")] = None
    # Titles are reviewed once a year: one that ended sooner would end unseen.
    validity_months: Annotated[int, Field(ge=12, le=600)]
    month: Habit
    places: Habit | None = None
    rivals: Habit | None = None
    strength: Habit | None = None
    take_up: Habit
    renewal: Habit
    source: Text
    confidence: Confidence

    def value(self) -> Rung:
        """Return the rung."""
        return Rung(
            tier=tier_of(self.tier),
            recognised_by=self.recognised_by,
            since=self.since,
            first_batch=self.first_batch,
            last_batch=self.last_batch,
            validity_months=self.validity_months,
            month=self.month,
            places=self.places or "",
            rivals=self.rivals or "",
            strength=self.strength or "",
            take_up=self.take_up,
            renewal=self.renewal,
        )


class RulesFile(Strict):
    """A file under ``rulesets/`` that a ladder names under ``with``.

    `not_found` are the tiers whose rules of the same text could not be found: a run that reaches
    its years carries a warning.
    """

    srdi: Format
    name: Name
    not_found: list[TierCode] = Field(default_factory=list)
    rule_sets: Annotated[list[RuleSetWritten], Field(min_length=1)]

    @property
    def begins(self) -> dt.date:
        """The day from which the text is in force."""
        return min(rules.since for rules in self.rule_sets)


class LadderFile(Strict):
    """A file under ``rulesets/`` with the rungs of a ladder."""

    srdi: Format
    name: Name
    with_: list[Annotated[RulesFile, OF_FILE]] = Field(default_factory=list, alias="with")
    not_found: list[TierCode] = Field(default_factory=list)
    rungs: Annotated[list[RungWritten], Field(min_length=1)]
    rule_sets: list[RuleSetWritten]

    @model_validator(mode="after")
    def _whole(self) -> LadderFile:
        unique((rung.tier for rung in self.rungs), lambda n: ("rungs", n, "tier"))
        unique((rules.name for rules in self.rule_sets), lambda n: ("rule_sets", n, "name"))
        names = {rules.name for rules in self.rule_sets}
        again: list[tuple[tuple[str | int, ...], Refusal]] = []
        for n, file in enumerate(self.with_):
            for m, rules in enumerate(file.rule_sets):
                if rules.name in names:
                    path = ("with", n, "rule_sets", m, "name")
                    again.append((path, Refusal("not_unique", {"given": rules.name})))
                names.add(rules.name)
        judged = {rules.tier for rules in self.all_rule_sets()}
        for n, rung in enumerate(self.rungs):
            if rung.tier not in judged:
                wrong = Refusal("rung_without_rules", {"given": rung.tier})
                again.append((("rungs", n, "tier"), wrong))
        if again:
            raise Astray(*again)
        return self

    def all_rule_sets(self) -> Sequence[RuleSetWritten]:
        """Return the rule sets of this file and of those it names."""
        return [*self.rule_sets, *(rules for file in self.with_ for rules in file.rule_sets)]

    def value(self) -> Ladder:
        """Return the ladder."""
        written = self.all_rule_sets()
        rubrics = {rules.name: rules.value({}).items for rules in written if rules.items}
        return Ladder(
            self.name,
            tuple(rung.value() for rung in self.rungs),
            tuple(rules.value(rubrics) for rules in written),
        )
