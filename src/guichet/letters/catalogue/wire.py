"""Letter content as plain JSON, read back strictly: the archive must say exactly what was sent."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class ContentRefused(ValueError):
    """The content cannot become a letter; the message says which field and what was expected."""


@cache
def fields_of(kind: type) -> tuple[dataclasses.Field[Any], ...]:
    """The fields of a dataclass; none for any other type."""
    return dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()


def to_wire(value: object) -> Any:
    """JSON shape of a content value: objects, lists, ISO dates, integers, texts."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_wire(item) for item in value]
    if fields := fields_of(type(value)):
        return {f.name: to_wire(getattr(value, f.name)) for f in fields}
    return value


def from_wire(kind: type[T], raw: object, where: str = "contenu") -> T:
    """Build a dataclass of `kind` from its JSON shape; unknown or missing fields are refused."""
    if not isinstance(raw, Mapping):
        raise ContentRefused(f"{where} : un objet était attendu.")
    fields = {f.name: f for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(raw) - set(fields))
    if unknown:
        raise ContentRefused(f"{where} : champ inconnu « {unknown[0]} ».")
    hints = get_type_hints(kind)
    given: dict[str, object] = {}
    for name, field in fields.items():
        if name in raw:
            given[name] = _read(hints[name], raw[name], f"{where}.{name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise ContentRefused(f"{where} : le champ « {name} » manque.")
    return kind(**given)


def _read(hint: Any, raw: object, where: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if raw is None:
            return None
        hint = next(arg for arg in get_args(hint) if arg is not types.NoneType)
        return _read(hint, raw, where)
    if origin is tuple:
        if not isinstance(raw, list | tuple):
            raise ContentRefused(f"{where} : une liste était attendue.")
        item = get_args(hint)[0]
        return tuple(_read(item, one, f"{where}[{i}]") for i, one in enumerate(raw))
    if dataclasses.is_dataclass(hint):
        return from_wire(hint, raw, where)  # type: ignore[arg-type]
    return _read_scalar(hint, raw, where)


def _read_scalar(hint: Any, raw: object, where: str) -> object:
    if hint is date:
        return _read_date(raw, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(raw)
        except ValueError as error:
            raise ContentRefused(f"{where} : un des codes prévus était attendu.") from error
    # bool is an int for Python, not for a letter.
    if type(raw) is not hint:
        words = {int: "un nombre entier", str: "un texte", bool: "vrai ou faux"}
        raise ContentRefused(f"{where} : {words.get(hint, hint)} était attendu.")
    return raw


def _read_date(raw: object, where: str) -> date:
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise ContentRefused(f"{where} : une date AAAA-MM-JJ était attendue.") from error
