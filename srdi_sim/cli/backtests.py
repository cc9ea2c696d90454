"""`srdi backtest`: what forecasts were worth, once it is known what came."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import srdi_sim
from srdi_sim.cli.sizes import ARCHIVE
from srdi_sim.cli.studies import searching
from srdi_sim.cli.terminal import DONE, SOME_FAILED, Progress, name_failed, note_to, warn
from srdi_sim.words import Lang

_MOST_NAMED = 10  # of many failed replications; the record has all


def backtest(options: argparse.Namespace, lang: Lang) -> int:
    """Print what was foretold at each date of what came later, and how good it was."""
    from srdi_sim.analysis.fitting.backtest import backtest
    from srdi_sim.analysis.fitting.backtest_json import backtest_json, keep
    from srdi_sim.ensemble.folders import RUNS, safe_name
    from srdi_sim.ensemble.manifest import code_versions, short_hash
    from srdi_sim.report.backtest import backtest_text
    from srdi_sim.report.study_pages import write_backtest

    scenario = srdi_sim.load_scenario(options.scenario)
    figures = None if options.data is None else srdi_sim.data.observed(options.data)
    if not options.json:
        warn(scenario.warnings, lang)
    folder = options.out or Path(RUNS) / f"{safe_name(scenario.name)}-backtest"
    table = folder / short_hash(code_versions())  # another program simulates anew, beside
    with Progress(options, lang) as progress, searching(table):
        found = backtest(
            scenario,
            figures,
            since=options.since,
            replications=options.replications,
            seed=options.seed,
            archive=table / ARCHIVE,
            workers=options.workers or os.cpu_count() or 1,
            cluster=options.cluster,
            progress=progress,
            note=note_to(options, lang),
        )
    record = backtest_json(found)
    path, earlier = keep(folder, record)
    write_backtest(path, found, lang)
    if options.json:
        told = {**record, "folder": str(folder)}
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(backtest_text(found, earlier, lang, str(path)))
    name_failed(found.failed[:_MOST_NAMED], options.seed, lang)
    return SOME_FAILED if found.failed else DONE
