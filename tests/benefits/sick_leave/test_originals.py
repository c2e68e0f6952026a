"""A copy of a paper notice: enough until June 2025, then its original is awaited (R.321-2)."""

from datetime import date
from typing import Any

import pytest

from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.paper import accepted_for, copy_is_enough
from guichet.benefits.sick_leave.replay import replay
from guichet.benefits.sick_leave.service import (
    BadValue,
    Came,
    CannotDecide,
    KnownNotice,
    NoticeChannel,
    PaperProof,
    awaiting_original,
    receive_original,
    send_posted_notice,
    view_of,
)
from guichet.cases.models import Case, Fact
from guichet.cases.service import Outcome, RefusedTransition, open_pieces
from guichet.documents.models import Document
from guichet.documents.service import Upload
from guichet.journal.models import Event
from guichet.ledger.models import Claim
from guichet.letters.models import Letter
from tests.benefits.sick_leave.test_changes import tasks
from tests.support import world
from tests.support.copies import deposit_copy
from tests.support.pdf import pdf

pytestmark = pytest.mark.django_db

SCANNED = Upload("original.pdf", pdf())


def original_came(
    about: world.SickLeave, proof: PaperProof = PaperProof.SECURED, **said: Any
) -> None:
    given = {"received_on": world.TODAY, "scan": SCANNED, "reason": "étiquette vue"}
    came = Came(proof, **{**given, **said})
    receive_original(about.case.id, world.FIRST, came, actor=about.agent, now=world.at(hours=2))


def awaited(case: Case) -> list[str]:
    return list(open_pieces(case).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("channel", "prescribed_on", "enough"),
    [
        ("scan", date(2025, 6, 30), True),
        ("scan", date(2025, 7, 1), False),
        ("posted", date(2025, 7, 1), True),
        ("doctor", date(2025, 7, 1), True),
    ],
)
def test_a_copy_is_enough_until_the_eve_of_the_decree(
    channel: str, prescribed_on: date, enough: bool
) -> None:
    assert copy_is_enough(channel, prescribed_on) is enough


def test_the_former_form_is_tolerated_in_the_summer_of_2025_alone() -> None:
    assert PaperProof.ORDINARY in accepted_for(date(2025, 8, 31))
    assert PaperProof.ORDINARY not in accepted_for(date(2025, 9, 1))
    assert PaperProof.SECURED in accepted_for(date(2025, 9, 1))


def test_a_copy_opens_a_file_that_waits_for_the_original_says_so_and_pays_nothing() -> None:
    about = deposit_copy()
    assert about.case.state == "waiting"
    assert awaited(about.case) == ["original"]
    letter = Letter.objects.get(case=about.case)
    assert letter.code == "ij_piece_request"
    assert "original" in letter.content["pieces"][0]["what"]
    with pytest.raises(CannotDecide):
        world.agent_decides(about)
    assert not Claim.objects.exists()


def test_once_the_original_has_come_an_agent_grants_the_same_days() -> None:
    about = deposit_copy()
    original_came(about)
    assert awaited(about.case) == []
    world.agent_decides(about)
    assert about.now().decision.outcome == Outcome.GRANTED  # type: ignore[union-attr]
    assert Claim.objects.filter(case=about.case).count() == 18
    assert replay(about.case.id) == []
    fact = Fact.objects.get(case=about.case, key=f"original.{world.FIRST}")
    assert fact.document_id == Document.objects.get(name="original.pdf").id
    assert Event.objects.filter(kind="sick_leave.original_received").count() == 1


def test_a_copy_of_before_july_2025_is_not_asked_for_again() -> None:
    """The same gesture; only the date of the prescription differs."""
    before = deposit_copy(prescribed_on=date(2025, 6, 30), sent_on=date(2025, 6, 30))
    assert "original" not in awaited(before.case)


def test_an_original_without_its_scan_or_from_the_future_is_refused() -> None:
    about = deposit_copy()
    with pytest.raises(BadValue):
        original_came(about, scan=None)
    with pytest.raises(BadValue):
        original_came(about, received_on=date(2026, 11, 21))
    with pytest.raises(BadValue):
        original_came(about, reason=" ")
    with pytest.raises(RefusedTransition):  # tolerated in 2025 only
        original_came(about, PaperProof.ORDINARY)
    assert awaited(about.case) == ["original"]
    assert not Fact.objects.filter(key__startswith="original.").exists()


def test_a_notice_from_abroad_needs_no_original_but_a_reason() -> None:
    about = deposit_copy()
    original_came(about, PaperProof.ABROAD, scan=None, received_on=None, reason="médecin belge")
    assert awaited(about.case) == []
    with pytest.raises(RefusedTransition):  # said once
        original_came(about)


def test_only_an_agent_says_that_an_original_came() -> None:
    about = deposit_copy()
    came = Came(PaperProof.ABROAD, "moi-même")
    actor = world.insured_actor(about.person)
    with pytest.raises(PermissionError):
        receive_original(about.case.id, world.FIRST, came, actor=actor, now=world.NOW)


def test_what_was_said_of_a_notice_does_not_serve_for_another_of_the_same_day() -> None:
    about = deposit_copy()
    original_came(about)
    fact = Fact.objects.get(case=about.case, key__startswith="period.", superseded_at=None)
    Fact.objects.filter(pk=fact.pk).update(superseded_at=world.at(hours=3))
    fact.pk, fact.value = None, {**fact.value, "prescribed_on": "2026-10-06"}
    fact.save(force_insert=True)
    assert awaiting_original(view_of(about.now(), now=world.at(hours=4)).facts)


def test_the_prescriber_who_sends_it_online_ends_the_waiting() -> None:
    """With the very same dates: it is a notice of its own, and joins the file of the copy."""
    about = deposit_copy()
    signed = world.send_notice(about.person, now=world.at(hours=3))
    assert signed.channel == NoticeChannel.DOCTOR_ONLINE
    assert signed.case_id == about.case.id
    again = world.send_notice(about.person, now=world.at(hours=4))
    assert again == signed
    assert Notice.objects.count() == 2
    case = about.now()
    assert awaited(case) == []
    assert case.decision is not None


def test_an_original_posted_with_no_copy_before_opens_a_file_that_waits_for_none() -> None:
    person, agent = world.make_person(), world.make_agent()
    new = world.notice_of(person, channel=NoticeChannel.POSTED)
    notice = send_posted_notice(new, SCANNED, person=person, actor=agent, now=world.NOW)
    case = Case.objects.get(pk=notice.case_id)
    assert "original" not in awaited(case)
    assert case.channel == "desk"
    assert tasks(case) == set()  # nobody has to check again what an agent has in hand
    world.send_form(person, world.make_employer())
    case.refresh_from_db()
    assert (case.state, tasks(case)) == ("in_review", {"sick_leave.proposed"})
    with pytest.raises(KnownNotice):
        send_posted_notice(new, SCANNED, person=person, actor=agent, now=world.NOW)
    with pytest.raises(PermissionError):
        send_posted_notice(
            world.notice_of(person, date(2026, 11, 2), date(2026, 11, 5)),
            SCANNED,
            person=person,
            actor=world.insured_actor(person),
            now=world.NOW,
        )
