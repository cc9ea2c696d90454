"""How results are put into words: names, chances, money, the reading. One wording for all outputs.

Examples
--------
>>> from srdi_sim.analysis.statistics import Chance
>>> chance_told(Chance(800, 1000), "en")
'likely, 80% (77–82%)'
>>> chance_told(Chance(0, 1000), "zh")
'几乎不可能，0.0%（0.0–0.4%）'
>>> from srdi_sim.analysis.paired import Difference
>>> firms_told(Difference(385.5, 392.6, 7.06, 6.163, 7.957, 6.4, 173.0), "en")
'+7.06 (+6.16 to +7.96)'
>>> firms_told(Difference(3.0, 3.0, 0.0, 0.0, 0.0, 0.0, 2.3), "zh")
'0（0 至 0）'
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.named_readings import Named
from srdi_sim.analysis.paired import Difference, Ratio
from srdi_sim.analysis.statistics import Chance
from srdi_sim.policy.reading import MUNICIPAL_NEVER, QUESTIONS, SAMPLED, Reading
from srdi_sim.policy.tiers import LADDER, Tier
from srdi_sim.report.columns import SENTENCE, wrapped
from srdi_sim.scenario.scenario import Target
from srdi_sim.units import WAN, rounded
from srdi_sim.words import Lang, say, words

# The least chance that each word stands for. The number always stands beside the word.
_SCALE = (
    (0.99, "almost_certain"),
    (0.90, "very_likely"),
    (0.66, "likely"),
    (0.33, "even"),
    (0.10, "unlikely"),
    (0.01, "very_unlikely"),
)
_SHORT_READING = ("exceed", "nesting", "counting", "stacking")
_NUMERALS = "一二三四五六七八九十"


def chance_word(chance: float) -> str:
    """Return the word for a chance, as the end of its key."""
    for least, word in _SCALE:
        if chance >= least if least > 0.5 else chance > least:
            return word
    return "almost_impossible"


def chance_told(chance: Chance, lang: Lang) -> str:
    """Return a chance as a word, a number and its interval."""
    # No more digits than the replications support, and never a 0% or 100% that is not one.
    fine = chance.high95 - chance.low95 < 0.01 or not 0.01 <= chance.value <= 0.99
    low, share, high = (
        _percent(value, int(fine)) for value in (chance.low95, chance.value, chance.high95)
    )
    word = say(f"report.chance.{chance_word(chance.value)}", lang)
    return say("report.chance.told", lang, word=word, share=f"{share}%", low=low, high=f"{high}%")


def chance_in_short(chance: Chance) -> str:
    """Return a chance as a number and its interval, in whole percent."""
    low, share, high = (_percent(value, 0) for value in (chance.low95, chance.value, chance.high95))
    return f"{share}% ({low}–{high})"


def share_told(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{_percent(share, 0)}%"


def share_in_short(share: float) -> str:
    """Return a share in per cent, with a decimal where it is small."""
    return f"{_percent(share, int(share < 0.1))}%"


def tier_told(tier: str, lang: Lang) -> str:
    """Return the name of a tier by its code."""
    return say(f"report.tier.{tier}", lang)


def counted_told(tier: Tier, reading: Reading, lang: Lang) -> str:
    """Return the name of a tier as it is counted: with "and above" where the reading nests."""
    name = tier_told(tier.code, lang)
    return say("report.and_above", lang, tier=name) if nests(tier, reading) else name


def nests(tier: Tier, reading: Reading) -> bool:
    """Return whether a reading counts higher titles toward a tier."""
    return tier in LADDER[:-1] and reading.nesting not in ("disjoint", f"{tier.code}_apart")


def target_told(outlook: Outlook, target: Target, lang: Lang) -> str:
    """Return the name of a target: its tier, as it is counted, and its year."""
    tier = counted_told(target.tier, outlook.scenario.reading, lang)
    return say("report.target", lang, tier=tier, year=target.year)


def binds_told(outlook: Outlook, target: Target, lang: Lang) -> str:
    """Return what binds a target and in which share of the replications that miss it."""
    binding = outlook.binds(target)
    gate = say(f"report.gate.{binding.gate}", lang)
    if binding.gate == "none":
        return gate
    return say("report.gate.told", lang, gate=gate, share=share_told(binding.share))


def reading_told(reading: Reading, lang: Lang) -> str:
    """Return the answers that move the counts most, in a few words."""
    answers = (
        say(f"report.short.{name}.{getattr(reading, name)}", lang) for name in _SHORT_READING
    )
    return say("report.joint", lang).join(answers)


def not_as_proposed(reading: Reading, lang: Lang) -> list[str]:
    """Return the answers that are not those of the proposed reading; no line if all are."""
    found = [
        f"{_topic(name, lang)}{say('report.colon', lang)}{answer_told(reading, name, lang)}"
        for name in _apart(Reading(), reading)
    ]
    told = say("report.joint", lang).join(found)
    return wrapped(say("report.reading_differs", lang) + told, SENTENCE) if found else []


def reading_change_told(base: Reading, other: Reading, lang: Lang) -> str:
    """Return the questions that another reading answers otherwise: topic, base → other."""
    found = [
        f"{_topic(name, lang)}{say('report.colon', lang)}"
        f"{answer_told(base, name, lang)} → {answer_told(other, name, lang)}"
        for name in _apart(base, other)
    ]
    return say("report.joint", lang).join(found)


def provenance(reading: Reading, replications: int, lang: Lang) -> tuple[str, str]:
    """Return the lines that say under which reading, by how many replications, a picture stands."""
    told = say("report.reading_is", lang) + reading_told(reading, lang)
    n = say("report.figure.n", lang, n=replications)
    return told, say("report.figure.spread", lang) + say("report.joint", lang) + n


def answer_told(reading: Reading, question: str, lang: Lang) -> str:
    """Return the reading's answer to one question."""
    answer = getattr(reading, question)
    if answer == SAMPLED:
        return say("report.sampled", lang)
    if question == "municipal_rung_until" and answer == MUNICIPAL_NEVER:
        return say("report.answer.municipal_rung_until.never", lang)
    if QUESTIONS[question][1][0] == "share":
        return f"{100.0 * answer:g}%"
    if QUESTIONS[question][1][0] == "year":
        return str(answer)
    return say(f"report.answer.{question}.{answer}", lang)


def named_told(named: Named, lang: Lang) -> str:
    """Return the name of a reading: a question's number, what it is about, and the answer."""
    question = named.question
    if question is None:
        return say(f"report.readings.{named.name}", lang)
    answer = answer_told(Reading(**dict(named.answers)), question, lang)
    return f"{_topic(question, lang)}{say('report.colon', lang)}{answer}"


def paid_told(clauses: Iterable[str], payers: Iterable[str], lang: Lang) -> str:
    """Return what a published payment is of: its clauses, and who pays."""
    names = [clause_told(clause, lang) for clause in clauses]
    purses = [say(f"report.payer.{payer}", lang) for payer in payers]
    return say("report.paid_by", lang, clauses=names, payers=purses)


def clause_told(clause: str, lang: Lang) -> str:
    """Return a clause with its subject, where it has one of ours."""
    subject = words(lang).get(f"report.clause.{clause}")
    return f"{clause} {subject}" if subject else clause


def clause_place(clause: str) -> tuple[int, ...]:
    """Return where a clause stands in the text, for sorting: 二(八) before 二(十一)."""
    chapter, _, rest = clause.removesuffix(")").partition("(")
    if not (rest and set(chapter + rest) <= set(_NUMERALS)):
        return (len(_NUMERALS) + 1,)
    number = 0
    for sign in rest:
        number = 10 * number if sign == "十" and number else number + _NUMERALS.index(sign) + 1
    return (_NUMERALS.index(chapter) + 1, number)


def firms_told(found: Difference, lang: Lang) -> str:
    """Return a difference of counts with its interval, in two digits of its uncertainty."""
    decimals = _decimals(found.low95, found.high95, most=4)
    return _interval(_signs((found.mean, found.low95, found.high95), decimals), lang)


def chance_change_told(found: Difference, lang: Lang) -> str:
    """Return the chance before and after, and the change with its interval, in points."""
    points = _signs((100.0 * end for end in (found.mean, found.low95, found.high95)), 1)
    before, after = (f"{100.0 * chance:.1f}" for chance in (found.base, found.other))
    change = _interval(points, lang)
    return say("report.compare.chance", lang, before=before, after=after, change=change)


def money_change_told(found: Difference, lang: Lang) -> str:
    """Return a difference of money with its interval, in 万元."""
    return money_interval_told(found.mean, found.low95, found.high95, lang)


def money_interval_told(mean: float, low95: float, high95: float, lang: Lang) -> str:
    """Return a difference of fen with its interval, in 万元."""
    ends = (round(end) for end in (mean, low95, high95))
    return _interval([f"{rounded(end, WAN, 2):+,}" if end else "0" for end in ends], lang)


def price_told(price: Ratio | None, firms: Difference, lang: Lang) -> str:
    """Return what an extra firm costs, in 万元, where there are measurably more or fewer."""
    if price is None:
        return say("report.compare.no_effect", lang)
    ends = [end / WAN for end in (price.value, price.low95, price.high95)]
    decimals = _decimals(ends[1], ends[2], most=2)
    told = _interval([f"{end:,.{decimals}f}" for end in ends], lang)
    return say("report.compare.saved", lang, price=told) if firms.mean < 0.0 else told


def _topic(question: str, lang: Lang) -> str:
    """Return the number of a question and what it is about."""
    return f"{QUESTIONS[question][0]} {say(f'report.topic.{question}', lang)}"


def _apart(one: Reading, other: Reading) -> list[str]:
    """Return the questions that two readings answer differently."""
    return [name for name in QUESTIONS if getattr(one, name) != getattr(other, name)]


def _percent(share: float, decimals: int) -> str:
    return f"{100.0 * share:.{decimals}f}"


def _interval(ends: Iterable[str], lang: Lang) -> str:
    mean, low, high = ends
    return say("report.compare.interval", lang, mean=mean, low=low, high=high)


def _signs(numbers: Iterable[float], decimals: int) -> list[str]:
    """Return numbers with their sign; only what is exactly 0 is shown as 0."""
    return [f"{number:+,.{decimals}f}" if number else "0" for number in numbers]


def _decimals(low: float, high: float, most: int) -> int:
    """Return the decimals that show an interval's half width in two digits."""
    half = (high - low) / 2.0
    return min(most, max(0, 1 - math.floor(math.log10(half)))) if half > 0.0 else 2
