from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    INITIAL = "initial", _("arrêt initial")
    PROLONGATION = "prolongation", _("prolongation")


class NoticeChannel(TextChoices):
    DOCTOR_ONLINE = "doctor", _("en ligne, par le prescripteur")
    INSURED_ONLINE = "insured", _("en ligne, par l'assuré")
    SCAN = "scan", _("document déposé")
    POSTED = "posted", _("original reçu par la poste")


class PaperProof(TextChoices):
    """What an agent says of the paper whose copy was deposited (CSS R.321-2)."""

    SECURED = "secured", _("original sur formulaire sécurisé")
    ORDINARY = "ordinary", _("original sur l'ancien formulaire, toléré")
    ABROAD = "abroad", _("avis d'un médecin à l'étranger, copie admise")


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


class Circumstance(TextChoices):
    """What an agent says of a person or a job that the ordinary way of a file does not answer."""

    JOBSEEKER = "jobseeker", _("Au chômage, sans employeur")
    SELF_EMPLOYED = "self_employed", _("À son compte, sans employeur")
    AGENCY = "agency", _("En intérim")
    PART_TIME = "part_time", _("Arrêt en temps partiel thérapeutique")
    OTHER_SCHEME = "other_scheme", _("Relève d'une autre caisse ou d'un autre régime")
    LIQUIDATION = "liquidation", _("Employeur en liquidation")
    ABROAD = "abroad", _("Arrêt prescrit à l'étranger")


class NoticeState(TextChoices):
    NEW = "new", _("À rapprocher")
    MATCHED = "matched", _("Rattaché au dossier")
    CONFLICT = "conflict", _("À vérifier par un agent")
    UNKNOWN_PERSON = "unknown_person", _("Personne inconnue de la caisse")
    DISMISSED = "dismissed", _("Écarté par un agent")


class NewsMark(TextChoices):
    """Why a person is told where their file is."""

    WEEK = "week", _("sept jours après la réception")
    TWENTY = "twenty", _("vingt jours sans paiement")
    CHANGE = "change", _("ce qui est attendu a changé")


class CallOutcome(TextChoices):
    REACHED = "reached", _("La personne a été jointe")
    MESSAGE = "message", _("Message laissé, à rappeler")
    NOT_REACHED = "not_reached", _("Pas de réponse, à rappeler")


class Help(TextChoices):
    """What a person without income is offered."""

    PAYSLIPS = "payslips", _("Envoyer ses bulletins de salaire, si l'employeur tarde")
    SOCIAL_AID = "social_aid", _("Aide financière de l'action sociale de la caisse")
    CSS = "css", _("Complémentaire santé solidaire (CSS)")
    SOCIAL_SERVICE = "social_service", _("Rendez-vous avec le service social")


class HardshipChannel(TextChoices):
    ACCOUNT = "account", _("dans son compte")
    PHONE = "phone", _("au téléphone")
    DESK = "desk", _("à l'accueil")
    MESSAGE = "message", _("par message")
    POST = "post", _("par courrier")


class HoldReason(TextChoices):
    """Why days that were granted or advanced are not paid for now."""

    STOP_ENDED = "sick_leave.stop_ended", _("l'employeur dit l'arrêt fini ou annulé")
    OPINION = "medical_opinion", _("le service médical a donné un avis")
    PART_TIME = "sick_leave.part_time", _("l'employeur dit un temps partiel thérapeutique")
    PAYEE = "sick_leave.payee_changes", _("l'employeur dit autrement qui doit le recevoir")
    LESS = "sick_leave.less_is_certain", _("ce qui est su depuis donne moins")
    ADVANCE = "sick_leave.advance_not_certain", _("des jours d'un acompte ne sont plus certains")


class Committee(TextChoices):
    """Who hears a first appeal: by the nature of what is contested (CSS R.142-1, R.142-8)."""

    CRA = "cra", _("commission de recours amiable (CRA)")
    CMRA = "cmra", _("commission médicale de recours amiable (CMRA)")


class AppealOutcome(TextChoices):
    MAINTAINED = "maintained", _("La décision est maintenue")
    REVERSED = "reversed", _("La décision est annulée, en tout ou en partie")
    WITHDRAWN = "withdrawn", _("La personne retire son recours")


class TakeoverState(TextChoices):
    """Where a file of the system before this one stands."""

    SHADOW = "shadow", _("Comparé, payé par l'ancien système")
    SWITCHED = "switched", _("Repris : nous payons la suite")
    BACK = "back", _("Rendu à l'ancien système")
    REPLACED = "replaced", _("Remplacé par un import plus récent")


class ShadowVerdict(TextChoices):
    EQUAL = "equal", _("Égal au centime")
    DIFFERENT = "different", _("Différent")
    UNANSWERED = "unanswered", _("Sans réponse de la loi")


class ShadowCause(TextChoices):
    """What makes the difference: the first of these that is found."""

    MISSING = "missing", _("Il manque un salaire ou une date")
    REFUSED = "refused", _("La loi ne sait pas répondre de ce dossier")
    RIGHT_NOT_OPEN = "right_not_open", _("Droit non ouvert d'après les salaires")
    WAITING_DAYS = "waiting_days", _("Jours de carence payés")
    NOT_DUE = "not_due", _("Jours payés hors de ce qui est dû")
    UNPAID = "unpaid", _("Jours dus, non payés")
    AMOUNT = "amount", _("Montant du jour")
    PAYEE = "payee", _("Payé à un autre que prévu")


class LeftOut(TextChoices):
    """Why a switch has left a file where it is."""

    OLD_EXPORT = "old_export", _("L'import n'est pas arrêté au jour de la bascule")
    NOT_COMPARED = "not_compared", _("Pas encore comparé")
    HELD = "held", _("Suspendu dans l'ancien système")
    FILE_HERE = "file_here", _("Un dossier est déjà ouvert ici pour cet arrêt")
    DAY_HELD = "day_held", _("Un de ses jours est déjà payé ou accordé ici")


class Several(TextChoices):
    """Why a person looks at a stop in several jobs, as the title of the task says it."""

    UNDECLARED = (
        "undeclared",
        _("Plusieurs employeurs ont payé la personne pendant les mois de référence."),
    )
    STOP = "stop", _("Plusieurs employeurs, qui ne disent pas la même chose de l'arrêt.")
    WAGES = "wages", _("Plusieurs employeurs : un salaire manque, ou est dit de deux façons.")
    ALIKE = "alike", _("Plusieurs employeurs : c'est peut-être le même emploi, dit deux fois.")
    PART_TIME = "part_time", _("Plusieurs employeurs, et un temps partiel thérapeutique.")
    SHARED = "shared", _("Plusieurs employeurs gardent le salaire pour les mêmes jours.")
