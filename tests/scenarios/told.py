"""What stands after each thing that arrives, in the sentences of the book."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format

from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.service import words_of_piece
from guichet.cases.models import Case, Piece
from guichet.cases.service import Outcome, Owner
from guichet.journal.registry import tell_insured
from guichet.journal.selectors import of_person
from guichet.ledger.models import Advance, Claim, Hold, PaymentOrder, Recovery
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.people.models import Organisation, Person
from guichet.tasks.models import Task
from guichet.tasks.registry import kind_of
from tests.scenarios.cast import EMPLOYERS

STATES = {
    "received": "dossier reçu",
    "waiting": "dossier en attente",
    "in_review": "dossier à l'étude",
    "decided": "dossier décidé",
    "closed": "dossier clos",
    "withdrawn": "dossier retiré",
}
OWED = {
    "notified": "réclamé à {payee}",
    "contested": "contesté par {payee}",
    "paid": "remboursé par {payee}",
    "remitted": "remis à {payee}",
    "cancelled": "plus réclamé à {payee}",
    "prescribed": "prescrit, non réclamé à {payee}",
}
INSURED = "l'assuré"


def whom(firm: Organisation | None) -> str:
    """The payee, or who is written to: an employer, else the insured person."""
    if firm is None:
        return INSURED
    return next(words for words, name in EMPLOYERS.items() if name == firm.name)


def of_payee(words: str) -> dict[str, Any]:
    """What the rows of a payee have: of orders, of debts."""
    if words == INSURED:
        return {"organisation": None}
    return {"organisation__name": EMPLOYERS[words]}


def plain(text: str) -> str:
    """A text with ordinary spaces and without the full stop at its end."""
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split()).removesuffix(".")


def euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", " ") + f",{rest:02d}"


def day(one: date) -> str:
    return f"{one:%d/%m/%Y}"


def state(person: Person) -> list[str]:
    """All that stands: files, decisions, what is awaited, holds, debts, open tasks."""
    cases = list(
        Case.objects.filter(person=person).select_related("decision").order_by("event_key")
    )
    told = [line for case in cases for line in _case(case, alone=len(cases) == 1)]
    told += [
        plain(f"tâche « {plain(kind_of(task.kind).title(task.data))} »")
        for task in Task.objects.filter(state="open")
    ]
    return sorted(told)


def _case(case: Case, *, alone: bool) -> Iterator[str]:
    first = date.fromisoformat(case.event_key.removeprefix("stop:"))
    of = "" if alone else f" du {day(first)}"
    yield STATES[case.state].replace("dossier", f"dossier{of}")
    if case.decision is not None:
        claims = Claim.objects.filter(case=case, closed_at=None)
        amounts = list(claims.values_list("amount_cents", flat=True))
        how = "d'un agent" if case.decision.decided_by else "automatique"
        how += ", provisoire" if case.decision.provisional else ""
        outcome = str(Outcome(case.decision.outcome).label).lower()
        said = f"décision {case.decision.number}{of} {how} : {outcome}"
        yield f"{said}, {len(amounts)} jours, {euros(sum(amounts))}" if amounts else said
    for one in Advance.objects.filter(case=case).exclude(state="dropped"):
        if one.state == "proposed" or one.claims.filter(closed_at=None).exists():
            yield f"acompte {one.get_state_display().split(',')[0].lower()} : {euros(one.cents)}"
    for piece in Piece.objects.filter(case=case, state="expected"):
        yield f"salaires attendus par la DSN d'ici le {day(piece.due_on)}" if piece.due_on else ""
    for piece in Piece.objects.filter(case=case, state="asked"):
        name = plain(str(words_of_piece(piece.code, piece.owed_by).name))
        yield f"attendu de {Owner(piece.owed_by).label} : {name}"
    for hold in Hold.objects.filter(case=case, lifted_at=None):
        yield f"paiement suspendu dès le {day(hold.from_day)}"
    for appeal in Appeal.objects.filter(case=case).order_by("noted_at"):
        since = "rejeté par le silence du" if appeal.silence_told_at else "réponse avant le"
        how = appeal.get_outcome_display() or f"{since} {day(appeal.silent_from)}"
        yield f"recours {appeal.committee.upper()}{of} : {how}"
    for owed in Recovery.objects.filter(case=case).order_by(
        "opened_at", "payee_kind", "organisation__name"
    ):
        said = OWED[owed.state].format(payee=whom(owed.organisation))
        yield f"{said} : {euros(owed.gross_cents)} brut, {euros(owed.net_left_cents)} net"
        if due := [one.cents for one in owed.instalments.filter(ended_at=None)]:
            yield f"échéancier de {len(due)} mois : {euros(sum(due))}"
        if owed.withholdings.filter(ended_at=None).exists():
            yield f"retenue sur les paiements à {whom(owed.organisation)}"


def orders() -> list[tuple[str, str, int, int, str]]:
    """Each transfer ordered: to whom, days, gross and net cents, day of payment."""
    return [
        (
            whom(order.organisation),
            f"{day(order.first_day)} au {day(order.last_day)}, {order.days} jours",
            order.gross_cents,
            order.net_cents,
            day(order.run.run_on),
        )
        for order in PaymentOrder.objects.select_related("run").order_by("number")
    ]


def writings(person: Person) -> list[tuple[str, str, str]]:
    """Each letter and mail in the order in which it was written: to whom, what, all it says."""
    fund = plain(settings.FUND.name)
    found = [
        (letter.written_at, 0, letter.number, _letter(letter)) for letter in Letter.objects.all()
    ]
    for mail in Message.objects.filter(kind="mail"):
        firm = Organisation.objects.filter(email=mail.payload["to"]).first()
        to = INSURED if mail.payload["to"] == person.email else whom(firm)
        subject = plain(mail.payload["subject"]).removeprefix(f"{fund} : ")
        what = f"courriel « {subject} »" if mail.state == "done" else f"non envoyé : {subject}"
        key = str(mail.payload["subject"]) + to
        found.append((mail.created_at, 1, key, (to, what, plain(mail.payload["text"]))))
    return [said for *_, said in sorted(found)]


def _letter(letter: Letter) -> tuple[str, str, str]:
    to = whom(letter.organisation)
    said = " ".join(_texts(letter.content))
    appeal = ", avec voies de recours" if letter.unfavourable and letter.content["appeal"] else ""
    kind = "courrier" if letter.state == "sent" else "courrier non parti"
    return to, f"{kind} « {plain(letter.title)} »{appeal}", plain(said)


def _texts(content: object) -> Iterator[str]:
    """All the words and numbers that a letter's content holds; dates and sums as it prints them."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key.endswith("_cents") and isinstance(value, int):
                yield euros(value)
            else:
                yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)
    elif isinstance(content, str):
        yield _long_date(content)


def _long_date(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "j F Y")
    except ValueError:
        return text


def seen(person: Person) -> list[str]:
    """What the insured person reads of the file in the account, in order."""
    told = (tell_insured(event) for event in of_person(person.id))
    return [plain(one) for one in told if one]
