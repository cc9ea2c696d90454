"""The model of `srdi_sim.engine` once more, as idiomatic Mesa: one object a firm, one draw a call.

It is what the engine's speed is measured against, and a second opinion on its counts. The twelve
phases, the rule sets, the terms and the habits are the engine's; the formulas are written anew with
`math.exp` and `math.log`, and luck is Mesa's own generator, so that two runs agree only on average.
`CityByRules` is the same city asking the engine's rules, number by number, through ``.scalar``.
"""

# Methods bear the names of the phases and rules of `srdi_sim`, where each has its docstring.
# ruff: noqa: D102, D103

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import mesa

from srdi_sim.engine.rules import Rules
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Award
from srdi_sim.policy.rulesets import (
    AnyOf,
    Bands,
    Condition,
    Item,
    PerUnit,
    RuleSet,
    Scale,
    Test,
    Unpublished,
)
from srdi_sim.policy.terms import RungTerms
from srdi_sim.policy.tiers import LADDER, TIERS, Tier, month_index
from srdi_sim.population.firms import Firms, column_kinds
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN, split

LOGISTIC_SD = math.pi / math.sqrt(3.0)
RULES = Rules()


class Firm(mesa.Agent):
    """One firm: its columns as attributes, its title tables as lists by tier."""

    def __init__(self, model: City, traits: dict[str, Any]) -> None:
        super().__init__(model)
        self.__dict__.update(traits)
        self.titled = False  # at the start of the year
        self.standing = 0.0
        self.reported_rd = self.rd
        self.steady_luck: dict[Tier, float] = {}  # how panels see the firm, year after year

    def holds(self, tier: Tier, month: int) -> bool:
        return 0 < self.since[tier] <= month < self.until[tier]

    def holds_any(self, month: int) -> bool:
        for since, until in zip(self.since, self.until, strict=True):
            if 0 < since <= month < until:
                return True
        return False

    def holds_on_form(self, tier: Tier) -> bool:
        """Return whether the title is held when the form is judged: it is until its review."""
        city = self.model
        return self.since[tier] <= city.form_month and self.until[tier] >= city.january

    def is_new(self, tier: Tier) -> bool:
        """Return whether the title is dated in the part of the year that is lived."""
        return self.model.first_month <= self.since[tier] <= self.model.december

    # The phases that a firm goes through by itself.

    def close(self) -> None:
        city = self.model
        self.titled = self.holds_any(city.first_month - 1)
        if city.uniform() < self.chance_of_closing():
            for tier in TIERS:
                city.record["left", tier] += self.holds(tier, city.first_month - 1)
            city.record["closed", None] += 1
            self.remove()

    def build(self) -> None:
        city, habits = self.model, self.model.habits
        uniform, year = city.uniform, city.year
        self.rd_before = self.rd
        self.rd_intensity *= 1.0 + habits.rd_drift * city.terms.share_of_year
        reach = habits.rd_share_industry if self.manufacturer else habits.rd_share_services
        active = self.rd_rank < reach
        self.rd = self.real_rd() if active else 0.0
        self.class1_ip += self.new_ip(uniform())
        if active and uniform() < city.chance_of_body:
            self.body = min(self.body + 1.0, 4.0)
        if uniform() < city.chance_of_quality:
            self.quality += 1.0
        if uniform() < city.chance_of_digital:
            self.digital = min(self.digital + 1.0, 4.0)
            self.core_it = True
        qualified = active and self.class1_ip >= 1.0 and self.high_tech_until < year
        if qualified and uniform() < habits.certificate_rate * city.terms.share_of_year:
            self.high_tech_until = year + 2

    def grow(self) -> None:
        change = self.log_growth(self.model.uniform())
        self.growth_before, self.growth = self.growth, self.growth_rate(change)
        self.revenue_before, self.revenue = self.revenue, self.grown(change)

    def application_to(self, rung: RungTerms) -> tuple[Firm, float, bool] | None:
        """Return the firm, its points above the mark and whether it takes a direct route."""
        city, tier = self.model, rung.rung.tier
        first = city.first_month
        for held in (tier,) if tier is Tier.CHAMPION else LADDER[tier:]:
            if self.until[held] >= first:
                return None
        form = city.forms[tier]
        needed = max(rung.rd_floor, rung.rd_ratio_floor * self.revenue)
        self.reported_rd = self.rd
        if needed > 0.0:
            self.reported_rd = self.reports(city.uniform(), needed)
        if not form.meets(self):
            return None
        by_route = form.by_route(self)
        above_mark = 0.0
        if rung.rules.items:
            above_mark = form.points(self) - form.mark
            if by_route:
                above_mark = max(above_mark, 0.0)
            elif above_mark < 0.0:
                return None
        city.record["eligible", tier] += 1
        if city.uniform() >= self.chance_of_applying(rung) * city.terms.share_of_year:
            return None
        city.record["applied", tier] += 1
        return self, above_mark, by_route

    def review(self) -> None:
        """See each title that ends this year renewed or lapsed, from the top tier down."""
        city = self.model
        self.reported_rd = self.rd
        higher = False  # holds a rung above that is valid after this year
        for tier in reversed(TIERS):
            if city.first_month <= self.until[tier] <= city.december:
                rung = city.terms.rung(tier)
                renewed = rung is not None and (higher or self.keeps(rung))
                if renewed:
                    self.until[tier] += rung.rung.validity_months
                city.record["renewed" if renewed else "lapsed", tier] += 1
            higher = higher or (tier in LADDER and self.until[tier] > city.december)

    def keeps(self, rung: RungTerms) -> bool:
        city = self.model
        if rung.tier is Tier.MUNICIPAL and not rung.open:
            return city.terms.reading.municipal_titles_after == "stay"
        meets = city.forms[rung.tier].meets_at_review(self)
        return self.is_renewed(city.uniform(), meets, getattr(city.habits, rung.rung.renewal))

    def recognise(self, tier: Tier, month: int, validity: int) -> None:
        self.since[tier] = month
        self.until[tier] = month + validity
        self.first[tier] = self.first[tier] or month

    # The lines of an application form that are not attributes.

    @property
    def age(self) -> int:
        return self.model.year - self.founded

    @property
    def niche_years(self) -> int:
        return self.model.year - self.niche_since

    @property
    def growth_2y(self) -> float:
        return (self.growth + self.growth_before) / 2.0

    @property
    def rd_mean_2y(self) -> float:
        return (self.reported_rd + self.rd_before) / 2.0

    @property
    def rd_sum_2y(self) -> float:
        return self.reported_rd + self.rd_before

    @property
    def rd_ratio(self) -> float:
        return self.reported_rd / self.revenue

    @property
    def rd_ratio_before(self) -> float:
        return self.rd_before / self.revenue_before

    @property
    def ip_grade(self) -> float:
        return self.ip_grade_if_any if self.class1_ip >= 1.0 else float(self.class2_ip)

    @property
    def high_tech(self) -> bool:
        return self.high_tech_until >= self.model.year

    @property
    def holds_innovative(self) -> bool:
        return self.holds_on_form(Tier.INNOVATIVE)

    @property
    def holds_regional(self) -> bool:
        return self.holds_on_form(Tier.REGIONAL)

    @property
    def holds_little_giant(self) -> bool:
        return self.holds_on_form(Tier.LITTLE_GIANT)

    # What a firm is and does, one method a rule.

    def chance_of_closing(self) -> float:
        city, habits = self.model, self.model.habits
        hazard = city.exit_by_age[min(max(city.year - self.founded, 0), city.oldest)]
        if self.above_scale:
            hazard = min(hazard, habits.cap_exit_above_scale)
        if self.titled:
            hazard = min(hazard, habits.cap_exit_titled)
        if self.visited:
            hazard *= 1.0 - habits.visit_rescue
        return hazard * city.terms.share_of_year

    def promise(self) -> float:
        return (
            min(max(self.rd / self.revenue / 0.03, 0.0), 1.0)
            + min(self.class1_ip / 2.0, 1.0)
            + min(max(self.growth / 0.10, 0.0), 1.0)
            + min((self.digital - 1.0) / 2.0, 1.0)
            + min(self.main_share / 0.80, 1.0)
        )

    def loan_wanted(self) -> float:
        return self.revenue * self.model.habits.loan_to_revenue

    def chance_of_approval(self, listed: bool, guaranteed: bool) -> float:
        habits = self.model.habits
        chance = habits.loan_approval
        if listed:
            chance += habits.whitelist_lift * self.model.terms.credit
        if guaranteed:
            chance += habits.guarantee_lift
        return min(max(chance, 0.0), 1.0)

    def factor_standing(self, weight: float) -> float:
        return self.output_per_mu * weight if self.titled else self.output_per_mu

    def real_rd(self) -> float:
        habits = self.model.habits
        rd = self.revenue * self.rd_intensity * (1.0 + habits.body_rd * self.body)
        return rd * (1.0 + habits.credit_rd) if self.loan > 0.0 else rd

    def new_ip(self, u: float) -> int:
        city = self.model
        mean = min(city.habits.ip_rate * self.rd / 100.0, 2.0) * city.terms.share_of_year
        pieces, chance = 0, math.exp(-mean)
        reached = chance
        while u > reached and pieces < 4:
            pieces += 1
            chance *= mean / pieces
            reached += chance
        return pieces

    def log_growth(self, u: float) -> float:
        city, habits = self.model, self.model.habits
        sd = habits.growth_sd_titled if self.titled else habits.growth_sd_other
        shock = -math.copysign(1.0, u - 0.5) * math.log(1.0 - 2.0 * abs(u - 0.5)) * sd / 2.0**0.5
        g = city.common_growth + self.drift + shock
        g -= habits.factor_growth * (1.0 - self.factor_met)
        g += habits.digital_growth * (self.digital - 1.0) * city.terms.upgrades
        return g + habits.credit_growth if self.loan > 0.0 else g

    def grown(self, change: float) -> float:
        change = min(max(change, -2.0), 2.0)
        return self.revenue * math.exp(change * self.model.terms.share_of_year)

    def growth_rate(self, change: float) -> float:
        return math.exp(min(max(change, -2.0), 2.0)) - 1.0

    def reports(self, u: float, needed: float) -> float:
        habits = self.model.habits
        close = needed * (1.0 - habits.relabel_reach) <= self.rd < needed and self.rd > 0.0
        return needed if close and u < habits.relabel_chance else self.rd

    def help_received(self) -> float:
        city, habits = self.model, self.model.habits
        total = habits.publicity_help * city.terms.publicity
        total += habits.effort_help * (city.effort[self.banner] - 1.0)
        if self.pool:
            total += habits.pool_help
        if self.visited:
            total += habits.visit_help
        if self.trained:
            total += habits.training_help
        if self.platform:
            total += habits.platform_help
        return total

    def chance_of_applying(self, rung: RungTerms) -> float:
        take_up = getattr(self.model.habits, rung.rung.take_up)
        pull = self.model.pulls[rung.rung.tier]
        return 1.0 / (1.0 + math.exp(-(logit(take_up) + pull + self.help_received())))

    def panel_draw(self, u_persistent: float, u_year: float) -> float:
        persistence = self.model.habits.panel_persistence
        steady = math.sqrt(persistence) * logit(u_persistent)
        yearly = math.sqrt(1.0 - persistence) * logit(u_year)
        return self.model.habits.panel_sd * (steady + yearly) / LOGISTIC_SD

    def merit(self, above_mark: float, panel: float, strength: float) -> float:
        return strength + (above_mark + panel) / self.model.habits.panel_sd

    def is_renewed(self, u: float, meets: bool, renewal: float) -> bool:
        return meets and u < renewal


class City(mesa.Model):
    """The city: it lives a year a step, phase by phase.

    Parameters
    ----------
    case : Scenario
    habits : sequence of Habits
        One for each year, as the engine draws them.
    firms : Firms
        The start population with its entrants, as the engine draws it; copied into agents.
    seed : int
        Of Mesa's generator.
    """

    firm_class = Firm

    def __init__(self, case: Scenario, habits: Sequence[Habits], firms: Firms, seed: int) -> None:
        super().__init__(rng=seed)
        self.case = case
        self.habits_of_year = dict(zip(case.years, habits, strict=True))
        self.uniform = self.random.random
        banners = len(case.population.banners)
        self.effort = [1.0] * banners
        self.factor_base = [0.0] * banners  # the claims of the first year
        self.factor_unmet = 0.0
        self.parks_per_banner = case.population.parks_per_banner
        self.park_awarded: set[int] = set()
        self.ledger: list[dict[str, Any]] = []
        self.record: Counter[tuple[str, Tier | None]] = Counter()
        self.year = case.start.year - 1
        self.entrants: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for traits in rows_of(firms):
            if traits.pop("alive"):
                self.firm_class(self, traits)
            else:
                self.entrants[traits["enters"]].append(traits)

    def step(self) -> None:
        """Live one year."""
        self.begin_year(self.year + 1)
        self.agents.do("close")
        self.found()
        self.cultivate()
        claims = self.lend()
        self.allot()
        self.agents.do("build")
        self.agents.do("grow")
        applications = self.apply()
        for rung, month, applicants in applications:
            self.judge(rung, month, applicants)
        self.form_month = self.december
        self.agents.do("review")
        self.pay(claims)
        self.learn()

    def begin_year(self, year: int) -> None:
        self.year = year
        self.terms = terms = self.case.terms(year)
        self.habits = habits = self.habits_of_year[year]
        self.january = month_index(year, 1)
        self.first_month = month_index(year, terms.start.month)
        self.december = self.form_month = month_index(year, 12)
        self.record = Counter()
        self.exit_by_age = habits.exit_by_age.tolist()
        self.oldest = len(self.exit_by_age) - 1
        self.chance_of_body = self.chance_of_advance(
            habits.body_rate, habits.body_support, terms.research_bodies
        )
        self.chance_of_quality = self.chance_of_advance(
            habits.quality_rate, habits.quality_support, terms.quality
        )
        self.chance_of_digital = self.chance_of_advance(
            habits.digital_rate, habits.digital_support, terms.upgrades
        )
        self.common_growth = (
            habits.growth_mean
            + habits.market_growth * terms.markets
            + habits.equity_growth * terms.funds
            + habits.talent_growth * terms.talent
        )
        self.pulls = {rung.tier: self.pull_of_awards(rung) for rung in terms.rungs}
        self.forms = {rung.tier: Form(rung, habits) for rung in terms.rungs}

    def month_of(self, rung: RungTerms) -> int:
        """Return the running month of this year's batch."""
        return month_index(self.year, int(getattr(self.habits, rung.rung.month)))

    def found(self) -> None:
        if self.year > self.case.start.year:
            for traits in self.entrants.pop(self.year, ()):
                self.firm_class(self, traits)

    def cultivate(self) -> None:
        habits, terms = self.habits, self.terms
        firms = list(self.agents)
        for firm in firms:
            firm.pool = 0
            firm.visited = firm.platform = False
        if terms.pool > 0.0:
            self.random.shuffle(firms)  # a lot between equally promising firms
            promise = {firm: firm.promise() for firm in firms if firm.sme}
            best = sorted(promise, key=promise.__getitem__, reverse=True)
            free = [number(terms.pool_banner_places, habits.pool_banner_places)] * len(self.effort)
            for firm in best:
                if free[firm.banner]:
                    free[firm.banner] -= 1
                    firm.pool = 1
            for firm in best[: number(terms.pool_city_places, habits.pool_city_places)]:
                firm.pool = 2
        reached = [firm for firm in firms if firm.pool or firm.titled]
        visits = number(terms.visits_firms, habits.visits_firms) * terms.visits
        for firm in self.by_lot(reached, visits):
            firm.visited = True
        platforms = number(terms.platforms_count, habits.platforms_count)
        for firm in self.by_lot(reached, platforms * habits.platform_firms * terms.platforms):
            firm.platform = True
        untrained = [firm for firm in reached if not firm.trained]
        for firm in self.by_lot(untrained, terms.training_seats * terms.training):
            firm.trained = True

    def by_lot(self, firms: list[Firm], places: float) -> list[Firm]:
        return self.random.sample(firms, min(int(places), len(firms)))

    def lend(self) -> list[tuple[Firm, float]]:
        """Return the firms whose guaranteed loan defaults, and what the fund loses."""
        habits, terms, uniform = self.habits, self.terms, self.uniform
        demand = habits.loan_demand * terms.share_of_year
        wanting = []
        for firm in self.agents:
            firm.loan = 0.0
            firm.guaranteed = False
            if uniform() < demand:
                wanting.append(firm)
        fund = terms.guarantee_fund
        capital = habits.guarantee_fund_wan if fund is None else fund / WAN
        leverage = terms.guarantee_leverage
        leverage = habits.guarantee_leverage if leverage is None else leverage
        book = capital * leverage * terms.credit
        self.random.shuffle(wanting)
        claims = []
        for firm in wanting:
            amount = firm.loan_wanted()
            listed = firm.pool > 0 or firm.titled
            guaranteed = False
            if listed:
                book -= amount
                guaranteed = book >= 0.0
            if uniform() < firm.chance_of_approval(listed, guaranteed):
                firm.loan = amount
                firm.guaranteed = guaranteed
                if guaranteed and uniform() < habits.default_rate:
                    claims.append((firm, amount * habits.fund_loss_share))
        return claims

    def allot(self) -> None:
        habits, terms = self.habits, self.terms
        priority = terms.factor_priority
        priority = habits.factor_priority if priority is None else priority
        weight = 1.0 + (priority - 1.0) * terms.factors
        for firm in self.agents:
            firm.standing = firm.factor_standing(weight)
        years = self.year - self.case.start.year
        supply = habits.factor_tightness * (1.0 + habits.factor_supply_growth) ** years
        self.factor_unmet = 0.0
        for banner, firms in self.agents.groupby("banner", result_type="list"):
            claims = {firm: firm.revenue / firm.output_per_mu for firm in firms}
            if years == 0:
                self.factor_base[banner] = sum(claims.values())
            left = supply * self.factor_base[banner]
            for firm in sorted(firms, key=attrgetter("standing"), reverse=True):
                given = min(claims[firm], left)
                left -= given
                self.factor_unmet += claims[firm] - given
                firm.factor_met = given / claims[firm]

    def apply(self) -> list[tuple[RungTerms, int, list[tuple[Firm, float, bool]]]]:
        applications = []
        for rung in self.terms.rungs:
            month = self.month_of(rung)
            if rung.open and month >= self.first_month:
                self.form_month = month
                entered = [firm.application_to(rung) for firm in self.agents]
                applications.append((rung, month, [one for one in entered if one is not None]))
        return applications

    def judge(
        self, terms: RungTerms, month: int, applicants: list[tuple[Firm, float, bool]]
    ) -> None:
        habits, uniform, rung = self.habits, self.uniform, terms.rung
        strength = getattr(habits, rung.strength) if rung.strength else 0.0
        ranked: list[tuple[float, Firm | None, bool]] = []
        for firm, above_mark, by_route in applicants:
            if rung.tier not in firm.steady_luck:
                firm.steady_luck[rung.tier] = uniform()
            panel = firm.panel_draw(firm.steady_luck[rung.tier], uniform())
            if by_route or not terms.rules.items or above_mark + panel >= 0.0:
                self.record["passed", rung.tier] += 1
                ranked.append((firm.merit(above_mark, panel, strength), firm, by_route))
        if rung.places:
            if rung.rivals:
                rivals = range(int(getattr(habits, rung.rivals)))
                ranked += [(logit(uniform()) / LOGISTIC_SD, None, False) for _ in rivals]
            ranked.sort(key=itemgetter(0), reverse=True)
            ranked = ranked[: max(0, int(min(getattr(habits, rung.places), len(ranked))))]
        for _, winner, by_route in ranked:
            if winner is not None:
                self.record["by_route", rung.tier] += by_route
                winner.recognise(rung.tier, month, rung.validity_months)

    def pay(self, claims: list[tuple[Firm, float]]) -> None:
        terms = self.terms
        recognised = {tier: [] for tier in TIERS}
        for firm in self.agents:
            for tier in TIERS:
                if firm.is_new(tier):
                    recognised[tier].append(firm)
                    self.record["recognised", tier] += 1
        for award in sorted(terms.awards, key=attrgetter("tier", "since")):
            began, ended = award.months
            for firm in recognised[award.tier]:
                month = firm.since[award.tier]
                if began <= month <= ended:
                    self.owe(award, firm, month, "recognised")
            self.pay_stock(award, began)
        for purse in terms.other_purses:
            began, ended = purse.months
            for firm in recognised[purse.tier]:
                month = firm.since[purse.tier]
                if firm.first[purse.tier] == month and began <= month <= ended:
                    self.enter(month, purse.clause, "recognised", purse.payer, purse.amount, firm)
        self.pay_parks()
        self.pay_services()
        for firm, lost in claims:
            fen = round(lost * WAN)
            self.enter(
                self.december,
                terms.clauses["credit"],
                "guarantee_claim",
                "guarantee_fund",
                fen,
                firm,
            )

    def pay_stock(self, award: Award, began: int) -> None:
        tier = award.tier
        existing = self.terms.reading.champion_award == "also_existing"
        both = award.applies_to == "new_and_stock" or (tier is Tier.CHAMPION and existing)
        if both and not award.continues and award.since.year == self.year:
            for firm in self.agents:
                if 0 < firm.since[tier] < began < firm.until[tier] and not firm.paid[tier]:
                    self.owe(award, firm, began, "already_recognised")

    def owe(self, award: Award, firm: Firm, month: int, event: str) -> None:
        habits, reading, tier = self.habits, self.terms.reading, award.tier
        amount, held = award.amount, event == "already_recognised"
        if held and award.applies_to == "new_and_stock":
            amount *= int(habits.stock_paid)
        elif not held and reading.second_award == "none" and firm.first[tier] != firm.since[tier]:
            amount = 0
        rung = self.terms.rung(tier)
        if tier is Tier.INNOVATIVE and rung is not None and rung.rung.recognised_by != "city":
            amount *= int(habits.province_innovative_paid)
        if reading.stacking == "top_up":
            amount = max(amount - sum(firm.paid), 0)
        elif reading.stacking == "highest_only":
            for above in TIERS[tier + 1 :]:
                if firm.is_new(above) or (held and firm.holds(above, self.december)):
                    amount = 0
        firm.paid[tier] += amount
        for payer, fen in zip(("city", "banner"), split(amount, habits.city_share), strict=True):
            self.enter(month, award.clause, event, payer, fen, firm)

    def pay_parks(self) -> None:
        terms = self.terms
        if not terms.parks:
            return
        holders: Counter[int] = Counter()
        for firm in self.agents:
            if firm.park >= 0 and (
                firm.holds(Tier.REGIONAL, self.december)
                or firm.holds(Tier.LITTLE_GIANT, self.december)
            ):
                holders[firm.park] += 1
        for park, count in holders.items():
            if count >= terms.park_threshold and park not in self.park_awarded:
                self.park_awarded.add(park)
                self.enter(
                    self.december, terms.clauses["parks"], "park_award", "city", terms.park_award
                )

    def pay_services(self) -> None:
        habits, terms = self.habits, self.terms
        bodies = number(terms.platforms_count, habits.platforms_count)
        fen = round(bodies * terms.platform_amount * terms.platforms)
        self.enter(self.december, terms.clauses["platforms"], "platform_year", "city", fen)
        cost = terms.training_cost
        seat = round(habits.training_cost_wan * WAN) if cost is None else cost
        fen = round(terms.training_seats * seat * terms.training)
        self.enter(self.december, terms.clauses["training"], "training_year", "city", fen)

    def enter(
        self, month: int, clause: str, event: str, payer: str, fen: int, firm: Firm | None = None
    ) -> None:
        self.ledger.append(
            {
                "year_due": month // 12,
                "month_due": month % 12 + 1,
                "clause": clause,
                "event": event,
                "payer": payer,
                "firm_id": -1 if firm is None else firm.id,
                "amount_fen": fen,
            }
        )

    def learn(self) -> None:
        if self.terms.regional_target <= 0.0:
            return
        smes, titles = Counter(), Counter()
        for firm in self.agents:
            smes[firm.banner] += firm.sme
            titles[firm.banner] += firm.holds(Tier.REGIONAL, self.december) or firm.holds(
                Tier.LITTLE_GIANT, self.december
            )
        for banner, effort in enumerate(self.effort):
            target = self.terms.regional_target * smes[banner] / max(1, smes.total())
            shortfall = 1.0 - titles[banner] / max(target, 1e-9)
            self.effort[banner] = self.effort_after_appraisal(effort, max(shortfall, -1.0))

    def holders(self, tier: Tier) -> int:
        """Return how many firms hold a valid title of this tier at the end of the year."""
        return sum(firm.holds(tier, self.december) for firm in self.agents)

    # What concerns the city as a whole, one method a rule.

    def chance_of_advance(self, rate: float, support: float, strength: float) -> float:
        return min(rate * (1.0 + support * strength) * self.terms.share_of_year, 1.0)

    def pull_of_awards(self, rung: RungTerms) -> float:
        reference = getattr(self.habits, f"reference_awards_{rung.tier.code}")
        seen = self.terms.awards_seen(rung.tier, self.month_of(rung))
        return self.habits.award_response * (seen - reference) / 100.0

    def effort_after_appraisal(self, effort: float, shortfall: float) -> float:
        change = self.habits.appraisal_response * self.terms.appraisal * shortfall
        return min(max(effort + change, 0.0), 3.0)


def rows_of(firms: Firms) -> list[dict[str, Any]]:
    """Return every firm as a dictionary of plain numbers, and of lists by tier."""
    columns = {name: getattr(firms, name).T.tolist() for name in column_kinds()}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, values, strict=True)) for values in rows]


def logit(p: float) -> float:
    return math.log(p / (1.0 - p))


def number(named: int | None, assumed: float) -> int:
    return int(assumed) if named is None else named


# How a rule set reads a firm: functions made once a year, since a year asks them so often.

LINES = {"rd": "reported_rd", "is_sme": "sme"}  # where the form's name is not the firm's


class Form:
    """The application form of one rung in one year."""

    def __init__(self, rung: RungTerms, habits: Habits) -> None:
        rules = rung.rules
        self.meets = condition(rung.conditions)
        self.meets_at_review = condition(rung.conditions_at_review, habits.review_tolerance)
        self.by_route = condition(rules.routes)
        self.points = points_of(rules)
        named = getattr(habits, rules.pass_habit) if rules.pass_habit else rules.pass_mark
        self.mark = named or 0.0


def line(variable: str) -> Callable[[Firm], Any]:
    """Return the function that reads one line of a firm's form."""
    return attrgetter(LINES.get(variable, variable))


def condition(test: Test, tolerance: float = 1.0) -> Callable[[Firm], bool]:
    """Return the function that says whether a firm meets a condition, or a tree of them."""
    if isinstance(test, Condition):
        read = line(test.variable)
        if test.below:
            most = test.value / tolerance
            return lambda firm: read(firm) < most
        least = test.value * tolerance
        return lambda firm: read(firm) >= least
    tests = [condition(term, tolerance) for term in test.terms]
    enough = isinstance(test, AnyOf)  # one that is met settles AnyOf, one that is not AllOf

    def settled(firm: Firm) -> bool:
        for met in tests:
            if met(firm) == enough:
                return enough
        return not enough

    return settled


def points_of(rules: RuleSet) -> Callable[[Firm], float]:
    """Return the function that scores a firm: -inf where a block misses its own mark."""
    items = [(item.block, item_points(item)) for item in rules.items]
    marks = rules.block_marks

    def points(firm: Firm) -> float:
        blocks: dict[str, float] = defaultdict(float)
        for block, score in items:
            blocks[block] += score(firm)
        for block, mark in marks:
            if blocks[block] < mark:
                return -math.inf
        return sum(blocks.values())

    return points


def item_points(item: Item) -> Callable[[Firm], float]:
    scales = [scale_points(scale) for scale in item.best_of]
    if len(scales) == 1:
        return scales[0]
    return lambda firm: max(scale(firm) for scale in scales)


def scale_points(scale: Scale) -> Callable[[Firm], float]:
    match scale:
        case Bands(variable, edges, marks, below):
            read, bands = line(variable), list(zip(edges, marks, strict=True))

            def band(firm: Firm) -> float:
                x = read(firm)
                for edge, mark in bands:
                    if x < edge if below else x >= edge:
                        return mark
                return 0.0

            return band
        case PerUnit(variable, step, each, most):
            read = line(variable)
            return lambda firm: min(read(firm) // step * each, most)
        case Unpublished(habit):
            read = attrgetter(f"model.habits.{habit}")
            return read


class FirmByRules(Firm):
    """The same firm, asking the engine's rules number by number.

    What becomes state is made a plain float: arithmetic on NumPy's own is several times slower.
    """

    def chance_of_closing(self) -> float:
        city, habits = self.model, self.model.habits
        return RULES.chance_of_closing.scalar(
            city.exit_by_age[min(max(city.year - self.founded, 0), city.oldest)],
            self.above_scale,
            self.titled,
            self.visited,
            habits.cap_exit_above_scale,
            habits.cap_exit_titled,
            habits.visit_rescue,
            city.terms.share_of_year,
        )

    def promise(self) -> float:
        return RULES.promise.scalar(
            self.rd / self.revenue, self.class1_ip, self.growth, self.digital, self.main_share
        )

    def loan_wanted(self) -> float:
        return RULES.loan_of.scalar(self.revenue, self.model.habits.loan_to_revenue)

    def chance_of_approval(self, listed: bool, guaranteed: bool) -> float:
        habits = self.model.habits
        return RULES.chance_of_approval.scalar(
            habits.loan_approval,
            listed,
            guaranteed,
            habits.whitelist_lift * self.model.terms.credit,
            habits.guarantee_lift,
        )

    def factor_standing(self, weight: float) -> float:
        return RULES.standing.scalar(self.output_per_mu, self.titled, weight)

    def real_rd(self) -> float:
        habits = self.model.habits
        return RULES.real_rd.scalar(
            self.revenue,
            self.rd_intensity,
            True,
            self.body,
            self.loan > 0.0,
            habits.body_rd,
            habits.credit_rd,
        )

    def new_ip(self, u: float) -> float:
        city = self.model
        return float(RULES.new_ip.scalar(u, self.rd, city.habits.ip_rate, city.terms.share_of_year))

    def log_growth(self, u: float) -> float:
        city, habits = self.model, self.model.habits
        change = RULES.log_growth.scalar(
            u,
            city.common_growth,
            self.drift,
            self.titled,
            habits.growth_sd_titled,
            habits.growth_sd_other,
            self.loan > 0.0,
            habits.credit_growth,
            self.factor_met,
            habits.factor_growth,
            habits.digital_growth * (self.digital - 1.0) * city.terms.upgrades,
        )
        return float(change)

    def grown(self, change: float) -> float:
        return float(RULES.grown.scalar(self.revenue, change, self.model.terms.share_of_year))

    def growth_rate(self, change: float) -> float:
        return float(RULES.growth_rate.scalar(change))

    def reports(self, u: float, needed: float) -> float:
        habits = self.model.habits
        return RULES.reported_rd.scalar(
            u, self.rd, needed, habits.relabel_chance, habits.relabel_reach
        )

    def help_received(self) -> float:
        city, habits = self.model, self.model.habits
        return RULES.help_received.scalar(
            self.pool,
            self.visited,
            self.trained,
            self.platform,
            city.effort[self.banner],
            habits.pool_help,
            habits.visit_help,
            habits.training_help,
            habits.platform_help,
            habits.effort_help,
            habits.publicity_help * city.terms.publicity,
        )

    def chance_of_applying(self, rung: RungTerms) -> float:
        take_up = getattr(self.model.habits, rung.rung.take_up)
        pull = self.model.pulls[rung.rung.tier]
        return RULES.chance_of_applying.scalar(take_up, pull, self.help_received())

    def panel_draw(self, u_persistent: float, u_year: float) -> float:
        habits = self.model.habits
        return RULES.panel_draw.scalar(
            u_persistent, u_year, habits.panel_persistence, habits.panel_sd
        )

    def merit(self, above_mark: float, panel: float, strength: float) -> float:
        return RULES.merit.scalar(above_mark, panel, self.model.habits.panel_sd, strength)

    def is_renewed(self, u: float, meets: bool, renewal: float) -> bool:
        return RULES.is_renewed.scalar(u, meets, renewal)


class CityByRules(City):
    """The same city of firms that ask the engine's rules."""

    firm_class = FirmByRules

    def chance_of_advance(self, rate: float, support: float, strength: float) -> float:
        share = self.terms.share_of_year
        return RULES.chance_of_advance.scalar(rate, support, strength, share)

    def pull_of_awards(self, rung: RungTerms) -> float:
        reference = getattr(self.habits, f"reference_awards_{rung.tier.code}")
        seen = self.terms.awards_seen(rung.tier, self.month_of(rung))
        return RULES.pull_of_awards.scalar(seen, reference, self.habits.award_response)

    def effort_after_appraisal(self, effort: float, shortfall: float) -> float:
        return RULES.effort_after_appraisal.scalar(
            effort, shortfall, self.habits.appraisal_response, self.terms.appraisal
        )
