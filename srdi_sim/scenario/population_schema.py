"""Population and seed files: what is written, and the frozen values it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationInfo, create_model, model_validator
from pydantic.functional_validators import AfterValidator

from srdi_sim.distributions import Choice, Distribution, Fixed
from srdi_sim.errors import Refusal
from srdi_sim.policy.tiers import NEVER, tier_of
from srdi_sim.population.synthesis import Group, Marginals, Seeds
from srdi_sim.scenario.distribution_schema import Shares, Written
from srdi_sim.scenario.fields import (
    OF_FILE,
    Confidence,
    Count,
    Format,
    Month,
    Name,
    NotNegative,
    Share,
    Strict,
    Text,
    Year,
    known_of,
)
from srdi_sim.scenario.group_schema import (
    GroupWritten,
    Loadings,
    SeedGroupWritten,
    Traits,
    check_group,
    complete,
    fields_given,
    trait,
)
from srdi_sim.scenario.refusals import Astray, among

MOST_CODES = 127  # banners, parks, sectors and groups are numbered by int8 in the firms' columns
# What a little giant must have shown, by column of the firms.
_FLOORS = (
    "main_share", "niche_share", "margin", "debt", "output_per_mu", "equity", "rd_intensity",
    "rd_staff_share", "class1_ip", "ip_grade_if_any", "body", "digital", "core_it", "quality",
    "key_field", "evaluation",
)  # fmt: skip


def _banner(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).banners, name)


def _parks_fit(parks: int, info: ValidationInfo) -> int:
    most = MOST_CODES // max(1, len(info.data.get("banners", ())))
    if parks > most:
        raise Refusal("too_large", {"given": parks, "most": most})
    return parks


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
                complete(group, known_of(info).groups, fields_given(self.traits))
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
        list[Annotated[GroupWritten, AfterValidator(check_group)]],
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
            shared = fields_given(self.seeds.traits) if of_seeds and self.seeds else {}
            traits: dict[str, Distribution] = {"banner": banner}
            if like is not None:
                traits |= like.traits
            for name, each in (shared | fields_given(written.traits)).items():
                traits[name] = trait(each, sectors)
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
        little_giant_floors=fields_given(written.little_giant_floors),
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
