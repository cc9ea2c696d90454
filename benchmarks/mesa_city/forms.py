"""How a rule set reads a firm: functions made once a year, since a year asks them so often."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from mesa_city.formulas import logit
from srdi_sim.engine.dossier import variable_of
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.rulesets import (
    AnyOf,
    Bands,
    Condition,
    Item,
    PerUnit,
    Scale,
    Test,
    Unpublished,
)
from srdi_sim.policy.terms import RungTerms
from srdi_sim.policy.tiers import LADDER, Tier

LINES = {"rd": "reported_rd", "is_sme": "sme"}  # where the form's name is not the firm's


class Form:
    """The application form of one rung in one year, and what its batch offers.

    `pull` is that of the awards as late as they come, `pull_in_time` what it would be otherwise,
    `known` the share of firms that know of the rung; the city fills them in.
    `lacking` counts who fell at each condition.
    """

    def __init__(self, terms: RungTerms, habits: Habits, month: int) -> None:
        rules, rung = terms.rules, terms.rung
        self.terms, self.rung, self.tier, self.month = terms, rung, rung.tier, month
        self.barred_by = slice(self.tier, None if self.tier is Tier.CHAMPION else len(LADDER))
        self.rd_floor, self.rd_ratio_floor = terms.rd_floor, terms.rd_ratio_floor
        self.conditions = list(enumerate(condition(term) for term in terms.conditions.terms))
        self.lacking = [0] * len(self.conditions)
        self.meets_at_review = condition(terms.conditions_at_review, habits.review_tolerance)
        self.by_route = condition(rules.routes)
        self.has_rubric = bool(terms.blocks)
        self.points = points_of(terms, habits)
        named = getattr(habits, rules.pass_habit) if rules.pass_habit else rules.pass_mark
        self.mark = named or 0.0
        self.take_up = getattr(habits, rung.take_up)
        self.log_odds = logit(self.take_up)
        self.renewal = getattr(habits, rung.renewal)
        self.pull = self.pull_in_time = 0.0
        self.known = 1.0

    def lacks(self) -> dict[str, int]:
        """Return how many fell at the conditions on each variable."""
        lacks: dict[str, int] = defaultdict(int)
        for term, fell in zip(self.terms.conditions.terms, self.lacking, strict=True):
            lacks[variable_of(term)] += fell
        return lacks


def line(variable: str) -> Callable[[Any], Any]:
    """Return the function that reads one line of a firm's form."""
    return attrgetter(LINES.get(variable, variable))


def condition(test: Test, tolerance: float = 1.0) -> Callable[[Any], bool]:
    """Return the function that says whether a firm meets a condition, or a tree of them."""
    if isinstance(test, Condition):
        read = line(test.variable)
        if test.below:
            most = test.value / tolerance
            return lambda firm: read(firm) < most
        least = test.value * tolerance
        return lambda firm: read(firm) >= least
    tests = [condition(term, tolerance) for term in test.terms]
    enough = isinstance(test, AnyOf)  # one that is met settles AnyOf, one that is not AllOf

    def settled(firm: Any) -> bool:
        for met in tests:
            if met(firm) == enough:
                return enough
        return not enough

    return settled


def points_of(terms: RungTerms, habits: Habits) -> Callable[[Any], float]:
    """Return the function that scores a firm: -inf where a block misses its own mark."""
    blocks = [(mark, [item_points(i, habits) for i in items]) for mark, items in terms.blocks]

    def points(firm: Any) -> float:
        total = 0.0
        for mark, items in blocks:  # those with a mark come first
            got = 0.0
            for score in items:
                got += score(firm)
            if mark is not None and got < mark:
                return -math.inf
            total += got
        return total

    return points


def item_points(item: Item, habits: Habits) -> Callable[[Any], float]:
    """Return the function that scores a firm on one item: the best of its scales."""
    scales = [scale_points(scale, habits) for scale in item.best_of]
    if len(scales) == 1:
        return scales[0]
    return lambda firm: max(scale(firm) for scale in scales)


def scale_points(scale: Scale, habits: Habits) -> Callable[[Any], float]:
    """Return the function that scores a firm on one scale."""
    match scale:
        case Bands(variable, edges, marks, below):
            read, bands = line(variable), list(zip(edges, marks, strict=True))

            def band(firm: Any) -> float:
                x = read(firm)
                for edge, mark in bands:
                    if x < edge if below else x >= edge:
                        return mark
                return 0.0

            return band
        case PerUnit(variable, step, each, most):
            read = line(variable)
            return lambda firm: min(read(firm) // step * each, most)
        case Unpublished(habit):
            given = getattr(habits, habit)
            return lambda firm: given
