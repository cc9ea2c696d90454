"""Chinese words of `srdi sensitivity`."""

WORDS = {
    "cli.sensitivity.about": "哪些因素左右结果，其中多少出于偶然",
    "cli.help.method": (
        "morris（筛选）、sobol 或 shapley（方差份额）、pawn 或 delta（分布偏移）、"
        "split（口径、参数、偶然）"
    ),
    "cli.help.outcome": "所看的结果，如 firms:regional:2025、chance:all 或 cost:total",
    "cli.help.of_levers": "变动有取值范围的杠杆",
    "cli.help.of_uncertainties": "变动不确定量",
    "cli.help.of_not-fitted": "变动未经数据拟合的不确定量",
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
