"""The signing key of an installation is made once, whole, by whoever starts first."""

import os
import subprocess
import sys
from pathlib import Path

READ = "from guichet.project import settings; print(settings.SECRET_KEY)"


def start(var: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "GUICHET_VAR": str(var)}
    environment.pop("GUICHET_SECRET_KEY", None)
    return subprocess.Popen(
        [sys.executable, "-c", READ], env=environment, stdout=subprocess.PIPE, text=True
    )


def test_all_that_start_at_once_read_the_same_whole_key(tmp_path: Path) -> None:
    """The server and the worker start together on a new machine."""
    keys = [one.communicate()[0].strip() for one in [start(tmp_path) for _ in range(6)]]
    assert len(set(keys)) == 1
    assert len(keys[0]) > 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_key_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("kept" * 20)
    assert start(tmp_path).communicate()[0].strip() == "kept" * 20
