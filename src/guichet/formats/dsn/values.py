"""Judging one value by the norm: length, pattern, code list, calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from sys import intern

from guichet.formats.dsn.faults import PERSONAL, Fault, shown
from guichet.formats.dsn.norm import NATURE, VERSION, Norm, Rubric, load
from guichet.formats.identifiers import check_siret

Checker = Callable[[str, int], Fault | None]
# Dates of birth, whose day or month may be unknown: 99, and from P26 on 00 (their pattern says so).
_BIRTHS = ("S21.G00.30.006", "S21.G00.31.011", "S89.G00.91.006")
_UNKNOWN = ("00", "99")
_MOST_KEPT = 1_000


@lru_cache(maxsize=20_000)
def day_of(text: str | None) -> date | None:
    """DDMMYYYY to a civil date; None for what is not one."""
    if text is None or len(text) != 8 or not text.isdecimal():
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


@lru_cache(maxsize=1_000)
def siret_holds(siret: str) -> bool:
    """Whether the key of a SIRET is good; the same one is met all over a file."""
    return check_siret(siret).ok


@cache
def checkers(phase: str) -> dict[str, Checker]:
    """One compiled checker a rubric."""
    norm: Norm = load(phase)
    return {rubric.id: _checker(rubric) for rubric in norm.rubrics.values()}


@dataclass(frozen=True, slots=True)
class Form:
    """How a line of a rubric is taken. `keeps`: it names nobody, and may be kept in mind."""

    block: str
    suffix: str
    rubric: str
    check: Checker
    keeps: bool


@cache
def forms(phase: str) -> dict[bytes, Form]:
    """By the first 16 bytes of a line, but for the rubrics by which others are read."""
    return {
        f"{name},'".encode(): Form(
            intern(name[:10]), intern(name[11:]), name, check, not name.startswith(PERSONAL)
        )
        for name, check in checkers(phase).items()
        if name not in (VERSION, NATURE)
    }


def _checker(rubric: Rubric) -> Checker:
    shortest, longest, codes, name = rubric.shortest, rubric.longest, rubric.codes, rubric.id
    match = rubric.pattern.fullmatch if rubric.pattern else None
    is_date = rubric.nature == "Date" or name in _BIRTHS
    # Codes and dates come again line after line; values that name a person are not kept.
    sound: set[str] = set()
    keeps = not name.startswith(PERSONAL)

    def check(value: str, line: int) -> Fault | None:
        if value in sound:
            return None
        fault = judge(value, line)
        if fault is None and keeps and len(sound) < _MOST_KEPT:
            sound.add(value)
        return fault

    def judge(value: str, line: int) -> Fault | None:
        size = len(value)
        if size == 0 or value.isspace():
            return _fault(rubric, line, value, "empty-value", _EMPTY)
        if size < shortest or size > longest:
            return _fault(rubric, line, value, "length", _length(rubric, size))
        if codes is not None and value not in codes:
            return _fault(rubric, line, value, "value", _code(rubric))
        if match is not None and not match(value):
            return _fault(rubric, line, value, "CSL-00", _form(rubric))
        if is_date and not _is_day(value):
            return _fault(rubric, line, value, "calendar", _CALENDAR)
        return None

    return check


def _is_day(value: str) -> bool:
    if value[:2] in _UNKNOWN or value[2:4] in _UNKNOWN:
        return True
    return day_of(value) is not None


_EMPTY = "est vide. Une rubrique sans valeur ne doit pas être envoyée : retirez la ligne."
_CALENDAR = "n'est pas une date du calendrier. Vérifiez le jour et le mois (JJMMAAAA)."


def _length(rubric: Rubric, size: int) -> str:
    wanted = str(rubric.longest)
    if rubric.shortest != rubric.longest:
        wanted = f"{rubric.shortest} à {rubric.longest}"
    return f"a {size} caractères ; {wanted} sont attendus. Corrigez la valeur."


def _code(rubric: Rubric) -> str:
    known = sorted(rubric.codes or ())
    some = ", ".join(known[:12]) + ("…" if len(known) > 12 else "")
    return f"n'est pas dans la liste de la norme ({some}). Choisissez un code de la liste."


def _form(rubric: Rubric) -> str:
    if rubric.nature == "Numeric":
        return "n'est pas un nombre de la forme attendue (point, deux décimales). Corrigez-la."
    if rubric.nature == "Date":
        return "n'est pas une date de la forme JJMMAAAA permise ici. Corrigez-la."
    return "n'a pas la forme que la norme attend. Corrigez la valeur."


def _fault(rubric: Rubric, line: int, value: str, code: str, words: str) -> Fault:
    message = f"« {rubric.label} » {words}"
    return Fault(line, rubric.id, code, True, message, shown(rubric.id, value))
