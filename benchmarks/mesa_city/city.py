"""The city: it lives a year a step, phase by phase."""

# What a phase does is said in `srdi_sim`.
# ruff: noqa: D102

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import mesa

from mesa_city.books import Books
from mesa_city.cultivation import Body, cultivate
from mesa_city.development import find_markets, train_people
from mesa_city.factors import allot
from mesa_city.finance import lend, list_on_exchange, take_stakes
from mesa_city.firm import Firm
from mesa_city.forms import Form
from mesa_city.formulas import CityFormulas
from mesa_city.payment import pay
from mesa_city.recognition import apply, judge, note_recognitions
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.population.firms import Firms, column_kinds
from srdi_sim.scenario.scenario import Scenario

HELD_ELSEWHERE = 3  # a title brought along was held for a third of its time


class City(CityFormulas, mesa.Model):
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
        people = case.population
        self.case = case
        self.habits_of_year = dict(zip(case.years, habits, strict=True))
        self.uniform = self.random.random
        self.parks_per_banner = people.parks_per_banner
        self.factor_use = people.factor_use or ((1.0, 1.0, 1.0),) * len(people.sectors)
        banners = len(people.banners)
        self.effort = [1.0] * banners
        self.factor_base: dict[int, list[float]] = {}  # the claims of the first year, by banner
        self.factor_unmet = [0.0] * 4  # this year, by factor
        self.accelerators = [0] * banners
        self.accelerators_due = 0.0
        self.bodies: list[Body] = []
        self.pool_size = 0
        self.park_awarded: set[int] = set()
        self.park_clawed_back: set[int] = set()
        self.fund_capital: float | None = None
        self.fund_left = self.fund_recovering = self.years_of_arrears = 0.0
        self.books = Books()
        self.year = case.start.year - 1
        self.entrants: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self.candidates: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for traits in rows_of(firms):
            if traits.pop("alive"):
                self.firm_class(self, traits)
            else:
                waiting = self.candidates if traits["candidate"] else self.entrants
                waiting[traits["enters"]].append(traits)
        month = month_index(case.start.year, case.start.month) - 1
        self.titles_at_start = sum(firm.is_counted(month) for firm in self.agents)
        self.served: dict[str, list[Firm]] = {
            name: [firm for firm in self.agents if getattr(firm, name)]
            for name in ("visited", "platform", "accelerator", "at_fair", "new_market")
        }

    def step(self) -> None:
        """Live one year."""
        self.begin_year(self.year + 1)
        self.agents.do("close")
        self.found()
        cultivate(self)
        lend(self)
        take_stakes(self)
        list_on_exchange(self)
        allot(self)
        self.agents.do("build")
        train_people(self)
        find_markets(self)
        self.agents.do("grow")
        for form, applications in apply(self):
            judge(self, form, applications)
        self.form_month = self.december
        # Whose title is, or was this year, valid: only they are reviewed, paid and counted.
        self.holders = [firm for firm in self.firms if max(firm.until) >= self.january]
        for firm in self.holders:
            firm.review()
        note_recognitions(self)
        pay(self)
        self.learn()

    def begin_year(self, year: int) -> None:
        self.year = year
        self.terms = terms = self.case.terms(year)
        self.levers = levers = terms.levers
        self.habits = habits = self.habits_of_year[year]
        self.january = month_index(year, 1)
        self.first_month = month_index(year, terms.start.month)
        self.december = self.form_month = month_index(year, 12)
        self.share_of_year = share = terms.share_of_year
        self.key_sectors = terms.key_sectors
        self.only_key_sectors = (  # R19
            terms.reading.key_sectors == "eligibility"
            and levers.attraction.strength > 0.0
            and any(terms.key_sectors)
        )
        self.begin_record()
        self.exit_by_age = habits.exit_by_age.tolist()
        self.oldest = len(self.exit_by_age) - 1
        self.chance_of_moving = habits.move_out_rate * share
        self.rd_drift = 1.0 + habits.rd_drift * share
        self.chance_of_certificate = habits.certificate_rate * share
        self.key_preference = habits.key_sector_preference * levers.attraction.strength
        self.park_pull = habits.park_pull * (levers.parks.strength > 0.0)
        self.tailored_loan = habits.tailored_loan * levers.credit.strength
        self.whitelist_lift = habits.whitelist_lift * levers.credit.strength
        self.publicity = habits.publicity_help * levers.publicity.strength
        advance, strength = self.chance_of_advance, levers.research_bodies.strength
        self.chance_of_body = advance(habits.body_rate, habits.body_support, strength)
        support, strength = habits.quality_support, levers.quality.strength
        self.chance_of_quality = advance(habits.quality_rate, support, strength)
        self.chance_of_award = advance(habits.quality_award_rate, support, strength)
        self.chance_of_standard = advance(habits.standard_rate, support, strength)
        strength = levers.upgrades.strength
        self.chance_of_digital = advance(habits.digital_rate, habits.digital_support, strength)
        self.chance_of_green = advance(habits.green_rate, habits.green_support, strength)
        self.growth_effects = self.effects_on_growth()
        self.forms = [Form(rung, habits, self.month_of(rung.rung)) for rung in terms.rungs]
        for form in self.forms:
            self.announce(form)

    def begin_record(self) -> None:
        """Forget what happened last year."""
        self.record: Counter[tuple[str, Tier | None]] = Counter()
        self.arrived: dict[Tier, list[Firm]] = {tier: [] for tier in TIERS}
        self.revoked: dict[Tier, list[Firm]] = {tier: [] for tier in TIERS}
        self.moved_away: list[Firm] = []
        self.raised: list[Firm] = []  # raised their R&D body by a level
        self.standards: list[tuple[Firm, int, bool]] = []
        self.stakes: list[Firm] = []
        self.rewarded: set[Firm] = set()  # had an award this year, if only the highest is paid
        self.fund_filled: float | None = None
        self.claims: list[tuple[Firm, float]] = []
        self.claims_unmet = self.recovered = 0.0
        self.guarantee_limit = self.fund_exposed = 0.0
        self.peers: dict[tuple[int, int], float] = {}
        self.sent: list[float] = []

    def effects_on_growth(self) -> list[tuple[float, Any]]:
        """Return what the clauses add to log growth: each effect and what it is multiplied by."""
        habits, levers = self.habits, self.levers
        effects = (
            (habits.digital_growth * levers.upgrades.strength, lambda firm: firm.digital - 1.0),
            (habits.green_growth * levers.upgrades.strength, attrgetter("green")),
            (habits.equity_growth, attrgetter("stake")),
            (habits.listing_growth, attrgetter("listed")),
            (habits.talent_growth, lambda firm: firm.trainees > 0.0),
            (habits.market_growth, attrgetter("new_market")),
            (habits.partner_growth, attrgetter("partner")),
            (habits.accelerator_growth, attrgetter("accelerator")),
            (
                habits.park_spillover * (levers.parks.strength > 0.0),
                lambda firm: firm.park in self.strong_parks,
            ),
        )
        return [(effect, measure) for effect, measure in effects if effect != 0.0]

    def month_of(self, rung: Any) -> int:
        """Return the running month of this year's batch."""
        return month_index(self.year, int(getattr(self.habits, rung.month)))

    def form_of(self, tier: Tier) -> Form | None:
        """Return this year's form for `tier`, or None if the ladder has no such rung."""
        return next((form for form in self.forms if form.tier is tier), None)

    def announce(self, form: Form) -> None:
        """Say who knows of this year's batch, and what its awards do, paid late or in time."""
        own, others = self.terms.awards_seen(form.tier, form.month)
        reference = getattr(self.habits, f"reference_awards_{form.tier.code}")
        late = self.worth_of_late_award(own)
        form.known = self.share_that_knows(self.year - form.rung.since.year)
        form.pull_in_time = form.pull = self.pull_of_awards(own + others, reference)
        if late != own:
            form.pull = self.pull_of_awards(late + others, reference)

    def found(self) -> None:
        """Firms come into view by themselves, are attracted, or move into a park."""
        newcomers = self.entrants.pop(self.year, ())
        if self.year > self.case.population.start:
            for traits in newcomers:
                self.firm_class(self, traits)
        looking = self.candidates.pop(self.year, ())
        pull = self.park_pull
        if self.levers.attraction.strength > 0.0 and self.habits.attraction_rate > 0.0:
            self.attract(looking, self.parks_with_titles() if pull != 0.0 else ())
        if pull > 0.0 and self.parks_per_banner:
            self.move_to_parks()
        self.firms: list[Firm] = list(self.agents)  # nobody comes or goes until next year
        effect = self.habits.park_spillover * self.levers.parks.strength
        self.strong_parks = self.parks_with_titles() if effect != 0.0 else ()

    def attract(self, looking: Sequence[dict[str, Any]], strong_parks: Any) -> None:
        habits, uniform = self.habits, self.uniform
        chance, beside_titles = self.chance_of_coming(False), self.chance_of_coming(True)
        for traits in looking:
            if self.levers.attraction.sectors and not self.key_sectors[traits["sector"]]:
                continue
            if uniform() >= (beside_titles if traits["park"] in strong_parks else chance):
                continue
            firm = self.firm_class(self, traits)
            firm.arrived = self.first_month
            self.record["attracted", None] += 1
            if uniform() < habits.attracted_titled:
                self.bring_title(firm, Tier.REGIONAL)
                if uniform() < habits.attracted_giants:
                    self.bring_title(firm, Tier.LITTLE_GIANT)

    def bring_title(self, firm: Firm, tier: Tier) -> None:
        months = self.terms.validity_of(tier)
        firm.recognise(tier, self.first_month - months // HELD_ELSEWHERE, months)
        firm.titled = firm.favoured = True
        self.arrived[tier].append(firm)
        self.record["arrived", tier] += 1

    def titles_by_park(self) -> Counter[int]:
        """Return the firms with a regional or national title last December, by park."""
        return Counter(firm.park for firm in self.agents if firm.favoured and firm.park >= 0)

    def parks_with_titles(self) -> set[int]:
        """Return the parks that held the titles of 二(六) last December."""
        threshold = self.levers.parks.threshold
        return {park for park, firms in self.titles_by_park().items() if firms >= threshold}

    def move_to_parks(self) -> None:
        leading: dict[int, tuple[int, int]] = {}
        for park, firms in self.titles_by_park().items():
            banner = park // self.parks_per_banner
            leading[banner] = max(leading.get(banner, (0, 0)), (firms, -park))
        chance = self.park_pull * self.share_of_year
        for firm in self.agents:
            pulled = firm.titled and firm.park < 0 and firm.banner in leading
            if pulled and self.uniform() < chance:
                firm.park = -leading[firm.banner][1]

    def by_lot(self, firms: list[Firm], places: float) -> list[Firm]:
        """Return those of `firms` who get one of the places, by lot."""
        return self.random.sample(firms, min(int(places), len(firms)))

    def serve(self, service: str, firms: list[Firm]) -> None:
        """Let these firms have a service this year, and nobody else."""
        for firm in self.served[service]:
            setattr(firm, service, False)
        for firm in firms:
            setattr(firm, service, True)
        self.served[service] = firms

    def learn(self) -> None:
        """Appraise banners on their share of the regional target; they shift their effort."""
        target = self.terms.regional_target
        if target is None or self.levers.appraisal.strength == 0.0:
            self.effort = [1.0] * len(self.effort)
            return
        if self.habits.appraisal_response == 0.0:
            return
        smes = Counter(firm.banner for firm in self.firms if firm.sme)
        titles = Counter(firm.banner for firm in self.holders if firm.is_counted(self.december))
        asked = target.asked(self.titles_at_start)
        for banner, effort in enumerate(self.effort):
            share = asked * smes[banner] / max(1, smes.total())
            shortfall = 1.0 - titles[banner] / share if share > 0.0 else 0.0
            self.effort[banner] = self.effort_after_appraisal(effort, max(shortfall, -1.0))


def rows_of(firms: Firms) -> list[dict[str, Any]]:
    """Return every firm as a dictionary of plain numbers, and of lists by tier."""
    columns = {name: getattr(firms, name).T.tolist() for name in column_kinds()}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, values, strict=True)) for values in rows]
