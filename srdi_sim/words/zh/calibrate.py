"""Chinese words of `srdi calibrate`, and of what a forecast draws its parameters from."""

WORDS = {
    "cli.calibrate.about": "用公布数据修正先验：得出可供预测的后验",
    "cli.help.data": "公布数据：YAML 文件，或库中的名称（默认用情景所指定的）",
    "cli.help.replications_fit": "按先验模拟的次数（30000）",
    "cli.help.draws_fit": "后验抽样数，至多（1000）",
    "cli.help.out_calibrate": "存放档案、posterior.parquet、结果和图的文件夹",
    "error.fit.no_terms": "{given} 个公布数据均不能用于拟合：或为模型起点，或不在模拟期内",
    "error.fit.too_few": "{given} 次模拟太少，学不到什么；至少须 {allowed} 次（-n）",
    "report.role.posterior": "已拟合",
    "report.column.posterior": "后验中位数（80%）",
    "sheet.column.posterior": "后验中位数（80%）",
    "report.parameters.posterior": (
        "参数取自后验“{name}”（{draws:,} 个抽样，拟合 {fitted} 个不确定量，数据截至 {until} 年底）"
    ),
    "report.parameters.other_population": ("该后验拟合时用的是“{fitted}”的企业，而不是“{own}”的"),
    "report.parameters.again": "重复次数多于抽样数，同一抽样的过去会重演不止一次",
    "report.fit.of": "用 {terms} 个公布数据拟合；过去已知至 {until} 年底",
    "report.fit.size": (
        "按先验模拟 {simulations:,} 次，种子 {seed}；取与数据最接近的 {near:,} 次；"
        "后验抽样 {draws:,} 个，各重新模拟一次"
    ),
    "report.fit.failed": "{failed} 次重复失败，未计入",
    "report.fit.learned": "数据对所拟合不确定量的修正：中位数（80% 区间）",
    "report.fit.column.uncertainty": "不确定量",
    "report.fit.column.prior": "先验",
    "report.fit.column.posterior": "后验",
    "report.fit.column.check": "核对*",
    "report.fit.column.narrower": "收窄",
    "report.fit.column.figure": "公布数据",
    "report.fit.column.seen": "实际",
    "report.fit.column.percentile": "百分位",
    "report.fit.column.outcome": "结果",
    "report.fit.column.regression": "回归**",
    "report.fit.yes": "是：{share}",
    "report.fit.word.learned": "已学到",
    "report.fit.word.not_learned": "未学到：数据不改变它",
    "report.fit.word.at_bound": "抵在先验的边界上",
    "report.fit.word.outside": "在 95% 之外",
    "report.fit.word.apart": "与核对不一致",
    "report.fit.word.holds": "成立的占 {share}",
    "report.fit.at_most": "至多 {value}",
    "report.fit.at_least": "至少 {value}",
    "report.fit.or": "或",
    "report.fit.narrower": (
        "收窄：在正态尺度上，离散程度比先验缩小多少；"
        "对全部不确定量合计不能在 1% 水平上确认的，不称为学到。"
    ),
    "report.fit.check": (
        "* 用同一批模拟，以合成似然另作的估计。"
        "若一方的中位数在另一方的 80% 区间之外，则两种近似中至少有一种不准。"
    ),
    "report.fit.correlations": "后验中绝对值不小于 0.3 的相关系数：{pairs}",
    "report.fit.pair": "{one} × {other} {value}",
    "report.fit.no_correlations": "所拟合的不确定量两两之间，相关系数均小于 0.3。",
    "report.fit.predictive": "公布数据：实际值与模拟值，中位数（80% 区间）",
    "report.fit.percentile": (
        "百分位：实际值在后验中的位置。该数据已用于拟合：在区间之内说明不了多少，"
        "在区间之外则说明模型够不到它。"
    ),
    "report.fit.none_outside": "没有数据落在后验模拟值的 95% 之外。",
    "report.fit.outcomes": "后来的结果：先验与后验，中位数（80% 区间）",
    "report.fit.firms": "{tier}，{year} 年（家）",
    "report.fit.cost": "全期支出（万元）",
    "report.fit.regression": (
        "** 回归本身的说法，不重新模拟各抽样：作核对用。企业数与支出按上述口径。"
    ),
    "report.fit.cannot": "这些数据说明不了的",
    "report.fit.cannot.not_learned": (
        "未学到（{fitted} 个中的 {count} 个）：{names}。预测在这些方面与先验一样宽。"
    ),
    "report.fit.cannot.all_learned": "所拟合的 {fitted} 个不确定量均已学到。",
    "report.fit.cannot.others": "另有 {count} 个不确定量未作拟合，预测中仍取先验。",
    "report.fit.cannot.moved": (
        "其中数据会改变的有：{names}。拟合未触及它们，因此所得宽度并非定论。"
    ),
    "report.fit.cannot.none_moved": "数据对它们均无可测的改变。",
    "report.fit.cannot.bound": "抵在先验边界上的有：{names}。边界以外未曾试过。",
    "report.fit.cannot.outside": "后验够不到的数据：{names}。",
    "report.fit.cannot.later": ("至 {until} 年底，每个抽样的过去都与数据相符；此后即为预测。"),
    "report.fit.term": "{figure}，{dated}",
    "report.fit.cannot.few": ("{terms} 个数据对 {fitted} 个所拟合的不确定量：有些只能合起来说明。"),
    "report.fit.folder": "后验、结果与图：{path}",
    "report.fit.use_here": "要据此预测，请在当前文件夹的情景文件中写入以下两行：",
    "report.fit.use_beside": "要据此预测，请在 posterior.parquet 旁的情景文件中写入以下两行：",
    "report.figure.believed": "公布数据对先验的修正",
    "report.figure.believed_lines": ("灰：先验。蓝：后验。橙线：以合成似然作的核对。"),
    "report.figure.not_learned": "未学到",
    "report.figure.predictive": "公布数据：实际值与模拟值",
    "report.figure.predictive_marks": (
        "80% 区间与中位数；各行尺度不同。灰：先验。蓝：后验。橙：实际值，空心表示只知其界。"
    ),
    "report.figure.fit_made": (
        "模拟 {simulations:,} 次，抽样 {draws:,} 个，种子 {seed}，数据截至 {until} 年底"
    ),
}
