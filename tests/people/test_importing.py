"""The tables of a fund: taken whole once, refused whole with every fault at its place."""

import pytest

from guichet.journal.models import Event
from guichet.journal.service import rule
from guichet.people.importing import AlreadyImported, Imported, import_employers, import_people
from guichet.people.models import Organisation, Person
from guichet.people.table import RefusedTable
from tests.support import world

pytestmark = pytest.mark.django_db

HEAD = "nir;birth_date;family_name;given_names;address_1;address_2;email"
CLAIRE = (
    "2800193901006;1980-01-20;EXEMPLE;Claire;3 rue des Essais;93901 VALLOMBRE;c@exemple.invalid"
)
KARIM = "1 75 06 93 901 014;02/06/1975;MODÈLE;Karim;12 avenue du Test;93901 VALLOMBRE;"
OPERATOR = rule("operator.command")


def take(*lines: str, head: str = HEAD, encoding: str = "utf-8") -> Imported:
    content = "\n".join([head, *lines]).encode(encoding)
    return import_people(content, actor=OPERATOR, now=world.NOW)


def faults(*lines: str, head: str = HEAD) -> list[tuple[int, str]]:
    with pytest.raises(RefusedTable) as refused:
        take(*lines, head=head)
    assert not Person.objects.exists()
    assert not Event.objects.exists()
    return [(fault.line, fault.column) for fault in refused.value.faults]


def test_the_persons_of_a_table_are_recorded_with_their_trace() -> None:
    assert take(CLAIRE, KARIM) == Imported(2, 0)
    karim = Person.objects.get(family_name="MODÈLE")
    assert (karim.nir, karim.birth_date.isoformat()) == ("1750693901014", "1975-06-02")
    assert karim.address == ["12 avenue du Test", "93901 VALLOMBRE"]
    assert karim.nir_status == "certified"
    assert Event.objects.filter(person_id=karim.id, kind="person.recorded").count() == 1
    assert "1750693901014" not in str(list(Event.objects.values_list("data", "stream")))


def test_the_same_table_is_seen_and_not_taken_again() -> None:
    take(CLAIRE)
    with pytest.raises(AlreadyImported):
        take(CLAIRE)
    assert Person.objects.count() == 1


def test_a_person_already_known_stays_as_they_are() -> None:
    take(CLAIRE)
    Person.objects.update(address=["elsewhere"])
    assert take(CLAIRE, KARIM) == Imported(1, 1)
    assert Person.objects.get(given_names="Claire").address == ["elsewhere"]


def test_a_number_that_waits_to_be_certified_is_provisional() -> None:
    take(CLAIRE.replace("2800193901006", "8800193901006"))
    assert Person.objects.get().nir_status == "provisional"


def test_every_bad_cell_is_told_at_its_place_and_nothing_is_kept() -> None:
    bad = [
        CLAIRE,
        KARIM.replace("1 75 06", "1 75 6"),
        CLAIRE.replace("1980-01-20", "1980-02-30").replace("EXEMPLE", ""),
        CLAIRE.replace("3 rue des Essais", "x" * 39).replace("c@exemple.invalid", "c@"),
        "trop;court",
    ]
    assert faults(*bad) == [
        (3, "nir"),
        (4, "birth_date"),
        (4, "family_name"),
        (5, "address_1"),
        (5, "email"),
        (6, ""),
    ]


@pytest.mark.parametrize("day", ["2026-11-21", "1801-01-01", "20 janvier 1980"])
def test_a_birth_date_is_a_day_that_has_been(day: str) -> None:
    assert faults(CLAIRE.replace("1980-01-20", day)) == [(2, "birth_date")]


def test_a_number_said_twice_or_known_with_another_birth_date_is_a_fault() -> None:
    assert faults(CLAIRE, KARIM, CLAIRE.replace("Claire", "Clara")) == [(4, "nir")]
    take(CLAIRE)
    with pytest.raises(RefusedTable) as refused:
        take(KARIM, CLAIRE.replace("1980-01-20", "1981-01-20"))
    assert [(f.line, f.column) for f in refused.value.faults] == [(3, "birth_date")]
    assert Person.objects.count() == 1


def test_columns_that_lack_or_are_not_known_are_told() -> None:
    assert faults(CLAIRE, head=HEAD.replace("birth_date", "born")) == [(1, "birth_date"), (1, "2")]


def test_a_mail_address_longer_than_its_column_is_a_fault_and_not_a_failure() -> None:
    labels = ".".join(["d" * 60] * 4)
    assert faults(CLAIRE.replace("c@exemple.invalid", f"{'c' * 40}@{labels}.fr")) == [(2, "email")]


def test_a_fault_never_repeats_what_the_cell_holds() -> None:
    with pytest.raises(RefusedTable) as refused:
        take("28001939010;x;;Claire;a;b;c")
    told = str(refused.value) + str(refused.value.faults)
    assert "28001939010" not in told


def test_another_encoding_and_a_broken_quote_are_refused_in_words() -> None:
    with pytest.raises(RefusedTable, match="1 faults"):
        take(KARIM, encoding="latin-1")
    assert faults('"2800193901006;1980-01-20') == [(2, "")]


def test_employers_are_recorded_once_by_siret_with_its_key() -> None:
    head, row = "siret,name,address_1", "00041230400016,Boulangerie,1 rue du Four"
    done = import_employers(f"{head}\n{row}".encode(), actor=OPERATOR, now=world.NOW)
    assert done == Imported(1, 0)
    assert Organisation.objects.get().name == "Boulangerie"
    with pytest.raises(RefusedTable) as refused:
        import_employers(
            f"{head}\n{row.replace('16,', '17,')}".encode(), actor=OPERATOR, now=world.NOW
        )
    assert [(f.line, f.column) for f in refused.value.faults] == [(2, "siret")]
    assert Organisation.objects.count() == 1
