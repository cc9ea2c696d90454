"""What drives an outcome, as plain text: what ``srdi sensitivity`` prints."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.sensitivity.bootstrap import Estimates
from srdi_sim.analysis.sensitivity.drivers import Drivers, Screening, ranked
from srdi_sim.analysis.sensitivity.split import FITTED_PARTS, Split
from srdi_sim.report import unknowns, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.names import input_told, outcome_told
from srdi_sim.report.tables import Row
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN
from srdi_sim.words import Lang, say

_MOST_PAIRS, _MOST_CONVERGING, _MOST_LEFT_OUT, _MOST_IDLE = 10, 8, 3, 12
_UNKNOWN = "–"
_ROOM = 46  # columns of the name of an input


def drivers_text(found: Drivers, lang: Lang, folder: str | None = None) -> str:
    """Return what drives an outcome as lines of text."""
    lines = [*_heading(found.scenario, lang), _what(found, lang)]
    lines += [*wrapped(_size(found, lang), SENTENCE), "", *_indices(found, lang), ""]
    if found.second is not None:
        lines += [*_pairs(found, found.second, lang), ""]
    if len(found.convergence) > 1:
        lines += [*_convergence(found, lang), ""]
    lines += [line for note in _notes(found, lang) for line in wrapped(note, SENTENCE)]
    return _whole(lines, lang, folder)


def split_text(found: Split, lang: Lang, folder: str | None = None) -> str:
    """Return why outcomes are not known as lines of text."""
    told = outcome_told(found.outcome, found.scenario, lang)
    size = say(
        "report.sensitivity.size_split",
        lang,
        samples=found.samples,
        questions=found.questions,
        uncertainties=found.uncertainties,
        n=found.replications,
        ways=found.ways,
        runs=found.runs,
        seed=found.seed,
    )
    drawn = unknowns.parameters_told(found.scenario, found.replications, lang)
    size = say("report.joint", lang).join((size, drawn))
    lines = [
        say("report.name", lang, name=found.scenario.name),
        say("report.sensitivity.split_of", lang, outcome=told),
    ]
    lines += [*wrapped(size, SENTENCE), "", *_parts(found, lang), ""]
    about = "split_fitted" if found.parts == FITTED_PARTS else "split"
    notes = [say(f"report.sensitivity.about.{about}", lang, questions=found.questions)]
    notes += [say("report.sensitivity.intervals", lang), *_failures(found, lang)]
    lines += [line for note in notes for line in wrapped(note, SENTENCE)]
    return _whole(lines, lang, folder)


def _whole(lines: list[str], lang: Lang, folder: str | None) -> str:
    if folder is not None:
        lines += ["", say("report.sensitivity.folder", lang, path=folder)]
    return "\n".join(line.rstrip() for line in lines)


def _heading(scenario: Scenario, lang: Lang) -> list[str]:
    return [
        say("report.name", lang, name=scenario.name),
        say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang),
        *wording.not_as_proposed(scenario.reading, lang),
    ]


def _what(found: Drivers, lang: Lang) -> str:
    told = outcome_told(found.outcome, found.scenario, lang)
    return say("report.sensitivity.of", lang, outcome=told)


def _size(found: Drivers, lang: Lang) -> str:
    method = say(f"report.sensitivity.method.{found.method}", lang)
    size = say(
        "report.sensitivity.size",
        lang,
        samples=found.samples,
        inputs=len(found.inputs),
        n=found.replications,
        runs=found.runs,
        seed=found.seed,
    )
    drawn = unknowns.parameters_told(found.scenario, found.replications, lang)
    return say("report.joint", lang).join((method, size, drawn))


def _indices(found: Drivers, lang: Lang) -> list[str]:
    """Return a row for each input, a column for each index."""
    names = list(found.indices)
    heads = [say(f"report.sensitivity.index.{name}", lang) for name in names]
    rows: list[Row] = [(say("report.sensitivity.column.input", lang), *heads)]
    for place in found.moving:
        cells = (_cell(found, found.indices[name], place) for name in names)
        rows.append((_input(found.inputs[place], lang), *cells))
    return aligned(rows, set(range(1, len(names) + 1)))


def _pairs(found: Drivers, second: Estimates, lang: Lang) -> list[str]:
    """Return the pairs of inputs of which it is sure that they act together."""
    sure = [place for place in ranked(second) if second.low95[place] > 0.0][:_MOST_PAIRS]
    if not sure:
        return [say("report.sensitivity.no_pairs", lang)]
    rows: list[Row] = []
    for place in sure:
        pair = (_input(found.inputs[each], lang) for each in found.pairs[place])
        rows.append((" × ".join(pair), _cell(found, second, place)))
    return [say("report.sensitivity.pairs", lang), *aligned(rows, {1})]


def _convergence(found: Drivers, lang: Lang) -> list[str]:
    """Return the main index of the first inputs, for more and more of the samples."""
    index = say(f"report.sensitivity.index.{found.main}", lang)
    rows: list[Row] = [("", *(f"{samples:,}" for samples in found.convergence))]
    for place in found.moving[:_MOST_CONVERGING]:
        each = (indices[found.main] for indices in found.convergence.values())
        cells = (_cell(found, estimates, place) for estimates in each)
        rows.append((_input(found.inputs[place], lang), *cells))
    told = aligned(rows, set(range(1, len(rows[0]))))
    return [say("report.sensitivity.convergence", lang, index=index), *told]


def _notes(found: Drivers, lang: Lang) -> Iterator[str]:
    of_run, of_means = found.spread.noise_share, found.spread.noise_share_of_means
    if of_run is not None and of_means is not None:
        run, mean = wording.share_in_short(of_run), wording.share_in_short(of_means)
        told = say("report.sensitivity.chance", lang, run=run, mean=mean, n=found.replications)
        what = "chance_in" if found.method in ("pawn", "delta") else "chance_out"
        yield told + say(f"report.sensitivity.{what}", lang)
    yield say("report.sensitivity.left_to_chance", lang)
    if not np.isfinite(found.indices[found.main].value).any():
        yield say("report.sensitivity.still", lang)
    if found.idle:
        names = [_input(found.inputs[place], lang) for place in found.idle[:_MOST_IDLE]]
        more = ["…"] if len(found.idle) > _MOST_IDLE else []
        told = say("report.sensitivity.idle", lang, count=len(found.idle))
        yield told + say("fault.comma", lang).join(names + more)
    unit = say(f"report.sensitivity.unit.{found.outcome.partition(':')[0]}", lang)
    yield say(f"report.sensitivity.about.{found.method}", lang, unit=unit)
    kind = found.scenario.uncertainties.kind
    yield say(f"report.sensitivity.how_varied.{kind}", lang)
    if found.quality is None:
        yield say("report.sensitivity.intervals", lang)
    else:
        quality = found.quality
        yield say(
            "report.sensitivity.emulator",
            lang,
            samples=quality.samples,
            folds=quality.folds,
            rmse=f"{_number(found.outcome, quality.rmse)} {unit}",
            q2=quality.q2,
            low=quality.q2_low95,
            high=quality.q2_high95,
            means=quality.q2_of_means,
        )
    if found.screening is not None:
        yield _screened(found.screening, lang)
    yield from _failures(found, lang)


def _screened(found: Screening, lang: Lang) -> str:
    spoken_of = {*found.kept, *found.idle}
    smaller = [place for place in ranked(found.effects) if place not in spoken_of]
    values = {
        "inputs": len(found.inputs),
        "kept": len(found.kept),
        "trajectories": found.trajectories,
        "runs": found.runs,
    }
    if not smaller:
        return say("report.sensitivity.screened_idle", lang, **values)
    names = [_input(found.inputs[place], lang) for place in smaller[:_MOST_LEFT_OUT]]
    return say(
        "report.sensitivity.screened",
        lang,
        **values,
        idle=len(found.idle),
        rest=len(smaller),
        names=say("fault.comma", lang).join(names),
    )


def _failures(found: Drivers | Split, lang: Lang) -> Iterator[str]:
    if found.failed:
        yield say(
            "report.sensitivity.failed", lang, failed=len(found.failed), dropped=found.dropped
        )


def _parts(found: Split, lang: Lang) -> list[str]:
    """Return a row for each outcome: its parts in per cent, and its standard deviation."""
    heads = ("outcome", *found.parts, "sd")
    first, *others = (
        say(f"report.sensitivity.{'part' if head in found.parts else 'column'}.{head}", lang)
        for head in heads
    )
    rows: list[Row] = [(first, *others)]
    for outcome, each in found.shares.items():
        ends = zip(each.value, each.low95, each.high95, strict=True)
        cells = (_percent(*map(float, three)) for three in ends)
        unit = say(f"report.sensitivity.unit.{outcome.partition(':')[0]}", lang)
        sd = f"{_number(outcome, found.sd[outcome])} {unit}"
        rows.append((outcome_told(outcome, found.scenario, lang), *cells, sd))
    return aligned(rows, set(range(1, len(heads))))


def _input(each: Input, lang: Lang) -> str:
    return wrapped(input_told(each, lang), _ROOM, most=1)[0]


def _cell(found: Drivers, estimates: Estimates, place: int) -> str:
    """Return one estimate with its interval; of a floor the number alone."""
    value, low, high = (
        float(each[place]) for each in (estimates.value, estimates.low95, estimates.high95)
    )
    if math.isnan(value):
        return _UNKNOWN
    if found.method == "morris":
        ends = (_number(found.outcome, end) for end in (low, high))
        return f"{_number(found.outcome, value)} ({'–'.join(ends)})"
    return _share(value) if math.isnan(low) else f"{_share(value)} ({_ends(low, high)})"


def _share(share: float) -> str:
    """Return a share in two digits; only what is exactly 0 is shown as 0."""
    told = f"{share:.2f}"
    return "0" if share == 0.0 else told.replace("-0.00", "0.00")


def _ends(low: float, high: float) -> str:
    first, last = _share(low), _share(high)
    return f"{first} to {last}" if first.startswith("-") else f"{first}–{last}"


def _percent(value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return _UNKNOWN
    told = [round(100.0 * each) for each in (value, low, high)]  # whole numbers have no -0
    return f"{told[0]}% ({told[1]}–{told[2]})"


def _number(outcome: str, value: float) -> str:
    """Return an amount of an outcome: firms, points of chance, 万元; three digits of it."""
    scale = {"cost": 1.0 / WAN, "chance": 100.0}.get(outcome.partition(":")[0], 1.0)
    scaled = value * scale
    size = abs(scaled)
    decimals = 0 if size >= 100.0 or size == 0.0 else 1 if size >= 10.0 else 2
    return f"{scaled:,.{decimals}f}"
