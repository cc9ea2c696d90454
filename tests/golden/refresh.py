"""The expected summary beside each shipped scenario: `make golden REASON="why they change"`.

``scenarios/NAME.out.csv`` is what a small run of NAME comes to. A test makes it anew and compares;
only this command writes it, and tells in ``LOG.md`` why and what moved.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from srdi_sim.analysis import outcomes
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.statistics import attained
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.policy.tiers import TIERS
from srdi_sim.scenario.loading import load_scenario, scenario_names

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LOG = Path(__file__).with_name("LOG.md")
SUFFIX = ".out.csv"
REPLICATIONS, SEED = 40, 1
FEN_PER_WAN = 1_000_000

QUANTILES = {"low80": 10, "median": 50, "high80": 90, "p80": 80, "p95": 95}
COLUMNS = ("outcome", "wanted", "chance", "mean", *QUANTILES)
_TOLD = ("firms:", "cost:total")  # outcomes whose figures the log tells; of others, how many moved


def small_run(name: str) -> Runs:
    """Return the run that a summary is of."""
    return simulate(load_scenario(name), replications=REPLICATIONS, seed=SEED)


def summary_of(name: str, runs: Runs) -> str:
    """Return what the file beside a scenario says: firms for each target, money in 万元."""
    lines = [
        f"# srdi run {name} -n {REPLICATIONS} --seed {SEED} · firms, and money in 万元 ·"
        ' written by make golden REASON="…"',
        ",".join(COLUMNS),
        *(",".join(row) for row in _rows(runs)),
    ]
    return "\n".join(lines) + "\n"


def _rows(runs: Runs) -> Iterable[tuple[str, ...]]:
    outlook, bill = forecast(runs), budget(runs)
    for target in runs.scenario.targets:
        counts = outlook.count(target.tier, target.year)
        outcome = f"firms:{target.tier.code}:{target.year}"
        chance = f"{outlook.chance(target).value:.3f}"
        yield outcome, outlook.wanted(target), chance, f"{counts.mean():.3f}", *_quantiles(counts)
    if runs.scenario.targets:
        nothing = ("" for _ in ("mean", *QUANTILES))
        yield "chance:all", "", f"{outlook.chance_all.value:.3f}", *nothing
    else:  # of what nobody promised the firms are told
        for tier in TIERS:
            counts = outlook.count(tier, runs.scenario.until)
            outcome = f"firms:{tier.code}:{runs.scenario.until}"
            yield outcome, "", "", f"{counts.mean():.3f}", *_quantiles(counts)
    later = bill.amounts("kind", paid="later").to_numpy().sum(axis=0)
    for outcome, fen in {**outcomes.money(runs), "cost:tail": later}.items():
        wan = fen / FEN_PER_WAN
        yield outcome, "", "", f"{wan.mean():.2f}", *_quantiles(wan, ".2f")


def _quantiles(values: NDArray[Any], form: str = "") -> Iterable[str]:
    return (format(attained(values, percent), form) for percent in QUANTILES.values())


def refresh(reason: str) -> str:
    """Write every summary anew and return the entry for the log, empty if nothing moved."""
    new, moved = [], []
    for name in scenario_names():
        path = SCENARIOS / f"{name}{SUFFIX}"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = summary_of(name, small_run(name))
        path.write_text(after, encoding="utf-8", newline="\n")
        if not before:
            new.append(name)
        elif before != after:
            moved += _moved(name, _read(before), _read(after))
    if not new and not moved:
        return ""
    entry = [f"## {dt.date.today()} · {reason}"]
    if new:
        entry.append(f"New: {', '.join(new)}.")
    if moved:
        head = ["| scenario | outcome | before | after |", "| --- | --- | --- | --- |"]
        entry.append("\n".join([*head, *moved]))
    return "\n\n".join(entry)


def _read(summary: str) -> dict[str, dict[str, str]]:
    """Return the rows of a summary by outcome."""
    return {row["outcome"]: row for row in csv.DictReader(summary.splitlines()[1:])}


def _moved(
    name: str, before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> list[str]:
    """Return a line of the log for each of the main outcomes that moved, and one for the rest."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    pairs = {key: (_told(before.get(key)), _told(after.get(key))) for key in keys}
    told = [key for key in keys if key.startswith(_TOLD) and len(set(pairs[key])) == 2]
    lines = [f"| {name} | {key} | {' | '.join(pairs[key])} |" for key in told]
    if others := len(keys) - len(told):
        lines.append(f"| {name} | and in {others} more | | |")
    return lines


def _told(row: dict[str, str] | None) -> str:
    """Return the chance, the mean, the median and the 80 % interval of a row."""
    if row is None:
        return "none"
    figures = f"{row['mean']}, {row['median']} ({row['low80']} to {row['high80']})"
    return f"{row['chance']}; {figures}" if row["chance"] else figures


def main(arguments: list[str]) -> int:
    """Refresh; the reason is the one argument."""
    if len(arguments) != 1 or not arguments[0].strip():
        print('Say why: make golden REASON="..."', file=sys.stderr)
        return 2
    entry = refresh(" ".join(arguments[0].split()))
    if not entry:
        print("No summary has changed.")
        return 0
    log = LOG.read_text(encoding="utf-8").rstrip("\n")
    LOG.write_text(f"{log}\n\n{entry}\n", encoding="utf-8", newline="\n")
    print(entry)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
