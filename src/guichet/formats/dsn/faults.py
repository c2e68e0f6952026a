"""What is wrong with a DSN file: one fault a place, in a sentence for the payroll clerk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`rubric` is a rubric, a block or "structure"; `code` the control's name in the norm, or ours.

    `blocking`: the deposit point would refuse the declaration. `value` never holds a NIR or a name.
    """

    line: int
    rubric: str
    code: str
    blocking: bool
    message: str
    value: str


# Values of these blocks name a person: they are never repeated in a fault.
PERSONAL = ("S21.G00.30", "S10.G00.02", "S20.G00.07", "S89.G00.91")


def shown(rubric: str, value: str) -> str:
    """The value as a fault may repeat it."""
    return "" if rubric.startswith(PERSONAL) else value[:60]
