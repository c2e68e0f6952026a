"""Made-up letters, typical and worst; every person and place here is invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from guichet.letters.content import (
    AllowanceStatement,
    AppealBlock,
    AppealLetter,
    AppealStep,
    Committee,
    DecisionLetter,
    Deductions,
    DueInstalment,
    Fund,
    Header,
    Lang,
    LateWarningLetter,
    MissingPiece,
    NewsLetter,
    NoticePartThree,
    Outcome,
    OwedBy,
    PaidSegment,
    Payee,
    Period,
    PieceRequestLetter,
    PlannedPayment,
    Reason,
    Recipient,
    RecoveredPayment,
    RecoveryLetter,
    RecoveryLiftedLetter,
    RecoveryNews,
    RecoveryNewsLetter,
    Signatory,
    StatementLine,
    WageMonth,
)

CREATED_AT = datetime(2026, 3, 24, 9, 30, tzinfo=UTC)
FUND = Fund(
    name="Caisse primaire d'assurance maladie de Valmont",
    address_lines=("12 place du Marché", "93950 VALMONT CEDEX"),
    place="Valmont",
    phone="01 99 00 36 46",
    hours="du lundi au vendredi, de 8 h 30 à 17 h 30, appel non surtaxé",
    web="compte.valmont.invalid",
    data_protection="dpo@valmont.invalid",
)
RECIPIENT = Recipient(
    ("MADAME ÉLOÏSE ÇELIK-LEFÈVRE", "APPARTEMENT 12", "4 RUE DES ŒILLETS", "93952 MONTVAL")
)
WIDE_RECIPIENT = Recipient(
    (
        "MADAME MARIE-WILHELMINE WOJCIECHOWSKAW",
        "CHEZ MONSIEUR MAXIMILIEN DE LA MOTTEWM",
        "RESIDENCE DES GRANDS MAGNOLIAS BLANCSM",
        "128 BIS AVENUE DU GENERAL WITTENMEYERW",
        "LIEU-DIT LES HAUTES MOUSSIERES DU MONT",
        "93950 SAINT-MAMMES-SUR-MOMMERAY CEDEXW",
    )
)
APPEAL = AppealBlock(
    address_lines=("Commission de recours amiable", "12 place du Marché", "93950 Valmont Cedex"),
    court="pôle social du tribunal judiciaire de Valmont",
    web="compte.valmont.invalid/recours",
)
SIGNATORY = Signatory(name="Odile Marchais", role="responsable des indemnités journalières")
REASON = Reason(
    plain=(
        "Vous avez travaillé moins de 150 heures pendant les trois mois qui précèdent votre arrêt."
    ),
    article="article R. 313-3 du code de la sécurité sociale",
    what_to_do="Envoyez-nous vos autres bulletins de paie si vous avez eu un second employeur.",
)
STOP = Period(date(2026, 3, 3), date(2026, 3, 20))
RULES = (
    "délai de carence, article R. 323-1 du code de la sécurité sociale",
    "moitié du salaire journalier de base, articles L. 323-4 et R. 323-5",
)


def header(lang: Lang = Lang.FR) -> Header:
    return Header(
        file_number="AM-2026-000123",
        letter_number="L-2026-004567",
        dated_on=date(2026, 3, 24),
        lang=lang,
    )


def granted(lang: Lang = Lang.FR, **changes: Any) -> DecisionLetter:
    """Three waiting days then fifteen paid days, decided automatically."""
    letter = DecisionLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        outcome=Outcome.GRANTED,
        stop=STOP,
        automatic=True,
        rules=RULES,
        waiting=Period(date(2026, 3, 3), date(2026, 3, 5)),
        paid=(
            PaidSegment(Period(date(2026, 3, 6), date(2026, 3, 20)), 3287, 49305, Payee.INSURED),
        ),
        deductions=Deductions(csg_cents=3057, crds_cents=246, net_cents=46002),
        explanation=(
            "Salaires retenus : 6 000,00 €, divisés par 91,25, font 65,75 € par jour.",
            "L'indemnité est la moitié de ce salaire journalier : 32,87 €.",
            "Elle ne dépasse pas le maximum en vigueur.",
        ),
        wages=tuple(
            WageMonth(month, 200000, 200000)
            for month in (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
        ),
        planned=(PlannedPayment(date(2026, 3, 30), 46002, Payee.INSURED),),
        appeal=APPEAL,
    )
    return replace(letter, **changes)


def refused(lang: Lang = Lang.FR, **changes: Any) -> DecisionLetter:
    letter = DecisionLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        outcome=Outcome.REFUSED,
        stop=STOP,
        automatic=False,
        signatory=SIGNATORY,
        reason=REASON,
        appeal=APPEAL,
    )
    return replace(letter, **changes)


def worst_decision(lang: Lang = Lang.FR, **changes: Any) -> DecisionLetter:
    """Recalculated downwards, two payees, long names, three wage months, appeal block."""
    letter = granted(
        lang,
        recipient=WIDE_RECIPIENT,
        insured_name="Marie-Wilhelmine de la Motte-Wojciechowska-Saint-Exupéry",
        employer_name="SOCIÉTÉ COOPÉRATIVE DES TRANSPORTS FRIGORIFIQUES DU VALMONTOIS",
        outcome=Outcome.RECALCULATED,
        automatic=False,
        rules=(),
        signatory=SIGNATORY,
        paid=(
            PaidSegment(Period(date(2026, 3, 6), date(2026, 3, 12)), 3287, 23009, Payee.EMPLOYER),
            PaidSegment(Period(date(2026, 3, 13), date(2026, 3, 18)), 3287, 19722, Payee.INSURED),
        ),
        deductions=Deductions(csg_cents=2649, crds_cents=214, net_cents=39868),
        planned=(
            PlannedPayment(date(2026, 3, 30), 21467, Payee.EMPLOYER),
            PlannedPayment(date(2026, 3, 30), 18401, Payee.INSURED),
        ),
        changes=(
            "Votre employeur a déclaré que vous avez repris le travail le 19 mars 2026.",
            "Les 19 et 20 mars 2026 ne sont donc plus payés.",
        ),
        previous_gross_cents=49305,
        reason=Reason(
            plain="Les indemnités s'arrêtent le jour où vous reprenez le travail.",
            article="article L. 323-1 du code de la sécurité sociale",
            what_to_do="Si cette date est fausse, envoyez-nous une attestation de votre employeur.",
        ),
    )
    return replace(letter, **changes)


def piece_request(lang: Lang = Lang.FR, **changes: Any) -> PieceRequestLetter:
    letter = PieceRequestLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        stop=STOP,
        pieces=(
            MissingPiece(
                what="Les salaires de décembre 2025 à février 2026",
                why="Le montant de vos indemnités se calcule sur ces trois mois.",
                owed_by=OwedBy.EMPLOYER,
                how="Votre employeur les déclare dans la DSN ou par le formulaire en ligne.",
            ),
            MissingPiece(
                what="Votre relevé d'identité bancaire",
                why="Nous ne connaissons pas de compte à votre nom.",
                owed_by=OwedBy.INSURED,
                how="Déposez-le dans votre compte, ou envoyez-en une copie par la poste.",
            ),
        ),
        waiting_since=date(2026, 3, 24),
        reply_by=date(2026, 4, 14),
        employer_name="ATELIERS DU VALMONTOIS",
    )
    return replace(letter, **changes)


def recovery(lang: Lang = Lang.FR, **changes: Any) -> RecoveryLetter:
    letter = RecoveryLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        cause=(
            "Vous avez repris le travail le 19 mars 2026. "
            "Deux jours d'indemnités ont été payés après cette date."
        ),
        article="article L. 133-4-1 du code de la sécurité sociale",
        payments=(
            RecoveredPayment(Period(date(2026, 3, 19), date(2026, 3, 20)), 6574, date(2026, 3, 30)),
        ),
        deductions=Deductions(408, 33, 6133),
        signatory=SIGNATORY,
        appeal=APPEAL,
        iban="FR76 3000 0000 0000 0000 0000 097",
    )
    return replace(letter, **changes)


def lifted(lang: Lang = Lang.FR, **changes: Any) -> RecoveryLiftedLetter:
    letter = RecoveryLiftedLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        asked_on=date(2026, 3, 31),
        asked_cents=6133,
        left_cents=0,
        periods=(Period(date(2026, 3, 19), date(2026, 3, 20)),),
    )
    return replace(letter, **changes)


def recovery_news(lang: Lang = Lang.FR, **changes: Any) -> RecoveryNewsLetter:
    letter = RecoveryNewsLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        news=RecoveryNews.MAINTAINED,
        asked_on=date(2026, 3, 31),
        left_cents=6133,
        answer="Votre employeur confirme que vous avez repris le travail le 19 mars 2026.",
        signatory=SIGNATORY,
        appeal=APPEAL,
    )
    return replace(letter, **changes)


def plan(lang: Lang = Lang.FR, months: int = 3, **changes: Any) -> RecoveryNewsLetter:
    dues = tuple(
        DueInstalment(date(2026 + (3 + n) // 12, (3 + n) % 12 + 1, 10), 2000 + n)
        for n in range(months)
    )
    return recovery_news(
        lang,
        news=RecoveryNews.PLAN,
        instalments=dues,
        left_cents=sum(one.cents for one in dues),
        answer="",
        appeal=None,
        **changes,
    )


def withheld(lang: Lang = Lang.FR, **changes: Any) -> RecoveryNewsLetter:
    given = {
        "news": RecoveryNews.WITHHELD,
        "answer": "Nous vous avons appelée trois fois, sans réponse.",
        "dependants": 2,
        "most_cents": 4000,
    }
    return recovery_news(lang, **{**given, **changes})


def not_withheld(lang: Lang = Lang.FR, **changes: Any) -> RecoveryNewsLetter:
    return recovery_news(
        lang, news=RecoveryNews.NOT_WITHHELD, answer="Vous remboursez par virement.", appeal=None,
        **changes,
    )  # fmt: skip


def appeal(lang: Lang = Lang.FR, **changes: Any) -> AppealLetter:
    letter = AppealLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        step=AppealStep.RECEIVED,
        committee=Committee.CRA,
        received_on=date(2026, 3, 20),
        decided_on=date(2026, 3, 4),
        silent_from=date(2026, 5, 21),
        court="pôle social du tribunal judiciaire de Valmont",
    )
    return replace(letter, **changes)


def silent(lang: Lang = Lang.FR, **changes: Any) -> AppealLetter:
    return appeal(lang, step=AppealStep.SILENT, committee=Committee.CMRA, **changes)


def news(lang: Lang = Lang.FR, **changes: Any) -> NewsLetter:
    letter = NewsLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        opened_on=date(2026, 3, 4),
        sentences=(
            "Votre dossier attend vos salaires.",
            "C'est à votre employeur de répondre, avant le 19 mars 2026.",
        ),
        advice=("Vous pouvez le rappeler à votre employeur.",),
        in_need=True,
    )
    return replace(letter, **changes)


def late_warning(lang: Lang = Lang.FR, **changes: Any) -> LateWarningLetter:
    letter = LateWarningLetter(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        stop=STOP,
        prescribed_on=date(2026, 3, 3),
        sent_on=date(2026, 3, 12),
        allowed_days=2,
        until=date(2028, 3, 3),
    )
    return replace(letter, **changes)


def part_three(lang: Lang = Lang.FR, **changes: Any) -> NoticePartThree:
    letter = NoticePartThree(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        stop=STOP,
        prolongation=False,
        prescribed_on=date(2026, 3, 3),
        prescriber="Dr Alix Modèle",
    )
    return replace(letter, **changes)


def statement_line(index: int, payee: Payee = Payee.INSURED) -> StatementLine:
    """One day paid, the `index`-th of 2026."""
    day = date.fromordinal(date(2026, 1, 1).toordinal() + index)
    return StatementLine(
        period=Period(day, day),
        daily_cents=3287,
        gross_cents=3287,
        csg_cents=204,
        crds_cents=16,
        net_cents=3067,
        payee=payee,
        paid_on=date(2026, 12, 31),
    )


def statement(lang: Lang = Lang.FR, **changes: Any) -> AllowanceStatement:
    letter = AllowanceStatement(
        fund=FUND,
        recipient=RECIPIENT,
        header=header(lang),
        insured_name="Éloïse Çelik-Lefèvre",
        period=Period(date(2026, 1, 1), date(2026, 3, 31)),
        lines=(
            StatementLine(
                Period(date(2026, 3, 6), date(2026, 3, 12)),
                3287,
                23009,
                1427,
                115,
                21467,
                Payee.EMPLOYER,
                date(2026, 3, 16),
            ),
            StatementLine(
                Period(date(2026, 3, 13), date(2026, 3, 20)),
                3287,
                26296,
                1630,
                132,
                24534,
                Payee.INSURED,
                date(2026, 3, 30),
            ),
        ),
    )
    return replace(letter, **changes)
