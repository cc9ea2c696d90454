"""The lever table: what every lever moves, in which direction, and by which uncertainty.

One row a claim. A claim is tried in one town of 650 firms, where everything that goes on without a
policy goes on and every effect is neutral but those the claim names. A row without a lever is an
effect that acts whatever the policy is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.ledger import EVENTS
from srdi_sim.engine.tally import MEASURES, counts_of, measures_of
from srdi_sim.policy.policy import (
    Accelerators,
    Appropriation,
    Attraction,
    Credit,
    Factors,
    Funds,
    Lever,
    Markets,
    Parks,
    Platforms,
    Policy,
    Pool,
    Quality,
    ResearchBodies,
    Talent,
    Training,
    Visits,
)
from srdi_sim.policy.rulesets import Bands, Condition, Item
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.population.register import Register
from srdi_sim.scenario.scenario import Scenario, Target
from worlds import (
    FOR_EVER,
    LONG_AGO,
    WAN,
    Step,
    award,
    differences,
    entitle,
    holder_of,
    lives,
    ordos,
    other_award,
    some_firms,
    world,
)

NONE_STATED = ""  # no sign is stated, and the row says why

# Every lever of the policy when it is on; what it does not name comes from the habits.
ON: dict[str, Lever] = {
    "pool": Pool("二(一)", LONG_AGO),
    "attraction": Attraction("二(二)", LONG_AGO, sectors=("key",)),
    "research_bodies": ResearchBodies("二(四)", LONG_AGO),
    "quality": Quality("二(五)", LONG_AGO),
    "parks": Parks("二(六)", LONG_AGO, threshold=5, award=500 * WAN),
    "accelerators": Accelerators("二(六)", LONG_AGO),
    "upgrades": Lever("二(七)", LONG_AGO),
    "credit": Credit("二(八)", LONG_AGO),
    "funds": Funds("二(九)", LONG_AGO),
    "factors": Factors("二(十)", LONG_AGO),
    "talent": Talent("二(十一)", LONG_AGO),
    "markets": Markets("二(十二)", LONG_AGO),
    "training": Training("二(十三)", LONG_AGO, seats=50),
    "platforms": Platforms("二(十四)", LONG_AGO, amount=20 * WAN),
    "appraisal": Lever("三(一)", LONG_AGO),
    "visits": Visits("三(二)", LONG_AGO),
    "publicity": Lever("三(三)", LONG_AGO),
    "appropriation": Appropriation("budget", LONG_AGO, cap=500 * WAN),
}
AWARDS = {tier: award(tier, wan) for tier, wan in zip(TIERS, (10, 20, 100, 150, 200), strict=True)}

# What goes on in the town without any policy, and how much there is of what a lever gives.
GOES_ON: dict[str, Any] = {
    "exit_by_age": (0.06,),
    **{f"take_up_{tier.code}": 0.1 for tier in TIERS},
    "loan_demand": 0.7,
    "loan_approval": 0.4,
    "loan_to_revenue": 0.1,
    "default_rate": 0.2,
    "factor_tightness": 0.6,
    "water_tightness": 0.7,
    "energy_tightness": 0.7,
    "emission_tightness": 0.8,
    "growth_sd_titled": 0.1,
    "growth_sd_other": 0.1,
    "body_rate": 0.2,
    "quality_rate": 0.2,
    "quality_award_rate": 0.2,
    "standard_rate": 0.3,
    "standard_led": 0.4,
    "standard_international": 0.2,
    "standard_industry": 0.3,
    "digital_rate": 0.2,
    "green_rate": 0.2,
    "ip_rate": 0.1,
    "fund_demand": 0.3,
    "stipend_months": 10.0,
}
SIZES: dict[str, float] = {
    "pool_city_places": 80.0,
    "pool_banner_places": 40.0,
    "visits_firms": 120.0,
    "platforms_count": 10.0,
    "platform_firms": 12.0,
    "accelerators_opened": 2.0,
    "accelerator_places": 20.0,
    "guarantee_fund_wan": 20_000.0,
    "guarantee_leverage": 4.0,
    "fund_loss_share": 0.3,
    "fund_stakes": 20.0,
    "fund_stake_wan": 500.0,
    "trainee_places": 60.0,
    "trainees_per_firm": 2.0,
    "stipend_wan": 0.05,
    "attraction_rate": 0.5,
    "fair_rate": 0.5,
    "new_market_rate": 0.5,
    "fair_subsidy_wan": 3.0,
    "training_cost_wan": 2.0,
    "standard_international_wan": 60.0,
    "standard_national_wan": 30.0,
    "standard_industry_wan": 20.0,
    "standard_joined_part": 0.4,
    "power_bill": 0.05,
}
# An effect is none at 0, a weight is none at 1; so is what is known to all, and at once next year.
NONE = {
    "factor_priority": 1.0,
    "fund_priority": 1.0,
    "new_rung_known": 1.0,
    "new_rung_years": 1.0,
}

# The lists that a lever keeps: the columns and measures that say who is on them.
Own = tuple[frozenset[str], frozenset[str]]


def _own(columns: str = "", measures: str = "") -> Own:
    return frozenset(columns.split()), frozenset(measures.split())


OWN: dict[str, Own] = {
    "awards": _own("paid received"),
    "pool": _own("pool", "pool pool_entered pool_left"),
    "parks": _own("", "parks_awarded"),
    "accelerators": _own("accelerator", "accelerators in_accelerators"),
    "credit": _own(
        "guaranteed",
        "guaranteed fund_left claims_unmet guaranteed_amount guarantee_limit fund_exposed",
    ),
    "funds": _own("stake equity", "stakes stakes_untitled"),
    "factors": _own("factor_met", "factor_met_titled factor_met_untitled factor_unmet"),
    "talent": _own("trainees trainees_until", "trainees"),
    "markets": _own("at_fair new_market", "at_fairs new_markets"),
    "training": _own("trained", "trained"),
    "platforms": _own("platform", "served platforms"),
    "visits": _own("visited", "visited"),
    "appropriation": _own("", "arrears"),
}


@dataclass(frozen=True, eq=False)
class Claim:
    """A lever raises or lowers an outcome by these effects, each at the value given.

    Attributes
    ----------
    lever : a field of the policy, of awards with the tier (``awards:regional``); none if empty.
    outcome : a name of `outcome_of`.
    sign : ``+`` or ``-``, of an effect above its none; empty where none is stated `because` …
    effects : uncertainties, or numbers of the lever itself, that carry it; at none nothing moves.
    also, given, reading : what else is so while the claim is tried.
    """

    lever: str
    outcome: str
    sign: str
    effects: Mapping[str, float]
    because: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """The claim in few words."""
        return f"{self.lever or 'always'}: {', '.join(self.effects) or 'itself'}: {self.outcome}"

    @property
    def name(self) -> str:
        """The field of the policy."""
        return self.lever.partition(":")[0]

    @property
    def clause(self) -> str:
        """The clause of the text that the shipped policy has the lever under."""
        if self.name in ("awards", ""):
            return "二(三)" if self.name else ""
        if self.name == "other_purses":
            return "region, centre"
        return ON[self.name].clause


_TRADED = "what titled firms gain others lose, and the pools are as large"
CLAIMS: tuple[Claim, ...] = (
    *(
        Claim(f"awards:{tier.code}", f"applied:{tier.code}", "+", {"award_response": 1.0})
        for tier in TIERS
    ),
    Claim("awards:regional", "rd", "+", {"award_rd": 0.5}),
    Claim("other_purses", "applied:regional", "+", {"award_response": 1.0}),
    # 二(一)
    Claim("pool", "pool", "+", {"pool_city_places": 80.0}),
    Claim("pool", "in a pool", "+", {"pool_banner_places": 40.0}, also={"pool_city_places": 20.0}),
    Claim("pool", "stayed in a pool", "+", {"pool_tenure": 2.0}),
    Claim("pool", "applied", "+", {"pool_help": 2.0}),
    # 二(二)
    Claim("attraction", "attracted", "+", {"attraction_rate": 0.5}),
    Claim("attraction", "arrived", "+", {"attraction_rate": 0.5, "attracted_titled": 0.5}),
    Claim(
        "attraction",
        "arrived:little_giant",
        "+",
        {"attraction_rate": 0.5, "attracted_titled": 0.5, "attracted_giants": 0.5},
    ),
    Claim(
        "attraction",
        "pool of key sectors",
        "+",
        {"key_sector_preference": 2.0},
        also={"attraction_rate": 0.0},
        given=("pool",),
    ),
    # 二(四)
    Claim("research_bodies", "bodies", "+", {"body_support": 1.0}),
    Claim("research_bodies", "bodies_provincial", "+", {"body_support": 1.0}),
    Claim("research_bodies", "rd", "+", {"body_support": 1.0, "body_rd": 0.1}),
    # 二(五)
    Claim("quality", "quality_items", "+", {"quality_support": 1.0}),
    Claim("quality", "quality_awards", "+", {"quality_support": 1.0}),
    Claim("quality", "standards", "+", {"quality_support": 1.0}),
    Claim(
        "quality",
        "fen:standard_subsidy",
        "+",
        {
            "standard_international_wan": 60.0,
            "standard_national_wan": 30.0,
            "standard_industry_wan": 20.0,
            "standard_joined_part": 0.4,
            "standard_led": 0.4,
        },
    ),
    Claim(
        "quality",
        "fen:standard_subsidy",
        NONE_STATED,
        {"standard_international": 0.2, "standard_industry": 0.3},
        because="a kind of standard is dearer or cheaper than another",
    ),
    # 二(六)
    Claim("parks", "fen:park_award", "+", {"award": 500 * WAN}),
    Claim("parks", "revenue", "+", {"park_spillover": 0.1}),
    Claim("parks", "titled in parks", "+", {"park_pull": 0.5}),
    Claim("parks", "attracted", "+", {"park_pull": 1.0}, given=("attraction",)),
    Claim(
        "accelerators",
        "in_accelerators",
        "+",
        {"accelerators_opened": 2.0, "accelerator_places": 20.0},
    ),
    Claim("accelerators", "applied", "+", {"accelerator_help": 3.0}),
    Claim("accelerators", "revenue", "+", {"accelerator_growth": 0.1}),
    # 二(七)
    Claim("upgrades", "digital", "+", {"digital_support": 1.0}),
    Claim("upgrades", "green", "+", {"green_support": 1.0}),
    Claim(
        "upgrades",
        "factors met",
        "+",
        {"green_support": 1.0, "green_saving": 0.5},
        also={"factor_tightness": 2.0},
    ),
    Claim("upgrades", "revenue", "+", {"green_growth": 0.05}),
    Claim(
        "upgrades",
        "revenue",
        NONE_STATED,
        {"digital_growth": 0.05},
        because="listed firms first lost and later gained by going digital",
    ),
    # 二(八)
    Claim("credit", "guaranteed", "+", {"guarantee_fund_wan": 20_000.0, "guarantee_leverage": 4.0}),
    Claim("credit", "loans", "+", {"whitelist_lift": 0.4}),
    Claim("credit", "loans", "+", {"guarantee_lift": 0.4}),
    Claim("credit", "loan_amount", "+", {"tailored_loan": 0.2}),
    Claim("credit", "revenue", "+", {"whitelist_lift": 0.4, "credit_growth": 0.2}),
    Claim("credit", "rd", "+", {"whitelist_lift": 0.4, "credit_rd": 0.2}),
    Claim("credit", "fen:guarantee_claim", "+", {"fund_loss_share": 0.3}),
    Claim("credit", "fen:guarantee_recovery", "-", {"fund_recovery": 0.3}),
    # 二(九)
    Claim("funds", "stakes", "+", {"fund_stakes": 20.0}),
    Claim("funds", "fen:fund_stake", "+", {"fund_stake_wan": 500.0}),
    Claim("funds", "stakes of titled", "+", {"fund_priority": 3.0}),
    Claim("funds", "revenue", "+", {"equity_growth": 0.2}),
    Claim("funds", "listed", "+", {"listing_rate": 0.3}),
    Claim("funds", "revenue", "+", {"listing_rate": 0.3, "listing_growth": 0.2}),
    # 二(十)
    Claim("factors", "factor_met_titled", "+", {"factor_priority": 3.0}),
    Claim("factors", "factor_met_untitled", "-", {"factor_priority": 3.0}),
    Claim("factors", "revenue_titled", "+", {"factor_priority": 3.0, "factor_growth": 0.3}),
    Claim("factors", "revenue_untitled", "-", {"factor_priority": 3.0, "factor_growth": 0.3}),
    Claim(
        "factors",
        "revenue",
        NONE_STATED,
        {"factor_priority": 3.0, "factor_growth": 0.3},
        because=_TRADED,
    ),
    Claim("factors", "fen:power_discount", "+", {"power_discount": 0.1, "power_bill": 0.05}),
    Claim("factors", "margins", "+", {"power_discount": 0.1, "power_bill": 0.05}),
    # 二(十一)
    Claim("talent", "trainees", "+", {"trainee_places": 60.0}),
    Claim(
        "talent",
        "firms with trainees",
        NONE_STATED,
        {"trainees_per_firm": 3.0},
        because="the contracts are as many, in the hands of fewer firms",
    ),
    Claim("talent", "fen:stipend", "+", {"stipend_wan": 0.05}),
    Claim("talent", "revenue", "+", {"talent_growth": 0.2}),
    Claim("talent", "rd_staff_share", "+", {"talent_rate": 0.3, "talent_staff": 0.05}),
    # 二(十二)
    Claim("markets", "at_fairs", "+", {"fair_rate": 0.5}),
    Claim("markets", "new_markets", "+", {"new_market_rate": 0.5}),
    Claim("markets", "fen:fair_subsidy", "+", {"fair_subsidy_wan": 3.0}),
    Claim("markets", "revenue", "+", {"market_growth": 0.1}),
    Claim("markets", "partners", "+", {"partner_rate": 0.5}),
    Claim("markets", "serving a leader", "+", {"partner_rate": 0.5}),
    Claim("markets", "revenue", "+", {"partner_rate": 0.5, "partner_growth": 0.1}),
    # 二(十三)
    Claim("training", "trained", "+", {"seats": 50}),
    Claim("training", "applied", "+", {"training_help": 2.0}),
    Claim("training", "fen:training_year", "+", {"training_cost_wan": 2.0}),
    # 二(十四)
    Claim(
        "platforms",
        "served",
        "+",
        {
            "platforms_count": 10.0,
            "platform_firms": 12.0,
            "platform_serving": 0.9,
            "platform_renewal": 0.8,
        },
    ),
    Claim("platforms", "applied", "+", {"platform_help": 2.0}),
    Claim("platforms", "fen:platform_year", "+", {"amount": 20 * WAN}),
    Claim(
        "platforms",
        "fen:platform_year",
        "+",
        {"platform_two_titles": 0.5},
        reading={"platform_payment": "per_title"},
    ),
    # 三(一)
    Claim("appraisal", "effort", "+", {"appraisal_response": 0.5}),
    Claim("appraisal", "applied", "+", {"appraisal_response": 0.5, "effort_help": 2.0}),
    Claim("appraisal", "sent:regional", "+", {"appraisal_response": 0.5, "number_chasing": 0.5}),
    # 三(二)
    Claim("visits", "visited", "+", {"visits_firms": 120.0}),
    Claim("visits", "applied", "+", {"visit_help": 2.0}),
    Claim("visits", "firms", "+", {"visit_rescue": 0.9}),
    # 三(三)
    Claim("publicity", "applied", "+", {"publicity_help": 1.0}),
    # The city's yearly cash, no clause of the text.
    Claim("appropriation", "arrears", "+", {}),
    Claim("appropriation", "applied", "-", {"late_discount": 0.5}, also={"award_response": 2.0}),
    Claim("appropriation", "deterred", "+", {"late_discount": 0.5}, also={"award_response": 2.0}),
    # Whatever the policy is.
    Claim("", "applied", "+", {"peer_help": 3.0}),
    # The fewer know of it, and the longer it takes until all do, the fewer apply to the new rung.
    Claim("", "applied:innovative", "-", {"new_rung_known": 0.25, "new_rung_years": 3.0}),
    Claim("", "eligible:regional", "+", {"relabel_chance": 0.5, "relabel_reach": 0.5}),
    Claim("", "moved_away", "+", {"move_out_rate": 0.2}),
    Claim("", "lapsed", "+", {"missed_update": 0.3}),
    Claim("", "revoked", "+", {"revocation_rate": 0.2}),
)

# The uncertainties that are no effect of a lever, and what they are.
NO_EFFECT: dict[str, str] = {
    **dict.fromkeys(
        (
            *("entry_scale", "register_scale", "large_firms"),
            *("little_giants_at_start", "champions_at_start"),
        ),
        "how many there are",
    ),
    **dict.fromkeys(
        (
            *("loan_demand", "loan_approval", "loan_to_revenue", "default_rate", "fund_demand"),
            *("factor_tightness", "water_tightness", "energy_tightness", "emission_tightness"),
            *("factor_supply_growth", "growth_mean", "rd_drift", "ip_rate", "certificate_rate"),
            *("body_rate", "quality_rate", "quality_award_rate", "standard_rate"),
            *("digital_rate", "green_rate"),
        ),
        "what goes on without a policy",
    ),
    **dict.fromkeys(
        (
            *("take_up_municipal", "take_up_little_giant", "take_up_champion"),
            *("local_points", "municipal_pass_mark", "panel_sd", "panel_persistence"),
            *("innovative_places", "regional_places", "little_giant_places", "champion_places"),
            *("little_giant_rivals", "champion_rivals", "champion_strength"),
            *(f"month_{tier.code}" for tier in TIERS),
            *("review_tolerance", "renewal_innovative", "renewal_municipal", "renewal_regional"),
            "renewal_champion",
        ),
        "how titles are given and kept",
    ),
    **dict.fromkeys(("stock_paid", "province_innovative_paid"), "a reading"),
}


def missing(claims: Iterable[Claim]) -> set[str]:
    """Return the levers (awards by tier) and the uncertainties that no claim speaks of."""
    claims = list(claims)
    levers = {name.name for name in fields(Policy)} - {"awards"}
    levers |= {f"awards:{tier.code}" for tier in TIERS}
    doubtful = {
        entry.name for entry in ordos().uncertainties.entries if entry.role in ("sampled", "off")
    }
    spoken = {name for claim in claims for name in claim.effects}
    return (levers - {claim.lever for claim in claims}) | (doubtful - spoken - NO_EFFECT.keys())


# The town.

N = 600
COMING = 150  # firms that look for a place
TITLED = np.arange(N + COMING) % 4 == 0  # champions, whose title opens lists and lots
REGIONAL = np.arange(N + COMING) % 8 == 1
LARGE = np.arange(N + COMING) % 20 == 3


@cache
def town() -> Register:
    """Return three banners of two parks each; a key sector, a plain one, one of large firms."""
    random = np.random.default_rng(8)
    n = N + COMING
    at = np.arange(n)
    looking = at >= N
    banner = at % 3
    firms = some_firms(
        n,
        banner=banner,
        park=np.where(random.random(n) < 0.5, banner * 2 + at // 3 % 2, -1),
        sector=at // 3 % 3,
        sme=~LARGE,
        revenue=random.lognormal(8.0, 1.0, n),
        output_per_mu=random.lognormal(5.0, 0.5, n),
        rd_rank=random.random(n),
        rd_intensity=random.lognormal(-3.5, 0.5, n),
        growth=random.normal(0.1, 0.1, n),
        digital=random.integers(1, 4, n),
        quality=random.integers(0, 3, n),
        founded=random.integers(2000, 2020, n),
        enters=np.where(looking, 2022 + at % 3, 2000),
        candidate=looking,
        alive=~looking,
    )
    entitle(firms, Tier.CHAMPION, TITLED & ~looking, month_index(2021, 9), 36)
    entitle(firms, Tier.REGIONAL, REGIONAL & ~looking, month_index(2021, 9), FOR_EVER)
    return Register(
        name="a town",
        start=2022,
        banners=("a", "b", "c"),
        sectors=("key", "plain", "led"),
        parks_per_banner=2,
        firms=firms,
        factor_use=((1.0, 1.0, 1.0), (2.0, 0.5, 1.0), (0.5, 2.0, 3.0)),
    )


_SCORED = (
    Item("quality", "all", (Bands("quality", (4.0, 3.0, 2.0, 1.0), (80.0, 70.0, 60.0, 50.0)),)),
)
STEPS = (
    Step(Tier.INNOVATIVE, since=dt.date(2022, 1, 1)),
    Step(Tier.MUNICIPAL, (Condition("is_sme", 1.0), Condition("digital", 2.0))),
    Step(
        Tier.REGIONAL,
        (Condition("is_sme", 1.0), Condition("rd", 100.0)),
        items=_SCORED,
        pass_mark=60.0,
    ),
    Step(Tier.LITTLE_GIANT, holder_of(Tier.REGIONAL)),
    Step(Tier.CHAMPION, (Condition("revenue", 3000.0),), validity=36),
)


def scenario(
    claim: Claim, strength: float, effects: Mapping[str, float], until: int = 2025
) -> Scenario:
    """Return the town with the lever of a claim at this strength and these effects."""
    of_lever = {field.name for field in fields(ON[claim.name])} if claim.name in ON else set()
    named = {name: value for name, value in effects.items() if name in of_lever}
    levers: dict[str, Any] = {name: ON[name] for name in claim.given}
    awards = dict(AWARDS)
    purses = ()
    if claim.name == "awards":
        tier = Tier[claim.lever.partition(":")[2].upper()]
        if strength == 0.0:
            del awards[tier]
        else:
            awards[tier] = replace(AWARDS[tier], amount=round(AWARDS[tier].amount * strength))
    elif claim.name == "other_purses":
        purses = (other_award(Tier.REGIONAL, 100 * strength),) if strength else ()
    elif claim.name:
        levers[claim.name] = replace(ON[claim.name], strength=strength, **named)
    habits = {**GOES_ON, **SIZES, **claim.also, **effects}
    return world(
        town(),
        *STEPS,
        awards=tuple(awards.values()),
        other_purses=purses,
        levers=levers,
        reading=claim.reading,
        targets=(Target(Tier.REGIONAL, 2025, 400, "一(二)"),),
        until=until,
        **{name: value for name, value in habits.items() if name not in named},
    )


@dataclass(frozen=True)
class Lived:
    """What a town left behind: its firms, the counts and measures of its years, its books."""

    firms: Firms
    counts: NDArray[np.int32]
    measures: NDArray[np.float64]
    stayed: int
    ledger: dict[str, NDArray[Any]]
    clauses: tuple[str, ...]


def lived(of: Scenario, seed: int = 6) -> Lived:
    """Live a scenario through and return what it left behind."""
    counts, measures, stayed = [], [], 0
    before = np.zeros(0, dtype=bool)
    for year, life in lives(of, seed):
        counts.append(counts_of(life.city, of.terms(year), 3, 3))
        measures.append(measures_of(life.city, of.terms(year)))
        member = life.city.firms.pool > 0
        stayed += int((member[: before.size] & before).sum())
        before = member.copy()
    return Lived(life.firms, np.array(counts), np.array(measures), stayed, life.ledger, of.clauses)


@cache
def tried(claim: Claim, strength: float = 1.0, none: tuple[str, ...] = (), turn: int = 1) -> Lived:
    """Return the town with a claim's lever at this strength and some of its effects at none.

    A `turn` of -1 gives every effect the other sign.
    """
    effects = {
        name: NONE.get(name, 0.0) if name in none else turn * value
        for name, value in claim.effects.items()
    }
    return lived(scenario(claim, strength, effects))


# What is looked at.


def _of(column: Callable[[Firms], Any]) -> Callable[[Lived], float]:
    return lambda life: float(column(life.firms)[life.firms.alive].sum())


def _titled(firms: Firms) -> NDArray[np.bool_]:
    held: NDArray[np.bool_] = firms.valid(month_index(2025, 12)).any(axis=0)
    return held


_LOOKED_AT: dict[str, Callable[[Lived], float]] = {
    "revenue": _of(lambda firms: firms.revenue),
    "revenue_untitled": _of(lambda firms: firms.revenue * ~_titled(firms)),
    "margins": _of(lambda firms: firms.margin),
    "factors met": _of(lambda firms: firms.factor_met),
    "in a pool": _of(lambda firms: firms.pool > 0),
    "stayed in a pool": lambda life: float(life.stayed),
    "pool of key sectors": _of(lambda firms: (firms.pool > 0) & (firms.sector == 0)),
    "titled in parks": _of(lambda firms: (firms.park >= 0) & _titled(firms)),
    "stakes of titled": lambda life: measured(life, "stakes") - measured(life, "stakes_untitled"),
    "firms with trainees": _of(lambda firms: firms.trainees > 0.0),
    "serving a leader": _of(lambda firms: firms.key_field >= 1.0),
}


def measured(life: Lived, name: str) -> float:
    """Return a measure, summed over all years, and over all tiers unless one is named."""
    gate, _, tier = name.partition(":")
    columns = [
        number
        for number, (measure, code) in enumerate(MEASURES)
        if measure == gate and tier in ("", code)
    ]
    assert columns, name
    return float(life.measures[:, columns].sum())


def outcome_of(life: Lived, name: str) -> float:
    """Return an outcome: a measure, fen of an event, or one of those named above."""
    if name in _LOOKED_AT:
        return _LOOKED_AT[name](life)
    if name.startswith("fen:"):
        rows = life.ledger["event"] == EVENTS.index(name.removeprefix("fen:"))
        return float(life.ledger["amount_fen"][rows].sum())
    return measured(life, name)


def moved(claim: Claim) -> list[str]:
    """Return what moves when the lever goes from off to on while its effects are none.

    The lists that the lever keeps, and its own lines in the books, are left out.
    """
    off, on = (tried(claim, strength, tuple(claim.effects)) for strength in (0.0, 1.0))
    columns, measures = OWN.get(claim.name, _own())
    found = [name for name in differences(off.firms, on.firms) if name not in columns]
    if off.counts.tobytes() != on.counts.tobytes():
        found.append("counts")
    for number, (name, tier) in enumerate(MEASURES):
        if name not in measures and (off.measures[:, number] != on.measures[:, number]).any():
            found.append(f"{name}:{tier}")
    if lines(off, claim) != lines(on, claim):
        found.append("ledger")
    return found


def lines(life: Lived, claim: Claim) -> list[tuple[Any, ...]]:
    """Return the rows of the books but those of the lever; under a cap, all but when they are paid.

    Those of an award are the rows of its clause and tier.
    """
    ledger, own = life.ledger, np.zeros(life.ledger["amount_fen"].size, dtype=bool)
    if claim.clause in life.clauses:
        own = ledger["clause"] == life.clauses.index(claim.clause)
    if claim.name == "other_purses":
        own = ledger["clause"] == life.clauses.index("region") if "region" in life.clauses else own
    if claim.name == "awards":
        own &= ledger["tier"] == Tier[claim.lever.partition(":")[2].upper()]
    left_out = {"clause"} | ({"year_paid"} if claim.name == "appropriation" else set())
    columns = [np.array(life.clauses)[ledger["clause"][~own]].tolist()] + [
        column[~own].tolist() for name, column in ledger.items() if name not in left_out
    ]
    return list(zip(*columns, strict=True))


def gain(claim: Claim, strength: float = 1.0, none: tuple[str, ...] = (), turn: int = 1) -> float:
    """Return by how much the lever (or, without one, the effect) moves the outcome."""
    on = tried(claim, strength, none, turn)
    off = tried(claim, 0.0, none, turn) if claim.lever else tried(claim, 1.0, tuple(claim.effects))
    return outcome_of(on, claim.outcome) - outcome_of(off, claim.outcome)


def sign_of(number: float) -> str:
    """Return ``+``, ``-`` or ``0``."""
    return "+" if number > 0 else "-" if number < 0 else "0"


def markdown(claims: Iterable[Claim] = CLAIMS) -> str:
    """Return the table, with what was observed, as markdown."""
    rows = [
        "| clause | lever | by | outcome | stated | observed | at effect 0 |",
        "|---|---|---|---|---|---|---|",
    ]
    for claim in claims:
        change = gain(claim)
        none = (", ".join(moved(claim)) or "0") if claim.lever else "no lever"
        stated = claim.sign or f"none, because {claim.because}"
        by = ", ".join(claim.effects) or "its amount"
        rows.append(
            f"| {claim.clause} | {claim.lever} | {by} | {claim.outcome} | {stated}"
            f" | {sign_of(change)} {abs(change):.6g} | {none} |"
        )
    return "\n".join(rows)
