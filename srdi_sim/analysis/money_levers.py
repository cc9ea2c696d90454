"""Which levers money can move: those that cost the city something and do something for firms.

By default a search may set what has a line of expenditure in the books and moves a number of firms.
Everything else stays as the scenario has it, for one of three reasons:

- no line in the books (`no_price`): its help would be free, and a search would buy all of it;
- its line is no expenditure (`apart`): the capital of a fund is an asset, its calls are contingent;
- it moves money and not one firm (`only_money`): a search would only cut it. This is seen, not
  assumed: between both ends of its range no count of any tier and year moves in any replication.

Levers that are named are searched whatever they cost; those without a price are told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from srdi_sim.analysis.evaluation import Evaluations
from srdi_sim.analysis.inputs import Input, inputs_named, inputs_of
from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import LEVERS_WITH_LINES
from srdi_sim.scenario.scenario import Scenario

Why = Literal["no_price", "apart", "only_money"]
_APART = ("credit", "funds")


@dataclass(frozen=True, slots=True)
class Held:
    """A lever that stays as the scenario has it, and why."""

    name: str
    why: Why


def price_of(name: str, scenario: Scenario) -> Why | None:
    """Return why a lever has no price in the total, None if it has one."""
    holder, _, field = name.partition(".")
    if holder == "awards":
        return None
    if holder in _APART:
        return "apart"
    if holder == "factors":  # the only line is that of a discount on power, if there is one
        given = scenario.policy.factors.power_discount
        is_bought = field == "power_discount" or (field == "strength" and given)
        return None if is_bought else "no_price"
    return None if holder in LEVERS_WITH_LINES else "no_price"


def levers_of(
    scenario: Scenario, names: Sequence[str] = ()
) -> tuple[tuple[Input, ...], tuple[Held, ...]]:
    """Return the levers that have a price, and those that are held; all that are named, if any is.

    Raises
    ------
    SrdiError
        There is no such lever, or what is named is none.
    """
    levers = inputs_of(scenario, of=("lever",))
    if names:
        named = inputs_named(scenario, names)
        if others := [each.name for each in named if each.of != "lever"]:
            raise SrdiError("required.no_lever", {"given": others[0]})
        return named, ()
    priced, held = [], []
    for each in levers:
        why = price_of(each.name, scenario)
        if why is None:
            priced.append(each)
        else:
            held.append(Held(each.name, why))
    return tuple(priced), tuple(held)


def moves_firms(found: Evaluations) -> bool:
    """Return whether any count of firms differs between settings under the same luck."""
    return any(
        not np.array_equal(values[0], other, equal_nan=True)
        for name, values in found.values.items()
        if name.startswith("firms:")
        for other in values[1:]
    )
