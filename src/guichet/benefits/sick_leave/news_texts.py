"""News of a file in one text message: who owes an answer, by when, in general words.

Neither a name, nor a number, nor what the file is about: whoever holds the telephone may read it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.news_words import DSN
from guichet.cases.service import Owner
from guichet.outbox.service import ONE_MESSAGE, in_gsm, septets


def text_message(data: Mapping[str, Any]) -> str:
    """The text in the language in force; `data` is what `standing_words` reads.

    One message of 160 signs where it can be: without the rest, it says that news wait.
    """
    fund = settings.FUND
    whole, short = (
        in_gsm(words.format(fund=fund.name, who=_who_owes(data), web=fund.web, phone=fund.phone))
        for words in (
            _("{fund} : {who} Détail dans votre compte {web} ou au {phone}."),
            _("{fund} : des nouvelles vous attendent dans votre compte {web} ou au {phone}."),
        )
    )
    return whole if septets(whole) <= ONE_MESSAGE else short


def _who_owes(data: Mapping[str, Any]) -> str:
    late = data["by"] < data["today"]
    if data["owed_by"] == Owner.INSURED:
        told = (
            _("nous attendions un document de vous avant le {day}.")
            if late
            else _("nous attendons un document de vous avant le {day}.")
        )
    elif data["owed_by"] == Owner.EMPLOYER and (data["about"] != DSN or not late):
        told = (
            _("votre employeur devait nous répondre avant le {day}.")
            if late
            else _("votre employeur doit nous répondre avant le {day}.")
        )
    else:
        return _("nous étudions votre dossier. Vous n'avez rien à faire.")
    return told.format(day=f"{date.fromisoformat(data['by']):%d/%m/%Y}")
