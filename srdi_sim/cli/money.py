"""`srdi budget`: what money is needed, when, from whom, and for what certainty."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import srdi_sim
from srdi_sim.cli.forecasts import ended
from srdi_sim.cli.sizes import ARCHIVE, OF_EACH_READING, REPLICATIONS
from srdi_sim.cli.studies import MOST_NAMED, searching
from srdi_sim.cli.terminal import SOME_FAILED, Progress, complain, name_failed, warn, work_of
from srdi_sim.words import Lang, say

if TYPE_CHECKING:  # heavy to import
    from fractions import Fraction

    from srdi_sim.analysis.goals import Goal
    from srdi_sim.analysis.reconciliation import Reconciliation
    from srdi_sim.analysis.required import Required
    from srdi_sim.ensemble.runner import RunFolder


def budget(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate a scenario into a run folder and print its budget at a confidence."""
    from srdi_sim.analysis.goals import goals_of
    from srdi_sim.analysis.levels import confidence_of
    from srdi_sim.analysis.money_levers import levers_of
    from srdi_sim.analysis.paper import paper_json, paper_of
    from srdi_sim.analysis.reconciliation import checked
    from srdi_sim.ensemble.interrupts import interruptible
    from srdi_sim.ensemble.runner import run
    from srdi_sim.report.budget import budget_text
    from srdi_sim.report.study_pages import write_budget

    confidence = confidence_of(options.confidence)
    scenario = srdi_sim.load_scenario(options.scenario)
    goals = goals_of(scenario, options.targets)
    levers = [] if options.no_search else levers_of(scenario, options.levers)[0]
    if options.reconcile:
        checked(scenario, _of_each(options))  # before minutes of work, not after
    if not options.json:
        warn(scenario.warnings, lang)
    replications = options.replications or REPLICATIONS
    with Progress(options, lang) as progress:
        kept = run(
            scenario,
            replications=replications,
            seed=options.seed,
            out=options.out,
            workers=options.workers,
            progress=progress,
            **work_of(options, lang),
        )
    with interruptible(kept.path, replications):
        found = _reconciled(options, lang, kept) if options.reconcile else None
        needed = None
        if goals and levers:
            needed = _needed(options, lang, kept, goals, confidence, len(levers))
        elif goals and not options.no_search and not options.quiet:
            complain(say("note.no_ranges", lang))
        paper = paper_of(kept.runs, confidence, goals, found, needed)
        write_budget(kept.path, paper.levels, lang, needed)
        if options.json:
            told = paper_json(paper, str(kept.path))
            print(json.dumps(told, ensure_ascii=False, allow_nan=False))
        elif not options.quiet:
            print(budget_text(paper, lang, str(kept.path)))
        code = ended(kept, lang)
        failed = {*(found.failures if found else ()), *(needed.failed if needed else ())}
        name_failed(sorted(failed.difference(kept.runs.failed))[:MOST_NAMED], options.seed, lang)
    return SOME_FAILED if failed else code


def _of_each(options: argparse.Namespace) -> int:
    """Return how many replications of each reading are held against what was paid."""
    return int(options.replications or OF_EACH_READING)


def _reconciled(options: argparse.Namespace, lang: Lang, kept: RunFolder) -> Reconciliation:
    """Return which readings and lags agree with what was paid."""
    from srdi_sim.analysis.reconciliation import reconcile
    from srdi_sim.ensemble.simulate import workers_for

    each = _of_each(options)
    with Progress(options, lang) as progress, searching(kept.path):
        return reconcile(
            kept.runs.scenario,
            replications=each,
            seed=options.seed,
            archive=kept.path / ARCHIVE,
            workers=options.workers or workers_for(each),
            progress=progress,
            **work_of(options, lang),
        )


def _needed(
    options: argparse.Namespace,
    lang: Lang,
    kept: RunFolder,
    goals: Sequence[Goal],
    confidence: Fraction,
    levers: int,
) -> Required:
    """Return what money the goals need, or why none suffices."""
    from srdi_sim.analysis import required
    from srdi_sim.analysis.searched_model import samples_of
    from srdi_sim.ensemble.simulate import workers_for

    each = min(options.replications or REPLICATIONS, required.REPLICATIONS)
    with Progress(options, lang) as progress, searching(kept.path):
        return required.required(
            kept.runs.scenario,
            goals=goals,
            confidence=confidence,
            levers=options.levers,
            replications=each,
            samples=options.samples,
            seed=options.seed,
            archive=kept.path / ARCHIVE,
            workers=options.workers or workers_for(each * samples_of(levers)),
            progress=progress,
            **work_of(options, lang),
        )
