"""Mails about money: they say that something changed, never what."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from guichet.ledger.models import BankAnswer, BankDetails, PaymentOrder, PaymentRun
from guichet.outbox.service import MessageKind, ToSend, enqueue
from guichet.people.service import Organisation, Person


def account_changed(row: BankDetails, person: Person, *, now: datetime) -> None:
    """Tell a person that the account where they are paid is another one, or will be."""
    if not person.email:
        return
    fund = settings.FUND
    with override(person.language):
        text = (
            _(
                "Bonjour,\n\nNous avons noté un autre compte bancaire pour vous payer, et nous le "
                "vérifions. "
                "Si vous ne l'avez pas demandé, appelez-nous tout de suite au {phone}.\n\n{fund}\n"
            )
            if row.entered_by
            else _(
                "Bonjour,\n\nLe compte bancaire sur lequel nous vous payons a été changé. "
                "Si ce n'est pas vous, appelez-nous tout de suite au {phone}.\n\n{fund}\n"
            )
        )
        payload = {
            "to": person.email,
            "subject": _("{fund} : vos coordonnées bancaires ont changé").format(fund=fund.name),
            "text": text.format(phone=fund.phone, fund=fund.name),
        }
    message = ToSend(f"mail:account:{row.id}", MessageKind.MAIL, payload, person_id=person.id)
    enqueue([message], now=now)


def statements_wait(run: PaymentRun, *, now: datetime) -> None:
    """Tell the employers that a payment day pays that its statement is in their space."""
    fund = settings.FUND
    paid = Organisation.objects.filter(paymentorder__run=run).exclude(email="").distinct()
    subject = f"{fund.name} : un relevé de paiement vous attend"
    text = (
        "Bonjour,\n\nNous vous avons fait un ou plusieurs virements. Le relevé est dans votre "
        f"espace employeur : {fund.web}\n\n{fund.name}\n"
    )
    mails = [
        ToSend(
            f"mail:statement:{run.id}:{firm_id}",
            MessageKind.MAIL,
            {"to": email, "subject": subject, "text": text},
        )
        for firm_id, email in paid.order_by("id").values_list("id", "email")
    ]
    enqueue(mails, now=now)


def transfer_came_back(
    answer: BankAnswer, order: PaymentOrder, person: Person, *, now: datetime
) -> None:
    """Ask whoever was to be paid for another account; neither sums nor days."""
    fund, firm = settings.FUND, order.organisation
    to = firm.email if firm else person.email
    if not to:
        return
    with override("fr" if firm else person.language):
        text = _(
            "Bonjour,\n\nUn virement que nous vous avons fait est revenu : la banque n'a pas pu le "
            "verser. Donnez-nous un autre compte bancaire dans votre espace : {web}, ou "
            "appelez-nous au {phone}.\n\n{fund}\n"
        ).format(web=fund.web, phone=fund.phone, fund=fund.name)
        subject = _("{fund} : un virement est revenu").format(fund=fund.name)
    payload = {"to": to, "subject": subject, "text": text}
    key = f"mail:came-back:{answer.order_id}"
    person_id = None if firm else person.id
    enqueue([ToSend(key, MessageKind.MAIL, payload, person_id=person_id)], now=now)
