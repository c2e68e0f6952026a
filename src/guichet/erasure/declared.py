"""How the erasure of a person is declared: a table a model, and a fate for each of its fields."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, F, Model, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Left, StrIndex

from guichet.erasure.enums import KeptBecause

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

# What stands where free text was.
GONE = "effacé"


@dataclass(frozen=True)
class Whom:
    """A person about to be erased, found by all that will no longer find them.

    `pseudonym` takes the place of the NIR wherever it stood: the same for all the person's rows,
    so that what is joined by it stays joined, drawn by lot, and no NIR since it begins with E.
    """

    person_id: uuid.UUID
    nir: str
    pseudonym: str
    now: datetime
    cases: Sequence[uuid.UUID]
    accounts: Sequence[uuid.UUID]
    notices: Sequence[uuid.UUID]
    stops: Sequence[uuid.UUID]


Rows = Callable[[Whom], "QuerySet[Any]"]
Neutral = Any  # a value, an expression, or a function from Whom to one of them


@dataclass(frozen=True)
class Table:
    """What an erasure does to the rows of a model.

    `erases`: the field and what is written in its place; `keeps`: why, and which fields stay.
    Without `rows` nothing of it is about an insured person. `deletes`: the rows go whole.
    `what`: what goes, in words, for whoever decides.
    """

    model: type[Model]
    keeps: Mapping[KeptBecause, Sequence[str]] = field(default_factory=dict)
    rows: Rows | None = None
    erases: Mapping[str, Neutral] = field(default_factory=dict)
    deletes: bool = False
    what: "LazyText | str" = ""

    @property
    def fields(self) -> list[str]:
        """All that it declares, a field named twice being there twice."""
        return [*self.erases, *(name for names in self.keeps.values() for name in names)]

    def values(self, whom: Whom) -> dict[str, Any]:
        return {
            name: to(whom) if callable(to) and not hasattr(to, "resolve_expression") else to
            for name, to in self.erases.items()
        }


def gone(name: str) -> Case:
    """GONE where somebody wrote something, nothing where nobody did."""
    return Case(When(**{name: ""}, then=Value("")), default=Value(GONE))


def by_its_key() -> Concat:
    """A value of its own for each row that a constraint wants unique."""
    return Concat(Value("erased:"), Cast("id", CharField()), output_field=CharField())


def before_colon(name: str) -> Case:
    """The code that stands before an agent's words."""
    code = Left(name, StrIndex(name, Value(":")) - 1)
    return Case(When(**{f"{name}__contains": ":"}, then=code), default=F(name))


def pseudonym(whom: Whom) -> str:
    return whom.pseudonym


def now(whom: Whom) -> datetime:
    return whom.now
