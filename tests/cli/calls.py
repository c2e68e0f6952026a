"""Calling `guichet` inside the test's own process and database."""

from click.testing import CliRunner, Result

from guichet.cli.main import main


def guichet(*arguments: object) -> Result:
    """The answer of `guichet ARGUMENTS`; an exception that a user would see fails the test."""
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
