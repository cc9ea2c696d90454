"""Chinese words of the budget workbook and of `srdi report`."""

WORDS = {
    "cli.report.about": "把一次完成的运行写成报告、工作簿或 csv",
    "cli.help.format": "格式，以逗号分隔：html、xlsx、csv（html,xlsx）",
    "cli.help.budget_year": "三年测算的第一年（期内最后三年之首年）",
    "cli.help.csv_as_is": "csv 中形似公式的文字前不加引号",
    "error.report.unknown_format": "没有这种格式：{given}；可用的有：{known}",
    "error.report.budget_year": "预算年度 {given} 不在 {first}–{last} 年之内",
    "error.report.amount_too_large": (
        "金额 {given} 分超出工作簿所能精确记录的 10 万亿元；请检查情景中的金额"
    ),
    # names and titles of sheets
    "sheet.name.summary": "摘要",
    "sheet.name.targets": "目标达成",
    "sheet.name.by_year_and_clause": "分年度分条款",
    "sheet.name.by_payer": "分资金来源",
    "sheet.name.three_years": "三年测算",
    "sheet.name.contingent": "或有负债",
    "sheet.name.assumptions": "假设与口径",
    "sheet.name.detail": "明细",
    "sheet.name.lines": "明细逐笔",
    "sheet.name.figures": "附图",
    "sheet.title.summary": "资金测算摘要：{name}",
    "sheet.title.targets": "目标达成情况预测",
    "sheet.title.by_year_and_clause": "分年度、分条款支出测算表",
    "sheet.title.by_payer": "分资金来源支出测算表",
    "sheet.title.three_years": "三年支出测算表（{first}–{last} 年，按支付年度）",
    "sheet.title.contingent": "资产与或有负债表（不计入支出）",
    "sheet.title.assumptions": "假设与口径",
    "sheet.title.detail": "支出明细表（全部重复的均值）",
    "sheet.title.lines": "支出明细逐笔表（一次重复）",
    "sheet.title.figures": "附图",
    "sheet.table.money": "一、资金",
    "sheet.table.chances": "二、目标",
    "sheet.table.targets": "一、目标与达成概率",
    "sheet.table.firms": "二、各层级企业数（年末）",
    "sheet.table.definitions": "一、口径",
    "sheet.table.reading": "二、对文件未定问题的解读",
    "sheet.table.prices": "三、计价依据（期内应付，均值）",
    "sheet.table.unpriced": "四、未计入数字的事项与风险",
    "sheet.table.priors": "五、未知因素：先验与来源",
    "sheet.table.made": "六、生成信息",
    # around the tables
    "sheet.about": "情景：{name}；期间：{period}",
    "sheet.to_fill": "填报单位：（待填） 编制：（待填） 审核：（待填） 日期：（待填）",
    "sheet.noted": "注{n}：",
    "sheet.page": "第 &P 页，共 &N 页",
    "sheet.one_replication": (
        "所列为第 {number} 次重复（种子 {seed}），其市本级与旗区应付合计恰为全部重复的 P{percent}"
        "：{amount} 万元。"
    ),
    "sheet.csv.money": "{head}（万元）",
    "sheet.csv.sheet": "表",
    "sheet.csv.note": "说明",
    # labels
    "sheet.column.place": "序号",
    "sheet.column.side": "口径",
    "sheet.column.figure": "指标",
    "sheet.column.item": "项目",
    "sheet.column.kind": "性质",
    "sheet.column.counts": "计入合计",
    "sheet.column.clause": "条款",
    "sheet.column.event": "事项",
    "sheet.column.tier": "层级",
    "sheet.column.banner": "旗区",
    "sheet.column.firm_id": "企业编号",
    "sheet.column.payer": "支付方",
    "sheet.column.basis": "计价依据",
    "sheet.column.year_due": "应付年度",
    "sheet.column.month_due": "应付月份",
    "sheet.column.year_paid": "支付年度",
    "sheet.column.amount": "金额",
    "sheet.column.low80": "80% 下限",
    "sheet.column.high80": "80% 上限",
    "sheet.column.chance": "达成概率",
    "sheet.column.low95": "95% 下限",
    "sheet.column.high95": "95% 上限",
    "sheet.column.of": "重复次数",
    "sheet.column.word": "把握程度",
    "sheet.column.define": "名称",
    "sheet.column.meaning": "含义",
    "sheet.column.lever": "政策工具",
    "sheet.column.reason": "未计价的原因",
    "sheet.column.name": "名称",
    "sheet.column.prior": "先验",
    "sheet.column.role": "用法",
    "sheet.column.unit": "单位",
    "sheet.column.confidence": "可信度",
    "sheet.column.source": "来源",
    "sheet.column.made": "项目",
    "sheet.column.value": "内容",
    "sheet.side.due": "应付",
    "sheet.side.paid": "实付",
    "sheet.figure.mean": "均值",
    "sheet.figure.text": "均值：按文件",
    "sheet.figure.assumption": "均值：按假设",
    "sheet.figure.p50": "P50",
    "sheet.figure.p80": "P80",
    "sheet.figure.p95": "P95",
    "sheet.figure.contingency": "P80 − P50",
    "sheet.total.mean": "合计（均值）",
    "sheet.total.p50": "合计 P50",
    "sheet.total.p80": "合计 P80",
    "sheet.total.p95": "合计 P95",
    "sheet.total.contingency": "预备：P80 − P50",
    "sheet.money.before": "{year} 年前",
    "sheet.money.three": "三年合计",
    "sheet.money.later": "{year} 年后",
    "sheet.money.never": "不再支付",
    "sheet.money.all": "合计",
    "sheet.committed": "{year}（仅已形成的）",
    "sheet.every_payer": "市本级与旗区",
    "sheet.of_which": "其中：{name}",
    "sheet.memo": "备查：{name}",
    "sheet.no_banner": "不分旗区",
    "sheet.paid_by": "{event}（{payer}）",
    "sheet.net_calls": "净代偿（代偿减追回）",
    "sheet.none": "无",
    "sheet.counts.yes": "是",
    "sheet.counts.no": "否",
    "sheet.kind.expenditure": "支出",
    "sheet.kind.memo": "备查",
    "sheet.kind.asset": "资产",
    "sheet.kind.contingent": "或有",
    "sheet.basis.text": "文件",
    "sheet.basis.assumption": "假设",
    "sheet.fund.limit": "可担保的上限",
    "sheet.fund.backed": "在保贷款",
    "sheet.fund.exposed": "敞口：在保贷款全部违约时的损失",
    "sheet.fund.calls": "代偿",
    "sheet.fund.recoveries": "追回",
    "sheet.fund.unmet": "补偿金无力承担的损失",
    "sheet.fund.left": "补偿金年末余额",
    "sheet.made.name": "情景",
    "sheet.made.sha256": "情景 SHA-256",
    "sheet.made.seed": "随机种子",
    "sheet.made.replications": "重复次数",
    "sheet.made.failed": "失败而未计入的重复",
    "sheet.made.parameters": "参数",
    "sheet.made.edits": "载入后的改动",
    # notes
    "sheet.note.quantiles": (
        "P50、P80、P95 指 50%、80%、95% 的重复中不超过的金额。各年度、各条款、各来源的分位数相加"
        "不等于合计的分位数，请勿相加。"
    ),
    "sheet.note.contingency": "P80 − P50 为使把握由五成提高到八成所需的预备金额。",
    "sheet.note.figures": (
        "每一行只看“指标”一列所示的一种数：均值、其中按文件与按假设计价的部分、P50、P80、P95、"
        "P80 − P50。"
    ),
    "sheet.note.means_add": (
        "只有均值可以相加。合计由各次重复的合计算出，与分项之和相差不超过四舍五入。"
    ),
    "sheet.note.nominal": "名义价格；不含人员经费。资产、或有事项和他方支付（备查）不计入支出。",
    "sheet.note.apart": "“另列”各行均不计入应付合计；担保补偿金本金是资产，代偿是或有负债。",
    "sheet.note.chance": (
        "概率的区间为按重复次数计算的威尔逊 95% 区间；未计价的事项见“假设与口径”第四部分。"
    ),
    "sheet.note.trace": "各数可追溯至“明细”和“明细逐笔”，再追溯至运行文件夹中的 ledger.parquet。",
    "sheet.note.due_paid": (
        "应付：在该年度形成的支付义务；实付：在该年度支付的金额。合计为 {last} 年底前形成的义务，"
        "两种口径相同。"
    ),
    "sheet.note.purses": (
        "合计只含市本级与旗区。“其中”各行为旗区支付的部分；“备查”为自治区和中央支付，不计入合计。"
    ),
    "sheet.note.three_years": (
        "按支付年度编列，因为预算按支付年度安排。默认取期内最后三年：三年都经完整模拟；可用 "
        "--budget-year 改为其他年度。"
    ),
    "sheet.note.committed": (
        "{last} 年以后的年度未经模拟，只列 {last} 年底前已形成的义务，不是该年度的全部需要。"
    ),
    "sheet.note.no_baseline": (
        "本表为新政策的全部支出，未扣除原有基数；与另一方案的差额用 srdi compare 计算。"
    ),
    "sheet.note.contingent": (
        "或有负债：担保风险补偿金对不良贷款的代偿，视违约而定；预期为均值，P95 为九成五把握不超过"
        "的数。追回于次年入账，记为负数。"
    ),
    "sheet.note.exposure": (
        "可担保的上限为补偿金余额乘以放大倍数；敞口不超过补偿金余额。上限、在保、敞口和余额为年末"
        "数，各年不可相加，故合计为“–”。敞口不是支出，任何时候不得与支出相加。"
    ),
    "sheet.note.asset": ("补偿金本金和基金股权是资产的转换，不是支出，但需在当年安排资金。"),
    "sheet.note.counted": (
        "“计入合计”为“是”的，是市本级与旗区在期内应付的支出；其余为备查、资产、或有，或期后应付。"
    ),
    "sheet.note.detail": "每行为一组相同的账目在全部重复中的均值；可用筛选查看。",
    "sheet.note.lines": (
        "企业编号为模拟企业，不对应真实企业；“–”表示支付对象不是企业。合计为“计入合计”为“是”的各"
        "笔之和。"
    ),
    # definitions
    "sheet.define.unit": "单位",
    "sheet.meaning.unit": "万元，显示两位小数；单元格中存有精确到分的数值，没有公式。",
    "sheet.define.payers": "支出范围",
    "sheet.meaning.payers": "市本级与旗区支付的支出；自治区和中央的列为备查。",
    "sheet.define.due": "应付",
    "sheet.meaning.due": "按文件和解读在该年度形成的支付义务（权责发生）。",
    "sheet.define.paid": "实付",
    "sheet.meaning.paid": "在该年度支付的金额（收付实现）；支付时间按解读 R12。",
    "sheet.define.quantile": "P50、P80、P95",
    "sheet.meaning.quantile": (
        "50%、80%、95% 的重复中不超过的金额，取实际出现的数值。分位数相加不等于合计的分位数。"
    ),
    "sheet.define.contingency": "P80 − P50",
    "sheet.meaning.contingency": "预备金额：把握由五成提高到八成所需。",
    "sheet.define.mean": "均值",
    "sheet.meaning.mean": "全部重复的平均，四舍五入到分；只有均值可以相加。",
    "sheet.define.chance": "达成概率",
    "sheet.meaning.chance": "达成目标的重复所占比例，附威尔逊 95% 区间和重复次数。",
    "sheet.define.kinds": "资产、或有、备查",
    "sheet.meaning.kinds": "补偿金本金和基金股权；补偿金的代偿与追回；他方支付。三者均不计入支出。",
    "sheet.define.basis": "计价依据",
    "sheet.meaning.basis": "文件列明金额的按文件；未列的按第五部分的先验假设（R16），分开列示。",
    "sheet.define.prices": "价格",
    "sheet.meaning.prices": "名义价格，不折现；不含人员经费。",
    "sheet.define.part_year": "首年",
    "sheet.meaning.part_year": "自 {start} 起，{first} 年不足一年。",
    "sheet.define.three_years": "三年测算",
    "sheet.meaning.three_years": "预算年度及其后两年；{last} 年以后只列已形成的义务。",
    "sheet.define.firms": "企业",
    "sheet.meaning.firms": "按公布数据合成的企业，不是真实名录。",
}
