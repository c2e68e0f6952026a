"""What `make demo` and a fund install is enough for all but the batches of the law."""

import os
import subprocess
import sys

from tests.quality.sources import ROOT, SOURCES, python_files

# those who decide millions of files install more: tools/setup.py batch
OF_BATCHES = (
    "guichet.batches.",
    "guichet.law.batch",
    "guichet.law.sickness_batch",
    "guichet.cli.law_batch",
)
LIFELINE = "guichet.batches.lifeline"  # the year's workers have it too
IMPORTED = """
import importlib, re, sys
from importlib.metadata import packages_distributions
from pathlib import Path

def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()

lock = Path("requirements/runtime.txt").read_text()
there = {plain(name) for name in re.findall(r"^([A-Za-z0-9]\\S*)==", lock, re.MULTILINE)}
for module, sources in packages_distributions().items():
    if not {plain(source) for source in sources} & there:
        sys.modules[module] = None
import django
django.setup()
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_nothing_of_a_fund_needs_what_is_installed_for_batches_or_tests() -> None:
    names = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for path in python_files(SOURCES)
    ]
    wanted = [name for name in names if name == LIFELINE or not name.startswith(OF_BATCHES)]
    assert LIFELINE in wanted
    assert "guichet.replay.engine" in wanted
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *wanted],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "guichet.project.settings"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
