"""Phase 11, pay: awards, other purses and clawbacks, from docs/odd/07-money.md."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from docking.city import City, Firm
from docking.habits import Habits
from docking.ladder import CHAMPION, INNOVATIVE, LITTLE_GIANT, REGIONAL, TIERS
from docking.terms import Gift, Terms

NONE = "none"


@dataclass(slots=True)
class Row:
    month: int
    year_paid: int | None
    clause: str
    event: str
    tier: str
    banner: str
    firm_id: int
    payer: str
    kind: str
    basis: str
    amount: int

    @property
    def waits_in_turn(self) -> bool:
        return self.payer == "city" and self.kind == "expenditure" and self.amount > 0


@dataclass
class Books:
    rows: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)

    def enter(
        self,
        city: City,
        month: int,
        late: int,
        clause: str,
        event: str,
        amount: int,
        *,
        tier: int = -1,
        banner: int = -1,
        firm: Firm | None = None,
        payer: str = "city",
        kind: str = "expenditure",
        basis: str = "text",
    ) -> None:
        banner = firm.banner if firm else banner
        self.rows.append(
            Row(
                month,
                month // 12 + (late if kind == "expenditure" else 0),
                clause,
                event,
                TIERS[tier] if tier >= 0 else NONE,
                city.banners[banner] if banner >= 0 else NONE,
                firm.id if firm else -1,
                payer,
                kind,
                basis,
                amount,
            )
        )


def late(month: int, terms: Terms, habits: Habits) -> int:
    """Return how many years after it is due expenditure of a month is paid."""
    if terms.reading["payment_year"] == "half_year":
        return (month + 6) // 12 - month // 12
    return int(habits["paid_next_year"])


def _earns(firm: Firm, purse: Gift) -> bool:
    since = firm.since[purse.tier]
    first = firm.first[purse.tier] == since
    return first and since >= firm.arrived and purse.b <= since <= purse.e


class Awards:
    """The awards of one year."""

    def __init__(self, city: City, terms: Terms, habits: Habits, books: Books) -> None:
        self.city, self.terms, self.habits, self.books = city, terms, habits, books
        self.had: set[int] = set()  # firms with an award above 0 this year

    def enter_all(self) -> None:
        reading = self.terms.reading
        awards = sorted(self.terms.awards, key=lambda a: (a.tier, a.since))
        if reading["stacking"] == "highest_only":
            awards.sort(key=lambda a: (-a.amount, -a.tier, a.since))
        for award in awards:
            self._held(award)
            self._brought(award)
            self._new(award)

    def _held(self, award: Gift) -> None:
        tier, terms = award.tier, self.terms
        stock = award.applies_to == "new_and_stock" or (
            tier == CHAMPION and terms.reading["champion_award"] == "also_existing"
        )
        if award.since.year != terms.year or award.continues or not stock:
            return
        opened = max(award.b, terms.first)
        schedule = terms.reading["stock_schedule"]
        for firm in list(self.city.alive):
            if not firm.holds(tier, opened) or firm.since[tier] >= opened:
                continue
            if firm.paid[tier] != 0 or firm.arrived != 0:
                continue
            if schedule == "while_valid" and not firm.holds(tier, terms.december):
                continue
            when = terms.december if schedule == "while_valid" else opened
            self._enter(award, firm, "already_recognised", opened, when, schedule == "spread")

    def _brought(self, award: Gift) -> None:
        if award.applies_to == "new_and_stock":
            for firm in self.city.record.of("arrived")[award.tier]:
                if firm.since[award.tier] < firm.arrived and award.b <= firm.arrived <= award.e:
                    self._enter(award, firm, "already_recognised", firm.arrived, firm.arrived)

    def _new(self, award: Gift) -> None:
        for firm in self.city.record.of("recognised")[award.tier]:
            since = firm.since[award.tier]
            if award.b <= since <= award.e:
                self._enter(award, firm, "recognised", since, since)

    def _enter(
        self, award: Gift, firm: Firm, event: str, due: int, when: int, spread: bool = False
    ) -> None:
        amount = self._amount(award, firm, event, due)
        firm.paid[award.tier] += amount
        if amount > 0:
            self.had.add(firm.id)
        parts = equal_parts(amount, 3) if spread else [amount]
        for k, part in enumerate(parts):
            month = when + 12 * k
            split(self, firm, award.tier, award.clause, event, month, part)

    def _amount(self, award: Gift, firm: Firm, event: str, due: int) -> int:
        tier, reading, amount = award.tier, self.terms.reading, award.amount
        if event == "already_recognised":
            if firm.arrived:
                if reading["titles_moved_in"] != "count_and_award":
                    amount = 0
            elif award.applies_to == "new_and_stock":
                amount *= int(self.habits["stock_paid"])
            not_paid = reading["stock_little_giant_regional_award"] == "not_paid"
            if tier == REGIONAL and not_paid and firm.holds(LITTLE_GIANT, due):
                amount = 0
        elif reading["second_award"] == "none" and firm.first[tier] != firm.since[tier]:
            amount = 0
        rung = self.terms.rungs.get(tier)
        if tier == INNOVATIVE and rung and rung.recognised_by != "city":
            amount *= int(self.habits["province_innovative_paid"])
        if reading["other_purses_deducted"] == "yes":
            for purse in self.terms.purses:
                if purse.tier == tier and purse.share == 1 and _earns(firm, purse):
                    amount = max(amount - purse.amount, 0)
        if reading["stacking"] == "top_up":
            amount = max(amount - sum(firm.paid), 0)
        if reading["stacking"] == "highest_only" and firm.id in self.had:
            amount = 0
        return amount


def equal_parts(amount: int, n: int) -> list[int]:
    """Return n equal parts, the first with what is left over."""
    each = amount // n
    return [amount - each * (n - 1)] + [each] * (n - 1)


def split(
    awards: Awards, firm: Firm, tier: int, clause: str, event: str, month: int, amount: int
) -> None:
    """Enter a sum as two rows, of the city and of the banner; a negative one by its size."""
    city, terms, habits = awards.city, awards.terms, awards.habits
    size, sign = abs(amount), -1 if amount < 0 else 1
    if terms.reading["award_payer"] == "banners_outside_districts":
        districts = city.people.get("districts", [])
        part = size if city.banners[firm.banner] in districts else 0
    else:
        share = Fraction(Decimal(str(habits["city_share"])))
        part = math.floor(size * share + Fraction(1, 2))
    for payer, paid in (("city", part), ("banner", size - part)):
        awards.books.enter(
            city, month, late(month, terms, habits), clause, event, sign * paid,
            tier=tier, firm=firm, payer=payer,
        )  # fmt: skip


def other_purses(city: City, terms: Terms, books: Books) -> None:
    shared = [0 for _ in TIERS]
    for purse in terms.purses:
        tier = purse.tier
        n = shared[tier]
        shared[tier] += purse.share < 1
        for firm in city.record.of("recognised")[tier]:
            if not _earns(firm, purse):
                continue
            if purse.share < 1:
                u = city.luck.draw(firm.id, 0, "OTHER_PURSE", tier + 5 * n)
                city.note("OTHER_PURSE", firm.id, u, purse.share)
                if u >= purse.share:
                    continue
            for k, part in enumerate(equal_parts(purse.amount, purse.years)):
                books.enter(
                    city, firm.since[tier] + 12 * k, 0, purse.clause, "recognised", part,
                    tier=tier, firm=firm, payer=purse.payer, kind="memo",
                )  # fmt: skip


def clawbacks(awards: Awards) -> None:
    city, terms = awards.city, awards.terms
    for tier in range(len(TIERS)):
        leaving: list[Firm] = []
        if terms.reading["revoked_award"] == "clawed_back":
            leaving += city.record.of("revoked")[tier]
        if terms.reading["award_on_leaving"] == "clawed_back":
            leaving += city.record.moved
        begun = [a for a in terms.all_awards if a.tier == tier and a.b <= terms.december]
        for firm in sorted(leaving, key=lambda f: f.row):
            if firm.paid[tier] > 0:
                clause = max(begun, key=lambda a: a.since).clause
                amount, firm.paid[tier] = -firm.paid[tier], 0
                split(awards, firm, tier, clause, "clawback", terms.december, amount)
