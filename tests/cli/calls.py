"""Calling `guichet` inside the test's own process and database."""

from click.testing import CliRunner, Result

from guichet.cli.main import main


def guichet(*arguments: object, typed: str | None = None) -> Result:
    """The answer of `guichet ARGUMENTS`; an exception that a user would see fails the test."""
    call = [*map(str, arguments)]
    return CliRunner().invoke(main, call, input=typed, catch_exceptions=False)
