"""What stands in the pictures of a forecast, in Chinese."""

WORDS = {
    "report.figure.firms": "年末企业数",
    "report.figure.fan": "{tier}：预测",
    "report.figure.told": "{title}；{year} 年：中位数 {median}，80% 区间 {low}–{high}",
    "report.figure.bands": "深浅：50%、80%、90% 的重复；线与点：中位数。",
    "report.figure.spread": "此解读下的模型离散，不是历史预测误差",
    "report.figure.target": "目标 {wanted}",
    "report.figure.observed": "已公布",
    "report.figure.start": "已公布，模型起点",
    "report.figure.bar": "公布值的竖线：其自身标准差的 ±2 倍。",
    "report.figure.award_bill": "称号奖励，按应付年度",
    "report.figure.wan": "万元",
    "report.figure.p80": "当年 P80",
    "report.figure.stacks": ("柱：各次重复的均值；标记：P80。各年分位数相加不等于合计的分位数。"),
    "report.figure.curve": "{tier}，{year} 年：企业数超过 k 的概率",
    "report.figure.more_than": "k（家）",
    "report.figure.chances": "各目标的达成概率",
    "report.figure.chance_axis": "概率",
    "report.figure.wilson": "横线：按重复次数计算的威尔逊 95% 区间。",
    "report.figure.n": "n = {n:,}",
}
