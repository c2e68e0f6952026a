"""Part 3 of a notice, for the employer: made from what the prescriber sent, without the reason."""

from datetime import datetime

from django.utils.timezone import localdate

from guichet.benefits.sick_leave import letters
from guichet.benefits.sick_leave.enums import NoticeChannel, NoticeKind
from guichet.benefits.sick_leave.models import Notice
from guichet.letters.content import Header, Lang, NoticePartThree, Period
from guichet.letters.service import latest_version, render

CODE = "notice_part_3"


def has_part_three(notice: Notice) -> bool:
    """A paper has its own; what the person typed is signed by no prescriber."""
    signed = notice.channel == NoticeChannel.DOCTOR_ONLINE and notice.professional_id is not None
    return signed and notice.person_id is not None


def part_three(notice: Notice, *, now: datetime) -> bytes:
    """PDF in French, for an employer, whatever the person reads. Raises ValueError for a paper."""
    if not has_part_three(notice) or notice.person is None or notice.professional is None:
        raise ValueError("only what a prescriber sent online has a part 3 here")
    reference = f"AVIS-{notice.first_day:%Y%m%d}-{notice.id.hex[-6:].upper()}"
    content = NoticePartThree(
        fund=letters.fund(),
        recipient=letters.recipient(notice.person),
        header=Header(reference, reference, localdate(now), Lang.FR),
        insured_name=notice.person.full_name,
        stop=Period(notice.first_day, notice.last_day),
        prolongation=notice.kind == NoticeKind.PROLONGATION,
        prescribed_on=notice.prescribed_on,
        prescriber=notice.professional.name,
        part_time_from=notice.part_time_from,
    )
    return render(CODE, latest_version(CODE), content, created_at=now)
