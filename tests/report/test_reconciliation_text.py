import pandas as pd
import pytest

from planted import scenario
from srdi_sim.analysis.lags import LAGS
from srdi_sim.analysis.named_readings import Named
from srdi_sim.analysis.reconciliation import Reconciliation
from srdi_sim.report.columns import display_width
from srdi_sim.report.reconciliation import reconciliation_lines, verdict_told
from srdi_sim.scenario.scenario import Observation
from srdi_sim.words import LANGS

WAN = 1_000_000
FIGURE = Observation(
    name="paid",
    what="paid",
    tiers=(),
    month=None,
    year=2024,
    value=2650.0 * WAN,
    sd=0.0,
    evidence=True,
    source="https://example.org/" + "x" * 60,
    confidence="medium",
    clauses=("二(三)",),
    payers=("city",),
    since=2022,
    rounding=10.0 * WAN,
)
READINGS = (
    Named("own"),
    Named("stacking=top_up", (("stacking", "top_up"),)),
    Named("revoked_award=clawed_back", (("revoked_award", "clawed_back"),)),
    Named("cheapest", (("stacking", "highest_only"),)),
)


def told_by(agrees):
    """A reconciliation in which these pairs of reading and lag agree."""
    rows = [
        {
            "figure": "paid",
            "reading": named.name,
            "lag": lag,
            "p50": 1234 * WAN,
            "low95": 0,
            "high95": 5678 * WAN,
            "p": 0.31 if (named.name, lag) in agrees else 0.0,
            "agrees": (named.name, lag) in agrees,
            "moves": 0 if named.name in ("own", "revoked_award=clawed_back") else 7,
        }
        for named in READINGS
        for lag in LAGS
    ]
    table = pd.DataFrame(rows).set_index(["figure", "reading", "lag"])
    return Reconciliation(scenario(), 1, 200, 0, (FIGURE,), READINGS, table, 1.0)


@pytest.mark.parametrize("lang", LANGS)
def test_the_verdict_says_none_one_or_several_and_names_the_one(lang):
    none = verdict_told(told_by([]), FIGURE, lang)
    one = verdict_told(told_by([("stacking=top_up", "next_year")]), FIGURE, lang)
    both = [("own", "same_year"), ("own", "half_year")]
    several = verdict_told(told_by(both), FIGURE, lang)
    assert {"en": "None fits", "zh": "无一相符"}[lang] in none
    assert {"en": "in the year after", "zh": "次年"}[lang] in one
    assert "R6" in one
    assert {"en": "Several fit: 2 of 12", "zh": "12 种"}[lang] in several


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_has_the_readings_that_move_the_payment_and_names_the_others(lang):
    lines = reconciliation_lines(told_by([("own", "same_year")]), lang)
    text = "\n".join(lines)
    for sign in ("2,650.00", "± 5.00", "2022–2024", "x" * 60, "二(三)", "200"):
        assert sign in text.replace("\n", "")
    rows = [line for line in lines if "(0–5,678)" in line]
    assert len(rows) == 3  # the scenario's own, top-up and the cheapest: not what is clawed back
    assert len({display_width(line) for line in rows}) == 1
    assert "0.31 ✓" in rows[0]
    assert text.count("✓") == 2  # and in the note
    assert "R20" in text.split("✓")[1]
    # Under the same heads.
    assert display_width(lines[lines.index(rows[0]) - 1]) == display_width(rows[0])
