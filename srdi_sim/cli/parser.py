"""What can be typed after `srdi`, in the language of whoever types it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import srdi_sim
from srdi_sim.cli import beliefs, files, forecasts, money, studies, updates
from srdi_sim.cli.sizes import OF_EACH_READING
from srdi_sim.cli.terminal import INVALID, complain
from srdi_sim.words import LANGS, Lang, did_you_mean, say

_METHODS = ("morris", "sobol", "pawn", "delta", "shapley", "split")
_VARIED = {
    "levers": ("lever",),
    "uncertainties": ("uncertainty",),
    "readings": ("reading",),
    "all": ("lever", "uncertainty", "reading"),
}


def parser_in(lang: Lang) -> argparse.ArgumentParser:
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

    run = _command(commands, "run", forecasts.run, lang)
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
    budget = _command(commands, "budget", money.budget, lang)
    budget.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    _simulating(budget, lang, None, "cli.help.replications", "cli.help.out")
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
        help=say("cli.help.reconcile", lang, n=OF_EACH_READING),
    )
    compare = _command(commands, "compare", forecasts.compare, lang)
    compare.named.add_argument("base", metavar="BASE", help=say("cli.help.base", lang))
    compare.named.add_argument(
        "others", nargs="+", metavar="OTHER", help=say("cli.help.others", lang)
    )
    words_of_n, words_of_out = "cli.help.replications_500", "cli.help.out_compare"
    _simulating(compare, lang, 500, words_of_n, words_of_out, least=2)

    optimise = _command(commands, "optimise", studies.optimise, lang)
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

    drivers = _command(commands, "sensitivity", studies.sensitivity, lang)
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

    fit = _command(commands, "calibrate", beliefs.calibrate, lang)
    fit.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    asked = fit.optional.add_argument
    asked("--data", metavar="FIGURES", help=say("cli.help.data", lang))
    asked(
        "--draws", type=_whole(1), default=1000, metavar="K", help=say("cli.help.draws_fit", lang)
    )
    _simulating(fit, lang, None, "cli.help.replications_fit", "cli.help.out_calibrate")

    update = _command(commands, "update", updates.update, lang)
    words_of_scenario = say("cli.help.update_scenario", lang)
    update.named.add_argument("scenario", metavar="SCENARIO", help=words_of_scenario)
    asked = update.optional.add_argument
    asked("--observed", required=True, metavar="FILE", help=say("cli.help.observed", lang))
    words_of_draws = say("cli.help.draws_update", lang)
    asked("--draws", type=_whole(1), default=1_000, metavar="K", help=words_of_draws)
    _simulating(update, lang, 4_000, "cli.help.replications_4000", "cli.help.out_update")

    check = _command(commands, "check", files.check, lang)
    check.named.add_argument(
        "scenarios", nargs="+", metavar="SCENARIO", help=say("cli.help.scenario", lang)
    )
    explain = _command(commands, "explain", files.explain, lang)
    explain.named.add_argument("scenario", metavar="SCENARIO", help=say("cli.help.scenario", lang))
    explain.named.add_argument("key", nargs="?", metavar="KEY", help=say("cli.help.key", lang))
    explain.optional.add_argument(
        "--coverage", action="store_true", help=say("cli.help.coverage", lang)
    )
    explain.optional.add_argument("--json", action="store_true", help=say("cli.help.json", lang))
    _command(commands, "schema", files.schema, lang)
    resume = _command(commands, "resume", forecasts.resume, lang)
    resume.named.add_argument("folder", metavar="RUN", help=say("cli.help.folder", lang))
    _working(resume, lang)
    verify = _command(commands, "verify", files.verify, lang)
    verify.named.add_argument("folder", metavar="RUN", help=say("cli.help.folder", lang))
    report = _command(commands, "report", files.report, lang)
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
        complain(f"{message}{say('cli.see_help', self.lang, command=self.prog)}")
        raise SystemExit(INVALID)


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
    limit = say("cli.help.time_limit", lang)
    parser.optional.add_argument("--time-limit", type=_whole(1), metavar="SECONDS", help=limit)
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
