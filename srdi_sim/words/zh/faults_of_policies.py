"""What does not fit in a policy: its texts, its levers, its dates and its reading, in Chinese."""

WORDS = {
    # texts of policies
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
    # the same of a policy that was changed in Python
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
    # what is let pass, and never acts
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
