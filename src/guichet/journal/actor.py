"""Who does a gesture. Every action takes one; the event keeps its kind and its identifier."""

import uuid
from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["insured", "employer", "professional", "agent", "manager", "medical", "rule"]


@dataclass(frozen=True)
class Actor:
    """`id` is the account's; a rule of the program has a `rule` name and no account."""

    kind: ActorKind
    id: uuid.UUID | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if (self.kind == "rule") != bool(self.rule) or (self.kind == "rule") == bool(self.id):
            raise ValueError("An actor is a person's account or a named rule, never both.")

    @property
    def is_agent(self) -> bool:
        """Of the administration of the fund: the medical service reads and does other things."""
        return self.kind in ("agent", "manager")


def rule(name: str) -> Actor:
    """The program itself, acting by the rule `name`."""
    return Actor("rule", rule=name)
