"""Numbers, days and growth as French prints them: narrow no-break spaces, comma, true minus."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from guichet.insight.enums import Unit
from guichet.insight.measure import Number
from guichet.insight.periods import Period
from guichet.insight.report.model import Before, Report, Told

THIN, NBSP, MINUS = "\u202f", "\u00a0", "\u2212"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
NOTHING = "–"
NO_RECORD = "aucun enregistrement"


def number(value: Number, places: int = 0) -> str:
    """1 234,5: rounded half up to its decimals."""
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = MINUS if exact < 0 else ""
    whole, _, decimals = f"{abs(exact):,}".partition(".")
    return sign + whole.replace(",", THIN) + (f",{decimals}" if decimals else "")


def plural(value: Number) -> bool:
    """French counts from two on as many."""
    return abs(value) >= 2


def with_unit(value: Number, unit: Unit, places: int) -> str:
    if unit == Unit.CENTS:
        return f"{number(Decimal(value) / 100, places)}{NBSP}€"
    text = number(value, places)
    if unit == Unit.PERCENT:
        return f"{text}{THIN}%"
    if unit == Unit.DAYS:
        return f"{text}{NBSP}{'jours' if plural(value) else 'jour'}"
    return text


def value(told: Told) -> str:
    """Its value with its unit; words where there is none."""
    if told.value is None:
        return NO_RECORD if told.missing else NOTHING
    return with_unit(told.value, told.indicator.unit, told.places)


def before(told: Told) -> str:
    if told.before is None:
        return NOTHING
    return with_unit(told.before.value, told.indicator.unit, told.places)


def growth(told: Told) -> str:
    """+19,40 %, or points for a share."""
    if told.growth is None:
        return NOTHING
    return ("+" if told.growth > 0 else "") + _change(told, told.growth)


def trend(told: Told, report_before: Period, *, whole: bool) -> str:
    """« en hausse de 11,67 % par rapport à 2019 »; who says the other year, where not we."""
    if told.growth is None or told.before is None:
        raise LookupError(told.id)
    year = report_before.first.year
    since = str(year) if whole else f"la même période de {year}"
    said = " (chiffre repris)" if told.before.source else ""
    if not told.growth:
        return f"autant que pour {since}{said}"
    way = "en hausse" if told.growth > 0 else "en baisse"
    return f"{way} de {_change(told, abs(told.growth))} par rapport à {since}{said}"


def _change(told: Told, by: Decimal) -> str:
    if told.indicator.unit != Unit.PERCENT:
        return f"{number(by, 2)}{THIN}%"
    return f"{number(by, 2)}{NBSP}{'points' if plural(by) else 'point'}"


def share(part: Decimal | None) -> str:
    return NOTHING if part is None else f"{number(part, 2)}{THIN}%"


def day(of: date) -> str:
    """1er janvier 2026"""
    first = f"{of.day}er" if of.day == 1 else str(of.day)
    return f"{first}{NBSP}{MONTHS[of.month - 1]}{NBSP}{of.year}"


def month(key: str) -> str:
    """Of `2026-03`: mars."""
    return MONTHS[int(key[5:7]) - 1]


def span(period: Period) -> str:
    """« du 1er janvier au 27 novembre 2026 », within a year."""
    first = f"{period.first.day}er" if period.first.day == 1 else str(period.first.day)
    start = f"{first}{NBSP}{MONTHS[period.first.month - 1]}"
    return f"du {start} au {day(period.last)}"


def source(told: Told) -> str:
    """Where its rows are."""
    return told.indicator.population.source


def said_by(before_: Before) -> str:
    return before_.source or "les enregistrements de cette caisse"


def limits(report: Report) -> list[str]:
    """What a reader must know of the days that the report is of."""
    found = []
    if not report.whole:
        found.append(
            f"Année en cours : les chiffres vont {span(report.period)}. Les évolutions se "
            f"comptent sur les mêmes jours de {report.before.first.year}."
        )
    if report.since and report.since > report.before.first:
        held = report.before.first.year if report.since <= report.period.first else report.year
        found.append(
            f"Les enregistrements de cette caisse commencent le {day(report.since)} : l'année "
            f"{held} n'y est pas entière. Une évolution n'est donnée que d'après un chiffre "
            "repris d'une autre source, ou d'après un état à une date."
        )
    return [typeset(words) for words in found]


def typeset(words: str) -> str:
    """Apostrophes, and the spaces that French keeps with its punctuation."""
    words = words.replace("'", "\u2019").replace(" :", f"{NBSP}:").replace(" ;", f"{THIN};")
    return words.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»").replace(" %", f"{THIN}%")
