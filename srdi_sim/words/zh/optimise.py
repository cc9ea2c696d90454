"""Chinese words of `srdi optimise`."""

WORDS = {
    "cli.optimise.about": "资金能换来什么：资金与概率或企业数的前沿方案",
    "cli.help.goal": (
        "越大越好的结果，如 chance:regional:2025 或 firms:little_giant:2025；可给出多个"
    ),
    "cli.help.budget": "预算金额，如 2亿：资金的 P80 不得超过",
    "cli.help.levers": "可调整的政策数值，用逗号分隔，如 awards.regional.amount（凡有范围的）",
    "cli.help.samples_200": "试算的方案个数（200）",
    "cli.help.replications_100": "每个方案的重复次数（100）",
    "cli.help.out_optimise": "存放试算档案、结果和图的文件夹（runs/…-optimise）",
    "cli.help.plans": "其他情景：以其政策与找到的方案比较",
    "cli.help.regret": "另算：无论采用哪种解读，哪个方案最不后悔",
    "cli.help.draws": "--regret 时未知因素的取值组数（8）",
    "cli.help.every_reading": "--regret 时逐题试各种答案，而不只是组合解读",
    "error.run.interrupted_search": "已中断；已保存 {stored} 次试算于 {path}；用同一命令继续",
    "error.run.halted_search": "{reason}；已保存 {stored} 次试算于 {path}；用同一命令继续",
    "error.optimise.no_ranges": (
        "“{name}”没有给出范围，任何政策数值都不能调整；请在其中写明 ranges/ 下的一个文件"
    ),
    "error.optimise.not_decided": "{given} 是未知因素，无人能够决定；请写政策数值或解读问题",
    "error.optimise.too_few": "每个方案重复 {given} 次太少；至少 {least} 次",
    "error.optimise.own_fails": "情景本身在 {replications} 次重复中完成的不足两次",
    "error.optimise.no_state_left": (
        "{states} 种状态中，没有一种在全部 {plans} 个方案下都完成至少两次重复：无法计算后悔值"
    ),
    "report.plan.as_is": "原方案",
    "report.optimise.searched": (
        "搜索：{levers} 个政策数值，试算 {tried:,} 个方案，各重复 {n:,} 次，随机数相同，种子 {seed}"
    ),
    "report.optimise.budget": "预算：{budget}（{tried:,} 个方案中 {within:,} 个的 P80 未超）",
    "report.optimise.confirmed": "前沿：以搜索未用过的 {n:,} 次新重复复核",
    "report.optimise.column.plan": "方案",
    "report.optimise.column.cost": "资金，万元（95%）",
    "report.optimise.column.against": "与原方案之差",
    "report.optimise.column.lever": "政策数值",
    "report.optimise.column.range": "范围",
    "report.optimise.beside": "不在合计中，万元：",
    "report.optimise.no_front": "试算的方案都超出预算；最省的均值为 {cost}。",
    "report.optimise.no_front_fresh": "经新重复复核，没有方案不超出预算。",
    "report.optimise.named.beaten": "{plan}：{by} 花费不比它多，成效不比它低。",
    "report.optimise.named.over": "{plan}：超出预算（P80 为 {p80}）。",
    "report.optimise.named.stays": "{plan}：找到的方案中没有各方面都更好的。",
    "report.optimise.cheaper": "花费明显低于原方案、各目标无明显差别：{plans}。",
    "report.optimise.dropped": (
        "未获复核确认：搜索前沿上复核的 {front} 个方案中有 {dropped} 个：{which}。"
    ),
    "report.optimise.dropped.beaten": "{plan}（不如 {by}）",
    "report.optimise.dropped.over": "{plan}（超出预算）",
    "report.optimise.all_confirmed": "搜索前沿上复核的 {shown} 个方案均获新重复确认。",
    "report.optimise.thinned": "搜索前沿上有 {front} 个方案，按资金均匀取 {shown} 个复核。",
    "report.optimise.late": (
        "搜索前沿的 {front} 个方案中有 {late} 个出现在最后四分之一：增加 --samples 可由此继续。"
    ),
    "report.optimise.unset": "–：文件未给出数值，由情景的先验给出。",
    "report.optimise.failed": "{failed:,} 次重复失败，未计入。",
    "report.optimise.folder": "试算档案、结果和图：{path}",
    "report.regret.heading": (
        "后悔值：{plans} 个方案，{states} 种状态 = {readings} 种解读 × {unknowns} 个未知因素的 "
        "{draws} 组取值；各重复 {n} 次，各方案随机数相同"
    ),
    "report.regret.column.largest": "{goal}：最大（95%）",
    "report.regret.column.mean": "平均",
    "report.regret.column.over": "超出预算",
    "report.regret.of": "{part}/{whole}",
    "report.regret.least": "最大后悔值最小：{found}。",
    "report.regret.least_one": "{goal}为 {plan}",
    "report.regret.balanced": "兼顾各目标（后悔值按该目标的最大值折算），{plan} 最不后悔。",
    "report.regret.fails": "各方案在哪里失效",
    "report.regret.never": "{plan}：任何状态下都没有更好的方案（{goal}）。",
    "report.regret.worst": (
        "{plan}：{goal}：在“{reading}”、第 {draw} 组取值下比 {best} 差 {regret}；"
        "平均而言在“{most}”下最差（{mean}）"
    ),
    "report.regret.low": "；{unknown} 低时更甚",
    "report.regret.high": "；{unknown} 高时更甚",
    "report.regret.over": "{plan}：{states} 种状态中有 {over} 种超出预算，最多的是{readings}",
    "report.regret.over_one": "“{reading}”（{draws} 组中 {over} 组）",
    "report.regret.note": (
        "后悔值：在同一状态下比这些方案中最好的差多少。这里不给状态赋概率；方案以其最差的状态评判。"
        "最差的状态由同一批重复选出，许多带误差的估计中的最大值会偏高：最大后悔值及其区间因此偏高，"
        "重复越少越明显。"
    ),
    "report.regret.left_out": (
        "{states} 种状态中只计 {told} 种：其余状态下，各方案都完成的重复不足两次。"
    ),
    "report.figure.front": "资金能换来什么",
    "report.figure.tried": (
        "灰：试算过的全部方案，各重复 {n:,} 次，随机数不同，可能整体偏高或偏低。"
    ),
    "report.figure.budget": "预算，P80",
    "report.figure.cost_axis": "资金，万元",
    "report.figure.bars": "横竖线：{n:,} 次新重复的 95% 区间。",
    "report.figure.right_of_budget": "叉：资金的 P80 超出预算。",
    "report.figure.regret": "后悔值：{goal}",
    "report.figure.regret_unit": "比该状态下最好的方案差，{unit}",
    "report.figure.regret.chance": "百分点",
    "report.figure.regret.firms": "家",
    "report.figure.regret.cost": "万元",
    "report.figure.largest": "最大",
    "report.figure.states": "每列一种状态：每种解读下未知因素的 {draws} 组取值；各重复 {n} 次。",
    "report.regret.reading.own": "情景解读",
    "report.regret.reading.practice_2024": "2024 年做法",
    "report.regret.reading.cheapest": "最省",
    "report.regret.reading.dearest": "最贵",
    "report.regret.reading.hardest_targets": "目标最严",
    "report.regret.reading.easiest_targets": "目标最宽",
}
