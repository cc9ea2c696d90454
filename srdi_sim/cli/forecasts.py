"""`srdi run`, `resume` and `compare`: what comes of scenarios."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import srdi_sim
from srdi_sim.cli.sizes import OF_EACH_READING, REPLICATIONS
from srdi_sim.cli.terminal import (
    DONE,
    SOME_FAILED,
    Progress,
    Shown,
    complain,
    name_failed,
    warn,
    work_of,
)
from srdi_sim.errors import SrdiError
from srdi_sim.words import Lang, say

if TYPE_CHECKING:  # heavy to import
    from srdi_sim.ensemble.crew import Crew
    from srdi_sim.ensemble.runner import RunFolder
    from srdi_sim.ensemble.runs import Runs
    from srdi_sim.scenario.scenario import Scenario


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate a scenario into a run folder and print the forecast."""
    from srdi_sim.ensemble.runner import run

    if options.readings:
        return _read(options, lang)
    scenario = srdi_sim.load_scenario(options.scenario)
    if not options.json:
        warn(scenario.warnings, lang)
    one = options.replication
    with Progress(options, lang) as progress:
        kept = run(
            scenario,
            replications=[one] if one is not None else options.replications or REPLICATIONS,
            seed=options.seed,
            out=options.out,
            force_new=options.force_new,
            workers=options.workers,
            progress=progress,
            **work_of(options, lang),
        )
    return _tell(kept, options, lang)


def resume(options: argparse.Namespace, lang: Lang) -> int:
    """Go on with a run that was stopped, by what its folder says, and print the forecast."""
    from srdi_sim.ensemble.runner import resume

    with Progress(options, lang) as progress:
        kept = resume(
            options.folder,
            workers=options.workers,
            progress=progress,
            **work_of(options, lang),
        )
    if not options.json:
        warn(kept.runs.scenario.warnings, lang)
    return _tell(kept, options, lang)


def _tell(kept: RunFolder, options: argparse.Namespace, lang: Lang) -> int:
    """Write the report of a run and print the forecast; name what failed."""
    from srdi_sim.ensemble.interrupts import interruptible

    path, runs = kept.path, kept.runs
    with interruptible(path, runs.replications.size + len(runs.failed)):
        from srdi_sim.analysis.budget import budget  # heavy: whoever stops us now has a run
        from srdi_sim.analysis.forecast import forecast
        from srdi_sim.analysis.forecast_json import outlook_json
        from srdi_sim.report.pages import write_report
        from srdi_sim.report.text import forecast_text

        outlook, bill = forecast(runs), budget(runs)
        # Written anew for a run that was there: it may have been told in the other language.
        write_report(path, outlook, bill, runs, lang, version=srdi_sim.__version__)
        if options.json:
            told = outlook_json(outlook, bill, str(path), runs.seconds)
            print(json.dumps(told, ensure_ascii=False, allow_nan=False))
        elif not options.quiet:
            print(forecast_text(outlook, bill, lang, str(path)))
        return ended(kept, lang)


def ended(kept: RunFolder, lang: Lang) -> int:
    """Name what failed in a run that is kept; return the exit code."""
    from srdi_sim.ensemble.begun import SCENARIO
    from srdi_sim.ensemble.interrupts import typed
    from srdi_sim.ensemble.store import FAILED

    path, runs = kept.path, kept.runs
    name_failed(runs.failed, runs.seed, lang)
    if not runs.failed:
        return DONE
    complain(say("cli.run.failed_log", lang, path=path / FAILED))
    again = {"path": typed(path / SCENARIO), "seed": runs.seed, "replication": runs.failed[0][0]}
    complain(say("cli.run.failed_again", lang, **again))
    return SOME_FAILED


def _read(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate a scenario under every named reading and print what each makes of it."""
    from srdi_sim.analysis.readings import readings, readings_json
    from srdi_sim.ensemble.simulate import workers_for
    from srdi_sim.report.readings import readings_text

    if options.out is not None or options.force_new or options.replication is not None:
        raise SrdiError("readings.no_folder")
    scenario = srdi_sim.load_scenario(options.scenario)
    if not options.json:
        warn(scenario.warnings, lang)
    replications = options.replications or OF_EACH_READING
    with Progress(options, lang) as progress:
        found = readings(
            scenario,
            replications=replications,
            seed=options.seed,
            workers=options.workers or workers_for(replications),
            progress=progress,
            **work_of(options, lang),
        )
    if options.json:
        print(json.dumps(readings_json(found), ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(readings_text(found, lang))
    name_failed(found.failures, options.seed, lang)
    return SOME_FAILED if found.failed else DONE


def compare(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate scenarios under the same luck and print what changes against the first."""
    from srdi_sim.analysis.comparison import compare, comparison_json, refuse_other_period
    from srdi_sim.ensemble.crew import crew_of
    from srdi_sim.ensemble.simulate import part_of, workers_for
    from srdi_sim.report.comparison import comparison_text
    from srdi_sim.report.pages import write_comparison

    given = [options.base, *options.others]
    scenarios = [srdi_sim.load_scenario(name) for name in given]
    for scenario in scenarios[1:]:  # before minutes of work, not after
        refuse_other_period(scenarios[0], scenario)
    if not options.json:
        warn((each for scenario in scenarios for each in scenario.warnings), lang)
    workers = options.workers or workers_for(options.replications)
    hiring = crew_of(workers, **work_of(options, lang))
    with Progress(options, lang) as progress, hiring as crew:
        runs = [
            _simulated(options, name, scenario, crew, part_of(progress, number, len(scenarios)))
            for number, (name, scenario) in enumerate(zip(given, scenarios, strict=True))
        ]
    comparison = compare(*runs)
    if options.out is not None:
        write_comparison(options.out, comparison, lang)
    if options.json:
        print(json.dumps(comparison_json(comparison), ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(comparison_text(comparison, lang))
    failures = dict.fromkeys(failure for each in runs for failure in each.failed)
    name_failed(failures, options.seed, lang)
    return SOME_FAILED if failures else DONE


def _simulated(
    options: argparse.Namespace, name: str, scenario: Scenario, crew: Crew, progress: Shown | None
) -> Runs:
    """Return the runs of one of several scenarios; kept in a folder of their own if asked for."""
    from srdi_sim.ensemble.runner import run
    from srdi_sim.ensemble.simulate import simulate

    settings: Any = {
        "replications": options.replications,
        "seed": options.seed,
        "crew": crew,
        "progress": progress,
    }
    if options.out is None:
        return simulate(scenario, **settings)
    folder = options.out / f"{Path(name).stem}-{scenario.sha256[:8]}"
    return run(scenario, out=folder, **settings).runs
