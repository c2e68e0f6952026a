"""Mails about money: they say that something changed, never what."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from guichet.ledger.models import BankAnswer, BankDetails, PaymentOrder, PaymentRun
from guichet.outbox.service import MailWords, enqueue, mail
from guichet.people.service import Organisation, Person

ACCOUNT_CHANGED = MailWords(
    _("{fund} : vos coordonnées bancaires ont changé"),
    _(
        "Bonjour,\n\nLe compte bancaire sur lequel nous vous payons a été changé. "
        "Si ce n'est pas vous, appelez-nous tout de suite au {phone}.\n\n{fund}\n"
    ),
)
ACCOUNT_TYPED = MailWords(
    ACCOUNT_CHANGED.subject,
    _(
        "Bonjour,\n\nNous avons noté un autre compte bancaire pour vous payer, et nous le "
        "vérifions. "
        "Si vous ne l'avez pas demandé, appelez-nous tout de suite au {phone}.\n\n{fund}\n"
    ),
)
CAME_BACK = MailWords(
    _("{fund} : un virement est revenu"),
    _(
        "Bonjour,\n\nUn virement que nous vous avons fait est revenu : la banque n'a pas pu le "
        "verser. Donnez-nous un autre compte bancaire dans votre espace : {web}, ou "
        "appelez-nous au {phone}.\n\n{fund}\n"
    ),
)
# Employers are written to in French.
STATEMENT_WAITS = MailWords(
    "{fund} : un relevé de paiement vous attend",
    "Bonjour,\n\nNous vous avons fait un ou plusieurs virements. Le relevé est dans votre "
    "espace employeur : {web}\n\n{fund}\n",
)


def account_changed(row: BankDetails, person: Person, *, now: datetime) -> None:
    """Tell a person that the account where they are paid is another one, or will be."""
    words, key = ACCOUNT_TYPED if row.entered_by else ACCOUNT_CHANGED, f"mail:account:{row.id}"
    enqueue(mail(key, words, person.email, person.language, person_id=person.id), now=now)


def statements_wait(run: PaymentRun, *, now: datetime) -> None:
    """Tell the employers that a payment day pays that its statement is in their space."""
    paid = Organisation.objects.filter(paymentorder__run=run).exclude(email="").distinct()
    firms = paid.order_by("id").values_list("id", "email")
    mails = [
        one
        for firm_id, email in firms
        for one in mail(f"mail:statement:{run.id}:{firm_id}", STATEMENT_WAITS, email)
    ]
    enqueue(mails, now=now)


def transfer_came_back(
    answer: BankAnswer, order: PaymentOrder, person: Person, *, now: datetime
) -> None:
    """Ask whoever was to be paid for another account; neither sums nor days."""
    firm, key = order.organisation, f"mail:came-back:{answer.order_id}"
    if firm:
        enqueue(mail(key, CAME_BACK, firm.email), now=now)
    else:
        told = mail(key, CAME_BACK, person.email, person.language, person_id=person.id)
        enqueue(told, now=now)
