"""What reading remembers, from file to file: most blocks say what one before them said.

No amount and nothing that names a person is in it (`shapes`), and nothing that hangs on one file.
"""

from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 20_000_000


@dataclass(slots=True)
class Memory:
    """`shapes`: by plan, month and row of rubrics; `groups`: by the verdicts of a person's blocks.

    Each says of what it keeps how large it is, in bytes, roughly.
    """

    shapes: dict[Any, Any] = field(default_factory=dict)
    groups: dict[Any, Any] = field(default_factory=dict)
    size: int = 0

    def keep(self, place: dict[Any, Any], key: Any, value: Any, size: int) -> None:
        """Within reason: past it, all is learnt anew."""
        self.size += size
        if self.size > MOST_BYTES:
            self.forget()
        place[key] = value

    def forget(self) -> None:
        self.shapes.clear()
        self.groups.clear()
        self.size = 0


MEMORY = Memory()
