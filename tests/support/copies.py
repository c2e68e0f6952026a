"""Files that begin with the copy of a paper notice."""

from typing import Any

from guichet.benefits.sick_leave.service import NoticeChannel, send_scanned_notice
from guichet.documents.service import Upload
from tests.support import world
from tests.support.pdf import pdf


def deposit_copy(**said: Any) -> world.SickLeave:
    """A copy of the notice deposited by the person, then the employer's form."""
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    new = world.notice_of(person, channel=NoticeChannel.SCAN, **said)
    actor = world.insured_actor(person)
    upload = Upload("copie.pdf", pdf())
    send_scanned_notice(new, upload, person=person, actor=actor, now=world.NOW)
    world.send_form(person, employer)
    return world.SickLeave(world.case_of(person), person, employer, world.make_agent())
