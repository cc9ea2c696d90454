"""The pictures of a budget: what is due and paid by year, and who pays for what."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.analysis.levels import Levels
from srdi_sim.report import style, wording
from srdi_sim.units import WAN, rounded
from srdi_sim.words import Lang, say

_SIDES = {"due": (-0.19, style.BLUE, style.BANDS[1]), "paid": (0.19, style.TARGET, "#efc7ba")}
_PURSES = {"city": style.BLUE, "banner": "#e0a93b"}
_HALF = 0.13  # of a bar


def budget_years(levels: Levels, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw what is due and what is paid in every year, in 万元: P50 to P95, and a line at P80."""
    lang, by_year = style.speakable(lang), levels.by_year
    years = [int(year) for year in by_year.index]
    with style.drawing(ax, (max(7.2, 1.6 + 1.1 * len(years)), 4.0)) as ax:
        for side, (aside, colour, shade) in _SIDES.items():
            frame = cast("pd.DataFrame", by_year[side]) / WAN
            at = [year + aside for year in years]
            name = say(f"report.column.{side}", lang)
            ax.bar(
                at, frame["p95"] - frame["p50"], 2 * _HALF, frame["p50"], color=shade, label=name
            )
            left, right = ([x + end for x in at] for end in (-_HALF, _HALF))
            ax.hlines(frame["p80"], left, right, colors=colour, lw=1.6)
            for x, p80 in zip(at, by_year[side]["p80"], strict=True):
                style.label(ax, _wan(p80), x, p80 / WAN, (0, 7), colour)
        ax.legend(
            loc="lower right", bbox_to_anchor=(1.0, 1.0), ncol=2, frameon=False, borderaxespad=0.1
        )
        ax.set_xticks(years, [str(year) for year in years])
        ax.set_ylim(0, max(1.0, ax.get_ylim()[1]))
        ax.grid(axis="y", color=style.RULE, lw=0.6)
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        style.title(ax, say("report.figure.budget_years", lang), say("report.figure.wan", lang))
        style.notes(ax, say("report.figure.levels", lang), *_provenance(levels, lang))
    return ax


def payers(levels: Levels, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the mean cost of every clause by who pays it, in 万元; other purses below, as memo."""
    lang, scenario = style.speakable(lang), levels.bill.scenario
    means = levels.by("clause", "payer")["mean"].unstack(fill_value=0)
    means = means.reindex(columns=list(CITY_PURSES), fill_value=0)
    means = means.loc[sorted(means.index, key=wording.clause_place)]
    memo = levels.by("payer", kind="memo")["mean"]
    rows = [
        (style.drawable(wording.clause_told(str(clause), lang)), row)
        for clause, row in means.iterrows()
    ]
    rows.append((say("report.money.total", lang), means.sum()))
    others = [
        (say("report.budget.memo", lang, payer=_payer(str(payer), lang)), int(fen))
        for payer, fen in memo.items()
    ]
    size = (7.2, 1.75 + 0.42 * (len(rows) + len(others)))
    with style.drawing(ax, size) as ax:
        for place, (name, row) in enumerate(rows):
            begun = 0.0
            for purse, colour in _PURSES.items():
                wan = int(row[purse]) / WAN
                ax.barh(
                    place,
                    wan,
                    0.34,
                    begun,
                    color=colour,
                    label="" if place else _payer(purse, lang),
                )
                begun += wan
            _write(ax, name, _shares(row), place)
        for place, (name, fen) in enumerate(others, start=len(rows)):
            ax.barh(place, fen / WAN, 0.34, color=style.RULE)
            _write(ax, name, _wan(fen), place)
        ax.legend(
            loc="lower right", bbox_to_anchor=(1.0, 1.0), ncol=2, frameon=False, borderaxespad=0.1
        )
        ax.set_yticks([])
        ax.set_ylim(len(rows) + len(others) - 0.6, -0.75)
        ax.margins(x=0.02)
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        style.title(ax, say("report.figure.payers", lang), say("report.figure.wan", lang))
        told = say("report.figure.payer_means", lang, first=scenario.years[0], last=scenario.until)
        style.notes(ax, told, *_provenance(levels, lang))
    return ax


def _shares(row: pd.Series[int]) -> str:
    """Return an amount and the share of it that each purse bears."""
    whole = int(row.sum())
    shares = (wording.share_told(int(row[purse]) / max(whole, 1)) for purse in _PURSES)
    return f"{_wan(whole)}  ·  {' / '.join(shares)}"


def _write(ax: Axes, name: str, told: str, place: int) -> None:
    """Write the name of a bar over it on the left, and its amount on the right."""
    across: Any = ax.get_yaxis_transform()  # x from one side of the axes to the other
    for text, x, side in ((name, 0.0, "left"), (told, 1.0, "right")):
        ax.text(x, place - 0.36, text, color=style.INK, ha=side, va="center", transform=across)


def _payer(payer: str, lang: Lang) -> str:
    return say(f"report.payer.{payer}", lang)


def _wan(fen: int) -> str:
    return f"{rounded(int(fen), WAN, 0):,}"


def _provenance(levels: Levels, lang: Lang) -> tuple[str, str]:
    bill = levels.bill
    return wording.provenance(bill.scenario.reading, bill.replications.size, lang)
