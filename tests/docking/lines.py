"""Phase 11, pay: all other lines, and parks, from docs/odd/07-money.md."""

from __future__ import annotations

import math
from typing import Any

from docking.city import City, Firm
from docking.files import WAN, fen
from docking.habits import Habits
from docking.ladder import LITTLE_GIANT, REGIONAL
from docking.money import Books, late
from docking.terms import Terms

_BODY_LEVELS = {2: "municipal", 3: "provincial", 4: "national"}
_FUND = {"payer": "guarantee_fund", "kind": "contingent", "basis": "assumption"}
_KINDS = ("international", "national", "industry")


def fen_of(x: float) -> int:
    """Return x 万元 in fen."""
    return math.floor(1_000_000 * x + 0.5)


class Lines:
    """All lines of one year but awards."""

    def __init__(self, city: City, terms: Terms, habits: Habits, books: Books) -> None:
        self.city, self.terms, self.habits, self.books = city, terms, habits, books

    def enter_all(self) -> None:
        strength = self.terms.strength
        for lever, line in {
            "research_bodies": self._bodies,
            "quality": self._standards,
            "parks": self._parks,
            "credit": self._credit,
            "funds": self._stakes,
            "factors": self._power,
            "talent": self._stipends,
            "markets": self._fairs,
            "training": self._class,
            "platforms": self._platforms,
        }.items():
            if strength[lever] > 0:
                line(lever)
        self._recovery()

    def _row(self, lever: str, event: str, amount: int, **more: Any) -> None:
        december = self.terms.december
        clause = str(self.terms.levers[lever]["clause"])
        delay = late(december, self.terms, self.habits)
        self.books.enter(self.city, december, delay, clause, event, amount, **more)

    def _price(self, lever: str, key: str, habit: str) -> tuple[int, str]:
        named = self.terms.named(lever, key)
        if named is not None:
            return fen(named), "text"
        zero = self.terms.reading["amounts_not_given"] == "zero"
        return (0 if zero else fen_of(self.habits[habit])), "assumption"

    def _bodies(self, lever: str) -> None:
        for firm in self.city.record.bodies:
            level = _BODY_LEVELS.get(int(firm.body))
            named = self.terms.named(lever, level) if level else None
            if named is not None:
                self._row(lever, "body_award", fen(named), firm=firm)

    def _standards(self, lever: str) -> None:
        part = self.terms.value(lever, "joined_part", self.habits["standard_joined_part"])
        part_named = self.terms.named(lever, "joined_part") is not None
        for firm, kind, led in self.city.record.standards:
            name = _KINDS[kind]
            price, basis = self._price(lever, name, f"standard_{name}_wan")
            if not led:
                price = round(price * part)
                basis = basis if part_named else "assumption"
            self._row(lever, "standard_subsidy", price, firm=firm, basis=basis)

    def _credit(self, lever: str) -> None:
        record = self.city.record
        if record.capital is not None:
            named = self.terms.named(lever, "fund") is not None
            basis = "text" if named else "assumption"
            self._row(lever, "fund_capital", fen_of(record.capital), kind="asset", basis=basis)
        for firm, borne in record.claims:
            self._row(lever, "guarantee_claim", fen_of(borne), firm=firm, **_FUND)

    def _recovery(self) -> None:
        """Enter what comes back to the fund, also once the lever has ended."""
        recovered = fen_of(self.city.record.recovered)
        if recovered != 0:
            self._row("credit", "guarantee_recovery", -recovered, **_FUND)

    def _stakes(self, lever: str) -> None:
        price, basis = self._price(lever, "stake", "fund_stake_wan")
        for firm in self.city.record.stakes:
            self._row(
                lever, "fund_stake", price,
                firm=firm, payer="investment_fund", kind="asset", basis=basis,
            )  # fmt: skip

    def _power(self, lever: str) -> None:
        discount = self.terms.named(lever, "power_discount") or 0
        if discount > 0:
            for firm in self.city.alive:
                if firm.titled:
                    bill = firm.revenue * self.habits["power_bill"] * self.terms.share
                    amount = fen_of(bill * discount * self.terms.strength[lever])
                    self._row(lever, "power_discount", amount, firm=firm, basis="assumption")

    def _stipends(self, lever: str) -> None:
        months = self.terms.value(lever, "months", self.habits["stipend_months"])
        months = int(months * self.terms.stipend_part * self.terms.share)
        price, basis = self._price(lever, "stipend", "stipend_wan")
        if any(self.terms.named(lever, key) is None for key in ("months", "places")):
            basis = "assumption"
        for firm in self.city.alive:
            if firm.trainees > 0:
                amount = int(firm.trainees) * months * price
                self._row(lever, "stipend", amount, firm=firm, payer="banner", basis=basis)

    def _fairs(self, lever: str) -> None:
        price, basis = self._price(lever, "subsidy", "fair_subsidy_wan")
        for firm in self.city.alive:
            if firm.at_fair:
                self._row(lever, "fair_subsidy", price, firm=firm, basis=basis)

    def _class(self, lever: str) -> None:
        price, basis = self._price(lever, "cost_per_seat", "training_cost_wan")
        seats = self.terms.named(lever, "seats")
        amount = round(seats * price * self.terms.strength[lever])
        self._row(lever, "training_year", amount, basis=basis)

    def _platforms(self, lever: str) -> None:
        reading = self.terms.reading
        amount = round(fen(self.terms.named(lever, "amount")) * self.terms.strength[lever])
        named = self.terms.named(lever, "count") is not None or self.terms.named(lever, "bodies")
        for body in self.city.bodies:
            if body.valid if reading["platform_service"] == "not_asked" else body.serves:
                twice = body.two_titles and reading["platform_payment"] == "per_title"
                basis = "text" if named else "assumption"
                self._row(lever, "platform_year", amount * (2 if twice else 1), basis=basis)

    def _parks(self, lever: str) -> None:
        terms, city, reading = self.terms, self.city, self.terms.reading
        if not terms.parks_at_end:
            return
        award = fen(terms.named(lever, "award"))
        need = terms.named(lever, "threshold") + (reading["park_number"] == "more_than")
        accelerators = reading["park_kind"] == "parks_and_accelerators"
        parks = len(city.banners) * city.parks_per_banner
        only = terms.named(lever, "only") or []
        names = [f"{b}/{n + 1}" for b in city.banners for n in range(city.parks_per_banner)]
        may = [not only or name in only for name in names]
        may += [accelerators and not only for _ in city.banners]
        held = [0 for _ in may]
        for firm in city.alive:
            if self._counts_in_a_park(firm):
                if firm.park >= 0:
                    held[firm.park] += 1
                elif firm.accelerator:
                    held[parks + firm.banner] += 1
        for park, titles in enumerate(held):
            banner = park // city.parks_per_banner if park < parks else park - parks
            if may[park] and titles >= need and park not in city.park_awarded:
                city.park_awarded.add(park)
                self._row(lever, "park_award", award, banner=banner)
        if reading["park_below"] == "clawed_back":
            for park in sorted(city.park_awarded - city.park_clawed_back):
                if held[park] < need:
                    city.park_clawed_back.add(park)
                    banner = park // city.parks_per_banner if park < parks else park - parks
                    self._row(lever, "clawback", -award, banner=banner)

    def _counts_in_a_park(self, firm: Firm) -> bool:
        regional = firm.holds(REGIONAL, self.terms.december)
        giant = firm.holds(LITTLE_GIANT, self.terms.december)
        if self.terms.reading["park_counts"] == "regional_only":
            return regional and not giant
        return regional or giant


def settle(city: City, terms: Terms, habits: Habits, books: Books) -> None:
    """Pay what is to be paid this year."""
    strength = terms.strength["appropriation"]
    cap = None
    if strength > 0:
        cap = round(fen(terms.named("appropriation", "cap")) * strength)
    written = fen(terms.named("appropriation", "cap") or 0)
    arrears = _settle_year(books, terms.year, cap)
    city.years_of_arrears = arrears / max(written, 1)
    if habits["award_rd"] != 0:
        received = {firm.id: 0 for firm in city.firms}
        for row in books.rows:
            if row.event in ("recognised", "already_recognised") and row.year_paid == terms.year:
                received[row.firm_id] += row.amount
        for firm in city.firms:
            firm.received = received[firm.id] / WAN


def _settle_year(books: Books, year: int, cap: int | None) -> int:
    """Settle the rows planned for a year and those that wait; return what waits, fen."""
    if cap is None and not books.waiting:
        return 0
    planned = [row for row in books.rows if row.waits_in_turn and row.year_paid == year]
    order = {id(row): n for n, row in enumerate(books.rows)}
    queue = sorted(
        planned + books.waiting, key=lambda row: (row.month, row.firm_id, order[id(row)])
    )
    running, stuck, waiting = 0, False, []
    for row in queue:
        running += row.amount
        stuck = stuck or (cap is not None and running > cap)
        row.year_paid = None if stuck else year
        if stuck:
            waiting.append(row)
    books.waiting = waiting
    return sum(row.amount for row in waiting)


def settle_after(terms: Terms, books: Books) -> None:
    """Settle the years after the last one."""
    cap = None
    if terms.strength["appropriation"] > 0 and terms.cap_goes_on:
        cap = fen(terms.named("appropriation", "cap"))
    before = sum(row.amount for row in books.waiting)
    last_planned = max((row.year_paid or 0 for row in books.rows), default=0)
    for year in range(terms.year + 1, terms.year + 50):
        arrears = _settle_year(books, year, cap)
        if year > last_planned and arrears == before:
            break
        before = arrears
