"""Rows about contacts: visits, calls, messages, with their motive, site, mode and outcome."""

from django.db.models import Expression, F, Q, Value
from django.db.models.functions import Coalesce

from guichet.contacts.models import Contact
from guichet.insight.civil import CivilDay
from guichet.insight.declared import Population, at, month_of
from guichet.insight.enums import Dimension
from guichet.insight.periods import Period

CUTS = {
    Dimension.CHANNEL: "channel",
    Dimension.MOTIVE: "motive",
    Dimension.SITE: lambda _: Coalesce(F("site__code"), Value("")),
    Dimension.MODE: "mode",
    Dimension.OUTCOME: "outcome",
    Dimension.MONTH: month_of("started_at"),
}

contacts = Population(
    "contacts.Contact", Contact.objects.all, at("started_at"), opens="case_id", cuts=CUTS
)
visits = Population(
    "contacts.Contact",
    lambda: Contact.objects.filter(channel="desk"),
    at("started_at"),
    opens="case_id",
    cuts=CUTS,
)


def conclusive(_: Period) -> Q:
    return Q(outcome="answered")


def by_appointment(_: Period) -> Q:
    return Q(mode="appointment")


messages_answered = Population(
    "contacts.Contact",
    lambda: Contact.objects.filter(channel="message", answered_at__isnull=False),
    at("answered_at"),
    opens="case_id",
    cuts={**CUTS, Dimension.MONTH: month_of("answered_at")},
)


def days_to_answer(_: Period) -> Expression:
    return CivilDay(F("answered_at")) - CivilDay(F("started_at"))
