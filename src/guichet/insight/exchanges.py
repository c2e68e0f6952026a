"""Rows about contacts: visits, calls, messages, with their motive, site, mode and outcome."""

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from guichet.contacts.models import Contact
from guichet.insight.declared import Population, at
from guichet.insight.enums import Dimension
from guichet.insight.periods import Period

CUTS = {
    Dimension.CHANNEL: "channel",
    Dimension.MOTIVE: "motive",
    Dimension.SITE: lambda _: Coalesce(F("site__code"), Value("")),
    Dimension.MODE: "mode",
    Dimension.OUTCOME: "outcome",
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
