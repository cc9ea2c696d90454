"""What can be typed after `srdi`: the commands, in the order of their help, and what each takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import srdi_sim
from srdi_sim.cli import backtests, beliefs, files, forecasts, money, studies, updates
from srdi_sim.cli.grammar import Parser, money_in, names, whole
from srdi_sim.cli.sizes import DRAWS, OF_A_TABLE, OF_EACH_READING
from srdi_sim.words import Lang, say

_METHODS = ("morris", "sobol", "pawn", "delta", "shapley", "split")
_VARIED = {
    "levers": ("lever",),
    "uncertainties": ("uncertainty",),
    "not-fitted": ("not_fitted",),
    "readings": ("reading",),
    "all": ("lever", "uncertainty", "reading"),
}


def parser_in(lang: Lang) -> argparse.ArgumentParser:
    """Return the parser, its help in the language asked for."""
    parser = Parser(lang, prog="srdi", description=say("cli.about", lang))
    version = f"srdi_sim {srdi_sim.__version__}"
    parser.option("--version", words="version", action="version", version=version)
    commands = parser.add_subparsers(
        title=say("cli.commands", lang), metavar="COMMAND", required=True, parser_class=Parser
    )
    for name, (act, takes) in _COMMANDS.items():
        about = say(f"cli.{name}.about", lang)
        command: Parser = commands.add_parser(name, lang=lang, help=about, description=about)
        command.set_defaults(act=act)
        takes(command)
    return parser


def _run(run: Parser) -> None:
    run.scenario()
    which = run.simulating(None, "replications", "out")
    run.option("--replication", words="replication", of=which, type=whole(0), metavar="K")
    run.flag("--force-new", "force_new")
    run.flag("--readings", "readings")


def _budget(budget: Parser) -> None:
    budget.scenario()
    budget.simulating(None, "replications", "out")
    budget.option("--confidence", words="confidence", default="0.8", metavar="SHARE")
    budget.option("--targets", words="targets", nargs="+", default=[], metavar="TARGET")
    budget.flag("--no-search", "no_search")
    budget.option("--levers", words="search_levers", type=names, default=(), metavar="L,…")
    budget.option("--samples", words="samples_budget", type=whole(1), metavar="N")
    budget.option("--reconcile", words="reconcile", n=OF_EACH_READING, action="store_true")


def _compare(compare: Parser) -> None:
    compare.argument("base", "base", metavar="BASE")
    compare.argument("others", "others", nargs="+", metavar="OTHER")
    compare.simulating(500, "replications_500", "out_compare", least=2)


def _optimise(search: Parser) -> None:
    search.scenario()
    search.option("--goal", words="goal", action="append", required=True, metavar="G")
    search.option("--budget", words="budget", type=money_in(search.lang), metavar="M")
    search.option("--levers", words="levers", type=names, default=(), metavar="L,…")
    search.option("--samples", words="samples_200", type=whole(1), default=200, metavar="N")
    search.option("--plans", words="plans", nargs="+", default=(), metavar="OTHER")
    search.flag("--regret", "regret")
    search.option("--draws", words="draws", type=whole(1), default=8, metavar="K")
    search.flag("--every-reading", "every_reading")
    search.simulating(100, "replications_100", "out_optimise", least=2)


def _sensitivity(drivers: Parser) -> None:
    drivers.scenario()
    drivers.option("--method", words="method", choices=_METHODS, default="sobol")
    drivers.option("--outcome", words="outcome", required=True, metavar="OUTCOME")
    which = drivers.one_of()
    for name, kinds in _VARIED.items():
        words = f"of_{name}"
        drivers.option(
            f"--{name}", words=words, of=which, dest="of", action="store_const", const=kinds
        )
    drivers.option("--inputs", words="inputs", of=which, type=names, metavar="A,…")
    drivers.option("--samples", words="samples_sensitivity", type=whole(1), metavar="N")
    drivers.flag("--second-order", "second_order")
    drivers.flag("--emulator", "emulator")
    drivers.simulating(10, "replications_10", "out_sensitivity", least=2)


def _calibrate(fit: Parser) -> None:
    fit.scenario()
    fit.option("--data", words="data", metavar="FIGURES")
    fit.option("--draws", words="draws_fit", type=whole(1), default=DRAWS, metavar="K")
    fit.simulating(None, "replications_fit", "out_calibrate")


def _update(update: Parser) -> None:
    update.scenario("update_scenario")
    update.option("--observed", words="observed", required=True, metavar="FILE")
    update.option("--draws", words="draws_update", type=whole(1), default=DRAWS, metavar="K")
    update.simulating(4_000, "replications_4000", "out_update")


def _backtest(past: Parser) -> None:
    past.scenario()
    past.option("--since", words="since", type=whole(1), metavar="YEAR")
    past.option("--data", words="backtest_data", metavar="FILE")
    past.simulating(OF_A_TABLE, "replications_table", "out_backtest")


def _check(check: Parser) -> None:
    check.argument("scenarios", "scenario", nargs="+", metavar="SCENARIO")


def _explain(explain: Parser) -> None:
    explain.scenario()
    explain.argument("key", "key", nargs="?", metavar="KEY")
    explain.flag("--coverage", "coverage")
    explain.flag("--json", "json")


def _schema(_: Parser) -> None:
    """Take nothing."""


def _resume(resume: Parser) -> None:
    resume.folder()
    resume.working()


def _verify(verify: Parser) -> None:
    verify.folder()


def _report(report: Parser) -> None:
    report.folder()
    report.option("--format", words="format", default="html,xlsx", metavar="FORMATS")
    report.option("--budget-year", words="budget_year", type=int, metavar="YEAR")
    report.flag("--csv-as-is", "csv_as_is")


_Act = Callable[[argparse.Namespace, Lang], int]
_COMMANDS: dict[str, tuple[_Act, Callable[[Parser], None]]] = {
    "run": (forecasts.run, _run),
    "budget": (money.budget, _budget),
    "compare": (forecasts.compare, _compare),
    "optimise": (studies.optimise, _optimise),
    "sensitivity": (studies.sensitivity, _sensitivity),
    "calibrate": (beliefs.calibrate, _calibrate),
    "update": (updates.update, _update),
    "backtest": (backtests.backtest, _backtest),
    "check": (files.check, _check),
    "explain": (files.explain, _explain),
    "schema": (files.schema, _schema),
    "resume": (forecasts.resume, _resume),
    "verify": (files.verify, _verify),
    "report": (files.report, _report),
}
