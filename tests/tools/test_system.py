"""What the tests need is installed where that is allowed, else asked for, never passed over."""

import pytest

from tools import system
from tools.system import Need

ABSENT = Need("made-up-package", "it is made up", libraries=("no-such-library.so.1",))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The packages that would have been installed, on a machine that misses one."""
    packages: list[str] = []

    def note(wanted: list[str], _prefix: list[str]) -> bool:
        packages.extend(wanted)
        return True

    monkeypatch.setattr(system, "NEEDS", (ABSENT,))
    monkeypatch.setattr(system, "install", note)
    return packages


def test_nothing_missing_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "NEEDS", (Need("coreutils", "always there", ("ls",)),))
    assert system.main() == 0
    assert capsys.readouterr().out == ""


def test_an_ordinary_user_is_given_the_one_command(
    monkeypatch: pytest.MonkeyPatch, installed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "administrator", lambda: None)
    assert system.main() == 1
    assert installed == []
    assert (
        "apt-get update && apt-get install --yes --no-install-recommends made-up-package"
        in capsys.readouterr().out
    )


def test_an_administrator_has_it_installed_and_checked_again(
    monkeypatch: pytest.MonkeyPatch, installed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "administrator", lambda: [])
    monkeypatch.setattr(system.shutil, "which", lambda name, **_: "/" if "apt" in name else None)
    assert system.main() == 1, "the program is still missing after the installation"
    assert installed == ["made-up-package"]
    assert "cannot start" in capsys.readouterr().out
