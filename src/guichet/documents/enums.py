from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    DSN = "dsn", _("Fichier DSN")
    DSIJ = "dsij", _("Fichier DSIJ")
    NOTICE = "notice", _("Avis d'arrêt de travail")
    PIECE = "piece", _("Pièce du dossier")
    PAYSLIPS = "payslips", _("Bulletins de salaire")


class ScanState(TextChoices):
    PENDING = "pending", _("Analyse en attente")
    CLEAN = "clean", _("Aucun virus trouvé")
    INFECTED = "infected", _("Virus trouvé : fichier bloqué")
    NO_SCANNER = "no_scanner", _("Non analysé : aucun antivirus n'est installé")
