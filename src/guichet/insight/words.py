"""Short names of reasons, owners and other keys that figures are split by."""

from collections.abc import Callable, Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.cases.enums import CaseChannel, Outcome, Owner
from guichet.contacts.enums import ContactChannel, ContactMode, ContactOutcome
from guichet.contacts.models import Site
from guichet.contacts.motives import motives
from guichet.declarations.service import Channel as CertificateChannel
from guichet.insight.dangers import LATE
from guichet.insight.declared import Indicator
from guichet.insight.enums import Dimension, Unit
from guichet.insight.growth import Growth
from guichet.insight.measure import Figure
from guichet.ledger.enums import PayeeKind
from guichet.ledger.service import euros
from guichet.letters.catalogue.declarations import DECLARATIONS
from guichet.planning.scenario import BadChange, Fault

PROCEDURES = {"sick_leave": gettext_lazy("Arrêts maladie")}


def key_in_words(
    indicator: Indicator, dimension: Dimension, key: str, task_name: Callable[[str], str] = str
) -> str:
    """A part of a figure, as a reader says it; `task_name` names the reasons of tasks."""
    if not key:
        return _("non précisé")
    if dimension == Dimension.REASON:
        return task_name(key)
    if dimension in _OF_ALL:
        return _OF_ALL[dimension](key)
    labels = OF_SOURCE.get(indicator.population.source, OF_FILES)
    return str(labels.get(dimension, {}).get(key, key))


def _motive_in_words(key: str) -> str:
    return motives()[key].label if key in motives() else key


def _site_in_words(key: str) -> str:
    return Site.objects.filter(code=key).values_list("name", flat=True).first() or key


def _due_in_words(key: str) -> str:
    return _("passée") if key == LATE else _("dans les sept jours")


def _age_in_words(key: str) -> str:
    least, dash, most = key.partition("-")
    if not dash:
        return _("plus de {n} jours").format(n=int(key.rstrip("+")) - 1)
    return _("de {least} à {most} jours").format(least=least, most=most)


_OF_ALL: Mapping[Dimension, Callable[[str], str]] = {
    Dimension.MOTIVE: _motive_in_words,
    Dimension.SITE: _site_in_words,
    Dimension.DUE: _due_in_words,
    Dimension.AGE: _age_in_words,
}
OF_CONTACTS: Mapping[Dimension, Mapping[str, object]] = {
    Dimension.CHANNEL: dict(ContactChannel.choices),
    Dimension.MODE: dict(ContactMode.choices),
    Dimension.OUTCOME: dict(ContactOutcome.choices),
}
OF_FILES: Mapping[Dimension, Mapping[str, object]] = {
    Dimension.OWNER: dict(Owner.choices),
    Dimension.CHANNEL: dict(CaseChannel.choices),
    Dimension.OUTCOME: dict(Outcome.choices),
    Dimension.PAYEE: dict(PayeeKind.choices),
    Dimension.PROCEDURE: PROCEDURES,
    Dimension.LETTER: {one.code: one.title_fr for one in DECLARATIONS},
}
OF_SOURCE: Mapping[str, Mapping[Dimension, Mapping[str, object]]] = {
    "contacts.Contact": OF_CONTACTS,
    "declarations.DeclaredStop": {Dimension.CHANNEL: dict(CertificateChannel.choices)},
}


def value_in_words(figure: Figure) -> str:
    """A value with its unit, as the reader's language writes it; a dash for nothing to say."""
    if figure.value is None:
        return "–"
    unit = figure.indicator.unit
    if unit == Unit.CENTS:
        return euros(int(figure.value))
    number = number_format(figure.value, use_l10n=True, force_grouping=True)
    if unit == Unit.PERCENT:
        return _("{n} %").format(n=number)
    return _("{n} j").format(n=number) if unit == Unit.DAYS else number


def growth_in_words(growth: Growth) -> str:
    """+19,4 %, or points for a share; a dash where one side says nothing."""
    if growth.by is None:
        return "–"
    sign = "+" if growth.by > 0 else "−" if growth.by < 0 else ""
    number = f"{sign}{number_format(abs(growth.by))}"
    points = growth.now.indicator.unit == Unit.PERCENT
    return (_("{n} points") if points else _("{n} %")).format(n=number)


CHANGE_FAULTS: Mapping[Fault, object] = {
    Fault.SHAPE: gettext_lazy("écrivez une année, un mois et un pourcentage, comme 2027-03=+65%."),
    Fault.MONTH: gettext_lazy("ce mois n'existe pas ; un mois va de 01 à 12."),
    Fault.SHARE: gettext_lazy("un pourcentage va de -100 (plus aucune arrivée) à +1000."),
    Fault.OUTSIDE: gettext_lazy("ce mois n'est pas dans les semaines prévues."),
    Fault.TWICE: gettext_lazy("ce mois est dit deux fois ; gardez-en un."),
}


def change_refused(refused: BadChange) -> str:
    """Why a change of arrivals is not taken, and what to write."""
    return _("« {said} » : {why}").format(said=refused.said[:40], why=CHANGE_FAULTS[refused.fault])
