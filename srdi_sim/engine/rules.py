"""The rules that the phases call: the ones a researcher may replace, by name."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from srdi_sim.compiled import Rule
from srdi_sim.errors import SrdiError
from srdi_sim.rules import (
    application,
    assessment,
    banners,
    credit,
    cultivation,
    factors,
    founding,
    growth,
    innovation,
    refinement,
    review,
    survival,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Every behaviour of the model, by the name of the rule that holds it."""

    chance_of_closing: Rule = survival.chance_of_closing
    chance_of_coming: Rule = founding.chance_of_coming
    promise: Rule = cultivation.promise
    pool_standing: Rule = cultivation.pool_standing
    chance_of_approval: Rule = credit.chance_of_approval
    loan_of: Rule = credit.loan_of
    worth_a_stake: Rule = credit.worth_a_stake
    standing: Rule = factors.standing
    real_rd: Rule = innovation.real_rd
    new_ip: Rule = innovation.new_ip
    chance_of_advance: Rule = innovation.chance_of_advance
    kind_of_standard: Rule = refinement.kind_of_standard
    log_growth: Rule = growth.log_growth
    grown: Rule = growth.grown
    growth_rate: Rule = growth.growth_rate
    pull_of_awards: Rule = application.pull_of_awards
    worth_of_late_award: Rule = application.worth_of_late_award
    chance_of_being_sent: Rule = application.chance_of_being_sent
    chance_of_applying: Rule = application.chance_of_applying
    share_that_knows: Rule = application.share_that_knows
    help_received: Rule = application.help_received
    reported_rd: Rule = application.reported_rd
    panel_draw: Rule = assessment.panel_draw
    merit: Rule = assessment.merit
    is_renewed: Rule = review.is_renewed
    effort_after_appraisal: Rule = banners.effort_after_appraisal


def rules_with(replacements: Mapping[str, Callable[..., Any]] | None) -> Rules:
    """Return the rules of the model with some of them replaced.

    A plain function is made a rule. An unknown name, or other arguments than the rule it replaces,
    is an SrdiError that says which names (or arguments) are allowed.
    """
    own = Rules()
    changed: dict[str, Rule] = {}
    for name, function in (replacements or {}).items():
        if name not in {field.name for field in fields(Rules)}:
            known = tuple(field.name for field in fields(Rules))
            raise SrdiError("rules.unknown", {"name": name, "known": known})
        wanted = list(inspect.signature(getattr(own, name)).parameters)
        given = list(inspect.signature(function).parameters)
        if given != wanted:
            raise SrdiError("rules.arguments", {"name": name, "given": given, "wanted": wanted})
        changed[name] = function if isinstance(function, Rule) else _typed_like(name, function, own)
    return replace(own, **changed)


def _typed_like(name: str, function: Callable[..., Any], own: Rules) -> Rule:
    """Make a plain function a rule that returns what the rule it replaces returns."""
    function.__annotations__.setdefault(
        "return", getattr(own, name).__wrapped__.__annotations__["return"]
    )
    return Rule(function)


def replaced(rules: Rules) -> dict[str, str]:
    """Return the names of replaced rules with a hash of their source, for the manifest."""
    own = Rules()
    return {
        field.name: _source_hash(getattr(rules, field.name))
        for field in fields(Rules)
        if getattr(rules, field.name) is not getattr(own, field.name)
    }


def _source_hash(rule: Rule) -> str:
    code = rule.__wrapped__.__code__
    try:
        source = inspect.getsource(rule.__wrapped__)
    except OSError:  # typed at a prompt: no source kept, so the code itself stands for it
        source = repr((code.co_code, code.co_consts, code.co_names))
    return hashlib.sha256(source.encode()).hexdigest()
