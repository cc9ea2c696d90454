"""The Mesa view: one replication, year by year, with a window on every firm.

`LadderModel` lives its years with the very function that an ensemble uses, so both give the same
firms, bit for bit. A `Firm` holds no state: its attributes are read from the columns of the engine.
This is for looking at one run, and for Mesa's own tools; for many runs `simulate` is far faster.

Examples
--------
>>> model = LadderModel("ordos-2022", replication=3)
>>> model.step()
>>> model.year, model.agents.select(lambda firm: firm.tier == "regional").agg("employees", len)
(2022, ...)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import pandas as pd
from mesa.datacollection import DataCollector
from numpy.typing import NDArray

from srdi_sim.engine.batch import start_city
from srdi_sim.engine.ledger import BASES, EVENTS, KINDS, PAYERS, UNPAID, Books
from srdi_sim.engine.rules import rules_with
from srdi_sim.engine.tally import month_stock
from srdi_sim.engine.year import live_one_year
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import MONTHS, NEVER, STOCK_CODES, TIER_CODES, TIERS, month_index
from srdi_sim.population.firms import Firms, column_kinds
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN

_DEFAULT_SCENARIO = "ordos-2022"
_DEFAULT_SEED = 1
_NONE = "none"


class Firm(mesa.Agent):
    """A window on one row of the firms: every column is an attribute, read when it is asked for.

    A column with a row a tier (`since`, `until`, `first`, `paid`) reads as a dictionary by tier
    code. To change a firm, write to the columns: ``model.firms.revenue[firm.row] *= 0.5``.

    Attributes
    ----------
    row : int
        The firm's place in the columns.
    unique_id : int
        The firm's id: the same in every scenario, and ``firm_id`` in the ledger.
    """

    model: LadderModel

    def __init__(self, model: LadderModel, row: int) -> None:
        super().__init__(model)
        self.row = row
        # Mesa counts its agents from 1; our ids tell the same firm in another scenario.
        self.unique_id = int(model.firms.id[row])

    if TYPE_CHECKING:  # the columns, see below the class

        def __getattr__(self, column: str) -> Any: ...

    @property
    def banner(self) -> str:
        """The name of the banner."""
        return self.model.banners[int(self.model.firms.banner[self.row])]

    @property
    def sector(self) -> str:
        """The name of the sector."""
        return self.model.sectors[int(self.model.firms.sector[self.row])]

    @property
    def tier(self) -> str:
        """The code of the highest title that is valid now, or ``none``."""
        return max(self.titles, key=TIER_CODES.index, default=_NONE)

    @property
    def titles(self) -> dict[str, tuple[dt.date, dt.date]]:
        """The valid titles by tier code: month of recognition, and month in which it ends."""
        firms, now = self.model.firms, self.model.month
        terms = zip(
            firms.since[:, self.row].tolist(), firms.until[:, self.row].tolist(), strict=True
        )
        return {
            code: (_first_day(since), _first_day(until))
            for code, (since, until) in zip(TIER_CODES, terms, strict=True)
            if NEVER < since <= now < until
        }

    def __repr__(self) -> str:
        return f"<Firm {self.unique_id} {self.banner} {self.sector} {self.tier}>"


def _column(name: str) -> property:
    """Return the property that reads one column; having no setter, it cannot be assigned to."""

    def read(firm: Firm) -> Any:
        value = getattr(firm.model.firms, name)[..., firm.row]
        return dict(zip(TIER_CODES, value.tolist(), strict=True)) if value.ndim else value.item()

    return property(read, doc=f"The column `{name}` of `srdi_sim.population.firms.Firms`.")


for _name in column_kinds():
    if not hasattr(Firm, _name):
        setattr(Firm, _name, _column(_name))


class LadderModel(mesa.Model):
    """One replication of a scenario as a Mesa model; a step is a year.

    Parameters
    ----------
    scenario : Scenario or str or Path
        A scenario, or the name of one, or its file; ``ordos-2022`` if left out.
    seed, replication : int
        As in `simulate`. Mesa 3.5 and later take the seeds of a ``batch_run`` as ``rng=``, and
        otherwise pass None, which stands for 1.
    rules : mapping of str to callable, optional
        Rules to replace, as in `simulate`.
    collect : bool
        Whether `datacollector` notes stocks, holders and money at the end of each year.
    firm_reporters : sequence of str
        Attributes of `Firm` that it notes for every firm as well, such as ``("revenue", "tier")``.

    Attributes
    ----------
    policy_scenario : Scenario
        The scenario; Mesa keeps ``model.scenario`` for itself.
    year : int
        The year lived last; before the first step, the year in which the scenario starts.
    month : int
        The running month (:func:`srdi_sim.policy.tiers.month_index`) at which titles are read.
    running : bool
        False once the scenario's last year is lived.
    """

    running: bool

    def __init__(
        self,
        scenario: Scenario | str | Path | None = None,
        seed: int | None = _DEFAULT_SEED,
        replication: int = 0,
        rules: Mapping[str, Callable[..., Any]] | None = None,
        collect: bool = True,
        firm_reporters: Sequence[str] = (),
    ) -> None:
        seed = _DEFAULT_SEED if seed is None else int(seed)
        # For whoever shuffles agents; no year of ours asks Mesa's generators.
        super().__init__(rng=seed)
        if not isinstance(scenario, Scenario):
            scenario = load_scenario(_DEFAULT_SCENARIO if scenario is None else scenario)
        self.policy_scenario = scenario
        self.banners: tuple[str, ...] = scenario.population.banners
        self.sectors: tuple[str, ...] = scenario.population.sectors
        self.year = scenario.start.year
        self.month = month_index(self.year, scenario.start.month)
        self._rules = rules_with(rules)
        self._to_live = list(scenario.years)
        numbers = np.array([replication], dtype=np.int64)
        [habits] = scenario.settled_uncertainties().draw(seed, numbers, scenario.years)
        self._habits = dict(zip(scenario.years, habits, strict=True))
        self._luck = scenario.uncertainties.luck_of(seed, replication)
        self._books = Books(scenario.clauses)
        self._city = start_city(scenario, habits[0], seed, replication)
        self._windows: dict[int, Firm] = {}
        self._collects = collect
        self.datacollector = DataCollector(_REPORTERS, {name: name for name in firm_reporters})
        self._open_and_close_windows()

    def step(self) -> None:
        """Live one year.

        Raises
        ------
        SrdiError
            When every year of the scenario is lived.
        ConservationError
            When a firm, a title, a place, a pool or a fen was made or lost.
        """
        if not self.running:
            raise SrdiError("explore.over", {"year": self.year})
        year = self._to_live.pop(0)
        terms = self.policy_scenario.terms(year)
        live_one_year(self._city, terms, self._habits[year], self._rules, self._luck, self._books)
        self.year, self.month = year, month_index(year, MONTHS)
        self.running = bool(self._to_live)
        self._open_and_close_windows()
        if self._collects:
            self.datacollector.collect(self)

    @property
    def firms(self) -> Firms:
        """The columns of all firms that have come into view, those that closed included."""
        return self._city.firms

    def stock(self) -> dict[str, int]:
        """Return the number of firms by the highest title that is valid now, ``none`` included."""
        return dict(zip(STOCK_CODES, month_stock(self._city, self.month).tolist(), strict=True))

    def holders(self) -> dict[str, int]:
        """Return the number of firms that hold a valid title of each tier."""
        firms = self.firms
        return {
            tier.code: int((firms.alive & firms.holds(tier, self.month)).sum()) for tier in TIERS
        }

    def ledger(self) -> pd.DataFrame:
        """Return what is owed so far: the columns of ``ledger.parquet`` but for the replication."""
        return _labelled(self._books.close(), self.policy_scenario.clauses, self.banners)

    def due_wan(self) -> float:
        """Return what city and banners owe for the year lived last, 万元 (expenditure only)."""
        ledger = self._books.close()
        counts = ledger["kind"] == KINDS.index("expenditure")
        counts &= np.isin(ledger["payer"], (PAYERS.index("city"), PAYERS.index("banner")))
        counts &= ledger["year_due"] == self.year
        return int(ledger["amount_fen"][counts].sum()) / WAN

    def _open_and_close_windows(self) -> None:
        """Add an agent for each firm that came into view, remove those of firms that closed."""
        alive = self.firms.alive
        for row in [row for row in self._windows if not alive[row]]:
            self._windows.pop(row).remove()
        for row in np.flatnonzero(alive).tolist():
            if row not in self._windows:
                self._windows[row] = Firm(self, row)


def _stock(code: str, model: LadderModel) -> int:
    return model.stock()[code]


def _holders(code: str, model: LadderModel) -> int:
    return model.holders()[code]


_REPORTERS: dict[str, Any] = {
    "year": "year",
    **{f"stock_{code}": partial(_stock, code) for code in STOCK_CODES},
    **{f"holders_{code}": partial(_holders, code) for code in TIER_CODES},
    "due_wan": LadderModel.due_wan,
}


def _first_day(month: int) -> dt.date:
    """Return the first day of a running month."""
    return dt.date(int(month) // MONTHS, int(month) % MONTHS + 1, 1)


def _labelled(
    ledger: Mapping[str, NDArray[Any]], clauses: Sequence[str], banners: Sequence[str]
) -> pd.DataFrame:
    """Return a ledger as a run folder's, with names where the books hold numbers."""
    labels: dict[str, Sequence[str]] = {
        "clause": clauses,
        "event": EVENTS,
        "tier": (*TIER_CODES, _NONE),  # the last also stands at -1
        "banner": (*banners, _NONE),
        "payer": PAYERS,
        "kind": KINDS,
        "basis": BASES,
    }
    frame = pd.DataFrame({name: column.astype(np.int64) for name, column in ledger.items()})
    for name, texts in labels.items():
        frame[name] = np.array(texts, dtype=object)[ledger[name]]
    frame["year_paid"] = frame["year_paid"].astype("Int64").mask(frame["year_paid"] == UNPAID)
    return frame
