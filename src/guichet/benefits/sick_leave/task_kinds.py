"""The reasons for which a person must look at a sick leave: what each says, and what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.benefits.sick_leave.enums import Committee, HardshipChannel, ShadowCause
from guichet.benefits.sick_leave.saying import Sentence, day, month, months
from guichet.benefits.sick_leave.task_kinds_jobs import JOBS
from guichet.benefits.sick_leave.task_kinds_less import LESS
from guichet.ledger.service import euros
from guichet.tasks.service import TaskKind

PIECE_TO_READ = "sick_leave.piece_to_read"
NO_INCOME, HARDSHIP = "sick_leave.no_income", "sick_leave.hardship"
OPINION_ASKED = "sick_leave.opinion_asked"
CALLS = (NO_INCOME, HARDSHIP)
EMPLOYER_LATE = "sick_leave.employer_late"
APPEAL = "sick_leave.appeal"
FIFTH_MONTH = "sick_leave.fifth_month"
ADVANCE_TO_GIVE = "sick_leave.advance_to_give"
PAYSLIPS_TO_READ = "sick_leave.payslips_to_read"
STILL_PROVISIONAL = "sick_leave.still_provisional"
TAKEOVER_DIFFERS = "sick_leave.takeover_differs"
NOT_ASSESSED, NOT_READ = "sick_leave.not_assessed", "sick_leave.deposit_not_read"


def _wages_to_compare(data: Mapping[str, Any]) -> str:
    step = _("Les comparer avec l'employeur, puis corriger ou confirmer le salaire.")
    if "least_cents" not in data:
        return step
    given = _("L'arrêt donne de {least} à {most} brut selon le salaire retenu.").format(
        least=euros(data["least_cents"]), most=euros(data["most_cents"])
    )
    return f"{given} {step}"


def _kind(title: Sentence, next_step: Sentence) -> TaskKind:
    return TaskKind(title, next_step)


TASKS: dict[str, TaskKind] = {
    **LESS,
    **JOBS,
    NOT_ASSESSED: _kind(
        lambda d: _("Le programme n'a pas pu étudier ce dossier : rien n'y est payé."),
        lambda d: _(
            "Donner son numéro à l'équipe informatique et prévenir la personne. Le dossier est "
            "étudié de nouveau toutes les deux minutes, jusqu'à ce que ce soit réparé."
        ),
    ),
    NOT_READ: _kind(
        lambda d: _("Le programme n'a pas pu lire un envoi d'employeur du {day}.").format(
            day=day(d["day"])
        ),
        lambda d: _(
            "Donner ce numéro à l'équipe informatique : {number}. Ce que l'envoi déclare attend ; "
            "il est lu de nouveau chaque minute, jusqu'à ce que ce soit réparé."
        ).format(number=d["number"]),
    ),
    APPEAL: _kind(
        lambda d: _("Recours contre la décision {number} : {committee}.").format(
            number=d["number"], committee=Committee(d["committee"]).label
        ),
        lambda d: (
            _("Elle attend l'avis de la CMRA. L'envoyer avec cet avis, puis noter sa réponse.")
            if d.get("waits")
            else _(
                "Revoir le dossier : une erreur se corrige tout de suite. Sinon, l'envoyer à la "
                "commission, puis noter sa réponse."
            )
        ),
    ),
    NO_INCOME: _kind(
        lambda d: _("Rien reçu depuis {days} jours : appeler la personne.").format(days=d["days"]),
        lambda d: _(
            "Dire ce qui bloque et proposer : bulletins de salaire, aide sociale de la caisse, CSS."
        ),
    ),
    HARDSHIP: _kind(
        lambda d: _("La personne dit n'avoir plus de quoi vivre ({channel}) : l'appeler.").format(
            channel=HardshipChannel(d["channel"]).label
        ),
        lambda d: _(
            "Dire où en est le dossier et proposer : aide sociale de la caisse, CSS, rendez-vous."
        ),
    ),
    EMPLOYER_LATE: TaskKind(
        lambda d: _("{employer} ne répond pas : demandé depuis le {day}, deux fois.").format(
            employer=d["employer"], day=day(d["since"])
        ),
        lambda d: _("Appeler l'employeur une fois, pour tous les dossiers qui l'attendent."),
        by_hand=True,
    ),
    TAKEOVER_DIFFERS: TaskKind(
        lambda d: _(
            "Repris de l'ancien système, qui a payé {paid} brut ; le calcul donne {law}. {cause}."
        ).format(paid=euros(d["paid"]), law=euros(d["law"]), cause=ShadowCause(d["cause"]).label),
        lambda d: _(
            "Comparer les jours payés avec le calcul. Des jours dus et non payés : les dire à "
            "payer ici (Ajouter une information), puis accorder. Autre écart : le traiter hors du "
            "dossier. Rien n'est réclamé sans une personne."
        ),
        by_hand=True,
    ),
    "sick_leave.takeover_returned": _kind(
        lambda d: _("Reprise du travail avant le {day}, dernier jour payé ailleurs.").format(
            day=day(d["until"])
        ),
        lambda d: _(
            "Vérifier la date avec l'employeur. Les jours que l'ancien système a payés en trop ne "
            "sont pas réclamés ici."
        ),
    ),
    FIFTH_MONTH: TaskKind(
        lambda d: _("L'arrêt entre dans son cinquième mois, qui finit le {day}.").format(
            day=day(d["until"])
        ),
        lambda d: _(
            "Vérifier les douze mois de travail et d'affiliation avant les six mois (R.313-3, 2°)."
        ),
        by_hand=True,
    ),
    "sick_leave.jobseeker": _kind(
        lambda d: _("La personne est au chômage : aucun employeur ne répondra."),
        lambda d: _(
            "Lui demander ses derniers bulletins et l'avis de France Travail : le droit est "
            "maintenu (L.311-5)."
        ),
    ),
    "sick_leave.self_employed": _kind(
        lambda d: _("La personne est à son compte : aucun employeur ne répondra."),
        lambda d: _(
            "Demander ses revenus des trois dernières années, et calculer comme indépendant "
            "(D.622-7)."
        ),
    ),
    "sick_leave.agency_worker": _kind(
        lambda d: _("La personne travaille en intérim."),
        lambda d: _(
            "Réunir les salaires de toutes les agences, sur douze mois si le travail n'est pas "
            "continu (R.323-4)."
        ),
    ),
    "sick_leave.part_time": _kind(
        lambda d: _("L'arrêt est en temps partiel thérapeutique."),
        lambda d: _(
            "Dire le premier jour du temps partiel. Les jours d'arrêt complet avant lui sont alors "
            "décidés ; les autres attendent le salaire perdu, que l'employeur déclare chaque mois."
        ),
    ),
    "sick_leave.other_scheme": _kind(
        lambda d: _("La personne relève d'une autre caisse ou d'un autre régime."),
        lambda d: _(
            "Transmettre l'arrêt à cette caisse, puis retirer le dossier avec ce motif : la "
            "personne le lira."
        ),
    ),
    "sick_leave.employer_liquidated": _kind(
        lambda d: _("L'employeur est en liquidation : il ne répondra pas."),
        lambda d: _("Demander l'attestation au liquidateur, ou les bulletins à la personne."),
    ),
    "sick_leave.stop_abroad": _kind(
        lambda d: _("L'arrêt est prescrit à l'étranger."),
        lambda d: _(
            "Vérifier l'accord avec ce pays et l'adresse pendant l'arrêt, faire traduire l'avis, "
            "puis décider."
        ),
    ),
    "sick_leave.just_hired": _kind(
        lambda d: _("La personne est embauchée depuis le {day} : des salaires manquent.").format(
            day=day(d["hired_on"])
        ),
        lambda d: _(
            "Demander les bulletins de l'emploi d'avant pour ouvrir le droit, et rétablir le mois "
            "d'embauche (R.323-8)."
        ),
    ),
    "sick_leave.other_prescriber": _kind(
        lambda d: _("La prolongation du {day} est signée par un autre prescripteur.").format(
            day=day(d["first"])
        ),
        lambda d: _(
            "Chercher une exception (remplaçant, spécialiste, hôpital), puis dire si ce "
            "prescripteur est admis (L.162-4-4). Sinon, ses seuls jours ne sont pas payés."
        ),
    ),
    "sick_leave.dates_differ": _kind(
        lambda d: _(
            "Dates différentes : arrêt le {notice}, dernier jour travaillé le {employer}."
        ).format(notice=day(d["notice"]), employer=day(d["employer"])),
        lambda d: _(
            "Appeler l'employeur ou l'assuré, puis corriger la date fausse, ou noter les congés."
        ),
    ),
    "sick_leave.notice_late": _kind(
        lambda d: _("Avis envoyé plus de deux jours après la prescription du {day}.").format(
            day=day(d["prescribed_on"])
        ),
        lambda d: _("Chercher une hospitalisation ou une impossibilité, puis décider (D.323-2)."),
    ),
    "sick_leave.notice_after_end": _kind(
        lambda d: _("Avis envoyé le {sent}, après la fin de l'arrêt qu'il prescrit.").format(
            sent=day(d["sent_on"])
        ),
        lambda d: _("Chercher une hospitalisation ou une impossibilité, puis décider (R.323-12)."),
    ),
    "sick_leave.reason_differs": _kind(
        lambda d: _("L'employeur déclare un autre motif que la maladie (code {reason}).").format(
            reason=d["reason"]
        ),
        lambda d: _("Vérifier s'il s'agit d'un accident du travail avant de payer."),
    ),
    "sick_leave.too_old": _kind(
        lambda d: _("Arrêt de plus de deux ans (début le {day}).").format(day=day(d["first_day"])),
        lambda d: _("Vérifier la prescription de deux ans (L.332-1)."),
    ),
    "sick_leave.long_stop": _kind(
        lambda d: _("L'arrêt dépasse six mois."),
        lambda d: _("Vérifier les droits au-delà de six mois (R.313-3, 2°)."),
    ),
    "sick_leave.provisional_nir": _kind(
        lambda d: _("Le numéro de la personne est provisoire."),
        lambda d: _("Attendre ou demander le NIR certifié, puis décider."),
    ),
    "sick_leave.employer_account_differs": _kind(
        lambda d: _("L'employeur demande le paiement sur un compte inconnu jusqu'ici."),
        lambda d: _("Appeler l'employeur à un numéro déjà connu avant de payer sur ce compte."),
    ),
    "sick_leave.payee_changes": _kind(
        lambda d: _("Des jours déjà accordés iraient à un autre bénéficiaire."),
        lambda d: _(
            "Ceux qui restent à payer attendent. Vérifier les dates de subrogation avec "
            "l'employeur, puis décider."
        ),
    ),
    "sick_leave.stop_after_return": _kind(
        lambda d: _("Un arrêt est prescrit après la reprise déclarée le {day}.").format(
            day=day(d["returned_on"])
        ),
        lambda d: _(
            "Demander à l'employeur si la reprise a eu lieu : c'est peut-être un nouvel arrêt."
        ),
    ),
    "sick_leave.notice_to_check": _kind(
        lambda d: _("L'avis d'arrêt vient de l'assuré, pas du prescripteur."),
        lambda d: _("Vérifier l'avis du médecin (papier ou appel), puis accorder."),
    ),
    "sick_leave.prescribed_after": _kind(
        lambda d: _("L'arrêt est prescrit plus de deux jours après son début."),
        lambda d: _("Vérifier avec le prescripteur avant de payer les jours d'avant."),
    ),
    "sick_leave.name_differs": _kind(
        lambda d: _("Le nom donné par l'employeur n'est pas celui de la personne."),
        lambda d: _("Vérifier avec l'employeur qu'il s'agit bien de son salarié."),
    ),
    "sick_leave.wage_unusual": _kind(
        lambda d: _("Salaire inhabituel déclaré pour {month}.").format(month=month(d["month"])),
        lambda d: _("Vérifier le montant avec l'employeur, puis le corriger ou le confirmer."),
    ),
    "sick_leave.wages_differ": _kind(
        lambda d: _("Salaires différents selon les envois de l'employeur : {months}.").format(
            months=months(d["months"])
        ),
        _wages_to_compare,
    ),
    "sick_leave.law_refuses": _kind(
        lambda d: _("Le calcul est impossible : {message}").format(message=d["message"]),
        lambda d: _("Corriger l'information en cause."),
    ),
    "sick_leave.right_unknown": _kind(
        lambda d: _("Les heures et salaires connus ne disent pas si le droit est ouvert."),
        lambda d: _("Demander six mois de salaires, ou dire si les conditions sont remplies."),
    ),
    "sick_leave.days_already_paid": _kind(
        lambda d: _("{days} jours sont déjà payés par un autre dossier (dès le {first}).").format(
            days=d["days"], first=day(d["first"])
        ),
        lambda d: _("Comparer les deux dossiers et corriger celui qui est faux."),
    ),
    OPINION_ASKED: _kind(
        lambda d: _("Avis demandé au service médical."),
        lambda d: _("Lire le dossier et les motifs, puis donner l'avis."),
    ),
    "sick_leave.linked_to_work": _kind(
        lambda d: _("Avis du service médical : une maladie professionnelle est possible."),
        lambda d: _("Voir si une déclaration existe, puis accorder ou refuser en maladie."),
    ),
    "sick_leave.stop_cancelled": _kind(
        lambda d: _("L'employeur annule l'arrêt qu'il avait déclaré (motif 99)."),
        lambda d: _("Appeler l'employeur, puis confirmer l'annulation ou la rejeter."),
    ),
    PIECE_TO_READ: _kind(
        lambda d: _("Un document demandé est arrivé."),
        lambda d: _("Le lire, corriger les informations s'il le faut, puis dire qu'il est lu."),
    ),
    ADVANCE_TO_GIVE: _kind(
        lambda d: ngettext(
            "Acompte proposé : {days} jour, {amount} brut.",
            "Acompte proposé : {days} jours, {amount} brut.",
            d["days"],
        ).format(days=d["days"], amount=euros(d["cents"])),
        lambda d: _("Un autre agent le relit, puis le donne ou l'écarte."),
    ),
    PAYSLIPS_TO_READ: _kind(
        lambda d: _("Des bulletins de salaire sont arrivés, à la place de l'employeur."),
        lambda d: _("Taper les salaires lus, puis accorder : la décision sera provisoire."),
    ),
    STILL_PROVISIONAL: TaskKind(
        lambda d: _("Accord provisoire depuis le {day} : {employer} n'a rien donné.").format(
            day=day(d["since"]), employer=d["employer"]
        ),
        lambda d: _(
            "Rappeler l'employeur. S'il ne répondra plus : confirmer les salaires lus (Corriger), "
            "puis accorder, et la décision ne sera plus provisoire."
        ),
        by_hand=True,
    ),
    "sick_leave.proposed": _kind(
        lambda d: _("Décision favorable proposée."),
        lambda d: _("Relire et confirmer."),
    ),
    "sick_leave.prolongation_without_stop": _kind(
        lambda d: _("Prolongation reçue, mais aucun arrêt ne la précède."),
        lambda d: _("Chercher l'arrêt initial, ou traiter l'avis comme un arrêt initial."),
    ),
    "sick_leave.notice_overlaps": _kind(
        lambda d: _("Un avis d'arrêt chevauche un arrêt déjà connu."),
        lambda d: _("Comparer les deux avis et rattacher le bon."),
    ),
    "sick_leave.notice_adjoins": _kind(
        lambda d: _(
            "Avis initial à partir du {day}, juste avant ou après un autre arrêt : prolongation ?"
        ).format(day=day(d["first_day"])),
        lambda d: _(
            "Demander au prescripteur. Une prolongation : rattacher l'avis, sans nouveaux jours "
            "d'attente. Un nouvel arrêt : ouvrir un dossier."
        ),
    ),
    "sick_leave.notice_not_sure": _kind(
        lambda d: _(
            "Avis d'arrêt à partir du {day} : l'employeur a déclaré un arrêt à une date proche."
        ).format(day=day(d["first_day"])),
        lambda d: _("Comparer les deux dates, puis rattacher l'avis ou ouvrir un dossier."),
    ),
    "sick_leave.stop_not_sure": _kind(
        lambda d: _(
            "Arrêt déclaré par l'employeur sans dossier sûr (dernier jour : {day})."
        ).format(day=day(d["last_day_worked"])),
        lambda d: _("Comparer avec les avis de la personne et rattacher."),
    ),
    "sick_leave.notice_of_unknown_person": _kind(
        lambda d: _("Avis d'arrêt d'une personne inconnue de la caisse."),
        lambda d: _("Vérifier le NIR et la date de naissance ; transmettre à la bonne caisse."),
    ),
    "sick_leave.stop_of_unknown_person": _kind(
        lambda d: _("Arrêt déclaré pour une personne inconnue de la caisse."),
        lambda d: _("Vérifier le NIR et la date de naissance avec l'employeur."),
    ),
}

# Those that no new assessment makes needless (they concern a notice or a declared stop that is not
# yet of a file, a document to read, a sending): only a person closes them, or what they wait for.
BY_A_PERSON = frozenset(
    {
        NOT_READ,
        PIECE_TO_READ,
        ADVANCE_TO_GIVE,
        PAYSLIPS_TO_READ,
        STILL_PROVISIONAL,
        OPINION_ASKED,
        EMPLOYER_LATE,
        FIFTH_MONTH,
        NO_INCOME,
        HARDSHIP,
        APPEAL,
        TAKEOVER_DIFFERS,
        "sick_leave.prolongation_without_stop",
        "sick_leave.notice_overlaps",
        "sick_leave.notice_adjoins",
        "sick_leave.notice_not_sure",
        "sick_leave.stop_not_sure",
        "sick_leave.notice_of_unknown_person",
        "sick_leave.stop_of_unknown_person",
    }
)
