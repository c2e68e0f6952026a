"""The paper of a notice: when a copy is enough, and what stands for its original. Pure.

CSS R.321-2, as the décret 2025-587 of 28 June 2025 wrote it: of a notice that is not sent online,
the insured person sends the original, on a form that can be authenticated. Dates are those of the
prescription. Nothing is paid on a copy: no constraint says so, for the database does not know which
notice a day comes from; `decide` asks for the original, and a file that lacks a piece has no
proposal to decide.
"""

from dataclasses import dataclass
from datetime import date

from guichet.benefits.sick_leave.enums import NoticeChannel, PaperProof
from guichet.benefits.sick_leave.facts import Period, StopFacts

ORIGINAL_SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class Accepted:
    """What is taken for the original of notices prescribed between two dates, both included.

    `needs_paper`: it has come by post, and the fund scans it. `certainty` as in the law's data.
    """

    proof: PaperProof
    first: date
    last: date | None
    needs_paper: bool
    certainty: str


# SECURED and ORDINARY: the fund's own announcement of June 2025, read in the press; ABROAD: no
# French form exists for a foreign doctor, no text read says what then.
ACCEPTED = (
    Accepted(PaperProof.SECURED, ORIGINAL_SINCE, None, True, "B"),
    Accepted(PaperProof.ORDINARY, ORIGINAL_SINCE, date(2025, 8, 31), True, "B"),
    Accepted(PaperProof.ABROAD, ORIGINAL_SINCE, None, False, "U"),
)


def copy_is_enough(channel: str, prescribed_on: date) -> bool:
    """Whether what came by this channel may be paid on, with no original to wait for."""
    return channel != NoticeChannel.SCAN or prescribed_on < ORIGINAL_SINCE


def accepted_for(prescribed_on: date) -> dict[PaperProof, Accepted]:
    """What may stand for the original of a notice of that day."""
    return {
        one.proof: one
        for one in ACCEPTED
        if one.first <= prescribed_on and (one.last is None or prescribed_on <= one.last)
    }


def awaiting_original(facts: StopFacts) -> list[Period]:
    """The periods known by a copy alone, in order."""
    return [
        period
        for period in facts.periods
        if not copy_is_enough(period.channel, period.prescribed_on)
        and not original_came(facts, period)
    ]


def original_came(facts: StopFacts, period: Period) -> bool:
    """An agent has seen what stands for the original of this very notice.

    Not of another that had the same first day.
    """
    known = facts.originals.get(period.first)
    return known is not None and known.prescribed_on == period.prescribed_on
