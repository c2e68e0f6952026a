"""Every field of every table says what an erasure makes of it: a new one without fails here."""

import pytest

from guichet.erasure import inventory
from guichet.erasure.declared import Table
from guichet.erasure.enums import KeptBecause
from guichet.erasure.inventory import TABLES, faults
from guichet.people.models import Person
from tests.erasure import lives


def test_every_field_of_the_house_is_declared_once() -> None:
    assert faults() == []


def test_what_goes_is_told_to_whoever_decides() -> None:
    assert all(bool(table.rows) == bool(table.what) == bool(table.erases) for table in TABLES)


@pytest.mark.django_db
def test_nothing_is_erased_while_a_field_is_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails closed: what nobody thought of would stay, and be believed gone."""
    short = Table(Person, {KeptBecause.LINK: ("id",)})
    others = tuple(table for table in TABLES if table.model is not Person)
    monkeypatch.setattr(inventory, "TABLES", (short, *others))
    person = lives.world.make_person()
    with pytest.raises(RuntimeError, match="not declared"):
        lives.erase(person)
    assert Person.objects.get().nir == person.nir
