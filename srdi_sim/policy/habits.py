"""The habits: what nobody knows, as it is in one replication and one year.

Each field is an uncertainty (or a dated fixed input) that the files under ``scenarios/priors``
give a distribution, a unit, a source and a confidence. A rule receives the numbers, never the
distributions. A name here without a prior, or a prior without a name here, is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Habits:
    """One draw of every uncertainty. Logit = change in log odds; log = change in log revenue."""

    # survival
    exit_by_age: NDArray[np.float64]  # yearly chance of closing by age in years, all firms
    cap_exit_above_scale: float  # highest yearly chance of closing above scale
    cap_exit_titled: float  # the same for firms with a title
    visit_rescue: float  # share of the chance of closing that a visit removes
    # founding
    entry_scale: float  # entrants / entrants in the register path
    attraction_rate: float  # chance that a firm looking for a place comes, under 二(二)
    attracted_titled: float  # chance that it brings a regional title
    attracted_giants: float  # of those, share that are little giants
    park_pull: float  # relative rise of coming to a strong park; chance a year of moving into one
    move_out_rate: float  # chance a year that a firm moves to another city
    # cultivation
    pool_city_places: float  # firms, where the policy names no number
    pool_banner_places: float  # firms per banner
    pool_tenure: float  # points of promise by which a member of the pool is ahead
    key_sector_preference: float  # points of promise of a firm in a key sector
    visits_firms: float  # firms visited a year
    pool_help: float  # logit, on applying, of being in the pool
    visit_help: float  # logit
    training_help: float  # logit
    platform_help: float  # logit
    publicity_help: float  # logit
    peer_help: float  # logit per share of titled firms in banner and sector
    platforms_count: float  # bodies
    platform_firms: float  # firms served by a body in a year
    platform_two_titles: float  # share of bodies with two titles
    platform_serving: float  # chance that a body gives service in a year
    platform_renewal: float  # chance that a body's title is renewed after three years
    accelerators_opened: float  # accelerators a year in the whole city
    accelerator_places: float  # firms an accelerator takes
    accelerator_help: float  # logit
    accelerator_growth: float  # log
    training_cost_wan: float  # 万元 per seat
    # credit
    loan_demand: float  # chance a year that a firm wants a loan
    loan_approval: float  # chance that the bank says yes, unaided
    whitelist_lift: float  # added chance for titled and pool firms
    tailored_loan: float  # relative rise of a listed firm's loan
    guarantee_lift: float  # added chance with a guarantee
    loan_to_revenue: float  # loan / revenue
    guarantee_fund_wan: float  # 万元, where the policy names no amount
    guarantee_leverage: float  # guaranteed loans / fund
    default_rate: float  # chance a year that a loan defaults
    fund_loss_share: float  # part of a guaranteed loss borne by the fund
    fund_recovery: float  # part of the fund's loss that comes back a year later
    credit_growth: float  # log, of a new loan
    credit_rd: float  # relative change of R&D with a new loan
    # funds
    fund_stakes: float  # stakes a year
    fund_stake_wan: float  # 万元 a stake
    fund_demand: float  # chance a year that a firm looks for equity
    fund_priority: float  # weight of regional and national titles
    equity_growth: float  # log, of a stake
    listing_rate: float  # chance a year that a firm with a stake or a national title lists
    listing_growth: float  # log, of a listing
    # factors
    factor_tightness: float  # supply / claims of a banner in the first year
    factor_supply_growth: float  # of the supply, relative a year
    factor_priority: float  # weight of titled firms, where the policy names none
    factor_growth: float  # log, lost when no claim is met
    water_tightness: float  # supply / claims, as factor_tightness of land
    energy_tightness: float
    emission_tightness: float
    power_bill: float  # power bill / revenue
    # innovation
    rd_share_industry: float  # share of above-scale industry with R&D
    rd_share_services: float  # share of services with R&D
    rd_drift: float  # log a year, of real R&D intensity
    body_rate: float  # chance a year that an R&D firm raises its R&D body by a level
    body_support: float  # relative rise of body_rate under 二(四)
    body_rd: float  # relative R&D per body level
    ip_rate: float  # class-I pieces a year of a firm with 100 万元 R&D
    certificate_rate: float  # chance a year that a qualified firm gets the high-tech certificate
    # refinement
    quality_rate: float  # chance a year of one more quality item
    quality_support: float  # relative rise of quality_rate under 二(五)
    quality_award_rate: float  # chance a year of a government quality award
    standard_rate: float  # chance a year that a firm with an R&D body takes part in a standard
    standard_led: float  # share of standards that it leads
    standard_international: float  # share that are international
    standard_industry: float  # share that are of the industry
    standard_international_wan: float  # 万元 for leading one, where the policy names no amount
    standard_national_wan: float
    standard_industry_wan: float
    standard_joined_part: float  # part of the amount for taking part
    digital_rate: float  # chance a year of the next digital level
    digital_support: float  # relative rise under 二(七)
    digital_growth: float  # log per level above 1
    green_rate: float  # chance a year of a green upgrade
    green_support: float  # relative rise under 二(七)
    green_saving: float  # share of water, energy and emission claims that it saves
    green_growth: float  # log
    # talent
    trainee_places: float  # contracts a year, where the policy names no number
    trainees_per_firm: float  # contracts a firm
    stipend_wan: float  # 万元 a trainee and month, where the policy names no amount
    stipend_months: float  # months paid a year
    talent_growth: float  # log, of trainees
    talent_rate: float  # chance a year that a titled firm wins a talent project
    talent_staff: float  # R&D-staff share that a project adds
    # markets
    fair_rate: float  # chance a year that a firm on the list goes to a fair
    fair_subsidy_wan: float  # 万元 a fair, where the policy names no amount
    new_market_rate: float  # chance that a fair opens a new market
    market_growth: float  # log, of a new market
    partner_rate: float  # chance a year of becoming a partner of a large firm
    partner_growth: float  # log, of a partnership
    # growth
    growth_mean: float  # log a year, of all firms
    growth_sd_titled: float  # SD of the yearly shock
    growth_sd_other: float  # SD of the yearly shock
    park_spillover: float  # log, of a park with ten regional titles
    # application
    take_up_innovative: float  # chance a year that an eligible firm applies, policy as written
    take_up_municipal: float
    take_up_regional: float
    take_up_little_giant: float
    take_up_champion: float
    new_rung_known: float  # share of eligible firms that know of a rung in the year it begins
    new_rung_years: float  # years until all know of it
    award_response: float  # logit per 100 万元 of awards above or below the 2022 policy
    late_discount: float  # share of an award's pull lost for each year of arrears
    award_rd: float  # part of an award received that is added to R&D
    reference_awards_innovative: float  # 万元 that a firm saw under the 2022 policy
    reference_awards_municipal: float
    reference_awards_regional: float
    reference_awards_little_giant: float
    reference_awards_champion: float
    effort_help: float  # logit per unit of banner effort above 1
    number_chasing: (
        float  # chance, per unit of effort above 1, that an unready firm is sent to apply
    )
    relabel_chance: float  # chance that a firm just under an R&D condition relabels
    relabel_reach: float  # share of the condition that it can relabel
    # judging
    local_points: float  # points of the region's own block
    municipal_pass_mark: float  # points
    panel_sd: float  # points, of the panel draw
    panel_persistence: float  # share of its variance that stays with the firm
    innovative_places: float  # places a year that the region leaves to the city
    regional_places: float
    little_giant_places: float  # places of the whole region
    little_giant_rivals: float  # applicants from the rest of the region
    little_giant_strength: float  # of the city's firms against them, SD of merit
    champion_places: float
    champion_rivals: float
    champion_strength: float
    month_innovative: float  # month of the batch, 1 to 12
    month_municipal: float
    month_regional: float
    month_little_giant: float
    month_champion: float
    # review
    review_tolerance: float  # share of each condition that is enough at re-review
    renewal_innovative: float  # chance of renewal of a firm that meets the conditions
    renewal_municipal: float
    renewal_regional: float
    renewal_little_giant: float
    renewal_champion: float
    missed_update: float  # chance a year that a holder misses the yearly update
    revocation_rate: float  # chance a year that a title is revoked
    # money
    city_share: float  # of awards, the rest paid by banners
    stock_paid: float  # 1 if titles already held are paid (R5)
    province_innovative_paid: float  # 1 if the region's innovative title is paid (R8)
    paid_next_year: float  # 1 if paid in the year after recognition (R12)
    # banners
    appraisal_response: float  # effort per unit of shortfall and appraisal strength
    # the start
    titled_at_start: float  # of the 31 firms, those titled by 12 July 2022
    little_giants_at_start: float
    champions_at_start: float
    large_firms: float  # coal, power, chemical firms that are not SMEs
    register_scale: float  # firms there are / firms of the population file, where none were counted

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return every uncertainty that the model knows."""
        return tuple(field.name for field in fields(cls))
