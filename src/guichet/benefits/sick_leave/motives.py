"""The reasons for which days of a sick leave are refused: plain words, article, what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.decide import Proposal
from guichet.benefits.sick_leave.letters import Words, long_date
from guichet.cases.service import Outcome
from guichet.law.counters import spans


@dataclass(frozen=True)
class Motive:
    """`label` is for the agent's list, `plain` and `what_to_do` are for the letter.

    `medical`: only the medical service can conclude so; its committee hears the appeal.
    """

    label: str | Promise
    plain: str | Promise
    article: str
    what_to_do: str | Promise = ""
    medical: bool = False


# Why some days are paid in part: no reason to refuse them.
NOTICE_LATE = Motive(
    _("Second avis envoyé en retard en moins de deux ans"),
    _(
        "Vous avez envoyé votre avis d'arrêt en retard, et un autre moins de deux ans avant : nous "
        "vous avions prévenu. Les jours entre la prescription et l'envoi sont payés à moitié."
    ),
    "CSS R. 321-2 et D. 323-2",
    _("Si vous étiez à l'hôpital ou dans l'impossibilité de l'envoyer, écrivez-nous."),
)

MOTIVES: dict[str, Motive] = {
    "right_not_open": Motive(
        _("Droit non ouvert : heures et salaires insuffisants"),
        _(
            "Avant votre arrêt, vous n'avez pas assez travaillé ou cotisé pour avoir droit aux "
            "indemnités journalières."
        ),
        "CSS L. 313-1 et R. 313-3",
        _(
            "Si vous avez travaillé ailleurs pendant cette période, envoyez-nous vos bulletins de "
            "salaire."
        ),
    ),
    "only_waiting_days": Motive(
        _("Arrêt limité aux jours d'attente (carence)"),
        _(
            "Les trois premiers jours d'un arrêt ne sont pas payés, et votre arrêt ne dure "
            "pas plus longtemps."
        ),
        "CSS L. 323-1 et R. 323-1",
        _("Si votre arrêt est prolongé, envoyez-nous la prolongation."),
    ),
    "counter_reached": Motive(
        _("Maximum de 360 jours payés en trois ans"),
        _(
            "Nous pouvons payer 360 jours d'arrêt maladie au plus sur trois ans, sauf pour une "
            "affection de longue durée. Ce maximum est atteint."
        ),
        "CSS L. 323-1 et R. 323-1",
        _(
            "Si cet arrêt est dû à une affection de longue durée, parlez-en à votre médecin et "
            "écrivez-nous."
        ),
    ),
    "long_illness_over": Motive(
        _("Affection de longue durée : trois ans de date à date"),
        _(
            "Un arrêt dû à une affection de longue durée est payé trois ans au plus, de date à "
            "date. Ces trois ans sont passés."
        ),
        "CSS L. 323-1 et R. 323-1",
        _(
            "Une pension d'invalidité est peut-être possible : parlez-en à votre médecin. Si vous "
            "avez repris le travail pendant un an, écrivez-nous."
        ),
    ),
    "notice_after_end": Motive(
        _("Avis reçu après la fin de l'arrêt : contrôle impossible"),
        _(
            "Nous avons reçu votre avis d'arrêt après la fin de l'arrêt. Nous n'avons donc pas "
            "pu le contrôler."
        ),
        "CSS R. 323-12",
        _("Si vous étiez à l'hôpital ou dans l'impossibilité de l'envoyer, écrivez-nous."),
    ),
    "not_justified": Motive(
        _("Arrêt qui n'est plus justifié, selon le service médical"),
        _(
            "Le service médical de la caisse a conclu que votre arrêt n'est plus justifié. Les "
            "jours payés avant cette date restent à vous."
        ),
        "CSS L. 315-1 et L. 315-2",
        _("Parlez-en à votre médecin : il peut écrire au service médical de la caisse."),
        medical=True,
    ),
    "prescriber_refused": Motive(
        _("Prolongation d'un autre prescripteur, sans exception"),
        _(
            "Votre prolongation n'est signée ni par le médecin de votre premier arrêt, ni par "
            "votre médecin traitant. Aucune exception n'a été trouvée : remplaçant, spécialiste, "
            "hôpital."
        ),
        "CSS L. 162-4-4",
        _(
            "Si votre médecin était absent ou vous a adressé à un confrère, écrivez-nous : nous "
            "reverrons votre dossier."
        ),
    ),
    "two_years": Motive(
        _("Demande de plus de deux ans (prescription)"),
        _(
            "Votre demande concerne un arrêt de plus de deux ans. Passé ce délai, nous ne pouvons "
            "plus le payer."
        ),
        "CSS L. 332-1",
    ),
    "stop_cancelled": Motive(
        _("Arrêt annulé : la personne a travaillé"),
        _(
            "Votre employeur a annulé cet arrêt de travail : il déclare que vous avez travaillé "
            "ces jours-là."
        ),
        "CSS L. 321-1",
        _("Si ce n'est pas exact, parlez-en à votre employeur et écrivez-nous."),
    ),
    "work_injury": Motive(
        _("Relève d'un accident du travail ou d'une maladie professionnelle"),
        _(
            "Cet arrêt vient d'un accident du travail ou d'une maladie professionnelle. Il n'est "
            "pas payé au titre de la maladie."
        ),
        "CSS L. 411-1",
        _(
            "Demandez à votre employeur de déclarer l'accident, ou appelez-nous : nous vous dirons "
            "comment le déclarer vous-même."
        ),
    ),
    "unauthorised_activity": Motive(
        _("Activité non autorisée pendant l'arrêt"),
        _("Vous avez exercé une activité que votre médecin n'avait pas autorisée pendant l'arrêt."),
        "CSS L. 323-6",
    ),
    "days_paid_elsewhere": Motive(
        _("Jours déjà indemnisés par un autre dossier"),
        _(
            "Ces jours sont déjà payés par un autre de vos dossiers. Un même jour ne peut pas être "
            "payé deux fois."
        ),
        "CSS L. 323-1",
    ),
}


def words_of(code: str, detail: str, language: str) -> Words:
    """The words of a letter in the language of its addressee, with what the agent adds."""
    return _words(MOTIVES[code], detail, language)


def _words(motive: Motive, detail: str, language: str) -> Words:
    with override(language):
        plain = " ".join(part for part in (str(motive.plain), detail.strip()) if part)
        return Words(plain, motive.article, str(motive.what_to_do), motive.medical)


def partial_words(proposal: Proposal, language: str) -> Words | None:
    """Why the law pays only a part of the days, and which; None where it pays all."""
    if proposal.outcome != Outcome.PARTLY:
        return None
    with override(language):
        told = [
            sentence.format(first=long_date(first), last=long_date(last))
            for sentence, days in (
                (gettext("Jours non payés : du {first} au {last}."), proposal.left_out),
                (gettext("Jours payés à moitié : du {first} au {last}."), proposal.halved),
            )
            for first, last in spans(days)
        ]
    code = motive_of(proposal)
    return _words(MOTIVES[code] if code else NOTICE_LATE, " ".join(told), language)


def motive_of(proposal: Proposal | None) -> str:
    """The motive that the law's own answer suggests, empty where it grants."""
    code = proposal.reason_code.removeprefix("sick_leave.") if proposal else ""
    return code if code in MOTIVES else ""


def takes_back_for_a_medical_reason(refusal: Words, proposal: Proposal) -> bool:
    """A refusal of days that the medical service does not touch, in its name."""
    return refusal.medical and bool(proposal.days)
