"""Procedure versions: declared by the benefits, kept immutable, chosen by the day of filing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guichet.cases.models import ProcedureVersion


@dataclass(frozen=True)
class Procedure:
    """A version of a procedure as a benefit declares it: `content` is plain data."""

    code: str
    version: int
    valid_from: date
    prefix: str
    content: Mapping[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        text = json.dumps(dict(self.content), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


class AlteredProcedure(Exception):
    """A version that files already stand on was changed; a new version is needed instead."""


_declared: dict[tuple[str, int], Procedure] = {}


def register(procedure: Procedure) -> None:
    """Declare a procedure version; called once by each benefit as the program starts."""
    _declared[procedure.code, procedure.version] = procedure


def declared() -> tuple[Procedure, ...]:
    return tuple(_declared.values())


def in_force(code: str, day: date) -> ProcedureVersion:
    """The version in force on a day, kept in the database the first time that it is used."""
    versions = [p for p in _declared.values() if p.code == code and p.valid_from <= day]
    if not versions:
        raise LookupError(f"no version of the procedure {code} is in force on {day}")
    procedure = max(versions, key=lambda p: p.valid_from)
    row, _ = ProcedureVersion.objects.get_or_create(
        code=procedure.code,
        version=procedure.version,
        defaults={
            "valid_from": procedure.valid_from,
            "content": dict(procedure.content),
            "digest": procedure.digest,
        },
    )
    if row.digest != procedure.digest:
        raise AlteredProcedure(f"{code} version {procedure.version} differs from what was kept")
    return row
