"""Mails about money: they say that something changed, never what."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from guichet.ledger.models import BankDetails
from guichet.outbox.service import MessageKind, ToSend, enqueue
from guichet.people.service import Person


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
