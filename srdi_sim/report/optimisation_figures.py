"""The pictures of a search for plans: the front, and a map of regret."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patheffects import withStroke
from matplotlib.ticker import StrMethodFormatter
from numpy.typing import NDArray

from srdi_sim.analysis.named_readings import Named
from srdi_sim.analysis.optimisation import Optimisation
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.plans import Plan, Point
from srdi_sim.analysis.regret import Regrets
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.report import style, wording
from srdi_sim.report.columns import wrapped
from srdi_sim.report.names import outcome_told
from srdi_sim.report.optimisation import amount_told, plan_told
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say

_SIZE = (7.6, 4.6)
_NAME = 13  # columns of the name of a reading under its states
_PLAN = 8  # and of a plan beside its row
_SHADES = LinearSegmentedColormap.from_list("regret", ["#ffffff", *style.BANDS[1:], style.BLUE])


def front(
    found: Optimisation, goal: str | None = None, ax: Axes | None = None, lang: Lang = "en"
) -> Axes:
    """Draw the front of the cost against a goal (the first), with bars, and all that was tried."""
    lang = style.speakable(lang)
    goal = found.goals[min(1, len(found.goals) - 1)] if goal is None else goal
    cost, reached = (
        _scaled(name, found.searched[:, found.goals.index(name)]) for name in (COST, goal)
    )
    with style.drawing(ax, _SIZE) as ax:
        for kept, marker in ((found.within, "o"), (~found.within, "x")):
            ax.plot(
                cost[kept],
                reached[kept],
                marker,
                ms=3,
                mew=0.7,
                color=style.QUIET,
                alpha=0.4,
                zorder=1,
            )
        if len(found.goals) == 2:  # with more goals the front is no line
            line = [
                [_scaled(name, p.estimates[name].mean) for p in found.front]
                for name in (COST, goal)
            ]
            ax.plot(*line, "-", color=style.BANDS[2], lw=1.2, zorder=2)
        drawn = {id(point): point for point in (*found.named, *found.front)}.values()
        for number, point in enumerate(sorted(drawn, key=lambda each: each.estimates[COST].mean)):
            _draw(ax, point, goal, lang, above=number % 2 == 0)
        if found.budget is not None:
            ax.axvline(found.budget / WAN, color=style.TARGET, lw=1.0, ls=(0, (5, 3)), zorder=1)
            told = say("report.figure.budget", lang)
            _written(ax, told, (found.budget / WAN, 0.98), ("data", "axes fraction"), style.TARGET)
        told = say("report.figure.cost_axis", lang)
        _written(ax, told, (1.0, 0.02), "axes fraction", style.QUIET, ha="right", va="bottom")
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        unit = "%" if goal.startswith("chance:") else ""
        ax.yaxis.set_major_formatter(StrMethodFormatter(f"{{x:,.0f}}{unit}"))
        ax.grid(axis="both", color=style.RULE, lw=0.6)
        ax.margins(0.08)
        style.title(ax, say("report.figure.front", lang), outcome_told(goal, found.scenario, lang))
        style.notes(ax, *_front_notes(found, lang))
    return ax


def regret_map(found: Regrets, goal: str, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the regret of every plan (rows) in every state (columns), the largest beside."""
    lang = style.speakable(lang)
    table = _scaled(goal, found.table(goal))
    size = (7.6, 2.4 + 0.32 * len(found.plans))
    with style.drawing(ax, size, beside=0.8) as ax:
        ax.imshow(table, cmap=_SHADES, aspect="auto", vmin=0.0, vmax=max(float(table.max()), 1e-9))
        ax.set_yticks(range(len(found.plans)), [_in_lines(plan, lang) for plan in found.plans])
        for row in range(1, len(found.plans)):
            ax.axhline(row - 0.5, color="white", lw=2.0)
        begins, ticks, labels = 0, [], []
        for reading, group in groupby(found.states, key=lambda state: state.reading):
            width = len(list(group))
            if begins:
                ax.axvline(begins - 0.5, color=style.INK, lw=0.8)
            ticks.append(begins + (width - 1) / 2.0)
            labels.append("\n".join(wrapped(_in_short(reading, lang), _NAME)))
            begins += width
        ax.set_xticks(ticks, labels, va="top")
        for row, largest in enumerate(found.largest(goal)):
            _beside(ax, amount_told(goal, largest, lang), row)
        _beside(ax, say("report.figure.largest", lang), -0.8)
        name = outcome_told(goal, found.scenario, lang)
        unit = say(f"report.figure.regret.{goal.partition(':')[0]}", lang)
        style.title(
            ax,
            say("report.figure.regret", lang, goal=name),
            say("report.figure.regret_unit", lang, unit=unit),
        )
        told = say("report.figure.states", lang, draws=found.draws, n=found.replications)
        style.notes(ax, told, below=48)
    return ax


def _in_lines(plan: Plan, lang: Lang) -> str:
    """Return the name of a plan in short lines, broken at hyphens too."""
    apart = style.drawable(plan_told(plan, lang)).replace("-", "- ")
    return "\n".join(wrapped(apart, _PLAN, most=3)).replace("- ", "-")


def _in_short(reading: Named, lang: Lang) -> str:
    """Return the name of a reading in a few signs: the number of its question, if it is one."""
    if reading.question is not None:
        return QUESTIONS[reading.question][0]
    return say(f"report.regret.reading.{reading.name}", lang)


def _draw(ax: Axes, point: Point, goal: str, lang: Lang, above: bool) -> None:
    """Draw a plan with its bars, and its name above or below them."""
    x, y = (point.estimates[name] for name in (COST, goal))
    found = bool(point.plan.levers)
    colour = style.BLUE if found else style.TARGET
    ends = [
        [[_scaled(name, of.mean - of.low95)], [_scaled(name, of.high95 - of.mean)]]
        for name, of in ((COST, x), (goal, y))
    ]
    at = _scaled(COST, x.mean), _scaled(goal, y.mean)
    ax.errorbar(
        *at,
        xerr=np.maximum(ends[0], 0.0),
        yerr=np.maximum(ends[1], 0.0),
        fmt="o" if found else "D",
        ms=5,
        color=colour,
        elinewidth=0.9,
        alpha=0.9,
        zorder=3,
    )
    label = ax.annotate(
        style.drawable(plan_told(point.plan, lang)),
        (at[0], _scaled(goal, y.high95 if above else y.low95)),
        xytext=(0, 3 if above else -3),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        color=colour,
        zorder=4,
    )
    label.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def _front_notes(found: Optimisation, lang: Lang) -> list[str]:
    bars = say("report.figure.bars", lang, n=found.fresh)
    if found.budget is not None:
        bars += " " + say("report.figure.right_of_budget", lang)
    return [
        say("report.reading_is", lang) + wording.reading_told(found.scenario.reading, lang),
        bars,
        say("report.figure.tried", lang, n=found.replications),
    ]


def _written(
    ax: Axes, text: str, at: tuple[float, float], by: Any, colour: str, **how: Any
) -> None:
    """Write a text beside a place, by default to the right of it and down."""
    offset = (-4 if how.get("ha") == "right" else 4, 0)
    label = ax.annotate(
        text,
        at,
        xytext=offset,
        xycoords=by,
        textcoords="offset points",
        color=colour,
        **{"va": "top", **how},
    )
    label.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def _beside(ax: Axes, text: str, row: float) -> None:
    ax.annotate(
        text,
        (1.0, row),
        xytext=(6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        color=style.QUIET if row < 0 else style.INK,
        annotation_clip=False,
    )


def _scaled(outcome: str, values: NDArray[np.float64] | float) -> Any:
    """Return values as they are drawn: per cent, 万元 or firms."""
    if outcome.startswith("chance:"):
        return 100.0 * values
    return values / WAN if outcome.startswith("cost:") else values
