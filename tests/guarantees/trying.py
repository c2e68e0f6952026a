"""What a try of a constraint, and of a trigger, is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tests.guarantees.rows import copy_row, set_columns

Operation = Callable[[models.Model, Mapping[str, Any]], None]
COPY, SET = copy_row, set_columns
LATER = {"number": "N", "is_first": False, "is_first_income": False}  # a copy of an order


@dataclass(frozen=True)
class Try:
    """Doing `bad` to a row is refused by the constraint; doing `good` is accepted."""

    model: type[models.Model]
    operation: Operation
    bad: Mapping[str, Any]
    good: Mapping[str, Any]
    row: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Guard:
    """A trigger: what it refuses of one row, and what it lets pass of another or the same."""

    model: type[models.Model]
    row: Mapping[str, Any]
    refused: Mapping[str, Any]
    accepted_row: Mapping[str, Any]
    accepted: Mapping[str, Any]
    operation: Operation = field(default=set_columns)
