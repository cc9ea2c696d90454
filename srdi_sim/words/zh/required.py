"""The words of the required budget in Chinese."""

WORDS = {
    "cli.help.no_search": "不测算达成目标所需资金，只列表格",
    "cli.help.search_levers": (
        "测算时可以调整的数值，如 awards.regional.amount,training.seats；不写则为所有有价格且影响"
        "企业的数值"
    ),
    "cli.help.samples_budget": "测算所尝试的方案数（60，另加每个数值 10）",
    "note.searching": (
        "正在测算达成目标所需资金：至多还有 {runs:,} 次重复，按目前速度 {minutes} 分钟；"
        "--no-search 可略去"
    ),
    "note.no_ranges": "未测算达成目标所需资金：情景没有给出任何有价格的政策数值的范围",
    "error.required.no_goal": "情景 {name} 没有目标，无从测算所需资金",
    "error.required.no_levers": (
        "情景 {name} 没有任何有价格的政策数值的范围：请像 ordos-2022 那样在 `ranges:` 下写明文件"
    ),
    "error.required.no_lever": (
        "“{given}”不能调整：所需资金只在政策的数值上测算，如 training.seats"
    ),
    "error.required.own_fails": "原方案的 {replications} 次重复全部失败：无从测算其资金",
    "report.required.heading": (
        "达成概率 {percent}% 所需资金（{first} 至 {last} 年应付的 P{percent}，万元）"
    ),
    "report.required.column.own": "原方案：概率 · 资金",
    "report.required.column.needed": "所需资金（95%）",
    "report.required.column.chance": "届时概率（95%）",
    "report.required.as_it_is": "原方案",
    "report.required.not_attainable": "不可达成",
    "report.required.undecided": "尚不能断定",
    "report.required.at_most": "至多 {chance}",
    "report.required.because": (
        "{goal}：在所给范围内无论投入多少资金均不可达成：至多 {chance}，资金 {money} 万元：{why}。"
    ),
    "report.required.perhaps": (
        "{goal}：以现有重复次数尚不能断定：至多 {chance}，资金 {money} 万元：{why}。"
    ),
    "report.required.obstacle": "{gate}：占未达标的 {share}",
    "report.required.condition": "{gate}，多为“{condition}”：占未达标的 {share}",
    "report.required.of_target": "{target}（{chance}）：{why}",
    "report.required.never_missed": "{n:,} 次重复中无一未达标",
    "report.required.mixes": "最省方案",
    "report.required.column.range": "范围",
    "report.required.money_at": "资金 P{percent}，万元",
    "report.required.money_p50": "P50，万元",
    "report.required.money_mean": "均值，万元",
    "report.required.chance_of": "达成概率：{goal}",
    "report.required.same": "{sign} 与情景相同。",
    "report.required.unset": "{sign} 文件未给出数值，按先验抽取。",
    "report.required.curve": (
        "资金与达成概率，{goal}：不超过该资金时已核实的最高概率，万元：{points}"
    ),
    "report.required.method": (
        "在 {levers} 个数值的 {settings:,} 个方案中找出，每个方案以相同的随机性模拟 {n:,} 次（种子 "
        "{seed}）。在未用于搜索的 {confirmed:,} 次重复中，概率的 95% 区间全部不低于 {percent}%，"
        "且在另外 {confirmed:,} 次重复中概率本身亦不低于它，方称资金足够，此处数字均出自后者；"
        "最高概率的区间全部低于它，方称不可达成。"
    ),
    "report.required.care": (
        "可能还有更省的方案未被找到。每个数值自其条款首日起在整个期间有效，且可降至其范围的端点。企业"
        "对资金的反应是先验很宽的假设（award_response），文件未给出的价格亦为假设：见按假设定价的"
        "部分。"
    ),
    "report.required.held.no_price": (
        "以下各项账目中没有价格，若放开则等于无偿使用，故保持情景原值：{names}。"
    ),
    "report.required.held.apart": (
        "以下各项的资金属于资产或或有负债，不计入合计，故保持原值：{names}。"
    ),
    "report.required.held.only_money": (
        "以下各项在其范围两端之间只影响资金，在本模型中不影响任何企业，故保持原值：{names}。"
    ),
    "report.required.free": "以下各项账目中没有价格，仍按要求放开，其作用在此为无偿：{names}。",
    "report.required.failed": "测算的各种设定中共有 {failed:,} 次模拟失败，未计入。",
    "report.figure.required": "资金与达成概率：{goal}",
    "report.figure.required_money": "{first} 至 {last} 年应付的 P{percent}，万元",
    "report.figure.required_wanted": "所要概率 {percent}%",
    "report.figure.required_own": "原方案",
    "report.figure.required_needed": "所需 {money}",
    "report.figure.required_note": (
        "阶梯：不超过该资金时已核实的最高概率。线段：概率与资金的 95% 区间。"
    ),
    "report.figure.required_runs": (
        "每个方案 {confirmed:,} 次重复，均未用于搜索；种子 {seed}；参数取自先验。"
    ),
}
