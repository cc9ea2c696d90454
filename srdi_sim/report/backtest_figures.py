"""The picture of a back-test: what was foretold at each date, and what came."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from srdi_sim.analysis.fitting.backtest import Backtest
from srdi_sim.analysis.fitting.backtest_json import month_told
from srdi_sim.report import style
from srdi_sim.report.backtest import term_told
from srdi_sim.report.columns import wrapped
from srdi_sim.words import Lang, say

_LEFT, _OUT, _NAME = 3.9, 3.7, 56  # inches for names, how far out the title begins; columns
_LINEAR = 10.0  # the axis is even to here, logarithmic beyond: money and champions on one
_TICKS = (0, 5, 10, 100, 1_000, 10_000)


def foretold_and_seen(found: Backtest, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the 80 % interval of every forecast, the best naive one under it, and what came."""
    lang = style.speakable(lang)
    lines: list[tuple[float, str, bool]] = []
    y = 0.0
    rows = len(found.forecasts) + 1.4 * len(found.vintages)
    with style.drawing(ax, (9.2, 1.9 + 0.3 * rows), left=_LEFT, beside=0.5, above=0.75) as ax:
        for vintage in found.vintages:
            head = say(
                "report.figure.backtest_known",
                lang,
                date=month_told(vintage.known),
                known=len(vintage.terms),
            )
            lines.append((y, head, True))
            y += 1.0
            for each in vintage.forecasts:
                if each.best is not None:
                    _bar(ax, y + 0.22, each.naive[each.best], style.QUIET, 1.4, 3)
                _bar(ax, y - 0.1, each.model, style.BLUE, 3.2, 5)
                marks: dict[str, Any] = {"color": style.TARGET, "ms": 5, "zorder": 5}
                bound = each.term.observations[0].bound
                sign = {None: "D", "at_most": "<", "at_least": ">"}[bound]
                ax.plot([each.term.value], [y - 0.1], sign, **marks)
                lines.append(
                    (y, "\n".join(wrapped(term_told(each.term, lang), _NAME, most=2)), False)
                )
                y += 1.0
            y += 0.4
        ax.set_xscale("symlog", linthresh=_LINEAR, linscale=1.0)
        ax.set_xlim(left=-0.8)
        ax.set_xticks(_TICKS)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}"))
        ax.set_ylim(y - 0.6, -0.8)
        ax.set_yticks([at for at, _, _ in lines], [name for _, name, _ in lines])
        for tick, (_, _, is_head) in zip(ax.get_yticklabels(), lines, strict=True):
            tick.set_color(style.BLUE if is_head else style.INK)
        ax.grid(axis="x", color=style.RULE, lw=0.6)
        axis = say("report.figure.backtest_axis", lang)
        style.title(ax, say("report.figure.backtest", lang), axis, out=_OUT)
        style.notes(
            ax,
            say("report.figure.backtest_bars", lang),
            say("report.figure.backtest_runs", lang, n=found.replications, seed=found.seed),
            out=_OUT,
        )
    return ax


def _bar(ax: Axes, y: float, said: Any, colour: str, width: float, size: float) -> None:
    ax.plot([said.low80, said.high80], [y, y], color=colour, lw=width, solid_capstyle="round")
    ax.plot([said.median], [y], "o", color="white", mec=colour, ms=size, zorder=4)
