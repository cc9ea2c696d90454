"""The form, conditions and points, from the first part of docs/odd/06-titles.md."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from docking.city import City, Firm
from docking.habits import Habits
from docking.ladder import INNOVATIVE, LITTLE_GIANT, REGIONAL, Rung
from docking.terms import Terms

Form = Callable[[str], float]


def form_of(firm: Firm, terms: Terms, when: int, reported: float) -> Form:
    """Return the form of a firm: a line for each variable."""
    year = terms.year

    def held(tier: int) -> bool:
        return firm.since[tier] <= when and firm.until[tier] >= terms.first

    def line(name: str) -> float:
        match name:
            case "is_sme":
                return firm.sme
            case "age":
                return year - firm.founded
            case "niche_years":
                return year - firm.niche_since
            case "growth_2y":
                return (firm.growth + firm.growth_before) / 2
            case "rd":
                return reported
            case "rd_mean_2y":
                return (reported + firm.rd_before) / 2
            case "rd_sum_2y":
                return reported + firm.rd_before
            case "rd_ratio":
                return reported / firm.revenue
            case "rd_ratio_before":
                return firm.rd_before / firm.revenue_before
            case "ip_grade":
                return firm.ip_grade_if_any if firm.class1_ip >= 1 else float(firm.class2_ip)
            case "high_tech":
                return firm.high_tech_until >= year
            case "holds_innovative":
                return held(INNOVATIVE)
            case "holds_regional":
                return held(REGIONAL)
            case "holds_little_giant":
                return held(LITTLE_GIANT)
        return getattr(firm, name)

    return line


class Reader:
    """Reads a form by conditions and scales; notes what lies close to an edge."""

    def __init__(self, city: City, firm: Firm, form: Form, exact: frozenset[str] = frozenset()):
        self._city, self._firm, self._form, self._exact = city, firm, form, exact

    def _line(self, name: str, edge: float) -> float:
        line = float(self._form(name))
        if name not in self._exact:
            self._city.note(name, self._firm.id, line, edge)
        return line

    def holds(self, condition: Mapping[str, Any], tolerance: float = 1.0) -> bool:
        if "any" in condition:
            return any([self.holds(each, tolerance) for each in condition["any"]])
        if "all" in condition:
            return all([self.holds(each, tolerance) for each in condition["all"]])
        if "at_least" in condition:
            edge = condition["at_least"] * tolerance
            return self._line(condition["variable"], edge) >= edge
        edge = condition["below"] / tolerance if tolerance > 0 else math.inf
        return self._line(condition["variable"], edge) < edge

    def points(self, rung: Rung, habits: Habits) -> float:
        """Return the points of a form, -inf below the mark of a block."""
        whole = 0.0
        for mark, items in rung.blocks:
            points = sum(max(self._scale(s, habits) for s in item["best_of"]) for item in items)
            if mark is not None and points < mark:
                return -math.inf
            whole += points
        return whole

    def _scale(self, scale: Mapping[str, Any], habits: Habits) -> float:
        if "unpublished" in scale:
            return habits[scale["unpublished"]]
        name = scale["variable"]
        for edge, points in scale.get("bands", []):
            if self._line(name, edge) >= edge:
                return points
        for edge, points in scale.get("below", []):
            if self._line(name, edge) < edge:
                return points
        if "step" in scale:
            steps = math.floor(float(self._form(name)) / scale["step"])
            return min(steps * scale["points"], scale["most"])
        return 0.0
