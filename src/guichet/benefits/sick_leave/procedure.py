"""The sick-leave procedure, as declared: what it needs, who owes it, which law and letters."""

from dataclasses import replace
from datetime import date

from guichet.cases.service import Procedure

CODE = "sick_leave"
PREFIX = "AM"
KIND = "maladie"
# Sickness, maternity, paternity, adoption and work accident are never paid for the same day.
EXCLUSION_GROUP = "replacement_income"

# The reasons of the decision that takes a file over from an old system, and of its way back.
TAKEN_OVER = "sick_leave.taken_over"
HANDED_BACK = "sick_leave.handed_back"

NOTICE = "notice"
ORIGINAL = "original"
CERTIFICATE = "salary_certificate"
WAGES = "reference_wages"
PAY_LOST = "pay_lost"
PIECES = (NOTICE, ORIGINAL, CERTIFICATE, WAGES, PAY_LOST)

PROCEDURE = Procedure(
    code=CODE,
    version=1,
    valid_from=date(2017, 1, 1),
    prefix=PREFIX,
    content={
        "title": "Indemnités journalières maladie",
        "benefit": KIND,
        "pieces": {
            NOTICE: {"owed_by": "insured", "article": "CSS R.321-2"},
            CERTIFICATE: {"owed_by": "employer", "article": "CSS R.323-10"},
            WAGES: {"owed_by": "employer", "article": "CSS R.323-10"},
        },
        "law": "guichet.law.sickness",
        "letters": ["ij_decision", "ij_piece_request", "ij_recovery"],
        "automatic": "favourable and certain only",
        "appeal": "CRA, two months (CSS R.142-1)",
    },
)


def _asking(before: Procedure, since: date, code: str, piece: dict[str, str]) -> Procedure:
    """The next version of a procedure: the same, and one more piece."""
    pieces = {**before.content["pieces"], code: piece}
    return replace(
        before,
        version=before.version + 1,
        valid_from=since,
        content={**before.content, "pieces": pieces},
    )


# Since the décret 2025-587 a copy of a paper notice is not enough: its original is a piece.
SINCE_ORIGINALS = _asking(
    PROCEDURE, date(2025, 7, 1), ORIGINAL, {"owed_by": "insured", "article": "CSS R.321-2"}
)
# Part-time is paid month by month, once the pay lost in the month is known.
SINCE_PART_TIME = _asking(
    SINCE_ORIGINALS, date(2026, 12, 1), PAY_LOST, {"owed_by": "employer", "article": "CSS R.323-3"}
)
VERSIONS = (PROCEDURE, SINCE_ORIGINALS, SINCE_PART_TIME)
