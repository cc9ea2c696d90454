"""A researcher replaces a rule by name; an unknown name or other arguments are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from srdi_sim.compiled import Rule, rule
from srdi_sim.engine.rules import Rules, replaced, rules_with
from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import Pool
from srdi_sim.policy.rulesets import Condition
from srdi_sim.policy.tiers import Tier
from worlds import LONG_AGO, Life, Step, some_firms, whole_life, world


def nobody_applies(take_up, pull, help_):  # type: ignore[no-untyped-def]
    """Return no chance at all."""
    return 0.0 * take_up


@rule
def everybody_applies(take_up: float, pull: float, help_: float) -> float:
    """Return certainty."""
    return 1.0


def titles(rules: Rules) -> int:
    scenario = world(some_firms(50), Step(Tier.REGIONAL), take_up_regional=0.5, until=2022)
    return len(whole_life(scenario, rules=rules).ids("recognised", Tier.REGIONAL, 2022))


def test_a_plain_function_takes_the_place_of_a_rule() -> None:
    own = titles(rules_with(None))
    assert 0 < own < 50
    assert titles(rules_with({"chance_of_applying": nobody_applies})) == 0
    assert titles(rules_with({"chance_of_applying": everybody_applies})) == 50
    assert titles(rules_with({})) == own


def test_a_replaced_rule_returns_what_its_predecessor_returns() -> None:
    rules = rules_with({"chance_of_applying": nobody_applies})
    assert isinstance(rules.chance_of_applying, Rule)
    assert rules.chance_of_applying(np.array([0.5]), 0.0, 0.0).dtype == np.float64

    def never(u, meets_conditions, renewal):  # type: ignore[no-untyped-def]
        return u < 0.0

    assert rules_with({"is_renewed": never}).is_renewed(np.zeros(2), True, 1.0).dtype == np.bool_


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(SrdiError) as refused:
        rules_with({"chance_of_appplying": nobody_applies})
    assert refused.value.key == "rules.unknown"
    assert refused.value.values["name"] == "chance_of_appplying"
    for field in fields(Rules):
        assert field.name in str(refused.value.values["known"])


def test_other_arguments_are_refused_with_those_wanted() -> None:
    def too_few(take_up):  # type: ignore[no-untyped-def]
        return take_up

    with pytest.raises(SrdiError) as refused:
        rules_with({"chance_of_applying": too_few})
    assert refused.value.key == "rules.arguments"
    assert refused.value.values == {
        "name": "chance_of_applying",
        "given": ["take_up"],
        "wanted": ["take_up", "pull", "help_"],
    }


def test_replaced_rules_are_named_with_a_hash_of_their_source() -> None:
    assert replaced(Rules()) == {}
    one = replaced(rules_with({"chance_of_applying": nobody_applies}))
    other = replaced(rules_with({"chance_of_applying": everybody_applies}))
    assert set(one) == set(other) == {"chance_of_applying"}
    assert one != other
    assert len(one["chance_of_applying"]) == 64
    assert one == replaced(rules_with({"chance_of_applying": nobody_applies}))


def test_a_rule_typed_at_a_prompt_is_hashed_by_its_code() -> None:
    typed: dict[str, object] = {"__name__": "__main__"}
    exec("def chance(take_up, pull, help_):\n    return 0.25", typed)
    exec("def other(take_up, pull, help_):\n    return 0.75", typed)
    hashes = [
        replaced(rules_with({"chance_of_applying": typed[name]}))["chance_of_applying"]  # type: ignore[dict-item]
        for name in ("chance", "other")
    ]
    assert len(set(hashes)) == 2


def nobody_closes(  # type: ignore[no-untyped-def]
    by_age, above_scale, titled, visited, cap_above_scale, cap_titled, rescue, share_of_year
):
    return 0.0


def seven(  # type: ignore[no-untyped-def]
    revenue, intensity, active, body, borrowed, body_effect, credit_effect, from_awards
):
    return 7.0


def two_pieces(u, rd, rate, share_of_year):  # type: ignore[no-untyped-def]
    return 2.0


def everybody_is_trusted(  # type: ignore[no-untyped-def]
    unaided, listed, guaranteed, whitelist_lift, guarantee_lift
):
    return 1.0


def three(revenue, loan_to_revenue, listed, tailored):  # type: ignore[no-untyped-def]
    return 3.0


def the_poorest_first(output_per_mu, favoured, weight, lot):  # type: ignore[no-untyped-def]
    return 1.0 / output_per_mu


def by_ip(rd_ratio, class1_ip, growth, digital, main_share):  # type: ignore[no-untyped-def]
    return class1_ip


def as_promised(promise, member, key_sector, tenure, preference, lot):  # type: ignore[no-untyped-def]
    return promise


def ten_times_over(u, real, needed, chance, reach):  # type: ignore[no-untyped-def]
    return 10.0 * needed


def hopeless(  # type: ignore[no-untyped-def]
    pool, visited, trained, served, housed, effort, pool_help, visit_help, training_help,
    platform_help, accelerator_help, effort_help, common,
):  # fmt: skip
    return -100.0


def a_life(replacements: dict[str, Callable[..., Any]], *conditions: Condition) -> Life:
    """Live a year of twenty firms, each with more class-I IP and output per mu than the last."""
    number = np.arange(20.0)
    firms = some_firms(20, class1_ip=number, output_per_mu=100.0 + number, rd_rank=0.5)
    pool = Pool("二(一)", LONG_AGO, banner_places=2, city_places=3)
    of = world(
        firms,
        Step(Tier.REGIONAL, conditions=conditions or (Condition("is_sme", 1.0),)),
        levers={"pool": pool},
        exit_by_age=(0.9,),
        factor_tightness=0.5,
        loan_demand=1.0,
        take_up_regional=1.0 - 1e-9,
        until=2022,
    )
    return whole_life(of, rules=rules_with({"chance_of_closing": nobody_closes, **replacements}))


def test_rules_that_a_loop_calls_firm_by_firm_are_replaced_there_too() -> None:
    life = a_life(
        {
            "real_rd": seven,
            "new_ip": two_pieces,
            "chance_of_approval": everybody_is_trusted,
            "loan_of": three,
            "standing": the_poorest_first,
            "promise": by_ip,
            "pool_standing": as_promised,
            "help_received": hopeless,
        }
    )
    firms = life.firms
    assert firms.alive.all()
    assert (firms.rd == 7.0).all()
    assert firms.class1_ip.tolist() == (np.arange(20.0) + 2.0).tolist()
    assert (firms.loan == 3.0).all()
    assert (np.diff(firms.factor_met) <= 0.0).all()
    assert firms.factor_met[0] == 1.0
    assert np.flatnonzero(firms.pool == 2).tolist() == [17, 18, 19]
    assert life.ids("eligible", Tier.REGIONAL, 2022) == list(range(1, 21))
    assert life.ids("applied", Tier.REGIONAL, 2022) == []


def test_what_firms_report_and_who_is_sent_are_replaced_in_their_loops_too() -> None:
    wants_rd = Condition("rd", 50.0)
    assert a_life({}, wants_rd).ids("eligible", Tier.REGIONAL, 2022) == []
    reported = a_life({"reported_rd": ten_times_over}, wants_rd)
    assert reported.ids("eligible", Tier.REGIONAL, 2022) == list(range(1, 21))
