"""What other scenarios change against a base, in Chinese."""

WORDS = {
    "cli.compare.about": "在相同随机性下，其他情景与基准情景相比的变化",
    "cli.help.base": "作为基准的情景",
    "cli.help.others": "与之比较的情景",
    "cli.help.replications_500": "重复次数（500）",
    "cli.help.out_compare": (
        "把每个情景的运行各存为 DIR 中的一个文件夹，并写入 comparison.json 和 differences.png"
    ),
    "error.compare.no_other": "没有可比较的情景：请至少再给出一个",
    "error.compare.too_few": "各情景都完成的重复只有 {given} 次；至少须 {least} 次",
    "error.compare.seed": (
        "“{base}”的种子是 {base_seed}，“{other}”的种子是 {seed}：随机性不同；请用同一种子模拟两者"
    ),
    "error.compare.replications": (
        "“{base}”与“{other}”的重复不同：有 {count} 次只见于其一（{alone}）；请模拟相同的重复"
    ),
    "error.compare.period": (
        "“{base}”的时段为 {base_period}，“{other}”为 {period}；请使两个情景的时段相同"
    ),
    "report.compare.base": "基准：{name}",
    "report.compare.other": "与之比较：{name}",
    "report.compare.edits": "改动：{edits}",
    "report.compare.its_reading": "其解读不同之处：",
    "report.compare.luck": "各情景随机性相同",
    "report.compare.column.base": "基准",
    "report.compare.column.other": "比较",
    "report.compare.column.firms": "差值（95%）",
    "report.compare.column.chance": "达成概率：变化百分点（95%）",
    "report.compare.column.price": "每多一家的费用，万元（95%）",
    "report.compare.column.difference": "差值（95%）",
    "report.compare.column.elsewhere": "全市其他指标，{year} 年",
    "report.compare.column.banner": "{year} 年末持有称号的企业：分旗区差值（95%）",
    "report.compare.no_banner_moves": ("分旗区：{year} 年末各称号企业数均无可测差别。"),
    "report.compare.column.crowding_out": "挤出：无称号企业，{year} 年",
    "report.compare.points": "{change}个百分点",
    "report.compare.interval": "{mean}（{low} 至 {high}）",
    "report.compare.chance": "{before}% → {after}%：{change}",
    "report.compare.no_effect": "无可测效果",
    "report.compare.saved": "每少一家节省：{price}",
    "report.compare.asset": "另列，资产：{payer}",
    "report.compare.price_note": (
        "每多一家的费用：应付合计的全部差值除以该层级企业数的差值，Fieller 区间；"
        "各层级用的是同一笔钱，不能相加。"
    ),
    "report.compare.nothing_moves": "全市其他指标，{year} 年：均无可测差别。",
    "report.compare.deadweight": (
        "无谓支出：{policy}的奖励资金中，{share}发给在{twin}下当年或更早也获得同一称号的企业，"
        "另有 {later} 发给在其下较晚获得的企业。"
    ),
    "report.compare.deadweight.share": "{share}（{low}–{high}）",
    "report.compare.deadweight.untold": (
        "以下层级的无谓支出无从判断：{tiers}。在{twin}下这些称号在账簿中没有记录"
        "（奖励为 0元 时有记录）。"
    ),
    "report.compare.deadweight.no_award": "无谓支出：没有发放任何称号奖励。",
    "report.compare.deadweight.same_awards": "无谓支出：两个情景的奖励没有差别。",
    "report.compare.deadweight.other_firms": "无谓支出无从判断：两个情景的企业不同。",
    "report.compare.the_base": "基准情景",
    "report.compare.the_other": "比较情景",
    "report.figure.differences": "与基准相比增减的企业数",
    "report.figure.paired": "点与横线：同一重复内差值的均值与 95% 区间（Student）。",
}
