"""The set-up knows what it has already done, and says in words why it cannot go on."""

from pathlib import Path

import pytest

from tools import setup

UNREACHABLE = [
    "WARNING: Retrying (Retry(total=0)) after connection broken by NewConnectionError\n",
    "ERROR: Could not find a version that satisfies the requirement click==8.5.1\n",
    "ERROR: No matching distribution found for click==8.5.1\n",
]
NOT_OFFERED = UNREACHABLE[1:]
CHANGED = ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"]
FULL = ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with one lock and an environment."""
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").touch()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime.txt").write_text("click==8.5.1\n")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "ENVIRONMENT", environment)
    monkeypatch.setattr(setup, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(setup, "STAMP", environment / "guichet-stamp.json")
    return tmp_path


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (UNREACHABLE, "index could not be reached"),
        (NOT_OFFERED, "does not offer a package"),
        (CHANGED, "not the one that the lock file names"),
        (FULL, "The disk is full"),
        ([], "could not be installed"),
    ],
)
def test_a_failed_installation_is_told_in_a_sentence(
    folder: Path, output: list[str], sentence: str
) -> None:
    with pytest.raises(setup.SetupError, match=sentence):
        setup.report_install_failure(output)
    assert (folder / ".venv" / "install.log").read_text() == "".join(output)


def test_a_finished_set_up_is_recognised(folder: Path) -> None:
    setup.write_stamp({**setup.machine(), "runtime": setup.digest("runtime")})
    assert setup.read_stamp()["runtime"] == setup.digest("runtime")


def test_a_changed_lock_is_set_up_again(folder: Path) -> None:
    setup.write_stamp({**setup.machine(), "runtime": setup.digest("runtime")})
    (folder / "requirements" / "runtime.txt").write_text("click==8.5.2\n")
    assert setup.read_stamp()["runtime"] != setup.digest("runtime")


def test_an_environment_of_another_folder_or_python_is_not_trusted(folder: Path) -> None:
    setup.write_stamp({**setup.machine(), "folder": "/elsewhere"})
    assert setup.read_stamp() == {}


def test_a_python_that_is_too_old_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(setup.SetupError, match=r"needs Python 3\.11 or later"):
        setup.check_python()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Collecting numpy==2.4.6 (from -r runtime.txt (line 3))", "numpy"),
        ("Processing /srv/wheels/numpy-2.4.6-cp311.whl (from -r runtime.txt)", "numpy"),
        ("Requirement already satisfied: numpy==2.4.6 in ./.venv", "numpy"),
    ],
)
def test_progress_names_the_package(line: str, name: str) -> None:
    found = setup.FETCHED.match(line)
    assert found is not None
    assert found["name"] == name
