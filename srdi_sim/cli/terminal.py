"""What a command says while it works: bars, notes, warnings, errors; in zh or en."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from srdi_sim.errors import SrdiError
from srdi_sim.words import LANGS, Lang, did_you_mean, failure_told, say, words

if TYPE_CHECKING:  # heavy to import
    from srdi_sim.scenario.scenario import Caution

Shown = Callable[[int, int], None]  # how many replications are done, and of how many
DONE, INVALID, SOME_FAILED, INTERRUPTED = 0, 2, 3, 130


class Progress:
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


def language(arguments: Sequence[str]) -> Lang:
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


def note_to(options: argparse.Namespace, lang: Lang) -> Callable[..., None] | None:
    """Return how users are told what they should know meanwhile."""
    if options.quiet:
        return None
    return lambda key, **values: complain(say(f"note.{key}", lang, **values))


def work_of(options: argparse.Namespace, lang: Lang) -> dict[str, Any]:
    """Return how the work is to be done, but by how many: the same in every command."""
    return {
        "cluster": options.cluster,
        "time_limit": options.time_limit,
        "note": note_to(options, lang),
    }


def sentence(error: SrdiError, lang: Lang) -> str:
    """Return the sentence of an error; one without a sentence is shown as developers see it."""
    key = f"error.{error.key}"
    if key not in words(lang):
        return str(error)
    values = {
        name: sentence(value, lang) if isinstance(value, SrdiError) else value
        for name, value in error.values.items()
    }
    if "message" in values:
        values["message"] = failure_told(str(values["message"]), lang)
    return say(key, lang, **values) + did_you_mean(error.values.get("suggestion"), lang)


def warn(warnings: Iterable[Caution], lang: Lang) -> None:
    """Tell what a reader of the results must know, each thing once."""
    for warning in dict.fromkeys(warnings):
        complain(say(f"warning.{warning.key}", lang, **dict(warning.values)))


def complain(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr)


def name_failed(failed: Iterable[tuple[int, str]], seed: int, lang: Lang) -> None:
    """Say which replications failed."""
    for replication, message in failed:
        complain(failed_told(replication, seed, message, lang))


def failed_told(replication: int, seed: int, message: str, lang: Lang) -> str:
    """Return why a replication failed."""
    why = failure_told(message, lang)
    return say("cli.run.failed", lang, replication=replication, seed=seed, message=why)
