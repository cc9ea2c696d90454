"""The groups of a population and their traits: what is written, and whether it is all there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationInfo, create_model
from pydantic.functional_validators import AfterValidator

from srdi_sim.distributions import Choice, Distribution
from srdi_sim.errors import Refusal
from srdi_sim.population.synthesis import TRAITS
from srdi_sim.scenario.bounds import ANY, OF_TRAITS, beyond
from srdi_sim.scenario.distribution_schema import Shares, Written, WrittenDistribution
from srdi_sim.scenario.fields import (
    Count,
    Habit,
    Loading,
    Name,
    Share,
    Slot,
    Strict,
    YearKey,
    known_of,
    one_of,
)
from srdi_sim.scenario.refusals import Astray, among, not_one_of

# The traits that a group draws; the others are drawn for every firm alike.
_OF_EVERY_FIRM = (
    "capability", "banner", "title_year", "title_month", "titled_later", "little_giant",
    "high_tech_left", "park_of_banner",
)  # fmt: skip
GROUP_TRAITS: tuple[str, ...] = tuple(name for name in TRAITS if name not in _OF_EVERY_FIRM)
ATTRIBUTES = ("sme", "manufacturer", "above_scale")


def _sector(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).sectors, name)


class SectorChoice(Strict):
    """``choice: {new_energy: 0.4, …}``: sectors by name, each with its share."""

    choice: Annotated[
        dict[Annotated[Name, AfterValidator(_sector)], Share],
        *Shares.__metadata__,
    ]


def _trait_field(name: str) -> Any:
    """Return the field of one trait, which has only values that it can have."""
    if name == "sector":
        return SectorChoice

    def check(written: WrittenDistribution) -> WrittenDistribution:
        if refusal := beyond(OF_TRAITS.get(name, ANY), written.value()):
            raise refusal
        return written

    return Annotated[Written, AfterValidator(check)]


if TYPE_CHECKING:

    class Traits(Strict):
        """The traits that a group draws; any may be left to the group it is like."""

        sector: SectorChoice | None = None
else:
    Traits = create_model(
        "Traits",
        __base__=Strict,
        **{name: (_trait_field(name) | None, None) for name in GROUP_TRAITS},
    )

if TYPE_CHECKING:
    Loadings = Strict
else:
    Loadings = create_model(
        "Loadings", __base__=Strict, **{name: (Loading, 0.0) for name in GROUP_TRAITS}
    )


class GroupWritten(Strict):
    """One block of the population."""

    name: Name
    slot: Slot
    like: Name | None = None
    sme: bool | None = None
    manufacturer: bool | None = None
    above_scale: bool | None = None
    attracted: bool = False
    counts: Annotated[dict[YearKey, Count], Field(min_length=1)]
    count_habit: Habit | None = None
    traits: Traits = Traits()


def _there_already(attracted: bool) -> bool:
    if attracted:
        raise Refusal("seeds_attracted")
    return attracted


class SeedGroupWritten(GroupWritten):
    """One block of firms that hold a title at the start, and so are there from the start."""

    attracted: Annotated[bool, AfterValidator(_there_already)] = False
    title: Annotated[str, one_of("regional", "champion")] = "regional"


def fields_given(model: Strict) -> dict[str, Any]:
    """Return the fields of a model that are given."""
    return {name: each for name, each in model if each is not None}


def complete(group: GroupWritten, known: Mapping[str, Any], shared: Iterable[str] = ()) -> None:
    """Refuse a group that does not have, of its own or by likeness, all that it needs."""
    if group.like is not None and group.like not in known:
        raise Astray((("like",), not_one_of(group.like, known)))
    has, traits = set(fields_given(group)), {*shared, *fields_given(group.traits)}
    for written in _likes(group.like, known):
        has |= {name for name, value in written.items() if value is not None}
        given = written.get("traits")
        traits |= set(given) if isinstance(given, Mapping) else set()
    wrong: list[tuple[tuple[str | int, ...], Refusal]] = [
        ((name,), Refusal("missing_key", {"wanted": "truth"}))
        for name in ATTRIBUTES
        if name not in has
    ]
    wrong += [
        (("traits", name), Refusal("missing_key", {"wanted": "distribution"}))
        for name in GROUP_TRAITS
        if name not in traits
    ]
    if wrong:
        raise Astray(*wrong)


def _likes(like: Any, known: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what is written for a group of this name and for those that it is like in turn."""
    seen: set[str] = set()
    while isinstance(like, str) and like in known and like not in seen:
        seen.add(like)
        yield known[like]
        like = known[like].get("like")


def check_group(group: GroupWritten, info: ValidationInfo) -> GroupWritten:
    """Refuse a group that is like none before it, or does not have all that it needs."""
    groups = known_of(info).groups
    earlier = {}
    for name, written in groups.items():
        if name == group.name:
            break
        earlier[name] = written
    complete(group, earlier)
    return group


def trait(written: SectorChoice | WrittenDistribution, sectors: tuple[str, ...]) -> Distribution:
    """Return a trait's distribution; sectors are numbered in the order of the file."""
    if isinstance(written, SectorChoice):
        numbers = tuple(float(sectors.index(name)) for name in written.choice)
        return Choice(numbers, tuple(written.choice.values()))
    return written.value()
