"""What stops a run, and what is said of its folder, in Chinese."""

WORDS = {
    "failure.late": "用时超过 {seconds} 秒",
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
