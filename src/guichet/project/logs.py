"""How what goes wrong is written for the fund's computer people: places and kinds, no values."""

import logging
import traceback
from types import TracebackType

ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WithoutValues(logging.Formatter):
    """Tracebacks without the messages of the errors.

    A database quotes in them the row that it refuses: a number, a name, a reason.
    """

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 (its name in logging)
        error, lines = ei[1], []
        while error is not None:
            told = "".join(traceback.format_tb(error.__traceback__))
            lines.append(f"{told}{type(error).__module__}.{type(error).__qualname__}{_rule(error)}")
            error = error.__cause__ or error.__context__
        return "\n\nThe error before it:\n".join(lines)


def _rule(error: BaseException) -> str:
    """The name of the constraint that a database refused by, where it says one."""
    name = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f": {name}" if name else ""
