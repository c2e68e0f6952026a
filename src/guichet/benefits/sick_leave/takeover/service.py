"""What the faces may use of the takeover."""

import uuid

from django.db.models import QuerySet

from guichet.benefits.sick_leave.facts import TAKEN_BEFORE, TAKEN_PAID, read_intervals
from guichet.benefits.sick_leave.models import TakenFile, TakeoverImport
from guichet.benefits.sick_leave.takeover.back import HandedBack, RefusedBack, export, hand_back
from guichet.benefits.sick_leave.takeover.importing import (
    ExportFromTheFuture,
    ImportedBefore,
    TooManyFaults,
    import_portfolio,
)
from guichet.benefits.sick_leave.takeover.shadow import (
    Group,
    Standing,
    compare_portfolio,
    differences,
    standing,
)
from guichet.benefits.sick_leave.takeover.switching import Scope, Switched, switch

__all__ = [
    "TAKEN_BEFORE",
    "TAKEN_PAID",
    "ExportFromTheFuture",
    "Group",
    "HandedBack",
    "ImportedBefore",
    "RefusedBack",
    "Scope",
    "Standing",
    "Switched",
    "TakenFile",
    "TooManyFaults",
    "compare_portfolio",
    "differences",
    "export",
    "hand_back",
    "import_portfolio",
    "imports",
    "read_intervals",
    "standing",
    "switch",
    "taken_file_of",
]


def taken_file_of(case_id: uuid.UUID) -> TakenFile | None:
    """What a file was in the system before this one."""
    return TakenFile.objects.filter(case=case_id).first()


def imports() -> QuerySet[TakeoverImport]:
    """The portfolios that were imported, newest first."""
    return TakeoverImport.objects.order_by("-taken_at", "-id")
