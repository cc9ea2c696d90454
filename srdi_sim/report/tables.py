"""The tables of a report as rows of text: the same strings on the terminal and in the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.costs import Cost
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.statistics import attained
from srdi_sim.analysis.stock import if_stock_is_paid
from srdi_sim.analysis.unpriced import Unpriced
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.report import unknowns, wording
from srdi_sim.report.unknowns import uncertainty_told
from srdi_sim.units import format_wan
from srdi_sim.words import Lang, say

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of the bill, in 万元; `text` and `assumption` price the parts of `mean`.

    `amount` is what the line shows, in fen.
    """

    name: str
    p50: str
    p80: str
    p95: str
    contingency: str
    mean: str
    text: str = ""
    assumption: str = ""
    amount: Cost | None = field(default=None, kw_only=True)


def targets(outlook: Outlook, lang: Lang) -> list[Row]:
    """Return a row a target: name, wanted, median, 80 % interval, chance, what binds, first met.

    Where nothing is promised it is a row a tier, of the last year and without a chance.
    """
    if not outlook.scenario.targets:
        return [_firms(outlook, tier, lang) for tier in TIERS]
    rows: list[Row] = []
    for target in outlook.scenario.targets:
        answer = outlook.answer(target)
        first_met = answer["first_year_met"]
        rows.append(
            (
                wording.target_told(outlook, target, lang),
                answer["wanted"],
                f"{answer['median']:,}",
                f"{answer['low80']:,}–{answer['high80']:,}",
                wording.chance_told(outlook.chance(target), lang),
                wording.binds_told(outlook, target, lang),
                say("report.never", lang) if first_met is None else str(first_met),
            )
        )
    return rows


def _firms(outlook: Outlook, tier: Tier, lang: Lang) -> Row:
    year = outlook.scenario.until
    name = wording.counted_told(tier, outlook.scenario.reading, lang)
    counts = outlook.count(tier, year)
    low, median, high = (int(attained(counts, percent)) for percent in (10, 50, 90))
    told = say("report.target", lang, tier=name, year=year)
    return told, "", f"{median:,}", f"{low:,}–{high:,}", "", "", ""


def cost(name: str, amount: Cost) -> CostRow:
    """Return one amount as a line of the bill."""
    shown = (amount.p50, amount.p80, amount.p95, amount.p80 - amount.p50, amount.mean)
    told = map(format_wan, (*shown, amount.text, amount.assumption))
    return CostRow(name, *told, amount=amount)


def costs(frame: pd.DataFrame, names: dict[Any, str] | None = None) -> list[CostRow]:
    """Return a table of the bill, line by line; `names` says what its keys are called."""
    return [
        cost(names[key] if names else str(key), Cost(**{str(k): int(v) for k, v in row.items()}))
        for key, row in frame.iterrows()
    ]


def total(bill: Bill, lang: Lang) -> CostRow:
    """Return the line of the whole bill."""
    return cost(say("report.money.total", lang), bill.total)


def due_by_year(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is due, year by year."""
    due = cast("pd.DataFrame", bill.by_year["due"])
    return costs(due, {year: say("report.money.due_in", lang, year=year) for year in due.index})


def paid_in_period(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is paid, year by year."""
    paid = cast("pd.DataFrame", bill.by_year["paid"])
    names = {year: say("report.money.paid_in", lang, year=year) for year in paid.index}
    return costs(paid, names)


def paid_by_year(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is paid, year by year, what is paid later or never, and what is due later."""
    after = cost(say("report.money.paid_after", lang, year=bill.scenario.until), bill.tail)
    return [*paid_in_period(bill, lang), after, *later(bill, lang)[1:]]


def by_clause(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is due by clause, in the order of the text."""
    frame = bill.by("clause")
    frame = frame.loc[sorted(frame.index, key=wording.clause_place)]
    return costs(frame, {clause: wording.clause_told(clause, lang) for clause in frame.index})


def by_payer(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is due by payer."""
    return _named(bill.by("payer"), "report.payer", lang)


def by_basis(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is priced by the text and what by assumption."""
    return _named(bill.by("basis"), "report.basis", lang)


def later(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what is due within the period and paid after it, or never, and what is due later."""
    tails = {"later": bill.tail, "never": bill.unpaid, "due_later": bill.due_later}
    return [
        cost(say(f"report.money.{name}", lang, year=bill.scenario.until), amount)
        for name, amount in tails.items()
        if name == "later" or amount.mean
    ]


def arrears(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return what waits at each year's end for the next appropriation, if there is one."""
    if not bill.is_limited:
        return []
    rows = []
    for year, row in bill.arrears.iterrows():
        p50, p80, p95, mean = map(int, row)
        shown = map(format_wan, (p50, p80, p95, p80 - p50, mean))
        rows.append(CostRow(say("report.money.arrears", lang, year=year), *shown))
    return rows


def stock(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return the total where titles held before earn the award, and where not (R5)."""
    keys = {True: "report.money.stock_paid", False: "report.money.stock_not_paid"}
    return [
        cost(say(keys[paid], lang), amount) for paid, (_, amount) in if_stock_is_paid(bill).items()
    ]


def apart(bill: Bill, lang: Lang) -> list[CostRow]:
    """Return the lines that are in no sum: contingent ones, assets, what other purses pay."""
    rows = []
    for kind, columns in (
        ("contingent", ["payer"]),
        ("asset", ["event", "payer"]),
        ("memo", ["payer"]),
    ):
        frame = bill.by(*columns, kind=kind)
        names = {key: _apart(kind, columns, key, lang) for key in frame.index}
        rows += costs(frame, names)
    return rows


def _apart(kind: str, columns: list[str], key: Any, lang: Lang) -> str:
    """Return what a line is called that is in no sum."""
    labels = zip(columns, key if isinstance(key, tuple) else (key,), strict=True)
    named = {column: say(f"report.{column}.{label}", lang) for column, label in labels}
    return say(f"report.money.{kind}", lang, **named)


def unpriced_told(found: Iterable[Unpriced], lang: Lang) -> str:
    """Return the sentence that lists what has no price, and why."""
    told = [
        say(
            "report.money.unpriced_one",
            lang,
            lever=say(f"report.lever.{each.lever}", lang),
            clause=each.clause,
            reason=say(f"coverage.why.{each.reason}", lang),
        )
        for each in sorted(found, key=lambda each: wording.clause_place(each.clause))
    ]
    return say("report.money.unpriced", lang, levers=told)


def reading(outlook: Outlook, lang: Lang) -> list[Row]:
    """Return every question that the text leaves open: number, question, answer."""
    answers = outlook.scenario.reading
    return [
        (number, say(f"report.question.{name}", lang), wording.answer_told(answers, name, lang))
        for name, (number, _) in QUESTIONS.items()
    ]


def observed(percentiles: pd.DataFrame, lang: Lang) -> list[Row]:
    """Return published figures: name, when, published, median, 95 % interval, percentile, note."""
    return [_observed(row, lang) for row in percentiles.to_dict("records")]


def uncertainties(outlook: Outlook, lang: Lang) -> list[Row]:
    """Return every assumption: name, use, prior, posterior, unit, confidence, source."""
    rows: list[Row] = []
    for entry in outlook.scenario.uncertainties.entries:
        posterior = unknowns.posterior_told(entry, outlook.scenario, lang)
        rows.append(
            (
                _called(entry.name, lang),
                say(f"report.role.{'posterior' if posterior else entry.role}", lang),
                unknowns.prior_told(entry, lang),
                posterior,
                entry.unit,
                say(f"report.confidence.{entry.confidence}", lang),
                entry.source,
            )
        )
    return rows


def _called(uncertainty: str, lang: Lang) -> str:
    """Return what an uncertainty is called in words, and in files."""
    told = uncertainty_told(uncertainty, lang)
    return uncertainty if told == uncertainty else f"{told} · {uncertainty}"


def path(outlook: Outlook, tier: str) -> Iterator[Row]:
    """Return the data behind a fan chart: year, then its quantiles and the mean."""
    for year, row in outlook.path(tier).iterrows():
        *quantiles, mean = row
        yield (str(year), *(f"{int(count):,}" for count in quantiles), f"{mean:,.1f}")


def _named(frame: pd.DataFrame, section: str, lang: Lang) -> list[CostRow]:
    return costs(frame, {key: say(f"{section}.{key}", lang) for key in frame.index})


def _observed(row: dict[Any, Any], lang: Lang) -> Row:
    money = row["what"] == "paid"
    error = row["sd"] or row["rounding"] / 2

    def shown(number: float, form: str = ".0f") -> str:
        return format_wan(round(number)) if money else format(number, form)

    if not row["evidence"]:
        note = say("report.note.start", lang)
    else:
        note = "" if row["inside95"] else say("report.note.outside", lang)
    return (
        wording.paid_told(row["clauses"], row["payers"], lang)
        if money
        else " + ".join(wording.tier_told(tier, lang) for tier in row["tiers"].split(", ")),
        say(f"report.what.{row['what']}", lang, when=row["when"]),
        shown(row["observed"], "g") + (f" ± {shown(error, 'g')}" if error else ""),
        shown(row["median"]),
        f"{shown(row['low95'])}–{shown(row['high95'])}",
        f"{row['percentile']:.0f}",
        note,
        say(f"report.confidence.{row['confidence']}", lang),
        row["source"],
    )
