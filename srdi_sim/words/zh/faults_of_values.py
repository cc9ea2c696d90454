"""What is wrong with a key or its value, and the kinds of value, in Chinese."""

WORDS = {
    # joints
    "fault.comma": "、",
    "fault.or": " 或 ",
    "fault.did_you_mean": "；是否想写 {suggestion}？",
    # money and quantities
    "fault.money_needs_unit": "给出的 {given} 没有单位；金额写成 10万、1.5亿 或 100000元",
    "fault.money_unreadable": "“{given}”不是金额；金额写成 10万、1.5亿 或 100000元；请写数和单位",
    "fault.money_negative": "给出的是 {given}；金额不能为负；请写 0元 或更多",
    "fault.money_too_fine": "给出的是 {given}；最小金额是 0.01元；请取整到分",
    "fault.money_too_large": "给出的是 {given}；最多可记 {most}；请检查单位",
    "fault.full_width": "“{given}”含全角字符；只能读取半角；请重新输入",
    "fault.share_unreadable": "“{given}”不是比例；比例写成 80% 或 0.8；请写一个数",
    "fault.share_out_of_range": "给出的是 {given}；比例在 0 与 1（0% 与 100%）之间；请改正",
    "fault.count_unreadable": "“{given}”不是整数；只允许数字；请写成 1200 这样",
    "fault.count_negative": "给出的是 {given}；个数不小于 0；请写更大的数",
    # what the keys say
    "fault.unknown_key": "没有“{given}”这个键；可用的有：{allowed}",
    "fault.missing_key": "缺少这个键；应为{wanted}；请补上",
    "fault.wrong_type": "{given} 是{found}；应为{wanted}；请改正",
    "fault.not_one_of": "给出的是“{given}”；可用的有：{allowed}",
    "fault.too_small": "给出的是 {given}；不得小于 {least}；请写更大的",
    "fault.too_large": "给出的是 {given}；不得大于 {most}；请写更小的",
    "fault.not_above": "给出的是 {given}；必须大于 {least}；请写更大的",
    "fault.not_below": "给出的是 {given}；必须小于 {most}；请写更小的",
    "fault.too_few": "给出 {given} 项；至少要有 {least} 项；请补充",
    "fault.too_many": "给出 {given} 项；最多允许 {most} 项；请删减",
    "fault.too_long": "文字有 {given} 个字符；最多允许 {most} 个；请缩短",
    "fault.not_unique": "“{given}”出现不止一次；每项只能出现一次；请删去一个",
    "fault.wrong_date": "“{given}”不是日期；日期写成 2022-07-12；请改正",
    "fault.wrong_order": "给出的是 {given}；顺序必须是 {allowed}；请重排",
    "fault.ends_before_start": "结束于 {given}，却开始于 {start}；请改正其中一个",
    "fault.outside_period": "给出的是 {given}；期间是 {start} 至 {end}；请选其中的年份",
    "fault.wrong_format_version": (
        "文件格式版本是 {given}；本程序可读 {allowed}；请更新文件或程序"
    ),
    "fault.exactly_one_of": "以下各项必须恰好写一项：{allowed}；请写一项",
    "fault.sum_not_one": "各份额之和是 {given}；整体的份额之和为 1；请改正其中一项",
    "fault.rung_without_rules": "没有认定“{given}”的规则集；请增加一个，或在 with 下写明其文件",
    "fault.slots_overlap": (
        "该组企业占用第 {start} 至 {given} 号；只有到 {most} 号可用；请另选编号"
    ),
    # kinds of value
    "fault.seeds_later": (
        "给出的是 {given}；种子企业的称号在起点即已持有，只允许 {start}；请删去该年"
    ),
    "fault.seeds_attracted": "给出的是 true；种子企业在起点即在本市，只允许 false；请删去",
    "fault.not_yes_or_no": (
        "给出的是 0 与 1 之间的数；只允许 1（是）和 0（否）；请写 {{chance: p}}，p 为“是”的概率"
    ),
    "type.text": "文字",
    "type.whole_number": "整数",
    "type.number": "数",
    "type.truth": "true 或 false",
    "type.date": "日期（2022-07-12）",
    "type.year": "年份",
    "type.list": "列表",
    "type.mapping": "键和值",
    "type.nothing": "空值",
    "type.money": "金额（10万、1.5亿、100000元）",
    "type.share": "比例",
    "type.count": "个数",
    "type.file_name": "文件名",
    "type.value": "值",
    "type.month": "月份（2022-06）",
    "type.distribution": "分布（fixed、uniform、normal 等）",
}
