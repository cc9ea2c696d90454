"""`srdi sensitivity` and `srdi optimise`: many settings of a scenario."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import srdi_sim
from srdi_sim.cli.sizes import ARCHIVE
from srdi_sim.cli.terminal import DONE, SOME_FAILED, Progress, name_failed, warn, work_of
from srdi_sim.errors import SrdiError
from srdi_sim.words import Lang

if TYPE_CHECKING:  # heavy to import
    from srdi_sim.scenario.scenario import Scenario

MOST_NAMED = 10  # of many failed replications; the record has all


def sensitivity(options: argparse.Namespace, lang: Lang) -> int:
    """Print what drives an outcome of a scenario, or why it is not known."""
    from srdi_sim.analysis.sensitivity.drivers import Drivers, sensitivity
    from srdi_sim.analysis.sensitivity.records import drivers_json, split_json
    from srdi_sim.analysis.sensitivity.split import SPLIT, Split, variance_split
    from srdi_sim.report.sensitivity import drivers_text, split_text
    from srdi_sim.report.study_pages import write_sensitivity

    how: dict[str, Any] = {
        "of": options.of,
        "inputs": options.inputs,
        "second_order": options.second_order,
        "emulate": options.emulator,
    }
    if options.method == SPLIT and any(how.values()):
        raise SrdiError("sensitivity.split_inputs")
    scenario = srdi_sim.load_scenario(options.scenario)
    if not options.json:
        warn(scenario.warnings, lang)
    folder = options.out or _sensitivity_folder(options, scenario)
    with Progress(options, lang) as progress, searching(folder):
        asked: dict[str, Any] = {
            "outcome": options.outcome,
            "samples": options.samples,
            "replications": options.replications,
            "seed": options.seed,
            "archive": folder / ARCHIVE,
            "workers": options.workers or os.cpu_count() or 1,
            "progress": progress,
            **work_of(options, lang),
        }
        found: Drivers | Split = (
            variance_split(scenario, **asked)
            if options.method == SPLIT
            else sensitivity(scenario, method=options.method, **how, **asked)
        )
    write_sensitivity(folder, found, lang)
    if options.json:
        told = split_json(found) if isinstance(found, Split) else drivers_json(found)
        told["folder"] = str(folder)
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        if isinstance(found, Split):
            print(split_text(found, lang, str(folder)))
        else:
            print(drivers_text(found, lang, str(folder)))
    name_failed(found.failed[:MOST_NAMED], options.seed, lang)
    return SOME_FAILED if found.failed else DONE


def _sensitivity_folder(options: argparse.Namespace, scenario: Scenario) -> Path:
    """Return where the points of a scenario are kept: one archive for all questions."""
    from srdi_sim.ensemble.folders import RUNS, folder_name
    from srdi_sim.ensemble.manifest import plan_of

    plan = plan_of(scenario, options.seed, {}, options.replications)
    return Path(RUNS) / f"{folder_name(plan)}-sensitivity"


def optimise(options: argparse.Namespace, lang: Lang) -> int:
    """Look for plans that reach much for little; print the front, and what is least regretted."""
    from srdi_sim.analysis.comparison import refuse_other_period
    from srdi_sim.analysis.optimisation import optimise
    from srdi_sim.analysis.optimisation_json import optimisation_json
    from srdi_sim.analysis.plans import Plan
    from srdi_sim.analysis.regret import regret, shortlist
    from srdi_sim.ensemble.simulate import workers_for
    from srdi_sim.report.optimisation import optimisation_text
    from srdi_sim.report.study_pages import write_optimisation

    scenario, n = srdi_sim.load_scenario(options.scenario), options.replications
    others = {name: srdi_sim.load_scenario(given) for name, given in _named(options.plans)}
    for other in others.values():
        refuse_other_period(scenario, other)
    if not options.json:
        warn((each for one in (scenario, *others.values()) for each in one.warnings), lang)
    folder = options.out or _search_folder(options, scenario)
    regrets = None
    with Progress(options, lang) as progress, searching(folder):
        settings: Any = {
            "seed": options.seed,
            "archive": folder / ARCHIVE,
            "workers": options.workers or workers_for(n * options.samples),
            "progress": progress,
            **work_of(options, lang),
        }
        found = optimise(
            scenario,
            options.goal,
            budget=options.budget,
            levers=options.levers,
            plans=[Plan(name, policy=other.policy) for name, other in others.items()],
            samples=options.samples,
            replications=n,
            **settings,
        )
        if options.regret:
            regrets = regret(
                scenario,
                shortlist(found),
                found.goals,
                budget=found.budget,
                draws=options.draws,
                every_reading=options.every_reading,
                replications=max(2, n // 2),
                first=found.replications + found.fresh,
                **settings,
            )
    write_optimisation(folder, found, regrets, lang)
    if options.json:
        told = {**optimisation_json(found, regrets), "folder": str(folder)}
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(optimisation_text(found, regrets, lang, str(folder)))
    failed = dict.fromkeys((*found.failed, *(regrets.failed if regrets else ())))
    name_failed(failed, options.seed, lang)
    return SOME_FAILED if failed else DONE


def _named(given: Sequence[str]) -> list[tuple[str, str]]:
    """Return scenarios with short names: the file's, or all that is given where two share it."""
    stems = Counter(Path(each).stem for each in dict.fromkeys(given))
    return [(each if stems[Path(each).stem] > 1 else Path(each).stem, each) for each in given]


def _search_folder(options: argparse.Namespace, scenario: Scenario) -> Path:
    """Return where a search is kept: one with more samples goes on in the same folder."""
    from srdi_sim.ensemble.folders import RUNS, folder_name
    from srdi_sim.ensemble.manifest import plan_of

    plan = plan_of(scenario, options.seed, {}, options.replications)
    asked = [options.goal, options.levers, options.budget]
    return Path(RUNS) / f"{folder_name({**plan, 'optimise': asked})}-optimise"


@contextmanager
def searching(folder: Path) -> Iterator[None]:
    """Let Ctrl-C, or the loss of the cluster, say how much of a search is kept in its folder."""
    from srdi_sim.ensemble.cluster import ClusterLost

    try:
        yield
    except KeyboardInterrupt:
        raise SrdiError("run.interrupted_search", _kept_in(folder)) from None
    except ClusterLost as error:
        raise SrdiError("run.halted_search", {"reason": error, **_kept_in(folder)}) from error


def _kept_in(folder: Path) -> dict[str, object]:
    from srdi_sim.ensemble.archive import stored_count

    return {"path": str(folder), "stored": stored_count(folder / ARCHIVE)}
