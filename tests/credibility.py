"""Where the long checks leave their results: one JSON file a check, with date and commit."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "credibility"


def store(check: str, figures: Mapping[str, Any]) -> Path:
    """Store the figures of a check under its name, replacing those of the last time."""
    path = FOLDER / f"{check}.json"
    path.parent.mkdir(exist_ok=True)
    content = {"check": check, "date": dt.date.today().isoformat(), "commit": _commit(), **figures}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _commit() -> str:
    """Return the commit that was checked, ``+changes`` if files that are tracked differ from it.

    But for what other checks have stored just before.
    """

    def git(*words: str) -> str:
        told = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
        return told.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", f":!{FOLDER}")
    return git("rev-parse", "--short=12", "HEAD") + ("+changes" if changed else "")
