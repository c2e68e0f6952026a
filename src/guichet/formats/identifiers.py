"""Identifiers of persons, firms, professionals and accounts: judged in words, never by raising.

NIR ranges: formats.md 1.5 (S21.G00.30.001/CSL); keys: CSS R.115-1 and decret 82-103.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum import iban as stdnum_iban
from stdnum import luhn
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

_NIR = re.compile(
    r"(?P<sex>[1278])(?P<year>\d\d)(?P<month>\d\d)"
    r"(?P<department>2A|2B|\d\d)(?P<commune>\d{3})(?P<order>\d{3})",
    re.ASCII,
)
_MONTHS = frozenset([*range(1, 13), 20, *range(30, 43), *range(50, 100)])
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
# Where a SEPA credit transfer may go, by the first letters of the IBAN (EPC409-09).
SEPA_COUNTRIES = frozenset(
    re.findall(
        "..",
        "ADALATBEBGCHCYCZDEDKEEESFIFRGBGIGRHRHUIEISITLILTLULVMCMDMEMKMTNLNOPLPTRORSSESISKSMVA",
    )
)
_SPACES = re.compile(r"[\s\u00a0\u202f.-]+")


@dataclass(frozen=True)
class Verdict:
    """`value` is the identifier in its bare form; `words` says what is wrong and what to do."""

    ok: bool
    value: str = ""
    words: str = ""


def _bare(text: str) -> str:
    return _SPACES.sub("", text).upper()


def check_nir(text: str) -> Verdict:
    """A NIR of 13 characters, or 15 with its key (then checked); answers the 13."""
    bare = _bare(text)
    if len(bare) not in (13, 15):
        return Verdict(False, bare, f"Le NIR a 13 caractères, ou 15 avec sa clé ; ici {len(bare)}.")
    found = _NIR.fullmatch(bare[:13])
    if found is None:
        return Verdict(
            False,
            bare,
            "Le NIR doit commencer par 1 ou 2 et ne contenir que des "
            "chiffres (2A ou 2B pour la Corse). Recopiez-le de la carte Vitale.",
        )
    if int(found["month"]) not in _MONTHS:
        return Verdict(
            False,
            bare,
            "Le mois de naissance dans le NIR (4e et 5e chiffres) "
            "n'existe pas. Vérifiez le numéro.",
        )
    if found["department"] == "00" or found["commune"] == "000" or found["order"] == "000":
        return Verdict(
            False,
            bare,
            "Ce NIR n'existe pas : le lieu ou le rang de naissance est à zéro. Vérifiez le numéro.",
        )
    if len(bare) == 15 and bare[13:] != nir_key(bare[:13]):
        return Verdict(
            False,
            bare,
            "La clé du NIR (les deux derniers chiffres) ne correspond "
            "pas. Un chiffre est sans doute faux.",
        )
    return Verdict(True, bare[:13])


def nir_key(nir: str) -> str:
    """The two-digit key of a NIR of 13 characters: 97 less the rest by 97, Corsica as 19 and 18."""
    number = nir.replace("2A", "19").replace("2B", "18")
    return f"{97 - int(number) % 97:02d}"


def is_provisional(nir: str) -> bool:
    """Numbers beginning with 7 or 8 wait to be certified (NIA)."""
    return nir[:1] in ("7", "8")


def mask_nir(nir: str) -> str:
    """A NIR for a screen: enough to recognise, not enough to use (2 80 01 •• ••• •06)."""
    if len(nir) < 13:
        return "•" * len(nir)
    return f"{nir[0]} {nir[1:3]} {nir[3:5]} •• ••• •{nir[11:13]}"


def check_siret(text: str) -> Verdict:
    """A SIRET of 14 digits (Luhn, or the rule of La Poste)."""
    bare = _bare(text)
    try:
        return Verdict(True, stdnum_siret.validate(bare))
    except ValidationError:
        return Verdict(
            False,
            bare,
            "Le SIRET a 14 chiffres et une clé ; celui-ci n'est pas bon. "
            "Il figure sur le bulletin de salaire.",
        )


def check_siren(text: str) -> Verdict:
    """A SIREN of 9 digits (Luhn)."""
    bare = _bare(text)
    try:
        return Verdict(True, stdnum_siren.validate(bare))
    except ValidationError:
        return Verdict(False, bare, "Le SIREN a 9 chiffres et une clé ; celui-ci n'est pas bon.")


def check_rpps(text: str) -> Verdict:
    """An RPPS number of 11 digits (Luhn)."""
    bare = _bare(text)
    if len(bare) == 11 and bare.isdecimal() and bare.isascii() and luhn.is_valid(bare):
        return Verdict(True, bare)
    return Verdict(False, bare, "Le numéro RPPS a 11 chiffres ; celui-ci n'est pas bon.")


@lru_cache(maxsize=4_096)
def check_iban(text: str) -> Verdict:
    """An IBAN of any country of the scheme, its key and its national structure checked.

    A payment day judges each account twice, when it orders and when it writes the file.
    """
    bare = _bare(text)
    try:
        valid = stdnum_iban.validate(bare)
        if valid[:2] in ("FR", "MC") and not _rib_key_holds(valid[4:]):
            raise InvalidChecksum
        if valid[:2] not in SEPA_COUNTRIES:
            return Verdict(
                False,
                bare,
                "Ce compte est tenu hors de la zone SEPA : aucun virement SEPA n'y arrive. Donnez "
                "l'IBAN d'un compte de la zone.",
            )
        return Verdict(True, valid)
    except ValidationError:
        return Verdict(
            False,
            bare,
            "L'IBAN n'est pas bon : un caractère manque ou est faux. "
            "Recopiez-le du relevé d'identité bancaire.",
        )


def _rib_key_holds(bban: str) -> bool:
    """The French key: 97 less (89 bank + 15 branch + 3 account) modulo 97; letters as digits."""
    digits = bban.translate(_RIB_LETTERS)
    bank, branch, account, key = digits[:5], digits[5:10], digits[10:21], digits[21:]
    return 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97 == int(key)


def check_bic(text: str) -> Verdict:
    """A BIC of 8 or 11 characters."""
    bare = _bare(text)
    if _BIC.fullmatch(bare):
        return Verdict(True, bare)
    return Verdict(False, bare, "Le BIC a 8 ou 11 caractères, par exemple BDFEFRPPCCT.")
