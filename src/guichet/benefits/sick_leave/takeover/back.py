"""The way back: a file that was switched returns to the system before this one, with its state.

Only where it is certain what was paid: a transfer without the bank's answer is neither paid nor
not. What was granted here and not ordered is closed here, so that one of the two systems alone pays
it; what was paid is told in the export. The days that were paid elsewhere stay claimed: nothing
here pays them again, whatever comes.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.deciding import law_row
from guichet.benefits.sick_leave.employers import read_others
from guichet.benefits.sick_leave.enums import TakeoverState
from guichet.benefits.sick_leave.facts import read_facts, values
from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.takeover.content import OldFile, PaidLine, stop
from guichet.benefits.sick_leave.takeover.reading import COLUMNS
from guichet.benefits.sick_leave.takeover.shadow import old_of
from guichet.benefits.sick_leave.takeover.switching import TAKE_OVER
from guichet.benefits.sick_leave.wages import WAGE
from guichet.cases.service import (
    LIVE_STATES,
    Case,
    CaseState,
    Outcome,
    PieceState,
    Ruling,
    assessed,
    decide,
    draft,
    end_pieces,
    live_facts,
    locked,
    move,
)
from guichet.journal.service import append, checkpoint
from guichet.law.dates import DAY
from guichet.ledger.service import (
    ASKED,
    PayeeKind,
    Share,
    lift_holds,
    ordered_days,
    recoveries_of_case,
    release_unpaid,
    without_answer,
)
from guichet.tasks.service import TaskState, close_tasks

CLOSING = "handed_back"
NOT_SWITCHED = _("ce numéro n'est pas celui d'un dossier repris")
ENDED = _("le dossier est clos ici")
WITHOUT_ANSWER = _(
    "un virement attend la réponse de la banque : lisez-la d'abord (guichet bank read)"
)
SEVERAL = _("plusieurs employeurs ont déclaré l'arrêt : l'ancien système n'en connaît qu'un")
OWING = _("un trop-perçu est réclamé : il se règle ici d'abord")


class RefusedBack(Exception):
    """Nothing is handed back; `why` maps each number to the reason, in words."""

    def __init__(self, why: dict[str, str]) -> None:
        super().__init__(f"{len(why)} files")
        self.why = why


@dataclass(frozen=True)
class HandedBack:
    """A file that returns: what the system before this one needs to know to go on."""

    row: TakenFile
    old: OldFile


@transaction.atomic
def hand_back(numbers: Sequence[str], *, reason: str, now: datetime) -> list[HandedBack]:
    """Hand files back, all or none; one that is back already is only told again. RefusedBack."""
    known = TakenFile.objects.filter(number__in=numbers, case__isnull=False)
    known = known.select_related("employer", "person").select_for_update(of=("self",))
    rows = {row.number: row for row in known.order_by("switched_at", "id")}
    cases = {case.id: case for case in locked(row.case_id for row in rows.values() if row.case_id)}
    whys = {
        number: str(why)
        for number in dict.fromkeys(numbers)
        if (why := _why_not(rows.get(number), cases))
    }
    if whys:
        raise RefusedBack(whys)
    back = [_back(row, cases[row.case_id], reason, now=now) for row in rows.values() if row.case_id]
    checkpoint("takeover.handed_back")
    return back


def _why_not(row: TakenFile | None, cases: dict[object, Case]) -> object:
    """Why a file cannot return; empty where it can."""
    if row is None or row.case_id is None:
        return NOT_SWITCHED
    if row.state == TakeoverState.BACK:
        return ""
    if cases[row.case_id].state not in LIVE_STATES:
        return ENDED
    if without_answer(row.case_id):
        return WITHOUT_ANSWER
    if read_others(values(live_facts([row.case_id]).get(row.case_id, {}))):
        return SEVERAL
    return OWING if recoveries_of_case(row.case_id).filter(state__in=ASKED).exists() else ""


def _back(row: TakenFile, case: Case, reason: str, *, now: datetime) -> HandedBack:
    facts = live_facts([case.id]).get(case.id, {})
    back = HandedBack(row, _as_it_stands(row, case, values(facts)))
    if row.state == TakeoverState.BACK:
        return back
    ruling = Ruling(
        case=case,
        outcome=Outcome.CANCELLED,
        unfavourable=False,
        reason_code=procedure.HANDED_BACK,
        reason_text=reason,
        facts=facts,
        inputs={},
        result={"right_open": True, "carence_days": 0, "days": [], "total_cents": 0},
        explanation=[],
    )
    (decision,) = decide([ruling], law=law_row(now), actor=TAKE_OVER, now=now)
    release_unpaid(case, decision, now=now)
    lift_holds([case.id], now=now)
    move([case], CaseState.CLOSED, now=now, closing_reason=CLOSING)
    assessed([case])
    end_pieces([case], None, state=PieceState.CANCELLED, now=now)
    subjects = [f"case:{case.id}", f"months:{case.id}", f"takeover:{row.id}"]
    close_tasks(subjects, actor=TAKE_OVER, now=now, outcome="back", state=TaskState.CANCELLED)
    row.state, row.back_at, row.back_reason = TakeoverState.BACK, now, reason
    row.save(update_fields=["state", "back_at", "back_reason"])
    append([draft(case, "sick_leave.handed_back")], actor=TAKE_OVER, now=now)
    return back


def _as_it_stands(row: TakenFile, case: Case, said: Mapping[str, Any]) -> OldFile:
    """What is known of the file now, and all that was paid of it, there and here."""
    facts, old = read_facts(said), old_of(row)
    end = facts.returned_on
    stops = {
        period.first.isoformat(): stop(
            period.kind,
            period.last if end is None else min(period.last, end - DAY),
            period.prescribed_on,
            period.sent_on,
        )
        for period in facts.periods
        if end is None or period.first < end
    }
    kept = (facts.subrogation_from, facts.subrogation_to) if facts.subrogation else ()
    return replace(
        old,
        nir=row.person.nir,
        siret=facts.siret or old.siret,
        last_day_worked=facts.last_day_worked,
        contract_start=facts.contract_start,
        rights_met=facts.rights_met,
        stops=stops or old.stops,
        wages={k.removeprefix(WAGE): v for k, v in said.items() if k.startswith(WAGE)},
        subrogation=(*kept, facts.subrogation_iban) if all(kept) and kept else None,  # type: ignore[arg-type]
        paid=[*old.paid, *_paid_here(case)],
    )


def _paid_here(case: Case) -> list[PaidLine]:
    """What our orders paid: a line for consecutive days alike, the net of each order shared out."""
    lines: list[PaidLine] = []
    for _order, found in groupby(ordered_days(case.id), key=lambda share: share.order_id):
        shares = list(found)
        order = shares[0].order
        if order is None:
            continue
        gross = sum(share.cents - share.settled_cents for share in shares)
        told, net = 0, 0
        for run in _runs(shares):
            told += sum(share.cents - share.settled_cents for share in run)
            share_of_net = order.due_cents * told // gross - net
            net += share_of_net
            one = run[0]
            lines.append(
                PaidLine(
                    one.claim.day, run[-1].claim.day, PayeeKind(one.payee_kind), one.cents,
                    share_of_net, order.run.run_on,
                )
            )  # fmt: skip
    return lines


def _runs(shares: Sequence[Share]) -> list[list[Share]]:
    runs: list[list[Share]] = []
    for share in shares:
        before = runs[-1][-1] if runs else None
        if before and share.claim.day - before.claim.day == DAY and share.cents == before.cents:
            runs[-1].append(share)
        else:
            runs.append([share])
    return runs


def export(back: Sequence[HandedBack], stream: IO[str]) -> None:
    """The files in the very format of an import (docs/takeover.md)."""
    writer = csv.DictWriter(stream, COLUMNS, restval="", delimiter=";", lineterminator="\n")
    writer.writeheader()
    for one in back:
        writer.writerows(_rows(one.old))


def _rows(old: OldFile) -> Iterator[dict[str, object]]:
    yes_no = {True: "yes", False: "no", None: ""}
    yield {
        "record": "file", "number": old.number, "nir": old.nir, "siret": old.siret,
        "state": "open", "last_day_worked": old.last_day_worked or "",
        "contract_start": old.contract_start or "", "rights_met": yes_no[old.rights_met],
    }  # fmt: skip
    for first, known in sorted(old.stops.items()):
        named = {key: known[key] for key in ("last_day", "kind", "prescribed_on", "sent_on")}
        yield {"record": "stop", "number": old.number, "first_day": first, **named}
    for month, wage in sorted(old.wages.items()):
        hours = wage["hours"] or ""
        yield {
            "record": "wage", "number": old.number, "month": month,
            "gross": wage["gross_cents"], "hours": hours,
        }  # fmt: skip
    if old.subrogation:
        first_day, last_day, iban = old.subrogation
        yield _days("subrogation", old, first_day, last_day) | {"account": iban}
    for line in sorted(old.paid, key=lambda line: (line.first, line.payee.value)):
        yield _days("paid", old, line.first, line.last) | {
            "payee": line.payee.value, "daily_gross": line.daily_cents,
            "net": line.net_cents, "paid_on": line.paid_on,
        }  # fmt: skip
    for first_day, last_day in old.before:
        yield _days("before", old, first_day, last_day)


def _days(record: str, old: OldFile, first: date, last: date) -> dict[str, object]:
    return {"record": record, "number": old.number, "first_day": first, "last_day": last}
