"""The same city of firms that ask the engine's rules, number by number.

What becomes state is made a plain float: arithmetic on NumPy's own is several times slower.
"""

# Each method is named for the rule that it asks, which has the docstring.
# ruff: noqa: D102

from __future__ import annotations

from typing import Any

from mesa_city.city import City
from mesa_city.firm import Firm
from srdi_sim.engine.rules import Rules

RULES = Rules()


class FirmByRules(Firm):
    """The same firm, asking the engine's rules."""

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
            city.share_of_year,
        )

    def promise(self) -> float:
        return RULES.promise.scalar(
            self.rd / self.revenue, self.class1_ip, self.growth, self.digital, self.main_share
        )

    def pool_standing(self, member: bool, key_sector: bool, lot: float) -> float:
        city = self.model
        return RULES.pool_standing.scalar(
            self.promise(), member, key_sector, city.habits.pool_tenure, city.key_preference, lot
        )

    def loan_wanted(self, listed: bool) -> float:
        city = self.model
        return RULES.loan_of.scalar(
            self.revenue, city.habits.loan_to_revenue, listed, city.tailored_loan
        )

    def chance_of_approval(self, listed: bool, guaranteed: bool) -> float:
        city, habits = self.model, self.model.habits
        return RULES.chance_of_approval.scalar(
            habits.loan_approval, listed, guaranteed, city.whitelist_lift, habits.guarantee_lift
        )

    def worth_a_stake(self, lot: float) -> float:
        return RULES.worth_a_stake.scalar(
            self.growth, self.favoured, self.model.habits.fund_priority, lot
        )

    def factor_standing(self, weight: float, lot: float) -> float:
        return RULES.standing.scalar(self.output_per_mu, self.titled, weight, lot)

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
            self.received * habits.award_rd,
        )

    def new_ip(self, u: float) -> float:
        city = self.model
        return float(RULES.new_ip.scalar(u, self.rd, city.habits.ip_rate, city.share_of_year))

    def kind_of_standard(self, u: float) -> int:
        habits = self.model.habits
        return RULES.kind_of_standard.scalar(
            u, habits.standard_international, habits.standard_industry
        )

    def log_growth(self, u: float) -> float:
        city, habits = self.model, self.model.habits
        change = RULES.log_growth.scalar(
            u,
            habits.growth_mean,
            self.drift,
            self.titled,
            habits.growth_sd_titled,
            habits.growth_sd_other,
            self.loan > 0.0,
            habits.credit_growth,
            self.factor_met,
            habits.factor_growth,
            self.what_clauses_add() if city.growth_effects else 0.0,
        )
        return float(change)

    def grown(self, change: float) -> float:
        return float(RULES.grown.scalar(self.revenue, change, self.model.share_of_year))

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
            self.accelerator,
            city.effort[self.banner],
            habits.pool_help,
            habits.visit_help,
            habits.training_help,
            habits.platform_help,
            habits.accelerator_help,
            habits.effort_help,
            self.common_help(),
        )

    def chance_of_applying(self, form: Any, pull: float, received: float) -> float:
        return RULES.chance_of_applying.scalar(form.take_up, pull, received)

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
    """The same city, asking the engine's rules."""

    firm_class = FirmByRules

    def chance_of_advance(self, rate: float, support: float, strength: float) -> float:
        return RULES.chance_of_advance.scalar(rate, support, strength, self.share_of_year)

    def chance_of_coming(self, strong_park: bool) -> float:
        strength = self.levers.attraction.strength * self.share_of_year
        return RULES.chance_of_coming.scalar(
            self.habits.attraction_rate, strength, strong_park, self.park_pull
        )

    def pull_of_awards(self, awards: float, reference: float) -> float:
        return RULES.pull_of_awards.scalar(awards, reference, self.habits.award_response)

    def worth_of_late_award(self, award: float) -> float:
        discount = self.habits.late_discount
        return RULES.worth_of_late_award.scalar(award, self.years_of_arrears, discount)

    def share_that_knows(self, years_after: int) -> float:
        habits = self.habits
        known, years = habits.new_rung_known, habits.new_rung_years
        return RULES.share_that_knows.scalar(years_after, known, years)

    def chance_of_being_sent(self, effort: float) -> float:
        return RULES.chance_of_being_sent.scalar(effort, self.habits.number_chasing)

    def effort_after_appraisal(self, effort: float, shortfall: float) -> float:
        return RULES.effort_after_appraisal.scalar(
            effort, shortfall, self.habits.appraisal_response, self.levers.appraisal.strength
        )
