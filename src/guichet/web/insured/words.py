"""How the account puts things to the person whose file it is."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.service import StopFacts, words_of_piece
from guichet.cases.service import Case, Owner, Piece
from guichet.web.months import of_months
from guichet.web.templatetags.periods import period


def day(value: date | datetime) -> str:
    """A civil date in words, in France's time for an instant."""
    return date_format(localdate(value) if isinstance(value, datetime) else value, "j F Y")


def piece_in_words(piece: Piece) -> str:
    """What is asked, said to the insured person."""
    words = str(words_of_piece(piece.code, piece.owed_by).what)
    months = piece.detail.get("months")
    if months and piece.owed_by != Owner.INSURED:
        words = f"{words} {of_months(months)}"
    return words


def title_of(case: Case, facts: StopFacts) -> str:
    """What the person calls this file: the stop and its dates."""
    if facts.dates:
        return _("Arrêt de travail {period}").format(period=period(*facts.dates))
    if facts.last_day_worked:
        return _("Arrêt de travail après le {day}").format(day=day(facts.last_day_worked))
    return _("Arrêt de travail reçu le {day}").format(day=day(case.opened_at))


def masked_iban(iban: str) -> str:
    """Enough to recognise one's account, not enough to use it."""
    return f"{iban[:4]} •••• •••• {iban[-4:]}"
