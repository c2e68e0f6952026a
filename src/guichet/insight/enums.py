from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Public(TextChoices):
    """Whose service an indicator measures."""

    INSURED = "insured", _("les assurés")
    EMPLOYERS = "employers", _("les employeurs")
    FUND = "fund", _("la caisse")


class Unit(TextChoices):
    """What a figure is counted in; each has its number of decimals (`scale_of`)."""

    COUNT = "count", _("nombre")
    PERCENT = "percent", _("pour cent")
    DAYS = "days", _("jours civils")
    CENTS = "cents", _("centimes d'euro")


# How many decimals a figure has: a day is an average's tenth, a share is printed as 6,85 %.
SCALES = {Unit.COUNT: 0, Unit.PERCENT: 2, Unit.DAYS: 1, Unit.CENTS: 0}


class Formula(TextChoices):
    """How rows become one figure."""

    COUNT = "count", _("nombre de lignes")
    SUM = "sum", _("somme")
    SHARE = "share", _("part")
    MEAN = "mean", _("moyenne")
    MEDIAN = "median", _("médiane")
    NINTH_DECILE = "ninth_decile", _("neuvième décile")


class Dimension(TextChoices):
    """What a figure can be split by."""

    PROCEDURE = "procedure", _("service")
    CHANNEL = "channel", _("canal")
    MOTIVE = "motive", _("motif")
    SITE = "site", _("site")
    MODE = "mode", _("mode d'accueil")
    OUTCOME = "outcome", _("issue")
    REASON = "reason", _("raison")
    OWNER = "owner", _("acteur attendu")
    AGE = "age", _("ancienneté")
    LETTER = "letter", _("courrier")
    PAYEE = "payee", _("payé à")
    MONTH = "month", _("mois")
    DUE = "due", _("échéance")


class ArrivalRule(TextChoices):
    """Where the arrivals of the weeks to come are taken from."""

    SEASON = (
        "season",
        _(
            "mêmes semaines de l'année d'avant, multipliées par les huit dernières semaines "
            "et divisées par les mêmes huit semaines de l'année d'avant"
        ),
    )
    MEAN = "mean", _("moyenne des huit dernières semaines")
