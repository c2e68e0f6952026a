"""Files decided a second, on the embedded database and on a PostgreSQL made for the occasion.

.venv/bin/python tools/bench.py [options of guichet bench]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import postgres, session  # noqa: E402

COMMAND = ROOT / ".venv" / "bin" / "guichet"


def measure(name: str, url: str, options: list[str]) -> int:
    """Runs the bench on an empty database, which waits for the disk as in real use."""
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as data:
        kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
        environment = {**kept, "GUICHET_VAR": data}
        if url:
            environment["GUICHET_DATABASE_URL"] = url
        command = [str(COMMAND), "bench", *options]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main(options: list[str]) -> int:
    session.open_run()
    try:
        statuses = [
            measure("SQLite", "", options),
            measure("PostgreSQL", postgres.database_url(durable=True), options),
        ]
    except KeyboardInterrupt:
        return 130
    finally:
        session.close_run()
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
