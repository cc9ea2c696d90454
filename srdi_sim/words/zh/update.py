"""The words of an update in Chinese."""

WORDS = {
    "cli.update.about": "用新公布的数字重新加权情景的预测，无须重新拟合",
    "cli.help.update_scenario": "与 `srdi run` 相同：按其后验推演；没有后验则按先验",
    "cli.help.observed": "新数字的文件，格式与 observed/ 下的文件相同；不得含后验已拟合过的数字",
    "cli.help.replications_4000": "参与加权的重复次数（4000）",
    "cli.help.draws_update": "新后验的抽样个数（1000）",
    "cli.help.out_update": (
        "存放 posterior.parquet 和 update.json 的文件夹（runs/名称-HASH8-种子-N-update）"
    ),
    "error.update.none_fits": (
        "{n:,} 次重复中没有一次得出这些新数字；请增加重复次数（-n），或用全部数字重新校准"
    ),
    "error.update.too_few": (
        "按新数字加权后，{n:,} 次重复只相当于 {effective:.1f} 次，至少需要 {least} 次；"
        "请增加重复次数（-n），或用全部数字重新校准"
    ),
    "error.update.nothing_fitted": (
        "情景 {name} 既没有后验，也没有可以拟合的不确定量，新数字无从留存"
    ),
    "report.update.priors": "更新前：参数取自先验",
    "report.update.posterior": "更新前：后验 {name}，往事已知至 {until} 年",
    "report.update.weighed": (
        "按 {n} 个新数字加权：{names}。加权后相当于 {effective} 次等权重复。"
    ),
    "report.update.column.outcome": "结果",
    "report.update.column.before": "更新前",
    "report.update.column.after": "更新后",
    "report.update.cells": (
        "企业数和资金（万元）：中位数（80% 区间）；概率：附 95% 区间，更新前按重复次数、"
        "更新后按等权重复次数计算。"
    ),
    "report.update.draws": "新后验有 {n:,} 个抽样，各自的往事已知至 {until} 年底。",
    "report.update.repeated": (
        "情景所列的数字中已有以下各项，若其后验曾拟合过它们，则重复计算：{names}。"
    ),
    "report.update.file": "后验文件（写于情景的 uncertainties: posterior:）：{path}",
}
