"""`srdi update`: new figures within the year."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import srdi_sim
from srdi_sim.cli.terminal import DONE, SOME_FAILED, Progress, name_failed, note_to, warn
from srdi_sim.words import Lang

POSTERIOR, UPDATE = "posterior.parquet", "update.json"


def update(options: argparse.Namespace, lang: Lang) -> int:
    """Weigh a scenario by new figures; keep the new posterior and print what has changed."""
    from srdi_sim.analysis.fitting.update import update
    from srdi_sim.analysis.fitting.update_json import about_update, update_json
    from srdi_sim.ensemble.disk import told_where, write_whole
    from srdi_sim.ensemble.folders import RUNS, folder_name
    from srdi_sim.ensemble.manifest import plan_of
    from srdi_sim.report.update import update_text
    from srdi_sim.scenario.posterior_files import write_posterior

    scenario = srdi_sim.load_scenario(options.scenario)
    observations = srdi_sim.data.observed(options.observed)
    if not options.json:
        warn(scenario.warnings, lang)
    with Progress(options, lang) as progress:
        found = update(
            scenario,
            observations,
            replications=options.replications,
            draws=options.draws,
            seed=options.seed,
            workers=options.workers or os.cpu_count() or 1,
            cluster=options.cluster,
            progress=progress,
            note=note_to(options, lang),
        )
    plan = plan_of(scenario, options.seed, {}, options.replications)
    folder = options.out or Path(RUNS) / f"{folder_name(plan)}-update"
    told = update_json(found)
    with told_where(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_posterior(folder / POSTERIOR, found.posterior, about_update(found))
        record = json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)
        write_whole(folder / UPDATE, record.encode())
    if options.json:
        print(json.dumps({**told, "folder": str(folder)}, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(update_text(found, lang, str(folder / POSTERIOR)))
    name_failed(found.failed, options.seed, lang)
    return SOME_FAILED if found.failed else DONE
