"""What binds, step by step, in Chinese."""

WORDS = {
    "report.head.lost": "逐年看制约因素",
    "report.column.lost": "止步于",
    "report.lost.short": "{target}：中位数差 {short:,} 家；",
    "report.lost.not_eligible": "每年走到这一步的 {reached:,} 家中，{lost:,} 家止步于“{condition}”",
    "report.lost.also": "；另有{others}",
    "report.lost.at": "“{condition}”（{reached:,} 家中 {lost:,} 家）",
    "report.lost.too_few": "企业总数不足",
    "report.lost.no_application": "每年符合条件的 {reached:,} 家中，{lost:,} 家未申报",
    "report.lost.budget": ("每年符合条件的 {reached:,} 家中，{lost:,} 家若奖励按时兑现就会申报"),
    "report.lost.below_mark": "每年满足全部条件的 {reached:,} 家中，{lost:,} 家分数不够",
    "report.lost.panel": "每年申报的 {reached:,} 家中，{lost:,} 家未通过评审",
    "report.lost.places": "每年通过评审的 {reached:,} 家中，{lost:,} 家没有名额",
    "report.lost.review": "至 {year} 年复核的 {reached:,} 个称号中，{lost:,} 个未通过",
    "report.lost.lapse": "至 {year} 年有 {lost:,} 个称号随企业关闭或层级取消而失效，或被撤销",
    "report.lost.prior": "（由先验决定，非数据所得）",
    "report.lost.and": "且",
    "report.lost.or": "或",
    "report.lost.ways": "{n} 种途径之一，按{by}",
    "report.step.no_application": "符合条件，未申报",
    "report.step.budget": "符合条件，奖励按时兑现才会申报",
    "report.step.below_mark": "满足条件，自评分数不够",
    "report.step.panel": "未通过评审",
    "report.step.places": "通过评审，没有名额",
    "report.step.review": "复核未通过的称号",
    "report.step.lapse": "随企业关闭或层级取消而失效、或被撤销的称号",
    "report.note.lost": (
        "只计未达标的重复。每格：止步的企业数，中位数（80% 区间）/ 走到这一步的企业数，中位数。"
        "底色：最常见的制约因素。无企业止步的步骤不列；– 表示当年没有评审批次或没有称号终止。"
    ),
    "report.note.order": (
        "条件按规则提出的先后排列，企业计入其第一项不满足的条件；因此排在前面的条件止步者最多，"
        "止步于某一项的企业也未必满足其余各项。放宽一步之后，后面的步骤可能成为制约。"
    ),
}
