from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    INITIAL = "initial", _("arrêt initial")
    PROLONGATION = "prolongation", _("prolongation")


class NoticeChannel(TextChoices):
    DOCTOR_ONLINE = "doctor", _("en ligne, par le prescripteur")
    INSURED_ONLINE = "insured", _("en ligne, par l'assuré")
    SCAN = "scan", _("document déposé")


class LateOutcome(TextChoices):
    """What an agent settles for a notice sent late (CSS D.323-2, R.323-12)."""

    WARNED = "warned", _("avertissement, payé en entier")
    HALVED = "halved", _("second retard, réduit de moitié")
    EXCUSED = "excused", _("retard excusé, payé en entier")
    NOT_CONTROLLED = "not_controlled", _("reçu après la fin, non payé")


class NoticeState(TextChoices):
    NEW = "new", _("À rapprocher")
    MATCHED = "matched", _("Rattaché au dossier")
    CONFLICT = "conflict", _("À vérifier par un agent")
    UNKNOWN_PERSON = "unknown_person", _("Personne inconnue de la caisse")
    DISMISSED = "dismissed", _("Écarté par un agent")
