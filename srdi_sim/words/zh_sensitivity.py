"""Chinese words of `srdi sensitivity`, and the names of uncertainties."""

SENSITIVITY = {
    "cli.sensitivity.about": "哪些因素左右结果，其中多少出于偶然",
    "cli.help.method": (
        "morris（筛选）、sobol 或 shapley（方差份额）、pawn 或 delta（分布偏移）、"
        "split（口径、参数、偶然）"
    ),
    "cli.help.outcome": "所看的结果，如 firms:regional:2025、chance:all 或 cost:total",
    "cli.help.of_levers": "变动有取值范围的杠杆",
    "cli.help.of_uncertainties": "变动不确定量",
    "cli.help.of_readings": "变动口径问题",
    "cli.help.of_all": "全部变动（未另行说明时）；多于 20 个先筛选",
    "cli.help.inputs": "只变动这些，用逗号分隔；不作筛选",
    "cli.help.samples_sensitivity": (
        "设计的样本数（morris 50、sobol 512，shapley、pawn、delta 1024，split 256，代理模型 512）"
    ),
    "cli.help.replications_10": "设计中每个点的重复次数（10）",
    "cli.help.second_order": "另算成对输入的指数（sobol）",
    "cli.help.emulator": "用少量点学出结果（sobol、shapley）；误差过大则拒绝",
    "cli.help.out_sensitivity": "存放各点档案、结果和图的文件夹",
    "error.sensitivity.few_replications": (
        "每个点重复 {given} 次分不清偶然与输入的作用；至少须 {least} 次（-n）"
    ),
    "error.sensitivity.few_samples": "{given} 个样本太少；至少须 {least} 个",
    "error.sensitivity.few_left": (
        "{failed} 次重复失败；完整的点组只有 {left} 组，至少须 {least} 组"
    ),
    "error.sensitivity.method": "没有名为“{given}”的方法；可用的有：{allowed}",
    "error.sensitivity.second_order": "只有 sobol 有成对输入的指数，且不能用代理模型",
    "error.sensitivity.no_emulator": (
        "代理模型只用于 {allowed}，不用于“{given}”；请去掉 --emulator"
    ),
    "error.sensitivity.split_inputs": (
        "split 变动全部口径问题和全部不确定量；请去掉指定输入的选项、--second-order 和 --emulator"
    ),
    "error.sensitivity.nothing_to_split": "情景中没有未定的口径问题或没有不确定量：无可分解",
    "error.sensitivity.no_inputs": "情景中没有可变动的这类输入",
    "error.sensitivity.nothing_moves": "{inputs} 个输入在筛选的任何轨迹中都不改变 {outcome}",
    "error.sensitivity.poor_emulator": (
        "代理模型误差过大，不可信：在留出的点上只说明平均响应方差的 {q2:.2f}"
        "（{q2_low95:.2f} 至 {q2_high95:.2f}；至少须 {least}），均方根误差 {rmse:.4g}；"
        "请增加 --samples 或 -n，减少输入，或不用代理模型"
    ),
    "report.sensitivity.of": "左右结果的因素：{outcome}",
    "report.sensitivity.split_of": "结果为何不确定：{outcome}",
    "report.sensitivity.method.morris": "基本效应（Morris）",
    "report.sensitivity.method.sobol": "Sobol 指数",
    "report.sensitivity.method.pawn": "PAWN",
    "report.sensitivity.method.delta": "Borgonovo 的 delta",
    "report.sensitivity.method.shapley": "Shapley 效应",
    "report.sensitivity.method.split": "方差分解",
    "report.sensitivity.size": (
        "{samples:,} 个样本，{inputs} 个输入，每点重复 {n} 次：共 {runs:,} 次，种子 {seed}"
    ),
    "report.sensitivity.size_split": (
        "{samples:,} 对口径（{questions} 个问题）与参数（{uncertainties} 个不确定量），"
        "{ways} 种搭配各重复 {n} 次：共 {runs:,} 次，种子 {seed}"
    ),
    "report.sensitivity.chance": (
        "偶然：占单次模拟方差的 {run}，占每点 {n} 次平均值方差的 {mean}。"
    ),
    "report.sensitivity.chance_out": "指数针对平均响应：偶然已剔除。",
    "report.sensitivity.chance_in": "指数针对各点的平均值：其中含有这部分偶然。",
    "report.sensitivity.still": "除偶然外，这些输入说明不了什么：没有份额可言。",
    "report.sensitivity.left_to_chance": (
        "偶然包括此处未变动的一切：运气、每年重新抽取的量，以及不在输入之列的不确定量。"
    ),
    "report.sensitivity.how_varied.posterior": (
        "杠杆在其两端之间均匀变动，已拟合的不确定量各按自己的后验变动（不计彼此的相关），"
        "其余按先验分布变动，一个问题的各种答案均匀抽取；"
        "两个答案互斥时，后一问题保留情景自己的答案。"
    ),
    "report.sensitivity.how_varied.prior": (
        "杠杆在其两端之间均匀变动，不确定量按先验分布变动，一个问题的各种答案均匀抽取；"
        "两个答案互斥时，后一问题保留情景自己的答案。"
    ),
    "report.sensitivity.column.input": "输入",
    "report.sensitivity.index.first": "一阶",
    "report.sensitivity.index.total": "总",
    "report.sensitivity.index.second": "二阶",
    "report.sensitivity.index.shapley": "份额",
    "report.sensitivity.index.mu": "平均",
    "report.sensitivity.index.mu_star": "平均大小",
    "report.sensitivity.index.rms": "均方根",
    "report.sensitivity.index.sigma": "离散",
    "report.sensitivity.index.median": "中位",
    "report.sensitivity.index.median_floor": "底线",
    "report.sensitivity.index.maximum": "最大",
    "report.sensitivity.index.delta": "delta",
    "report.sensitivity.index.delta_floor": "底线",
    "report.sensitivity.about.morris": (
        "把一个数值移动其范围的一半（折算到整个范围），或把一个问题换成另一答案，结果改变多少；单位：{unit}。"
        "平均说明方向，均方根说明大小，离散说明在多大程度上取决于其他输入。均方根与离散已剔除偶然。"
    ),
    "report.sensitivity.about.sobol": (
        "平均响应方差的份额。一阶：若此输入已知，方差会减少多少；总：若其他输入都已知，方差还剩多少。"
        "估计值可能略低于 0。"
    ),
    "report.sensitivity.about.shapley": (
        "平均响应方差的份额，各输入共同起的作用在它们之间平分；合计为 1。"
    ),
    "report.sensitivity.about.pawn": (
        "已知输入落在某一段时，结果的分布与全部样本的分布之间的最大距离：各段的中位与最大。"
        "100 个不起作用的输入中有 95 个低于底线。"
    ),
    "report.sensitivity.about.delta": (
        "已知输入落在某一段时，结果的密度与全部样本的密度之间面积的一半。"
        "100 个不起作用的输入中有 95 个低于底线。"
    ),
    "report.sensitivity.convergence": "样本较少时（{index}）：",
    "report.sensitivity.pairs": "共同起作用的成对输入（二阶）：",
    "report.sensitivity.no_pairs": "没有一对输入的二阶区间不含 0。",
    "report.sensitivity.screened": (
        "筛选：{inputs} 个输入中保留基本效应最大的 {kept} 个（{trajectories} 条轨迹，"
        "{runs:,} 次重复）。未保留：对此结果毫无作用的 {idle} 个，作用较小的 {rest} 个，"
        "其中最大的是 {names}。"
    ),
    "report.sensitivity.screened_idle": (
        "筛选：{inputs} 个输入中保留 {kept} 个（{trajectories} 条轨迹，{runs:,} 次重复）；"
        "其余对此结果毫无作用。"
    ),
    "report.sensitivity.emulator": (
        "指数来自代理模型（高斯过程），由 {samples} 个点学得。在留出的点上（{folds} 折）"
        "误差为 {rmse}（均方根），说明平均响应方差的 {q2:.2f}（{low:.2f}–{high:.2f}）、"
        "各点平均值方差的 {means:.2f}。括号内：95% 区间，包含代理模型所不知道的。"
    ),
    "report.sensitivity.failed": "{failed} 次重复失败；因此去掉 {dropped} 个点。",
    "report.sensitivity.idle": "对此结果毫无作用的输入 {count} 个：",
    "report.sensitivity.never": "从不变动",
    "report.sensitivity.intervals": "括号内：95% 区间，由对设计重抽样得出。",
    "report.sensitivity.about.split": (
        "单次模拟方差的份额；合计为 100%。口径：全部 {questions} 个问题，各种答案均匀抽取；"
        "两个答案互斥时，后一问题保留情景自己的答案。"
        "参数：全部不确定量，按先验分布。共同：口径只在某些参数下才改变的部分。"
        "偶然：口径与参数相同的各次重复，以及每年重新抽取的量。标准差：单次模拟。"
    ),
    "report.sensitivity.about.split_fitted": (
        "单次模拟方差的份额；合计为 100%。口径：全部 {questions} 个问题，各种答案均匀抽取；"
        "两个答案互斥时，后一问题保留情景自己的答案。"
        "已拟合：拟合过的不确定量，各按自己的后验（不计彼此的相关）。"
        "未拟合：其余不确定量，按先验分布，即任何数据都未收窄的部分。共同：各组合起来才有的部分。"
        "偶然：口径与参数相同的各次重复，以及每年重新抽取的量。标准差：单次模拟。"
    ),
    "report.sensitivity.part.fitted": "已拟合",
    "report.sensitivity.part.not_fitted": "未拟合",
    "report.sensitivity.part.reading": "口径",
    "report.sensitivity.part.parameters": "参数",
    "report.sensitivity.part.together": "共同",
    "report.sensitivity.part.chance": "偶然",
    "report.sensitivity.column.outcome": "结果",
    "report.sensitivity.column.sd": "标准差",
    "report.sensitivity.unit.firms": "家",
    "report.sensitivity.unit.chance": "百分点",
    "report.sensitivity.unit.cost": "万元",
    "report.sensitivity.folder": "档案、结果和图：{path}",
    "report.figure.tornado": "哪些因素左右结果",
    "report.figure.tornado_bars": "条形：“{index}”；线段：95% 区间。",
    "report.figure.tornado_dots": "菱形：“{index}”。",
    "report.figure.floor": "虚线：100 个不起作用的输入中有 95 个低于此线。",
    "report.figure.heat": "哪些因素左右哪些结果",
    "report.figure.heat_cells": "方格：“{index}”；灰格：输入不改变该结果。",
    "report.figure.heat_scaled": "方格：“{index}”，以该列最大者为 1。",
    "report.figure.convergence": "更多样本会改变结论吗？",
    "report.figure.samples": "样本数",
    "report.figure.convergence_lines": "指数最大的几个输入；线段：95% 区间。",
    "report.figure.split": "结果为何不确定",
    "report.figure.split_bars": "单次模拟方差的份额；不足 6% 的部分不标数字。",
    "report.figure.points_n": "{samples:,} 个样本，每点重复 {n} 次",
}

UNCERTAINTIES = {
    "report.uncertainty.cap_exit_above_scale": "规上企业退出率上限",
    "report.uncertainty.cap_exit_titled": "有称号企业退出率上限",
    "report.uncertainty.visit_rescue": "走访避免的退出",
    "report.uncertainty.entry_scale": "新设企业数量",
    "report.uncertainty.attraction_rate": "外来企业迁入率",
    "report.uncertainty.attracted_titled": "迁入企业带自治区称号的比例",
    "report.uncertainty.attracted_giants": "其中小巨人的比例",
    "report.uncertainty.park_pull": "强园区的吸引力",
    "report.uncertainty.move_out_rate": "企业迁出率",
    "report.uncertainty.pool_city_places": "市级培育库名额",
    "report.uncertainty.pool_banner_places": "旗区培育库名额",
    "report.uncertainty.pool_tenure": "培育库：在库企业加分",
    "report.uncertainty.key_sector_preference": "培育库：重点领域加分",
    "report.uncertainty.visits_firms": "走访企业数",
    "report.uncertainty.pool_help": "入库对申报的帮助",
    "report.uncertainty.visit_help": "走访对申报的帮助",
    "report.uncertainty.training_help": "培训对申报的帮助",
    "report.uncertainty.platform_help": "平台对申报的帮助",
    "report.uncertainty.publicity_help": "宣传对申报的帮助",
    "report.uncertainty.peer_help": "同行获称号的带动",
    "report.uncertainty.platforms_count": "服务平台数量",
    "report.uncertainty.platform_firms": "每个平台服务企业数",
    "report.uncertainty.platform_two_titles": "有两个称号的平台比例",
    "report.uncertainty.platform_serving": "实际提供服务的平台比例",
    "report.uncertainty.platform_renewal": "平台复核通过率",
    "report.uncertainty.accelerators_opened": "新设加速器数",
    "report.uncertainty.accelerator_places": "每个加速器企业数",
    "report.uncertainty.accelerator_help": "加速器对申报的帮助",
    "report.uncertainty.accelerator_growth": "加速器带来的增长",
    "report.uncertainty.training_cost_wan": "每个培训名额的费用",
    "report.uncertainty.loan_demand": "贷款需求",
    "report.uncertainty.loan_approval": "贷款获批率",
    "report.uncertainty.whitelist_lift": "白名单对获批的提升",
    "report.uncertainty.tailored_loan": "专属产品对额度的提升",
    "report.uncertainty.guarantee_lift": "担保对获批的提升",
    "report.uncertainty.loan_to_revenue": "贷款占营收比",
    "report.uncertainty.guarantee_fund_wan": "担保基金规模",
    "report.uncertainty.guarantee_leverage": "担保放大倍数",
    "report.uncertainty.default_rate": "贷款违约率",
    "report.uncertainty.fund_loss_share": "基金承担的损失比例",
    "report.uncertainty.fund_recovery": "损失追回比例",
    "report.uncertainty.credit_growth": "信贷带来的增长",
    "report.uncertainty.credit_rd": "信贷带来的研发",
    "report.uncertainty.fund_stakes": "每年基金入股数",
    "report.uncertainty.fund_stake_wan": "每笔入股金额",
    "report.uncertainty.fund_demand": "股权融资需求",
    "report.uncertainty.fund_priority": "基金对有称号企业的倾斜",
    "report.uncertainty.equity_growth": "股权带来的增长",
    "report.uncertainty.listing_rate": "上市率",
    "report.uncertainty.listing_growth": "上市带来的增长",
    "report.uncertainty.factor_tightness": "用地供给充足度",
    "report.uncertainty.factor_supply_growth": "用地供给增长",
    "report.uncertainty.factor_priority": "有称号企业的要素优先度",
    "report.uncertainty.factor_growth": "要素不足造成的增长损失",
    "report.uncertainty.water_tightness": "用水供给充足度",
    "report.uncertainty.energy_tightness": "用能供给充足度",
    "report.uncertainty.emission_tightness": "排放指标充足度",
    "report.uncertainty.power_bill": "电费占营收比",
    "report.uncertainty.rd_share_industry": "有研发的规上工业比例",
    "report.uncertainty.rd_share_services": "有研发的规上服务业比例",
    "report.uncertainty.rd_drift": "研发投入增长",
    "report.uncertainty.body_rate": "新设研发机构",
    "report.uncertainty.body_support": "支持对研发机构的作用",
    "report.uncertainty.body_rd": "研发机构带来的研发",
    "report.uncertainty.ip_rate": "研发产生的Ⅰ类知识产权",
    "report.uncertainty.certificate_rate": "高新技术企业认定率",
    "report.uncertainty.quality_rate": "质量工作进展",
    "report.uncertainty.quality_support": "支持对质量的作用",
    "report.uncertainty.quality_award_rate": "获质量奖的机会",
    "report.uncertainty.standard_rate": "参与制定标准",
    "report.uncertainty.standard_led": "主导制定的标准比例",
    "report.uncertainty.standard_international": "国际标准比例",
    "report.uncertainty.standard_industry": "行业标准比例",
    "report.uncertainty.standard_international_wan": "国际标准奖励额",
    "report.uncertainty.standard_national_wan": "国家标准奖励额",
    "report.uncertainty.standard_industry_wan": "行业标准奖励额",
    "report.uncertainty.standard_joined_part": "参与标准的奖励比例",
    "report.uncertainty.digital_rate": "数字化改造进展",
    "report.uncertainty.digital_support": "支持对数字化的作用",
    "report.uncertainty.digital_growth": "数字化带来的增长",
    "report.uncertainty.green_rate": "绿色化改造进展",
    "report.uncertainty.green_support": "支持对绿色化的作用",
    "report.uncertainty.green_saving": "绿色化节约的要素",
    "report.uncertainty.green_growth": "绿色化带来的增长",
    "report.uncertainty.trainee_places": "定向培养名额",
    "report.uncertainty.trainees_per_firm": "每家企业培养人数",
    "report.uncertainty.stipend_wan": "每人每月补贴",
    "report.uncertainty.stipend_months": "补贴月数",
    "report.uncertainty.talent_growth": "人才带来的增长",
    "report.uncertainty.talent_rate": "获人才项目的机会",
    "report.uncertainty.talent_staff": "人才项目带来的研发人员",
    "report.uncertainty.fair_rate": "参展率",
    "report.uncertainty.fair_subsidy_wan": "参展补贴额",
    "report.uncertainty.new_market_rate": "参展打开新市场",
    "report.uncertainty.market_growth": "新市场带来的增长",
    "report.uncertainty.partner_rate": "与大企业配套",
    "report.uncertainty.partner_growth": "配套带来的增长",
    "report.uncertainty.growth_mean": "企业增长",
    "report.uncertainty.growth_sd_titled": "有称号企业增长的离散",
    "report.uncertainty.growth_sd_other": "其他企业增长的离散",
    "report.uncertainty.park_spillover": "强园区的溢出",
    "report.uncertainty.take_up_innovative": "申报率：创新型",
    "report.uncertainty.take_up_municipal": "申报率：市级",
    "report.uncertainty.take_up_regional": "申报率：自治区级",
    "report.uncertainty.take_up_little_giant": "申报率：小巨人",
    "report.uncertainty.take_up_champion": "申报率：单项冠军",
    "report.uncertainty.new_rung_known": "新设等级首年知晓率",
    "report.uncertainty.new_rung_years": "新设等级多久人人知晓",
    "report.uncertainty.award_response": "奖励对申报的拉动",
    "report.uncertainty.late_discount": "拖欠对拉动的折减",
    "report.uncertainty.award_rd": "奖励带来的研发",
    "report.uncertainty.reference_awards_innovative": "起点奖励：创新型",
    "report.uncertainty.reference_awards_municipal": "起点奖励：市级",
    "report.uncertainty.reference_awards_regional": "起点奖励：自治区级",
    "report.uncertainty.reference_awards_little_giant": "起点奖励：小巨人",
    "report.uncertainty.reference_awards_champion": "起点奖励：单项冠军",
    "report.uncertainty.effort_help": "旗区力度对申报的帮助",
    "report.uncertainty.number_chasing": "追求数量的倾向",
    "report.uncertainty.relabel_chance": "研发归集的机会",
    "report.uncertainty.relabel_reach": "研发归集的幅度",
    "report.uncertainty.local_points": "自治区特色指标得分",
    "report.uncertainty.municipal_pass_mark": "市级认定分数线",
    "report.uncertainty.panel_sd": "评审分歧",
    "report.uncertainty.panel_persistence": "评审意见的延续",
    "report.uncertainty.innovative_places": "名额：创新型",
    "report.uncertainty.regional_places": "名额：自治区级",
    "report.uncertainty.little_giant_places": "名额：小巨人",
    "report.uncertainty.little_giant_rivals": "竞争者：小巨人",
    "report.uncertainty.little_giant_strength": "竞争者实力：小巨人",
    "report.uncertainty.champion_places": "名额：单项冠军",
    "report.uncertainty.champion_rivals": "竞争者：单项冠军",
    "report.uncertainty.champion_strength": "竞争者实力：单项冠军",
    "report.uncertainty.month_innovative": "认定月份：创新型",
    "report.uncertainty.month_municipal": "认定月份：市级",
    "report.uncertainty.month_regional": "认定月份：自治区级",
    "report.uncertainty.month_little_giant": "认定月份：小巨人",
    "report.uncertainty.month_champion": "认定月份：单项冠军",
    "report.uncertainty.review_tolerance": "复核的宽严",
    "report.uncertainty.renewal_innovative": "复核通过率：创新型",
    "report.uncertainty.renewal_municipal": "复核通过率：市级",
    "report.uncertainty.renewal_regional": "复核通过率：自治区级",
    "report.uncertainty.renewal_little_giant": "复核通过率：小巨人",
    "report.uncertainty.renewal_champion": "复核通过率：单项冠军",
    "report.uncertainty.missed_update": "漏报年度更新",
    "report.uncertainty.revocation_rate": "称号撤销率",
    "report.uncertainty.city_share": "市本级承担比例",
    "report.uncertainty.stock_paid": "已有称号补发奖励",
    "report.uncertainty.province_innovative_paid": "自治区认定的创新型给奖",
    "report.uncertainty.paid_next_year": "次年支付",
    "report.uncertainty.appraisal_response": "旗区对考核的反应",
    "report.uncertainty.titled_at_start": "起点有称号企业数",
    "report.uncertainty.little_giants_at_start": "起点小巨人数",
    "report.uncertainty.champions_at_start": "起点单项冠军数",
    "report.uncertainty.large_firms": "大型企业数",
    "report.uncertainty.register_scale": "企业名录规模",
}
