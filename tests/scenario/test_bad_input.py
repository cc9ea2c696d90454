"""A policy that cannot be meant is refused in one clear sentence that names its clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from srdi_sim.cli import main
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import check, library, load_scenario
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
        "a.yaml:2: reading.stock_schedule: R5 stock_already_recognised: not_paid and R5 "
        "stock_schedule: spread exclude each other; change one of them",
        "a.yaml:2: reading.stock_schedule: R5 stock_already_recognised: not_paid 与 R5 "
        "stock_schedule: spread 互斥；请改其一",
    ),
    "what is not paid has no regional part": (
        "reading:\n  stock_already_recognised: not_paid\n"
        "  stock_little_giant_regional_award: not_paid\n",
        "a.yaml:4: reading.stock_little_giant_regional_award: R5 stock_already_recognised: "
        "not_paid and R6 stock_little_giant_regional_award: not_paid exclude each other; change "
        "one of them",
        "a.yaml:4: reading.stock_little_giant_regional_award: R5 stock_already_recognised: "
        "not_paid 与 R6 stock_little_giant_regional_award: not_paid 互斥；请改其一",
    ),
    "a share, and a payer by place": (
        "reading: {city_share: 0.8, award_payer: banners_outside_districts}\n",
        "a.yaml:2: reading.award_payer: R11 city_share: 0.8 and R11 award_payer: "
        "banners_outside_districts exclude each other; change one of them",
        "a.yaml:2: reading.award_payer: R11 city_share: 0.8 与 R11 award_payer: "
        "banners_outside_districts 互斥；请改其一",
    ),
    "a municipal rung that later documents have dropped": (
        "reading: {later_documents: in_force, municipal_rung_until: 2025}\n",
        "a.yaml:2: reading.municipal_rung_until: R18 later_documents: in_force and R8 "
        "municipal_rung_until: 2025 exclude each other; change one of them",
        "a.yaml:2: reading.municipal_rung_until: R18 later_documents: in_force 与 R8 "
        "municipal_rung_until: 2025 互斥；请改其一",
    ),
}


@pytest.fixture
def written(tmp_path):
    """Return how a scenario that extends the shipped one is written, by what it says itself."""
    (tmp_path / "srdi.toml").touch()

    def write(text, name="a.yaml"):
        path = tmp_path / name
        path.write_text(f"extends: ordos-2022\n{text}", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_meant_is_refused_with_place_and_clause(written, what):
    text, english, chinese = REFUSED[what]
    faults = check([written(text)])
    assert [describe(fault, "en") for fault in faults] == [english]
    assert [describe(fault, "zh") for fault in faults] == [chinese]


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


def test_an_award_to_a_rung_that_the_ladder_lacks_is_refused(written, tmp_path):
    ladder = (library() / "rulesets" / "miit-2022.yaml").read_text(encoding="utf-8")
    begins = ladder.index("  - tier: champion")
    shorter = ladder[:begins] + ladder[ladder.index("rule_sets:") :]
    (tmp_path / "short.yaml").write_text(shorter, encoding="utf-8")
    faults = check([written("ladder: short\n")])
    (told,) = [describe(fault, "en") for fault in faults]
    assert told.startswith("scenarios/ordos-2022.yaml:")
    assert told.endswith(
        'policy.awards[4].tier: 二(三): the ladder has no rung "champion"; it has: innovative, '
        "municipal, regional, little_giant; remove the award or add the rung"
    )
    (told,) = [describe(fault, "zh") for fault in faults]
    assert told.endswith(
        "policy.awards[4].tier: 二(三)：梯度中没有“champion”这一层级；现有：innovative、"
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
