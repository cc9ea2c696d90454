"""Every lever moves its stated outcome in the stated direction; without effect it moves nothing.

The claims are the table of `levers`. A lever is compared with itself at strength 0 under common
luck, so that what differs is what it caused.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from levers import (
    CLAIMS,
    NO_EFFECT,
    NONE_STATED,
    ON,
    Claim,
    gain,
    lived,
    markdown,
    missing,
    moved,
    outcome_of,
    scenario,
    sign_of,
    tried,
)
from srdi_sim.policy.habits import Habits
from worlds import no_policy, ordos

WITH_LEVER = tuple(claim for claim in CLAIMS if claim.lever)
each_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.what)
each_lever = pytest.mark.parametrize("claim", WITH_LEVER, ids=lambda claim: claim.what)


# The table is whole.


def test_every_lever_and_every_doubtful_effect_is_in_the_table() -> None:
    assert missing(CLAIMS) == set()
    assert len({claim.what for claim in CLAIMS}) == len(CLAIMS)


@pytest.mark.parametrize(
    "left_out",
    [
        "visit_rescue",
        "award_response",
        "peer_help",
        "platform_renewal",
        "visits",
        "awards:champion",
    ],
)
def test_what_is_left_out_of_the_table_is_found(left_out: str) -> None:
    rest = [claim for claim in CLAIMS if left_out not in (claim.lever, *claim.effects)]
    assert left_out in missing(rest)


def test_what_is_no_effect_is_known_and_claimed_nowhere() -> None:
    assert set(Habits.names()) >= NO_EFFECT.keys()
    assert not NO_EFFECT.keys() & {name for claim in CLAIMS for name in claim.effects}


def test_a_claim_without_a_sign_says_why_and_every_other_has_one() -> None:
    for claim in CLAIMS:
        assert (claim.sign == NONE_STATED) == bool(claim.because)
        assert claim.sign in ("+", "-", NONE_STATED)


def test_the_levers_of_the_table_stand_under_the_clauses_of_the_text() -> None:
    shipped = ordos().policy.levers
    assert shipped.keys() == ON.keys() == no_policy().levers.keys()
    for name, lever in ON.items():
        if name != "appropriation":  # no clause of the text
            assert lever.clause == shipped[name].clause


# What a lever does.


@each_claim
def test_a_lever_moves_its_outcome_in_the_stated_direction(claim: Claim) -> None:
    change = gain(claim)
    assert change != 0.0
    if claim.sign:
        assert sign_of(change) == claim.sign
        assert sign_of(gain(claim, 0.5)) in (claim.sign, "0")


@each_claim
def test_what_a_lever_moves_is_carried_by_each_of_its_effects(claim: Claim) -> None:
    for effect in claim.effects:
        by_it = gain(claim) - gain(claim, none=(effect,))
        assert by_it != 0.0, effect
        if claim.sign:
            assert sign_of(by_it) == claim.sign, effect


@each_lever
def test_a_lever_without_effect_moves_nothing_but_its_own_lists(claim: Claim) -> None:
    assert moved(claim) == []


EITHER_WAY = [
    claim
    for claim in WITH_LEVER
    if claim.effects.keys() & {"award_response", "guarantee_lift", "digital_growth"}
]


@pytest.mark.parametrize("claim", EITHER_WAY, ids=lambda claim: claim.what)
def test_an_effect_of_the_other_sign_moves_the_outcome_the_other_way(claim: Claim) -> None:
    """Evidence on these is disputed, so their priors have both signs."""
    assert sign_of(gain(claim, turn=-1)) != sign_of(gain(claim))
    assert gain(claim, turn=-1) != 0.0


def test_effects_whose_prior_has_both_signs_are_tried_with_both() -> None:
    both = {
        entry.name
        for entry in ordos().uncertainties.entries
        if entry.name not in NO_EFFECT
        and entry.role == "sampled"
        and min(float(prior.at(1e-6)) for _, prior in entry.dated) < 0.0
    }
    alone = {name for claim in EITHER_WAY for name in claim.effects}
    assert both - alone == {"credit_growth", "credit_rd"}  # which come with a loan, below


@pytest.mark.parametrize("effect", ["credit_growth", "credit_rd"])
def test_a_loan_that_does_harm_lowers_what_it_would_raise(effect: str) -> None:
    claim = next(claim for claim in CLAIMS if effect in claim.effects)
    harmful = replace(claim, effects={**claim.effects, effect: -claim.effects[effect]})
    assert gain(harmful) < 0.0 < gain(claim)


@each_lever
def test_a_lever_changes_nothing_before_its_first_day(claim: Claim) -> None:
    """From 2024 on; the years before are the same in every count, measure and line."""
    whole = scenario(claim, 1.0, claim.effects, until=2024)
    day = dt.date(2024, 1, 1)
    policy = whole.policy
    if claim.name in ("awards", "other_purses"):
        own = {each for each in getattr(policy, claim.name) if each.tier.code in claim.lever}
        own = own or set(policy.other_purses)
        dated = tuple(
            replace(each, since=day) if each in own else each
            for each in getattr(policy, claim.name)
        )
    else:
        dated = replace(getattr(policy, claim.name), since=day)
    late = lived(replace(whole, policy=replace(policy, **{claim.name: dated})))
    off = lived(scenario(claim, 0.0, claim.effects, until=2024))
    assert late.counts[:2].tobytes() == off.counts[:2].tobytes()
    assert late.measures[:2].tobytes() == off.measures[:2].tobytes()
    before = [life.ledger["year_due"] < 2024 for life in (late, off)]
    for name in late.ledger.keys() - {"clause"}:
        early = [life.ledger[name][rows] for life, rows in zip((late, off), before, strict=True)]
        assert early[0].tobytes() == early[1].tobytes(), name


# The table finds what it is there to find.


def test_a_lever_that_moves_more_than_it_says_is_found() -> None:
    """Visits that are said to help survival only, and help applications as well."""
    leaking = Claim("visits", "firms", "+", {"visit_rescue": 0.9}, also={"visit_help": 2.0})
    found = moved(leaking)
    assert "applied:innovative" in found
    assert "counts" in found
    assert "since" in found


def test_a_lever_that_does_nothing_is_found() -> None:
    silent = Claim("visits", "applied", "+", {"training_help": 2.0})
    assert gain(silent) == 0.0
    assert moved(silent) == []


def test_an_amount_that_changes_has_its_lines_and_nothing_else() -> None:
    claim = next(claim for claim in CLAIMS if claim.outcome == "fen:training_year")
    off, on = tried(claim, 0.0), tried(claim)
    assert outcome_of(off, claim.outcome) == 0.0
    assert outcome_of(on, claim.outcome) == 4 * 50 * 2_000_000
    np.testing.assert_array_equal(off.counts, on.counts)


def test_the_table_can_be_printed() -> None:
    """As markdown; with -s it shows, and the docs may ask for it."""
    table = markdown()
    print(f"\n{table}")
    rows = table.splitlines()[2:]
    assert len(rows) == len(CLAIMS)
    for claim, row in zip(CLAIMS, rows, strict=True):
        assert claim.outcome in row
        assert row.endswith("| 0 |" if claim.lever else "| no lever |")
