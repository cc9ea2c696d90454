"""The same bytes whatever the machine is like, and the same memory however long a run is."""

import time

import pytest

from faults.command import digests, done, environment, simulating, started, stored
from processes import needs_proc, open_files, resident_kb
from srdi_sim.ensemble.store import MANIFEST

N = 60
LONG = pytest.mark.faults
# What must not matter, by name: Python's options, workers, environment.
SETTINGS = {
    "one worker": ((), 1, {}),
    "all at once": (
        ("-O",),
        5,
        {"PYTHONHASHSEED": "random", "TZ": "America/Havana", "OMP_NUM_THREADS": "8"},
    ),
    "sixteen workers": ((), 16, {}),
    "hash seed 0, Shanghai": ((), 2, {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai"}),
    "hash seed 1, UTC": ((), 2, {"PYTHONHASHSEED": "1", "TZ": "UTC"}),
    "hash seed random, summer time": ((), 1, {"PYTHONHASHSEED": "random", "TZ": "America/Havana"}),
    "locale C": (
        (),
        1,
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ),
    "locale GBK": ((), 2, {"LC_ALL": "zh_CN.GBK", "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}),
    "eight threads": ((), 1, {name: "8" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}),
    "no assertions": (("-O",), 2, {}),
    "no assertions, no docstrings": (("-OO",), 1, {}),
    "numpy without AVX512": ((), 1, {"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX"}),
    "numpy without AVX2": (
        (),
        1,
        {"NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_ICL FMA3 AVX2 AVX"},
    ),
}
COMPILED_FOR_ANY_CPU = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
IN_CI = ("all at once",)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in IN_CI else LONG) for name in SETTINGS]
)
def test_results_are_the_same_bytes_whatever_the_machine_is_like(
    tmp_path, undisturbed, figures, name
):
    options, workers, settings = SETTINGS[name]
    line = simulating(tmp_path / "run", N, workers=workers)
    line[1:1] = options
    ended = done(line, env=environment(**settings))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert digests(tmp_path / "run") == undisturbed(N)
    figures.setdefault("same bytes", {})[name] = True


@LONG
def test_results_are_the_same_bytes_when_compiled_for_any_cpu(tmp_path, undisturbed, figures):
    """Compiled without what is special to this machine's processor, from nothing."""
    settings = {**COMPILED_FOR_ANY_CPU, "SRDI_CACHE_DIR": str(tmp_path / "cache")}
    (tmp_path / "cache").mkdir()
    ended = done(simulating(tmp_path / "run", N, workers=2), env=environment(**settings))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert digests(tmp_path / "run") == undisturbed(N)
    figures.setdefault("same bytes", {})["compiled for any CPU"] = True


@needs_proc
@pytest.mark.parametrize("n", [1500, pytest.param(10_000, marks=LONG)])
def test_memory_and_open_files_are_flat(tmp_path, figures, n):
    folder, seen = tmp_path / "run", {}
    process = started(simulating(folder, n))
    marks = [n // 10, n // 2, n * 9 // 10]
    while marks:
        assert process.poll() is None
        if stored(folder) >= marks[0] or (folder / MANIFEST).exists():
            seen[marks.pop(0)] = (resident_kb(process.pid), open_files(process.pid))
        time.sleep(0.01)
    most = 0
    while process.poll() is None:
        most = max(most, resident_kb(process.pid))
        time.sleep(0.05)
    assert process.returncode == 0
    process.communicate()
    (first, files), *_, (last, files_at_last) = seen.values()
    figures["memory"] = {
        "runs": n,
        **{f"MB at run {at}": round(kb / 1024, 1) for at, (kb, _) in seen.items()},
        "ratio": round(last / first, 3),
        "open files": [files, files_at_last],
        "MB at most, with the report": round(most / 1024, 1),
    }
    assert last <= 1.1 * first
    assert files_at_last <= files
