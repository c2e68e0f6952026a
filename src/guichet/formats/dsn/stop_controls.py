"""Controls of the stop of work: its dates, the wage that the employer keeps, the injury.

Named in formats.md 1.5, which gives their sense.
"""

from datetime import date

from guichet.formats.dsn.controls import EVENTS, Check, Control, Places, value_at
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of

STOPS = frozenset({"01", "04", "05", "07"})
SUBROGATION = frozenset({"01", "04"})
INJURY = frozenset({"04", "05"})


def contract_of(stop: Node) -> Node:
    if stop.parent is None:
        raise ValueError("a stop stands below its contract")
    return stop.parent


def dates(node: Node, first: str, second: str) -> tuple[date | None, date | None]:
    return day_of(node.get(first)), day_of(node.get(second))


def _reason_only_monthly(reasons: frozenset[str]) -> Check:
    def check(stop: Node, head: Head) -> Places:
        if stop.get("001") in reasons and head.nature not in ("01", "07"):
            yield from value_at(stop, "001")

    return check


def _ordered(first: str, second: str, at: str) -> Check:
    def check(stop: Node, head: Head) -> Places:
        a, b = dates(stop, first, second)
        if a and b and a > b:
            yield from value_at(stop, at)

    return check


def _last_day_before_contract_end(stop: Node, head: Head) -> Places:
    last = day_of(stop.get("002"))
    for end in contract_of(stop).below("S21.G00.62"):
        ended = day_of(end.get("001"))
        if last and ended and last > ended:
            yield from value_at(stop, "002")


def _not_before_contract(suffix: str) -> Check:
    def check(stop: Node, head: Head) -> Places:
        day, start = day_of(stop.get(suffix)), day_of(contract_of(stop).get("001"))
        if day and start and day < start:
            yield from value_at(stop, suffix)

    return check


def _after_file(suffix: str) -> Check:
    def check(stop: Node, head: Head) -> Places:
        day = day_of(stop.get(suffix))
        if day and head.file_date and day > head.file_date:
            yield from value_at(stop, suffix)

    return check


def _with_subrogation(suffix: str, *, only: bool) -> Check:
    """Present when the wage is kept (004 = 01); `only`: and never otherwise."""

    def check(stop: Node, head: Head) -> Places:
        said = stop.get("004")
        # What is wrong with 004 itself is said there, once.
        if said not in ("01", "02") and (said is not None or head.nature == "04"):
            return
        kept, there = said == "01", stop.get(suffix) is not None
        if (kept and not there) or (only and there and not kept):
            yield from value_at(stop, suffix)

    return check


def _return_too_early(stop: Node, head: Head) -> Places:
    back, last = day_of(stop.get("010")), day_of(stop.get("002"))
    start = day_of(contract_of(stop).get("001"))
    if back and ((last and back < last) or (start and back < start)):
        yield from value_at(stop, "010")


def _return_reason(stop: Node, head: Head) -> Places:
    if stop.get("011") == "02" and head.nature not in ("01", "07"):
        yield from value_at(stop, "011")


def _accident_date(stop: Node, head: Head) -> Places:
    injury = stop.get("001") in ("04", "05", "06")
    if injury != (stop.get("012") is not None):
        yield from value_at(stop, "012")


STOP_CONTROLS = (
    Control(
        "S21.G00.60.001",
        "CCH-12",
        STOPS,
        "Le motif 99 (annulation) ne se déclare que dans la DSN mensuelle ou en fin de contrat.",
        _reason_only_monthly(frozenset({"99"})),
    ),
    Control(
        "S21.G00.60.001",
        "CCH-14",
        STOPS,
        "Un temps partiel thérapeutique (motifs 15 à 18) ne se déclare que dans la DSN mensuelle.",
        _reason_only_monthly(frozenset({"15", "16", "17", "18"})),
    ),
    Control(
        "S21.G00.60.002",
        "CCH-12",
        STOPS,
        "Le dernier jour travaillé est après la fin prévue de l'arrêt. Vérifiez les deux dates.",
        _ordered("002", "003", "002"),
    ),
    Control(
        "S21.G00.60.002",
        "CCH-17",
        frozenset({"01", "07"}),
        "Le dernier jour travaillé est après la fin du contrat. Vérifiez les deux dates.",
        _last_day_before_contract_end,
    ),
    Control(
        "S21.G00.60.002",
        "CCH-18",
        STOPS,
        "Le dernier jour travaillé est avant le début du contrat. Vérifiez les deux dates.",
        _not_before_contract("002"),
    ),
    Control(
        "S21.G00.60.002",
        "SIG-14",
        STOPS,
        "Le dernier jour travaillé est après la date du fichier. Est-ce la bonne date ?",
        _after_file("002"),
        blocking=False,
    ),
    Control(
        "S21.G00.60.005",
        "CCH-11",
        SUBROGATION,
        "Le début de subrogation se donne si, et seulement si, la subrogation (004) vaut 01.",
        _with_subrogation("005", only=True),
    ),
    Control(
        "S21.G00.60.006",
        "CCH-11",
        SUBROGATION,
        "La fin de subrogation se donne si, et seulement si, la subrogation (004) vaut 01.",
        _with_subrogation("006", only=True),
    ),
    Control(
        "S21.G00.60.006",
        "CCH-12",
        SUBROGATION,
        "La fin de subrogation est avant son début. Vérifiez les deux dates.",
        _ordered("005", "006", "006"),
    ),
    Control(
        "S21.G00.60.007",
        "CCH-11",
        SUBROGATION,
        "L'IBAN est obligatoire quand l'employeur garde le salaire (004 vaut 01). Ajoutez-le.",
        _with_subrogation("007", only=False),
    ),
    Control(
        "S21.G00.60.008",
        "CCH-11",
        SUBROGATION,
        "Le BIC est obligatoire quand l'employeur garde le salaire (004 vaut 01). Ajoutez-le.",
        _with_subrogation("008", only=False),
    ),
    Control(
        "S21.G00.60.010",
        "CCH-11",
        STOPS,
        "La reprise est avant le dernier jour travaillé, ou avant le début du contrat. Vérifiez "
        "les dates.",
        _return_too_early,
    ),
    Control(
        "S21.G00.60.011",
        "CCH-12",
        STOPS,
        "Une reprise à temps partiel thérapeutique (02) ne se déclare que dans la DSN mensuelle.",
        _return_reason,
    ),
    Control(
        "S21.G00.60.012",
        "CCH-11",
        INJURY,
        "La date d'accident se donne pour les motifs 04, 05 et 06, et seulement pour eux.",
        _accident_date,
    ),
    Control(
        "S21.G00.60.012",
        "SIG-14",
        INJURY,
        "L'accident est avant le début du contrat. Est-ce la bonne date ?",
        _not_before_contract("012"),
        blocking=False,
    ),
    *[
        Control(
            f"S21.G00.60.{suffix}",
            code,
            natures,
            "Cette date est après la date du fichier. Est-ce la bonne date ?",
            _after_file(suffix),
            blocking=False,
            source="cahier technique DSN, formats.md 1.5 (dates in events); the only warning of "
            "this rubric that is left for it",
            certainty="B",
        )
        for suffix, code, natures in (
            ("005", "SIG-12", frozenset({"04"})),
            ("010", "SIG-13", EVENTS),
            ("012", "SIG-13", INJURY),
        )
    ],
)
