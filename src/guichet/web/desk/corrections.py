"""What agents corrected of late, by kind and source: the list of rules to mend."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import label_of, split_key
from guichet.cases.service import Corrected, SourceKind, corrected_since
from guichet.project import clock

DAYS = 90
EXAMPLES = 3


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The commonest first, each with its last files and why."""
    found = corrected_since(clock.now() - timedelta(days=DAYS))
    groups: dict[tuple[str, str], list[Corrected]] = defaultdict(list)
    for one in found:
        groups[_kind(one.key), one.over].append(one)
    lines = [_line(over, some) for (_k, over), some in groups.items()]
    lines.sort(key=lambda line: (-line["count"], line["what"]))
    context = {"lines": lines, "days": DAYS, "total": len(found)}
    return render(request, "web/desk/corrections.html", context)


def _kind(key: str) -> str:
    """The months of a wage, or the days of notices, are one kind, whichever the employer."""
    key = split_key(key)[1]
    return key.partition(".")[0] if key.startswith(("wage.", "late.", "pay_lost.")) else key


def _line(over: str, some: list[Corrected]) -> dict[str, Any]:
    one = some[0]
    key = split_key(one.key)[1]
    return {
        "what": _("Salaire d'un mois") if key.startswith("wage.") else label_of(key),
        "over": SourceKind(over).label if over else _("rien n'était connu"),
        "count": len(some),
        "files": len({each.case.id for each in some}),
        "examples": some[:EXAMPLES],
    }
