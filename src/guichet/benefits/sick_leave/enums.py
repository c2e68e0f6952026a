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


class Meeting(TextChoices):
    """Why the employer's last day worked and the first day of a stop are surely of one stop."""

    DAY_AFTER = "day_after", _("l'arrêt commence le lendemain du dernier jour travaillé")
    DAY_BEGUN = "day_begun", _("l'arrêt commence le dernier jour travaillé, journée commencée")
    DAYS_OFF = "days_off", _("il n'y a que des jours de repos ou fériés entre les deux")
    LEAVE = "leave", _("il n'y a que des congés dits par l'employeur et des jours de repos")


class NoticeState(TextChoices):
    NEW = "new", _("À rapprocher")
    MATCHED = "matched", _("Rattaché au dossier")
    CONFLICT = "conflict", _("À vérifier par un agent")
    UNKNOWN_PERSON = "unknown_person", _("Personne inconnue de la caisse")
    DISMISSED = "dismissed", _("Écarté par un agent")
