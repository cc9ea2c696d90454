"""What is said of the workers of other machines, in Chinese."""

WORDS = {
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
}
