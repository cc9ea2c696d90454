"""Population and seed files: what is written, and the frozen values it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationInfo, create_model, model_validator
from pydantic.functional_validators import AfterValidator

from srdi_sim.distributions import Choice, Distribution, Fixed
from srdi_sim.errors import Refusal
from srdi_sim.policy.tiers import NEVER, tier_of
from srdi_sim.population.synthesis import TRAITS, Group, Marginals, Seeds
from srdi_sim.scenario.bounds import ANY, OF_TRAITS, beyond
from srdi_sim.scenario.fields import (
    OF_FILE,
    Astray,
    Confidence,
    Count,
    Format,
    Habit,
    Loading,
    Month,
    Name,
    NotNegative,
    Share,
    Slot,
    Strict,
    Text,
    Year,
    YearKey,
    among,
    known_of,
    not_one_of,
    one_of,
)
from srdi_sim.scenario.prior_schema import Shares, Written, WrittenDistribution

# The traits that a group draws; the others are drawn for every firm alike.
_OF_EVERY_FIRM = (
    "capability", "banner", "title_year", "title_month", "titled_later", "little_giant",
    "high_tech_left", "park_of_banner",
)  # fmt: skip
GROUP_TRAITS: tuple[str, ...] = tuple(name for name in TRAITS if name not in _OF_EVERY_FIRM)
MOST_CODES = 127  # banners, parks, sectors and groups are numbered by int8 in the firms' columns
ATTRIBUTES = ("sme", "manufacturer", "above_scale")
# What a little giant must have shown, by column of the firms.
_FLOORS = (
    "main_share", "niche_share", "margin", "debt", "output_per_mu", "equity", "rd_intensity",
    "rd_staff_share", "class1_ip", "ip_grade_if_any", "body", "digital", "core_it", "quality",
    "key_field", "evaluation",
)  # fmt: skip


def _sector(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).sectors, name)


def _banner(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).banners, name)


def _parks_fit(parks: int, info: ValidationInfo) -> int:
    most = MOST_CODES // max(1, len(info.data.get("banners", ())))
    if parks > most:
        raise Refusal("too_large", {"given": parks, "most": most})
    return parks


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

if TYPE_CHECKING:
    Floors = Strict
else:
    Floors = create_model(
        "Floors", __base__=Strict, **{name: (float | None, None) for name in _FLOORS}
    )


class Source(Strict):
    """Where numbers come from."""

    source: Text
    confidence: Confidence


class Sector(Strict):
    """A sector; strategic = emerging industry of the national list.

    Water, energy and emissions are what a 万元 of its revenue uses, relative to the mean sector.
    """

    strategic: bool
    water: NotNegative = 1.0
    energy: NotNegative = 1.0
    emission: NotNegative = 1.0


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


def _given(model: Strict) -> dict[str, Any]:
    """Return the fields of a model that are given."""
    return {name: each for name, each in model if each is not None}


def _complete(group: GroupWritten, known: Mapping[str, Any], shared: Iterable[str] = ()) -> None:
    """Refuse a group that does not have, of its own or by likeness, all that it needs."""
    if group.like is not None and group.like not in known:
        raise Astray((("like",), not_one_of(group.like, known)))
    has, traits = set(_given(group)), {*shared, *_given(group.traits)}
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


def _check_group(group: GroupWritten, info: ValidationInfo) -> GroupWritten:
    groups = known_of(info).groups
    earlier = {}
    for name, written in groups.items():
        if name == group.name:
            break
        earlier[name] = written
    _complete(group, earlier)
    return group


class SeedsFile(Strict):
    """A file under ``seeds/``: the titles held at the start. Its traits are for every group."""

    srdi: Format
    name: Name
    titled_by: Month
    years: Written
    months: Written
    later: Written
    little_giant_years: Written
    little_giant_floors: Floors = Floors()
    home_share: Share = 0.0
    little_giants_at_home: Count = 0
    groups: Annotated[list[SeedGroupWritten], Field(max_length=MOST_CODES // 2)]
    traits: Traits = Traits()
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _groups_whole(self, info: ValidationInfo) -> SeedsFile:
        wrong: list[tuple[tuple[str | int, ...], Refusal]] = []
        for n, group in enumerate(self.groups):
            try:
                _complete(group, known_of(info).groups, _given(self.traits))
            except Astray as astray:
                wrong += [(("groups", n, *inner), refusal) for inner, refusal in astray.wrong]
        if wrong:
            raise Astray(*wrong)
        return self


class PopulationFile(Strict):
    """A file under ``populations/``: the marginals of the firms."""

    srdi: Format
    name: Name
    start: Year
    seeds: Annotated[SeedsFile, OF_FILE] | None = None
    banners: Annotated[Shares, Field(max_length=MOST_CODES)]
    parks_per_banner: Annotated[int, Field(ge=1), AfterValidator(_parks_fit)]
    home: Annotated[Name, AfterValidator(_banner)] | None = None
    districts: list[Annotated[Name, AfterValidator(_banner)]] = Field(default_factory=list)
    sectors: Annotated[dict[Name, Sector], Field(min_length=1, max_length=MOST_CODES)]
    loadings: Loadings = Loadings()
    groups: Annotated[
        list[Annotated[GroupWritten, AfterValidator(_check_group)]],
        Field(min_length=1, max_length=MOST_CODES // 2),
    ]
    sources: dict[Name, Source] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> PopulationFile:
        placed = list(self._placed())
        wrong = [*_repeated(placed), *self._mistimed(placed), *_overlapping(placed)]
        if wrong:
            raise Astray(*wrong)
        return self

    def _placed(self) -> Iterator[tuple[tuple[str | int, ...], GroupWritten]]:
        """Yield every group, seeds included, with its path."""
        for n, group in enumerate(self.groups):
            yield ("groups", n), group
        for n, group in enumerate(self.seeds.groups if self.seeds else ()):
            yield ("seeds", "groups", n), group

    def _mistimed(
        self, placed: list[tuple[tuple[str | int, ...], GroupWritten]]
    ) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:
        """Yield the years in which nobody would come into view, or with a title already held."""
        for path, group in placed:
            for year in group.counts:
                if year < self.start:
                    refusal = Refusal("too_small", {"given": year, "least": self.start})
                elif year > self.start and isinstance(group, SeedGroupWritten):
                    refusal = Refusal("seeds_later", {"given": year, "start": self.start})
                else:
                    continue
                yield (*path, "counts", str(year)), refusal

    def value(self) -> Marginals:
        """Return the marginals."""
        banners, sectors = tuple(self.banners), tuple(self.sectors)
        banner = Choice(tuple(map(float, range(len(banners)))), tuple(self.banners.values()))
        loadings = {name: each for name, each in self.loadings if each}
        groups: dict[str, Group] = {}
        for path, written in self._placed():
            like = groups[written.like] if written.like is not None else None
            of_seeds = path[0] == "seeds"
            shared = _given(self.seeds.traits) if of_seeds and self.seeds else {}
            traits: dict[str, Distribution] = {"banner": banner}
            if like is not None:
                traits |= like.traits
            for name, each in (shared | _given(written.traits)).items():
                traits[name] = _trait(each, sectors)
            groups[written.name] = Group(
                name=written.name,
                slot=written.slot,
                counts=tuple(sorted(written.counts.items())),
                count_habit=written.count_habit or "",
                sme=_inherited(written.sme, like, "sme"),
                manufacturer=_inherited(written.manufacturer, like, "manufacturer"),
                above_scale=_inherited(written.above_scale, like, "above_scale"),
                seeds=of_seeds,
                attracted=written.attracted,
                traits=traits,
                loadings=loadings,
                title=tier_of(
                    written.title if isinstance(written, SeedGroupWritten) else "regional"
                ),
            )
        return Marginals(
            name=self.name,
            start=self.start,
            banners=banners,
            sectors=sectors,
            strategic=tuple(sector.strategic for sector in self.sectors.values()),
            parks_per_banner=self.parks_per_banner,
            groups=tuple(groups.values()),
            seeds=_seeds(self.seeds, banners.index(self.home) if self.home else 0),
            districts=tuple(name in self.districts for name in banners),
            factor_use=tuple(
                (sector.water, sector.energy, sector.emission) for sector in self.sectors.values()
            ),
        )


def _inherited(own: bool | None, like: Group | None, name: str) -> bool:
    return bool(getattr(like, name)) if own is None else own


def _trait(written: SectorChoice | WrittenDistribution, sectors: tuple[str, ...]) -> Distribution:
    """Return a trait's distribution; sectors are numbered in the order of the file."""
    if isinstance(written, SectorChoice):
        numbers = tuple(float(sectors.index(name)) for name in written.choice)
        return Choice(numbers, tuple(written.choice.values()))
    return written.value()


def _seeds(written: SeedsFile | None, home: int) -> Seeds:
    if written is None:  # no firm is a seed, so none of this is asked for
        nothing = Fixed(0.0)
        return Seeds(NEVER, nothing, nothing, nothing, nothing, {}, home, 0.0, 0)
    return Seeds(
        titled_by=written.titled_by,
        years=written.years.value(),
        months=written.months.value(),
        later=written.later.value(),
        little_giant_years=written.little_giant_years.value(),
        little_giant_floors=_given(written.little_giant_floors),
        home=home,
        home_share=written.home_share,
        little_giants_at_home=written.little_giants_at_home,
    )


def _repeated(
    placed: list[tuple[tuple[str | int, ...], GroupWritten]],
) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:
    seen: set[str] = set()
    for path, group in placed:
        if group.name in seen:
            yield (*path, "name"), Refusal("not_unique", {"given": group.name})
        seen.add(group.name)


def _overlapping(
    placed: list[tuple[tuple[str | int, ...], GroupWritten]],
) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:
    """Yield the groups whose firms would take the ids of the group on the slots above."""
    ordered = sorted(placed, key=lambda each: each[1].slot)
    ends = [group.slot for _, group in ordered[1:]] + [100_000]
    for (path, group), end in zip(ordered, ends, strict=True):
        most = 2 * max(group.counts.values())  # a prior scales the entrants
        if group.slot + most > end:
            values = {"given": group.slot + most - 1, "start": group.slot, "most": end - 1}
            yield (*path, "slot"), Refusal("slots_overlap", values)
