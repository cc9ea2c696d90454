"""A policy that cannot be meant is refused in one clear sentence that names its clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from srdi_sim.cli import main
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import check, library, load_scenario
from srdi_sim.scenario.writing import as_yaml
from srdi_sim.words import LANGS, describe, say
from worlds import ordos

MUNICIPAL = "{tier: municipal, amount: 20万, since: %s, clause: 二(三)}"
CHAMPION = "{tier: champion, amount: 200万, since: %s, clause: %s}"

PARKS = ordos().parks
SECTORS = ordos().population.sectors

# What is written below `extends: ordos-2022`, and what is told of it.
REFUSED = {
    "a lever in force before its document": (
        "policy:\n  parks: {since: 2022-01-01}\n",
        "a.yaml:3: policy.parks.since: 二(六): it begins on 2022-01-01, before its document of "
        "2022-07-12; begin on that day or later",
        "a.yaml:3: policy.parks.since: 二(六)：自 2022-01-01 起，早于所依据的文件（2022-07-12）；"
        "请改为当日或以后",
    ),
    "an award before its document": (
        f"policy:\n  awards:\n    - {CHAMPION % ('2020-05-01', '二(三)')}\n",
        "a.yaml:4: policy.awards[0].since: 二(三): it begins on 2020-05-01, before its document of "
        "2022-07-12; begin on that day or later",
        "a.yaml:4: policy.awards[0].since: 二(三)：自 2020-05-01 起，早于所依据的文件"
        "（2022-07-12）；请改为当日或以后",
    ),
    "an award to a rung that the reading has ended": (
        f"policy:\n  awards:\n    - {MUNICIPAL % '2024-01-01'}\n",
        "a.yaml:4: policy.awards[0].since: 二(三): it begins on 2024-01-01, and the rung "
        '"municipal" gives its last titles in 2023; begin earlier, or let the rung go on '
        "(reading R8, R18, or the ladder)",
        "a.yaml:4: policy.awards[0].since: 二(三)：自 2024-01-01 起，而层级“municipal”最后在 "
        "2023 年认定；请提前，或让该层级延续（解读 R8、R18，或梯度）",
    ),
    "an award to a rung that a later document has ended": (
        "reading: {later_documents: in_force, municipal_rung_until: 2022}\n"
        f"policy:\n  awards:\n    - {MUNICIPAL % '2023-01-01'}\n",
        "a.yaml:5: policy.awards[0].since: 二(三): it begins on 2023-01-01, and the rung "
        '"municipal" gives its last titles in 2022; begin earlier, or let the rung go on '
        "(reading R8, R18, or the ladder)",
        "a.yaml:5: policy.awards[0].since: 二(三)：自 2023-01-01 起，而层级“municipal”最后在 "
        "2022 年认定；请提前，或让该层级延续（解读 R8、R18，或梯度）",
    ),
    "an award to champions before there were any": (
        f"policy:\n  awards:\n    - {CHAMPION % ('2015-01-01, until: 2016-12-31', '某文件')}\n",
        "a.yaml:4: policy.awards[0].until: 某文件: it ends on 2016-12-31, before the rung "
        '"champion" begins on 2017-01-01; end later',
        "a.yaml:4: policy.awards[0].until: 某文件：至 2016-12-31 止，而层级“champion”自 "
        "2017-01-01 起才有；请推后",
    ),
    "another purse's award to a rung that has ended": (
        "policy:\n  other_purses:\n    - {tier: municipal, amount: 1万, since: 2025-01-01, "
        "payer: region, clause: 某文件}\n",
        "a.yaml:4: policy.other_purses[0].since: 某文件: it begins on 2025-01-01, and the rung "
        '"municipal" gives its last titles in 2023; begin earlier, or let the rung go on '
        "(reading R8, R18, or the ladder)",
        "a.yaml:4: policy.other_purses[0].since: 某文件：自 2025-01-01 起，而层级“municipal”最后在 "
        "2023 年认定；请提前，或让该层级延续（解读 R8、R18，或梯度）",
    ),
    "two awards for one tier at one time": (
        f"policy:\n  awards:\n    - {CHAMPION % ('2022-07-12', '二(三)')}\n"
        f"    - {CHAMPION % ('2024-01-01', '二(三)')}\n",
        'a.yaml:5: policy.awards[1]: 二(三): two awards for "champion" are in force at once, from '
        "2022-07-12 and from 2024-01-01; end the first with until, on the day before the second",
        "a.yaml:5: policy.awards[1]: 二(三)：“champion”的两项奖励同时有效，分别自 2022-07-12 和 "
        "2024-01-01 起；请用 until 使前者在后者前一日终止",
    ),
    "an award dropped before it begins": (
        "policy:\n  awards:\n    - {tier: champion, amount: 200万, since: 2022-07-12, "
        "clause: 二(三), repealed: 2022-01-01}\n",
        "a.yaml:4: policy.awards[0].repealed: 二(三): it ends in 2022-01-01 but starts in "
        "2022-07-12; mend one of them",
        "a.yaml:4: policy.awards[0].repealed: 二(三)：结束于 2022-01-01，却开始于 2022-07-12；"
        "请改正其中一个",
    ),
    "shares of a loss that are no whole": (
        "policy:\n  credit: {loss_shares: {bank: 0.4, fund: 0.3, guarantor: 0.2}}\n",
        "a.yaml:3: policy.credit.loss_shares: 二(八): the shares add to 0.9; those of a whole add "
        "to 1; mend one of them",
        "a.yaml:3: policy.credit.loss_shares: 二(八)：各份额之和是 0.9；整体的份额之和为 1；"
        "请改正其中一项",
    ),
    "a bearer of losses that is none": (
        "policy:\n  credit: {loss_shares: {bank: 0.5, insurer: 0.5}}\n",
        'a.yaml:3: policy.credit.loss_shares.insurer: 二(八): "insurer" is given; allowed are: '
        "bank, fund, guarantor",
        "a.yaml:3: policy.credit.loss_shares.insurer: 二(八)：给出的是“insurer”；可用的有："
        "bank、fund、guarantor",
    ),
    "a platform unknown": (
        "policy:\n  platforms: {bodies: [东胜基地, 康巴什平台], not_serving: [东胜平台]}\n",
        'a.yaml:3: policy.platforms.not_serving[0]: 二(十四): "东胜平台" is given; allowed are: '
        "东胜基地, 康巴什平台",
        "a.yaml:3: policy.platforms.not_serving[0]: 二(十四)：给出的是“东胜平台”；可用的有："
        "东胜基地、康巴什平台",
    ),
    "platforms by number and by name": (
        "policy:\n  platforms: {bodies: [东胜基地], count: 3}\n",
        "a.yaml:3: policy.platforms: 二(十四): exactly one of these is expected: count, bodies; "
        "write one",
        "a.yaml:3: policy.platforms: 二(十四)：以下各项必须恰好写一项：count、bodies；请写一项",
    ),
    "a park unknown": (
        "policy:\n  parks: {only: [东胜区/1, 东胜区/9]}\n",
        f'a.yaml:3: policy.parks.only[1]: 二(六): "东胜区/9" is given; allowed are: '
        f'{", ".join(PARKS)}; did you mean "东胜区/1"?',
        f"a.yaml:3: policy.parks.only[1]: 二(六)：给出的是“东胜区/9”；可用的有："
        f'{"、".join(PARKS)}；是否想写 "东胜区/1"？',
    ),
    "a key sector unknown": (
        "policy:\n  attraction: {sectors: [new_energi]}\n",
        'a.yaml:3: policy.attraction.sectors[0]: 二(二): "new_energi" is given; allowed are: '
        f'{", ".join(SECTORS)}; did you mean "new_energy"?',
        "a.yaml:3: policy.attraction.sectors[0]: 二(二)：给出的是“new_energi”；可用的有："
        f'{"、".join(SECTORS)}；是否想写 "new_energy"？',
    ),
    "what is not paid has no schedule": (
        "reading: {stock_already_recognised: not_paid, stock_schedule: spread}\n",
        "a.yaml:2: reading.stock_schedule: 二(三): R5 stock_already_recognised: not_paid and R5 "
        "stock_schedule: spread exclude each other; change one of them",
        "a.yaml:2: reading.stock_schedule: 二(三)：R5 stock_already_recognised: not_paid 与 R5 "
        "stock_schedule: spread 互斥；请改其一",
    ),
    "what is not paid has no regional part": (
        "reading:\n  stock_already_recognised: not_paid\n"
        "  stock_little_giant_regional_award: not_paid\n",
        "a.yaml:4: reading.stock_little_giant_regional_award: 二(三): R5 stock_already_recognised: "
        "not_paid and R6 stock_little_giant_regional_award: not_paid exclude each other; change "
        "one of them",
        "a.yaml:4: reading.stock_little_giant_regional_award: 二(三)：R5 stock_already_recognised: "
        "not_paid 与 R6 stock_little_giant_regional_award: not_paid 互斥；请改其一",
    ),
    "a share, and a payer by place": (
        "reading: {city_share: 0.8, award_payer: banners_outside_districts}\n",
        "a.yaml:2: reading.award_payer: 二(三): R11 city_share: 0.8 and R11 award_payer: "
        "banners_outside_districts exclude each other; change one of them",
        "a.yaml:2: reading.award_payer: 二(三)：R11 city_share: 0.8 与 R11 award_payer: "
        "banners_outside_districts 互斥；请改其一",
    ),
    "a municipal rung that later documents have dropped": (
        "reading: {later_documents: in_force, municipal_rung_until: 2025}\n",
        "a.yaml:2: reading.municipal_rung_until: 二(三): R18 later_documents: in_force and R8 "
        "municipal_rung_until: 2025 exclude each other; change one of them",
        "a.yaml:2: reading.municipal_rung_until: 二(三)：R18 later_documents: in_force 与 R8 "
        "municipal_rung_until: 2025 互斥；请改其一",
    ),
    "a lever after the period": (
        "policy:\n  parks: {since: 2026-01-01}\n",
        "a.yaml:3: policy.parks.since: 二(六): it begins on 2026-01-01, after the period of "
        "2022-07-12 to 2025-12-31 has ended, and would never act; begin in the period, or lengthen "
        "it",
        "a.yaml:3: policy.parks.since: 二(六)：自 2026-01-01 起，晚于模拟期（2022-07-12 至 "
        "2025-12-31），永远不会生效；请改到模拟期内，或延长模拟期",
    ),
    "a lever before the period": (
        "period: {from: 2023, start: 2023-01-01}\npolicy:\n  parks: {until: 2022-12-31}\n",
        "a.yaml:4: policy.parks.until: 二(六): it ends on 2022-12-31, before the period of "
        "2023-01-01 to 2025-12-31 begins, and would never act; end later, or leave it out",
        "a.yaml:4: policy.parks.until: 二(六)：至 2022-12-31 止，早于模拟期（2023-01-01 至 "
        "2025-12-31），永远不会生效；请推后终止，或删去",
    ),
    "an award after the period": (
        "policy:\n  awards:\n    - {tier: champion, amount: 200万, since: 2027-01-01, clause: "
        "二(三)}\n",
        "a.yaml:4: policy.awards[0].since: 二(三): it begins on 2027-01-01, after the period "
        "of 2022-07-12 to 2025-12-31 has ended, and would never act; begin in the period, or "
        "lengthen it",
        "a.yaml:4: policy.awards[0].since: 二(三)：自 2027-01-01 起，晚于模拟期（2022-07-12 "
        "至 2025-12-31），永远不会生效；请改到模拟期内，或延长模拟期",
    ),
    "another purse's award before the period": (
        "policy:\n  other_purses:\n    - {tier: champion, amount: 1万, since: 2018-01-01, until: "
        "2020-12-31, payer: centre, clause: 某文件}\n",
        "a.yaml:4: policy.other_purses[0].until: 某文件: it ends on 2020-12-31, before the "
        "period of 2022-07-12 to 2025-12-31 begins, and would never act; end later, or leave "
        "it out",
        "a.yaml:4: policy.other_purses[0].until: 某文件：至 2020-12-31 止，早于模拟期（2022-07-12 "
        "至 2025-12-31），永远不会生效；请推后终止，或删去",
    ),
    "a lever after the end of the policy": (
        "period: {to: 2027}\nreading: {policy_after_2025: ends}\npolicy:\n  talent: {since: "
        "2026-01-01}\n",
        "a.yaml:5: policy.talent.since: 二(十一): it begins on 2026-01-01, and the policy ends "
        "on 2025-12-31 under the reading R17 policy_after_2025: ends, so that it would never "
        "act; begin by then, or let the policy continue",
        "a.yaml:5: policy.talent.since: 二(十一)：自 2026-01-01 起，而按解读 R17 "
        "policy_after_2025: ends 政策至 2025-12-31 止，永远不会生效；请提前，或让政策延续",
    ),
    "a lever under a clause of another": (
        "policy:\n  parks: {clause: 二(三)}\n",
        'a.yaml:3: policy.parks.clause: "二(三)" is given, a clause of the text that does not '
        "hold parks; allowed are: 二(六); write one of them, or the name of another document",
        "a.yaml:3: policy.parks.clause: 给出的是“二(三)”，文件的这一条并不规定 parks；可用的有："
        "二(六)；请写其中之一，或写另一文件的名称",
    ),
    "a lever under a clause that the text lacks": (
        "policy:\n  pool: {clause: 二 (三十三)}\n",
        'a.yaml:3: policy.pool.clause: "二 (三十三)" is given, a clause of the text that does '
        "not hold pool; allowed are: 二(一), 三(二); write one of them, or the name of another "
        "document",
        "a.yaml:3: policy.pool.clause: 给出的是“二 (三十三)”，文件的这一条并不规定 pool；可用的有："
        "二(一)、三(二)；请写其中之一，或写另一文件的名称",
    ),
    "an award under a clause of a lever": (
        "policy:\n  awards:\n    - {tier: champion, amount: 200万, since: 2022-07-12, clause: "
        "二(六)}\n",
        'a.yaml:4: policy.awards[0].clause: "二(六)" is given, a clause of the text that does '
        "not hold awards; allowed are: 二(三); write one of them, or the name of another document",
        "a.yaml:4: policy.awards[0].clause: 给出的是“二(六)”，文件的这一条并不规定 awards；"
        "可用的有：二(三)；请写其中之一，或写另一文件的名称",
    ),
    "a platform named twice": (
        "policy:\n  platforms: {bodies: [东胜基地, 东胜基地]}\n",
        'a.yaml:3: policy.platforms.bodies[1]: 二(十四): "东胜基地" stands more than once; '
        "each may stand once; remove one",
        "a.yaml:3: policy.platforms.bodies[1]: 二(十四)：“东胜基地”出现不止一次；每项只能出现一次；"
        "请删去一个",
    ),
    "a platform without a name": (
        'policy:\n  platforms: {bodies: [""]}\n',
        'a.yaml:3: policy.platforms.bodies[0]: 二(十四): "" is empty; text is expected; write '
        "it so",
        'a.yaml:3: policy.platforms.bodies[0]: 二(十四)："" 是空值；应为文字；请改正',
    ),
    "a share above the whole": (
        "reading: {city_share: 1.4}\n",
        "a.yaml:2: reading.city_share: R11: 1.4 is given; a share is 0 to 1 (0% to 100%); mend it",
        "a.yaml:2: reading.city_share: R11：给出的是 1.4；比例在 0 与 1（0% 与 100%）之间；请改正",
    ),
    "a wrong word for an answer": (
        "reading: {exceed: morethan}\n",
        'a.yaml:2: reading.exceed: R1: "morethan" is given; allowed are: more_than, at_least; '
        'did you mean "more_than"?',
        "a.yaml:2: reading.exceed: R1：给出的是“morethan”；可用的有：more_than、at_least；是否想写 "
        '"more_than"？',
    ),
    "a lever that is none": (
        "policy:\n  parkz: {strength: 0.5}\n",
        'a.yaml:3: policy.parkz: the key "parkz" is unknown; allowed are: awards, other_purses, '
        "pool, attraction, research_bodies, quality, parks, accelerators, upgrades, credit, "
        "funds, factors, talent, markets, training, platforms, appraisal, visits, publicity, "
        'appropriation; did you mean "parks"?',
        "a.yaml:3: policy.parkz: 没有“parkz”这个键；可用的有：awards、other_purses、pool、"
        "attraction、research_bodies、quality、parks、accelerators、upgrades、credit、funds、factors、"
        "talent、markets、training、platforms、appraisal、visits、publicity、appropriation；"
        '是否想写 "parks"？',
    ),
    "a share of a loss under another name": (
        "policy:\n  credit: {fund_share: 0.3}\n",
        'a.yaml:3: policy.credit.fund_share: 二(八): the key "fund_share" is unknown; allowed '
        "are: clause, since, until, strength, fund, leverage, loss_shares; did you mean "
        '"loss_shares"?',
        "a.yaml:3: policy.credit.fund_share: 二(八)：没有“fund_share”这个键；可用的有：clause、"
        'since、until、strength、fund、leverage、loss_shares；是否想写 "loss_shares"？',
    ),
}
# What is only told, since it may be meant: a reading or a period that is tried out.
CAUTIONED = {
    "an inherited award to a rung that never was": (
        "reading: {municipal_rung_until: 2021}\n",
        "scenarios/ordos-2022.yaml:52: 二(三): the award for municipal is never paid: it begins "
        "on 2022-07-12, and its rung gives its last titles in 2021",
        "scenarios/ordos-2022.yaml:52：二(三)：municipal 的奖励永远不会支付：自 2022-07-12 "
        "起，而该层级最后在 2021 年认定",
    ),
    "an award that outlasts its rung": (
        "policy:\n  awards:\n    - {tier: municipal, amount: 20万, since: 2022-07-12, until: "
        "2025-12-31, clause: 二(三)}\n",
        "a.yaml:4: 二(三): the award for municipal is in force until 2025, but its rung gives "
        "its last titles in 2023 (R8, R18): no new title earns it after that",
        "a.yaml:4：二(三)：municipal 的奖励有效至 2025 年，而该层级最后在 2023 年认定（R8、"
        "R18）：此后不再有新认定可获奖励",
    ),
    "an award without an end, of a rung that ends": (
        "policy:\n  awards:\n    - {tier: municipal, amount: 20万, since: 2022-07-12, clause: "
        "二(三)}\n",
        "a.yaml:4: 二(三): the award for municipal is in force until 2025, but its rung gives "
        "its last titles in 2023 (R8, R18): no new title earns it after that",
        "a.yaml:4：二(三)：municipal 的奖励有效至 2025 年，而该层级最后在 2023 年认定（R8、"
        "R18）：此后不再有新认定可获奖励",
    ),
    "an inherited award to a rung that the ladder lacks": (
        "ladder: short\n",
        "scenarios/ordos-2022.yaml:55: 二(三): the award for champion is never paid: the ladder "
        "has no such rung",
        "scenarios/ordos-2022.yaml:55：二(三)：champion 的奖励永远不会支付：梯度中没有这一层级",
    ),
    "an inherited lever after the period": (
        "extends: later\nperiod: {to: 2025}\n",
        "later.yaml:5: 二(十一): talent never acts: it begins on 2026-01-01, and the period "
        "ends on 2025-12-31",
        "later.yaml:5：二(十一)：talent 永远不会生效：自 2026-01-01 起，而模拟期至 2025-12-31 止",
    ),
    "an inherited lever before the period": (
        "extends: later\nperiod: {from: 2026, to: 2027, start: 2026-01-01}\ntargets: []\n",
        "later.yaml:4: 三(二): visits never acts: it ends on 2025-12-31, and the period begins "
        "on 2026-01-01",
        "later.yaml:4：三(二)：visits 永远不会生效：至 2025-12-31 止，而模拟期自 2026-01-01 起",
    ),
    "an inherited lever after the end of the policy": (
        "extends: later\nreading: {policy_after_2025: ends}\n",
        "later.yaml:5: 二(十一): talent never acts: it begins on 2026-01-01, and the policy "
        "ends on 2025-12-31 (R17)",
        "later.yaml:5：二(十一)：talent 永远不会生效：自 2026-01-01 起，而政策至 2025-12-31 "
        "止（R17）",
    ),
}


@pytest.fixture
def written(tmp_path):
    """Return how a scenario that extends the shipped one is written, by what it says itself."""
    (tmp_path / "srdi.toml").touch()

    def write(text, name="a.yaml"):
        path = tmp_path / name
        said = text if text.startswith("extends") else f"extends: ordos-2022\n{text}"
        path.write_text(said, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_meant_is_refused_with_place_and_clause(written, what):
    text, english, chinese = REFUSED[what]
    faults = check([written(text)])
    assert [describe(fault, "en") for fault in faults] == [english]
    assert [describe(fault, "zh") for fault in faults] == [chinese]


LATER = (
    "period: {to: 2027}\npolicy:\n  visits: {since: 2024-01-01, until: 2025-12-31}\n"
    "  talent: {since: 2026-01-01}\n"
)


@pytest.mark.parametrize("what", CAUTIONED)
def test_what_can_never_act_though_it_may_be_meant_is_cautioned_of(written, tmp_path, capsys, what):
    text, english, chinese = CAUTIONED[what]
    short_ladder(tmp_path)
    written(LATER, "later.yaml")
    path = str(written(text))
    for lang, told in (("en", english), ("zh", chinese)):
        assert main(["check", path, "--lang", lang]) == 0
        assert told in capsys.readouterr().err.splitlines()


def test_what_acts_at_any_time_is_neither_refused_nor_cautioned_of(written):
    awards = f"{MUNICIPAL % '2022-07-12, until: 2023-12-31'}, {CHAMPION % ('2025-12-31', '二(三)')}"
    text = (
        "reading: {policy_after_2025: ends}\n"
        f"policy:\n  awards: [{awards}]\n"
        "  parks: {since: 2025-12-31, until: 2040-01-01}\n"
        "  visits: {until: 2022-07-12}\n  pool: {clause: 三(二)}\n  talent: {clause: 某文件}\n"
    )
    assert load_scenario(written(text)).warnings == ()


def test_what_the_city_or_another_purse_gives_goes_on_after_the_policy(written):
    text = (
        "period: {to: 2027}\nreading: {policy_after_2025: ends}\n"
        "policy:\n  appropriation: {cap: 1亿, since: 2026-01-01}\n  other_purses:\n"
        "    - {tier: champion, amount: 1万, since: 2026-01-01, payer: region, clause: 某文件}\n"
    )
    assert check([written(text)]) == []


def test_without_a_text_a_clause_is_free(written):
    assert check([written("text: null\npolicy: {parks: {clause: 二(三)}}\n")]) == []


def test_what_is_cautioned_of_can_be_written_out_and_read_again(written, tmp_path):
    scenario = load_scenario(written("reading: {municipal_rung_until: 2021}\n"))
    whole = tmp_path / "whole.yaml"
    whole.write_text(as_yaml(scenario), encoding="utf-8")
    again = load_scenario(whole)
    assert again.policy == scenario.policy
    assert [each.key for each in again.warnings] == ["rung_has_ended"]


@pytest.mark.parametrize(
    "text",
    [
        "policy: 5\n",
        "policy: {awards: {a: 1}, parks: [1], pool: {clause: 5}}\n",
        f"policy: {{awards: [{MUNICIPAL % '2022-07-12, repealed: 0001-01-01'}, 3]}}\n",
        "policy: {awards: [{tier: [a], amount: 万, since: 2022-07-12, until: x, clause: y}]}\n",
        "text: {clauses: [{clause: 1, sentences: 4}, 3, {sentences: [{levers: 5}, 6]}]}\n",
        "period: 5\nreading: []\nladder: {rungs: 5}\n",
    ],
)
def test_what_is_no_policy_at_all_raises_nothing_but_faults(written, text):
    faults = check([written(text)])
    assert faults
    assert all(describe(fault, lang) for fault in faults for lang in LANGS)


def test_a_target_outside_the_period_is_told_with_everything_else(written):
    path = written(
        "reading: {exceed: most}\npolicy:\n  parks: {since: 2026-01-01}\n"
        "targets:\n  - {tier: champion, year: 2030, more_than: 3, clause: 一(二)}\n"
    )
    assert [fault.key for fault in check([path])] == [
        "reading.exceed",
        "policy.parks.since",
        "targets[0].year",
    ]


def test_every_fault_of_a_policy_is_told_at_once(written, capsys):
    path = written(
        "reading: {later_documents: in_force, municipal_rung_until: 2025}\n"
        "policy:\n"
        "  credit: {loss_shares: {bank: 0.4, fund: 0.3}}\n"
        "  awards:\n"
        f"    - {MUNICIPAL % '2024-01-01'}\n"
        f"    - {CHAMPION % ('2022-01-01', '二(三)')}\n"
        "  parks: {only: [nowhere]}\n"
        "  platforms: {bodies: [a], not_serving: [b]}\n"
        "  attraction: {sectors: [nothing]}\n"
    )
    assert main(["check", str(path), "--lang", "en"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in told] == [f"a.yaml:{n}" for n in (2, 4, 6, 7, 8, 9, 10)]
    assert all(f": {clause}: " in line for clause, line in zip(CLAUSES, told[1:], strict=True))


CLAUSES = ("二(八)", "二(三)", "二(三)", "二(六)", "二(十四)", "二(二)")


def short_ladder(folder):
    ladder = (library() / "rulesets" / "miit-2022.yaml").read_text(encoding="utf-8")
    begins = ladder.index("  - tier: champion")
    shorter = ladder[:begins] + ladder[ladder.index("rule_sets:") :]
    (folder / "short.yaml").write_text(shorter, encoding="utf-8")


def test_an_award_to_a_rung_that_the_ladder_lacks_is_refused(written, tmp_path):
    short_ladder(tmp_path)
    award = CHAMPION % ("2022-07-12", "二(三)")
    faults = check([written(f"ladder: short\npolicy: {{awards: [{award}]}}\n")])
    (told,) = [describe(fault, "en") for fault in faults]
    assert told == (
        'a.yaml:3: policy.awards[0].tier: 二(三): the ladder has no rung "champion"; it has: '
        "innovative, municipal, regional, little_giant; remove the award or add the rung"
    )
    (told,) = [describe(fault, "zh") for fault in faults]
    assert told == (
        "a.yaml:3: policy.awards[0].tier: 二(三)：梯度中没有“champion”这一层级；现有：innovative、"
        "municipal、regional、little_giant；请删去该奖励，或增加该层级"
    )


def test_awards_that_follow_each_other_are_fine(written):
    scenario = load_scenario(
        written(
            "policy:\n  awards:\n"
            f"    - {CHAMPION % ('2022-07-12, until: 2023-12-31', '二(三)')}\n"
            f"    - {CHAMPION % ('2024-01-01', '二(三)')}\n"
        )
    )
    assert len(scenario.policy.awards) == 2


def test_what_begins_with_its_document_or_under_another_is_fine(written):
    text = "policy: {parks: {since: 2022-07-12}, pool: {since: 2019-01-01, clause: 某文件}}\n"
    assert check([written(text)]) == []
    assert check([written("text: null\npolicy: {parks: {since: 2022-01-01}}\n")]) == []


def test_a_reading_that_contradicts_itself_is_refused_in_python_too():
    with pytest.raises(SrdiError) as refused:
        ordos().with_reading(stock_already_recognised="not_paid", stock_schedule="while_valid")
    assert refused.value.key == "reading.answers_exclude"
    for lang in LANGS:
        told = say(f"error.{refused.value.key}", lang, **refused.value.values)
        assert "R5 stock_already_recognised: not_paid" in told
        assert "R5 stock_schedule: while_valid" in told


def test_an_award_to_a_rung_that_has_ended_is_refused_in_python_too():
    with pytest.raises(SrdiError) as refused:
        ordos().with_award("municipal", amount="30万", since=2024)
    told = say(f"error.{refused.value.key}", "en", **refused.value.values)
    assert told.startswith("二(三): it begins on 2024-01-01, and the rung")
    assert say(f"error.{refused.value.key}", "zh", **refused.value.values).startswith("二(三)：")
    ordos().with_award("municipal", amount="30万", since=2023)
    longer = ordos().with_reading(municipal_rung_until=2025)
    assert longer.with_award("municipal", amount="30万", since=2024).policy.awards


def test_an_award_to_a_rung_that_is_not_there_is_refused_in_python_too():
    shorter = replace(ordos(), ladder=replace(ordos().ladder, rungs=ordos().ladder.rungs[:-1]))
    with pytest.raises(SrdiError) as refused:
        shorter.with_award("champion", amount="30万", since=2024)
    for lang in LANGS:
        told = say(f"error.{refused.value.key}", lang, **refused.value.values)
        assert "champion" in told
        assert "little_giant" in told
