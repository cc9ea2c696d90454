"""The pictures of a fit: what was learned of each uncertainty, and how the figures are reached."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from srdi_sim.analysis.fitting.calibration import Fit
from srdi_sim.analysis.fitting.records import believed as beliefs_of
from srdi_sim.analysis.fitting.records import predicted, simulations
from srdi_sim.report import style, wording
from srdi_sim.report.calibration import seen_told, span_told, term_told
from srdi_sim.report.columns import wrapped
from srdi_sim.report.unknowns import uncertainty_told
from srdi_sim.words import Lang, say

_ACROSS = 3  # panels of a row
_PANEL, _GAP = 0.72, 0.28  # of the room of a row of panels
_BINS, _FEW = 24, 12  # of a density; up to so many values each has a bar
_SEEN = 0.005  # of the prior, left out at either end
_LEFT, _OUT, _NAME = 3.5, 3.4, 50  # inches for names, and columns of one
_LEAST = 0.002  # of the axis, for an interval of one number
_FIGURE = 1.9  # inches beside for the numbers
Column = NDArray[np.float64]


def believed(fit: Fit, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw prior, posterior and check of every fitted uncertainty, a panel for each."""
    lang, rows = style.speakable(lang), -(-len(fit.fitted) // _ACROSS)
    width = 1.0 / _ACROSS
    with style.drawing(ax, (8.2, 1.75 + 1.75 * rows), left=0.3, above=0.7) as ax:
        ax.set_axis_off()
        for n, row in enumerate(beliefs_of(fit).to_dict("records")):
            down, across = divmod(n, _ACROSS)
            room = (across * width, 1.0 - (down + _PANEL + _GAP / 2) / rows)
            panel = ax.inset_axes((*room, 0.88 * width, _PANEL / rows))
            _panel(panel, fit, n, row, lang)
        style.title(ax, say("report.figure.believed", lang))
        style.notes(ax, say("report.figure.believed_lines", lang), *_made(fit, lang))
    return ax


def predictive(fit: Fit, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw each figure as it was seen beside what prior and posterior say of it."""
    lang, y = style.speakable(lang), np.arange(len(fit.terms))
    found = predicted(fit)
    size = (9.2, 1.75 + 0.46 * y.size)
    with style.drawing(ax, size, beside=_FIGURE, left=_LEFT) as ax:
        for row, term, told in zip(y, fit.terms, found.to_dict("records"), strict=True):
            spans = [told[f"{way}_{end}80"] for way in ("prior", "posterior") for end in _ENDS]
            low, high = min(*spans, term.value), max(*spans, term.value)
            scale = 1.0 / max(high - low, 1e-9)
            for way, at, colour in (("prior", -0.16, style.RULE), ("posterior", 0.16, style.BLUE)):
                first, last, median = (
                    (told[f"{way}_{end}"] - low) * scale for end in ("low80", "high80", "median")
                )
                # An interval of one number is to be seen too.
                ends, level = (first, max(last, first + _LEAST)), (row + at, row + at)
                ax.plot(ends, level, color=colour, lw=5.0, solid_capstyle="projecting")
                ink = style.QUIET if way == "prior" else "white"
                ax.plot(median, row + at, "|", color=ink, ms=5.0, mew=1.4)
            inside = "white" if term.is_bound else style.TARGET
            here = (term.value - low) * scale
            ax.plot(here, row, "D", color=style.TARGET, mfc=inside, ms=5.5, zorder=5)
            marks = [say("report.fit.word.outside", lang)] if told["outside95"] else []
            seen = say("fault.comma", lang).join((seen_told(term, lang), *marks))
            style.label(ax, seen, 1.0, float(row), (14, 6), style.TARGET)
            style.label(ax, span_told(told, "posterior"), 1.0, float(row), (14, -7), style.BLUE)
        names = ["\n".join(wrapped(term_told(term, lang), _NAME, most=2)) for term in fit.terms]
        ax.set_yticks(y, names)
        ax.tick_params(axis="y", labelcolor=style.INK)
        ax.set_ylim(y.size - 0.4, -0.6)
        ax.set_xlim(-0.03, 1.03)
        ax.set_xticks([])
        ax.hlines(y[:-1] + 0.5, 0.0, 1.0, color=style.GROUND, lw=0.8)
        style.title(ax, say("report.figure.predictive", lang), out=_OUT)
        lines = say("report.figure.predictive_marks", lang)
        style.notes(ax, lines, *_made(fit, lang), below=12, out=_OUT)
    return ax


_ENDS = ("low", "high")


def _panel(ax: Axes, fit: Fit, n: int, row: dict[Any, Any], lang: Lang) -> None:
    """Draw what is believed of one uncertainty."""
    prior = fit.scenario.settled_uncertainties().get(row["name"]).entry(fit.scenario.start.year)
    u = fit.table.quantiles[:, n]
    values, drawn = (
        np.asarray(prior.at(each), dtype=np.float64) for each in (u, fit.posterior.quantiles[:, n])
    )
    bins = _bins(values)
    settings: Any = {"bins": bins, "density": True}
    ax.hist(values, color=style.RULE, **settings)
    ax.hist(drawn, color=style.BANDS[2], alpha=0.75, **settings)
    ax.hist(values, weights=fit.likelihood, histtype="step", color=style.TARGET, **settings)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(style.RULE)
    ax.set_yticks([])
    ax.set_xlim(bins[0], bins[-1])
    if np.unique(values).size == 2:
        ax.set_xticks(np.unique(values))
    else:
        whole = bool((values == np.rint(values)).all())
        ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=whole, steps=[1, 2, 5, 10]))
    family = ax.figure.axes[0].title.get_fontfamily()
    ax.tick_params(length=0, colors=style.QUIET, labelsize=7.5, labelfontfamily=family[0])
    ax.patch.set_alpha(0.0)
    ax.set_title(uncertainty_told(row["name"], lang), loc="left", size=9, pad=4)
    if not row["learned"]:
        told = say("report.figure.not_learned", lang)
        ax.set_title(told, loc="right", size=8, pad=4, color=style.TARGET)


def _bins(values: Column) -> Column:
    """Return the edges of the bars: one for each of a few whole values, else evenly."""
    known = np.unique(values)
    if known.size <= _FEW:
        step = float(np.diff(known).min(initial=1.0)) if known.size > 1 else 1.0
        return np.arange(known[0] - step / 2, known[-1] + step, step)
    low, high = (float(end) for end in np.quantile(values, [_SEEN, 1.0 - _SEEN]))
    return np.linspace(low, high, _BINS + 1)


def _made(fit: Fit, lang: Lang) -> tuple[str, str]:
    """Return under which reading, and from how much, a picture is made."""
    reading = wording.reading_told(fit.scenario.reading, lang)
    size = say(
        "report.figure.fit_made",
        lang,
        simulations=simulations(fit),
        draws=len(fit.posterior),
        seed=fit.table.seed,
        until=fit.posterior.until,
    )
    return say("report.reading_is", lang) + reading, size
