"""The catalogue of letters: one declaration per code and version; a released version never moves.

A change of wording is a new version with its own template file. What was sent keeps its version.
"""

from dataclasses import dataclass
from enum import StrEnum

from guichet.letters.content import (
    AllowanceStatement,
    AppealLetter,
    DecisionLetter,
    LateWarningLetter,
    Letter,
    NewsLetter,
    NoticePartThree,
    PieceRequestLetter,
    RecoveryLetter,
    RecoveryLiftedLetter,
    RecoveryNewsLetter,
)


class UnknownLetter(LookupError):
    """No letter of this code and version in the catalogue."""


class Audience(StrEnum):
    INSURED = "insured"
    EMPLOYER = "employer"


@dataclass(frozen=True)
class Declaration:
    """A letter the fund can send. `files` are all the template files it is made of."""

    code: str
    version: int
    title_fr: str
    title_en: str
    purpose: str
    audience: Audience
    may_be_unfavourable: bool
    template: str
    shared: tuple[str, ...]
    content: type[Letter]

    @property
    def files(self) -> tuple[str, ...]:
        return (self.template, *self.shared)


DECLARATIONS = (
    Declaration(
        code="ij_appeal",
        version=1,
        title_fr="Votre recours",
        title_en="Your appeal",
        purpose="Dire que le recours est reçu, et sa date de réponse ; ou qu'il n'en a pas eu.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_appeal_v1.typ",
        shared=("base_v1.typ",),
        content=AppealLetter,
    ),
    Declaration(
        code="ij_decision",
        version=1,
        title_fr="Décision sur vos indemnités journalières",
        title_en="Decision on your daily allowances",
        purpose="Dire ce qui est décidé, pourquoi, combien, depuis quand, et comment contester.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_decision_v1.typ",
        shared=("base_v1.typ",),
        content=DecisionLetter,
    ),
    Declaration(
        code="ij_decision",
        version=2,
        title_fr="Décision sur vos indemnités journalières",
        title_en="Decision on your daily allowances",
        purpose="La même, qui dit ce qui est déjà payé et ce qui reste à payer.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_decision_v2.typ",
        shared=("base_v1.typ",),
        content=DecisionLetter,
    ),
    Declaration(
        code="ij_decision",
        version=3,
        title_fr="Décision sur vos indemnités journalières",
        title_en="Decision on your daily allowances",
        purpose="La même ; un refus médical se conteste devant la commission médicale (CMRA).",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_decision_v3.typ",
        shared=("base_v1.typ", "appeal_v2.typ"),
        content=DecisionLetter,
    ),
    Declaration(
        code="ij_decision",
        version=4,
        title_fr="Décision sur vos indemnités journalières",
        title_en="Decision on your daily allowances",
        purpose="La même, qui dit quand elle est provisoire, et ce qui la remplacera.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_decision_v4.typ",
        shared=("base_v1.typ", "appeal_v2.typ"),
        content=DecisionLetter,
    ),
    Declaration(
        code="ij_decision",
        version=5,
        title_fr="Décision sur vos indemnités journalières",
        title_en="Decision on your daily allowances",
        purpose="La même, qui nomme l'acompte déjà versé.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_decision_v5.typ",
        shared=("base_v1.typ", "appeal_v2.typ"),
        content=DecisionLetter,
    ),
    Declaration(
        code="ij_decision",
        version=6,
        title_fr="Décision sur vos indemnités journalières",
        title_en="Decision on your daily allowances",
        purpose="La même, qui dit la part de chaque employeur quand plusieurs gardent le salaire.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_decision_v6.typ",
        shared=("base_v1.typ", "appeal_v2.typ"),
        content=DecisionLetter,
    ),
    Declaration(
        code="ij_late_warning",
        version=1,
        title_fr="Votre avis est parti en retard",
        title_en="Your notice left late",
        purpose="Avertir d'un premier retard, qui ne coûte rien, et de ce que coûterait le second.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_late_warning_v1.typ",
        shared=("base_v1.typ",),
        content=LateWarningLetter,
    ),
    Declaration(
        code="ij_news",
        version=1,
        title_fr="Des nouvelles de votre arrêt de travail",
        title_en="News of your sick leave",
        purpose="Dire à qui attend où en est le dossier, qui doit quoi, et quand.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_news_v1.typ",
        shared=("base_v1.typ",),
        content=NewsLetter,
    ),
    Declaration(
        code="ij_news",
        version=2,
        title_fr="Des nouvelles de votre arrêt de travail",
        title_en="News of your sick leave",
        purpose="La même, qui dit quand une partie des jours est déjà accordée.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_news_v2.typ",
        shared=("base_v1.typ",),
        content=NewsLetter,
    ),
    Declaration(
        code="ij_piece_request",
        version=1,
        title_fr="Une pièce manque à votre dossier",
        title_en="Something is missing from your file",
        purpose="Demander une pièce à qui la doit et dire ce qui se passe en attendant.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_piece_request_v1.typ",
        shared=("base_v1.typ",),
        content=PieceRequestLetter,
    ),
    Declaration(
        code="ij_recovery",
        version=1,
        title_fr="Somme versée en trop, à rembourser",
        title_en="Amount overpaid, to be paid back",
        purpose="Notifier un indu : cause, jours, somme, observations, paiement, recours.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_recovery_v1.typ",
        shared=("base_v1.typ",),
        content=RecoveryLetter,
    ),
    Declaration(
        code="ij_recovery_lifted",
        version=1,
        title_fr="Somme à rembourser : annulée ou réduite",
        title_en="Amount to pay back: cancelled or reduced",
        purpose="Dire à qui devait rembourser que la demande tombe, ou diminue, et pourquoi.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_recovery_lifted_v1.typ",
        shared=("base_v1.typ",),
        content=RecoveryLiftedLetter,
    ),
    Declaration(
        code="ij_recovery_news",
        version=1,
        title_fr="Somme à rembourser : ce qui change",
        title_en="Amount to pay back: what changes",
        purpose="Dire ce que devient la demande : contestation, réponse, échéancier, remise.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_recovery_news_v1.typ",
        shared=("base_v1.typ",),
        content=RecoveryNewsLetter,
    ),
    Declaration(
        code="ij_recovery_news",
        version=2,
        title_fr="Somme à rembourser : ce qui change",
        title_en="Amount to pay back: what changes",
        purpose="Dire ce que devient la demande ; dit aussi la retenue sur les paiements.",
        audience=Audience.INSURED,
        may_be_unfavourable=True,
        template="ij_recovery_news_v2.typ",
        shared=("base_v1.typ",),
        content=RecoveryNewsLetter,
    ),
    Declaration(
        code="ij_statement",
        version=1,
        title_fr="Relevé de vos indemnités journalières",
        title_en="Statement of your daily allowances",
        purpose="Prouver les indemnités payées : impôts, prévoyance, retraite, employeur.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_statement_v1.typ",
        shared=("base_v1.typ",),
        content=AllowanceStatement,
    ),
    Declaration(
        code="ij_statement",
        version=2,
        title_fr="Relevé de vos indemnités journalières",
        title_en="Statement of your daily allowances",
        purpose="Prouver les indemnités payées ; dit aussi ce qui en est retenu.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_statement_v2.typ",
        shared=("base_v1.typ",),
        content=AllowanceStatement,
    ),
    Declaration(
        code="ij_statement",
        version=3,
        title_fr="Relevé de vos indemnités journalières",
        title_en="Statement of your daily allowances",
        purpose="Prouver les indemnités payées ; dit aussi ce qu'a payé l'ancien système.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_statement_v3.typ",
        shared=("base_v1.typ",),
        content=AllowanceStatement,
    ),
    Declaration(
        code="ij_statement",
        version=4,
        title_fr="Relevé de vos indemnités journalières",
        title_en="Statement of your daily allowances",
        purpose="La même, qui nomme les acomptes.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_statement_v4.typ",
        shared=("base_v1.typ",),
        content=AllowanceStatement,
    ),
    Declaration(
        code="ij_statement",
        version=5,
        title_fr="Relevé de vos indemnités journalières",
        title_en="Statement of your daily allowances",
        purpose="La même, qui nomme les employeurs payés.",
        audience=Audience.INSURED,
        may_be_unfavourable=False,
        template="ij_statement_v5.typ",
        shared=("base_v1.typ",),
        content=AllowanceStatement,
    ),
    Declaration(
        code="notice_part_3",
        version=1,
        title_fr="Volet 3 de votre arrêt de travail",
        title_en="Part 3 of your sick-leave notice",
        purpose="Donner à l'employeur les dates de l'arrêt et le prescripteur, jamais le motif.",
        audience=Audience.EMPLOYER,
        may_be_unfavourable=False,
        template="notice_part_3_v1.typ",
        shared=("base_v1.typ",),
        content=NoticePartThree,
    ),
    Declaration(
        code="notice_part_3",
        version=2,
        title_fr="Volet 3 de votre arrêt de travail",
        title_en="Part 3 of your sick-leave notice",
        purpose="Le même, qui dit le temps partiel thérapeutique.",
        audience=Audience.EMPLOYER,
        may_be_unfavourable=False,
        template="notice_part_3_v2.typ",
        shared=("base_v1.typ",),
        content=NoticePartThree,
    ),
)

_BY_KEY = {(entry.code, entry.version): entry for entry in DECLARATIONS}


def declaration(code: str, version: int) -> Declaration:
    """The declaration of one version, or UnknownLetter in words."""
    try:
        return _BY_KEY[code, version]
    except KeyError:
        raise UnknownLetter(
            f"La lettre « {code} » version {version} n'est pas au catalogue."
        ) from None


def latest_version(code: str) -> int:
    """The version that a new letter of this code takes."""
    versions = [entry.version for entry in DECLARATIONS if entry.code == code]
    if not versions:
        raise UnknownLetter(f"La lettre « {code} » n'est pas au catalogue.")
    return max(versions)
