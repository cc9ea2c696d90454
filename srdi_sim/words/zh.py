"""The words in Chinese."""

from srdi_sim.words.zh_backtest import BACKTEST
from srdi_sim.words.zh_budget import BUDGET
from srdi_sim.words.zh_calibrate import CALIBRATE
from srdi_sim.words.zh_optimise import NAMES, OPTIMISE
from srdi_sim.words.zh_required import REQUIRED
from srdi_sim.words.zh_sensitivity import SENSITIVITY, UNCERTAINTIES
from srdi_sim.words.zh_sheets import SHEETS
from srdi_sim.words.zh_update import UPDATE

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
    "fault.file_of_cases": (
        "“{given}”是手算案例文件，不是情景；srdi check 检查它，make test 运行它"
    ),
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
    "fault.posterior_not_read": ("无法读取后验“{given}”（{why}）；请写 srdi calibrate 生成的文件"),
    "fault.posterior_of_other_priors": (
        "后验“{given}”是在先验“{priors}”下拟合的，而此处的先验是“{own}”；"
        "请写 posterior: null，或用 srdi calibrate 重新拟合"
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
    "fault.seeds_later": (
        "给出的是 {given}；种子企业的称号在起点即已持有，只允许 {start}；请删去该年"
    ),
    "fault.seeds_attracted": "给出的是 true；种子企业在起点即在本市，只允许 false；请删去",
    "fault.not_yes_or_no": (
        "给出的是 0 与 1 之间的数；只允许 1（是）和 0（否）；请写 {{chance: p}}，p 为“是”的概率"
    ),
    # 政策原文
    "fault.contradicts": "“{given}”与“{other}”并存；二者互斥；请去掉一个",
    "fault.not_in_text": "“{given}”不在“{text}”之中；请从中照抄",
    "fault.text_differs": "写的是 {given}；此处文字的校验值是 {digest}；请与原文对照",
    "fault.sentence_not_held": (
        "{clause}“{text}”：没有政策手段承载这句话，也没有说明原因；请写出 levers，或说明为何没有"
    ),
    "fault.sentence_not_priced": (
        "{clause}“{text}”：这句话没有费用科目，也没有说明原因；请写出 line，或以 no_line 说明"
    ),
    "fault.lever_not_in_text": (
        "政策手段“{given}”不在任何一句话中；请写到某句之下，或在 elsewhere 说明原因"
    ),
    # what one part of a policy says beside another
    "fault.of_clause": "{clause}：{message}",
    "fault.before_document": "自 {given} 起，早于所依据的文件（{signed}）；请改为当日或以后",
    "fault.no_such_rung": (
        "梯度中没有“{given}”这一层级；现有：{allowed}；请删去该奖励，或增加该层级"
    ),
    "fault.rung_has_ended": (
        "自 {given} 起，而层级“{tier}”最后在 {last} 年认定；"
        "请提前，或让该层级延续（解读 R8、R18，或梯度）"
    ),
    "fault.rung_not_begun": "至 {given} 止，而层级“{tier}”自 {begins} 起才有；请推后",
    "fault.awards_overlap": (
        "“{tier}”的两项奖励同时有效，分别自 {other} 和 {since} 起；"
        "请用 until 使前者在后者前一日终止"
    ),
    "fault.answers_exclude": (
        "{number} {question}: {answer} 与 {other_number} {other}: {other_answer} 互斥；请改其一"
    ),
    "fault.after_period": (
        "自 {given} 起，晚于模拟期（{start} 至 {end}），永远不会生效；请改到模拟期内，或延长模拟期"
    ),
    "fault.before_period": (
        "至 {given} 止，早于模拟期（{start} 至 {end}），永远不会生效；请推后终止，或删去"
    ),
    "fault.after_policy": (
        "自 {given} 起，而按解读 R17 policy_after_2025: ends 政策至 {end} 止，永远不会生效；"
        "请提前，或让政策延续"
    ),
    "fault.other_clause": (
        "给出的是“{given}”，文件的这一条并不规定 {lever}；可用的有：{allowed}；"
        "请写其中之一，或写另一文件的名称"
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
    "cli.help.coverage": "政策原文的每一句话、由什么承载、费用如何",
    "cli.help.folder": "运行文件夹",
    "cli.see_help": "；参见 {command} --help",
    "cli.help.usage": "用法：",
    "cli.help.arguments": "参数",
    "cli.help.options": "选项",
    "cli.interrupted": "已中断",
    "cli.run.progress": "重复",
    "cli.folder": "报告与数据：",
    "cli.run.failed": "种子 {seed} 的第 {replication} 次重复失败：{message}",
    "failure.late": "用时超过 {seconds} 秒",
    "cli.run.failed_log": "失败之处见 {path}",
    "cli.output": "标准输出",
    "cli.system": "{path}：{reason}",
    "cli.check.fine": "{count} 个情景有效",
    "cli.check.fine_cases": "手算案例有效：{files} 个文件，{cases} 个案例",
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
    "report.gate.lapse": "称号随企业关闭或层级取消而失效，或被撤销",
    "report.gate.budget": "资金不足",
    "report.gate.none": "–",
    "report.gate.told": "{gate}（占未达标的 {share}）",
    # the reading
    "report.reading_is": "对文件的解读：",
    "report.reading_differs": "与建议解读不同：",
    "report.reading": "对文件的解读",
    "report.sampled": "未定：按先验抽取",
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
    "report.no_targets": "未设目标；末年年底各层级企业数",
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
    "report.note.width": ("区间宽度来自先验、未定的解读和随机性；目前尚未用数据学习任何参数。"),
    "report.note.binds": (
        "制约因素：在未达标的重复中，从申报到称号有效的各关口里，自身损失足以弥补缺口的最后一关；"
        "由先验得出，并非由数据学得。目标在过半重复中达成的，不列。"
    ),
    "report.note.first_met": ("首次达成：到该年末，至少一半的重复曾达到目标值。"),
    "report.note.observed": (
        "百分位：公布值在预测分布中的位置，已计入公布值本身的误差。"
        "在 2.5 与 97.5 之间即落在中央 95% 内。"
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
    "report.made.intervals": ("企业数与金额：各次重复中实际出现的分位数；概率：威尔逊 95% 区间"),
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
    "report.figure.stacks": ("柱：各次重复的均值；标记：P80。各年分位数相加不等于合计的分位数。"),
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

READING = {
    # what each question is about, the question, and its answers
    "report.topic.exceed": "目标的本数",
    "report.question.exceed": "“突破”是否包括本数？",
    "report.answer.exceed.more_than": "不包括，须大于该数",
    "report.answer.exceed.at_least": "包括，达到即可",
    "report.topic.nesting": "高一级称号",
    "report.question.nesting": "高一级称号是否计入低一级？",
    "report.answer.nesting.nested": "计入以下各级",
    "report.answer.nesting.innovative_apart": "计入，但创新型单独计数",
    "report.answer.nesting.municipal_apart": "计入，但市级单独计数",
    "report.answer.nesting.regional_apart": "计入，但自治区级单独计数",
    "report.answer.nesting.disjoint": "不计入，每家只按最高称号计一次",
    "report.topic.counting": "计数的称号",
    "report.question.counting": "哪些称号计数？",
    "report.answer.counting.valid_stock": "12 月 31 日仍有效的",
    "report.answer.counting.ever_recognised": "曾经认定过的全部",
    "report.topic.stock_already_recognised": "印发前已认定的",
    "report.question.stock_already_recognised": "文件印发前“已认定”的是否奖励？",
    "report.answer.stock_already_recognised.paid": "奖励",
    "report.answer.stock_already_recognised.not_paid": "不奖励",
    "report.topic.stock_schedule": "已认定的何时应付",
    "report.question.stock_schedule": "“已认定”的奖励何时应付？",
    "report.answer.stock_schedule.first_budget": "奖励开始时一次付清",
    "report.answer.stock_schedule.spread": "分三年",
    "report.answer.stock_schedule.while_valid": "首年 12 月，届时称号仍有效的",
    "report.topic.stacking": "多个称号",
    "report.question.stacking": "多个称号的奖励如何叠加？",
    "report.answer.stacking.cumulative": "每个称号各奖一次，全额",
    "report.answer.stacking.top_up": "只补足到较高奖励的差额",
    "report.answer.stacking.highest_only": "只奖最高称号",
    "report.topic.stock_little_giant_regional_award": "已认定的小巨人",
    "report.question.stock_little_giant_regional_award": "已认定的小巨人是否另得自治区级的奖励？",
    "report.answer.stock_little_giant_regional_award.paid": "另得自治区级奖励",
    "report.answer.stock_little_giant_regional_award.not_paid": "不另得自治区级奖励",
    "report.topic.champion_award": "单项冠军",
    "report.question.champion_award": "哪些单项冠军获奖励？",
    "report.answer.champion_award.new_only": "只限新认定的",
    "report.answer.champion_award.also_existing": "已有的也奖励",
    "report.topic.champion_kind": "单项冠军的范围",
    "report.question.champion_kind": "单项冠军只限以该产品为主业的企业，还是有冠军产品即可？",
    "report.answer.champion_kind.firm": "以该产品为主业的企业",
    "report.answer.champion_kind.firm_or_product": "有冠军产品即可",
    "report.topic.municipal_rung_until": "市级称号认定至",
    "report.question.municipal_rung_until": "市级称号认定到哪一年？",
    "report.answer.municipal_rung_until.never": "从未认定",
    "report.topic.municipal_titles_after": "此后的市级称号",
    "report.question.municipal_titles_after": "此后市级称号如何处理？",
    "report.answer.municipal_titles_after.stay": "继续计数",
    "report.answer.municipal_titles_after.lapse": "到期失效",
    "report.answer.municipal_titles_after.convert": "到期转为创新型",
    "report.topic.province_innovative_award": "自治区认定的创新型",
    "report.question.province_innovative_award": "自治区认定的创新型是否得市级奖励？",
    "report.answer.province_innovative_award.paid": "奖励",
    "report.answer.province_innovative_award.not_paid": "不奖励",
    "report.topic.titles_moved_in": "引进企业的称号",
    "report.question.titles_moved_in": "引进企业带来的称号是否计数、是否奖励？",
    "report.answer.titles_moved_in.count_and_award": "计数并奖励",
    "report.answer.titles_moved_in.count_only": "计数，不奖励",
    "report.answer.titles_moved_in.not_counted": "不计数，也不奖励",
    "report.topic.award_on_leaving": "迁出企业的奖励",
    "report.question.award_on_leaving": "企业迁出后，已得奖励如何处理？",
    "report.answer.award_on_leaving.kept": "不收回",
    "report.answer.award_on_leaving.clawed_back": "收回",
    "report.topic.second_award": "重新获得的称号",
    "report.question.second_award": "失效后重新获得称号是否再奖？",
    "report.answer.second_award.none": "不再奖",
    "report.answer.second_award.after_lapse": "再奖",
    "report.topic.city_share": "市本级承担比例",
    "report.question.city_share": "市本级承担奖励的比例（其余由旗区承担）？",
    "report.topic.award_payer": "奖励由谁支付",
    "report.question.award_payer": "奖励由谁支付？",
    "report.answer.award_payer.shared": "市本级与旗区按比例分担",
    "report.answer.award_payer.banners_outside_districts": "城区由市本级支付，各旗自行支付",
    "report.topic.other_purses_deducted": "上级奖励",
    "report.question.other_purses_deducted": "自治区和中央的奖励是否从中扣除？",
    "report.answer.other_purses_deducted.no": "不扣除",
    "report.answer.other_purses_deducted.yes": "扣除",
    "report.topic.payment_year": "支付时间",
    "report.question.payment_year": "奖励何时支付？",
    "report.answer.payment_year.same_year": "应付当年",
    "report.answer.payment_year.half_year": "半年之后",
    "report.answer.payment_year.next_year": "次年",
    "report.topic.first_year_services": "首年的年度性服务",
    "report.question.first_year_services": "首年不足一年，年度性服务应付多少？",
    "report.answer.first_year_services.part": "按天数折算",
    "report.answer.first_year_services.whole": "按全年",
    "report.answer.first_year_services.none": "首年不付",
    "report.topic.park_number": "园区的 10 家",
    "report.question.park_number": "“10家以上”是否包括 10 家？",
    "report.answer.park_number.at_least": "包括",
    "report.answer.park_number.more_than": "不包括",
    "report.topic.park_counts": "园区计数的企业",
    "report.question.park_counts": "园区计数是否包括小巨人？",
    "report.answer.park_counts.regional_and_above": "包括小巨人",
    "report.answer.park_counts.regional_only": "只计自治区级",
    "report.topic.park_kind": "园区的范围",
    "report.question.park_kind": "加速器能否获园区的奖励？",
    "report.answer.park_kind.parks": "只限园区",
    "report.answer.park_kind.parks_and_accelerators": "加速器也可",
    "report.topic.park_below": "其后低于该数的园区的奖励",
    "report.question.park_below": "园区其后低于该数，奖励如何处理？",
    "report.answer.park_below.kept": "不收回",
    "report.answer.park_below.clawed_back": "收回",
    "report.topic.platform_payment": "有两个称号的平台",
    "report.question.platform_payment": "既是平台又是基地的机构是否按两份奖励？",
    "report.answer.platform_payment.per_body": "按机构，一份",
    "report.answer.platform_payment.per_title": "按称号，各一份",
    "report.topic.platform_service": "未提供服务的平台",
    "report.question.platform_service": "未提供服务的平台是否奖励？",
    "report.answer.platform_service.asked": "不奖励",
    "report.answer.platform_service.not_asked": "也奖励",
    "report.topic.training_repeats": "重复培训",
    "report.question.training_repeats": "同一企业能否再次参加年度培训？",
    "report.answer.training_repeats.no": "只一次",
    "report.answer.training_repeats.yes": "每年均可",
    "report.topic.training_for": "培训对象",
    "report.question.training_for": "哪些企业可参加年度培训？",
    "report.answer.training_for.titled_and_pool": "有称号或在库的",
    "report.answer.training_for.titled": "有称号的",
    "report.answer.training_for.any": "任何中小企业",
    "report.topic.amounts_not_given": "未列的金额",
    "report.question.amounts_not_given": "文件未列的金额如何处理？",
    "report.answer.amounts_not_given.assumed": "按先验抽取",
    "report.answer.amounts_not_given.zero": "计为零，科目保留",
    "report.topic.policy_after_2025": "2025 年以后",
    "report.question.policy_after_2025": "2025 年以后政策是否有效？",
    "report.answer.policy_after_2025.continues": "继续有效",
    "report.answer.policy_after_2025.ends": "2025 年底终止",
    "report.topic.later_documents": "后来的文件",
    "report.question.later_documents": "市里后来的文件是否改变奖励？",
    "report.answer.later_documents.ignored": "不改变",
    "report.answer.later_documents.in_force": "2024 年起无市级称号",
    "report.topic.key_sectors": "重点领域",
    "report.question.key_sectors": "重点领域是优先，还是仅限于此？",
    "report.answer.key_sectors.preference": "优先",
    "report.answer.key_sectors.eligibility": "仅限于此",
    "report.topic.revoked_award": "被撤销称号的奖励",
    "report.question.revoked_award": "称号被撤销，已得奖励如何处理？",
    "report.answer.revoked_award.kept": "不收回",
    "report.answer.revoked_award.clawed_back": "收回",
    "report.topic.regional_needs_innovative": "申报自治区级的途径",
    "report.question.regional_needs_innovative": "申报自治区级是否须先为创新型？",
    "report.answer.regional_needs_innovative.yes": "须先为创新型",
    "report.answer.regional_needs_innovative.no": "不要求",
    "report.topic.early_titles_count_as_innovative": "早于创新型层级的称号",
    "report.question.early_titles_count_as_innovative": (
        "早于创新型层级设立的称号是否计入创新型？"
    ),
    "report.answer.early_titles_count_as_innovative.yes": "计入",
    "report.answer.early_titles_count_as_innovative.no": "不计入",
    # the few that head every output
    "report.short.exceed.more_than": "“突破”不含本数",
    "report.short.exceed.at_least": "“突破”含本数",
    "report.short.nesting.nested": "高级计入低级",
    "report.short.nesting.innovative_apart": "高级计入低级，创新型单计",
    "report.short.nesting.municipal_apart": "高级计入低级，市级单计",
    "report.short.nesting.regional_apart": "高级计入低级，自治区级单计",
    "report.short.nesting.disjoint": "只按最高称号计",
    "report.short.counting.valid_stock": "12 月 31 日有效",
    "report.short.counting.ever_recognised": "曾经认定",
    "report.short.stacking.cumulative": "每个称号各奖一次",
    "report.short.stacking.top_up": "补足差额",
    "report.short.stacking.highest_only": "只奖最高",
    "error.input.unknown": (
        "没有名为“{given}”的输入；输入是有取值范围的杠杆、不确定量或口径问题：`srdi explain` 可列出"
    ),
    "error.outcome.unknown": (
        "没有名为“{given}”的结果；结果有 firms:层级:年份、chance:层级:年份、"
        "chance:all、cost:total、cost:clause:条款、cost:payer:支付方"
    ),
    "error.lever.unknown": (
        "政策中没有“{given}”这一数值；可用的是 awards.层级.amount 或 杠杆.数值，"
        "例如 training.seats：见 scenarios/ranges"
    ),
    "error.lever.not_in_policy": ("政策中没有可设定“{given}”的奖励；请先在情景中写入该奖励"),
    "error.award.no_such_rung": (
        "梯度中没有“{given}”这一层级；现有：{allowed}；请改用其一，或增加该层级"
    ),
    "error.award.rung_has_ended": (
        "{clause}：自 {given} 起，而层级“{tier}”最后在 {last} 年认定；"
        "请提前，或让该层级延续（解读 R8、R18，或梯度）"
    ),
    "error.reading.answers_exclude": (
        "{of_clause}：{number} {question}: {answer} 与 {other_number} {other}: {other_answer} "
        "互斥；请改其一"
    ),
    # readings side by side
    "cli.help.readings": "改为：各种解读下的目标与资金（重复 200 次）",
    "error.readings.too_few": "每种解读重复 {given} 次；至少须 {least} 次",
    "error.readings.no_folder": "--readings 不保存运行文件夹；请去掉 --out",
    "report.readings.own": "情景自身的解读",
    "report.readings.practice_2024": "合并：2024 年的做法",
    "report.readings.cheapest": "合并：花钱最少的解读",
    "report.readings.dearest": "合并：花钱最多的解读",
    "report.readings.hardest_targets": "合并：目标从严",
    "report.readings.easiest_targets": "合并：目标从宽",
    "report.readings.luck": "各解读随机性相同",
    "report.readings.column.counts": "中位数 · 概率（95%）",
    "report.readings.column.money": "应付合计，万元",
    "report.readings.column.difference": "均值之差（95%）",
    "report.readings.column.text": "均值：按文件",
    "report.readings.column.assumption": "按假设计价",
    "report.readings.column.touches": "所涉",
    "report.readings.touches.memo": "他方支付",
    "report.readings.touches.contingent": "补偿金代偿",
    "report.readings.touches.asset": "资产",
    "report.readings.touches.payer": "由谁支付",
    "report.readings.touches.due": "何时应付",
    "report.readings.touches.paid": "何时支付",
    "report.readings.idle": "以下解读没有任何影响：",
    "report.readings.same": "{sign}：每次重复都与情景自身的解读完全相同。",
    "report.readings.parts": "均值为按文件计价与按假设计价两部分之和。",
    "report.readings.left_out": "未列（与“{topic}：{answer}”互斥）：{name}",
}

MONEY = {
    "report.lever.targets": "目标",
    "report.lever.awards": "称号奖励",
    "report.lever.other_purses": "上级奖励",
    "report.lever.pool": "培育库",
    "report.lever.attraction": "引进企业",
    "report.lever.research_bodies": "研发机构",
    "report.lever.quality": "质量与标准",
    "report.lever.parks": "园区奖励",
    "report.lever.accelerators": "加速器",
    "report.lever.upgrades": "数字化与绿色化改造",
    "report.lever.credit": "信贷与担保",
    "report.lever.funds": "投资基金",
    "report.lever.factors": "要素保障",
    "report.lever.talent": "人才与定向培养",
    "report.lever.markets": "市场与展会",
    "report.lever.training": "年度培训",
    "report.lever.platforms": "服务平台",
    "report.lever.appraisal": "旗区考核",
    "report.lever.visits": "走访企业",
    "report.lever.publicity": "宣传",
    "report.lever.appropriation": "年度预算限额",
    "report.event.recognised": "新认定奖励",
    "report.event.already_recognised": "已认定奖励",
    "report.event.park_award": "园区奖励",
    "report.event.platform_year": "平台年度奖励",
    "report.event.training_year": "年度培训班",
    "report.event.guarantee_claim": "补偿金代偿",
    "report.event.body_award": "研发机构奖励",
    "report.event.standard_subsidy": "标准奖补",
    "report.event.fund_capital": "担保风险补偿金本金",
    "report.event.guarantee_recovery": "补偿金追回",
    "report.event.fund_stake": "基金股权投资",
    "report.event.power_discount": "电价优惠",
    "report.event.stipend": "定向培养学习补助",
    "report.event.fair_subsidy": "展会补助",
    "report.event.clawback": "收回的奖励",
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

WARNING = {
    "warning.rules_not_found": (
        "未找到 {text} 中自 {since} 年起适用于层级 {tier} 的规则；仍沿用此前的规则"
    ),
    "warning.no_such_rung": "{path}：{clause}：{given} 的奖励永远不会支付：梯度中没有这一层级",
    "warning.rung_has_ended": (
        "{path}：{clause}：{tier} 的奖励永远不会支付：自 {given} 起，而该层级最后在 {last} 年认定"
    ),
    "warning.rung_not_begun": (
        "{path}：{clause}：{tier} 的奖励永远不会支付：至 {given} 止，而该层级自 {begins} 起才有"
    ),
    "warning.after_period": (
        "{path}：{clause}：{lever} 永远不会生效：自 {given} 起，而模拟期至 {end} 止"
    ),
    "warning.before_period": (
        "{path}：{clause}：{lever} 永远不会生效：至 {given} 止，而模拟期自 {start} 起"
    ),
    "warning.after_policy": (
        "{path}：{clause}：{lever} 永远不会生效：自 {given} 起，而政策至 {end} 止（R17）"
    ),
    "warning.rung_ends_first": (
        "{path}：{clause}：{tier} 的奖励有效至 {given} 年，而该层级最后在 {last} 年认定"
        "（R8、R18）：此后不再有新认定可获奖励"
    ),
}

RUN = {
    "error.run.locked": (
        "{host} 上的进程 {pid} 自 {since} 起正在写入 {path}；请等它结束，或用 --out 另选文件夹；"
        "若该进程已不存在，请删除 {lock}"
    ),
    "error.run.cannot_lock": "{path}：不能加锁（{reason}）；请用 --out 选本地文件夹",
    "error.run.cannot_write": "{path}：无法写入（{reason}）；请用 --out 另选文件夹",
    "error.run.disk_full": (
        "{path}：无法写入（{reason}，剩余 {free:.1f} MB）；请腾出空间后再运行同一命令，"
        "或用 --out 另选文件夹"
    ),
    "error.run.no_worker": "无法启动进程（{reason}）；请试 --workers 1",
    "error.run.all_failed": "{replications} 次模拟全部失败；第一次：{message}",
    "error.run.no_replications": "要求模拟 {given} 次；至少须 1 次",
    "error.run.interrupted": "共 {total} 次，已保存 {stored} 次；继续请用 srdi resume {path}",
    "error.run.interrupted_early": "未保存任何一次即已中断（共 {total} 次）；请重新运行同一命令",
    "error.run.another": (
        "{path} 中是另一次运行（那边 → 这边）：{changes}；未作改动；请用 --out 另选文件夹，或移走它"
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
    "error.run.file_strange": "{path}：文件 {file} 不属于这次运行；请移出该文件夹",
    "error.run.other_scenario": "{path} 是当时的“{name}”的运行；请给出所模拟的情景",
    "error.rules.unknown": "没有名为“{name}”的规则；现有规则：{known}",
    "error.rules.arguments": "规则“{name}”的参数是 {wanted}，不是 {given}",
    "error.explore.over": "最后一年 {year} 已经过完；请另建模型",
    "error.rules.cannot_travel": "替换的规则不能传给其他进程（{reason}）；请只用一个进程",
    "note.run.compiling": "正在编译规则，以后的运行不再需要",
    "note.run.no_cache": (
        "编译好的规则无处保存，每个进程都须重新编译：请把 SRDI_CACHE_DIR 设为可写的文件夹"
    ),
}

COVERAGE = {
    "coverage.document": "{document}，{issuer}，{signed}",
    "coverage.column.clause": "条款",
    "coverage.column.sentence": "原文",
    "coverage.column.levers": "政策手段，或为何没有",
    "coverage.column.line": "费用科目，或为何没有",
    "coverage.column.lever": "政策手段",
    "coverage.column.state": "状态",
    "coverage.column.sentences": "句数",
    "coverage.column.rules": "规则",
    "coverage.lever": "{lever} {state}",
    "coverage.in_part": "{levers}（部分；{rest}）",
    "coverage.line": "{events} · {payers} · {priced_by}",
    "coverage.no_obligation": "无义务：{reason}",
    "coverage.nothing": "没有，也没有说明原因",
    "coverage.unpriced": "未计价：{reason}",
    "coverage.free": "无：{reason}",
    "coverage.state.on": "开",
    "coverage.state.off": "关",
    "coverage.state.no_effect": "效果为 0",
    "coverage.price.text": "原文定价",
    "coverage.price.assumption": "假设定价",
    "coverage.price.unpriced": "未计价",
    "coverage.why.aim": "总的目标",
    "coverage.why.definition": "定义，由梯度承载",
    "coverage.why.exhortation": "引导企业而未提措施",
    "coverage.why.administration": "部门之间的工作",
    "coverage.why.elsewhere": "由其他文件和预算决定",
    "coverage.why.other_clause": "见其他条款",
    "coverage.why.unmeasured": "数量和效果未知",
    "coverage.why.outcome": "结果而非措施",
    "coverage.why.same_clause": "在本条其他科目之内",
    "coverage.why.others_pay": "他方出资",
    "coverage.why.no_office": "未列金额和财政部门",
    "coverage.why.no_amount": "没有金额",
    "coverage.why.other_budgets": "其他预算",
    "coverage.why.staff": "人员工作",
    "coverage.why.other_document": "另有文件",
    "coverage.why.budget": "市级预算",
    "coverage.sum.sentences": "共 {sentences} 句，其中有义务的 {obligations} 句。",
    "coverage.sum.held": "有政策手段：{held} 句，其中部分承载 {in_part} 句；{by_state}。",
    "coverage.sum.not_held": "没有政策手段：{count} 句；{reasons}。",
    "coverage.sum.with_line": "有费用科目：{count} 句；{by_price}。",
    "coverage.sum.no_line": "没有费用科目：{count} 句，其中未计价 {unpriced} 句；{reasons}。",
    "coverage.sum.gaps": "既无承载也无说明：{count} 处。",
    "coverage.sum.one": "{name} {count} 句",
    "error.explain.key_or_coverage": "键与 --coverage 只能给一个",
}

COMPARE = {
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
    "report.measure.firms": "企业",
    "report.measure.smes": "中小企业",
    "report.measure.above_scale_industry": "规模以上工业企业",
    "report.measure.loans": "获新增贷款的企业",
    "report.measure.factor_unmet": "未满足的用地需求，亩",
    "report.measure.pool": "在市级培育库的企业",
    "report.measure.trained": "累计受训企业",
    "report.measure.attracted": "引进企业（当年）",
    "report.measure.moved_away": "外迁企业（当年）",
    "report.measure.pool_entered": "当年入库企业",
    "report.measure.pool_left": "当年出库企业",
    "report.measure.visited": "获走访服务的企业",
    "report.measure.served": "获平台服务的企业",
    "report.measure.in_accelerators": "在加速器的企业",
    "report.measure.accelerators": "加速器",
    "report.measure.parks_awarded": "获奖园区（累计）",
    "report.measure.guaranteed": "获担保的企业",
    "report.measure.loans_untitled": "获新增贷款的无称号企业",
    "report.measure.loan_amount": "新增贷款，万元",
    "report.measure.fund_left": "担保补偿金余额，万元",
    "report.measure.claims_unmet": "补偿金无力承担的损失，万元",
    "report.measure.stakes": "当年获基金投资的企业",
    "report.measure.stakes_untitled": "当年获基金投资的无称号企业",
    "report.measure.listed": "上市企业",
    "report.measure.factor_met_titled": "有称号企业的要素满足率",
    "report.measure.factor_met_untitled": "无称号企业的要素满足率",
    "report.measure.bodies": "有研发机构的企业",
    "report.measure.bodies_provincial": "有自治区级以上研发机构的企业",
    "report.measure.ip": "I 类知识产权",
    "report.measure.rd": "研发经费，万元",
    "report.measure.quality_items": "质量与品牌项目",
    "report.measure.quality_awards": "获政府质量奖的企业",
    "report.measure.standards": "当年参与的标准",
    "report.measure.digital": "平均数字化等级",
    "report.measure.green": "完成绿色改造的企业",
    "report.measure.trainees": "在读定向培养生",
    "report.measure.rd_staff_share": "有称号企业的研发人员占比",
    "report.measure.at_fairs": "参展企业",
    "report.measure.new_markets": "开拓新市场的企业",
    "report.measure.partners": "与龙头企业配套的企业",
    "report.measure.platforms": "提供服务的平台和基地",
    "report.measure.effort": "旗区力度（1 为中性）",
    "report.measure.revenue_titled": "有称号企业的营业收入，万元",
    "report.measure.arrears": "结转未付，按年度预算计",
}

LOST = {
    # what binds, step by step
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
    # the lines of an application form
    "report.variable.is_sme": "中小企业",
    "report.variable.manufacturer": "制造业企业",
    "report.variable.age": "成立年数",
    "report.variable.niche_years": "从事细分市场年数",
    "report.variable.main_share": "主营业务收入占比",
    "report.variable.revenue": "营业收入",
    "report.variable.growth": "主营业务收入增长率",
    "report.variable.growth_2y": "近两年平均增长率",
    "report.variable.equity": "新增股权融资",
    "report.variable.rd": "研发费用",
    "report.variable.rd_mean_2y": "近两年平均研发费用",
    "report.variable.rd_sum_2y": "近两年研发费用",
    "report.variable.rd_ratio": "研发费用占营业收入",
    "report.variable.rd_ratio_before": "上年研发费用占营业收入",
    "report.variable.rd_staff_share": "研发人员占比",
    "report.variable.class1_ip": "Ⅰ类知识产权（项）",
    "report.variable.ip_grade": "知识产权等级",
    "report.variable.body": "研发机构级别",
    "report.variable.high_tech": "高新技术企业证书",
    "report.variable.st_award": "科技奖级别",
    "report.variable.contest": "全国大赛名次",
    "report.variable.debt": "资产负债率",
    "report.variable.margin": "净利润率",
    "report.variable.digital": "数字化水平",
    "report.variable.core_it": "核心业务上云用数",
    "report.variable.quality": "质量与品牌（项）",
    "report.variable.niche_share": "细分市场占有率",
    "report.variable.world_top3": "产品位居全球前三",
    "report.variable.strategic": "战略性新兴产业",
    "report.variable.key_field": "重点领域",
    "report.variable.evaluation": "全国发展评价得分",
    "report.variable.holds_innovative": "创新型称号",
    "report.variable.holds_regional": "自治区级称号",
    "report.variable.holds_little_giant": "小巨人称号",
}

CLUSTER = {
    "cli.resume.about": "按文件夹中的记录，继续一次中断的运行",
    "cli.help.cluster": "由此地址（tcp://主机:端口）的 Dask 调度器下的工作进程模拟",
    "cli.help.time_limit": "单次重复的时限（秒），超过即放弃该次（3600）",
    "cli.help.replication": "只模拟这一次重复，存入单独的文件夹",
    "cli.help.force_new": "若文件夹已被占用，在旁边另建新文件夹",
    "cli.run.failed_again": (
        "单独重做其中第一个：srdi run {path} --seed {seed} --replication {replication}"
    ),
    "cli.verify.unfinished": (
        "尚未完成：共 {total} 次，已保存 {stored} 次；继续请用 srdi resume {path}"
    ),
    "note.cluster.threads": (
        "工作进程 {worker} 有 {threads} 个线程，只用其一；请用 --nthreads 1 启动，每核一个"
    ),
    "note.cluster.other_worker": "不使用工作进程 {worker}（那边 → 这边）：{reason}",
    "error.cluster.unreachable": (
        "{address} 没有 Dask 调度器应答（{reason}）；请确认它在运行，且从本机能连通其端口"
    ),
    "error.cluster.lost": "与 Dask 调度器 {address} 的连接中断",
    "error.cluster.no_worker": (
        "Dask 调度器 {address} 在 {seconds} 秒内没有可用的工作进程；"
        "请启动：dask worker {address} --nthreads 1"
    ),
    "error.cluster.other_workers": (
        "下列工作进程运行的是另一程序（那边 → 这边）：{reason}；未作任何模拟；"
        "请在那边安装相同版本，或停掉它们"
    ),
    "error.cluster.trouble": "工作进程 {worker} 未能应答（{reason}）",
    "error.extra.missing": "未安装 {library}；请安装 srdi_sim 的附加组件：{extra}",
    "error.run.halted": "{reason}；共 {total} 次，已保存 {stored} 次；继续请用 srdi resume {path}",
    "error.run.not_begun": "{path} 中没有开始过的运行",
    "error.run.begun_by_another": (
        "{path} 是由另一程序开始的（那边 → 这边）：{changes}；未作改动；"
        "请用当时的程序继续，或用 srdi run … --force-new 重新开始"
    ),
    "error.run.resume_in_python": (
        "继续 {path} 需要文件里没有的内容（{needs}）；"
        "请在 Python 中重复当时的 srdi_sim.run 调用，out= 指向该文件夹"
    ),
    "error.run.unequal": (
        "{path}：第 {first} 至 {last} 次重复先后得到两份结果，且不一致；"
        "参与模拟的机器中有一台计算有误，两份都不可信"
    ),
}

WORDS = {
    **FAULT,
    **TYPE,
    **WARNING,
    **CLI,
    **REPORT,
    **RUN,
    **COVERAGE,
    **COMPARE,
    **LOST,
    **READING,
    **MONEY,
    **SHEETS,
    **CLUSTER,
    **NAMES,
    **OPTIMISE,
    **BUDGET,
    **SENSITIVITY,
    **UNCERTAINTIES,
    **REQUIRED,
    **CALIBRATE,
    **UPDATE,
    **BACKTEST,
}
