"""The dice that random scenarios are drawn with, and the shipped files that they start from."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from ruamel.yaml import YAML

from docking.files import LIBRARY


class Dice(Random):
    """Random numbers of the kinds that scenarios are written in."""

    def maybe(self, chance: float) -> bool:
        return self.random() < chance

    def between(self, low: float, high: float, digits: int = 4) -> float:
        return round(self.uniform(low, high), digits)

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        return first + dt.timedelta(days=self.randint(0, (last - first).days))

    def money(self, low: int, high: int) -> str:
        """Return an amount in 万元, whole or not, or a small one in 元."""
        written = [f"{self.randint(low, high)}万", f"{self.between(low, high, 3)}万"]
        return self.choice([*written, f"{self.randint(1, 99_999)}元"])

    def some(self, **numbers: Any) -> dict[str, Any]:
        """Return about half of what is given."""
        return {key: value for key, value in numbers.items() if self.maybe(0.5)}


def shipped(file: str) -> Any:
    return YAML(typ="safe", pure=True).load((LIBRARY / file).read_text(encoding="utf-8"))
