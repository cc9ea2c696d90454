"""How a command takes what is typed after it, and complains, in the language of its user."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from srdi_sim.cli.terminal import INVALID, complain
from srdi_sim.words import LANGS, Lang, did_you_mean, say


class Parser(argparse.ArgumentParser):
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
        self.option("-h", "--help", words="help", action="help")
        self.option("--lang", words="lang", choices=LANGS)

    def error(self, message: str) -> NoReturn:
        """Complain, and end with the code of what is invalid."""
        complain(f"{message}{say('cli.see_help', self.lang, command=self.prog)}")
        raise SystemExit(INVALID)

    def argument(self, name: str, words: str, **how: Any) -> None:
        """Take what stands after the command without a dash; its help is ``cli.help.WORDS``."""
        self.named.add_argument(name, help=say(f"cli.help.{words}", self.lang), **how)

    def option(self, *flags: str, words: str, of: Any = None, n: int = 0, **how: Any) -> None:
        """Take an option, perhaps one `of` a group; its help is ``cli.help.WORDS``.

        Parameters
        ----------
        n : int
            The number that the help tells, if it tells one.
        """
        told = say(f"cli.help.{words}", self.lang, n=n)
        (of or self.optional).add_argument(*flags, help=told, **how)

    def flag(self, flag: str, words: str) -> None:
        """Take an option that is there or not."""
        self.option(flag, words=words, action="store_true")

    def one_of(self) -> Any:
        """Return a group of options that exclude each other."""
        return self.optional.add_mutually_exclusive_group()

    def scenario(self, words: str = "scenario") -> None:
        """Take the scenario that a command is about."""
        self.argument("scenario", words, metavar="SCENARIO")

    def folder(self) -> None:
        """Take the folder of a run."""
        self.argument("folder", "folder", metavar="RUN")

    def simulating(self, replications: int | None, many: str, out: str, least: int = 1) -> Any:
        """Take the options of every command that runs the model; `many` and `out` are words.

        Returns the group that says which replications, one way or another.
        """
        group = self.one_of()
        self.option(
            *("-n", "--replications"),
            words=many,
            of=group,
            type=whole(least),
            default=replications,
            metavar="N",
        )
        self.option("--seed", words="seed", type=whole(0), default=1, metavar="SEED")
        self.option("--out", words=out, type=Path, metavar="DIR")
        self.working()
        return group

    def working(self) -> None:
        """Take who does the work, and how much is said of it."""
        who = self.one_of()
        self.option("--workers", words="workers", of=who, type=whole(1), metavar="N")
        self.option("--cluster", words="cluster", of=who, metavar="ADDRESS")
        self.option("--time-limit", words="time_limit", type=whole(1), metavar="SECONDS")
        self.flag("--json", "json")
        self.flag("--quiet", "quiet")


def whole(least: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `least` up."""

    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(text)
        return number

    read.__name__ = f"whole number from {least} up"  # argparse puts it into its complaint
    return read


def names(text: str) -> tuple[str, ...]:
    """Return names that are written with commas between them."""
    return tuple(filter(None, text.split(",")))


def money_in(lang: Lang) -> Callable[[str], int]:
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
