"""The second program: one replication of a scenario, year by year, from docs/model.md.

Written from the pages and the data files alone, in plain loops over plain objects, and sharing no
code with the engine: nothing of `srdi_sim` is imported here or in what is imported here, not even
the loader. It reads the scenario's YAML files itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from docking import cultivate, lend, lines, money, produce, recognise, survive
from docking.city import City, Firm, Record
from docking.counts import counts, measures, met, watched
from docking.files import month_of, scenario_of
from docking.habits import Habits, draw_taken
from docking.luck import Luck
from docking.start import first_day
from docking.terms import Policy

COLUMNS = tuple(each.name for each in fields(Firm) if each.name not in ("row", "titled", "valid"))


@dataclass
class Told:
    """All that is compared: by year counts, measures and firms, stocks by month, targets, rows."""

    counts: dict[tuple[int, str, str, str, str], int] = field(default_factory=dict)
    measures: dict[tuple[int, str, str], float] = field(default_factory=dict)
    watched: dict[tuple[int, str], int] = field(default_factory=dict)
    targets: dict[tuple[str, int], tuple[int, bool]] = field(default_factory=dict)
    ledger: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    firms: dict[int, dict[str, list[Any]]] = field(default_factory=dict)
    near: list[str] = field(default_factory=list)


def tell(path: Path, seed: int, replication: int) -> Told:
    """Live all years of a scenario file and return what came out."""
    data = scenario_of(path)
    policy = Policy(data)
    past, fitted = draw_taken(data["posterior"], seed, replication)
    luck, settled, told = Luck(seed, replication, past), policy.settled(), Told()
    priors, books = data["uncertainties"], money.Books()
    observed = (data.get("observed") or {"observations": []})["observations"]
    months = sorted({month_of(each["month"]) for each in observed if each.get("month")})
    city = None
    for year in policy.years:
        terms, habits = policy.terms(year), Habits(priors, luck, settled, fitted, year)
        if city is None:
            city = first_day(data, luck, habits, terms, policy.years[-1])
        live_one_year(city, terms, habits, books)
        told.firms[year] = {
            name: [_copied(getattr(f, name)) for f in city.firms] for name in COLUMNS
        }
        for cell, number in counts(city).items():
            told.counts[year, *cell] = number
        for name, value in measures(city, terms).items():
            told.measures[year, *name] = value
        for month in months:
            if month // 12 == year:
                for tier, number in watched(city, month).items():
                    told.watched[month, tier] = number
    for target in data.get("targets") or []:
        told.targets[target["tier"], target["year"]] = met(target, policy.reading, told.measures)
    lines.settle_after(terms, books)
    for row in books.rows:
        year_paid = -1 if row.year_paid is None else row.year_paid
        told.ledger[
            row.month // 12, row.month % 12 + 1, year_paid, row.clause, row.event, row.tier,
            row.banner, row.firm_id, row.payer, row.kind, row.basis, row.amount,
        ] += 1  # fmt: skip
    told.near = city.near
    return told


def _copied(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def live_one_year(city: City, terms: Any, habits: Habits, books: money.Books) -> None:
    city.record, city.year = Record(), terms.year
    city.firms = [firm for firm in city.everyone if firm.enters <= terms.year]
    survive.close(city, terms, habits)
    survive.found(city, terms, habits)
    cultivate.cultivate(city, terms, habits)
    lend.lend(city, terms, habits)
    produce.allot(city, terms, habits)
    produce.build(city, terms, habits)
    produce.grow(city, terms, habits)
    batches = recognise.apply(city, terms, habits)
    recognise.judge(city, batches, habits)
    recognise.review(city, terms, habits)
    awards = money.Awards(city, terms, habits, books)
    awards.enter_all()
    money.other_purses(city, terms, books)
    money.clawbacks(awards)
    lines.Lines(city, terms, habits, books).enter_all()
    lines.settle(city, terms, habits, books)
    recognise.learn(city, terms, habits)
    for firm in city.firms:
        firm.valid = [firm.holds(tier, terms.december) for tier in range(5)]
