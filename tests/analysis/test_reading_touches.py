"""Another answer to one question changes the lines of its own clauses, and no bit of any other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from srdi_sim.analysis.named_readings import Named, named_readings
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.policy.policy import Parks, Training
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.policy.rulesets import Condition
from srdi_sim.policy.tiers import Tier, month_index
from worlds import Step, award, entitle, ordos, register, some_firms, world

AWARDS, REGION, CENTRE = "二(三)", "内政发〔2024〕6号", "财建〔2021〕2号"
TITLES = {AWARDS, REGION, CENTRE}  # who pays for a title
UNNAMED = {"二(五)", "二(八)", "二(九)", "二(十一)", "二(十二)", "二(十三)"}  # amounts not given
EVERYTHING = {*TITLES, *UNNAMED, "二(六)", "二(十四)"}
ONCE_A_YEAR = {"二(十三)", "二(十四)"}

# The clauses whose lines an answer may change where nothing that a firm has or gets moves another.
TOUCHES = {
    "exceed": set(),
    "nesting": set(),
    "counting": set(),
    "stock_already_recognised": {AWARDS},
    "stock_schedule": {AWARDS},
    "stacking": {AWARDS},
    "stock_little_giant_regional_award": {AWARDS},
    "champion_award": {AWARDS},
    "champion_kind": TITLES,
    "municipal_rung_until": TITLES,
    "municipal_titles_after": TITLES,
    "province_innovative_award": {AWARDS},
    "titles_moved_in": {AWARDS},
    "award_on_leaving": {AWARDS},
    "second_award": {AWARDS},
    "city_share": {AWARDS},
    "award_payer": {AWARDS},
    "other_purses_deducted": {AWARDS},
    "payment_year": EVERYTHING - {"二(八)", "二(九)"},  # spending only
    "first_year_services": ONCE_A_YEAR,
    "park_number": {"二(六)"},
    "park_counts": {"二(六)"},
    "park_kind": {"二(六)"},
    "park_below": {"二(六)"},
    "platform_payment": {"二(十四)"},
    "platform_service": {"二(十四)"},
    "training_repeats": set(),  # a seat costs the same whoever sits in it
    "training_for": set(),
    "amounts_not_given": UNNAMED,
    "policy_after_2025": EVERYTHING,
    "later_documents": {AWARDS},
    "key_sectors": {*TITLES, "二(八)", "二(十一)", "二(十二)"},  # who is cultivated is on the list
    "revoked_award": {AWARDS},
    "regional_needs_innovative": {*TITLES, "二(六)"},
    "early_titles_count_as_innovative": set(),
}
# What else must differ where no line does.
MEASURED = {
    "training_repeats": ("trained", ""),
    "training_for": ("trained", ""),
    "early_titles_count_as_innovative": ("at_least_valid", "innovative"),
}
# These are what the scenario is already: what it has settled, and that all are on the list.
SETTLED = (
    "stock_already_recognised=paid",
    "province_innovative_award=paid",
    "training_for=any",
)
OF_CHAMPIONS = ("champion_award", "champion_kind")  # Ordos has none: a world of their own below

# Nothing that a firm has or gets changes another thing: titles, lists and money stand apart …
NO_EFFECT = {
    **dict.fromkeys(("pool_help", "visit_help", "visit_rescue", "training_help"), 0.0),
    **dict.fromkeys(("platform_help", "accelerator_help", "effort_help", "award_response"), 0.0),
    **dict.fromkeys(("guarantee_lift", "whitelist_lift", "tailored_loan", "talent_rate"), 0.0),
    **dict.fromkeys(("credit_growth", "credit_rd", "factor_growth", "body_rd"), 0.0),
    **dict.fromkeys(("cap_exit_titled", "cap_exit_above_scale"), 1.0),
    **dict.fromkeys(("growth_sd_titled", "growth_sd_other"), 0.2),
    **dict.fromkeys(("factor_priority", "fund_priority", "fund_stake_wan"), 1.0),
    **dict.fromkeys(("pool_city_places", "pool_banner_places"), 9999.0),  # all are on the list
    "large_firms": 0.0,
}
# … and everything that a question asks about happens.
HAPPENS = {
    **dict.fromkeys(("attraction_rate", "attracted_titled", "attracted_giants"), 0.5),
    **dict.fromkeys(("move_out_rate", "revocation_rate"), 0.05),
    **dict.fromkeys(("renewal_innovative", "renewal_municipal", "renewal_regional"), 0.5),
    **dict.fromkeys(("take_up_innovative", "take_up_municipal", "take_up_regional"), 0.9),
    "platforms_count": 12.0,
    "platform_two_titles": 0.5,
    "platform_serving": 0.6,
    "accelerators_opened": 3.0,
    "accelerator_places": 40.0,
    "trainee_places": 100.0,
    "trainees_per_firm": 2.0,
    "fund_stakes": 4.0,
    "default_rate": 0.1,
    "stock_paid": 1.0,
    "province_innovative_paid": 1.0,
}
N, SEED = 2, 3


@cache
def quiet():
    """Return Ordos to 2026 with an award that a later document drops, and parks of three firms."""
    shipped = ordos()
    dropped = dt.date(2024, 1, 1)
    awards = tuple(
        replace(each, repealed=dropped) if each.tier is Tier.LITTLE_GIANT else each
        for each in shipped.policy.awards
    )
    policy = replace(
        shipped.policy, awards=awards, parks=replace(shipped.policy.parks, threshold=3)
    )
    known = shipped.with_posterior(None).uncertainties.settled({**NO_EFFECT, **HAPPENS})
    return replace(shipped, until=2026, policy=policy, uncertainties=known)


def by_clause(runs):
    """Return the rows of each clause, all columns."""
    clauses, of_row = runs.scenario.clauses, runs.ledger["clause"]
    return {
        clause: {
            name: column[of_row == number]
            for name, column in runs.ledger.items()
            if name != "clause"
        }
        for number, clause in enumerate(clauses)
    }


@cache
def base():
    return simulate(quiet(), replications=N, seed=SEED)


def differing(one, other):
    """Return, for each clause whose rows are not the same bits, the columns that differ."""
    found = {}
    for clause, columns in one.items():
        apart = {
            name
            for name, column in columns.items()
            if column.tobytes() != other[clause][name].tobytes()
        }
        if apart:
            found[clause] = apart
    return found


def single():
    return [named for named in named_readings(quiet().reading)[0] if named.question]


def test_the_sweep_asks_every_question():
    assert {named.question for named in single()} == set(QUESTIONS) == set(TOUCHES)
    assert named_readings(quiet().reading)[1] == ()


@pytest.mark.parametrize("named", single(), ids=lambda named: named.name)
def test_another_answer_changes_the_lines_of_its_own_clauses_alone(named: Named):
    runs = simulate(named.of(quiet()), replications=N, seed=SEED)
    found = differing(by_clause(base()), by_clause(runs))
    assert found.keys() <= TOUCHES[named.question]
    if named.name in SETTLED:
        assert runs.measures.tobytes() == base().measures.tobytes()
    elif named.question in MEASURED:
        column = MEASURES.index(MEASURED[named.question])
        assert (runs.measures[:, :, column] != base().measures[:, :, column]).any()
    elif named.question not in OF_CHAMPIONS:
        assert bool(found) == bool(TOUCHES[named.question])
    if named.question == "payment_year":
        assert set().union(*found.values()) == {"year_paid"}


def test_a_policy_that_ends_changes_no_row_of_the_years_before():
    ended = simulate(quiet().with_reading(policy_after_2025="ends"), replications=N, seed=SEED)
    sides = []
    for runs in (base(), ended):
        rows = runs.ledger["year_due"] <= 2025
        sides.append({name: column[rows] for name, column in runs.ledger.items()})
    assert all(np.array_equal(sides[0][name], sides[1][name]) for name in sides[0])
    last = ended.ledger["year_due"] > 2025
    spending = last & (ended.ledger["kind"] == 0)
    assert not ended.ledger["amount_fen"][spending].any()
    assert base().ledger["amount_fen"][base().ledger["year_due"] > 2025].any()


def champions(**reading):
    """A world of firms of which some are champions and some could be, beside other lines."""
    firms = some_firms(30, park=0)
    firms.main_share[:15] = 0.5
    entitle(firms, Tier.CHAMPION, np.arange(5), month_index(2021, 5))
    entitle(firms, Tier.REGIONAL, np.arange(10, 22), month_index(2021, 5))
    begun = dt.date(2022, 1, 1)
    return world(
        register(firms, parks_per_banner=1),
        Step(Tier.REGIONAL, places=True),
        Step(Tier.CHAMPION, (Condition("main_share", 0.7),)),
        awards=(award(Tier.REGIONAL, 100, begun), award(Tier.CHAMPION, 200, begun)),
        levers={
            "parks": Parks("二(六)", begun, threshold=10, award=500_000_000),
            "training": Training("二(十三)", begun, seats=50),
        },
        reading=reading,
        take_up_champion=0.5,
        training_cost_wan=2.0,
    )


@pytest.mark.parametrize(
    "answer", [{"champion_award": "also_existing"}, {"champion_kind": "firm_or_product"}]
)
def test_another_answer_on_champions_changes_their_awards_alone(answer):
    one, other = (
        simulate(champions(**reading), replications=N, seed=SEED) for reading in ({}, answer)
    )
    assert differing(by_clause(one), by_clause(other)).keys() == {AWARDS}
    rows = [by_clause(runs)[AWARDS] for runs in (one, other)]
    assert rows[1]["amount_fen"].sum() > rows[0]["amount_fen"].sum()
    assert {int(Tier.CHAMPION)} == set(rows[1]["tier"])
