"""`guichet backup` and `guichet restore`: all comes back, on an empty installation only."""

import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_demo import counts
from tests.support import postgres
from tests.support.installation import SQLITE_FILE, Installation

FOLDERS = ("documents", "outgoing")


@pytest.fixture
def elsewhere(installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """Another installation on the same kind of database, without a table in it."""
    var = tmp_path / "elsewhere"
    var.mkdir()
    if installation.url.startswith("sqlite"):
        yield Installation(var, f"sqlite:///{var / SQLITE_FILE}")
        return
    url = postgres.database_url(name=f"t{uuid.uuid4().hex}")
    postgres.create_database(url)
    yield Installation(var, url)
    postgres.drop_database(url)


def kept(installation: Installation) -> dict[str, bytes]:
    """Documents and outgoing files, by their path."""
    return {
        str(path.relative_to(installation.var)): path.read_bytes()
        for folder in FOLDERS
        for path in (installation.var / folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.dear
def test_a_fund_saved_and_put_back_elsewhere_is_the_same_and_goes_on(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    for before in (["demo", "--no-serve"], ["work", "--once"]):
        assert installation.run(*before).returncode == 0
    archive = str(tmp_path / "saved.tar.gz")
    saved = installation.run("backup", archive)
    assert saved.returncode == 0, saved.stderr
    restored = elsewhere.run("restore", archive)
    assert restored.returncode == 0, restored.stderr
    assert counts(elsewhere) == counts(installation)
    files = kept(elsewhere)
    assert files == kept(installation)
    assert {Path(name).parts[:2] for name in files} >= {("outgoing", "payments")}
    for check in (["journal", "verify"], ["case", "replay", "AM26-0000001"], ["doctor"]):
        done = elsewhere.run(*check)
        assert done.returncode == 0, done.stdout + done.stderr
    assert elsewhere.run("pay", "run").returncode == 0


def test_nothing_is_put_back_over_data(installation: Installation, tmp_path: Path) -> None:
    archive = str(tmp_path / "saved.tar.gz")
    assert installation.run("backup", archive).returncode == 0
    done = installation.run("restore", archive)
    assert done.returncode == 1
    assert "contient déjà des données ; rien n'a été remis" in done.stderr


def test_an_archive_that_is_there_is_not_written_over(
    installation: Installation, tmp_path: Path
) -> None:
    archive = tmp_path / "saved.tar.gz"
    archive.write_bytes(b"precious")
    done = installation.run("backup", str(archive))
    assert done.returncode == 1
    assert "existe déjà" in done.stderr
    assert archive.read_bytes() == b"precious"


def test_an_archive_of_something_else_is_refused(elsewhere: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "other.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(__file__, "something")
    done = elsewhere.run("restore", str(archive))
    assert done.returncode == 1
    assert "n'est pas une sauvegarde de Guichet" in done.stderr
