"""Shared reads of persons and organisations."""

from collections.abc import Iterable
from datetime import date

from guichet.people.models import Organisation, Person


def find_persons(keys: Iterable[tuple[str, date]]) -> dict[tuple[str, date], Person]:
    """Persons by NIR (13 characters) and birth date, both exact: no sure match, no person."""
    wanted = set(keys)
    found = Person.objects.filter(nir__in={nir for nir, _ in wanted})
    return {key: p for p in found if (key := (p.nir, p.birth_date)) in wanted}


def find_person(nir: str, birth_date: date) -> Person | None:
    return find_persons([(nir, birth_date)]).get((nir, birth_date))


def find_organisation(siret: str) -> Organisation | None:
    return Organisation.objects.filter(siret=siret).first()
