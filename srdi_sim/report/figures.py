"""The pictures. Each takes a result, and axes if there are some, and returns the axes.

Figures are made without pyplot, so they draw anywhere; ``axes.figure.savefig(...)`` writes one.
The tick of a year stands for its 31 December.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter
from numpy.typing import NDArray

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.comparison import Comparison
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.tiers import LADDER, MONTHS, TIER_CODES, Tier, tier_of, year_of
from srdi_sim.report import style, wording
from srdi_sim.scenario.scenario import Observation, Target
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say

_SIZE = (7.2, 4.0)
_HIGH = 0.9  # a chance from which on the curve beside its target is still where a label would be
_FEW_FIRMS = 30  # up to here every firm is seen: steps instead of a smooth fan
_BANDS = (("p5", "p95"), ("p10", "p90"), ("p25", "p75"))  # in the order of style.BANDS


def fan(
    outlook: Outlook,
    tier: str | Tier,
    observations: Sequence[Observation] = (),
    ax: Axes | None = None,
    lang: Lang = "en",
) -> Axes:
    """Draw the forecast of one tier: 50, 80 and 90 % bands, the target, published figures.

    Where there are few firms the bands are steps, since a firm is whole. Of the observations those
    are drawn that count the same firms as the forecast does.
    """
    lang, tier, path = style.speakable(lang), _tier(tier), outlook.path(tier)
    reading = outlook.scenario.reading
    years, medians = path.index.to_numpy(), path["p50"].to_numpy()
    few = bool(path["p95"].max() <= _FEW_FIRMS)
    with style.drawing(ax, _SIZE) as ax:
        for (low, high), shade in zip(_BANDS, style.BANDS, strict=True):
            band = _steps if few else _smooth
            band(ax, years, path[low].to_numpy(), path[high].to_numpy(), shade)
        ax.plot(years, medians, "o", ls="none" if few else "-", color=style.BLUE, ms=5, lw=1.6)
        for year, median in zip(years.tolist(), medians.tolist(), strict=True):
            label = style.label(
                ax, f"{median:,}", year, median, (8, 0) if few else (0, 8), style.BLUE
            )
            label.set_path_effects([withStroke(linewidth=2.5, foreground=style.HALO)])
        _draw_target(ax, outlook, tier, years, lang)
        published = _published(observations, tier, reading)
        _draw_published(ax, published, lang)

        ax.set_xlim(years[0] - 0.5, years[-1] + 0.5)
        ax.set_xticks(years, [str(year) for year in years.tolist()])
        ax.set_ylim(-0.5 if few else 0.0, ax.get_ylim()[1])
        ax.grid(axis="y", color=style.RULE, lw=0.6)
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        name = wording.counted_told(tier, reading, lang)
        style.title(ax, say("report.figure.fan", lang, tier=name), say("report.figure.firms", lang))
        explained = [say("report.figure.bands", lang)]
        if any(observation.sd for observation in published):
            explained.append(say("report.figure.bar", lang))
        style.notes(ax, " ".join(explained), *_provenance(outlook, lang))
    return ax


def curve(
    outlook: Outlook, tier: str | Tier, year: int, ax: Axes | None = None, lang: Lang = "en"
) -> Axes:
    """Draw the chance that a tier has more than k firms in a year, for every k."""
    lang, tier = style.speakable(lang), _tier(tier)
    targets = [t for t in outlook.scenario.targets if t.tier is tier and t.year == year]
    needed = [outlook.needed(target) for target in targets]
    chances = outlook.curve(tier, year)
    chances = chances.reindex(range(max([len(chances), *needed]) + 1), fill_value=0.0)
    k, chance = chances.index.to_numpy(), chances.to_numpy()
    with style.drawing(ax, _SIZE) as ax:
        ax.fill_between(k, chance, step="post", color=style.BANDS[0], lw=0)
        ax.step(k, chance, where="post", color=style.BLUE, lw=1.6)
        for target, least in zip(targets, needed, strict=True):
            _mark_target(ax, outlook, target, least - 1, float(chance[least - 1]), lang)
        ax.set_xlim(0, k[-1])
        ax.set_ylim(0, 1.05)
        ax.grid(axis="y", color=style.RULE, lw=0.6)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        ax.set_xlabel(say("report.figure.more_than", lang), loc="right")
        name = wording.counted_told(tier, outlook.scenario.reading, lang)
        heading = say("report.figure.curve", lang, tier=name, year=year)
        style.title(ax, heading, say("report.figure.chance_axis", lang))
        style.notes(ax, *_provenance(outlook, lang), below=40)
    return ax


def chances(outlook: Outlook, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the chance of each target and of all together, with their intervals."""
    lang = style.speakable(lang)
    targets = outlook.scenario.targets
    names = [
        f"{wording.target_told(outlook, target, lang)}  {outlook.wanted(target)}"
        for target in targets
    ]
    names.append(say("report.all_targets", lang))
    values = [*map(outlook.chance, targets), outlook.chance_all]
    with style.drawing(ax, (7.2, 1.6 + 0.5 * len(names))) as ax:
        for place, (name, chance) in enumerate(zip(names, values, strict=True)):
            shade = style.BANDS[2] if place < len(targets) else style.QUIET
            ax.barh(place, 1.0, 0.3, color=style.GROUND)
            ax.barh(place, chance.value, 0.3, color=shade)
            ax.plot([chance.low95, chance.high95], [place, place], color=style.INK, lw=1.4)
            style.label(ax, name, 0.0, place - 0.36, (0, 0), style.INK, ha="left")
            told = wording.chance_told(chance, lang)
            style.label(ax, told, 1.0, place - 0.36, (0, 0), style.INK, ha="right")
        ax.set_yticks([])
        ax.set_ylim(len(names) - 0.7, -0.7)
        ax.set_xlim(-0.005, 1.005)
        ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        style.title(ax, say("report.figure.chances", lang))
        style.notes(ax, say("report.figure.wilson", lang), *_provenance(outlook, lang))
    return ax


def differences(comparison: Comparison, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw, for each target, how many firms more other scenarios have: a dot and its interval."""
    lang, base, others = style.speakable(lang), comparison.base, comparison.others
    block = 1.5 + len(others)  # of a target: its name, a line a scenario, and air
    heads = [block * (number + 1) for number in range(len(base.targets))]  # the key comes first
    end = block * (1 + len(heads)) - 0.4
    with style.drawing(ax, (7.2, 1.57 + 0.21 * end), beside=2.0) as ax:
        across = ax.get_yaxis_transform()  # x from one side of the axes to the other

        def write(text: str, x: float, y: float, colour: str) -> None:
            ax.text(x, y, text, color=colour, va="center", transform=across, bbox=style.PAPER)

        ax.plot([0.0, 0.0], [block - 0.5, end], color=style.QUIET, lw=0.8)
        name = style.drawable(base.name)
        write(say("report.compare.base", lang, name=name), 0.0, 0.0, style.INK)
        for target, head in zip(base.targets, heads, strict=True):
            tier = wording.counted_told(target.tier, base.reading, lang)
            write(say("report.target", lang, tier=tier, year=target.year), 0.0, head, style.INK)
        for line, contrast in enumerate(others, start=1):
            colour = style.CONTRASTS[(line - 1) % len(style.CONTRASTS)]
            write(
                say("report.name", lang, name=style.drawable(contrast.label)), 0.025, line, colour
            )
            ax.plot([0.008], [line], "o", color=colour, ms=5, transform=across)
            for target, head in zip(base.targets, heads, strict=True):
                found = contrast.differences[f"firms:{target.tier.code}:{target.year}"]
                at = [head + line] * 2
                ax.plot([found.low95, found.high95], at, "-|", color=colour, lw=1.6, ms=6)
                ax.plot([found.mean], at[:1], "o", color=colour, ms=5)
                write(wording.firms_told(found, lang), 1.03, head + line, colour)
        ax.update_datalim([(-1.0, end), (1.0, end)])  # a firm is the least that is worth a scale
        ax.margins(x=0.05)
        ax.autoscale_view()
        ax.set_yticks([])
        ax.set_ylim(end, -0.6)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
        ax.grid(axis="x", color=style.RULE, lw=0.6)
        style.title(ax, say("report.figure.differences", lang))
        provenance = wording.provenance(base.reading, comparison.replications, lang)
        style.notes(ax, say("report.figure.paired", lang), *provenance)
    return ax


def award_bill(bill: Bill, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the awards for titles by year due and tier, in 万元: mean stacks and a mark at P80."""
    lang, awards = style.speakable(lang), bill.awards / WAN
    years, p80 = awards.index.to_numpy(), awards["p80"].to_numpy()
    with style.drawing(ax, _SIZE, beside=1.7) as ax:
        base = np.zeros(len(years))
        for tier in TIER_CODES:
            means = awards[tier].to_numpy()
            name, colour = wording.tier_told(tier, lang), style.TIER_COLOURS[tier]
            ax.bar(years, means, 0.56, base, color=colour, label=name)
            base += means
        ax.hlines(
            p80,
            years - 0.36,
            years + 0.36,
            colors=style.INK,
            lw=1.4,
            label=say("report.figure.p80", lang),
        )
        for year, amount in zip(years.tolist(), p80.tolist(), strict=True):
            style.label(ax, f"{amount:,.0f}", year, amount, (0, 7), style.INK)
        handles, labels = ax.get_legend_handles_labels()
        # From the top down, as the stacks are.
        ax.legend(
            handles[::-1], labels[::-1], loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False
        )
        ax.set_xticks(years, [str(year) for year in years.tolist()])
        ax.set_ylim(0, 1.12 * max(float(p80.max()), float(base.max()), 1.0))
        ax.grid(axis="y", color=style.RULE, lw=0.6)
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        style.title(ax, say("report.figure.award_bill", lang), say("report.figure.wan", lang))
        reading = bill.scenario.reading
        provenance = wording.provenance(reading, bill.replications.size, lang)
        style.notes(ax, say("report.figure.stacks", lang), *provenance)
    return ax


def _smooth(
    ax: Axes, years: NDArray[Any], low: NDArray[Any], high: NDArray[Any], shade: str
) -> None:
    ax.fill_between(years, low, high, color=shade, lw=0)


def _steps(
    ax: Axes, years: NDArray[Any], low: NDArray[Any], high: NDArray[Any], shade: str
) -> None:
    """Draw the whole numbers of firms from `low` to `high`, each as a step of height one."""
    for year, least, most in zip(years.tolist(), low.tolist(), high.tolist(), strict=True):
        step = Rectangle((year - 0.28, least - 0.5), 0.56, most - least + 1, color=shade, lw=0)
        ax.add_patch(step)


def _draw_target(ax: Axes, outlook: Outlook, tier: Tier, years: NDArray[Any], lang: Lang) -> None:
    """Draw the line that the forecast must be above, with a mark in the target's year."""
    for target in (target for target in outlook.scenario.targets if target.tier is tier):
        line = (
            outlook.needed(target) - 0.5
        )  # between the last number that fails and the first that does
        ax.axhline(line, color=style.TARGET, lw=1.2, ls=(0, (5, 3)))
        ax.plot([target.year], [line], "D", color=style.TARGET, ms=5)
        told = say("report.figure.target", lang, wanted=outlook.wanted(target))
        style.label(ax, told, years[0] - 0.48, line, (0, 7), style.TARGET, ha="left")
        ax.update_datalim([(target.year, 1.12 * line)])
        ax.autoscale_view()


def _published(
    observations: Sequence[Observation], tier: Tier, reading: Reading
) -> list[Observation]:
    """Return the observations that count the same firms as the reading does for a tier."""
    if reading.counting != "valid_stock":
        return []
    counted = set(LADDER[tier:]) if wording.nests(tier, reading) else {tier}
    exact = (each for each in observations if each.what == "stock" and not each.bound)
    return [each for each in exact if set(each.tiers) == counted]


def _draw_published(ax: Axes, observations: list[Observation], lang: Lang) -> None:
    """Draw published figures at the end of their month; hollow ones are where the model starts."""
    labels = set()
    for each in observations:
        if each.month is None:
            continue
        when = year_of(each.month) + (each.month % MONTHS + 1) / MONTHS - 1.0
        label = say("report.figure.observed" if each.evidence else "report.figure.start", lang)
        ax.errorbar(
            when,
            each.value,
            yerr=2.0 * each.sd if each.sd else None,
            fmt="s",
            color=style.INK,
            markerfacecolor=style.INK if each.evidence else "white",
            ms=5,
            lw=1.2,
            label="" if label in labels else label,
        )
        labels.add(label)
    if labels:
        ax.legend(
            loc="lower right", bbox_to_anchor=(1.0, 1.0), ncol=2, frameon=False, borderaxespad=0.1
        )


def _mark_target(
    ax: Axes, outlook: Outlook, target: Target, k: int, chance: float, lang: Lang
) -> None:
    """Mark a target on the curve of chances, with the chance that it is met."""
    ax.axvline(k, color=style.TARGET, lw=1.2, ls=(0, (5, 3)))
    ax.plot([k], [chance], "D", color=style.TARGET, ms=5, clip_on=False)
    told = say("report.figure.target", lang, wanted=outlook.wanted(target))
    told += "\n" + wording.chance_told(outlook.chance(target), lang)
    right = k > 0.6 * ax.get_xlim()[1]
    offset, side = ((-8, -2), "right") if right else ((8, -2), "left")
    # Under the curve where it is still high beside the target, above it where it has fallen.
    height = 0.5 if chance > _HIGH else 1.02
    style.label(ax, told, k, height, offset, style.TARGET, ha=side, va="top")


def _provenance(outlook: Outlook, lang: Lang) -> tuple[str, str]:
    return wording.provenance(outlook.scenario.reading, outlook.replications, lang)


def _tier(tier: str | Tier) -> Tier:
    return tier if isinstance(tier, Tier) else tier_of(tier)
