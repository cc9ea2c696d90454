"""`srdi check`, `explain`, `schema`, `verify` and `report`: files, and no simulation."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import srdi_sim
from srdi_sim.cli.terminal import DONE, INVALID, complain, failed_told, sentence, warn
from srdi_sim.errors import SrdiError
from srdi_sim.words import Lang, describe, say

_WIDE = (160, 24)  # columns and lines where there is no terminal


def check(options: argparse.Namespace, lang: Lang) -> int:
    """Validate scenarios and hand cases; say everything that is wrong with them; run nothing."""
    from srdi_sim.scenario.cases import checked

    found = checked(options.scenarios)
    for fault in found.faults:
        complain(describe(fault, lang))
    warn(found.warnings, lang)
    if found.faults:
        return INVALID
    if found.scenarios:
        print(say("cli.check.fine", lang, count=found.scenarios))
    if found.case_files:
        print(say("cli.check.fine_cases", lang, files=found.case_files, cases=found.cases))
    return DONE


def explain(options: argparse.Namespace, lang: Lang) -> int:
    """Print the final value of every key, the file and line that set it, its clause or source."""
    from srdi_sim.scenario.explain import explain

    if options.coverage:
        return _cover(options, lang)
    rows = explain(options.scenario, options.key)
    if options.json:
        print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, default=str))
        return DONE
    for row in rows:
        print(f"{row.key} = {row.value}  [{row.file}:{row.line}]  {row.origin}")
    return DONE


def _cover(options: argparse.Namespace, lang: Lang) -> int:
    """Print every sentence of the policy's text, what holds it and what it costs."""
    from srdi_sim.report.coverage import coverage_text
    from srdi_sim.scenario.coverage import coverage_of

    if options.key is not None:
        raise SrdiError("explain.key_or_coverage")
    coverage = coverage_of(srdi_sim.load_scenario(options.scenario))
    if options.json:
        print(json.dumps(coverage.as_dict(), ensure_ascii=False, allow_nan=False))
    else:
        width = shutil.get_terminal_size(_WIDE).columns
        print(coverage_text(coverage, lang, width))
    for gap in coverage.gaps:
        complain(describe(gap, lang))
    return INVALID if coverage.gaps else DONE


def schema(options: argparse.Namespace, lang: Lang) -> int:
    """Print the JSON Schema of a scenario file, for editors."""
    from srdi_sim.scenario.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return DONE


def verify(options: argparse.Namespace, lang: Lang) -> int:
    """Check every file of a run folder; say what is stored, and which replications failed."""
    from srdi_sim.ensemble.begun import stored_and_total
    from srdi_sim.ensemble.interrupts import typed
    from srdi_sim.ensemble.store import is_unfinished, read_manifest, verify

    folder = Path(options.folder)
    problems = verify(folder)
    for problem in problems:
        complain(sentence(problem, lang))
    if problems:
        return INVALID
    print(say("cli.verify.fine", lang, path=folder))
    if is_unfinished(folder):
        stored, total = stored_and_total(folder)
        values = {"stored": stored, "total": total, "path": typed(folder)}
        print(say("cli.verify.unfinished", lang, **values))
    else:
        manifest = read_manifest(folder)
        for replication, message in manifest["failed"]:
            print(failed_told(replication, manifest["seed"], message, lang))
    return DONE


def report(options: argparse.Namespace, lang: Lang) -> int:
    """Write a finished run again, in the formats and the language asked for."""
    from srdi_sim.report.formats import report_run

    for path in report_run(
        options.folder,
        [each.strip() for each in options.format.split(",")],
        lang,
        version=srdi_sim.__version__,
        budget_year=options.budget_year,
        guarded=not options.csv_as_is,
    ):
        print(path)
    return DONE
