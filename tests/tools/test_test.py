"""What the tool of the tests takes for itself, and what it leaves to pytest."""

import pytest

from tools.test import asked


def test_its_own_options_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        asked(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("--soak", "--no-quality", "pytest"))


@pytest.mark.parametrize(
    "left",
    [[], ["tests/law", "-k", "rounding"], ["--no-header", "-x", "--durations=5"], ["--so"]],
)
def test_what_is_not_its_own_goes_to_pytest_as_it_is(left: list[str]) -> None:
    own, options = asked(["--no-quality", *left])
    assert (own.soak, own.no_quality, options) == (False, True, left)
