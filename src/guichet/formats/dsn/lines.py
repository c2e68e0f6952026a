"""From bytes to numbered rubrics: one line at a time, nothing kept, hostile files met in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.limits import MOST_STRANGERS, refuse, strangers, too_large

# Without its end; the shortest is S21.G00.00.000,''.
SHORTEST_LINE, LONGEST_LINE = 17, 256
HOSTILE_LINE = 64 * 1024
CHUNK = 64 * 1024
# Control characters, or the two characters by which UTF-8 accents show in ISO-8859-1.
_WRONG = re.compile(r"[\0-\x1f\x7f-\x9f]|[ÃÂ][\x80-\xbf]")
_IDENTIFIER = re.compile(r"S\d\d\.G\d\d\.\d\d\.\d{3}", re.ASCII)
_MAGIC = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
)

Line = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Flawed:
    """A line with a fault of its own. `rubric` is empty where even that cannot be read."""

    fault: Fault
    rubric: str
    value: str
    blank: bool = False


class Lines:
    """Looks at each line of a stream in turn. `blank`: the first of the blank lines just before."""

    def __init__(self) -> None:
        self.blank = 0

    def look(self, number: int, raw: bytes) -> tuple[Line | Flawed, ...]:
        """(line number, rubric, value), or the line with its fault of syntax. Raises NotADsn."""
        if number == 1:
            _check_start(raw)
        _check_hostile(number, raw)
        text = raw.rstrip(b"\r\n").decode("iso-8859-1")
        if not text.strip():
            self.blank = _first_blank(self.blank, number)
            return ()
        item = _careful(number, raw, text)
        if not self.blank:
            return (item,)
        between, self.blank = _blank(self.blank), 0
        return between, item


def value_of(raw: bytes) -> str | None:
    """The value of a line that begins as one of a rubric; None where it must be looked at."""
    text = raw.rstrip(b"\r\n")
    if not SHORTEST_LINE <= len(text) <= LONGEST_LINE or text[-1:] != b"'":
        return None
    value = text[16:-1].decode("iso-8859-1")
    return None if _WRONG.search(value) else value


def raw_lines(stream: BinaryIO, most: float) -> Iterator[tuple[range, list[bytes]]]:
    """The lines of a stream as they are, many at a time, with their numbers; one longer than any
    file may have is cut, and the last. Raises NotADsn past `most` bytes, after the lines before."""
    first, size = 1, 0
    for rows in _rows(stream):
        size += sum(map(len, rows))
        kept = rows if size <= most else _within(rows, size - most)
        following = first + len(kept)
        yield range(first, following), kept
        if size > most:
            raise too_large(following, int(most))
        first = following


def _within(rows: list[bytes], beyond: float) -> list[bytes]:
    """The lines, less those at the end that hold so many bytes."""
    while beyond > 0:
        beyond -= len(rows.pop())
    return rows


def _rows(stream: BinaryIO) -> Iterator[list[bytes]]:
    left = b""
    while chunk := stream.read(CHUNK):
        rows = BytesIO(left + chunk).readlines()
        # No line within a chunk is too long, only one that began before it.
        rows[0] = rows[0][: HOSTILE_LINE + 1]
        left = b"" if rows[-1].endswith(b"\n") else rows.pop()
        yield rows
        if len(left) > HOSTILE_LINE:
            break
    if left:
        yield [left]


def check_end(number: int) -> None:
    """After the last line, whose number this is. Raises NotADsn for an empty file."""
    if number == 0:
        raise refuse(1, "line-syntax", "Le fichier est vide. Choisissez un autre fichier.")


def _first_blank(first: int, number: int) -> int:
    """The first of the blank lines in a row."""
    if first and number - first >= MOST_STRANGERS:
        raise strangers(first)
    return first or number


def _check_hostile(number: int, raw: bytes) -> None:
    if b"\0" in raw:
        raise refuse(
            number,
            "encoding",
            "Le fichier contient des octets nuls : il est binaire ou en UTF-16. Exportez-le "
            "en texte ISO-8859-1 depuis votre logiciel de paie.",
        )
    if len(raw) > HOSTILE_LINE:
        raise refuse(
            number,
            "line-length",
            "Cette ligne dépasse 64 Ko : ce n'est pas un fichier DSN. Exportez de nouveau le "
            "fichier depuis votre logiciel de paie.",
        )


def _check_start(raw: bytes) -> None:
    """The first line says whether this is a DSN at all."""
    if raw.startswith(_MAGIC):
        raise refuse(
            1,
            "encoding",
            "Ce fichier est une archive, un PDF ou un fichier binaire, pas une DSN en texte. "
            "Déposez le fichier tel que votre logiciel de paie l'a produit.",
        )
    _check_hostile(1, raw)
    if raw.startswith(b"\xef\xbb\xbf"):
        raise refuse(
            1,
            "encoding",
            "Le fichier commence par une marque UTF-8 : une DSN est en ISO-8859-1. Exportez-la de "
            "nouveau depuis votre logiciel de paie.",
        )
    if not raw.startswith((b"S10.", b"S05.", b"S06.")):
        raise refuse(
            1,
            "line-syntax",
            "Ce fichier n'est pas une DSN : la première ligne devrait être "
            "S10.G00.00.001,'…'. Vérifiez que vous avez choisi le bon fichier.",
        )
    if b"\r" in raw.rstrip(b"\r\n"):
        raise refuse(
            1,
            "line-syntax",
            "Les lignes de ce fichier finissent par un retour chariot seul : une DSN finit les "
            "siennes par CR LF ou LF. Exportez-la de nouveau depuis votre logiciel de paie.",
        )


def _blank(number: int) -> Flawed:
    fault = Fault(
        number,
        "structure",
        "line-syntax",
        True,
        "Une ligne est vide au milieu du fichier. Retirez-la, ou exportez de nouveau la DSN.",
        "",
    )
    return Flawed(fault, "", "", blank=True)


def _careful(number: int, raw: bytes, text: str) -> Line | Flawed:
    rubric, value = text[:14], text[16:-1]
    if _IDENTIFIER.fullmatch(rubric) is None:
        return Flawed(_syntax(number), "", "")
    if text[14:16] != ",'" or not text.endswith("'") or len(text) < SHORTEST_LINE:
        return Flawed(_syntax(number), rubric, text[14:].strip(", '"))
    if len(text) > LONGEST_LINE:
        return Flawed(_too_long(number, len(text)), rubric, value)
    if _WRONG.search(value):
        return Flawed(_encoding(number, rubric), rubric, _meant(raw, value))
    return number, rubric, value


def _syntax(number: int) -> Fault:
    return Fault(
        number,
        "structure",
        "line-syntax",
        True,
        "La ligne n'a pas la forme S21.G00.00.000,'valeur' : identifiant, virgule, valeur entre "
        "apostrophes. Corrigez-la dans votre logiciel de paie.",
        "",
    )


def _too_long(number: int, size: int) -> Fault:
    return Fault(
        number,
        "structure",
        "line-length",
        True,
        f"La ligne a {size} caractères ; 256 au plus sont permis. Raccourcissez la valeur.",
        "",
    )


def _encoding(number: int, rubric: str) -> Fault:
    return Fault(
        number,
        rubric,
        "encoding",
        True,
        "Un caractère n'est pas permis ici (accents en UTF-8, ou caractère de contrôle). Exportez "
        "la DSN en ISO-8859-1.",
        "",
    )


def _meant(raw: bytes, value: str) -> str:
    """The value as its author meant it, where it is UTF-8."""
    try:
        return raw.rstrip(b"\r\n").decode("utf-8")[16:-1]
    except UnicodeDecodeError:
        return value
