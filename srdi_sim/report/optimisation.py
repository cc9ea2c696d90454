"""The front of what money can buy, and regret, as plain text: what ``srdi optimise`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from srdi_sim.analysis.optimisation import Optimisation
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.plans import AS_IS, Plan, Point, own_value
from srdi_sim.analysis.regret import Regrets, Worst
from srdi_sim.analysis.unpriced import unpriced
from srdi_sim.report import tables, unknowns, wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.elsewhere import mean_told
from srdi_sim.report.names import (
    UNSET,
    change_told,
    estimate_told,
    lever_told,
    outcome_told,
    range_told,
    value_told,
)
from srdi_sim.report.tables import Row
from srdi_sim.units import WAN, format_money, rounded
from srdi_sim.words import Lang, one_line, say, words


def optimisation_text(
    found: Optimisation, regrets: Regrets | None, lang: Lang, folder: str | None = None
) -> str:
    """Return what a search has found, and how much each plan is regretted, as lines of text."""
    lines = [*_heading(found, lang), ""]
    if found.front:
        lines += [*_plans(found, lang), "", *_levers(found, lang), ""]
    lines += [line for note in _notes(found, lang) for line in wrapped(note, SENTENCE)]
    if regrets is not None:
        lines += ["", *_regret(regrets, lang)]
    if folder is not None:
        lines += ["", say("report.optimise.folder", lang, path=folder)]
    return "\n".join(line.rstrip() for line in lines)


def plan_told(plan: Plan | str, lang: Lang) -> str:
    """Return the name of a plan."""
    name = plan if isinstance(plan, str) else plan.name
    return say("report.plan.as_is", lang) if name == AS_IS else one_line(name)


def _heading(found: Optimisation, lang: Lang) -> list[str]:
    scenario, tried = found.scenario, len(found.searched)
    searched = say(
        "report.optimise.searched",
        lang,
        tried=tried,
        levers=len(found.levers),
        n=found.replications,
        seed=found.seed,
    )
    confirmed = say("report.optimise.confirmed", lang, n=found.fresh)
    drawn = unknowns.parameters_told(scenario, found.fresh, lang)
    lines = [
        say("report.name", lang, name=scenario.name),
        say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang),
        *wording.not_as_proposed(scenario.reading, lang),
        searched,
        *wrapped(say("report.joint", lang).join((confirmed, drawn)), SENTENCE),
    ]
    if found.budget is not None:
        budget = format_money(found.budget, lang)
        within = int(found.within.sum())
        told = say("report.optimise.budget", lang, budget=budget, within=within, tried=tried)
        lines.append(told)
    return lines


def _shown(found: Optimisation) -> Iterator[Point]:
    """Yield the plans of the tables: as it is, those that were named, the front."""
    yield from found.named
    yield from (point for point in found.front if point.plan.levers)


def _plans(found: Optimisation, lang: Lang) -> list[str]:
    against = say("report.optimise.column.against", lang)
    heads = [
        say("report.optimise.column.plan", lang),
        say("report.optimise.column.cost", lang),
        "P80 (95%)",
        against,
    ]
    for goal in found.goals[1:]:
        heads += [outcome_told(goal, found.scenario, lang), against]
    rows: list[Row] = [tuple(heads)]
    for point in _shown(found):
        cells = [plan_told(point.plan, lang)]
        for goal in found.goals:
            cells.append(estimate_told(goal, point.estimates[goal]))
            if goal == COST:
                p80, low, high = map(_in_wan, (point.cost_p80, *point.cost_p80_ends))
                cells.append(f"{p80} ({low}–{high})")
            change = point.against.get(goal)
            cells.append("" if change is None else change_told(goal, change, lang))
        rows.append(tuple(cells))
    return aligned(rows, set(range(1, len(heads))))


def _levers(found: Optimisation, lang: Lang) -> list[str]:
    """Return the lines of what every plan sets, and of what it costs beside the total."""
    shown = list(_shown(found))
    heads = (
        say("report.optimise.column.lever", lang),
        say("report.optimise.column.range", lang),
        *(plan_told(point.plan, lang) for point in shown),
    )
    rows: list[Row] = [heads]
    for lever in found.levers:
        values = (point.plan.value(lever, found.scenario) for point in shown)
        told = (value_told(lever, value, lang) for value in values)
        rows.append((lever_told(lever, lang), range_told(lever, lang), *told))
    beside = [
        (outcome_told(name, found.scenario, lang), "", *map(_in_wan, money))
        for name in found.as_is.beside
        if len(set(money := [point.beside[name] for point in shown])) > 1
    ]
    if beside:
        rows += [("",) * len(heads), (say("report.optimise.beside", lang), *("",) * len(heads[1:]))]
        rows += beside
    return aligned(rows, set(range(1, len(heads))))


def _in_wan(fen: float) -> str:
    return f"{rounded(round(fen), WAN, 0):,}"


def _notes(found: Optimisation, lang: Lang) -> Iterator[str]:
    """Yield what has to be known about the front."""
    if not found.front:
        costs = found.searched[:, 0]
        if not found.within.any() and np.isfinite(costs).any():
            cheapest = format_money(round(float(np.nanmin(costs))), lang)
            yield say("report.optimise.no_front", lang, cost=cheapest)
        else:
            yield say("report.optimise.no_front_fresh", lang)
    for point in found.named:
        yield _named_told(point, lang)
    if alike := [plan_told(point.plan, lang) for point in found.cheaper_alike]:
        yield say("report.optimise.cheaper", lang, plans=alike)
    yield from _search_told(found, lang)
    if any(own_value(each, found.scenario) is None for each in found.levers):
        yield say("report.optimise.unset", lang)
    moved = {each.name.partition(".")[0] for each in found.levers}
    if free := [each for each in unpriced(found.scenario) if each.lever in moved]:
        yield tables.unpriced_told(free, lang)
    if found.failed:
        yield say("report.optimise.failed", lang, failed=len(found.failed))


def _named_told(point: Point, lang: Lang) -> str:
    """Return what has become of the scenario as it is, or of a plan that was named."""
    plan = plan_told(point.plan, lang)
    if point.over_budget:
        p80 = format_money(point.cost_p80, lang)
        return say("report.optimise.named.over", lang, plan=plan, p80=p80)
    if point.dominated_by is not None:
        by = plan_told(point.dominated_by, lang)
        return say("report.optimise.named.beaten", lang, plan=plan, by=by)
    return say("report.optimise.named.stays", lang, plan=plan)


def _search_told(found: Optimisation, lang: Lang) -> Iterator[str]:
    """Yield what fresh luck has made of the front of the search, and whether it still moved."""
    if not found.on_search_front:
        return
    if found.simulated_again < found.on_search_front:
        shown = found.simulated_again
        yield say("report.optimise.thinned", lang, front=found.on_search_front, shown=shown)
    if dropped := found.dropped:
        told = [
            say("report.optimise.dropped.over", lang, plan=point.plan.name)
            if point.over_budget
            else say(
                "report.optimise.dropped.beaten",
                lang,
                plan=point.plan.name,
                by=plan_told(str(point.dominated_by), lang),
            )
            for point in dropped
        ]
        yield say(
            "report.optimise.dropped",
            lang,
            dropped=len(dropped),
            front=found.simulated_again,
            which=told,
        )
    else:
        yield say("report.optimise.all_confirmed", lang, shown=found.simulated_again)
    if found.late:
        yield say("report.optimise.late", lang, late=found.late, front=found.on_search_front)


def _regret(found: Regrets, lang: Lang) -> list[str]:
    """Return the table of regret, who is least regretted, and where each plan fails."""
    tried = (*found.states, *found.left_out)
    heading = say(
        "report.regret.heading",
        lang,
        plans=len(found.plans),
        states=len(tried),
        readings=len({state.reading.name for state in tried}),
        draws=found.draws,
        unknowns=len(found.unknowns),
        n=found.replications,
    )
    least = [
        say(
            "report.regret.least_one",
            lang,
            goal=outcome_told(goal, found.scenario, lang),
            plan=plan_told(found.least_regretted(goal), lang),
        )
        for goal in found.goals
    ]
    notes = [
        say("report.regret.least", lang, found=least),
        say("report.regret.balanced", lang, plan=plan_told(found.balanced, lang)),
        say("report.regret.note", lang),
    ]
    if found.failed:
        notes.append(say("report.optimise.failed", lang, failed=len(found.failed)))
    if found.left_out:
        told = {"told": len(found.states), "states": len(tried)}
        notes.append(say("report.regret.left_out", lang, **told))
    fails = [line for row in range(len(found.plans)) for line in _fails(found, row, lang)]
    return [
        *wrapped(heading, SENTENCE),
        "",
        *_regret_table(found, lang),
        "",
        *(line for note in notes for line in wrapped(note, SENTENCE)),
        "",
        say("report.regret.fails", lang),
        *(line for told in fails for line in _hanging(told)),
    ]


def _hanging(text: str) -> list[str]:
    first, *more = wrapped(text, SENTENCE)
    return [first, *(f"  {line}" for line in more)]


def _regret_table(found: Regrets, lang: Lang) -> list[str]:
    mean = say("report.regret.column.mean", lang)
    heads = [say("report.optimise.column.plan", lang)]
    for goal in found.goals:
        name = outcome_told(goal, found.scenario, lang)
        heads += [say("report.regret.column.largest", lang, goal=name), mean]
    budgeted = bool(found.over_budget.any())
    if budgeted:
        heads.append(say("report.regret.column.over", lang))
    rows: list[Row] = [tuple(heads)]
    for row, plan in enumerate(found.plans):
        cells = [plan_told(plan, lang)]
        for goal in found.goals:
            worst = found.worst(row, goal)
            regret = float(found.table(goal)[row].mean())
            cells.append(UNSET if worst is None else change_told(goal, worst.behind, lang))
            cells.append(UNSET if worst is None else amount_told(goal, regret, lang))
        if budgeted:
            over, states = int(found.over_budget[row].sum()), len(found.states)
            cells.append(say("report.regret.of", lang, part=over, whole=states))
        rows.append(tuple(cells))
    return aligned(rows, set(range(1, len(heads))))


def amount_told(goal: str, amount: float, lang: Lang) -> str:
    """Return an amount of regret: points, 万元, or firms."""
    if goal.startswith("chance:"):
        return f"{100.0 * amount:.1f}"
    return _in_wan(amount) if goal.startswith("cost:") else mean_told(amount)


def _fails(found: Regrets, row: int, lang: Lang) -> Iterator[str]:
    """Yield where a plan fails: in each goal, and against the budget."""
    plan = plan_told(found.plans[row], lang)
    for goal in found.goals:
        name, worst = outcome_told(goal, found.scenario, lang), found.worst(row, goal)
        if worst is None:
            yield say("report.regret.never", lang, plan=plan, goal=name)
        else:
            yield _worst_told(found, row, goal, worst, lang)
    if found.over_budget[row].any():
        yield _over_told(found, row, lang)


def _worst_told(found: Regrets, row: int, goal: str, worst: Worst, lang: Lang) -> str:
    most, mean = found.by_reading(row, goal)[0]
    told = words(lang)["report.regret.worst"].format(
        plan=plan_told(found.plans[row], lang),
        goal=outcome_told(goal, found.scenario, lang),
        best=plan_told(worst.best, lang),
        regret=_with_unit(goal, change_told(goal, worst.behind, lang), lang),
        reading=wording.named_told(worst.state.reading, lang),
        draw=worst.state.draw,
        most=wording.named_told(most, lang),
        mean=_with_unit(goal, amount_told(goal, mean, lang), lang),
    )
    if driver := found.driver(row, goal):
        side = "high" if driver.correlation > 0.0 else "low"
        told += say(f"report.regret.{side}", lang, unknown=driver.name)
    return told


def _with_unit(goal: str, told: str, lang: Lang) -> str:
    unit = say(f"report.figure.regret.{goal.partition(':')[0]}", lang)
    return f"{told} {unit}"


def _over_told(found: Regrets, row: int, lang: Lang) -> str:
    drawn = Counter(state.reading for state in found.states)
    times = Counter(
        state.reading
        for state, over in zip(found.states, found.over_budget[row], strict=True)
        if over
    )
    readings = [
        words(lang)["report.regret.over_one"].format(
            reading=wording.named_told(named, lang),
            over=over,
            draws=drawn[named],
        )
        for named, over in times.most_common(3)
    ]
    return words(lang)["report.regret.over"].format(
        plan=plan_told(found.plans[row], lang),
        over=int(found.over_budget[row].sum()),
        states=len(found.states),
        readings=say("fault.comma", lang).join(readings),
    )
