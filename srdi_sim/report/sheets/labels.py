"""What the columns of the ledger are called in a sheet."""

from __future__ import annotations

from srdi_sim.analysis.entries import NOBODY
from srdi_sim.report import wording
from srdi_sim.words import Lang, say


def payer(code: str, lang: Lang) -> str:
    """Return the name of a purse."""
    return say(f"report.payer.{code}", lang)


def banner(name: str, lang: Lang) -> str:
    """Return a banner's name as the scenario gives it."""
    return say("sheet.no_banner", lang) if name == NOBODY else name


def event(code: str, lang: Lang) -> str:
    """Return the name of what is to be paid for."""
    return say(f"report.event.{code}", lang)


def tier(code: str, lang: Lang) -> str:
    """Return the name of a tier."""
    return wording.tier_told(code, lang)


def kind(code: str, lang: Lang) -> str:
    """Return whether a line is spending, or stands apart from it."""
    return say(f"sheet.kind.{code}", lang)


def basis(code: str, lang: Lang) -> str:
    """Return what a line is priced by."""
    return say(f"sheet.basis.{code}", lang)
