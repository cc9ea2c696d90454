"""`srdi calibrate`: what published figures make of the priors."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import srdi_sim
from srdi_sim.cli.sizes import ARCHIVE
from srdi_sim.cli.studies import MOST_NAMED, searching
from srdi_sim.cli.terminal import DONE, SOME_FAILED, Progress, name_failed, note_to, warn
from srdi_sim.words import Lang

if TYPE_CHECKING:  # heavy to import
    from srdi_sim.scenario.scenario import Observation, Scenario


def calibrate(options: argparse.Namespace, lang: Lang) -> int:
    """Fit a scenario to published figures; keep the posterior, and print what was learned."""
    from srdi_sim.analysis.fitting.calibration import REPLICATIONS, calibrate
    from srdi_sim.analysis.fitting.records import about_fit, calibration_json
    from srdi_sim.report.calibration import calibration_text, use_told
    from srdi_sim.report.study_pages import POSTERIOR, write_calibration
    from srdi_sim.scenario.loading import observed, unheld

    scenario = srdi_sim.load_scenario(options.scenario)
    figures = scenario.observations if options.data is None else observed(options.data)
    if not options.json:
        warn((*scenario.warnings, *unheld(figures, scenario.clauses)), lang)
    simulations = options.replications or REPLICATIONS
    folder = options.out or _folder(scenario, figures, options.seed, simulations)
    with Progress(options, lang) as progress, searching(folder):
        fit = calibrate(
            scenario,
            figures,
            replications=simulations,
            draws=options.draws,
            seed=options.seed,
            archive=folder / ARCHIVE,
            workers=options.workers or os.cpu_count() or 1,
            cluster=options.cluster,
            progress=progress,
            note=note_to(options, lang),
        )
    data = scenario.observed if options.data is None else options.data
    about = about_fit(fit, data=data, date=today().isoformat(), commit=_commit())
    write_calibration(folder, fit, about, lang)
    if options.json:
        told = {**calibration_json(fit), "data": data, "folder": str(folder)}
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(calibration_text(fit, lang, str(folder)))
        print(use_told(fit.scenario, options.scenario, folder / POSTERIOR, lang))
    name_failed(fit.failed[:MOST_NAMED], options.seed, lang)
    return SOME_FAILED if fit.failed else DONE


def today() -> dt.date:
    """Return the day on which a fit is made."""
    return dt.datetime.now(dt.UTC).date()


def _folder(
    scenario: Scenario, figures: tuple[Observation, ...], seed: int, simulations: int
) -> Path:
    """Return where a fit to these figures is kept: one with more draws goes on there."""
    from srdi_sim.ensemble.folders import RUNS, folder_name
    from srdi_sim.ensemble.manifest import plan_of, value_sha256

    plan = plan_of(scenario, seed, {}, simulations)
    return Path(RUNS) / f"{folder_name({**plan, 'fitted to': value_sha256(figures)})}-calibrate"


def _commit() -> str | None:
    """Return the commit of the sources, marked if they were changed; None of an installed copy."""
    sources = Path(srdi_sim.__file__).parents[1]
    if not (sources / ".git").exists():
        return None
    asked = ["git", "-C", str(sources), "describe", "--always", "--dirty", "--abbrev=40"]
    try:
        told = subprocess.run([*asked, "--exclude=*"], capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):  # no git here, or one that refuses
        return None
    return told.stdout.strip()
