"""The words in Chinese of how much of a forecast's spread was not fitted."""

WORDS = {
    "report.width.told": "单次重复的方差中，未经数据拟合的参数所占份额：{shares}。",
    "report.width.posterior": "其余来自已拟合的参数、逐年抽取的参数、随机性以及非线性作用。",
    "report.width.prior": "没有任何参数经过拟合；其余来自逐年抽取的参数、随机性以及非线性作用。",
    "report.width.share": "{name} {share}%（{low}–{high}%）",
    "report.width.largest": "{share}，以“{name}”为最",
    "report.width.of_cost": "成本",
    "report.width.cost": "{first}–{last} 年市本级与旗区成本",
    "report.width.of_target": "{tier} {year} 年",
    "report.width.few": (
        "参数只抽取了 {draws} 组，不足以说明离散程度中有多少"
        "来自未经拟合的参数：至少需要 {fewest} 组。"
    ),
    "report.width.same": "这些结果均不随任何不确定量而变。",
    "report.head.width": "离散程度从何而来",
    "report.column.outcome": "结果",
    "report.column.width_fitted": "已拟合",
    "report.column.width_not_fitted": "未拟合（95% 区间）",
    "report.column.width_rest": "随机及其余",
    "report.column.width_largest": "未拟合者中单独影响最大的",
    "report.width.note": (
        "本解读下单次重复方差的份额：对所有只抽取一次的不确定参数作线性回归，并按参数个数校正；"
        "非线性部分计入其余。解读本身所占份额见 "
        "`srdi sensitivity --method split`。"
    ),
}
