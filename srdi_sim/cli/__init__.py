"""The command `srdi`: parse, call, print. Every sentence comes from `words`, in zh or en."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from srdi_sim.cli.parser import parser_in
from srdi_sim.cli.terminal import DONE, INTERRUPTED, INVALID, complain, language, sentence
from srdi_sim.errors import ScenarioError, SrdiError
from srdi_sim.words import describe, say

_STOPS = (signal.SIGINT, signal.SIGTERM)  # Ctrl-C; the time limit of a queue
_LATER = 0.02  # seconds
_SHOW_CURSOR = b"\x1b[?25h"  # a progress bar hides it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 done, 2 invalid input, 3 finished but some replications failed, 130 interrupted.
    """
    if arguments is not None:  # somebody else's process, whose signals are not ours
        return _done(list(arguments))
    try:
        _at_a_stop(_stop)
        _spell_what_does_not_fit()
        try:
            return _done(sys.argv[1:])
        finally:
            _stop_no_more()
            _write_no_more()
    except KeyboardInterrupt:  # before the first words, or while the last were said
        return INTERRUPTED
    finally:
        _let_python_forget_a_stop()


def _at_a_stop(act: Callable[..., object] | signal.Handlers) -> None:
    for each in _STOPS:
        signal.signal(each, act)


def _stop(_: int, frame: FrameType | None) -> None:
    """Stop the command; the second time without any more words."""

    def at_once(*_: object) -> None:
        if sys.stderr.isatty():
            os.write(sys.stderr.fileno(), _SHOW_CURSOR)
        os._exit(INTERRUPTED)  # what is stored stays; workers end with us

    _at_a_stop(at_once)
    _stop_outside_of_imports(0, frame)


def _stop_outside_of_imports(_: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt, but a little later where a module is being imported.

    A compiled library that is stopped while another is imported for it prints a traceback of its
    own, and raises an ImportError in the place of the interrupt (numpy's ``import_array`` does).
    """
    if _is_importing(frame) and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _stop_outside_of_imports)
        signal.setitimer(signal.ITIMER_REAL, _LATER)
        return
    raise KeyboardInterrupt


def _stop_no_more() -> None:
    """Let a stop that is told from now on, or was put off, do nothing: all is done and said."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0.0)
    _at_a_stop(signal.SIG_IGN)  # Python would die of a signal while it ends


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _let_python_forget_a_stop() -> None:
    """Let a command started by ``python -m`` end with the code that it returns.

    Python notes when a Ctrl-C ends a text that it executes, as ``dataclasses`` does for every
    class while a module is imported; until it executes another one, it kills itself by SIGINT at
    its end although the interrupt was caught long before.
    """
    exec("")


def _spell_what_does_not_fit() -> None:
    r"""Print a sign that the encoding of the output lacks by its number, such as ``\u2713``.

    A file or a pipe on a Chinese Windows takes GBK, which has no check mark and no minus sign:
    minutes of work would end in a traceback. Standard error is so by itself.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _done(given: list[str]) -> int:
    """Do what the command line says; every error is a sentence."""
    lang = language(given)
    try:
        options = parser_in(lang).parse_args(given)
        code = int(options.act(options, lang))
        sys.stdout.flush()  # a full disk is told here, and not when Python has ended
        return code
    except ScenarioError as error:
        for fault in error.faults:
            complain(describe(fault, lang))
        return INVALID
    except SrdiError as error:
        complain(sentence(error, lang))
        return INTERRUPTED if error.key.startswith("run.interrupted") else INVALID
    except KeyboardInterrupt:
        complain(say("cli.interrupted", lang))
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as in `srdi explain … | head`
        return DONE
    except OSError as error:
        path = error.filename or say("cli.output", lang)
        reason = error.strerror or type(error).__name__
        complain(say("cli.system", lang, path=path, reason=reason))
        return INVALID


def _write_no_more() -> None:
    """Let nothing that nobody takes, though it is still to be printed, fail when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
