"""The pieces of a sick leave, in words: the same on paper, in the account and on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave import procedure
from guichet.cases.service import Owner
from guichet.letters.content import MissingPiece, OwedBy

HOW = _("Envoyez-nous ce document depuis votre compte en ligne, ou par courrier.")


@dataclass(frozen=True)
class PieceWords:
    """`name` on the desk; to the person: what it is (after "nous attendons"), why, how to give."""

    name: str | Promise
    what: str | Promise
    why: str | Promise
    how: str | Promise = HOW


# What an agent may ask for by hand.
ASKABLE: dict[str, PieceWords] = {
    procedure.NOTICE: PieceWords(
        _("avis d'arrêt de travail"),
        _("votre avis d'arrêt de travail, signé par votre médecin"),
        _("Sans cet avis, nous ne pouvons pas vous payer vos indemnités journalières."),
        _("Envoyez-le depuis votre compte en ligne, rubrique « Envoyer un arrêt »."),
    ),
    "bank_details": PieceWords(
        _("relevé d'identité bancaire"),
        _("votre relevé d'identité bancaire (RIB)"),
        _("Sans ce relevé, nous ne savons pas où vous payer."),
    ),
    "work_certificate": PieceWords(
        _("bulletins de salaire ou certificat de travail"),
        _("vos bulletins de salaire, ou un certificat de travail"),
        _("Ils montrent si vous avez assez travaillé pour avoir droit aux indemnités."),
    ),
    "late_notice_proof": PieceWords(
        _("justificatif de l'envoi tardif (hospitalisation…)"),
        _("un justificatif de l'envoi tardif de votre avis d'arrêt"),
        _("Vous nous avez envoyé votre avis plus de deux jours après la visite chez le médecin."),
    ),
}
_ORIGINAL = PieceWords(
    _("original de l'avis d'arrêt"),
    _("l'original de votre avis d'arrêt papier, par la poste"),
    _("Une photo ou une copie ne suffit pas : sans l'original, nous ne pouvons pas vous payer."),
    _(
        "Envoyez les volets 1 et 2 par la poste. Ou demandez à votre médecin d'envoyer l'avis par "
        "internet."
    ),
)
_OF_EMPLOYER: dict[str, PieceWords] = {
    procedure.CERTIFICATE: PieceWords(
        _("déclaration de l'arrêt par l'employeur"),
        _("la déclaration de votre arrêt par votre employeur"),
        _("Elle nous dit votre dernier jour de travail."),
    ),
    procedure.WAGES: PieceWords(
        _("salaires de référence"),
        _("vos salaires"),
        _("Ils servent à calculer vos indemnités."),
    ),
    procedure.PAY_LOST: PieceWords(
        _("salaire perdu en temps partiel"),
        _("le salaire que vous avez perdu en temps partiel"),
        _("Vos indemnités ne dépassent pas le salaire perdu."),
    ),
}
_EMPLOYER_UNKNOWN = PieceWords(
    _("nom et SIRET de l'employeur"),
    _("le nom et le numéro SIRET de votre employeur"),
    _("Votre employeur doit déclarer votre arrêt et vos salaires : nous ne savons pas qui il est."),
    _(
        "Le SIRET figure sur votre bulletin de salaire : envoyez-nous un bulletin depuis votre "
        "compte en ligne, écrivez-nous ou appelez-nous."
    ),
)


def words_of_piece(code: str, owed_by: str) -> PieceWords:
    """What an employer owes and the insured person is asked for: we do not know the employer."""
    if code in _OF_EMPLOYER:
        return _EMPLOYER_UNKNOWN if owed_by == Owner.INSURED else _OF_EMPLOYER[code]
    return _ORIGINAL if code == procedure.ORIGINAL else ASKABLE[code]


def in_letter(codes: Sequence[str]) -> list[MissingPiece]:
    """Pieces that the insured person owes, for the letter, in the language in force."""
    asked = [words_of_piece(code, Owner.INSURED) for code in codes]
    return [
        MissingPiece(capfirst(str(one.what)), str(one.why), OwedBy.INSURED, str(one.how))
        for one in asked
    ]
