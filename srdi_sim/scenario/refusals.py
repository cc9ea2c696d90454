"""What is refused in the same way wherever it is written: names, kinds, order, sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from srdi_sim.errors import Refusal
from srdi_sim.scenario.places import suggest
from srdi_sim.scenario.scalars import kind_of
from srdi_sim.units import half_width

SUM_TOLERANCE = 1e-9


class Astray(ValueError):
    """What is wrong further down than the value that was examined: paths from it, with refusals."""

    def __init__(self, *wrong: tuple[tuple[str | int, ...], Refusal]) -> None:
        super().__init__(*wrong)
        self.wrong = wrong


def not_one_of(given: Any, names: Iterable[str]) -> Refusal:
    """Return the refusal of a name that is not among those allowed."""
    allowed = tuple(names)
    meant = suggest(given, allowed) if isinstance(given, str) else None
    return Refusal("not_one_of", {"given": given, "allowed": allowed, "suggestion": meant})


def unknown_key(given: str, names: Iterable[str]) -> Refusal:
    """Return the refusal of a key that is not among those allowed."""
    allowed = tuple(names)
    meant = suggest(given, allowed) or _of_the_same_kind(given, allowed)
    return Refusal("unknown_key", {"given": given, "allowed": allowed, "suggestion": meant})


def _of_the_same_kind(given: str, allowed: tuple[str, ...]) -> str | None:
    """Return the only key that ends in the same word: ``loss_shares`` for ``fund_share``."""

    def kind(key: str) -> str:
        return key.casefold().rsplit("_", 1)[-1].removesuffix("s")

    alike = [key for key in allowed if "_" in key and kind(key) == kind(given)]
    return alike[0] if len(alike) == 1 else None


def among(names: tuple[str, ...] | None, given: str) -> str:
    """Return the name, or refuse it; names that are not known themselves (None) refuse nothing."""
    if names is not None and given not in names:
        raise not_one_of(given, names)
    return given


def wrong_type(given: Any, wanted: str) -> Refusal:
    """Return the refusal of a value of another kind than wanted."""
    if isinstance(given, str) and half_width(given) != given:
        return Refusal("full_width", {"given": given, "suggestion": half_width(given)})
    values = {"given": given, "found": kind_of(given), "wanted": wanted}
    return Refusal("wrong_type", values)


def in_order(given: list[float], ordered: list[float]) -> list[float]:
    """Return the numbers if they stand in this order, each once."""
    if given != ordered or len(set(given)) < len(given):
        allowed = [tidy(number) for number in dict.fromkeys(ordered)]
        raise Refusal("wrong_order", {"given": [tidy(each) for each in given], "allowed": allowed})
    return given


def tidy(number: float) -> float:
    """Return a number as people write it: 4, not 4.0."""
    return int(number) if float(number).is_integer() else number


def sum_to_one(shares: Mapping[str, float]) -> Mapping[str, float]:
    """Return the shares if they are those of a whole."""
    total = sum(shares.values())
    if abs(total - 1.0) > SUM_TOLERANCE:
        raise Refusal("sum_not_one", {"given": round(total, 12)})
    return shares


def exactly_one(model: BaseModel, *names: str) -> None:
    """Refuse a model of which not exactly one of these fields is given."""
    given = [name for name in names if getattr(model, name) is not None]
    if len(given) != 1:
        aliases = [type(model).model_fields[name].alias or name for name in names]
        raise Refusal("exactly_one_of", {"allowed": aliases})


def unique(names: Iterable[str], path: Callable[[int], tuple[str | int, ...]]) -> None:
    """Refuse the names that stand again, each at its path."""
    seen: set[str] = set()
    again = []
    for number, name in enumerate(names):
        if name in seen:
            again.append((path(number), Refusal("not_unique", {"given": name})))
        seen.add(name)
    if again:
        raise Astray(*again)
