"""Making the PDF of a letter and letting it leave: to the print shop and to the account."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guichet.cases.service import draft
from guichet.journal.service import append, checkpoint, rule
from guichet.letters.enums import LetterState
from guichet.letters.models import Letter
from guichet.letters.rendering import GlyphsMissing, render
from guichet.outbox.service import MailWords, Message, NotSentError, enqueue, mail, put_once
from guichet.tasks.service import NewTask, open_tasks

LETTER_WAITS = MailWords(
    _("{fund} : un courrier vous attend"),
    _(
        "Bonjour,\n\nUn courrier vous attend dans votre compte : {web}\nUne question ? "
        "Appelez le {phone}.\n\n{fund}\n"
    ),
)


def send_letter(message: Message, now: datetime) -> None:
    """Render a letter (the same bytes each time), put it in the print folder, mark it sent."""
    letter = Letter.objects.select_related("case").get(pk=message.payload["letter"])
    try:
        pdf = pdf_of(letter)
    except GlyphsMissing as error:
        task = NewTask(
            "letter.name_cannot_be_printed",
            f"letter:{letter.id}",
            case_id=letter.case_id,
            person_id=letter.person_id,
        )
        open_tasks([task], now=now)
        raise NotSentError("characters that no font draws") from error
    checkpoint("dispatch.letter_rendered")
    put_once(Path(settings.OUTGOING_DIR) / "letters", f"{letter.number}.pdf", pdf)
    with transaction.atomic():
        row = (
            Letter.objects.select_for_update(of=("self",))
            .select_related("case", "person")
            .get(pk=letter.pk)
        )
        if row.state == LetterState.SENT:
            return
        row.pdf, row.pdf_sha256 = pdf, hashlib.sha256(pdf).hexdigest()
        row.state, row.sent_at = LetterState.SENT, now
        row.save(update_fields=["pdf", "pdf_sha256", "state", "sent_at"])
        _tell(row, now=now)
        to_employer = row.organisation_id is not None
        told = {"letter": str(row.id), "code": row.code, "to_employer": to_employer}
        sent = draft(row.case, "letter.sent", **told)
        append([sent], actor=rule("letters.send"), now=now)


def _tell(letter: Letter, *, now: datetime) -> None:
    """A mail says that a letter waits in the account: neither what it is nor why."""
    person, key = letter.person, f"mail:letter:{letter.number}"
    if person is None:
        return
    about = {"case_id": letter.case_id, "person_id": person.id}
    enqueue(mail(key, LETTER_WAITS, person.email, person.language, **about), now=now)


def pdf_of(letter: Letter) -> bytes:
    """The PDF that left; before it has left, the same made now."""
    if letter.pdf is not None:
        return bytes(letter.pdf)
    return render(letter.code, letter.version, letter.content, created_at=letter.written_at)
