"""The picture of a required budget: what chance comes with what money."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from srdi_sim.analysis.goals import Goal
from srdi_sim.analysis.mixes import Mix
from srdi_sim.analysis.required import Required
from srdi_sim.report import style
from srdi_sim.report.required import goal_told, percent_told, wan_told
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say

_SIZE = (7.2, 4.2)


def money_curve(found: Required, goal: Goal, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the highest chance of a goal for every amount of money, as it was confirmed.

    The scenario as it is stands apart, for what it costs and reaches; so does what is needed.
    """
    lang, answer = style.speakable(lang), found.answer(goal)
    percent, years = percent_told(found), found.scenario.years
    wanted, curve = float(found.confidence), answer.curve
    with style.drawing(ax, _SIZE) as ax:
        money = [mix.money / WAN for mix in curve]
        chances = [mix.chances[goal.name].value for mix in curve]
        end = 1.06 * max([*(mix.money_high95 for mix in curve), found.own.money_high95]) / WAN
        ax.step([*money, end], [*chances, chances[-1]], where="post", color=style.BANDS[2], lw=1.4)
        for mix in curve:
            _cross(ax, mix, goal.name, style.BLUE, "o")
        _cross(ax, found.own, goal.name, style.INK, "D")
        _told(ax, say("report.figure.required_own", lang), found.own, goal, (8, -11), style.INK)
        if answer.mix is not None:
            _cross(ax, answer.mix, goal.name, style.TARGET, "o")
            needed = say("report.figure.required_needed", lang, money=wan_told(answer.mix.money))
            _told(ax, needed, answer.mix, goal, (8, -11), style.TARGET)
        ax.axhline(wanted, color=style.TARGET, lw=1.0, ls=(0, (4, 3)))
        label = say("report.figure.required_wanted", lang, percent=percent)
        style.label(ax, label, end, wanted, (-2, 7), style.TARGET, ha="right")
        ax.set_xlim(0.0, end)
        ax.set_ylim(-0.02, 1.03)
        ax.grid(axis="y", color=style.RULE, lw=0.6)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.xaxis.set_major_locator(MaxNLocator(8))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        along = {"percent": percent, "first": years[0], "last": years[-1]}
        ax.set_xlabel(say("report.figure.required_money", lang, **along), loc="right")
        name = goal_told(goal, found.scenario, lang)
        style.title(
            ax,
            say("report.figure.required", lang, goal=name),
            say("report.figure.chance_axis", lang),
        )
        runs = {"confirmed": found.confirmed, "seed": found.seed}
        style.notes(
            ax,
            say("report.figure.required_note", lang),
            say("report.figure.required_runs", lang, **runs),
            below=40,
        )
    return ax


def _cross(ax: Axes, mix: Mix, goal: str, colour: str, marker: str) -> None:
    """Draw a mix with its intervals."""
    chance, money = mix.chances[goal], mix.money / WAN
    low, high = mix.money_low95 / WAN, mix.money_high95 / WAN
    ax.plot([money, money], [chance.low95, chance.high95], color=colour, lw=1.1)
    ax.plot([low, high], [chance.value, chance.value], color=colour, lw=1.1)
    ax.plot([money], [chance.value], marker, color=colour, ms=5, zorder=4)


def _told(
    ax: Axes, text: str, mix: Mix, goal: Goal, offset: tuple[float, float], colour: str
) -> None:
    written = style.label(
        ax, text, mix.money / WAN, mix.chances[goal.name].value, offset, colour, ha="left"
    )
    written.set_bbox(style.PAPER)
