"""The words of the budget in Chinese: tables of money at a confidence, and published payments."""

BUDGET = {
    "warning.no_line_of_clause": (
        "已公布的支付 {name} 属于条款 {clause}，而本政策的账目中没有这一条款：其下无任何支付"
    ),
    "report.measure.guaranteed_amount": "担保风险补偿金所担保的贷款，万元",
    "report.measure.guarantee_limit": "风险补偿金可担保的上限，万元",
    "report.measure.fund_exposed": "全部违约时风险补偿金的损失，万元",
    "report.what.paid": "实付，{when}，万元",
    "report.paid_by": "{clauses}，{payers}",
}
