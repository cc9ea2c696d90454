"""Where the spread comes from, as it is told: every outcome with its interval, zh and en."""

import pytest

from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.forecast_json import outlook_json
from srdi_sim.analysis.width import widths
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.report import width, wording
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import LANGS, say


@pytest.fixture(scope="module")
def told():
    """The forecast and the bill of as many replications as it takes, and their widths."""
    runs = simulate(load_scenario("ordos-2022"), replications=340, seed=1)
    outlook, bill = forecast(runs), budget(runs)
    return outlook, bill, widths(outlook, bill)


@pytest.mark.parametrize("lang", LANGS)
def test_the_sentence_has_a_share_and_its_interval_for_every_target_and_the_cost(told, lang):
    outlook, bill, found = told
    sentence = width.sentence(outlook, bill, lang)
    named = {wording.tier_told(target.tier.code, lang): of for target, of in found.targets.items()}
    named[say("report.width.of_cost", lang)] = found.cost
    for name, of in named.items():
        ends = {"share": of.not_fitted, "low": of.low95, "high": of.high95}
        shares = {key: f"{100 * share:.0f}" for key, share in ends.items()}
        assert say("report.width.share", lang, name=name, **shares) in sentence
    assert {"en": "titles held before are paid", "zh": "已有称号补发奖励"}[lang] in sentence


@pytest.mark.parametrize("lang", LANGS)
def test_the_rows_of_the_page_add_up(told, lang):
    outlook, bill, found = told
    rows = width.rows(outlook, bill, lang)
    assert len(rows) == len(found.targets) + 1
    for _, fitted, not_fitted, rest, largest in rows:
        shares = [float(cell.split("%")[0]) for cell in (fitted, not_fitted, rest)]
        assert sum(shares) == pytest.approx(100.0, abs=1.5)
        assert largest.endswith("%")


def test_the_json_has_the_same_shares(told):
    outlook, bill, found = told
    record = outlook_json(outlook, bill, "runs/x", 1.0)
    for target, answer in zip(outlook.scenario.targets, record["targets"], strict=True):
        of = found.targets[target]
        assert answer["width"]["not_fitted"] == of.not_fitted
        parts = (answer["width"][name] for name in ("fitted", "not_fitted", "rest"))
        assert sum(parts) == pytest.approx(1.0)
    assert record["cost"]["width"]["low95"] == found.cost.low95
