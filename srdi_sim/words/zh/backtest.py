"""The words of a back-test in Chinese."""

WORDS = {
    "cli.backtest.about": "按各时点已知的数据拟合，预测此后公布的数字，并评分",
    "cli.help.since": "第一个时点：该年年末（默认为情景起始年）",
    "cli.help.backtest_data": "已公布数字的文件，代替情景自带的",
    "cli.help.replications_table": "按先验模拟的次数，所有拟合共用（30000；至少 500）",
    "cli.help.out_backtest": "存放记录、图和模拟结果的文件夹（runs/名称-backtest）",
    "error.backtest.nothing_later": "{given} 年末之后没有新公布的数字，无从评分",
    "report.backtest.title": "回测：{name}",
    "report.backtest.sum": (
        "在 {dates} 个时点对 {figures} 个已公布数字作了 {n} 次预测，"
        "全部出自同一张 {runs:,} 次模拟的表，种子 {seed}。"
    ),
    "report.backtest.closer": "比“{name}”更接近的：{n} 次中 {closer} 次。",
    "report.backtest.scores": (
        "其中 {n} 次以企业数计，平均 CRPS：模型 {score}，对照 {naive_score}。"
    ),
    "report.backtest.coverage": (
        "落入模型中心区间的份额（名义 → 实际）：{shares}。同一数字在各时点重复出现，并非相互独立。"
    ),
    "report.backtest.earlier": (
        "并列的是 {date} 的回测：程序 {version}，{n:,} 次模拟，情景 {scenario}。"
    ),
    "report.backtest.vintage": "截至 {date} 已知：用 {known} 个数字拟合，预测 {later} 个",
    "report.backtest.column.seen": "实际",
    "report.backtest.column.model": "模型：中位数（80%）",
    "report.backtest.column.rank": "位次",
    "report.backtest.column.score": "CRPS",
    "report.backtest.column.naive": "最好的简单预测",
    "report.backtest.column.naive_score": "CRPS",
    "report.backtest.column.earlier": "上次",
    "report.backtest.naive.last_value": "维持上次数值",
    "report.backtest.naive.national_rate": "按全国比率",
    "report.backtest.short.last_value": "上次值",
    "report.backtest.short.national_rate": "全国",
    "report.backtest.year": "{year} 年",
    "report.backtest.what.stock": "{when} 有效称号",
    "report.backtest.what.flow": "{when}新认定",
    "report.backtest.what.paid": "{when}支付，万元",
    "report.backtest.note.score": (
        "位次：实际数字在预测分布中的位置，0 到 100，并列取中。CRPS：单位为家或万元，越小越好，"
        "0 表示确定且正确。只知界限的，给出其概率和 Brier 评分。"
    ),
    "report.backtest.note.naive": (
        "简单预测同样是分布：上次已知的数目，或按全国比率由该市已知的专精特新企业数推算，"
        "均为泊松数。最好的一个是事后选出的。全国比率对每个时点都给出，包括当时尚未公布的。"
        "“–”：无从推算。"
    ),
    "report.backtest.note.hindsight": (
        "设计带有后见之明：模型和先验（{priors}）写于这些数字公布之后。"
        "数字这样少，只能显出错误，不能证明预测能力。"
    ),
    "report.backtest.kept": "已保存：{path}",
    "report.figure.backtest": "预测与实际",
    "report.figure.backtest_axis": "家；支付的资金为万元",
    "report.figure.backtest_known": "截至 {date}，用 {known} 个数字拟合",
    "report.figure.backtest_bars": (
        "蓝：模型的中位数和 80% 区间；灰：最好的简单预测；红：实际数字（箭头：只知界限）"
    ),
    "report.figure.backtest_runs": (
        "{n:,} 次模拟，种子 {seed}；10 以内等距，以上为对数；先验带有后见之明"
    ),
}
