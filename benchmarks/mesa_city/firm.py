"""A firm: its state, the phases that it goes through by itself, and the lines of its form."""

# Phases and lines of the form are named as in `srdi_sim`, which has their docstrings.
# ruff: noqa: D102

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from mesa_city.formulas import FirmFormulas
from srdi_sim.policy.tiers import LADDER, TIERS, Tier

if TYPE_CHECKING:
    from mesa_city.city import City
    from mesa_city.forms import Form

Application = tuple["Firm", float, bool]  # points above the mark; whether by a direct route


class Firm(FirmFormulas, mesa.Agent):
    """One firm: its columns as attributes, its title tables as lists by tier."""

    def __init__(self, model: City, traits: dict[str, Any]) -> None:
        super().__init__(model)
        self.__dict__.update(traits)
        self.titled = self.favoured = False  # any title, a regional or national one, on 1 January
        self.standing = 0.0
        self.reported_rd = self.rd
        self.lot = model.uniform()  # for a place in an accelerator, year after year
        self.steady_luck: dict[Tier, float] = {}  # how panels see the firm, year after year

    def holds(self, tier: Tier, month: int) -> bool:
        return 0 < self.since[tier] <= month < self.until[tier]

    def is_counted(self, month: int) -> bool:
        """Return whether an appraisal or a park counts the firm: a regional or national title."""
        return self.holds(Tier.REGIONAL, month) or self.holds(Tier.LITTLE_GIANT, month)

    def holds_any(self, month: int) -> bool:
        if max(self.until) > month:
            for since, until in zip(self.since, self.until, strict=True):
                if 0 < since <= month < until:
                    return True
        return False

    def holds_on_form(self, tier: Tier) -> bool:
        """Return whether the title is held when the form is judged: it is until its review."""
        city = self.model
        return self.since[tier] <= city.form_month and self.until[tier] >= city.first_month

    def is_new(self, tier: Tier) -> bool:
        """Return whether the title is dated in the part of the year that is lived."""
        return self.model.first_month <= self.since[tier] <= self.model.december

    def recognise(self, tier: Tier, month: int, validity: int) -> None:
        self.since[tier] = month
        self.until[tier] = month + validity
        self.first[tier] = self.first[tier] or month

    def close(self) -> None:
        city = self.model
        month = city.first_month - 1
        self.titled = self.holds_any(month)
        self.favoured = self.titled and self.is_counted(month)
        if city.uniform() < self.chance_of_closing():
            self.leave()
        elif city.chance_of_moving > 0.0 and city.uniform() < city.chance_of_moving:
            city.moved_away.append(self)
            self.leave()

    def leave(self) -> None:
        city = self.model
        if self.titled:
            for tier in TIERS:
                city.record["left", tier] += self.holds(tier, city.first_month - 1)
        city.record["closed", None] += 1
        self.remove()

    def build(self) -> None:
        """Do R&D, raise its body, improve quality, take part in standards, upgrade."""
        city, habits = self.model, self.model.habits
        uniform, year = city.uniform, city.year
        self.rd_before = self.rd
        self.rd_intensity *= city.rd_drift
        reach = habits.rd_share_industry if self.manufacturer else habits.rd_share_services
        if active := self.rd_rank < reach:
            self.rd = self.real_rd()
            self.class1_ip += self.new_ip(uniform())
            qualified = self.class1_ip >= 1.0 and self.high_tech_until < year
            if qualified and uniform() < city.chance_of_certificate:
                self.high_tech_until = year + 2
            if self.body < 4.0 and uniform() < city.chance_of_body:
                self.body += 1.0
                city.raised.append(self)
        else:
            self.rd = 0.0
        if uniform() < city.chance_of_quality:
            self.quality += 1.0
        if self.quality >= 2.0 and not self.quality_award and uniform() < city.chance_of_award:
            self.quality_award = True
            self.quality += 1.0
        if active and self.body >= 1.0 and uniform() < city.chance_of_standard:
            self.standards += 1.0
            self.quality += 1.0
            kind, led = self.kind_of_standard(uniform()), uniform() < habits.standard_led
            city.standards.append((self, kind, led))
        if uniform() < city.chance_of_digital:
            self.digital = min(self.digital + 1.0, 4.0)
            self.core_it = True
        if not self.green and uniform() < city.chance_of_green:
            self.green = True

    def factor_claims(self) -> tuple[float, float, float, float]:
        """Return the claims on land, water, energy and emission quota."""
        city, used = self.model, self.revenue
        if self.green:
            used *= 1.0 - city.habits.green_saving
        water, energy, emission = city.factor_use[self.sector]
        land = self.revenue / self.output_per_mu
        return land, water * used, energy * used, emission * used

    def grow(self) -> None:
        change = self.log_growth(self.model.uniform())
        self.growth_before, self.growth = self.growth, self.growth_rate(change)
        self.revenue_before, self.revenue = self.revenue, self.grown(change)

    def what_clauses_add(self) -> float:
        return sum(effect * measure(self) for effect, measure in self.model.growth_effects)

    def common_help(self) -> float:
        city = self.model
        if not city.peers:
            return city.publicity
        return city.publicity + city.habits.peer_help * city.peers[self.banner, self.sector]

    def application_to(self, form: Form) -> Application | None:
        """Return the firm's application, or None if it must not, cannot or will not apply."""
        city, tier = self.model, form.tier
        if max(self.until[form.barred_by]) >= city.first_month:
            return None
        if tier is Tier.MUNICIPAL and city.only_key_sectors and not city.key_sectors[self.sector]:
            return None
        self.reported_rd = self.rd
        if self.rd > 0.0:
            needed = max(form.rd_floor, form.rd_ratio_floor * self.revenue)
            if needed > 0.0:
                self.reported_rd = self.reports(city.uniform(), needed)
        for number, meets in form.conditions:
            if not meets(self):
                form.lacking[number] += 1
                return None
        by_route = form.by_route(self)
        above_mark = 0.0
        if form.has_rubric:
            above_mark = form.points(self) - form.mark
            if by_route:
                above_mark = max(above_mark, 0.0)
        ready = above_mark >= 0.0
        city.record["eligible" if ready else "below_mark", tier] += 1
        if not (self.decides(form) if ready else self.is_sent(form)):
            return None
        city.record["applied", tier] += 1
        return self, above_mark, by_route

    def decides(self, form: Form) -> bool:
        city, received = self.model, self.help_received()
        u = city.uniform() / city.share_of_year
        in_time = chance = self.chance_of_applying(form, form.pull_in_time, received) * form.known
        if form.pull != form.pull_in_time:
            chance = self.chance_of_applying(form, form.pull, received) * form.known
        city.record["deterred", form.tier] += chance <= u < in_time
        return u < chance

    def is_sent(self, form: Form) -> bool:
        city = self.model
        if not city.sent:
            return False
        sent = city.uniform() < city.sent[self.banner] * city.share_of_year
        city.record["sent", form.tier] += sent
        return sent

    def review(self) -> None:
        """See each title that ends this year renewed or lapsed, from the top tier down."""
        city = self.model
        self.reported_rd = self.rd
        if city.habits.revocation_rate > 0.0 or city.habits.missed_update > 0.0:
            self.lose_titles()
        higher = False  # holds a rung above that is valid after this year
        for tier in reversed(TIERS):
            if city.first_month <= self.until[tier] <= city.december:
                if self in city.revoked[tier]:
                    continue
                form = city.form_of(tier)
                renewed = form is not None and (higher or self.keeps(form)) and not self.unreported
                if renewed:
                    self.until[tier] += form.rung.validity_months
                elif tier is Tier.MUNICIPAL and form is not None and not form.terms.open:
                    self.convert()
                city.record["renewed" if renewed else "lapsed", tier] += 1
            higher = higher or (tier in LADDER and self.until[tier] > city.december)
        self.unreported = self.unreported and max(self.until) > city.december

    def keeps(self, form: Form) -> bool:
        city = self.model
        if form.tier is Tier.MUNICIPAL and not form.terms.open:
            return city.terms.reading.municipal_titles_after == "stay"
        return self.is_renewed(city.uniform(), form.meets_at_review(self), form.renewal)

    def lose_titles(self) -> None:
        """See some titles revoked; perhaps miss the yearly update of those it went in with."""
        city, habits = self.model, self.model.habits
        first = city.first_month
        held = [t for t in TIERS if self.holds(t, first - 1) and self.until[t] > first]
        for tier in held:
            if city.uniform() < habits.revocation_rate * city.share_of_year:
                self.until[tier] = first
                city.revoked[tier].append(self)
                city.record["revoked", tier] += 1
                city.record["lapsed", tier] += 1
        if held and city.uniform() < habits.missed_update * city.share_of_year:
            self.unreported = True

    def convert(self) -> None:
        """Make an ended municipal title an innovative one, if it is so read (R8)."""
        city = self.model
        had_one = any(self.holds(Tier.INNOVATIVE, m) for m in (city.first_month - 1, city.december))
        if city.terms.reading.municipal_titles_after == "convert" and not had_one:
            self.recognise(Tier.INNOVATIVE, city.december, city.terms.validity_of(Tier.INNOVATIVE))
            city.arrived[Tier.INNOVATIVE].append(self)
            city.record["arrived", Tier.INNOVATIVE] += 1

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
