"""The settings of a policy: every number of a lever that a study may vary, by a dotted name.

``awards.TIER.amount`` is the award of clause 二(三) for a title, ``LEVER.FIELD`` a number of any
other lever, such as ``training.seats`` or ``credit.strength``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from srdi_sim.policy.policy import Policy
from srdi_sim.policy.tiers import TIER_CODES, tier_of
from srdi_sim.units import WAN

Kind = Literal["money", "whole", "share", "number"]

# The numbers of a lever that are money, a share of 1, or any number; all others count something.
_MONEY = {
    "amount", "award", "cap", "cost_per_seat", "fund", "industry", "international", "municipal",
    "national", "provincial", "stake", "stipend", "subsidy",
}  # fmt: skip
_SHARES = {"strength", "joined_part", "power_discount"}
_NUMBERS = {"leverage", "priority_weight"}
_NO_NUMBERS = {"clause", "since", "until"}


@dataclass(frozen=True, slots=True)
class Range:
    """How far a setting can be moved: what a government could do, not what is likely.

    Attributes
    ----------
    name : str
    kind : ``money`` (int fen), ``whole`` (a count), ``share`` or ``number``
    low, high : the ends, both included
    source, confidence : str
    """

    name: str
    kind: Kind
    low: float
    high: float
    source: str
    confidence: str

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers can be set: fen, places, seats."""
        return self.kind in ("money", "whole")

    @property
    def step(self) -> float:
        """From one number that a government would set to the next: 1 万元, 1, or a hundredth."""
        return {"money": float(WAN), "whole": 1.0}.get(self.kind, 0.01)

    def nearest(self, value: float) -> float:
        """Return the nearest number that a government would set, within the ends."""
        stepped = min(max(round(value / self.step) * self.step, self.low), self.high)
        return int(stepped) if self.is_whole else round(stepped, 2)


def kind_of(field: str) -> Kind:
    """Return what the field of a lever counts."""
    if field in _MONEY:
        return "money"
    if field in _SHARES:
        return "share"
    return "number" if field in _NUMBERS else "whole"


def setting_names(policy: Policy) -> tuple[str, ...]:
    """Return the names of all settings of a policy."""
    awards = tuple(f"awards.{code}.amount" for code in TIER_CODES)
    return awards + tuple(
        f"{name}.{each.name}"
        for name, lever in policy.levers.items()
        for each in fields(lever)
        if each.name not in _NO_NUMBERS and "tuple" not in str(each.type)
    )


def setting(policy: Policy, name: str) -> float | None:
    """Return the number that a policy sets, None where it names none.

    Of several awards for a tier, the last.
    """
    holder, _, field = name.rpartition(".")
    if holder.startswith("awards."):
        tier = tier_of(holder.removeprefix("awards."))
        amounts = [(each.since, each.amount) for each in policy.awards if each.tier is tier]
        return max(amounts)[1] if amounts else None
    value: float | None = getattr(policy.levers[holder], field)
    return value


def with_setting(policy: Policy, name: str, value: float) -> Policy:
    """Return the policy with one number set, from the first day of its lever on.

    Raises
    ------
    KeyError
        There is no such setting, or the policy gives no award for the tier.
    """
    holder, _, field = name.rpartition(".")
    if holder.startswith("awards."):
        tier = tier_of(holder.removeprefix("awards."))
        if setting(policy, name) is None:
            raise KeyError(name)
        awards = tuple(
            replace(each, amount=round(value)) if each.tier is tier else each
            for each in policy.awards
        )
        return replace(policy, awards=awards)
    lever = policy.levers[holder]
    given: Any = round(value) if kind_of(field) in ("money", "whole") else float(value)
    changes: dict[str, Any] = {field: given}
    if name == "platforms.count":  # a count stands instead of their names
        changes |= {"bodies": (), "not_serving": ()}
    changed: Any = replace(lever, **changes)
    return replace(policy, **{holder: changed})
