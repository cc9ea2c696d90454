import numpy as np
import pytest

from srdi_sim import distributions
from srdi_sim.analysis.statistics import Chance
from srdi_sim.engine.tally import CITY_WIDE
from srdi_sim.policy.entries import BASES, EVENTS, PAYERS
from srdi_sim.policy.reading import MUNICIPAL_NEVER, QUESTIONS, SAMPLED, Reading
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.policy.ways import LEVERS
from srdi_sim.report import unknowns, wording
from srdi_sim.scenario.uncertainties import Uncertainty
from srdi_sim.words import LANGS, words


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (1.0, "almost_certain"),
        (0.99, "almost_certain"),
        (0.9899, "very_likely"),
        (0.90, "very_likely"),
        (0.66, "likely"),
        (0.6599, "even"),
        (0.50, "even"),
        (0.331, "even"),
        (0.33, "unlikely"),
        (0.101, "unlikely"),
        (0.10, "very_unlikely"),
        (0.011, "very_unlikely"),
        (0.01, "almost_impossible"),
        (0.0, "almost_impossible"),
    ],
)
def test_the_scale_of_words_for_chance_is_fixed(chance, word):
    assert wording.chance_word(chance) == word


@pytest.mark.parametrize(
    ("chance", "english", "chinese"),
    [
        (Chance(450, 1000), "about even, 45% (42–48%)", "约各一半，45%（42–48%）"),
        (Chance(4, 1000), "almost impossible, 0.4% (0.2–1.0%)", "几乎不可能，0.4%（0.2–1.0%）"),
        (
            Chance(999, 1000),
            "almost certain, 99.9% (99.4–100.0%)",
            "几乎肯定，99.9%（99.4–100.0%）",
        ),
        (Chance(50000, 100000), "about even, 50.0% (49.7–50.3%)", "约各一半，50.0%（49.7–50.3%）"),
        (Chance(1, 2), "about even, 50% (9–91%)", "约各一半，50%（9–91%）"),
    ],
)
def test_a_chance_has_a_word_a_number_and_an_interval(chance, english, chinese):
    assert wording.chance_told(chance, "en") == english
    assert wording.chance_told(chance, "zh") == chinese


@pytest.mark.parametrize("lang", LANGS)
def test_every_question_and_answer_of_the_reading_has_words(lang):
    for question, (_, answers) in QUESTIONS.items():
        assert f"report.question.{question}" in words(lang)
        for answer in answers:
            given = {"year": 2024, "share": 0.8}.get(answer, answer)
            told = wording.answer_told(Reading(**{question: given}), question, lang)
            assert told
            assert (told == words(lang)["report.sampled"]) == (answer == SAMPLED)
    for nesting in QUESTIONS["nesting"][1]:
        for stacking in QUESTIONS["stacking"][1]:
            assert wording.reading_told(Reading(nesting=nesting, stacking=stacking), lang)


def test_a_tier_is_named_as_it_is_counted():
    apart, disjoint = Reading(nesting="innovative_apart"), Reading(nesting="disjoint")
    told = [wording.counted_told(tier, Reading(), "en") for tier in TIERS]
    assert told == [
        "Innovative and above",
        "Municipal SRDI and above",
        "Regional SRDI and above",
        "Little giant",
        "Champion",
    ]
    assert wording.counted_told(Tier.INNOVATIVE, apart, "zh") == "创新型"
    assert wording.counted_told(Tier.MUNICIPAL, apart, "zh") == "市级专精特新及以上"
    assert wording.counted_told(Tier.REGIONAL, disjoint, "en") == "Regional SRDI"
    municipal = Reading(nesting="municipal_apart")
    assert wording.counted_told(Tier.MUNICIPAL, municipal, "en") == "Municipal SRDI"
    assert wording.counted_told(Tier.INNOVATIVE, municipal, "en") == "Innovative and above"


def test_a_rung_that_never_opens_is_told_so():
    never = Reading(municipal_rung_until=MUNICIPAL_NEVER)
    assert wording.answer_told(never, "municipal_rung_until", "en") == "never given"
    assert wording.answer_told(Reading(), "municipal_rung_until", "en") == "2023"


@pytest.mark.parametrize("lang", LANGS)
def test_everything_that_a_line_may_say_has_words(lang):
    known = words(lang)
    labels = {"event": EVENTS, "payer": PAYERS, "basis": BASES, "lever": LEVERS}
    missing = [
        f"report.{kind}.{label}"
        for kind, names in labels.items()
        for label in names
        if f"report.{kind}.{label}" not in known
    ]
    missing += [f"report.topic.{name}" for name in QUESTIONS if f"report.topic.{name}" not in known]
    missing += [
        f"report.measure.{name}" for name in CITY_WIDE if f"report.measure.{name}" not in known
    ]
    assert missing == []


def test_clauses_stand_in_the_order_of_the_text():
    clauses = [
        "内政发〔2024〕6号",
        "三(一)",
        "二(十四)",
        "二(八)",
        "二(十)",
        "二(三)",
        "二(二十一)",
    ]
    assert sorted(clauses, key=wording.clause_place) == [
        *("二(三)", "二(八)", "二(十)", "二(十四)", "二(二十一)", "三(一)", "内政发〔2024〕6号")
    ]
    assert wording.clause_told("二(六)", "en") == "二(六) parks"
    assert wording.clause_told("内政发〔2024〕6号", "en") == "内政发〔2024〕6号"


PRIORS = [
    (distributions.Fixed(0.02), "0.02", "0.02"),
    (distributions.Uniform(0, 0.5), "uniform 0 to 0.5", "均匀，0 至 0.5"),
    (distributions.Triangular(1, 2, 4), "triangular 1 to 4, peak 2", "三角，1 至 4，峰 2"),
    (distributions.Normal(1, 0.2), "normal, mean 1, SD 0.2", "正态，均值 1，标准差 0.2"),
    (
        distributions.Normal(1, 0.2, 0.5),
        "normal, mean 1, SD 0.2, cut to 0.5 to ∞",
        "正态，均值 1，标准差 0.2，截于 0.5 至 ∞",
    ),
    (distributions.LogNormal(3, 1), "lognormal, median 3, sigma 1", "对数正态，中位数 3，sigma 1"),
    (
        distributions.LogNormal(3, 1, 2, 9),
        "lognormal, median 3, sigma 1, cut to 2 to 9",
        "对数正态，中位数 3，sigma 1，截于 2 至 9",
    ),
    (
        distributions.Beta(0.8, 8),
        "beta, mean 0.8, weight 8, on 0 to 1",
        "贝塔，均值 0.8，权重 8，范围 0 至 1",
    ),
    (distributions.Whole(3, 8), "whole number 3 to 8", "整数，3 至 8"),
    (distributions.Chance(0.5), "1 with chance 0.5", "以概率 0.5 取 1"),
    (distributions.Choice((0, 2), (0.6, 0.4)), "one of 0 (60%), 2 (40%)", "取自 0 (60%), 2 (40%)"),
    (
        distributions.PoissonPlus(3, 1, 12),
        "1 plus Poisson of mean 3, at most 12",
        "1 加均值 3 的泊松数，至多 12",
    ),
]


def test_every_kind_of_prior_has_words():
    kinds = {
        kind
        for kind in vars(distributions).values()
        if isinstance(kind, type) and kind.__module__ == distributions.__name__
    }
    assert {type(prior) for prior, _, _ in PRIORS} == kinds - {distributions.Distribution}


@pytest.mark.parametrize(("prior", "english", "chinese"), PRIORS)
def test_a_prior_is_told_in_words(prior, english, chinese):
    once = Uncertainty("x", ((0, prior),), False, "sampled", "", "", "low")
    assert unknowns.prior_told(once, "en") == english
    assert unknowns.prior_told(once, "zh") == chinese


def test_a_dated_yearly_prior_says_from_when_and_how_often():
    parts = ((2022, distributions.Fixed(5)), (2024, distributions.Whole(3, 8)))
    dated = Uncertainty("x", parts, True, "sampled", "", "", "low")
    assert (
        unknowns.prior_told(dated, "en")
        == "every year: from 2022: 5; from 2024: whole number 3 to 8"
    )
    assert unknowns.prior_told(dated, "zh") == "逐年：2022 年起：5；2024 年起：整数，3 至 8"


def test_a_bound_of_numpy_is_a_bound():
    prior = distributions.LogNormal(3, 1, np.float64(2))
    entry = Uncertainty("x", ((0, prior),), False, "sampled", "", "", "low")
    assert unknowns.prior_told(entry, "en").endswith("cut to 2 to ∞")
