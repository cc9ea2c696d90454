"""A researcher replaces a rule by name; an unknown name or other arguments are refused."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from srdi_sim.compiled import Rule, rule
from srdi_sim.engine.rules import Rules, replaced, rules_with
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import Tier
from worlds import Step, some_firms, whole_life, world


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
