"""The pictures of what drives outcomes: tornado, map, convergence, and why they are not known."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from srdi_sim.analysis.sensitivity.drivers import Drivers
from srdi_sim.analysis.sensitivity.split import PARTS, Split
from srdi_sim.report import style, wording
from srdi_sim.report.columns import wrapped
from srdi_sim.report.names import input_told, outcome_told
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say

_MOST_BARS, _MOST_LINES = 20, 6
_LEFT, _OUT = 2.7, 2.4  # inches for the names of inputs, and how far left of the axes a text begins
_NAME = 32  # columns of the name of an input, where there is little room
_OUTCOME, _MORE = 42, 0.4  # columns of the name of an outcome, and inches more for it
_HEADS = 1.45  # inches for the names of outcomes over the map
_HEAD = 22  # columns of each
_TOLD = 0.06  # a part that is at least so large has its share written in it
_SHADES = LinearSegmentedColormap.from_list("share", ["#ffffff", *style.BANDS[1:], style.BLUE])
_PARTS = {
    **dict(zip(PARTS, (style.BLUE, style.BANDS[2], style.BANDS[0], style.RULE), strict=True)),
    "fitted": style.BANDS[2],
    "not_fitted": style.BANDS[1],
}
_BESIDE = {"sobol": "first", "pawn": "maximum"}  # drawn as a mark beside the main index


def tornado(found: Drivers, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the main index of every input as a bar with its interval, the largest on top."""
    lang, places = style.speakable(lang), found.moving[:_MOST_BARS]
    main, scale, y = found.indices[found.main], _scale(found), np.arange(len(places))
    low, high = (scale * np.nan_to_num(end[places]) for end in (main.low95, main.high95))
    explained = [say("report.figure.tornado_bars", lang, index=_index(found.main, lang))]
    with style.drawing(ax, (7.6, 2.0 + 0.26 * len(places)), left=_LEFT, above=0.7) as ax:
        ax.barh(y, scale * main.value[places], 0.6, color=style.BANDS[1])
        ax.hlines(y, low, high, color=style.BLUE, lw=1.4)
        if found.method in _BESIDE:
            name = _BESIDE[found.method]
            ax.plot(scale * found.indices[name].value[places], y, "D", color=style.TARGET, ms=3.5)
            explained.append(say("report.figure.tornado_dots", lang, index=_index(name, lang)))
        if (floor := found.indices.get(f"{found.main}_floor")) is not None:
            ends = floor.value[places]
            ax.vlines(ends, y - 0.45, y + 0.45, color=style.QUIET, lw=1.2, ls=":")
            explained.append(say("report.figure.floor", lang))
        ax.set_yticks(y, [_name(found, place, lang) for place in places])
        ax.tick_params(axis="y", labelcolor=style.INK)
        ax.set_ylim(len(places) - 0.4, -0.6)
        ax.axvline(0.0, color=style.QUIET, lw=0.8)
        ax.grid(axis="x", color=style.RULE, lw=0.6)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
        style.title(ax, say("report.figure.tornado", lang), _of(found, lang), out=_OUT)
        style.notes(ax, _joined(explained, lang), *_made(found, lang), out=_OUT)
    return ax


def heat_map(found: Drivers, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the main index of every input (rows) for every outcome (columns)."""
    lang = style.speakable(lang)
    outcomes = {found.outcome: found.indices[found.main], **found.across}
    table = np.stack([each.value for each in outcomes.values()], axis=1)
    is_scaled = found.method == "morris"  # effects have the unit of their outcome
    if is_scaled:
        largest = np.nan_to_num(table).max(axis=0, initial=0.0)
        table = table / np.where(largest > 0.0, largest, np.nan)
    # By the first outcome; those that do not move it by whatever they move most.
    rows = np.lexsort((-np.nan_to_num(table).max(axis=1), -np.nan_to_num(table[:, 0])))
    places = [int(row) for row in rows if np.nan_to_num(table[row]).any()][:_MOST_BARS]
    table = table[places]
    most = max(float(np.nan_to_num(table).max(initial=0.0)), 1e-9)
    shades = _SHADES.with_extremes(bad=style.GROUND)
    size = (_LEFT + 0.7 * len(outcomes) + 1.0, 2.95 + 0.27 * len(places))
    with style.drawing(ax, size, beside=1.0, left=_LEFT, above=_HEADS + 0.55) as ax:
        ax.imshow(np.maximum(table, 0.0), cmap=shades, aspect="auto", vmin=0.0, vmax=most)
        for (row, column), share in np.ndenumerate(table):
            if np.isfinite(share) and share >= 0.005:
                ink = "white" if share > 0.6 * most else style.INK
                ax.text(column, row, f"{share:.2f}", ha="center", va="center", color=ink, size=8)
        heads = [outcome_told(name, found.scenario, lang) for name in outcomes]
        ax.xaxis.tick_top()
        told = ["\n".join(wrapped(head, _HEAD)) for head in heads]
        slanted: Any = {"rotation": 45, "ha": "left", "va": "bottom", "rotation_mode": "anchor"}
        ax.set_xticks(range(len(heads)), told, **slanted)
        ax.set_yticks(range(len(places)), [_name(found, place, lang) for place in places])
        ax.tick_params(axis="both", labelcolor=style.INK)
        index = _index(found.main, lang)
        cells = say(f"report.figure.heat_{'scaled' if is_scaled else 'cells'}", lang, index=index)
        style.title(ax, say("report.figure.heat", lang), out=_OUT, up=_HEADS)
        style.notes(ax, cells, *_made(found, lang), below=12, out=_OUT)
    return ax


def convergence(found: Drivers, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the main index of the first inputs as more and more of the samples tell it."""
    lang, places = style.speakable(lang), found.moving[:_MOST_LINES]
    scale, steps = _scale(found), np.arange(len(found.convergence))
    each = [indices[found.main] for indices in found.convergence.values()]
    with style.drawing(ax, (7.6, 4.2), beside=2.4) as ax:
        for number, place in enumerate(places):
            value, low, high = (
                scale * np.array([getattr(step, end)[place] for step in each])
                for end in ("value", "low95", "high95")
            )
            colour = style.CONTRASTS[number % len(style.CONTRASTS)]
            at = steps + 0.07 * (number - (len(places) - 1) / 2.0)
            ax.vlines(at, low, high, color=colour, lw=1.2)
            name = "\n".join(wrapped(input_told(found.inputs[place], lang), _NAME))
            ax.plot(at, value, "o-", color=colour, ms=4, lw=1.2, label=name)
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
        ax.set_xticks(steps, [f"{samples:,}" for samples in found.convergence])
        ax.set_xlim(-0.4, steps.size - 0.6)
        ax.set_xlabel(say("report.figure.samples", lang), loc="right")
        ax.grid(axis="y", color=style.RULE, lw=0.6)
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
        told = say("report.joint", lang).join((_of(found, lang), _index(found.main, lang)))
        style.title(ax, say("report.figure.convergence", lang), told)
        reading, samples = _made(found, lang)
        lines = _joined([say("report.figure.convergence_lines", lang), samples], lang)
        style.notes(ax, lines, reading, below=40)
    return ax


def split(found: Split, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw where the variance of each outcome comes from: a bar of four parts."""
    lang, rows = style.speakable(lang), np.arange(len(found.shares))
    shares = np.array([each.value for each in found.shares.values()])
    widths = np.maximum(np.nan_to_num(shares), 0.0)
    begins = np.cumsum(widths, axis=1) - widths
    size = (7.6, 2.1 + 0.34 * rows.size)
    with style.drawing(ax, size, left=_LEFT + _MORE, above=0.8) as ax:
        for part, width, begin in zip(found.parts, widths.T, begins.T, strict=True):
            name = say(f"report.sensitivity.part.{part}", lang)
            ax.barh(rows, width, 0.62, begin, color=_PARTS[part], label=name)
            ink = "white" if part == "reading" else style.INK
            for row in rows[width >= _TOLD]:
                x, told = begin[row] + width[row] / 2.0, wording.share_told(float(width[row]))
                ax.text(x, row, told, ha="center", va="center", color=ink, size=8)
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0.0, 1.0),
            ncol=len(found.parts),
            columnspacing=1.2,
            handlelength=1.4,
            frameon=False,
            borderaxespad=0.1,
        )
        for row in rows[~np.isfinite(shares).all(axis=1)]:
            never = say("report.sensitivity.never", lang)
            ax.text(0.01, row, never, va="center", color=style.QUIET, size=8)
        names = [outcome_told(each, found.scenario, lang) for each in found.shares]
        ax.set_yticks(rows, ["\n".join(wrapped(name, _OUTCOME)) for name in names])
        ax.tick_params(axis="y", labelcolor=style.INK)
        ax.set_ylim(rows.size - 0.4, -0.6)
        ax.set_xlim(0.0, max(1.0, float((begins + widths).max())))
        ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        style.title(ax, say("report.figure.split", lang), out=_OUT + _MORE, up=0.2)
        samples = say("report.figure.points_n", lang, samples=found.samples, n=found.replications)
        told = _joined([say("report.figure.split_bars", lang), samples], lang)
        style.notes(ax, told, out=_OUT + _MORE)
    return ax


def _made(found: Drivers, lang: Lang) -> tuple[str, str]:
    """Return under which reading, and by how many samples and replications, a figure stands."""
    reading = wording.reading_told(found.scenario.reading, lang)
    samples = say("report.figure.points_n", lang, samples=found.samples, n=found.replications)
    return say("report.reading_is", lang) + reading, samples


def _of(found: Drivers, lang: Lang) -> str:
    """Return what is driven, with the unit of the index if it has one."""
    told = outcome_told(found.outcome, found.scenario, lang)
    if found.method != "morris":
        return told
    unit = say(f"report.sensitivity.unit.{found.outcome.partition(':')[0]}", lang)
    return say("report.joint", lang).join((told, unit))


def _index(name: str, lang: Lang) -> str:
    return say(f"report.sensitivity.index.{name}", lang)


def _name(found: Drivers, place: int, lang: Lang) -> str:
    return wrapped(input_told(found.inputs[place], lang), _NAME + 4, most=1)[0]


def _joined(sentences: list[str], lang: Lang) -> str:
    return ("" if lang == "zh" else " ").join(sentences)


def _scale(found: Drivers) -> float:
    """Return what turns an index into the unit that it is drawn in: 万元, points of chance."""
    if found.method != "morris":
        return 1.0
    return {"cost": 1.0 / WAN, "chance": 100.0}.get(found.outcome.partition(":")[0], 1.0)
