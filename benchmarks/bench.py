"""How fast the engine is, beside idiomatic Mesa agents of the same rules; `make bench`.

All rates are of one process, in firm-years (a firm alive at the end of a year) for each second of
processor time, with every cache warm. Engine and agents live the same worlds in turn, round by
round, and the medians are compared. The last line is one JSON object. ::

    python benchmarks/bench.py [--full]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from mesa_city import City, CityByRules
from scaling import SEED, habits_of, start_firms, world
from shares import shares_of

from srdi_sim.engine.batch import simulate_batch, start_city
from srdi_sim.engine.ledger import Books
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.year import live_one_year
from srdi_sim.luck import Luck
from srdi_sim.scenario.scenario import Scenario

RULES = Rules()
Contestant = Callable[[int], tuple[int, float]]


def live(scenario: Scenario, replications: range) -> tuple[int, float]:
    """Live all years of some replications by the engine; return firm-years and seconds.

    The start populations are drawn, and the habits, before the clock starts.
    """
    habits = habits_of(scenario, replications.stop)
    terms = [scenario.terms(year) for year in scenario.years]
    cities = [start_city(scenario, habits[number][0], SEED, number) for number in replications]
    firm_years = 0
    began = time.process_time()
    for number, city in zip(replications, cities, strict=True):
        books, luck = Books(scenario.clauses), Luck(SEED, number)
        for n in range(len(terms)):
            live_one_year(city, terms[n], habits[number][n], RULES, luck, books)
            firm_years += np.count_nonzero(city.firms.alive)
    return int(firm_years), time.process_time() - began


def live_agents(city: type[City], scenario: Scenario, replication: int) -> tuple[int, float]:
    """Live all years of one replication by Mesa agents; return firm-years and seconds."""
    habits = habits_of(scenario, replication + 1)[replication]
    firms = start_firms(scenario, habits[0], replication)
    model = city(scenario, habits, firms, seed=SEED + replication)
    gc.collect()
    firm_years = 0
    began = time.process_time()
    for _ in scenario.years:
        model.step()
        firm_years += len(model.agents)
    seconds = time.process_time() - began
    # Mesa 3.3 keeps every model for ever; its agents would slow down the next one's collection.
    model.remove_all_agents()
    return firm_years, seconds


def in_turn(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, list[float]]:
    """Return each contestant's rates, round by round; each round begins with another one."""
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    names = list(contestants)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            firm_years, seconds = contestants[name](number)
            rates[name].append(firm_years / seconds)
    return rates


def compare(firms: int, years: int, replications: int, rounds: int) -> dict[str, Any]:
    """Measure the engine against the agents on one world; return rates, ratios and shares."""
    scenario = world(firms, years)
    live(scenario, range(1))  # compiles, or loads what is compiled
    contestants: dict[str, Contestant] = {
        "engine": lambda number: live(scenario, range(replications)),
        "agents": lambda number: live_agents(City, scenario, number),
        "agents_same_rules": lambda number: live_agents(CityByRules, scenario, number),
    }
    rates = in_turn(contestants, rounds)
    engine, agents, same_rules = (statistics.median(rates[name]) for name in contestants)
    whole = whole_batch(scenario, replications)
    return {
        "mesa_ratio": round(engine / agents, 1),
        "mesa_same_rules_ratio": round(engine / same_rules, 1),
        "firm_years_per_second_core": round(engine),
        "mesa_firm_years_per_second_core": round(agents),
        "mesa_same_rules_firm_years_per_second_core": round(same_rules),
        "spread": {
            name: [round(min(of_name)), round(max(of_name))] for name, of_name in rates.items()
        },
        "shares": {
            part: round(share, 3)
            for part, share in shares_of(lambda: live(scenario, range(replications))).items()
        },
        **whole,
        "world": {"years": years, "replications": replications, "rounds": rounds},
    }


def whole_batch(scenario: Scenario, replications: int) -> dict[str, Any]:
    """Time `simulate_batch`: habits, synthesis of the start, the years, tallies and ledger."""
    began = time.process_time()
    batch = simulate_batch(scenario, SEED, range(replications), RULES)
    seconds = time.process_time() - began
    habits = [years[0] for years in habits_of(scenario, replications)]
    began = time.process_time()
    rows = sum(len(start_firms(scenario, first, number)) for number, first in enumerate(habits))
    synthesis = time.process_time() - began
    lived = len(scenario.years) * replications
    return {
        "whole_firm_years_per_second_core": round(batch.firm_years / seconds),
        "synthesis_share_of_whole": round(synthesis / seconds, 3),
        "mean_alive": round(batch.firm_years / lived),
        "rows": round(rows / replications),
    }


# Runs of the command line, each in a fresh process.

COMMAND = [sys.executable, "-c", "import sys; from srdi_sim.cli import main; sys.exit(main())"]
# A small process starts the command: the peak memory of a child counts from its parent's.
WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([code, time.perf_counter() - began, peak / 1024]))
"""


def watch(command: Sequence[str], **environment: str) -> tuple[float, float]:
    """Run a command; return its seconds and the most MB that any of its processes held."""
    told = subprocess.run(
        [sys.executable, "-c", WATCH, *command],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    code, seconds, peak = json.loads(told)
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return seconds, peak


def time_starts(rounds: int) -> dict[str, float]:
    """Return seconds to import the package, and to `srdi --help`, above those of bare Python."""

    def median(*command: str) -> float:
        return statistics.median(watch(command)[0] for _ in range(rounds))

    bare = median(sys.executable, "-c", "pass")
    imported = median(sys.executable, "-c", "import srdi_sim")
    return {
        "bare_python_seconds": round(bare, 3),
        "import_seconds": round(imported - bare, 3),
        "help_seconds": round(median(*COMMAND, "--help"), 3),
    }


def time_run(replications: int, cold: bool) -> dict[str, float]:
    """Return the wall time and peak memory of `srdi run` of the shipped scenario on two cores."""
    with tempfile.TemporaryDirectory() as folder:
        run = [*COMMAND, "run", "ordos-2022", "--workers", "2", "--quiet"]

        def timed(name: str, n: int, **environment: str) -> tuple[float, float]:
            return watch([*run, "-n", str(n), "--out", f"{folder}/{name}"], **environment)

        timed("warm-up", 2)
        seconds, peak = timed("warm", replications)
        told = {
            "run_replications": replications,
            "run_seconds": round(seconds, 2),
            "run_peak_mb": round(peak),
        }
        if cold:
            empty = {"SRDI_CACHE_DIR": f"{folder}/rules", "MPLCONFIGDIR": f"{folder}/matplotlib"}
            told["run_cold_seconds"] = round(timed("cold", replications, **empty)[0], 2)
        return told


def machine() -> dict[str, Any]:
    """Return what the figures depend on, but for the machine's name."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "numba", "mesa")},
        "date": time.strftime("%Y-%m-%d"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def table(told: dict[str, Any]) -> str:
    """Return the figures for people."""
    world_told, spread = told["world"], told["spread"]
    lines = [
        f"{told['mean_alive']:,} firms in a mean year, {world_told['years']} years; "
        f"medians of {world_told['rounds']} rounds, firm-years a second and core",
        "",
        f"{'':34}{'median':>12}{'lowest':>12}{'highest':>12}{'engine is':>12}",
    ]
    for label, name, key, ratio in (
        ("engine", "engine", "firm_years_per_second_core", ""),
        ("Mesa agents", "agents", "mesa_firm_years_per_second_core", "mesa_ratio"),
        (
            "Mesa agents, the engine's rules",
            "agents_same_rules",
            "mesa_same_rules_firm_years_per_second_core",
            "mesa_same_rules_ratio",
        ),
    ):
        low, high = spread[name]
        times = f"{told[ratio]:,.0f} x" if ratio else ""
        lines.append(f"{label:34}{told[key]:12,}{low:12,}{high:12,}{times:>12}")
    lines += [
        f"{'engine with synthesis and tallies':34}{told['whole_firm_years_per_second_core']:12,}"
        f"   (synthesis {told['synthesis_share_of_whole']:.0%})",
        "",
        "the engine's time: "
        + ", ".join(f"{part} {share:.0%}" for part, share in told["shares"].items()),
    ]
    for key, label in (
        ("import_seconds", "import srdi_sim, s above bare Python"),
        ("help_seconds", "srdi --help, s"),
        ("run_seconds", f"srdi run, {told.get('run_replications', 0):,} replications, 2 cores, s"),
        ("run_cold_seconds", "the same the very first time, s"),
        ("run_peak_mb", "peak memory of its largest process, MB"),
    ):
        if key in told:
            lines.append(f"{label:54}{told[key]:>10}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and end with one JSON line."""
    parser = argparse.ArgumentParser(description="Measure the engine beside Mesa agents.")
    parser.add_argument("--firms", type=int, default=5_000, help="alive in a mean year")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--replications", type=int, default=10, help="of the engine, each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--run", type=int, default=1_000, help="replications of srdi run; 0: skip")
    parser.add_argument("--full", action="store_true", help="srdi run with empty caches as well")
    options = parser.parse_args(arguments)
    told = compare(options.firms, options.years, options.replications, options.rounds)
    told |= time_starts(options.rounds)
    if options.run:
        told |= time_run(options.run, cold=options.full)
    told["machine"] = machine()
    print(table(told))
    print()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
