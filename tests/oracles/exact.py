"""Small worlds whose every path is enumerated, with chances as fractions.

This is a second, plain account of a year in a world of at most three firms: some close; the
eligible apply; the panel fills its places in an order that is, by symmetry, any order alike; titles
that end are reviewed; awards fall due. It shares no code with the engine.

All batches are in September and all terms are whole years. A title that ends in year `u` is
reviewed at the end of `u`, and until then an applicant still holds it; at the ends of the years
before `u` it is valid. A lower title needs no review while a higher rung of the ladder is valid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product

ONE = Fraction(1)
FOR_EVER = 100
CHAMPION = 4  # the side rung
Story = tuple[tuple[str, ...], ...]  # for every year, what happened to every firm


@dataclass(frozen=True)
class SmallRung:
    """One rung: its tier's number, its take-up, and what limits it.

    `needs` is the tier whose valid title an applicant must hold. `order` says who goes first when
    places are short: ``lots`` (drawn anew every year), ``steady`` (drawn once) or ``points`` (the
    firm named first has the most).
    """

    tier: int
    take_up: Fraction
    needs: int | None = None
    places: int | None = None
    rivals: int = 0
    order: str = "lots"
    term: int = FOR_EVER
    renewal: Fraction = ONE
    award: int = 0  # 万元


@dataclass(frozen=True)
class SmallWorld:
    """A few firms for a few years; `hazard` is each firm's chance of closing in a year."""

    name: str
    firms: int
    years: int
    rungs: tuple[SmallRung, ...]
    hazard: Fraction = Fraction(0)
    second_award: bool = False


@dataclass(frozen=True)
class Path:
    """Where the world stands on one path, and how it got there.

    `ends[firm][tier]` is the year in which the title ends or ended (-1: never held). `story` has,
    for every year, what happened to every firm: its gates, and whether it is there at the end.
    """

    alive: tuple[bool, ...]
    ends: tuple[tuple[int, ...], ...]
    spent: int
    story: Story


def histories(world: SmallWorld) -> dict[tuple[Story, int], Fraction]:
    """Return the chance of every (story, 万元 spent) of the world."""
    chances: dict[tuple[Story, int], Fraction] = defaultdict(Fraction)
    queues = [_steady_queues(rung, world.firms) for rung in world.rungs]
    start = Path((True,) * world.firms, ((-1,) * 5,) * world.firms, 0, ())
    for steady in product(*queues):
        weight = ONE
        for queue in queues:
            weight /= len(queue)
        paths = {start: weight}
        for year in range(world.years):
            following: dict[Path, Fraction] = defaultdict(Fraction)
            for path, chance in paths.items():
                for after, share in _one_year(world, path, year, steady):
                    following[after] += chance * share
            paths = following
        for path, chance in paths.items():
            chances[path.story, path.spent] += chance
    return dict(chances)


def _steady_queues(rung: SmallRung, firms: int) -> list[tuple[int, ...] | None]:
    """Return the orders, each as likely, that hold for all years; None where there is none."""
    if rung.places is None or rung.order == "lots":
        return [None]
    if rung.order == "points":
        return [tuple(range(firms))]
    return list(permutations(range(firms)))


def _one_year(
    world: SmallWorld, path: Path, year: int, steady: tuple[tuple[int, ...] | None, ...]
) -> Iterator[tuple[Path, Fraction]]:
    for stays, chance in _each(path.alive, ONE - world.hazard):
        alive = tuple(here and stay for here, stay in zip(path.alive, stays, strict=True))
        winners = [
            list(_winners(rung, _eligible(rung, alive, path.ends, year), queue))
            for rung, queue in zip(world.rungs, steady, strict=True)
        ]
        for won in product(*winners):
            share = chance
            for _, p in won:
                share *= p
            yield from (
                (after, share * p)
                for after, p in _settled(world, path, alive, year, [rows for rows, _ in won])
            )


def _each(
    trials: tuple[bool, ...], chance: Fraction
) -> Iterator[tuple[tuple[bool, ...], Fraction]]:
    """Yield every outcome of one trial each for those who try; the others get False."""
    for outcome in product((True, False), repeat=sum(trials)):
        p = ONE
        for success in outcome:
            p *= chance if success else ONE - chance
        if p:
            rest = iter(outcome)
            yield tuple(bool(tries and next(rest)) for tries in trials), p


def _eligible(
    rung: SmallRung, alive: tuple[bool, ...], ends: tuple[tuple[int, ...], ...], year: int
) -> tuple[bool, ...]:
    """Who is there, holds what is needed and neither this title nor a higher rung of the ladder."""
    barred = [rung.tier] if rung.tier == CHAMPION else range(rung.tier, CHAMPION)
    return tuple(
        here
        and (rung.needs is None or ends[firm][rung.needs] >= year)
        and all(ends[firm][tier] < year for tier in barred)
        for firm, here in enumerate(alive)
    )


def _winners(
    rung: SmallRung, eligible: tuple[bool, ...], steady: tuple[int, ...] | None
) -> Iterator[tuple[frozenset[int], Fraction]]:
    for applies, chance in _each(eligible, rung.take_up):
        applicants = [firm for firm, wants in enumerate(applies) if wants]
        places = len(applicants) + rung.rivals if rung.places is None else rung.places
        if steady is not None:
            yield frozenset(sorted(applicants, key=steady.index)[:places]), chance
            continue
        field = [*applicants, *(-1 - rival for rival in range(rung.rivals))]
        orders = list(permutations(field))
        for order in orders:
            winning = frozenset(entrant for entrant in order[:places] if entrant >= 0)
            yield winning, chance / len(orders)


def _settled(
    world: SmallWorld,
    path: Path,
    alive: tuple[bool, ...],
    year: int,
    won: list[frozenset[int]],
) -> Iterator[tuple[Path, Fraction]]:
    """Review what ends, pay what was won, and write the year's line of the story."""
    higher = [
        [_stays_above(world, path, firm, number, year, won) for firm in range(world.firms)]
        for number in range(len(world.rungs))
    ]
    due = [
        tuple(alive[firm] and path.ends[firm][rung.tier] == year for firm in range(world.firms))
        for rung in world.rungs
    ]
    reviews = [
        list(
            _each(
                tuple(ends and not safe for ends, safe in zip(ending, above, strict=True)),
                rung.renewal,
            )
        )
        for ending, above, rung in zip(due, higher, world.rungs, strict=True)
    ]
    for outcome in product(*reviews):
        chance = ONE
        ends = [list(own) for own in path.ends]
        gates = [["-"] * len(world.rungs) for _ in range(world.firms)]
        spent = path.spent
        for number, rung in enumerate(world.rungs):
            renewed, p = outcome[number]
            chance *= p
            for firm in range(world.firms):
                if firm in won[number]:
                    first = path.ends[firm][rung.tier] == -1
                    spent += rung.award * (first or world.second_award)
                    ends[firm][rung.tier] = year + rung.term
                    gates[firm][number] = "recognised"
                elif due[number][firm]:
                    kept = renewed[firm] or higher[number][firm]
                    ends[firm][rung.tier] += rung.term if kept else 0
                    gates[firm][number] = "renewed" if kept else "lapsed"
        line = tuple(
            " ".join([*gates[firm], "here" if alive[firm] else "gone"])
            for firm in range(world.firms)
        )
        yield (
            Path(alive, tuple(map(tuple, ends)), spent, (*path.story, line)),
            chance,
        )


def _stays_above(
    world: SmallWorld, path: Path, firm: int, number: int, year: int, won: list[frozenset[int]]
) -> bool:
    """Return whether the firm holds a higher rung that lasts beyond this year.

    A higher rung that is itself reviewed this year would make this a matter of chance: no world
    here has one.
    """
    own = world.rungs[number].tier
    above = [n for n, rung in enumerate(world.rungs) if own < rung.tier < CHAMPION]
    assert not any(path.ends[firm][world.rungs[n].tier] == year for n in above)
    return any(firm in won[n] or path.ends[firm][world.rungs[n].tier] > year for n in above)
