"""Many replications of one scenario, one after another, each the same alone or in any batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import FACTORS, City
from srdi_sim.engine.ledger import COLUMNS, Books
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.tally import COUNTS, MEASURES, counts_of, measures_of, month_stock
from srdi_sim.engine.year import live_one_year
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import STOCK_CODES, month_index, year_of
from srdi_sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Batch:
    """What some replications left behind.

    Attributes
    ----------
    replications : int64 column
    counts : int32 (replications, years, tiers from none up, banners, sectors, flows)
        See :data:`srdi_sim.engine.tally.COUNTS`.
    measures : float64 (replications, years, measures)
        See :data:`srdi_sim.engine.tally.MEASURES`.
    watched : int32 (replications, months watched, tiers from none up)
        Firms by highest valid title in the months of published observations.
    ledger : mapping of column name to array; ``replication`` first, then
        :data:`srdi_sim.engine.ledger.COLUMNS`.
    firm_years : int
        Firms alive, added up over years and replications.
    """

    replications: NDArray[np.int64]
    counts: NDArray[np.int32]
    measures: NDArray[np.float64]
    watched: NDArray[np.int32]
    ledger: dict[str, NDArray[Any]]
    firm_years: int


def start_city(scenario: Scenario, habits: Habits, seed: int, replication: int) -> City:
    """Return the city of one replication on the scenario's first day."""
    people = scenario.population
    luck = scenario.uncertainties.luck_of(seed, replication)
    firms = people.firms_of(habits, luck, scenario.until)
    banners = len(people.banners)
    begin = month_index(scenario.start.year, scenario.start.month)
    factor_use = people.factor_use or np.ones((len(people.sectors), len(FACTORS) - 1))
    parks = people.parks_per_banner
    return City.of(firms, people.start, scenario.start.year, begin, banners, parks, factor_use)


def simulate_batch(
    scenario: Scenario, seed: int, replications: Sequence[int], rules: Rules
) -> Batch:
    """Simulate these replications and return what they left behind."""
    numbers = np.asarray(replications, dtype=np.int64)
    years = scenario.years
    habits = scenario.settled_uncertainties().draw(seed, numbers, years)
    terms = [scenario.terms(year) for year in years]
    banners, sectors = len(scenario.population.banners), len(scenario.population.sectors)
    counts = np.zeros(
        (numbers.size, len(years), len(STOCK_CODES), banners, sectors, len(COUNTS)), dtype=np.int32
    )
    measures = np.zeros((numbers.size, len(years), len(MEASURES)))
    watched = np.zeros((numbers.size, len(scenario.watch), len(STOCK_CODES)), dtype=np.int32)
    ledgers = []
    firm_years = 0
    for row, replication in enumerate(numbers.tolist()):
        city = start_city(scenario, habits[row][0], seed, replication)
        books = Books(scenario.clauses)
        luck = scenario.uncertainties.luck_of(seed, replication)
        for n, year in enumerate(years):
            with _told_when(year):
                live_one_year(city, terms[n], habits[row][n], rules, luck, books)
            counts[row, n] = counts_of(city, terms[n], banners, sectors)
            measures[row, n] = measures_of(city, terms[n])
            for m, month in enumerate(scenario.watch):
                if year_of(month) == year:
                    watched[row, m] = month_stock(city, month)
            firm_years += int(city.firms.alive.sum())
        ledgers.append(books.close())
    return Batch(numbers, counts, measures, watched, _joined(numbers, ledgers), firm_years)


@contextmanager
def _told_when(year: int) -> Iterator[None]:
    """Let what is raised say in which year of the city it was."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in {year}")
        raise


def _joined(
    replications: NDArray[np.int64], ledgers: list[dict[str, NDArray[Any]]]
) -> dict[str, NDArray[Any]]:
    """Return the ledgers one after another, each row with its replication."""
    sizes = [ledger["amount_fen"].size for ledger in ledgers]
    joined: dict[str, NDArray[Any]] = {"replication": np.repeat(replications, sizes)}
    for name, dtype in COLUMNS.items():
        parts = [ledger[name] for ledger in ledgers]
        joined[name] = np.concatenate(parts) if parts else np.zeros(0, dtype)
    return joined
