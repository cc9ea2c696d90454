"""What is wrong with a file as such: its text, its YAML and the files that it names, in Chinese."""

WORDS = {
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
}
