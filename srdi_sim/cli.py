"""The command `srdi`: parse, call, print. Every sentence comes from `words`, in zh or en."""

from __future__ import annotations

import argparse
import json
import locale
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import srdi_sim
from srdi_sim.errors import ScenarioError, SrdiError
from srdi_sim.words import LANGS, Lang, describe, did_you_mean, say, words

if TYPE_CHECKING:  # heavy to import
    from fractions import Fraction

    from srdi_sim.analysis.goals import Goal
    from srdi_sim.analysis.required import Required
    from srdi_sim.ensemble.runner import RunFolder
    from srdi_sim.ensemble.runs import Runs
    from srdi_sim.scenario.scenario import Caution, Scenario

Shown = Callable[[int, int], None]  # how many replications are done, and of how many
DONE, INVALID, SOME_FAILED, INTERRUPTED = 0, 2, 3, 130
_REPLICATIONS, _OF_EACH_READING = 1000, 200  # of `run`, and of `run --readings`
_METHODS = ("morris", "sobol", "pawn", "delta", "shapley", "split")
_VARIED = {
    "levers": ("lever",),
    "uncertainties": ("uncertainty",),
    "readings": ("reading",),
    "all": ("lever", "uncertainty", "reading"),
}
_MOST_NAMED = 10  # of many failed replications; the record has all
ARCHIVE = "archive"  # of evaluations, in the folder of a search
_WIDE = (160, 24)  # columns and lines where there is no terminal
_STOPS = (signal.SIGINT, signal.SIGTERM)  # Ctrl-C; the time limit of a queue
_SHOW_CURSOR = b"\x1b[?25h"  # a progress bar hides it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 done, 2 invalid input, 3 finished but some replications failed, 130 interrupted.
    """
    if arguments is not None:  # somebody else's process, whose signals are not ours
        return _done(list(arguments))
    _at_a_stop(_stop)
    try:
        return _done(sys.argv[1:])
    except KeyboardInterrupt:  # while the last words were said
        return INTERRUPTED
    finally:
        _at_a_stop(signal.SIG_IGN)  # all is done and said; Python would die of one while it ends


def _at_a_stop(act: Callable[..., object] | signal.Handlers) -> None:
    for each in _STOPS:
        signal.signal(each, act)


def _stop(*_: object) -> None:
    """Stop the command; the second time without any more words."""

    def at_once(*_: object) -> None:
        if sys.stderr.isatty():
            os.write(sys.stderr.fileno(), _SHOW_CURSOR)
        os._exit(INTERRUPTED)  # what is stored stays; workers end with us

    _at_a_stop(at_once)
    raise KeyboardInterrupt


def _done(given: list[str]) -> int:
    """Do what the command line says; every error is a sentence."""
    lang = _language(given)
    try:
        options = _parser(lang).parse_args(given)
        code = int(options.act(options, lang))
        sys.stdout.flush()  # a full disk is told here, and not when Python has ended
        return code
    except ScenarioError as error:
        for fault in error.faults:
            _complain(describe(fault, lang))
        return INVALID
    except SrdiError as error:
        _complain(_sentence(error, lang))
        return INTERRUPTED if error.key.startswith("run.interrupted") else INVALID
    except KeyboardInterrupt:
        _complain(say("cli.interrupted", lang))
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as in `srdi explain … | head`
        _write_no_more()
        return DONE
    except OSError as error:
        _write_no_more()
        path = error.filename or say("cli.output", lang)
        reason = error.strerror or type(error).__name__
        _complain(say("cli.system", lang, path=path, reason=reason))
        return INVALID


def _write_no_more() -> None:
    """Let nothing that is still to be printed fail when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate a scenario into a run folder and print the forecast."""
    from srdi_sim.ensemble.runner import run

    if options.readings:
        return _read(options, lang)
    scenario = srdi_sim.load_scenario(options.scenario)
    if not options.json:
        _warn(scenario.warnings, lang)
    one = options.replication
    with _progress(options, lang) as progress:
        kept = run(
            scenario,
            replications=[one] if one is not None else options.replications or _REPLICATIONS,
            seed=options.seed,
            out=options.out,
            force_new=options.force_new,
            workers=options.workers,
            cluster=options.cluster,
            progress=progress,
            note=_note(options, lang),
        )
    return _tell(kept, options, lang)


def _resume(options: argparse.Namespace, lang: Lang) -> int:
    """Go on with a run that was stopped, by what its folder says, and print the forecast."""
    from srdi_sim.ensemble.runner import resume

    with _progress(options, lang) as progress:
        kept = resume(
            options.folder,
            workers=options.workers,
            cluster=options.cluster,
            progress=progress,
            note=_note(options, lang),
        )
    if not options.json:
        _warn(kept.runs.scenario.warnings, lang)
    return _tell(kept, options, lang)


def _tell(kept: RunFolder, options: argparse.Namespace, lang: Lang) -> int:
    """Write the report of a run and print the forecast; name what failed."""
    from srdi_sim.analysis.budget import budget
    from srdi_sim.analysis.forecast import forecast, outlook_json
    from srdi_sim.ensemble.interrupts import interruptible
    from srdi_sim.report.pages import write_report
    from srdi_sim.report.text import forecast_text

    path, runs = kept.path, kept.runs
    with interruptible(path, runs.replications.size + len(runs.failed)):
        outlook, bill = forecast(runs), budget(runs)
        # Written anew for a run that was there: it may have been told in the other language.
        write_report(path, outlook, bill, runs, lang, version=srdi_sim.__version__)
    if options.json:
        told = outlook_json(outlook, bill, str(path), runs.seconds)
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(forecast_text(outlook, bill, lang, str(path)))
    return _ended(kept, lang)


def _ended(kept: RunFolder, lang: Lang) -> int:
    """Name what failed in a run that is kept; return the exit code."""
    from srdi_sim.ensemble.begun import SCENARIO
    from srdi_sim.ensemble.interrupts import typed
    from srdi_sim.ensemble.store import FAILED

    path, runs = kept.path, kept.runs
    _name(runs.failed, runs.seed, lang)
    if not runs.failed:
        return DONE
    _complain(say("cli.run.failed_log", lang, path=path / FAILED))
    again = {"path": typed(path / SCENARIO), "seed": runs.seed, "replication": runs.failed[0][0]}
    _complain(say("cli.run.failed_again", lang, **again))
    return SOME_FAILED


def _name(failed: Iterable[tuple[int, str]], seed: int, lang: Lang) -> None:
    """Say which replications failed."""
    for replication, message in failed:
        _complain(say("cli.run.failed", lang, replication=replication, seed=seed, message=message))


def _read(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate a scenario under every named reading and print what each makes of it."""
    from srdi_sim.analysis.readings import readings, readings_json
    from srdi_sim.ensemble.simulate import workers_for
    from srdi_sim.report.readings import readings_text

    if options.out is not None or options.force_new or options.replication is not None:
        raise SrdiError("readings.no_folder")
    scenario = srdi_sim.load_scenario(options.scenario)
    if not options.json:
        _warn(scenario.warnings, lang)
    replications = options.replications or _OF_EACH_READING
    with _progress(options, lang) as progress:
        found = readings(
            scenario,
            replications=replications,
            seed=options.seed,
            workers=options.workers or workers_for(replications),
            cluster=options.cluster,
            progress=progress,
            note=_note(options, lang),
        )
    if options.json:
        print(json.dumps(readings_json(found), ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(readings_text(found, lang))
    return SOME_FAILED if found.failed else DONE


def _budget(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate a scenario into a run folder and print its budget at a confidence."""
    from srdi_sim.analysis.goals import goals_of
    from srdi_sim.analysis.levels import confidence_of
    from srdi_sim.analysis.money_levers import levers_of
    from srdi_sim.analysis.paper import paper_json, paper_of
    from srdi_sim.analysis.reconciliation import checked, reconcile
    from srdi_sim.ensemble.interrupts import interruptible
    from srdi_sim.ensemble.runner import run
    from srdi_sim.ensemble.simulate import workers_for
    from srdi_sim.report.budget import budget_text
    from srdi_sim.report.pages import write_budget

    confidence = confidence_of(options.confidence)
    scenario = srdi_sim.load_scenario(options.scenario)
    goals = goals_of(scenario, options.targets)
    levers = [] if options.no_search else levers_of(scenario, options.levers)[0]
    if options.reconcile:
        checked(scenario, options.replications)  # before minutes of work, not after
    if not options.json:
        _warn(scenario.warnings, lang)
    settings: Any = {
        "seed": options.seed,
        "cluster": options.cluster,
        "note": _note(options, lang),
    }
    with _progress(options, lang) as progress:
        kept = run(
            scenario,
            replications=options.replications,
            out=options.out,
            workers=options.workers,
            progress=progress,
            **settings,
        )
    with interruptible(kept.path, options.replications):
        found = None
        if options.reconcile:
            each = min(options.replications, _OF_EACH_READING)
            workers = options.workers or workers_for(each)
            with _progress(options, lang) as progress:
                found = reconcile(
                    scenario, replications=each, workers=workers, progress=progress, **settings
                )
        needed = None
        if goals and levers:
            needed = _needed(options, lang, kept, goals, confidence, len(levers))
        elif goals and not options.no_search and not options.quiet:
            _complain(say("note.no_ranges", lang))
        paper = paper_of(kept.runs, confidence, goals, found, needed)
        write_budget(kept.path, paper.levels, lang, needed)
    if options.json:
        told = paper_json(paper, str(kept.path))
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(budget_text(paper, lang, str(kept.path)))
    some_failed = bool(found and found.failed) or bool(needed and needed.failed)
    return _ended(kept, lang) or (SOME_FAILED if some_failed else DONE)


def _needed(
    options: argparse.Namespace,
    lang: Lang,
    kept: RunFolder,
    goals: Sequence[Goal],
    confidence: Fraction,
    levers: int,
) -> Required:
    """Return what money the goals need, or why none suffices."""
    from srdi_sim.analysis.required import REPLICATIONS, required, runs_expected
    from srdi_sim.ensemble.simulate import workers_for

    each = min(options.replications, REPLICATIONS)
    expected = runs_expected(levers, len(goals), each, options.samples)
    if not options.quiet:
        seconds = expected * kept.runs.seconds / max(kept.runs.replications.size, 1)
        minutes = max(1, round(seconds / 60))
        _complain(say("note.searching", lang, runs=expected, minutes=minutes))
    with _progress(options, lang) as progress, _searching(kept.path):
        return required(
            kept.runs.scenario,
            goals=goals,
            confidence=confidence,
            levers=options.levers,
            replications=each,
            samples=options.samples,
            seed=options.seed,
            archive=kept.path / ARCHIVE,
            workers=options.workers or workers_for(expected),
            cluster=options.cluster,
            progress=progress,
            note=_note(options, lang),
        )


def _compare(options: argparse.Namespace, lang: Lang) -> int:
    """Simulate scenarios under the same luck and print what changes against the first."""
    from srdi_sim.analysis.comparison import compare, comparison_json, refuse_other_period
    from srdi_sim.ensemble.simulate import part_of
    from srdi_sim.report.comparison import comparison_text
    from srdi_sim.report.pages import write_comparison

    given = [options.base, *options.others]
    scenarios = [srdi_sim.load_scenario(name) for name in given]
    for scenario in scenarios[1:]:  # before minutes of work, not after
        refuse_other_period(scenarios[0], scenario)
    if not options.json:
        _warn((each for scenario in scenarios for each in scenario.warnings), lang)
    with _progress(options, lang) as progress:
        runs = [
            _simulated(options, lang, name, scenario, part_of(progress, number, len(scenarios)))
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
    _name(failures, options.seed, lang)
    return SOME_FAILED if failures else DONE


def _simulated(
    options: argparse.Namespace, lang: Lang, name: str, scenario: Scenario, progress: Shown | None
) -> Runs:
    """Return the runs of one of several scenarios; kept in a folder of their own if asked for."""
    from srdi_sim.ensemble.runner import run
    from srdi_sim.ensemble.simulate import simulate, workers_for

    settings: Any = {
        "replications": options.replications,
        "seed": options.seed,
        "workers": options.workers or workers_for(options.replications),
        "cluster": options.cluster,
        "progress": progress,
        "note": _note(options, lang),
    }
    if options.out is None:
        return simulate(scenario, **settings)
    folder = options.out / f"{Path(name).stem}-{scenario.sha256[:8]}"
    return run(scenario, out=folder, **settings).runs


def _optimise(options: argparse.Namespace, lang: Lang) -> int:
    """Look for plans that reach much for little; print the front, and what is least regretted."""
    from srdi_sim.analysis.comparison import refuse_other_period
    from srdi_sim.analysis.optimisation import optimise
    from srdi_sim.analysis.optimisation_json import optimisation_json
    from srdi_sim.analysis.plans import Plan
    from srdi_sim.analysis.regret import regret, shortlist
    from srdi_sim.ensemble.simulate import workers_for
    from srdi_sim.report.optimisation import optimisation_text
    from srdi_sim.report.pages import write_optimisation

    scenario, n = srdi_sim.load_scenario(options.scenario), options.replications
    others = {Path(name).stem: srdi_sim.load_scenario(name) for name in options.plans}
    for other in others.values():
        refuse_other_period(scenario, other)
    if not options.json:
        _warn((each for one in (scenario, *others.values()) for each in one.warnings), lang)
    folder = options.out or _search_folder(options, scenario)
    regrets = None
    with _progress(options, lang) as progress, _searching(folder):
        settings: Any = {
            "seed": options.seed,
            "archive": folder / ARCHIVE,
            "workers": options.workers or workers_for(n * options.samples),
            "cluster": options.cluster,
            "progress": progress,
            "note": _note(options, lang),
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
                **settings,
            )
    write_optimisation(folder, found, regrets, lang)
    if options.json:
        told = {**optimisation_json(found, regrets), "folder": str(folder)}
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    elif not options.quiet:
        print(optimisation_text(found, regrets, lang, str(folder)))
    failed = dict.fromkeys((*found.failed, *(regrets.failed if regrets else ())))
    _name(failed, options.seed, lang)
    return SOME_FAILED if failed else DONE


def _sensitivity(options: argparse.Namespace, lang: Lang) -> int:
    """Print what drives an outcome of a scenario, or why it is not known."""
    from srdi_sim.analysis.sensitivity.drivers import Drivers, sensitivity
    from srdi_sim.analysis.sensitivity.records import drivers_json, split_json
    from srdi_sim.analysis.sensitivity.split import SPLIT, Split, variance_split
    from srdi_sim.report.pages import write_sensitivity
    from srdi_sim.report.sensitivity import drivers_text, split_text

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
        _warn(scenario.warnings, lang)
    folder = options.out or _sensitivity_folder(options, scenario)
    with _progress(options, lang) as progress:
        asked: dict[str, Any] = {
            "outcome": options.outcome,
            "samples": options.samples,
            "replications": options.replications,
            "seed": options.seed,
            "archive": folder / "archive",
            "workers": options.workers or os.cpu_count() or 1,
            "cluster": options.cluster,
            "progress": progress,
            "note": _note(options, lang),
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
    _name(found.failed[:_MOST_NAMED], options.seed, lang)
    return SOME_FAILED if found.failed else DONE


def _sensitivity_folder(options: argparse.Namespace, scenario: Scenario) -> Path:
    """Return where the points of a scenario are kept: one archive for all questions."""
    from srdi_sim.ensemble.folders import RUNS, folder_name
    from srdi_sim.ensemble.manifest import plan_of

    plan = plan_of(scenario, options.seed, {}, options.replications)
    return Path(RUNS) / f"{folder_name(plan)}-sensitivity"


@contextmanager
def _searching(folder: Path) -> Iterator[None]:
    """Let Ctrl-C say how much of a search is kept in its folder."""
    from srdi_sim.ensemble.archive import opened

    try:
        yield
    except KeyboardInterrupt:
        with opened(folder / ARCHIVE) as archive:
            values = {"path": str(folder), "stored": len(archive)}
        raise SrdiError("run.interrupted_search", values) from None


def _search_folder(options: argparse.Namespace, scenario: Scenario) -> Path:
    """Return where a search is kept: one with more samples goes on in the same folder."""
    from srdi_sim.ensemble.folders import RUNS, folder_name
    from srdi_sim.ensemble.manifest import plan_of

    plan = plan_of(scenario, options.seed, {}, options.replications)
    asked = [options.goal, options.levers, options.budget]
    return Path(RUNS) / f"{folder_name({**plan, 'optimise': asked})}-optimise"


def _check(options: argparse.Namespace, lang: Lang) -> int:
    """Validate scenarios and hand cases; say everything that is wrong with them; run nothing."""
    from srdi_sim.scenario.cases import checked

    found = checked(options.scenarios)
    for fault in found.faults:
        _complain(describe(fault, lang))
    _warn(found.warnings, lang)
    if found.faults:
        return INVALID
    if found.scenarios:
        print(say("cli.check.fine", lang, count=found.scenarios))
    if found.case_files:
        print(say("cli.check.fine_cases", lang, files=found.case_files, cases=found.cases))
    return DONE


def _explain(options: argparse.Namespace, lang: Lang) -> int:
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
        _complain(describe(gap, lang))
    return INVALID if coverage.gaps else DONE


def _schema(options: argparse.Namespace, lang: Lang) -> int:
    """Print the JSON Schema of a scenario file, for editors."""
    from srdi_sim.scenario.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return DONE


def _verify(options: argparse.Namespace, lang: Lang) -> int:
    """Check every file of a run folder; say what is stored, and which replications failed."""
    from srdi_sim.ensemble.begun import stored_and_total
    from srdi_sim.ensemble.interrupts import typed
    from srdi_sim.ensemble.store import is_unfinished, read_manifest, verify

    folder = Path(options.folder)
    problems = verify(folder)
    for problem in problems:
        _complain(_sentence(problem, lang))
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
            values = {"replication": replication, "seed": manifest["seed"], "message": message}
            print(say("cli.run.failed", lang, **values))
    return DONE


def _report(options: argparse.Namespace, lang: Lang) -> int:
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


class _Parser(argparse.ArgumentParser):
    """A parser that speaks one language; its complaints are one line and exit 2."""

    def __init__(self, lang: Lang, **settings: Any) -> None:
        class Formatter(argparse.HelpFormatter):
            def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
                told = say("cli.help.usage", lang) if prefix is None else prefix
                super().add_usage(usage, actions, groups, told)

        super().__init__(add_help=False, formatter_class=Formatter, **settings)
        self.lang = lang
        # The groups that argparse makes by itself have English titles: ours stand instead.
        self.named = self.add_argument_group(say("cli.help.arguments", lang))
        self.optional = self.add_argument_group(say("cli.help.options", lang))
        self.optional.add_argument("-h", "--help", action="help", help=say("cli.help.help", lang))
        self.optional.add_argument("--lang", choices=LANGS, help=say("cli.help.lang", lang))

    def error(self, message: str) -> NoReturn:
        _complain(f"{message}{say('cli.see_help', self.lang, command=self.prog)}")
        raise SystemExit(INVALID)


def _parser(lang: Lang) -> argparse.ArgumentParser:
    """Return the parser, its help in the language asked for."""
    parser = _Parser(lang, prog="srdi", description=say("cli.about", lang))
    parser.optional.add_argument(
        "--version",
        action="version",
        version=f"srdi_sim {srdi_sim.__version__}",
        help=say("cli.help.version", lang),
    )
    commands = parser.add_subparsers(
        title=say("cli.commands", lang), metavar="COMMAND", required=True, parser_class=_Parser
    )

    run = _command(commands, "run", _run, lang)
    run.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    many = _simulating(run, lang, None, "cli.help.replications", "cli.help.out")
    many.add_argument(
        "--replication", type=_whole(0), metavar="K", help=say("cli.help.replication", lang)
    )
    run.optional.add_argument(
        "--force-new", action="store_true", help=say("cli.help.force_new", lang)
    )
    run.optional.add_argument(
        "--readings", action="store_true", help=say("cli.help.readings", lang)
    )
    budget = _command(commands, "budget", _budget, lang)
    budget.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    _simulating(budget, lang, _REPLICATIONS, "cli.help.replications", "cli.help.out")
    budget.optional.add_argument(
        "--confidence", default="0.8", metavar="SHARE", help=say("cli.help.confidence", lang)
    )
    budget.optional.add_argument(
        "--targets", nargs="+", default=[], metavar="TARGET", help=say("cli.help.targets", lang)
    )
    asked = budget.optional.add_argument
    asked("--no-search", action="store_true", help=say("cli.help.no_search", lang))
    settable = say("cli.help.search_levers", lang)
    asked("--levers", type=_names, default=(), metavar="L,…", help=settable)
    samples = say("cli.help.samples_budget", lang)
    asked("--samples", type=_whole(1), metavar="N", help=samples)
    budget.optional.add_argument(
        "--reconcile",
        action="store_true",
        help=say("cli.help.reconcile", lang, n=_OF_EACH_READING),
    )
    compare = _command(commands, "compare", _compare, lang)
    compare.named.add_argument("base", metavar="BASE", help=say("cli.help.base", lang))
    compare.named.add_argument(
        "others", nargs="+", metavar="OTHER", help=say("cli.help.others", lang)
    )
    words_of_n, words_of_out = "cli.help.replications_500", "cli.help.out_compare"
    _simulating(compare, lang, 500, words_of_n, words_of_out, least=2)

    optimise = _command(commands, "optimise", _optimise, lang)
    optimise.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    asked = optimise.optional.add_argument
    asked("--goal", action="append", required=True, metavar="G", help=say("cli.help.goal", lang))
    asked("--budget", type=_money(lang), metavar="M", help=say("cli.help.budget", lang))
    asked("--levers", type=_names, default=(), metavar="L,…", help=say("cli.help.levers", lang))
    words_of_samples = say("cli.help.samples_200", lang)
    asked("--samples", type=_whole(1), default=200, metavar="N", help=words_of_samples)
    asked("--plans", nargs="+", default=(), metavar="OTHER", help=say("cli.help.plans", lang))
    asked("--regret", action="store_true", help=say("cli.help.regret", lang))
    asked("--draws", type=_whole(1), default=8, metavar="K", help=say("cli.help.draws", lang))
    asked("--every-reading", action="store_true", help=say("cli.help.every_reading", lang))
    _simulating(optimise, lang, 100, "cli.help.replications_100", "cli.help.out_optimise", least=2)

    drivers = _command(commands, "sensitivity", _sensitivity, lang)
    drivers.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    asked = drivers.optional.add_argument
    asked("--method", choices=_METHODS, default="sobol", help=say("cli.help.method", lang))
    asked("--outcome", required=True, metavar="OUTCOME", help=say("cli.help.outcome", lang))
    which = drivers.optional.add_mutually_exclusive_group()
    for name, kinds in _VARIED.items():
        told = say(f"cli.help.of_{name}", lang)
        which.add_argument(f"--{name}", dest="of", action="store_const", const=kinds, help=told)
    which.add_argument("--inputs", type=_names, metavar="A,…", help=say("cli.help.inputs", lang))
    words_of_samples = say("cli.help.samples_sensitivity", lang)
    asked("--samples", type=_whole(1), metavar="N", help=words_of_samples)
    asked("--second-order", action="store_true", help=say("cli.help.second_order", lang))
    asked("--emulator", action="store_true", help=say("cli.help.emulator", lang))
    _simulating(drivers, lang, 10, "cli.help.replications_10", "cli.help.out_sensitivity", least=2)

    check = _command(commands, "check", _check, lang)
    check.named.add_argument(
        "scenarios", nargs="+", metavar="SCENARIO", help=say("cli.help.scenario", lang)
    )
    explain = _command(commands, "explain", _explain, lang)
    explain.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    explain.named.add_argument("key", nargs="?", metavar="KEY", help=say("cli.help.key", lang))
    explain.optional.add_argument(
        "--coverage", action="store_true", help=say("cli.help.coverage", lang)
    )
    explain.optional.add_argument("--json", action="store_true", help=say("cli.help.json", lang))
    _command(commands, "schema", _schema, lang)
    resume = _command(commands, "resume", _resume, lang)
    resume.named.add_argument("folder", metavar="RUN", help=say("cli.help.folder", lang))
    _working(resume, lang)
    verify = _command(commands, "verify", _verify, lang)
    verify.named.add_argument("folder", metavar="RUN", help=say("cli.help.folder", lang))
    report = _command(commands, "report", _report, lang)
    report.named.add_argument("folder", metavar="RUN", help=say("cli.help.folder", lang))
    report.optional.add_argument(
        "--format", default="html,xlsx", metavar="FORMATS", help=say("cli.help.format", lang)
    )
    report.optional.add_argument(
        "--budget-year", type=int, metavar="YEAR", help=say("cli.help.budget_year", lang)
    )
    report.optional.add_argument(
        "--csv-as-is", action="store_true", help=say("cli.help.csv_as_is", lang)
    )
    return parser


def _command(
    commands: Any, name: str, act: Callable[[argparse.Namespace, Lang], int], lang: Lang
) -> _Parser:
    """Add a command; every one of them speaks both languages."""
    about = say(f"cli.{name}.about", lang)
    parser: _Parser = commands.add_parser(name, lang=lang, help=about, description=about)
    parser.set_defaults(act=act)
    return parser


def _simulating(
    parser: _Parser, lang: Lang, replications: int | None, many: str, out: str, least: int = 1
) -> Any:
    """Add the options of every command that runs the model; `many` and `out` are words.

    Returns the group that says which replications, one way or another.
    """
    group = parser.optional.add_mutually_exclusive_group()
    group.add_argument(
        "-n",
        "--replications",
        type=_whole(least),
        default=replications,
        metavar="N",
        help=say(many, lang),
    )
    parser.optional.add_argument(
        "--seed", type=_whole(0), default=1, metavar="SEED", help=say("cli.help.seed", lang)
    )
    parser.optional.add_argument("--out", type=Path, metavar="DIR", help=say(out, lang))
    _working(parser, lang)
    return group


def _working(parser: _Parser, lang: Lang) -> None:
    """Add who does the work, and how much is said of it."""
    who = parser.optional.add_mutually_exclusive_group()
    who.add_argument("--workers", type=_whole(1), metavar="N", help=say("cli.help.workers", lang))
    who.add_argument("--cluster", metavar="ADDRESS", help=say("cli.help.cluster", lang))
    parser.optional.add_argument("--json", action="store_true", help=say("cli.help.json", lang))
    parser.optional.add_argument("--quiet", action="store_true", help=say("cli.help.quiet", lang))


def _whole(least: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `least` up."""

    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(text)
        return number

    read.__name__ = f"whole number from {least} up"  # argparse puts it into its complaint
    return read


def _names(text: str) -> tuple[str, ...]:
    """Return names that are written with commas between them."""
    return tuple(filter(None, text.split(",")))


def _money(lang: Lang) -> Callable[[str], int]:
    """Return a reader of money in words."""
    from srdi_sim.units import UnitFault, parse_money

    def read(text: str) -> int:
        try:
            return parse_money(text)
        except UnitFault as fault:
            told = say(f"fault.{fault.code}", lang, **fault.values)
            told += did_you_mean(fault.values.get("suggestion"), lang)
            raise argparse.ArgumentTypeError(told) from None

    return read


class _progress:
    """A bar on a terminal's standard error; nothing anywhere else."""

    def __init__(self, options: argparse.Namespace, lang: Lang) -> None:
        self._shown = sys.stderr.isatty() and not options.quiet
        self._lang = lang
        self._bar: Any = None

    def __enter__(self) -> Shown | None:
        if not self._shown:
            return None
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task(say("cli.run.progress", self._lang), total=None)

        def show(done: int, total: int) -> None:
            self._bar.update(task, completed=done, total=total)

        return show

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _language(arguments: Sequence[str]) -> Lang:
    """Return the language asked for, or that of the environment, or English."""
    for n, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and n + 1 < len(arguments):
            value = arguments[n + 1]
        if value in LANGS:
            return value
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next((setting for setting in settings if setting), locale.getlocale()[0] or "")
    return "zh" if named.lower().startswith("zh") else "en"


def _note(options: argparse.Namespace, lang: Lang) -> Callable[..., None] | None:
    """Return how users are told what they should know meanwhile."""
    if options.quiet:
        return None
    return lambda key, **values: _complain(say(f"note.{key}", lang, **values))


def _sentence(error: SrdiError, lang: Lang) -> str:
    """Return the sentence of an error; one without a sentence is shown as developers see it."""
    key = f"error.{error.key}"
    if key not in words(lang):
        return str(error)
    values = {
        name: _sentence(value, lang) if isinstance(value, SrdiError) else value
        for name, value in error.values.items()
    }
    return say(key, lang, **values) + did_you_mean(error.values.get("suggestion"), lang)


def _warn(warnings: Iterable[Caution], lang: Lang) -> None:
    """Tell what a reader of the results must know, each thing once."""
    for warning in dict.fromkeys(warnings):
        _complain(say(f"warning.{warning.key}", lang, **dict(warning.values)))


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
