"""The package as a whole: light to import, whole names, at home where nothing can be written."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import srdi_sim

HEAVY = ("numpy", "numba", "pandas", "scipy", "matplotlib", "mesa", "pydantic", "pyarrow")


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python that finds the same package as this test does."""
    home = str(Path(srdi_sim.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": home, **environment},
    )


def test_every_public_name_can_be_had():
    for name in srdi_sim.__all__:
        assert getattr(srdi_sim, name) is not None


def test_importing_the_package_loads_nothing_heavy():
    loaded = f"import srdi_sim, sys; print([name for name in {HEAVY} if name in sys.modules])"
    assert python(loaded).stdout.strip() == "[]"


def test_importing_the_package_takes_less_than_half_a_second():
    bare = min(_seconds("pass") for _ in range(3))
    assert min(_seconds("import srdi_sim") for _ in range(3)) - bare < 0.5


def test_help_loads_nothing_heavy():
    told = (
        "import sys\nfrom srdi_sim.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    assert python(told).stdout.splitlines()[-1] == "[]"


def test_the_report_of_a_run_loads_nothing_that_only_studies_need():
    code = (
        "import sys, srdi_sim.report.pages\n"
        "heavy = 'SALib', 'scipy.stats', 'scipy.optimize', 'srdi_sim.analysis.optimisation'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert python(code).stdout.strip() == "[]"


def _seconds(code: str) -> float:
    start = time.perf_counter()
    assert python(code).returncode == 0
    return time.perf_counter() - start


def test_a_year_can_be_simulated_where_no_cache_can_be_written():
    nowhere = "/proc/nowhere" if Path("/proc").exists() else "/dev/null/nowhere"
    code = (
        "import srdi_sim as srdi\n"
        "from srdi_sim import compiled\n"
        "assert compiled._CACHE is None, compiled._CACHE\n"
        "model = srdi.LadderModel('ordos-2022')\n"
        "model.step()\n"
        "print(len(model.agents))\n"
    )
    run = python(
        code, HOME=nowhere, XDG_CACHE_HOME=nowhere, SRDI_CACHE_DIR=nowhere, NUMBA_CACHE_DIR=""
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[-1]) > 1000
