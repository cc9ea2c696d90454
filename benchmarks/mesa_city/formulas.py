"""The formulas of the model, one method a rule of `srdi_sim.rules`, with Python's own `math`."""

# Each is named for the rule that it is, which has the docstring.
# ruff: noqa: D102

from __future__ import annotations

import math
from typing import Any

LOGISTIC_SD = math.pi / math.sqrt(3.0)
ROOT_HALF = math.sqrt(0.5)


def logit(p: float) -> float:
    """Return the log odds of a chance."""
    return math.log(p / (1.0 - p))


class FirmFormulas:
    """What a firm is and does."""

    model: Any

    def chance_of_closing(self) -> float:
        city, habits = self.model, self.model.habits
        hazard = city.exit_by_age[min(max(city.year - self.founded, 0), city.oldest)]
        if self.above_scale:
            hazard = min(hazard, habits.cap_exit_above_scale)
        if self.titled:
            hazard = min(hazard, habits.cap_exit_titled)
        if self.visited:
            hazard *= 1.0 - habits.visit_rescue
        return hazard * city.share_of_year

    def promise(self) -> float:
        return (
            min(max(self.rd / self.revenue / 0.03, 0.0), 1.0)
            + min(self.class1_ip / 2.0, 1.0)
            + min(max(self.growth / 0.10, 0.0), 1.0)
            + min((self.digital - 1.0) / 2.0, 1.0)
            + min(self.main_share / 0.80, 1.0)
        )

    def pool_standing(self, member: bool, key_sector: bool, lot: float) -> float:
        standing = self.promise() + lot
        if member:
            standing += self.model.habits.pool_tenure
        return standing + self.model.key_preference if key_sector else standing

    def loan_wanted(self, listed: bool) -> float:
        loan = self.revenue * self.model.habits.loan_to_revenue
        return loan * (1.0 + self.model.tailored_loan) if listed else loan

    def chance_of_approval(self, listed: bool, guaranteed: bool) -> float:
        chance = self.model.habits.loan_approval
        if listed:
            chance += self.model.whitelist_lift
        if guaranteed:
            chance += self.model.habits.guarantee_lift
        return min(max(chance, 0.0), 1.0)

    def worth_a_stake(self, lot: float) -> float:
        standing = lot + min(max(self.growth, 0.0), 1.0)
        return standing * self.model.habits.fund_priority if self.favoured else standing

    def factor_standing(self, weight: float, lot: float) -> float:
        value = self.output_per_mu * weight if self.titled else self.output_per_mu
        return value * (1.0 + 1e-6 * lot)

    def real_rd(self) -> float:
        habits = self.model.habits
        rd = self.revenue * self.rd_intensity * (1.0 + habits.body_rd * self.body)
        if self.loan > 0.0:
            rd *= 1.0 + habits.credit_rd
        return rd + self.received * habits.award_rd

    def new_ip(self, u: float) -> int:
        city = self.model
        mean = min(city.habits.ip_rate * self.rd / 100.0, 2.0) * city.share_of_year
        pieces, chance = 0, math.exp(-mean)
        reached = chance
        while u > reached and pieces < 4:
            pieces += 1
            chance *= mean / pieces
            reached += chance
        return pieces

    def kind_of_standard(self, u: float) -> int:
        habits = self.model.habits
        if u < habits.standard_international:
            return 0
        return 2 if u >= 1.0 - habits.standard_industry else 1

    def log_growth(self, u: float) -> float:
        city, habits = self.model, self.model.habits
        sd = habits.growth_sd_titled if self.titled else habits.growth_sd_other
        shock = -math.copysign(ROOT_HALF, u - 0.5) * math.log(1.0 - 2.0 * abs(u - 0.5)) * sd
        g = habits.growth_mean + self.drift + shock
        g -= habits.factor_growth * (1.0 - self.factor_met)
        if city.growth_effects:
            g += self.what_clauses_add()
        return g + habits.credit_growth if self.loan > 0.0 else g

    def grown(self, change: float) -> float:
        change = min(max(change, -2.0), 2.0)
        return self.revenue * math.exp(change * self.model.share_of_year)

    def growth_rate(self, change: float) -> float:
        return math.exp(min(max(change, -2.0), 2.0)) - 1.0

    def reports(self, u: float, needed: float) -> float:
        habits = self.model.habits
        close = needed * (1.0 - habits.relabel_reach) <= self.rd < needed and self.rd > 0.0
        return needed * (1.0 + 1e-12) if close and u < habits.relabel_chance else self.rd

    def help_received(self) -> float:
        city, habits = self.model, self.model.habits
        total = self.common_help() + habits.effort_help * (city.effort[self.banner] - 1.0)
        if self.pool:
            total += habits.pool_help
        if self.visited:
            total += habits.visit_help
        if self.trained:
            total += habits.training_help
        if self.platform:
            total += habits.platform_help
        if self.accelerator:
            total += habits.accelerator_help
        return total

    def chance_of_applying(self, form: Any, pull: float, received: float) -> float:
        return 1.0 / (1.0 + math.exp(-(form.log_odds + pull + received)))

    def panel_draw(self, u_persistent: float, u_year: float) -> float:
        persistence = self.model.habits.panel_persistence
        steady = math.sqrt(persistence) * logit(u_persistent)
        yearly = math.sqrt(1.0 - persistence) * logit(u_year)
        return self.model.habits.panel_sd * (steady + yearly) / LOGISTIC_SD

    def merit(self, above_mark: float, panel: float, strength: float) -> float:
        return strength + (above_mark + panel) / max(self.model.habits.panel_sd, 1e-9)

    def is_renewed(self, u: float, meets: bool, renewal: float) -> bool:
        return meets and u < renewal


class CityFormulas:
    """What concerns the city as a whole."""

    def chance_of_advance(self, rate: float, support: float, strength: float) -> float:
        return min(rate * (1.0 + support * strength) * self.share_of_year, 1.0)

    def chance_of_coming(self, strong_park: bool) -> float:
        chance = self.habits.attraction_rate * self.levers.attraction.strength * self.share_of_year
        return min(chance * (1.0 + self.park_pull) if strong_park else chance, 1.0)

    def pull_of_awards(self, awards: float, reference: float) -> float:
        return self.habits.award_response * (awards - reference) / 100.0

    def worth_of_late_award(self, award: float) -> float:
        return award * max(1.0 - self.habits.late_discount * self.years_of_arrears, 0.0)

    def share_that_knows(self, years_after: int) -> float:
        left = max(1.0 - years_after / self.habits.new_rung_years, 0.0)
        return self.habits.new_rung_known**left

    def chance_of_being_sent(self, effort: float) -> float:
        return min(max(self.habits.number_chasing * (effort - 1.0), 0.0), 1.0)

    def effort_after_appraisal(self, effort: float, shortfall: float) -> float:
        weight = self.levers.appraisal.strength
        change = self.habits.appraisal_response * weight * shortfall
        return min(max(effort + change, 0.0), 3.0)
