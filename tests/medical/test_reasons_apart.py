"""A medical reason is in its own table and nowhere else, and one door alone leads to it."""

import ast
import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from guichet.benefits.sick_leave.service import NoticeChannel, part_three
from guichet.cases.service import NotYours
from guichet.documents.service import NotYours as NotYourDocument
from guichet.documents.service import document_for
from guichet.journal.models import Reading
from guichet.journal.service import Actor, new_id
from guichet.letters.service import NotYours as NotYourLetter
from guichet.letters.service import letter_for
from guichet.medical.models import MedicalReason
from guichet.medical.service import reasons_for
from tests.letters.pdfs import reading
from tests.support import world
from tests.support.copies import deposit_copy
from tests.support.session import ROOT

pytestmark = pytest.mark.django_db

REASON = "syndrome-marqueur-zxq"


def a_leave_with_a_reason() -> world.SickLeave:
    """A file decided and paid whose prescriber gave a reason."""
    return world.make_case_paid(notice={"medical_reason": REASON})


def everything_else() -> str:
    """All that the database holds but the table of reasons."""
    rows: list[Any] = [
        list(model._default_manager.values_list())
        for model in apps.get_models()
        if model is not MedicalReason
    ]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_the_reason_is_kept_once_and_stands_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    """Files, facts, events, letters, messages, tasks: none holds it, nor any log."""
    caplog.set_level(logging.DEBUG)
    about = a_leave_with_a_reason()
    assert MedicalReason.objects.get().text == REASON
    kept = everything_else()
    assert about.case.number in kept
    assert REASON not in kept
    assert REASON not in caplog.text
    assert REASON not in repr(world.notice_of(about.person, medical_reason=REASON))


def test_one_module_alone_reads_the_table() -> None:
    """Everybody else goes through `reasons_for`, which asks who reads and leaves the trace.

    An erasure writes over what it never reads.
    """
    sources = ROOT / "src" / "guichet"
    naming = {
        str(path.relative_to(sources))
        for path in sources.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if "MedicalReason" in (getattr(node, "id", ""), getattr(node, "attr", ""))
    }
    erasing = "erasure/inventory/benefits.py"
    assert naming == {"medical/access.py", "medical/actions.py", erasing}


@pytest.mark.parametrize("kind", ["agent", "manager", "insured", "professional", "employer"])
def test_whoever_is_not_of_the_medical_service_finds_nothing(kind: Any) -> None:
    about = a_leave_with_a_reason()
    ids = [MedicalReason.objects.get().notice_id]
    with pytest.raises(NotYours):
        reasons_for(about.case.id, ids, actor=Actor(kind, new_id()), now=world.at(hours=2))
    assert not Reading.objects.filter(page="medical.reason").exists()
    medical = Actor("medical", new_id())
    _file, said = reasons_for(about.case.id, ids, actor=medical, now=world.at(hours=2))
    assert list(said.values()) == [REASON]
    trace = Reading.objects.get(page="medical.reason")
    assert (trace.actor_id, trace.case_id) == (medical.id, about.case.id)


def test_the_same_notice_sent_again_changes_nothing_of_what_was_kept() -> None:
    person = world.make_person()
    world.send_notice(person, medical_reason=REASON)
    world.send_notice(person, medical_reason="autre")
    assert MedicalReason.objects.get().text == REASON


def test_only_a_prescriber_gives_one_and_a_blank_one_is_none() -> None:
    person = world.make_person()
    with pytest.raises(PermissionError):
        world.send_notice(person, channel=NoticeChannel.INSURED_ONLINE, medical_reason=REASON)
    world.send_notice(person, medical_reason="  ")
    assert not MedicalReason.objects.exists()


def test_a_reason_is_never_rewritten() -> None:
    a_leave_with_a_reason()
    with pytest.raises(IntegrityError), transaction.atomic():
        MedicalReason.objects.update(text="autre")
    assert MedicalReason.objects.get().text == REASON


def test_the_medical_service_opens_no_letter_and_no_document() -> None:
    """Its role gives the reasons, and nothing of the agents'."""
    about, medical, agent = deposit_copy(), *(world.make_account(r) for r in ("medical", "agent"))
    letter = about.case.letters.get()
    document = about.person.document_set.get()
    with pytest.raises(NotYourLetter):
        letter_for(letter.id, medical, now=world.at(hours=1))
    with pytest.raises(NotYourDocument):
        document_for(document.id, medical, now=world.at(hours=1))
    assert letter_for(letter.id, agent, now=world.at(hours=1)) == letter
    assert document_for(document.id, agent, now=world.at(hours=1)) == document


def test_part_three_gives_the_dates_and_the_prescriber_without_the_reason() -> None:
    person, doctor = world.make_person(), world.make_professional()
    notice = world.send_notice(person, professional=doctor, medical_reason=REASON)
    words = reading(part_three(notice, now=world.NOW))
    assert "du 5 au 25 octobre 2026" in words
    assert doctor.name in words
    assert REASON not in words
    assert person.nir not in words


def test_a_paper_has_no_part_three_here() -> None:
    person = world.make_person()
    notice = world.send_notice(person, channel=NoticeChannel.INSURED_ONLINE)
    with pytest.raises(ValueError, match="part 3"):
        part_three(notice, now=world.NOW)
