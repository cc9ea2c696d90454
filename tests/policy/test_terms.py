"""What policy, ladder and reading say in one year: dates, shares of a year, rungs, awards."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest

from srdi_sim.policy.policy import Award, Lever, OtherAward, Policy
from srdi_sim.policy.reading import QUESTIONS, SAMPLED, Reading
from srdi_sim.policy.rulesets import AllOf, AnyOf, Condition, Ladder, RuleSet
from srdi_sim.policy.terms import YEARLY, RegionalTarget, Terms, terms_of
from srdi_sim.policy.tiers import (
    LADDER,
    STOCK_CODES,
    TIER_CODES,
    TIERS,
    Tier,
    month_index,
    tier_of,
    year_of,
)
from worlds import LONG_AGO, WAN, Step, award, ladder, no_policy, ordos, other_award

JULY = dt.date(2022, 7, 12)
INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = Tier
ALL_STEPS = ladder(*(Step(tier) for tier in TIERS))


def terms(year: int = 2023, *, start: dt.date = JULY, **more: Any) -> Terms:
    given = {"policy": no_policy(), "ladder": ALL_STEPS, "reading": Reading(), **more}
    return terms_of(given["policy"], given["ladder"], given["reading"], year, start)


# Tiers and months.


def test_tiers_are_named_and_ordered_as_in_the_results() -> None:
    assert TIER_CODES == ("innovative", "municipal", "regional", "little_giant", "champion")
    assert ("none", *TIER_CODES) == STOCK_CODES
    assert LADDER == (INNOVATIVE, MUNICIPAL, REGIONAL, GIANT)
    assert [tier.value for tier in Tier] == [0, 1, 2, 3, 4]
    assert tier_of("little_giant") is GIANT
    with pytest.raises(KeyError):
        tier_of("giant")


def test_months_run_on_from_year_to_year() -> None:
    assert month_index(2022, 12) + 1 == month_index(2023, 1)
    assert year_of(month_index(2022, 12)) == 2022
    assert year_of(month_index(2023, 1)) == 2023


# The part of a year.


@pytest.mark.parametrize(
    ("year", "share"),
    [(2022, 173 / 365), (2023, 1.0), (2024, 1.0)],  # 12 July to 31 December: 173 days
)
def test_a_year_is_lived_from_the_first_day_of_the_run(year: int, share: float) -> None:
    found = terms(year)
    assert found.share_of_year == share
    assert found.start == max(JULY, dt.date(year, 1, 1))


@pytest.mark.parametrize(
    ("since", "until", "year", "share"),
    [
        (JULY, None, 2021, 0.0),
        (JULY, None, 2022, 1.0),  # of the part that is lived
        (JULY, None, 2023, 1.0),
        (JULY, dt.date(2024, 2, 29), 2024, 60 / 366),
        (JULY, dt.date(2024, 2, 29), 2025, 0.0),
        (dt.date(2023, 3, 1), dt.date(2023, 3, 31), 2023, 31 / 365),
        (dt.date(2024, 12, 31), None, 2024, 1 / 366),
    ],
)
def test_a_lever_acts_in_its_part_of_the_year(
    since: dt.date, until: dt.date | None, year: int, share: float
) -> None:
    lever = Lever("三(三)", since, until)
    assert lever.in_force(year) == (share > 0.0)
    half = replace(lever, strength=0.5)
    if year >= 2022:
        found = terms(year, policy=replace(no_policy(), publicity=half)).levers
        assert found.publicity.strength == 0.5 * share


def test_what_is_so_much_a_year_is_owed_for_the_share_of_the_whole_year() -> None:
    yearly = {
        name: replace(getattr(no_policy(), name), since=JULY, strength=1.0) for name in YEARLY
    }
    policy = replace(no_policy(), **yearly)
    for name in YEARLY:
        assert getattr(terms(2022, policy=policy).levers, name).strength == 173 / 365
        assert getattr(terms(2023, policy=policy).levers, name).strength == 1.0


@pytest.mark.parametrize(("answer", "share"), [("part", 173 / 365), ("whole", 1.0), ("none", 0.0)])
def test_the_first_year_of_the_services_is_a_reading(answer: str, share: float) -> None:
    """R12 asks it of the class and of the platforms, and of no other year."""
    yearly = {
        name: replace(getattr(no_policy(), name), since=JULY, strength=1.0) for name in YEARLY
    }
    policy, reading = replace(no_policy(), **yearly), Reading(first_year_services=answer)
    first, second = (terms(year, policy=policy, reading=reading).levers for year in (2022, 2023))
    for name in YEARLY:
        of_first = share if name in ("training", "platforms") else 173 / 365
        assert getattr(first, name).strength == of_first
        assert getattr(second, name).strength == 1.0
    later = {name: replace(lever, since=dt.date(2024, 3, 1)) for name, lever in yearly.items()}
    policy = replace(no_policy(), **later)
    assert terms(2022, policy=policy, reading=reading).levers.training.strength == 0.0
    part = {"part": 306 / 366, "whole": 1.0, "none": 0.0}[answer]
    assert terms(2024, policy=policy, reading=reading).levers.training.strength == part
    assert terms(2025, policy=policy, reading=reading).levers.training.strength == 1.0


def test_every_lever_of_the_policy_reaches_the_terms() -> None:
    names = set(no_policy().levers)
    assert names == {field.name for field in fields(Policy)} - {"awards", "other_purses"}
    assert not any(lever.strength for lever in terms().levers.levers.values())
    for name in names:
        lever = replace(getattr(no_policy(), name), strength=0.75)
        on = terms(policy=replace(no_policy(), **{name: lever})).levers.levers
        assert on[name] == lever
        assert all(on[other].strength == 0.0 for other in names - {name})


def test_numbers_that_the_policy_names_reach_the_terms_and_others_stay_open() -> None:
    policy = ordos().policy
    found = terms(policy=policy).levers
    assert found.training.seats == 50
    assert found.parks.threshold == 10
    assert found.parks.award == 500 * WAN
    assert found.platforms.amount == 20 * WAN
    assert found.training.cost_per_seat is None
    assert found.pool.city_places is None
    assert found.credit.fund is None
    assert found.parks.strength == 1.0
    assert terms(2021, policy=policy, start=LONG_AGO).levers.parks.strength == 0.0


# Awards by date.


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (JULY, None, [2022, 2023, 2024]),
        (dt.date(2023, 1, 1), None, [2023, 2024]),
        (JULY, dt.date(2023, 6, 30), [2022, 2023]),
        (LONG_AGO, dt.date(2021, 12, 31), []),
    ],
)
def test_an_award_is_among_the_terms_of_the_years_it_touches(
    since: dt.date, until: dt.date | None, years: list[int]
) -> None:
    policy = replace(
        no_policy(),
        awards=(award(REGIONAL, 100, since, until=until),),
        other_purses=(other_award(REGIONAL, 50, since, until=until),),
    )
    found = [year for year in (2022, 2023, 2024) if terms(year, policy=policy).awards]
    assert found == years
    assert found == [y for y in (2022, 2023, 2024) if terms(y, policy=policy).other_purses]


@pytest.mark.parametrize("kind", [Award, OtherAward])
def test_an_award_runs_in_whole_months(kind: type[Award] | type[OtherAward]) -> None:
    def months(since: dt.date, until: dt.date | None) -> tuple[int, int]:
        rest = ("二(三)",) if kind is Award else ("region", "二(三)")
        return kind(REGIONAL, 1, since, *rest, until=until).months  # type: ignore[arg-type]

    began, ended = months(JULY, None)
    assert began == month_index(2022, 7)
    assert ended > month_index(9999, 12)
    assert months(JULY, dt.date(2023, 12, 31))[1] == month_index(2023, 12)
    assert months(JULY, dt.date(2023, 12, 30))[1] == month_index(2023, 11)
    assert months(JULY, dt.date(2024, 2, 29))[1] == month_index(2024, 2)


def test_a_firm_sees_what_all_purses_pay_for_a_title_of_the_batch() -> None:
    policy = replace(
        no_policy(),
        awards=(
            award(REGIONAL, 100, JULY, until=dt.date(2023, 12, 31)),
            award(REGIONAL, 300, dt.date(2024, 1, 1)),
            award(GIANT, 150, JULY),
        ),
        other_purses=(other_award(REGIONAL, 50, dt.date(2023, 5, 1)),),
    )
    seen = {
        (year, month): terms(year, policy=policy).awards_seen(REGIONAL, month_index(year, month))
        for year, month in ((2022, 9), (2023, 4), (2023, 5), (2024, 1))
    }
    assert seen == {
        (2022, 9): (100.0, 0.0),
        (2023, 4): (100.0, 0.0),
        (2023, 5): (100.0, 50.0),
        (2024, 1): (300.0, 50.0),
    }


def test_a_firm_sees_its_share_of_an_award_that_only_some_get() -> None:
    """The centre's 600 万 goes to 7 in 100 little giants, in three parts: all of them are seen."""
    purse = other_award(GIANT, 600, JULY, share=0.07, years=3)
    policy = replace(no_policy(), other_purses=(purse, other_award(GIANT, 100, JULY)))
    seen = terms(policy=policy).awards_seen(GIANT, month_index(2023, 8))
    assert seen == (0.0, pytest.approx(142.0))


def test_the_shipped_policy_shows_what_the_priors_refer_to() -> None:
    """Under the policy as written the pull of the awards is nothing."""
    scenario = ordos()
    habits = scenario.uncertainties
    for tier in TIERS:
        own, others = scenario.terms(2024).awards_seen(tier, month_index(2024, 6))
        ((_, reference),) = habits.get(f"reference_awards_{tier.code}").dated
        assert reference.at(0.5) == pytest.approx(own + others, abs=1e-9)


# with_award


def amounts(policy: Policy, tier: Tier = REGIONAL) -> list[tuple[int, dt.date, dt.date | None]]:
    mine = sorted((a for a in policy.awards if a.tier is tier), key=lambda a: a.since)
    return [(a.amount // WAN, a.since, a.until) for a in mine]


YEAR_2024 = dt.date(2024, 1, 1)
BASE = replace(
    no_policy(),
    awards=(award(REGIONAL, 100, JULY, applies_to="new_and_stock"), award(GIANT, 150, JULY)),
)


def test_a_later_award_splits_the_one_in_force() -> None:
    split = BASE.with_award(REGIONAL, 300 * WAN, YEAR_2024)
    assert amounts(split) == [(100, JULY, dt.date(2023, 12, 31)), (300, YEAR_2024, None)]
    assert amounts(split, GIANT) == amounts(BASE, GIANT)
    later = max((a for a in split.awards if a.tier is REGIONAL), key=lambda a: a.since)
    assert later.clause == "二(三)"
    assert later.applies_to == "new_and_stock"
    assert later.continues


def test_an_award_from_the_same_day_or_earlier_replaces_the_one_in_force() -> None:
    same = BASE.with_award(REGIONAL, 300 * WAN, JULY)
    assert amounts(same) == [(300, JULY, None)]
    assert not any(a.continues for a in same.awards)
    assert amounts(BASE.with_award(REGIONAL, 300 * WAN, LONG_AGO)) == [(300, LONG_AGO, None)]


def test_an_award_that_is_over_stays_as_it_was() -> None:
    over = replace(BASE, awards=(award(REGIONAL, 100, JULY, until=dt.date(2023, 6, 30)),))
    assert amounts(over.with_award(REGIONAL, 300 * WAN, YEAR_2024)) == [
        (100, JULY, dt.date(2023, 6, 30)),
        (300, YEAR_2024, None),
    ]


def test_a_tier_without_an_award_gets_one() -> None:
    assert amounts(BASE.with_award(CHAMPION, 5 * WAN, YEAR_2024), CHAMPION) == [
        (5, YEAR_2024, None)
    ]


def test_edits_of_edits_keep_every_earlier_part() -> None:
    twice = BASE.with_award(REGIONAL, 300 * WAN, YEAR_2024).with_award(
        REGIONAL, 200 * WAN, dt.date(2023, 1, 1)
    )
    assert amounts(twice) == [
        (100, JULY, dt.date(2022, 12, 31)),
        (200, dt.date(2023, 1, 1), None),
    ]
    assert [a.continues for a in twice.awards if a.tier is REGIONAL] == [False, True]


def test_an_edit_returns_a_new_policy_and_leaves_the_old_one() -> None:
    before = BASE.awards
    BASE.with_award(REGIONAL, 1, YEAR_2024)
    assert before == BASE.awards
    scenario = ordos().with_award("little_giant", amount="300万", since=2024)
    assert amounts(scenario.policy, GIANT)[-1] == (300, YEAR_2024, None)
    assert scenario.edits[-1].startswith("award little_giant")
    assert ordos().edits == ()
    by_day = ordos().with_award("little_giant", amount=300 * WAN, since="2024-01-01")
    assert by_day.policy == scenario.policy


# Rungs and rule sets by date.


def dated(*spans: tuple[dt.date, dt.date | None]) -> Ladder:
    one = ladder(Step(REGIONAL))
    sets = tuple(
        replace(one.rule_sets[0], name=str(number), since=since, until=until)
        for number, (since, until) in enumerate(spans)
    )
    return replace(one, rule_sets=sets)


def test_the_latest_rule_set_that_has_begun_is_in_force() -> None:
    both = dated((LONG_AGO, None), (dt.date(2026, 4, 1), None))
    names = [
        rules.name if (rules := both.rule_set(REGIONAL, dt.date(year, 7, 1))) else None
        for year in (1999, 2025, 2026, 2030)
    ]
    assert names == [None, "0", "1", "1"]
    assert both.rule_set(GIANT, dt.date(2025, 7, 1)) is None


def test_a_rule_set_ends_on_its_last_day() -> None:
    ends = dated((LONG_AGO, dt.date(2026, 3, 31)))
    assert ends.rule_set(REGIONAL, dt.date(2026, 3, 31)) is not None
    assert ends.rule_set(REGIONAL, dt.date(2026, 4, 1)) is None


def test_the_rule_set_of_the_first_of_september_judges_the_batch_of_the_year() -> None:
    both = dated((LONG_AGO, None), (dt.date(2026, 9, 1), None))
    late = dated((LONG_AGO, None), (dt.date(2026, 9, 2), None))
    for ladders, name in ((both, "1"), (late, "0")):
        rung = terms(2026, ladder=ladders).rung(REGIONAL)
        assert rung is not None
        assert rung.rules.name == name


def test_a_rung_is_open_from_its_first_batch_to_its_last() -> None:
    step = ladder(Step(REGIONAL, first_batch=2023, last_batch=2024))
    found = [terms(year, ladder=step).rung(REGIONAL) for year in range(2022, 2026)]
    assert [rung is not None and rung.open for rung in found] == [False, True, True, False]


def test_the_municipal_rung_ends_when_the_reading_says() -> None:
    def open_until(reading_year: int, last_batch: int | None) -> list[int]:
        steps = ladder(Step(MUNICIPAL, last_batch=last_batch), Step(REGIONAL))
        reading = Reading(municipal_rung_until=reading_year)
        years = []
        for year in range(2022, 2027):
            rung = terms(year, ladder=steps, reading=reading).rung(MUNICIPAL)
            assert rung is not None
            if rung.open:
                years.append(year)
            regional = terms(year, ladder=steps, reading=reading).rung(REGIONAL)
            assert regional is not None
            assert regional.open
        return years

    assert open_until(2023, None) == [2022, 2023]
    assert open_until(2025, 2024) == [2022, 2023, 2024]
    assert open_until(2022, 2024) == [2022]


def test_a_ladder_without_a_rung_has_no_terms_for_it() -> None:
    found = terms(ladder=ladder(Step(REGIONAL)))
    assert found.rung(GIANT) is None
    assert [rung.tier for rung in found.rungs] == [REGIONAL]
    assert ladder(Step(REGIONAL)).rung(GIANT) is None


def test_a_reading_may_ask_for_the_innovative_title_first() -> None:
    needs = Condition("holds_innovative", 1.0)
    for answer in ("no", "yes"):
        found = terms(reading=Reading(regional_needs_innovative=answer))
        for rung in found.rungs:
            asked = needs in rung.conditions.terms
            assert asked == (answer == "yes" and rung.tier is REGIONAL)


def test_floors_of_rd_are_those_of_the_plain_conditions() -> None:
    step = Step(
        REGIONAL,
        (
            Condition("rd", 100.0),
            Condition("rd", 80.0),
            Condition("rd_ratio", 0.03),
            Condition("rd", 500.0, below=True),
            AnyOf((Condition("rd", 9000.0),)),
        ),
    )
    rung = terms(ladder=ladder(step)).rung(REGIONAL)
    assert rung is not None
    assert (rung.rd_floor, rung.rd_ratio_floor) == (100.0, 0.03)


def test_what_is_waived_is_not_asked_at_review() -> None:
    step = Step(GIANT, (Condition("is_sme", 1.0), Condition("holds_regional", 1.0)))
    waiving = replace(step, waived=("holds_regional",))
    for one, kept in ((step, 2), (waiving, 1)):
        rung = terms(ladder=ladder(one)).rung(GIANT)
        assert rung is not None
        assert len(rung.conditions.terms) == 2
        assert len(rung.conditions_at_review.terms) == kept


def test_appraisals_aim_at_the_regional_target() -> None:
    assert ordos().terms(2025).regional_target == RegionalTarget(None, 50, 1.0)
    assert ordos().terms(2022).regional_target == RegionalTarget(None, 50, 0.25)  # an even way
    assert terms().regional_target is None


def test_the_way_to_a_regional_target_begins_at_the_one_before_or_at_the_titles_held() -> None:
    assert RegionalTarget(None, 50, 0.25).asked(30) == 35
    assert RegionalTarget(40, 50, 0.5).asked(30) == 45


def test_rule_sets_without_a_text_say_so() -> None:
    unknown = [rules.name for rules in ordos().ladder.rule_sets if not rules.known]
    assert unknown == ["municipal SRDI (criteria not found)"]
    default = RuleSet("x", REGIONAL, JULY, None, AllOf(()), AnyOf(()), (), None, None, ())
    assert default.known


# Readings.


def test_every_question_has_an_answer_by_default_and_its_number() -> None:
    answers = Reading().as_dict()
    assert set(answers) == set(QUESTIONS)
    for name, (number, allowed) in QUESTIONS.items():
        assert number.startswith("R")
        if allowed not in (("year",), ("share", SAMPLED)):
            assert answers[name] in allowed


def test_a_sampled_answer_settles_nothing_and_any_other_settles_its_habit() -> None:
    assert Reading().fixed_habits() == {}
    assert Reading(
        stock_already_recognised="paid",
        province_innovative_award="not_paid",
        payment_year="next_year",
        city_share=0.8,
    ).fixed_habits() == {
        "stock_paid": 1.0,
        "province_innovative_paid": 0.0,
        "paid_next_year": 1.0,
        "city_share": 0.8,
    }
    assert Reading(
        stock_already_recognised="not_paid", payment_year="same_year"
    ).fixed_habits() == {
        "stock_paid": 0.0,
        "paid_next_year": 0.0,
    }


def test_a_reading_settles_the_habit_of_every_replication() -> None:
    scenario = ordos().with_reading(city_share=0.75, stock_already_recognised="paid")
    settled = scenario.settled_uncertainties()
    assert settled.get("city_share").entry(2025).at(0.3) == 0.75
    assert settled.get("stock_paid").entry(2022).at(0.9) == 1.0
    assert scenario.edits == ("reading city_share: 0.75", "reading stock_already_recognised: paid")
