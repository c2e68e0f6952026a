"""The demonstration is the first thing that a newcomer sees: it must tell what it says it tells."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pikepdf
import pytest

from guichet.benefits.sick_leave.service import replay
from guichet.cases.models import Case
from guichet.demo.people import INSURED, create
from guichet.demo.story import Story
from guichet.formats.identifiers import check_iban, check_nir, check_siret
from guichet.journal.registry import tell
from guichet.journal.selectors import broken, of_case
from guichet.ledger.models import BankDetails, Claim, PaymentFile, PaymentOrder
from guichet.letters.models import Letter
from guichet.letters.service import pdf_of
from guichet.people.models import Organisation
from guichet.tasks.models import Task

DAYS = [date(2026, 11, 22), date(2026, 11, 23), date(2027, 1, 4), date(2026, 3, 1)]


def tell_story(today: date) -> None:
    """The made-up fund as it stands on a day."""
    long_before = datetime.combine(today - timedelta(days=90), time(9), tzinfo=UTC)
    Story(create(long_before), today).tell(lambda words: None)


@pytest.fixture(autouse=True)
def documents(settings: object, tmp_path: object) -> None:
    settings.DOCUMENTS_DIR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def fund(db: None) -> date:
    tell_story(DAYS[0])
    return DAYS[0]


def states() -> dict[str, str]:
    return {c.person.given_names: c.state for c in Case.objects.select_related("person")}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_each_person_stands_at_another_point_of_the_life_of_a_file(db: None, today: date) -> None:
    tell_story(today)
    assert states() == {
        "Claire": "decided",
        "Karim": "decided",
        "Lucie": "decided",
        "Marc": "in_review",
        "Hugo": "waiting",
        "Inès": "waiting",
        "Paul": "waiting",
        "Nora": "in_review",
        "Sofia": "in_review",
        "Yann": "in_review",
    }


def test_the_fund_holds_together(fund: date) -> None:
    paid = {(o.case.person.given_names, o.payee_kind) for o in PaymentOrder.objects.all()}
    assert paid == {("Claire", "insured"), ("Karim", "employer"), ("Marc", "insured")}
    ordered = sum(PaymentOrder.objects.values_list("net_cents", flat=True))
    assert PaymentFile.objects.get().total_cents == ordered
    for letter in Letter.objects.all():
        with pikepdf.open(io.BytesIO(pdf_of(letter))) as pdf:
            assert len(pdf.pages) == 1, letter.code
    for case in Case.objects.all():
        assert all(tell(event) for event in of_case(case.id))
        assert replay(case.id) == []
    assert list(broken()) == []
    assert Claim.objects.exists()
    assert Task.objects.filter(state="open").exists()


def test_its_numbers_are_well_formed_and_nobody_s(fund: date) -> None:
    for insured in INSURED:
        assert check_nir(insured.nir).ok
        assert insured.nir[5:10] == "93901"  # a commune code that no commune has
    for organisation in Organisation.objects.all():
        assert check_siret(organisation.siret).ok
        assert organisation.siret.startswith("000")
    assert all(check_iban(row.iban).ok for row in BankDetails.objects.all())
