"""What is told of what binds: a line for each missed target, and a table of its years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from srdi_sim.analysis.binding import TITLES, Binding, Loss, conditions_of
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.policy.rulesets import VARIABLES, AllOf, AnyOf, Condition, Test
from srdi_sim.report import wording
from srdi_sim.scenario.scenario import Target
from srdi_sim.words import Lang, say, words

_SHARES = (  # told in per cent
    *("main_share", "growth", "growth_2y", "rd_ratio", "rd_ratio_before", "rd_staff_share"),
    *("debt", "margin", "niche_share"),
)
_ALSO = 2  # other conditions told beside the one that binds


@dataclass(frozen=True, slots=True)
class Losses:
    """What binds one missed target.

    Attributes
    ----------
    told : str
        The line of the terminal.
    years : tuple of str
    rows : tuple of (name, whether it binds, cells)
        A step of the way each, from its beginning to its end, and a cell a year.
    """

    told: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, bool, tuple[str, ...]], ...]


def lines(outlook: Outlook, lang: Lang) -> list[str]:
    """Return a line for each target that is missed in half of the replications or more."""
    return [_told(outlook, target, lang) for target in _missed(outlook)]


def losses(outlook: Outlook, lang: Lang) -> list[Losses]:
    """Return the same with the years, for the page."""
    return [_by_year(outlook, target, lang) for target in _missed(outlook)]


def condition_told(condition: Test, lang: Lang) -> str:
    """Return a condition in words, such as ``R&D ≥ 100万元``; a tree of them with its ways."""
    match condition:
        case Condition(variable, value, below):
            name = say(f"report.variable.{variable}", lang)
            if "yes 1" in VARIABLES[variable] and not below:
                return name
            return f"{name} {'<' if below else '≥'} {_amount(variable, value)}"
        case AllOf(terms) | AnyOf(terms) if all(isinstance(term, Condition) for term in terms):
            joint = "and" if isinstance(condition, AllOf) else "or"
            return say(f"report.lost.{joint}", lang).join(condition_told(t, lang) for t in terms)
        case AllOf(terms) | AnyOf(terms):
            names = [say(f"report.variable.{name}", lang) for name in _variables(condition)]
            by = words(lang)["fault.comma"].join(names)
            return _filled("report.lost.ways", lang, n=len(terms), by=by)


def _missed(outlook: Outlook) -> list[Target]:
    return [target for target in outlook.scenario.targets if outlook.binds(target).gate != "none"]


def _told(outlook: Outlook, target: Target, lang: Lang) -> str:
    """Return by how much a target is missed, and what the step takes that binds it."""
    binding, steps = outlook.binds(target), outlook.losses(target)
    short = outlook.needed(target) - outlook.answer(target)["median"]
    name = wording.target_told(outlook, target, lang)
    told = _filled("report.lost.short", lang, target=name, short=max(short, 0))
    told += _step_told(binding, target, steps, _conditions(outlook, target, lang), lang)
    return told + (say("report.lost.prior", lang) if _from_priors(outlook, target) else "")


def _step_told(
    binding: Binding, target: Target, steps: list[Loss], names: Mapping[str, str], lang: Lang
) -> str:
    if binding.gate == "not_eligible" and not binding.at:
        return say("report.lost.too_few", lang)

    def told(key: str, step: Loss) -> str:
        values = {"lost": step.lost, "reached": step.reached, "year": target.year}
        return _filled(f"report.lost.{key}", lang, **values, condition=names.get(step.at, ""))

    (named,) = (step for step in steps if (step.gate, step.at) == (binding.gate, binding.at))
    sentence = told(named.at if named.gate == "points" else named.gate, named)
    if named.gate == "not_eligible":
        also = [step for step in steps if step.gate == named.gate and step is not named]
        most = sorted((step for step in also if step.lost), key=lambda step: -step.lost)[:_ALSO]
        others = words(lang)["fault.comma"].join(told("at", step) for step in most)
        sentence += _filled("report.lost.also", lang, others=others) if others else ""
    return sentence


def _by_year(outlook: Outlook, target: Target, lang: Lang) -> Losses:
    """Return the table of a target; steps at which nobody is lost in any year are left out."""
    binding, names = outlook.binds(target), _conditions(outlook, target, lang)
    table = outlook.binding_table(target)
    table = table[(table["at"] != "") | ~table["gate"].isin(["points", "not_eligible"])]
    rows = []
    for (gate, at), years in table.groupby(["gate", "at"], sort=False):
        if not years["high80"].any():
            continue
        name = names[at] if at in names else say(f"report.step.{at or gate}", lang)
        cells = []
        for lost in years.to_dict("records"):
            came = "" if gate in TITLES or not lost["reached"] else f" / {lost['reached']:,}"
            shown = f"{lost['median']:,} ({lost['low80']:,}–{lost['high80']:,}){came}"
            cells.append(shown if lost["high80"] or came else "–")
        rows.append((name, (gate, at) == (binding.gate, binding.at), tuple(cells)))
    told = _told(outlook, target, lang)
    return Losses(told, tuple(map(str, table["year"].unique())), tuple(rows))


def _conditions(outlook: Outlook, target: Target, lang: Lang) -> dict[str, str]:
    """Return the conditions of a target's tier in words, by their variable."""
    years = range(outlook.scenario.years.start, target.year + 1)
    asked = conditions_of(target.tier, years, outlook.scenario)
    return {variable: condition_told(test, lang) for variable, test in asked.items()}


def _from_priors(outlook: Outlook, target: Target) -> bool:
    """Return whether data cannot tell what binds: places are shared with rivals from elsewhere."""
    rung = outlook.scenario.ladder.rung(target.tier)
    return rung is not None and rung.rivals != ""


def _variables(condition: Test) -> dict[str, None]:
    """Return the variables in a tree of conditions, each once, in their order."""
    if isinstance(condition, Condition):
        return {condition.variable: None}
    return {name: None for term in condition.terms for name in _variables(term)}


def _amount(variable: str, value: float) -> str:
    if variable in _SHARES:
        return f"{100.0 * value:g}%"
    return f"{value:,.10g}{'万元' if VARIABLES[variable].endswith('万元') else ''}"


def _filled(key: str, lang: Lang, **values: object) -> str:
    """Return a sentence with values of our own making, which `say` would cut when they are long."""
    return words(lang)[key].format(**values)
