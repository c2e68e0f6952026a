"""The indicators, each declared once. What has no service yet is not declared."""

from django.utils.translation import gettext_lazy as _

from guichet.insight import dangers, exchanges, files
from guichet.insight.declared import Indicator
from guichet.insight.enums import Formula, Public, Unit

DELAY_WORDS = _(
    "Jours civils entre la réception et la décision, pour les dossiers décidés dans la période."
)
NET_WORDS = _("Les mêmes jours, moins ceux où le dossier attendait une pièce.")
FIRST_WORDS = _(
    "Jours civils entre l'ouverture du dossier et le premier paiement, quand ce premier paiement "
    "tombe dans la période. Un virement revenu ne compte pas."
)
INCOME_WORDS = _(
    "Jours civils entre le premier jour prescrit et le premier paiement versé à la personne, quand "
    "il tombe dans la période. Les personnes qui attendent encore n'y sont pas."
)
AGE_WORDS = _("Jours civils depuis la réception, pour les dossiers reçus et non décidés.")


def _three(code: str, names: tuple, **same: object) -> list[Indicator]:  # type: ignore[type-arg]
    """Mean, median and ninth decile of the same days."""
    formulas = (Formula.MEAN, Formula.MEDIAN, Formula.NINTH_DECILE)
    return [
        Indicator(code=f"{code}.{formula}", name=name, formula=formula, unit=Unit.DAYS, **same)  # type: ignore[arg-type]
        for formula, name in zip(formulas, names, strict=True)
    ]


STOPS = [
    Indicator(
        "stops.begun", _("Arrêts commencés"), _("Combien d'arrêts de travail commencent ?"),
        _("Dossiers dont le premier jour prescrit tombe dans la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.begun,
    ),
    Indicator(
        "stops.entered", _("Arrêts reçus"), _("Combien d'arrêts de travail arrivent ?"),
        _("Dossiers ouverts dans la période."), "R18", Unit.COUNT, Formula.COUNT, files.entries,
    ),
    Indicator(
        "stops.decided", _("Arrêts décidés"), _("Combien d'arrêts reçoivent une décision ?"),
        _("Premières décisions prises dans la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.decisions,
    ),
    Indicator(
        "stops.paid", _("Arrêts indemnisés"), _("Combien d'arrêts sont payés ?"),
        _("Dossiers qui ont au moins un virement non revenu dans la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.paid_files,
    ),
    Indicator(
        "stops.paid_gross", _("Indemnités versées, brutes"), _("Combien est versé ?"),
        _("Somme brute des virements non revenus, au jour de paiement."),
        "R18", Unit.CENTS, Formula.SUM, files.orders, value=files.gross_cents,
    ),
    Indicator(
        "stops.paid_net", _("Indemnités versées, nettes"), _("Combien est versé ?"),
        _("Somme nette des virements non revenus, au jour de paiement."),
        "R18", Unit.CENTS, Formula.SUM, files.orders, value=files.net_cents,
    ),
    Indicator(
        "stops.automatic", _("Décisions automatiques"),
        _("Quelle part est décidée sans qu'une personne y touche ?"),
        _("Part des premières décisions prises par une règle du programme."),
        "R18", Unit.PERCENT, Formula.SHARE, files.decisions, where=files.by_rule,
    ),
]  # fmt: skip

DELAYS = [
    *_three(
        "delay.gross",
        (_("Délai brut moyen"), _("Délai brut médian"), _("Délai brut, neuvième décile")),
        question=_("Combien de jours une personne attend-elle sa décision ?"),
        words=DELAY_WORDS, mission="R18", population=files.treatments, value=files.gross,
    ),
    *_three(
        "delay.net",
        (_("Délai net moyen"), _("Délai net médian"), _("Délai net, neuvième décile")),
        question=_("Combien de jours la caisse prend-elle, attentes ôtées ?"),
        words=NET_WORDS, mission="R18", population=files.treatments, value=files.net,
        public=Public.FUND,
    ),
    *_three(
        "delay.first_payment",
        (
            _("Premier paiement, délai moyen"),
            _("Premier paiement, délai médian"),
            _("Premier paiement, neuvième décile"),
        ),
        question=_("Combien de jours avant le premier paiement ?"),
        words=FIRST_WORDS, mission="R18", population=files.first_payments,
        value=files.first_payment_delay,
    ),
    *_three(
        "income.days_without",
        (
            _("Jours sans revenu, moyenne"),
            _("Jours sans revenu, médiane"),
            _("Jours sans revenu, neuvième décile"),
        ),
        question=_("Combien de jours une personne arrêtée attend-elle son revenu ?"),
        words=INCOME_WORDS, mission="R39", population=files.incomes, value=files.days_without,
    ),
]  # fmt: skip

STOCK = [
    Indicator(
        "stock.files", _("Dossiers en stock"), _("Combien de dossiers attendent une décision ?"),
        _("Dossiers reçus et non décidés à la fin de la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.stock, standing=True,
    ),
    *_three(
        "stock.age",
        (_("Âge moyen du stock"), _("Âge médian du stock"), _("Âge du stock, neuvième décile")),
        question=_("Depuis combien de jours attendent-ils ?"),
        words=AGE_WORDS, mission="R18", population=files.stock, value=files.age, standing=True,
    ),
]  # fmt: skip

WORK = [
    Indicator(
        "tasks.opened", _("Tâches ouvertes dans la période"),
        _("Pourquoi des dossiers vont-ils à une personne ?"),
        _("Tâches ouvertes dans la période, par raison."),
        "R18", Unit.COUNT, Formula.COUNT, files.tasks_opened, Public.FUND,
    ),
    Indicator(
        "tasks.done", _("Tâches faites"), _("Combien de tâches les agents font-ils ?"),
        _("Tâches closes comme faites dans la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.tasks_done, Public.FUND,
    ),
    Indicator(
        "tasks.open", _("Tâches à faire"), _("Combien de tâches attendent un agent ?"),
        _("Tâches ouvertes à la fin de la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.tasks_open, Public.FUND, standing=True,
    ),
    Indicator(
        "tasks.overdue", _("Tâches en retard"), _("Quelles échéances sont dépassées ?"),
        _("Tâches ouvertes dont l'échéance est passée à la fin de la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.tasks_overdue, Public.FUND, standing=True,
    ),
    *_three(
        "tasks.delay",
        (_("Durée moyenne d'une tâche"), _("Durée médiane d'une tâche"),
         _("Durée d'une tâche, neuvième décile")),
        question=_("Combien de jours une tâche attend-elle ?"),
        words=_("Jours civils entre l'ouverture et la clôture des tâches faites."),
        mission="R18", population=files.tasks_done, value=files.task_days, public=Public.FUND,
    ),
    Indicator(
        "pieces.asked", _("Pièces attendues"), _("Que manque-t-il aux dossiers, et de qui ?"),
        _("Pièces que des dossiers ont commencé d'attendre dans la période."),
        "R18", Unit.COUNT, Formula.COUNT, files.pieces_asked,
    ),
    *_three(
        "pieces.delay",
        (_("Attente moyenne d'une pièce"), _("Attente médiane d'une pièce"),
         _("Attente d'une pièce, neuvième décile")),
        question=_("Combien de jours une pièce se fait-elle attendre ?"),
        words=_("Jours civils entre la demande et l'arrivée des pièces reçues dans la période."),
        mission="R18", population=files.pieces_received, value=files.piece_days,
    ),
]  # fmt: skip

WRITING = [
    Indicator(
        "letters.sent", _("Courriers partis"), _("Combien de courriers partent, et lesquels ?"),
        _("Courriers partis dans la période."),
        "R34", Unit.COUNT, Formula.COUNT, files.letters,
    ),
    Indicator(
        "letters.read_online", _("Courriers lus en ligne"),
        _("Quelle part des courriers est ouverte dans l'espace de la personne ?"),
        _("Part des courriers partis dans la période qui ont été ouverts en ligne depuis."),
        "R34", Unit.PERCENT, Formula.SHARE, files.letters, where=files.opened_online,
    ),
    Indicator(
        "accounts.created", _("Comptes créés"), _("Combien d'assurés ouvrent un compte ?"),
        _("Comptes d'assurés créés dans la période."),
        "R13", Unit.COUNT, Formula.COUNT, files.accounts,
    ),
    Indicator(
        "accounts.held", _("Comptes détenus"), _("Combien d'assurés ont un compte ?"),
        _("Assurés qui ont un compte à la fin de la période."),
        "R13", Unit.COUNT, Formula.COUNT, files.holders, standing=True,
    ),
    Indicator(
        "accounts.adhesion", _("Adhésion au compte"), _("Quelle part des assurés a un compte ?"),
        _("Part des assurés connus à la fin de la période qui ont alors un compte."),
        "R13", Unit.PERCENT, Formula.SHARE, files.insured, part=files.holders, standing=True,
    ),
]  # fmt: skip

CONTACTS = [
    Indicator(
        "contacts.count", _("Contacts"), _("Qui s'adresse à la caisse, par où, et pourquoi ?"),
        _("Contacts commencés dans la période, tous canaux."),
        "R10", Unit.COUNT, Formula.COUNT, exchanges.contacts,
    ),
    Indicator(
        "contacts.conclusive", _("Contacts conclusifs"),
        _("Quelle part des contacts finit par la réponse attendue ?"),
        _("Part des contacts de la période dont l'issue est une réponse donnée."),
        "R8", Unit.PERCENT, Formula.SHARE, exchanges.contacts, where=exchanges.conclusive,
    ),
    Indicator(
        "visits.count", _("Visites"), _("Combien de personnes sont reçues à l'accueil ?"),
        _("Contacts à l'accueil commencés dans la période."),
        "R1", Unit.COUNT, Formula.COUNT, exchanges.visits,
    ),
    Indicator(
        "visits.by_appointment", _("Visites sur rendez-vous"),
        _("Quelle part des visites se fait sur rendez-vous ?"),
        _("Part des visites de la période qui avaient un rendez-vous."),
        "R2", Unit.PERCENT, Formula.SHARE, exchanges.visits, where=exchanges.by_appointment,
    ),
]  # fmt: skip

MESSAGES = _three(
    "messages.delay",
    (_("Réponse à un message, délai moyen"), _("Réponse à un message, délai médian"),
     _("Réponse à un message, neuvième décile")),
    question=_("Combien de jours attend-on la réponse à un message ?"),
    words=_("Jours civils entre le message et sa réponse, pour les réponses de la période."),
    mission="R11", population=exchanges.messages_answered, value=exchanges.days_to_answer,
)  # fmt: skip

CERTIFICATES = [
    Indicator(
        "certificates.count", _("Attestations de salaire reçues"),
        _("Combien d'attestations les employeurs envoient-ils, et par où ?"),
        _("Arrêts déclarés pour la première fois par un employeur dans la période."),
        "R30", Unit.COUNT, Formula.COUNT, files.certificates, Public.EMPLOYERS,
    ),
    Indicator(
        "certificates.paperless", _("Attestations sans papier"),
        _("Quelle part des attestations arrive sans papier ?"),
        _("Part des attestations de la période qui sont venues par DSN, formulaire ou fichier."),
        "R30", Unit.PERCENT, Formula.SHARE, files.certificates, Public.EMPLOYERS,
        where=files.without_paper,
    ),
]  # fmt: skip

DANGERS = [
    Indicator(
        "danger.thirty_days", _("Dossiers sans décision à trente jours"),
        _("Qui va attendre trente jours, et doit être appelé ?"),
        _("Dossiers reçus et non décidés qui atteignent trente jours dans la semaine, ou les ont "
          "passés."),
        "R39", Unit.COUNT, Formula.COUNT, dangers.thirty_days, standing=True,
    ),
    Indicator(
        "danger.twenty_days", _("Dossiers sans décision à vingt jours"),
        _("Qui va attendre vingt jours, et doit en avoir des nouvelles ?"),
        _("Dossiers reçus et non décidés qui atteignent vingt jours dans la semaine, ou les ont "
          "passés."),
        "R39", Unit.COUNT, Formula.COUNT, dangers.twenty_days, standing=True,
    ),
    Indicator(
        "danger.tasks", _("Tâches à échéance"),
        _("Quelles tâches sont en retard, ou vont l'être ?"),
        _("Tâches ouvertes dont l'échéance tombe dans la semaine, ou est passée."),
        "R18", Unit.COUNT, Formula.COUNT, dangers.tasks, Public.FUND, standing=True,
    ),
    Indicator(
        "danger.pieces", _("Pièces demandées et non reçues"),
        _("Quelles pièces dépassent le délai de réponse ?"),
        _("Pièces demandées dont les quinze jours pour répondre finissent dans la semaine, ou sont "
          "passés."),
        "R18", Unit.COUNT, Formula.COUNT, dangers.pieces, standing=True,
    ),
    Indicator(
        "danger.appeals", _("Recours sans réponse"),
        _("Quels recours vont être rejetés par le silence ?"),
        _("Recours sans réponse dont le silence vaut rejet dans la semaine, ou déjà."),
        "R18", Unit.COUNT, Formula.COUNT, dangers.appeals, standing=True,
    ),
]  # fmt: skip

INDICATORS: dict[str, Indicator] = {
    one.code: one
    for one in (
        *STOPS,
        *DELAYS,
        *STOCK,
        *WORK,
        *WRITING,
        *CONTACTS,
        *MESSAGES,
        *CERTIFICATES,
        *DANGERS,
    )
}


class UnknownIndicator(LookupError):
    """No indicator of this code is declared."""


def indicator(code: str) -> Indicator:
    """Raises UnknownIndicator."""
    try:
        return INDICATORS[code]
    except KeyError:
        raise UnknownIndicator(code) from None
