"""From bytes to numbered rubrics: one line at a time, nothing kept, hostile files met in words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from guichet.formats.dsn.faults import Fault

LONGEST_LINE = 256
HOSTILE_LINE = 64 * 1024
FIRST_RUBRIC = "S10.G00.00.001"
_MAGIC = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff", b"\xd0\xcf\x11\xe0", b"7z")

Line = tuple[int, str, str]


class NotADsn(Exception):
    """The stream is not a DSN file; reading stops with this one fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def _refuse(line: int, code: str, message: str) -> NotADsn:
    return NotADsn(Fault(line, "structure", code, True, message, ""))


def rubrics(stream: BinaryIO) -> Iterator[Line | Fault]:
    """Yield (line number, rubric, value), or a fault of syntax. Raises NotADsn."""
    number = 0
    feed = False
    while raw := stream.readline(HOSTILE_LINE + 1):
        number += 1
        if number == 1:
            feed = _check_start(raw)
        if len(raw) > HOSTILE_LINE:
            raise _refuse(
                number,
                "line-length",
                "Cette ligne dépasse 64 Ko : ce n'est pas un fichier DSN. Exportez de nouveau le "
                "fichier depuis votre logiciel de paie.",
            )
        if b"\0" in raw:
            raise _refuse(
                number,
                "encoding",
                "Le fichier contient des octets nuls : il est binaire ou en UTF-16. Exportez-le "
                "en texte ISO-8859-1 depuis votre logiciel de paie.",
            )
        yield from _line(number, raw, feed=feed)
    if number == 0:
        raise _refuse(1, "line-syntax", "Le fichier est vide. Choisissez un autre fichier.")


def _check_start(raw: bytes) -> bool:
    """The first line says whether this is a DSN at all; answers whether it is a platform's feed."""
    if raw.startswith(_MAGIC):
        raise _refuse(
            1,
            "encoding",
            "Ce fichier est une archive, un PDF ou un fichier binaire, pas une DSN en texte. "
            "Déposez le fichier tel que votre logiciel de paie l'a produit.",
        )
    if raw.startswith(b"\xef\xbb\xbf"):
        raise _refuse(
            1,
            "encoding",
            "Le fichier commence par une marque UTF-8 : une DSN est en ISO-8859-1. Exportez-la de "
            "nouveau depuis votre logiciel de paie.",
        )
    if not raw.startswith((b"S10.", b"S05.", b"S06.")):
        raise _refuse(
            1,
            "line-syntax",
            "Ce fichier n'est pas une DSN : la première ligne devrait être "
            "S10.G00.00.001,'…'. Vérifiez que vous avez choisi le bon fichier.",
        )
    return not raw.startswith(b"S10.")


def _line(number: int, raw: bytes, *, feed: bool) -> Iterator[Line | Fault]:
    text = raw.rstrip(b"\r\n").decode("iso-8859-1")
    if len(text) > LONGEST_LINE:
        yield Fault(
            number,
            "structure",
            "line-length",
            True,
            f"La ligne a {len(text)} caractères ; 256 au plus sont permis. Raccourcissez la "
            "valeur.",
            "",
        )
    if text[14:16] != ",'" or not text.endswith("'") or len(text) < 17 or text[0] != "S":
        if not text.strip():
            return
        yield Fault(
            number,
            "structure",
            "line-syntax",
            True,
            "La ligne n'a pas la forme S21.G00.00.000,'valeur' : identifiant, virgule, valeur "
            "entre apostrophes. Corrigez-la dans votre logiciel de paie.",
            "",
        )
        return
    rubric, value = text[:14], text[16:-1]
    if _wrongly_encoded(value):
        yield Fault(
            number,
            rubric,
            "encoding",
            True,
            "Un caractère n'est pas permis ici (accents en UTF-8, ou caractère de contrôle). "
            "Exportez la DSN en ISO-8859-1.",
            "",
        )
    yield number, rubric, value


def _wrongly_encoded(value: str) -> bool:
    """Control characters, or the two characters by which UTF-8 accents show in ISO-8859-1."""
    if value.isascii() and value.isprintable():
        return False
    if any(char < " " or "\x7f" <= char <= "\x9f" for char in value):
        return True
    return any(first in "ÃÂ" and "\x80" <= second <= "\xbf" for first, second in pairwise(value))
