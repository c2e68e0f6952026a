"""Shared reads of persons and organisations."""

import uuid
from collections.abc import Iterable
from datetime import date

from guichet.people.enums import Role
from guichet.people.models import Account, Person


def find_persons(keys: Iterable[tuple[str, date]]) -> dict[tuple[str, date], Person]:
    """Persons by NIR (13 characters) and birth date, both exact: no sure match, no person."""
    wanted = set(keys)
    found = Person.objects.filter(nir__in={nir for nir, _ in wanted})
    return {key: p for p in found if (key := (p.nir, p.birth_date)) in wanted}


def find_person(nir: str, birth_date: date) -> Person | None:
    return find_persons([(nir, birth_date)]).get((nir, birth_date))


def persons_like(
    *, nir: str = "", family_name: str = "", birth_date: date | None = None
) -> list[Person]:
    """Persons for an agent's search: by NIR, or by family name and birth date together."""
    if nir:
        found = Person.objects.filter(nir=nir)
        return list(found.filter(birth_date=birth_date) if birth_date else found)
    if not family_name or birth_date is None:
        return []
    same = Person.objects.filter(
        family_name__iexact=family_name, birth_date=birth_date, erased_at=None
    )
    return list(same.order_by("given_names", "id")[:20])


def persons_by_id(person_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, Person]:
    """Persons for a list that names them."""
    return Person.objects.in_bulk({one for one in person_ids if one})


def names_of(account_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """How accounts are called, for the history of what they did."""
    wanted = {one for one in account_ids if one}
    return dict(Account.objects.filter(pk__in=wanted).values_list("id", "display_name"))


def working_agents() -> list[uuid.UUID]:
    """The accounts of the agents who may be given work."""
    found = Account.objects.filter(role=Role.AGENT, is_active=True).order_by("created_at", "id")
    return list(found.values_list("id", flat=True))
