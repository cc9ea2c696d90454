"""The words of the budget in Chinese: tables of money at a confidence, and published payments."""

WORDS = {
    "warning.no_line_of_clause": (
        "已公布的支付 {name} 属于条款 {clause}，而本政策的账目中没有这一条款：其下无任何支付"
    ),
    "report.measure.guaranteed_amount": "担保风险补偿金所担保的贷款，万元",
    "report.measure.guarantee_limit": "风险补偿金可担保的上限，万元",
    "report.measure.fund_exposed": "全部违约时风险补偿金的损失，万元",
    "report.what.paid": "实付，{when}，万元",
    "report.paid_by": "{clauses}，{payers}",
    "cli.budget.about": "按年度、条款、支付方列出 P50、P80、P95 及所要把握下的资金",
    "cli.help.confidence": "不超过该金额的重复所占比例（0.8）",
    "cli.help.targets": (
        '资金所要达成的目标：TIER:YEAR、"TIER:YEAR>N"（加引号）、all（各目标分别及全部）'
    ),
    "cli.help.reconcile": (
        "将已公布的支付与每种解读、每种支付时滞对照：每种解读的重复次数由 -n 给出（{n}）"
    ),
    "error.budget.confidence": (
        "给出的是 --confidence {given}；请写大于 0 且小于 1 的比例，如 0.8 或 80%"
    ),
    "error.budget.too_large": (
        "全部重复的金额合计超过 {most}，无法精确求和到分；请检查情景中每个金额的单位"
    ),
    "error.goals.unreadable": (
        '无法读取目标“{given}”；请写 TIER:YEAR、"TIER:YEAR>N" 或 all；情景中有：{allowed}'
    ),
    "error.goals.no_such_target": (
        '情景中没有目标“{given}”；有：{allowed}；自定目标请写 "{given}>N"（加引号）'
    ),
    "error.goals.none_at_all": (
        '情景“{name}”没有目标，无从谈“all”；自定目标请写 "TIER:YEAR>N"（加引号）'
    ),
    "error.goals.outside_period": "目标“{given}”的年份在期间 {first} 至 {last} 之外",
    "error.reconcile.no_payment": (
        "没有 {first} 至 {last} 年已公布的支付：请在情景 observed 所指的文件中加入 `what: paid` 的"
        "观测"
    ),
    "error.reconcile.too_few": (
        "要求的或在每种解读下都完成的重复为 {given} 次；与支付对照至少需要 {least} 次"
    ),
    "report.budget.headline": (
        "{first} 至 {last} 年市本级与旗区应付：有 {percent}% 的把握不超过 {asked}（此估计的 95% 区"
        "间 {low} 至 {high}）；半数重复不超过 {p50}；预备额 P80 − P50 为 {contingency}。"
    ),
    "report.budget.few": (
        "{n} 次重复不足以给出此把握程度下完整的 95% 区间：区间端点即重复中的最大或最小值，"
        "真值落在其外的可能性或大于 5%。"
    ),
    "report.budget.goals": "现行政策所能达到的",
    "report.budget.due": "应付，按年度，万元",
    "report.budget.paid": "实付，按年度，万元",
    "report.budget.paid_total": "期末前实付合计",
    "report.budget.never": "各年预算均未支付",
    "report.budget.paid_later": "{last} 年底前应付、{year} 年支付",
    "report.budget.due_later": "未计入：{last} 年底前已发生、{year} 年应付",
    "report.budget.whole": "应付合计，万元，按条款、支付方与计价依据",
    "report.budget.crossed_due": "应付的 P{percent}，万元",
    "report.budget.crossed_paid": "实付的 P{percent}，万元",
    "report.budget.all_years": "各年合计",
    "report.budget.together": "全部合计",
    "report.budget.apart": "另列，不计入任何合计，万元",
    "report.budget.fund": "担保风险补偿金，万元",
    "report.budget.figure.mean": "均值",
    "report.budget.figure.p95": "P95",
    "report.budget.fund.limit": "可担保，{figure}",
    "report.budget.fund.backed": "在保，{figure}",
    "report.budget.fund.exposed": "全部违约之损失，{figure}",
    "report.budget.fund.calls": "代偿，{figure}",
    "report.budget.fund.recoveries": "追回，{figure}",
    "report.budget.fund.unmet": "未承担，{figure}",
    "report.budget.fund.left": "余额，{figure}",
    "report.budget.fund_note": (
        "或有事项，从不计入支出。可担保：补偿金余额乘以放大倍数；在保：当年所担保的贷款；全部违约"
        "之损失：其中补偿金应承担的部分，不超过其余额。代偿由补偿金支付；无力承担的由银行和担保机"
        "构承担。"
    ),
    "report.budget.parts": (
        "P80 指 80% 的重复中不超过的金额。分位数不能相加：合计的分位数及其预备额取自合计本身，并非"
        "各年、各条款或各支付方相加。期后应付只计期内已发生的事项；政策此后每年继续产生的不在其"
        "中。"
    ),
    "report.reconcile.figure": "已公布的支付：{amount} 万元（± {error}），{of}，{when} 年。",
    "report.reconcile.source": "来源：{source}；可信度{confidence}。",
    "report.reconcile.none": (
        "无一相符：{of} 种解读与支付时滞的组合中，没有一种使如此偏离的数字有 {level} 的可能。"
    ),
    "report.reconcile.one": "{of} 种解读与支付时滞的组合中有一种相符：{which}。",
    "report.reconcile.several": (
        "有多种相符：{of} 种解读与支付时滞的组合中有 {many} 种；仅凭这一数字无法在其中判定。"
    ),
    "report.reconcile.readings": "解读 · 实付，万元：中位数（95%）与 p",
    "report.reconcile.same": "支付与情景自身的解读完全相同：",
    "report.reconcile.note": (
        "p：每种解读 {n} 次重复、随机性相同，出现与公布值同样偏离的数字的双侧概率，已计入公布值的"
        "取整。✓：p 不小于 {level}。相符不等于正确：先验很宽的解读与许多数字相符。"
    ),
    "report.figure.budget_years": "各年资金：应付与实付",
    "report.figure.levels": "柱：P50 至 P95；横线与数字：P80。各年分位数不能相加。",
    "report.figure.payers": "由谁支付，按条款",
    "report.figure.payer_means": "{first} 至 {last} 年各次重复的均值；百分比为占该条款均值的份额。",
    "report.budget.asset": "资产：{event}（{payer}）",
    "report.budget.memo": "备查：{payer}",
}
