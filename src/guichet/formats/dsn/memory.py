"""What is remembered while a declaration is read: most of its blocks say what one before said."""

from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 20_000


@dataclass(slots=True)
class Memory:
    """`shapes`: by plan, then by row of rubrics; `groups`: by the verdicts of a person's blocks."""

    shapes: dict[Any, dict[Any, Any]] = field(default_factory=dict)
    groups: dict[Any, Any] = field(default_factory=dict)
    kept: int = 0

    def keep(self, place: dict[Any, Any], key: Any, value: Any) -> None:
        """Within reason: past it, all is learnt anew."""
        self.kept += 1
        if self.kept > MOST_KEPT:
            self.forget()
        place[key] = value

    def forget(self) -> None:
        self.shapes, self.groups, self.kept = {}, {}, 0
