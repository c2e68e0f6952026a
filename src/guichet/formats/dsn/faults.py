"""What is wrong with a DSN file: one fault a place, in a sentence for the payroll clerk."""

from dataclasses import dataclass

from guichet.formats.identifiers import check_nir


@dataclass(frozen=True)
class Fault:
    """`rubric` is a rubric, a block or "structure"; `code` the control's name in the norm, or ours.

    `blocking`: the deposit point would refuse the declaration. `value` never holds a NIR or a name.
    `times`: how many faults of this kind it stands for, past the most that are told one by one.
    """

    line: int
    rubric: str
    code: str
    blocking: bool
    message: str
    value: str
    times: int = 1


# Values of these blocks name a person: they are never repeated in a fault.
PERSONAL = (
    "S10.G00.02",
    "S20.G00.07",
    "S21.G00.30",
    "S21.G00.31",
    "S21.G00.73",
    "S21.G00.85.01",
    "S89.G00.32",
    "S89.G00.67",
    "S89.G00.87",
    "S89.G00.88",
    "S89.G00.89",
    "S89.G00.91",
)


def shown(rubric: str, value: str) -> str:
    """The value as a fault may repeat it; a NIR put in a wrong place is not repeated either."""
    if rubric.startswith(PERSONAL) or check_nir(value).ok:
        return ""
    return value[:60]
