"""The bill of a forecast, in Chinese."""

WORDS = {
    "report.money.unit": "单位：万元",
    "report.money.due_in": "{year} 年应付",
    "report.money.paid_in": "{year} 年实付",
    "report.money.paid_after": "{year} 年后支付",
    "report.money.years_between": "… 其间 {n} 年",
    "report.money.total": "应付合计",
    "report.money.later": "其中 {year} 年后支付",
    "report.money.stock_paid": "合计，若已认定的也奖励（R5）",
    "report.money.stock_not_paid": "合计，若已认定的不奖励",
    "report.money.parts": (
        "P80 指 80% 的重复中不超过的金额。各部分的分位数相加不等于合计的分位数。"
        "最后两列是均值的两个组成部分。"
    ),
    "report.money.care": ("名义价格；不含人员经费。资产、或有事项和他方支付（备查）从不计入支出。"),
    "report.money.contingent": "另列，或有：{payer}，代偿减追回",
    "report.money.asset": "另列，资产：{event}（{payer}）",
    "report.money.memo": "另列，备查：{payer}",
    "report.money.never": "其中各年预算均未支付",
    "report.money.due_later": "未计入：{year} 年后已确定应付",
    "report.money.arrears": "{year} 年末结转未付",
    "report.money.unpriced": "未计价、不在任何合计中：{levers}",
    "report.money.unpriced_one": "{lever} {clause}（{reason}）",
    "report.column.text": "按文件计价",
    "report.column.assumption": "按假设计价",
    "report.head.arrears": "等待下一年度预算的款项",
}
