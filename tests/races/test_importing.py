"""Tables taken at once: nobody is recorded twice, and no collision is told to who waits."""

import pytest

from guichet.journal.service import rule
from guichet.people.importing import AlreadyImported, Imported, import_people
from guichet.people.models import Person
from tests.races.together import raised, together
from tests.support import world

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "nir;birth_date;family_name;given_names;address_1\n"
CLAIRE = "2800193901006;1980-01-20;EXEMPLE;Claire;3 rue des Essais\n"
KARIM = "1750693901014;1975-06-02;MODÈLE;Karim;12 avenue du Test\n"


def take(table: str) -> Imported:
    return import_people((HEAD + table).encode(), actor=rule("operator.command"), now=world.NOW)


def test_a_person_named_by_two_tables_at_once_is_recorded_once() -> None:
    answers = together([lambda: take(CLAIRE), lambda: take(CLAIRE + KARIM)])
    assert raised(answers) == []
    assert sum(one.new for one in answers if isinstance(one, Imported)) == 2
    assert Person.objects.count() == 2


def test_one_table_handed_over_twice_at_once_is_taken_once() -> None:
    answers = together([lambda: take(CLAIRE)] * 2)
    assert [type(error) for error in raised(answers)] == [AlreadyImported]
    assert Person.objects.count() == 1
