"""What nobody knows, as it is in a replication and year, from docs/odd/04-start.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docking.distributions import quantile
from docking.luck import Luck, id_of_uncertainty, mix


class Habits:
    """The habits of one year; each is drawn when it is first asked for."""

    def __init__(
        self,
        priors: Mapping[str, Any],
        luck: Luck,
        settled: Mapping[str, float],
        fitted: Mapping[str, float],
        year: int,
    ) -> None:
        self._priors, self._luck, self._fitted, self._year = priors, luck, fitted, year
        self._known = dict(settled)

    def __getitem__(self, name: str) -> float:
        if name not in self._known:
            self._known[name] = self._drawn(name)
        return self._known[name]

    def _drawn(self, name: str) -> float:
        written = self._priors["uncertainties"][name]
        if "from" in written:
            entries = {int(year): prior for year, prior in written["from"].items()}
            begun = [year for year in entries if year <= self._year]
            prior = entries[max(begun) if begun else min(entries)]
        else:
            prior = written["prior"]
        if name in self._fitted:
            return quantile(prior, self._fitted[name])
        yearly = written.get("yearly") in (True, "true")
        year = self._year if yearly else 0
        return quantile(prior, self._luck.draw(id_of_uncertainty(name), year, "PARAMETER"))

    @property
    def exit_by_age(self) -> list[float]:
        return self._priors["tables"]["exit_by_age"]["values"]


def draw_taken(
    posterior: Mapping[str, Any] | None, seed: int, replication: int
) -> tuple[list[tuple[int, int, int]], dict[str, float]]:
    """Return the past and the quantiles of the draw that a replication takes."""
    if posterior is None:
        return [], {}
    lines, count = posterior["draws"], len(posterior["draws"])
    line = lines[(replication + mix(seed % 2**32) % count) % count]
    years = [int(name) for name in line if name.isdigit()]
    past = [
        (year, whose, int(line[str(year)]))
        for year, whose in zip(years, posterior["seeds"], strict=True)
    ]
    return past, {name: u for name, u in line.items() if not name.isdigit()}
