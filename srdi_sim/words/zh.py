"""The words in Chinese."""

FAULT = {
    # joints
    "fault.comma": "、",
    "fault.or": " 或 ",
    "fault.did_you_mean": "；是否想写 {suggestion}？",
    # the file
    "fault.file_missing": "文件“{given}”不存在；请检查文件名和文件夹",
    "fault.file_not_regular": "“{given}”是文件夹或设备；请指定一个 YAML 文件",
    "fault.file_unreadable": "文件“{given}”无法打开（{reason}）；请检查读取权限",
    "fault.file_too_large": (
        "文件有 {given:,} 字节；最多允许 {most:,} 字节；表格请放入数据文件（CSV、Excel 或 Parquet）"
    ),
    "fault.wrong_encoding": "文件编码是 {given}；只能读取 UTF-8；请另存为 UTF-8",
    "fault.unknown_encoding": "第 {line} 行的编码无法识别；只能读取 UTF-8；请另存为 UTF-8",
    "fault.bad_character": "此处有字符 {given}；只允许可显示的字符；请删除",
    "fault.tab_indent": "这一行用制表符缩进；只允许空格；请改为空格",
    "fault.empty_file": "文件没有内容；情景文件由键组成；请至少写上名称（name）",
    "fault.not_a_mapping": "文件内容是{found}；应当是键和值；请写成“name: 鄂尔多斯”这样的行",
    "fault.scenario_not_found": "没有名为“{given}”的文件或自带情景；自带的有：{allowed}",
    # YAML
    "fault.syntax": ("“{given}”附近不是有效的 YAML（{problem}）；请检查缩进、冒号后的空格和引号"),
    "fault.unreadable": "“{given}”附近不是有效的 YAML；请检查引号和反斜杠之后的内容",
    "fault.multiple_documents": "这里开始了第二个文档；一个文件只有一个；请删去“---”或拆成两个文件",
    "fault.yaml_version": "文件声明 YAML {given}；只能读取 1.2；请删去这一声明",
    "fault.tag": "写了标签“{given}”；不允许使用标签；请删去",
    "fault.anchor": "写了锚点“&{given}”；不允许使用锚点；请删去",
    "fault.alias": "写了引用“*{given}”；不允许使用引用；请直接写出值",
    "fault.merge_key": "写了合并键“<<”；不允许使用；请用 extends，或直接写出",
    "fault.duplicate_key": "键“{given}”重复；每个键只能写一次，首次在第 {first} 行；请删去一个",
    "fault.key_not_text": '键是 {given}；键必须是文字；请加引号："{given}"',
    "fault.complex_key": "键是{found}；键必须是文字；请写一个词",
    "fault.too_deep": "嵌套超过 {most} 层；请减少层次",
    "fault.too_many_entries": (
        "行或条目超过 {most:,} 个；表格请放入数据文件（CSV、Excel 或 Parquet）"
    ),
    "fault.too_many_faults": "错误超过 {most} 处；其余部分未读；请先改正这些",
    "fault.not_finite": "给出的是 {given}；只允许有限的数；请写一个数",
    "fault.float_out_of_range": "给出的是 {given}；数的大小须在 1e-308 与 1e308 之间；请改写",
    "fault.integer_too_large": "给出的是 {given}；整数最多 64 位二进制；请检查位数",
    "fault.no_such_date": "给出的是 {given}；日历上没有这一天；请检查年、月、日",
    # extends and other file names
    "fault.extends_not_text": "给出的是{found}；extends 只写一个文件名；请写成 extends: 名称.yaml",
    "fault.extends_cycle": "{chain}：情景不能继承自己；请删去其中一个 extends",
    "fault.extends_too_deep": "extends 链超过 {most} 个文件；请缩短",
    "fault.path_empty": "文件名是空的；请写出文件名",
    "fault.path_bad_character": (
        "“{given}”中有字符 {character}；文件名只用文字、数字、. _ - 和 /；请给文件改名"
    ),
    "fault.path_absolute": (
        "“{given}”是绝对路径；只允许项目文件夹或自带库中的文件名；请把文件复制到那里"
    ),
    "fault.path_address": (
        "“{given}”是网址；只允许项目文件夹或自带库中的文件名；请把文件下载到那里"
    ),
    "fault.path_leaves_project": (
        "“{given}”指向项目文件夹“{project}”之外；只读取其中和自带库中的文件；请把文件复制到那里"
    ),
    "fault.path_not_found": "本文件旁和自带库中都没有“{given}”；请检查文件名",
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
}

TYPE = {
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

CLI = {
    "cli.about": "预测“专精特新”政策能达到什么、把握多大、花多少钱。",
    "cli.commands": "命令",
    "cli.run.about": "模拟一个情景并打印预测",
    "cli.check.about": "校验情景，一次列出全部错误，不运行",
    "cli.explain.about": "每个键的最终取值、设定它的文件和行、条款或来源",
    "cli.schema.about": "打印情景文件的 JSON Schema",
    "cli.verify.about": "按清单核对运行文件夹中的文件",
    "cli.help.help": "显示帮助并退出",
    "cli.help.version": "显示版本并退出",
    "cli.help.scenario": "情景文件，或随附情景的名称",
    "cli.help.replications": "重复次数（1000）",
    "cli.help.seed": "随机种子（1）",
    "cli.help.out": "运行文件夹（runs/名称-哈希-种子-次数）",
    "cli.help.workers": "本机进程数（全部核心）",
    "cli.help.lang": "输出语言",
    "cli.help.json": "只打印一个 JSON 对象",
    "cli.help.quiet": "除错误外不打印",
    "cli.help.key": "一个键，如 policy.awards[0].amount；显示其下全部键",
    "cli.help.folder": "运行文件夹",
    "cli.see_help": "；参见 {command} --help",
    "cli.help.usage": "用法：",
    "cli.help.arguments": "参数",
    "cli.help.options": "选项",
    "cli.interrupted": "已中断",
    "cli.run.progress": "重复",
    "cli.folder": "报告与数据：",
    "cli.run.failed": "第 {replication} 次重复失败：{message}",
    "cli.check.fine": "{count} 个情景有效",
    "cli.verify.fine": "{path}：全部文件与写入时一致",
}


REPORT = {
    "report.tag": "zh-CN",
    "report.name": "{name}",
    "report.colon": "：",
    "report.joint": "；",
    # tiers
    "report.tier.innovative": "创新型",
    "report.tier.municipal": "市级专精特新",
    "report.tier.regional": "自治区级专精特新",
    "report.tier.little_giant": "小巨人",
    "report.tier.champion": "单项冠军",
    "report.tier.none": "不分层级",
    "report.and_above": "{tier}及以上",
    # chances: a fixed scale; the number always stands beside the word
    "report.chance.almost_certain": "几乎肯定",
    "report.chance.very_likely": "很可能",
    "report.chance.likely": "较可能",
    "report.chance.even": "约各一半",
    "report.chance.unlikely": "较不可能",
    "report.chance.very_unlikely": "很不可能",
    "report.chance.almost_impossible": "几乎不可能",
    "report.chance.told": "{word}，{share}（{low}–{high}）",
    "report.chance.scale": (
        "概率用语：几乎肯定 99% 及以上，很可能 90% 及以上，较可能 66% 及以上，约各一半 33% 以上，"
        "较不可能 10% 以上，很不可能 1% 以上，几乎不可能 1% 及以下。"
    ),
    "report.chance.interval": "概率的区间为按重复次数计算的威尔逊 95% 区间。",
    # what binds
    "report.gate.not_eligible": "符合条件的企业不足",
    "report.gate.no_application": "符合条件而未申报",
    "report.gate.points": "评审得分不足",
    "report.gate.review": "复核未通过",
    "report.gate.places": "上级名额不足",
    "report.gate.lapse": "称号随企业关闭或层级取消而失效",
    "report.gate.budget": "资金不足",
    "report.gate.none": "–",
    "report.gate.told": "{gate}（占未达标的 {share}）",
    # the reading
    "report.reading_is": "对文件的解读：",
    "report.reading": "对文件的解读",
    "report.sampled": "未定：按先验抽取",
    "report.question.exceed": "“突破”是否包括本数？",
    "report.answer.exceed.more_than": "不包括，须大于该数",
    "report.answer.exceed.at_least": "包括，达到即可",
    "report.question.nesting": "高一级称号是否计入低一级？",
    "report.answer.nesting.nested": "计入以下各级",
    "report.answer.nesting.innovative_apart": "计入，但创新型单独计数",
    "report.answer.nesting.disjoint": "不计入，每家只按最高称号计一次",
    "report.question.counting": "哪些称号计数？",
    "report.answer.counting.valid_stock": "12 月 31 日仍有效的",
    "report.answer.counting.ever_recognised": "曾经认定过的全部",
    "report.question.stock_already_recognised": "文件印发前“已认定”的是否奖励？",
    "report.answer.stock_already_recognised.paid": "奖励",
    "report.answer.stock_already_recognised.not_paid": "不奖励",
    "report.question.stacking": "多个称号的奖励如何叠加？",
    "report.answer.stacking.cumulative": "每个称号各奖一次，全额",
    "report.answer.stacking.top_up": "只补足到较高奖励的差额",
    "report.answer.stacking.highest_only": "只奖最高称号",
    "report.question.champion_award": "哪些单项冠军获奖励？",
    "report.answer.champion_award.new_only": "只限新认定的",
    "report.answer.champion_award.also_existing": "已有的也奖励",
    "report.question.municipal_rung_until": "市级称号认定到哪一年？",
    "report.question.municipal_titles_after": "此后市级称号如何处理？",
    "report.answer.municipal_titles_after.stay": "继续计数",
    "report.answer.municipal_titles_after.lapse": "到期失效",
    "report.question.province_innovative_award": "自治区认定的创新型是否得市级奖励？",
    "report.answer.province_innovative_award.paid": "奖励",
    "report.answer.province_innovative_award.not_paid": "不奖励",
    "report.question.second_award": "失效后重新获得称号是否再奖？",
    "report.answer.second_award.none": "不再奖",
    "report.answer.second_award.after_lapse": "再奖",
    "report.question.city_share": "市本级承担奖励的比例（其余由旗区承担）？",
    "report.question.payment_year": "奖励何时支付？",
    "report.answer.payment_year.same_year": "应付当年",
    "report.answer.payment_year.next_year": "次年",
    "report.question.regional_needs_innovative": "申报自治区级是否须先为创新型？",
    "report.answer.regional_needs_innovative.yes": "是",
    "report.answer.regional_needs_innovative.no": "否",
    "report.question.early_titles_count_as_innovative": (
        "早于创新型层级设立的称号是否计入创新型？"
    ),
    "report.answer.early_titles_count_as_innovative.yes": "计入",
    "report.answer.early_titles_count_as_innovative.no": "不计入",
    "report.short.exceed.more_than": "“突破”不含本数",
    "report.short.exceed.at_least": "“突破”含本数",
    "report.short.nesting.nested": "高级计入低级",
    "report.short.nesting.innovative_apart": "高级计入低级，创新型单计",
    "report.short.nesting.disjoint": "只按最高称号计",
    "report.short.counting.valid_stock": "12 月 31 日有效",
    "report.short.counting.ever_recognised": "曾经认定",
    "report.short.stacking.cumulative": "每个称号各奖一次",
    "report.short.stacking.top_up": "补足差额",
    "report.short.stacking.highest_only": "只奖最高",
    # money
    "report.payer.city": "市本级",
    "report.payer.banner": "旗区",
    "report.payer.region": "自治区",
    "report.payer.centre": "中央",
    "report.payer.guarantee_fund": "担保风险补偿金",
    "report.payer.investment_fund": "投资基金",
    "report.payer.enterprise": "企业",
    "report.basis.text": "按文件金额计价",
    "report.basis.assumption": "按假设金额计价",
    "report.clause.二(一)": "培育库",
    "report.clause.二(二)": "重点领域",
    "report.clause.二(三)": "称号奖励",
    "report.clause.二(四)": "创新载体",
    "report.clause.二(五)": "质量与标准",
    "report.clause.二(六)": "园区",
    "report.clause.二(七)": "数字化与绿色化",
    "report.clause.二(八)": "信贷与担保",
    "report.clause.二(九)": "投资基金",
    "report.clause.二(十)": "要素保障",
    "report.clause.二(十一)": "人才",
    "report.clause.二(十二)": "市场与展会",
    "report.clause.二(十三)": "培训",
    "report.clause.二(十四)": "服务平台",
    "report.clause.三(一)": "组织与考核",
    "report.clause.三(二)": "两级培育库与走访",
    "report.clause.三(三)": "宣传",
    "report.money.unit": "单位：万元",
    "report.money.due_in": "{year} 年应付",
    "report.money.paid_in": "{year} 年实付",
    "report.money.paid_after": "{year} 年后支付",
    "report.money.total": "应付合计",
    "report.money.later": "其中 {year} 年后支付",
    "report.money.stock_paid": "合计，若已认定的也奖励（R5）",
    "report.money.stock_not_paid": "合计，若已认定的不奖励",
    "report.money.contingent": "另列，或有：{payer}",
    "report.money.memo": "另列，备查：{payer}",
    "report.money.parts": (
        "P80 指 80% 的重复中不超过的金额。各部分的分位数相加不等于合计的分位数。"
    ),
    "report.money.unpriced": "未计价、不在任何合计中：{clauses}",
    "report.money.care": (
        "名义价格；不含人员经费。或有事项和他方支付（备查）从不计入支出。"
    ),
    # headings and columns
    "report.head.title": "预测与初步预算",
    "report.head.targets": "目标",
    "report.head.counts": "各层级企业数",
    "report.head.curves": "达到多少家的概率",
    "report.head.bill": "资金测算",
    "report.head.by_year": "按年度",
    "report.head.paid": "实付时间",
    "report.head.by_clause": "按条款",
    "report.head.by_payer": "由谁支付",
    "report.head.by_basis": "计价依据",
    "report.head.apart": "另列，不计入合计",
    "report.head.stock": "未定问题 R5",
    "report.head.observed": "已公布数据与预测对照",
    "report.head.uncertainties": "未知因素：假设与来源",
    "report.head.made": "生成信息",
    "report.column.target": "目标",
    "report.column.wanted": "目标值",
    "report.column.median": "中位数",
    "report.column.interval80": "80% 区间",
    "report.column.chance": "达成概率（95% 区间）",
    "report.column.binds": "制约因素",
    "report.column.first_met": "首次达成",
    "report.column.cost": "市本级与旗区，万元",
    "report.column.year": "年度",
    "report.column.mean": "均值",
    "report.column.contingency": "P80 − P50",
    "report.column.due": "应付",
    "report.column.paid": "实付",
    "report.column.clause": "条款",
    "report.column.payer": "支付方",
    "report.column.basis": "依据",
    "report.column.number": "序号",
    "report.column.question": "问题",
    "report.column.answer": "解读",
    "report.column.figure": "数据",
    "report.column.when": "时间",
    "report.column.observed": "公布值",
    "report.column.interval95": "95% 区间",
    "report.column.percentile": "百分位",
    "report.column.note": "备注",
    "report.column.confidence": "可信度",
    "report.column.source": "来源",
    "report.column.name": "名称",
    "report.column.role": "用法",
    "report.column.prior": "先验",
    "report.column.unit": "单位",
    "report.total": "合计",
    "report.all_targets": "全部目标",
    "report.years": "{first}–{last} 年",
    "report.target": "{tier}，{year} 年",
    "report.never": "未达成",
    # sentences
    "report.runs": "{n:,} 次重复，种子 {seed}",
    "report.failed": "{failed:,} 次重复失败，未计入。",
    "report.parameters.prior": "参数取自先验，均未拟合",
    "report.headline.all": "{n} 项目标全部达成：{chance}。",
    "report.headline.met": "达成可能性过半：{targets}。",
    "report.headline.missed": "达成可能性不足一半：{targets}。",
    "report.headline.cost": (
        "{first}–{last} 年市本级与旗区应付 {p50}（P50）；有八成把握不超过 {p80}，"
        "有九成五把握不超过 {p95}。"
    ),
    "report.note.width": (
        "区间宽度来自先验、未定的解读和随机性；目前尚未用数据学习任何参数。"
    ),
    "report.note.binds": (
        "制约因素：在未达标的重复中，从申报到称号有效的各关口里，自身损失足以弥补缺口的最后一关；"
        "由先验得出，并非由数据学得。目标在过半重复中达成的，不列。"
    ),
    "report.note.first_met": (
        "首次达成：到该年末，至少一半的重复曾达到目标值。"
    ),
    "report.note.observed": (
        "百分位：公布值在预测分布中的位置，已计入公布值本身的误差。在 2.5 与 97.5 之间即落在中央 95% 内。"
    ),
    "report.note.start": "初始条件，不作证据",
    "report.note.outside": "在区间外",
    "report.note.data": "本图数据",
    "report.what.stock": "有效称号，{when}",
    "report.what.flow": "当年认定，{when}",
    "report.made.hash": "情景 SHA-256",
    "report.made.version": "程序版本",
    "report.made.runs": "模拟",
    "report.made.interval": "区间",
    "report.made.intervals": (
        "企业数与金额：各次重复中实际出现的分位数；概率：威尔逊 95% 区间"
    ),
    # figures
    "report.figure.firms": "年末企业数",
    "report.figure.fan": "{tier}：预测",
    "report.figure.told": "{title}；{year} 年：中位数 {median}，80% 区间 {low}–{high}",
    "report.figure.bands": "深浅：50%、80%、90% 的重复；线与点：中位数。",
    "report.figure.spread": "此解读下的模型离散，不是历史预测误差",
    "report.figure.target": "目标 {wanted}",
    "report.figure.observed": "已公布",
    "report.figure.start": "已公布，模型起点",
    "report.figure.bar": "公布值的竖线：其自身标准差的 ±2 倍。",
    "report.figure.award_bill": "称号奖励，按应付年度",
    "report.figure.wan": "万元",
    "report.figure.p80": "当年 P80",
    "report.figure.stacks": (
        "柱：各次重复的均值；标记：P80。各年分位数相加不等于合计的分位数。"
    ),
    "report.figure.curve": "{tier}，{year} 年：企业数超过 k 的概率",
    "report.figure.more_than": "k（家）",
    "report.figure.chances": "各目标的达成概率",
    "report.figure.chance_axis": "概率",
    "report.figure.wilson": "横线：按重复次数计算的威尔逊 95% 区间。",
    "report.figure.n": "n = {n:,}",
    # priors
    "report.prior.fixed": "{value:g}",
    "report.prior.uniform": "均匀，{low:g} 至 {high:g}",
    "report.prior.triangular": "三角，{low:g} 至 {high:g}，峰 {mode:g}",
    "report.prior.normal": "正态，均值 {mean:g}，标准差 {sd:g}",
    "report.prior.lognormal": "对数正态，中位数 {median:g}，sigma {sigma:g}",
    "report.prior.beta": "贝塔，均值 {mean:g}，权重 {weight:g}，范围 {low:g} 至 {high:g}",
    "report.prior.whole": "整数，{low:g} 至 {high:g}",
    "report.prior.chance": "以概率 {p:g} 取 1",
    "report.prior.choice": "取自 {choices}",
    "report.prior.poissonplus": "{add:g} 加均值 {mean:g} 的泊松数，至多 {most:g}",
    "report.prior.from": "{year} 年起：{prior}",
    "report.prior.yearly": "逐年：{prior}",
    "report.prior.cut": "，截于 {low} 至 {high}",
    "report.role.fitted": "待拟合",
    "report.role.sampled": "抽样",
    "report.role.fixed": "固定",
    "report.role.off": "关闭",
    "report.confidence.high": "高",
    "report.confidence.medium": "中",
    "report.confidence.low": "低",
}

WARNING = {
    "warning.rules_not_found": (
        "未找到 {text} 中自 {since} 年起适用于层级 {tier} 的规则；仍沿用此前的规则"
    ),
}

RUN = {
    "error.run.locked": (
        "{host} 上的进程 {pid} 自 {since} 起正在写入 {path}；请等它结束，或用 --out 另选文件夹；"
        "若该进程已不存在，请删除 {lock}"
    ),
    "error.run.cannot_lock": "{path}：不能加锁（{reason}）；请用 --out 选本地文件夹",
    "error.run.cannot_write": "{path}：无法写入（{reason}）；请用 --out 另选文件夹",
    "error.run.no_worker": (
        "无法启动进程（{reason}）；请试 --workers 1；自己的脚本须把运行的部分写在 "
        'if __name__ == "__main__" 之下'
    ),
    "error.run.all_failed": "{replications} 次模拟全部失败；第一次：{message}",
    "error.run.no_replications": "要求模拟 {given} 次；至少须 1 次",
    "error.run.interrupted": "共 {total} 次，已保存 {stored} 次；用同一命令继续（--out {path}）",
    "error.run.another": (
        "{path} 中是另一次运行，不同之处：{different}；未作改动；请用 --out 另选文件夹，或移走它"
    ),
    "error.run.folder_not_empty": (
        "{path} 中有其他文件（{found}）；未作任何改动；请用 --out 另选文件夹"
    ),
    "error.run.not_a_folder": "{path} 不是文件夹；请用 --out 另选",
    "error.run.not_finished": "{path} 中没有完成的运行；若曾开始，用当时的命令可以继续",
    "error.run.plan_damaged": "{path} 与写入时不同，无法继续这次运行；请移走其文件夹",
    "error.run.chunk_damaged": "{path} 与写入时不同；请再运行同一命令",
    "error.run.manifest_damaged": "{path} 与写入时不同；请移走其文件夹，再运行同一命令",
    "error.run.file_missing": "{path}：缺少文件 {file}；请移走该文件夹，再运行同一命令",
    "error.run.file_changed": "{path}：文件 {file} 与写入时不同；请移走该文件夹，再运行同一命令",
    "error.run.other_scenario": "{path} 是当时的“{name}”的运行；请给出所模拟的情景",
    "error.rules.cannot_travel": "替换的规则不能传给其他进程（{reason}）；请只用一个进程",
    "note.run.compiling": "正在编译规则，以后的运行不再需要",
    "note.run.no_cache": (
        "编译好的规则无处保存，每个进程都须重新编译：请把 SRDI_CACHE_DIR 设为可写的文件夹"
    ),
}

WORDS = {**FAULT, **TYPE, **WARNING, **CLI, **REPORT, **RUN}
