"""Once a person is erased nothing tells who they were, and the chains of the journal hold."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guichet.cases.models import Case
from guichet.erasure.service import RefusedErasure, erasures, preview
from guichet.journal.models import Event
from guichet.journal.selectors import broken
from guichet.ledger.models import Claim, PaymentOrder
from guichet.letters.models import Letter
from guichet.outbox.service import drain
from guichet.people.models import Person
from guichet.people.service import find_person, persons_like
from tests.erasure import lives, scan
from tests.erasure.lives import LATER
from tests.support import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.OUTGOING_DIR = tmp_path / "outgoing"


@pytest.fixture
def traces() -> Iterator[lives.Traces]:
    yield lives.live()


def test_nothing_that_named_the_person_is_left_in_the_tables_or_on_disk(
    traces: lives.Traces,
) -> None:
    documents, outgoing = lives.folders()
    assert len(scan.where(traces.texts)) >= 25
    assert len(scan.files(documents, traces.texts)) == 3  # the DSN of the employer
    papers = set(documents.rglob("*"))
    assert preview(traces.person, LATER).hindered == []
    lives.erase(traces.person)
    drain(lambda: LATER)
    assert scan.where(traces.texts) == set()
    # kept, and declared so: what the employer sent to the fund, and what went to the bank
    assert len(scan.files(documents, traces.texts)) == 3
    assert {Path(one).parts[0] for one in scan.files(outgoing, traces.texts)} == {"payments"}
    assert len(papers - set(documents.rglob("*"))) == 1
    assert not list((outgoing / "letters").iterdir())
    assert list(broken()) == []


def test_days_sums_and_letters_stay_of_somebody_whom_nothing_names(traces: lives.Traces) -> None:
    def standing() -> list[Any]:
        return [
            list(Claim.objects.order_by("pk").values_list()),
            list(PaymentOrder.objects.order_by("pk").values_list("number", "net_cents", "person")),
            list(Letter.objects.order_by("pk").values_list("code", "sent_at", "decision")),
            list(Event.objects.order_by("pk").values_list("hash"))[:-1],
        ]

    before = [*standing()[:3], list(Event.objects.order_by("pk").values_list("hash"))]
    lives.erase(traces.person)
    assert standing() == before
    kept = Person.objects.get(pk=traces.person.pk)
    assert (kept.full_name, kept.erased_at) == ("Personne effacée", LATER)
    assert set(Case.objects.filter(person=kept).values_list("state", flat=True)) == {"closed"}
    (erasure,) = erasures()
    assert (erasure.person_id, erasure.reason) == (kept.pk, "asked")


def test_the_same_number_coming_back_is_somebody_new(traces: lives.Traces) -> None:
    nir, born = traces.person.nir, traces.person.birth_date
    lives.erase(traces.person)
    erased = Person.objects.get(pk=traces.person.pk)
    assert find_person(nir, born) is None
    assert persons_like(nir=nir) == []
    for name in (lives.NAMED["family_name"], erased.family_name):
        assert persons_like(family_name=name, birth_date=erased.birth_date) == []
    notice = world.send_notice(world.make_person(nir=nir, birth_date=born), now=LATER)
    assert notice.person_id not in (None, traces.person.pk)
    assert Case.objects.get(pk=notice.case_id).person_id == notice.person_id


def test_a_person_is_erased_once_and_by_a_manager_alone(traces: lives.Traces) -> None:
    with pytest.raises(PermissionError):
        lives.erase_person(
            traces.person.id, lives.ErasureReason.ASKED, actor=world.make_agent(), now=LATER
        )
    lives.erase(traces.person)
    with pytest.raises(RefusedErasure):
        lives.erase(traces.person)
    assert len(list(erasures())) == 1


def hindered(person: Person, now: Any = LATER) -> str:
    before = list(Person.objects.order_by("pk").values_list())
    with pytest.raises(RefusedErasure) as refused:
        lives.erase(person, now=now)
    assert list(Person.objects.order_by("pk").values_list()) == before
    assert preview(person, now).hindered == refused.value.reasons
    return " ".join(refused.value.reasons)


def test_what_is_not_over_keeps_a_person_in_words() -> None:
    waiting = world.make_person()
    world.send_notice(waiting)
    assert "n'est pas décidé" in hindered(waiting)
    decided = world.make_case_decided()
    assert "ne sont pas payés" in hindered(decided.person)
    world.pay()
    assert "pas encore parti" in hindered(decided.person, world.at(days=2))
    drain(lambda: world.at(days=1))
    assert "renvoyer" in hindered(decided.person, world.at(days=29))
    assert "contestée" in hindered(decided.person, world.at(days=80))
    lives.erase(decided.person, now=world.at(days=100))


def test_a_debt_or_an_appeal_keeps_a_person() -> None:
    made = world.make_case_paid()
    world.send_form(
        made.person,
        made.employer,
        now=world.at(hours=2),
        returned_on=world.FIRST + timedelta(days=9),
    )
    world.agent_decides(made, hours=3)
    decision = made.now().decision
    assert decision is not None
    day = world.at(hours=4).date()
    lives.receive_appeal(
        decision.id, lives.Committee.CRA, day, actor=made.agent, now=world.at(hours=4)
    )
    drain(lambda: world.at(days=1))
    said = hindered(made.person)
    assert "trop-perçu" in said
    assert "attend sa réponse" in said
    assert "corbeille" in said
