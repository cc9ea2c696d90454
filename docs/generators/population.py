"""The synthetic population against what is published: the table of ``docs/population.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from generators.markdown import number, table
from srdi_sim.engine.batch import start_city
from srdi_sim.engine.dossier import Dossier, meets, points
from srdi_sim.engine.ledger import Books
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.year import live_one_year
from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.rulesets import AllOf, Condition
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Scenario

PUBLISHED = Path(__file__).parents[1] / "published.yaml"
REPLICATIONS, SEED = 200, 1
_LAST_YEAR = 2024
_YI = 10_000.0  # 万元


@dataclass(frozen=True)
class Figure:
    """One published figure and how far from it the synthetic mean may be."""

    name: str
    says: str
    published: float
    tolerance: float
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Figures that belong together, and what the synthetic ones are held against."""

    title: str
    figures: tuple[Figure, ...]
    against: str
    note: str


@dataclass(frozen=True)
class Seen:
    """The firms of one replication at one moment: the start, or the end of a year."""

    scenario: Scenario
    firms: Firms
    habits: Habits
    year: int

    def those(self, **columns: bool) -> NDArray[np.bool_]:
        """Return who is there and has these flags set (or not)."""
        mask = self.firms.alive.copy()
        for name, value in columns.items():
            mask &= getattr(self.firms, name) == value
        return mask

    def industry(self) -> NDArray[np.bool_]:
        """Return the above-scale industrial firms."""
        return self.those(above_scale=True, manufacturer=True)

    def services(self) -> NDArray[np.bool_]:
        """Return the above-scale service firms."""
        return self.those(above_scale=True, manufacturer=False)

    def group(self, name: str) -> NDArray[np.bool_]:
        """Return the firms of one block of the population."""
        names = [group.name for group in self.scenario.population.groups]
        return self.those() & (self.firms.group == names.index(name))

    def seeds(self) -> NDArray[np.bool_]:
        """Return the firms that the population gives a title to start with."""
        groups = self.scenario.population.groups
        return self.those() & np.isin(
            self.firms.group, [n for n, group in enumerate(groups) if group.seeds]
        )

    @property
    def home(self) -> int:
        """The banner that leads, by its number."""
        return self.scenario.population.seeds.home

    def passing(
        self, tier: Tier, *, without: str = "", local_points: float | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return who meets the rubric of 2022 for a tier, and who does so by a direct route."""
        rung = self.scenario.terms(self.scenario.start.year).rung(tier)
        assert rung is not None
        kept = [
            term
            for term in rung.rules.conditions.terms
            if not (isinstance(term, Condition) and term.variable == without)
        ]
        form = Dossier(self.firms, slice(None), self.year, month_index(self.year, 12))
        eligible = self.those() & meets(AllOf(tuple(kept)), form)
        if not rung.blocks:
            return eligible, eligible
        habits = self.habits
        if local_points is not None:
            habits = replace(habits, local_points=local_points)
        routed = eligible & meets(rung.rules.routes, form)
        scored = points(rung.blocks, form, habits) >= rung.rules.pass_mark
        return routed | (eligible & scored), routed

    def promotable(self, **but: str) -> int:
        """Return how many could become little giants and are none yet."""
        held = self.firms.holds(Tier.LITTLE_GIANT, month_index(self.year, 12))
        return int((self.passing(Tier.LITTLE_GIANT, **but)[0] & ~held).sum())


def _money(seen: Seen, name: str) -> float:
    """Return what above-scale industry has of a column in all, 亿元."""
    return getattr(seen.firms, name)[seen.industry()].sum() / _YI


def _percent(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    return 100.0 * part[whole].mean()


def _rd_share(seen: Seen) -> float:
    return _percent(seen.firms.rd > 0.0, seen.industry())


def _rd_ratio(seen: Seen) -> float:
    return 100.0 * _money(seen, "rd") / _money(seen, "revenue")


def _technology(seen: Seen) -> int:
    certified = seen.those(sme=True) & (seen.firms.high_tech_until >= seen.year)
    return (certified | seen.group("tech_smes")).sum()


def _capital(seen: Seen) -> int:
    size = seen.firms.revenue[seen.seeds()] / _YI
    return ((size >= 15.0) & (size <= 40.0)).sum()


Read = Callable[[Seen], Any]
AT_START: dict[str, Read] = {
    "industry": lambda seen: seen.industry().sum(),
    "services": lambda seen: seen.services().sum(),
    "technology_smes": lambda seen: seen.group("tech_smes").sum(),
    "firms": lambda seen: seen.those().sum(),
    "revenue": lambda seen: _money(seen, "revenue"),
    "sme_revenue": lambda seen: seen.firms.revenue[seen.industry() & seen.firms.sme].mean() / _YI,
    "sme_margin": lambda seen: 100.0 * seen.firms.margin[seen.industry() & seen.firms.sme].mean(),
    "titled": lambda seen: seen.seeds().sum(),
    "titled_revenue": lambda seen: seen.firms.revenue[seen.seeds()].mean() / _YI,
    "titled_margin": lambda seen: 100.0 * seen.firms.margin[seen.seeds()].mean(),
    "titled_growth": lambda seen: 100.0 * seen.firms.growth[seen.seeds()].mean(),
    "titled_capital": _capital,
    "titled_at_home": lambda seen: _percent(seen.firms.banner == seen.home, seen.seeds()),
    "little_giants": lambda seen: (seen.firms.since[Tier.LITTLE_GIANT] > 0).sum(),
}
# At the end of a year, or the mean over the ends of several.
AT_END: dict[str, tuple[tuple[int, ...], Read]] = {
    "industry_2023": ((2022, 2023), lambda seen: seen.industry().sum()),
    "smes_later": ((2023, 2024), lambda seen: seen.those(sme=True).sum()),
    "technology_2024": ((2024,), _technology),
    "rd_share_2022": ((2022,), _rd_share),
    "rd_share_2023": ((2022, 2023), _rd_share),
    "rd_share_services": (
        (2022,),
        lambda seen: _percent(seen.firms.rd > 0.0, seen.services()),
    ),
    "rd_2022": ((2022,), lambda seen: _money(seen, "rd")),
    "rd_2023": ((2023,), lambda seen: _money(seen, "rd")),
    "rd_ratio_2022": ((2022,), _rd_ratio),
    "rd_ratio_2023": ((2023,), _rd_ratio),
    "eligible_innovative": ((2022,), lambda seen: seen.passing(Tier.INNOVATIVE)[0].sum()),
    "routed_innovative": ((2022,), lambda seen: seen.passing(Tier.INNOVATIVE)[1].sum()),
    "eligible_regional": ((2022,), lambda seen: seen.passing(Tier.REGIONAL)[0].sum()),
    "eligible_regional_2024": ((2024,), lambda seen: seen.passing(Tier.REGIONAL)[0].sum()),
    "eligible_regional_low": (
        (2022,),
        lambda seen: seen.passing(Tier.REGIONAL, local_points=0.0)[0].sum(),
    ),
    "eligible_regional_high": (
        (2022,),
        lambda seen: seen.passing(Tier.REGIONAL, local_points=15.0)[0].sum(),
    ),
    "eligible_little_giant": ((2022,), lambda seen: seen.promotable()),
    "eligible_little_giant_any_share": (
        (2022,),
        lambda seen: seen.promotable(without="niche_share"),
    ),
}


def sections() -> list[Section]:
    """Return the published figures, section by section."""
    return [
        Section(
            section["section"],
            tuple(Figure(**entry) for entry in section["figures"]),
            section.get("against", "published"),
            section.get("note", ""),
        )
        for section in YAML(typ="safe", pure=True).load(PUBLISHED.read_text(encoding="utf-8"))
    ]


def synthetic(
    scenario: Scenario, replications: int = REPLICATIONS, seed: int = SEED
) -> dict[str, NDArray[np.float64]]:
    """Return every figure as the synthetic population has it, one value a replication."""
    scenario = replace(scenario, until=_LAST_YEAR)
    uncertainties = scenario.settled_uncertainties()
    drawn = uncertainties.draw(seed, np.arange(replications), scenario.years)
    values: dict[str, list[float]] = {}
    for replication, habits in enumerate(drawn):
        for name, value in _figures_of(scenario, habits, seed, replication):
            values.setdefault(name, []).append(value)
    return {name: np.array(column) for name, column in values.items()}


def _figures_of(
    scenario: Scenario, habits: list[Habits], seed: int, replication: int
) -> Iterator[tuple[str, float]]:
    """Let one city live to the last year that is published and read it at every year's end."""
    city = start_city(scenario, habits[0], seed, replication)
    start = Seen(scenario, city.firms, habits[0], scenario.start.year)
    for name, read in AT_START.items():
        yield name, float(read(start))
    books, luck, rules = Books(scenario.clauses), Luck(seed, replication), Rules()
    read_at: dict[str, list[float]] = {}
    for year, known in zip(scenario.years, habits, strict=True):
        in_year = luck.of(year, city.firms.id)
        live_one_year(city, scenario.terms(year), known, rules, in_year, books)
        seen = Seen(scenario, city.firms, known, year)
        for name, (years, read) in AT_END.items():
            if year in years:
                read_at.setdefault(name, []).append(float(read(seen)))
    for name, ends in read_at.items():
        yield name, float(np.mean(ends))


def population_table(scenario: Scenario) -> str:
    """Return the tables of published and synthetic figures."""
    values = synthetic(scenario)
    head = ["synthetic", "80 % interval", "tolerance", "source", "confidence"]
    text = [f"{REPLICATIONS} replications, seed {SEED}."]
    for section in sections():
        rows = [_row(figure, values[figure.name]) for figure in section.figures]
        text += [f"## {section.title}", *filter(None, [section.note])]
        text.append(table(["", section.against, *head], rows))
    return "\n\n".join(text)


def _row(figure: Figure, values: NDArray[np.float64]) -> list[str]:
    low, high = np.quantile(values, (0.1, 0.9))
    return [
        f"{figure.says} ({figure.note})" if figure.note else figure.says,
        number(figure.published),
        number(float(values.mean())),
        f"{number(low)} – {number(high)}",
        f"± {number(figure.tolerance)}",
        figure.source,
        figure.confidence,
    ]
