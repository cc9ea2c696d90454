"""A scenario: everything that a run needs to know, as one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import AWARDS_CLAUSE, Policy
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.rulesets import Ladder
from srdi_sim.policy.settings import Range, setting_names, with_setting
from srdi_sim.policy.terms import RegionalTarget, Terms, last_batch, terms_of
from srdi_sim.policy.text import PolicyText
from srdi_sim.policy.tiers import MONTHS, Tier, month_index, tier_of, year_of
from srdi_sim.population.register import Register
from srdi_sim.population.synthesis import Marginals
from srdi_sim.scenario.posterior import Posterior
from srdi_sim.scenario.uncertainties import Uncertainties
from srdi_sim.units import parse_money


def park_name(banner: str, number: int) -> str:
    """Return the name of a banner's park by its number, from 1."""
    return f"{banner}/{number}"


@dataclass(frozen=True, slots=True)
class Target:
    """A promise of clause 一(二): more than (or at least) `number` firms at `tier` in `year`.

    Attributes
    ----------
    exceed : str or None
        ``at_least`` where the target itself says so; None leaves it to the reading (R1).
    """

    tier: Tier
    year: int
    number: int
    clause: str
    exceed: str | None = None

    def met(self, count: Any, reading_exceed: str) -> Any:
        """Return whether a number of firms (or each of a column) meets the target."""
        if (self.exceed or reading_exceed) == "at_least":
            return count >= self.number
        return count > self.number

    def needed(self, reading_exceed: str) -> int:
        """Return the least number of firms that meets the target."""
        return self.number + (not self.met(self.number, reading_exceed))

    def wanted(self, reading_exceed: str) -> str:
        """Return the target in signs: ``>300`` or ``≥300``."""
        sign = "≥" if (self.exceed or reading_exceed) == "at_least" else ">"
        return f"{sign}{self.number}"


@dataclass(frozen=True, slots=True)
class Observation:
    """One published figure: of the firms at some tiers, or of money.

    Attributes
    ----------
    what : str
        ``stock`` (titles valid in `month`), ``flow`` (recognitions of `year`) or ``paid`` (fen paid
        from `since`, or in `year` alone, to the end of `year`).
    tiers : tuple of Tier
        Their numbers are added; none of money.
    month : int or None
        A running month, see :func:`srdi_sim.policy.tiers.month_index`.
    sd : float
        Uncertainty of the figure itself.
    evidence : bool
        False for what the model starts from, which proves nothing.
    clauses, payers : tuple of str
        Of money: under which clauses and from whose purse; all are added.
    rounding : float
        Of money: the step to which it was rounded, where no `sd` is given.
    bound : str or None
        ``at_most`` or ``at_least`` where no more than that is known.
    either : str
        Of all that share this name one is meant, and which is not known: one published number whose
        period or tier is not stated.
    known : int
        The running month from which on it could be known.
    """

    name: str
    what: str
    tiers: tuple[Tier, ...]
    month: int | None
    year: int | None
    value: float
    sd: float
    evidence: bool
    source: str
    confidence: str
    clauses: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    since: int | None = None
    rounding: float = 0.0
    bound: str | None = None
    either: str = ""
    known: int = 0

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last running month that it is about."""
        if self.month is not None:
            return self.month, self.month
        assert self.year is not None
        first = self.year if self.since is None else self.since
        return month_index(first, 1), month_index(self.year, MONTHS)


def watched(observations: Sequence[Observation], years: range) -> tuple[int, ...]:
    """Return the running months in which firms are counted for the sake of observations."""
    months = {each.month for each in observations if each.month is not None}
    return tuple(sorted(month for month in months if year_of(month) in years))


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader of results must know: the word ``warning.KEY`` and its values."""

    key: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A policy, a population, a reading, uncertainties and targets.

    Compared by value; an edit returns a new scenario.

    Attributes
    ----------
    observed : str
        Name of the set of observations; `observations` is its content, `watch` the running months
        of its stocks within the years simulated.
    text : PolicyText or None
        The document that the policy was taken from; no result depends on it.
    ranges : tuple of Range
        How far the numbers of the policy can be moved in a study; no result depends on them.
    edits : tuple of str
        What was changed after loading; `resolved` and `sha256` are those of the files.
    warnings : tuple of Caution
    resolved : dict
        What the files say, with everything they extend and every data file written out: a valid
        scenario by itself. `origins` has the file and line of each key path.
    sha256 : str
        Digest of the content of all files; paths, comments and the way numbers are written do not
        matter.
    """

    name: str
    why: str
    start: dt.date
    until: int
    reading: Reading
    policy: Policy
    ladder: Ladder
    population: Marginals | Register
    uncertainties: Uncertainties
    targets: tuple[Target, ...]
    observed: str = ""
    watch: tuple[int, ...] = ()
    observations: tuple[Observation, ...] = ()
    text: PolicyText | None = None
    ranges: tuple[Range, ...] = ()
    edits: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()
    resolved: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    origins: dict[tuple[str | int, ...], str] = field(
        default_factory=dict, compare=False, repr=False
    )
    sha256: str = ""

    @property
    def years(self) -> range:
        """The years that are simulated."""
        return range(self.start.year, self.until + 1)

    @property
    def priors(self) -> str:
        """The name of its priors, as their file has it; empty if the scenario is of no file."""
        return str(self.resolved.get("uncertainties", {}).get("name", ""))

    @property
    def posterior_of_other_population(self) -> bool:
        """Whether its posterior is known to have been fitted with another population."""
        posterior = self.uncertainties.posterior
        return posterior is not None and posterior.population not in ("", self.population.name)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that may appear in the ledger, in a fixed order."""
        return self.policy.clauses

    @property
    def parks(self) -> tuple[str, ...]:
        """The names of all parks, those of a banner side by side: banner and number."""
        people = self.population
        return tuple(
            park_name(banner, n)
            for banner in people.banners
            for n in range(1, people.parks_per_banner + 1)
        )

    def terms(self, year: int) -> Terms:
        """Return what policy, ladder and reading say in `year`."""
        only = self.policy.parks.only
        return terms_of(
            self.policy,
            self.ladder,
            self.reading,
            year,
            self.start,
            regional_target=self._regional_target(year),
            key_sectors=tuple(
                name in self.policy.attraction.sectors for name in self.population.sectors
            ),
            districts=self.population.districts or (False,) * len(self.population.banners),
            parks_named=tuple(not only or name in only for name in self.parks),
        )

    def _regional_target(self, year: int) -> RegionalTarget | None:
        """Return how far `year` is to be on the way to the next regional target, if any is left.

        The way is even: from the titles held at the start, which is taken for the end of the year
        before, to the first target, and on from one to the next.
        """
        last, before = self.start.year - 1, None
        targets = [target for target in self.targets if target.tier is Tier.REGIONAL]
        for target in sorted(targets, key=attrgetter("year", "number")):
            if year <= target.year:
                way = (year - last) / (target.year - last)
                return RegionalTarget(before, target.number, way)
            last, before = target.year, target.number
        return None

    def settled_uncertainties(self) -> Uncertainties:
        """Return the uncertainties with those fixed that the reading settles."""
        return self.uncertainties.settled(self.reading.fixed_habits())

    def with_award(self, tier: str, *, amount: str | int, since: int | str) -> Scenario:
        """Return the scenario whose award for `tier` is `amount` from `since` (a year or a date).

        `amount` is money in words (``"300万"``) or int fen.

        Raises
        ------
        SrdiError
            The ladder has no such rung, or the rung gives no title from that day on.
        """
        day = dt.date(since, 1, 1) if isinstance(since, int) else dt.date.fromisoformat(since)
        self._refuse_without_rung(tier, day)
        fen = amount if isinstance(amount, int) else parse_money(amount)
        return replace(
            self,
            policy=self.policy.with_award(tier_of(tier), fen, day),
            edits=(*self.edits, f"award {tier} {fen} fen from {day}"),
        )

    def with_levers(self, values: Mapping[str, float]) -> Scenario:
        """Return the scenario with numbers of its policy set, from the first day of each lever on.

        Parameters
        ----------
        values : mapping of setting to number
            Such as ``{"awards.regional.amount": fen, "training.seats": 80}``; see
            :mod:`srdi_sim.policy.settings`.

        Raises
        ------
        SrdiError
            The policy has no such setting.
        """
        policy = self.policy
        for name, value in values.items():
            if name not in setting_names(policy):
                raise SrdiError("lever.unknown", {"given": name})
            try:
                policy = with_setting(policy, name, value)
            except KeyError:
                raise SrdiError("lever.not_in_policy", {"given": name}) from None
        edits = tuple(f"{name}: {value:g}" for name, value in sorted(values.items()))
        return replace(self, policy=policy, edits=(*self.edits, *edits))

    def with_uncertainties(self, values: Mapping[str, float]) -> Scenario:
        """Return the scenario with some of what nobody knows settled, each at one number."""
        edits = tuple(f"{name}: {value:g}" for name, value in sorted(values.items()))
        settled = self.uncertainties.settled(dict(values))
        return replace(self, uncertainties=settled, edits=(*self.edits, *edits))

    def with_posterior(self, posterior: Posterior | None) -> Scenario:
        """Return the scenario that draws from a posterior, or from the priors alone."""
        uncertainties = replace(self.uncertainties, posterior=posterior)
        name = "priors" if posterior is None else f"posterior {posterior.name}"
        return replace(self, uncertainties=uncertainties, edits=(*self.edits, name))

    def with_observations(self, observations: Sequence[Observation]) -> Scenario:
        """Return the scenario held against these published figures."""
        return replace(
            self, observations=tuple(observations), watch=watched(observations, self.years)
        )

    def _refuse_without_rung(self, tier: str, since: dt.date) -> None:
        """Refuse an award that begins when its rung gives no titles any more, or has none."""
        rung = self.ladder.rung(tier_of(tier))
        if rung is None:
            known = [rung.tier.code for rung in self.ladder.rungs]
            raise SrdiError("award.no_such_rung", {"given": tier, "allowed": known})
        last = last_batch(rung.tier, rung.last_batch, self.reading)
        if last is not None and since.year > last:
            values = {"clause": AWARDS_CLAUSE, "given": since, "tier": tier, "last": last}
            raise SrdiError("award.rung_has_ended", values)

    def with_reading(self, **answers: Any) -> Scenario:
        """Return the scenario under another reading; the answers not named stay.

        Raises
        ------
        SrdiError
            Two answers of the new reading exclude each other.
        """
        reading = replace(self.reading, **answers)
        for one, other in reading.contradictions():
            raise SrdiError("reading.answers_exclude", reading.exclusion(one, other))
        edits = tuple(f"reading {name}: {answer}" for name, answer in sorted(answers.items()))
        return replace(self, reading=reading, edits=(*self.edits, *edits))
