"""What the profile says of the year before: figures of another source, dated, with its name."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from guichet.insight.service import Dimension, NewAggregate, keep_aggregates, months
from guichet.insight.service import year as whole_year
from guichet.journal.service import rule
from guichet.replay.plan import Chunk, Year, at
from guichet.replay.spread import scaled
from guichet.replay.stops import entries_by_month, growth_of

CODE, RANK = "previous_year", 1
OPERATOR = rule("replay.previous_year")
DESK, PHONE, MESSAGE = "desk", "phone", "message"
Named = tuple[str, NewAggregate]


def chunks(year: Year) -> Sequence[Chunk]:
    found = [*_printed(year), *_implied(year), *_assumed(year)]
    day = date(year.number - 1, 11, 1)
    by_source: dict[str, list[NewAggregate]] = {}
    for source, aggregate in found:
        by_source.setdefault(source, []).append(aggregate)
    return [
        Chunk(CODE, number, day, len(some), partial(_keep, some, source, day))
        for number, (source, some) in enumerate(by_source.items())
    ]


def _keep(some: Sequence[NewAggregate], source: str, day: date) -> None:
    keep_aggregates(some, source=source, actor=OPERATOR, now=at(day, 9))


def _source(year: Year, how: str = "") -> str:
    scale = f"{year.scale.normalize():f}".replace(".", ",")
    name = year.profile.texts["fund.name"]
    return f"rapport {year.number} de la {name}, à l’échelle {scale}{how}"


def _of(year: Year, code: str, value: int, channel: str = "") -> NewAggregate:
    period = whole_year(year.number - 1)
    return NewAggregate(code, period, value, Dimension.CHANNEL.value if channel else "", channel)


def _printed(year: Year) -> Iterator[Named]:
    """Counts that the profile gives of the year before."""
    for path, code, channel in (
        ("reception.visits_previous_year", "visits.count", ""),
        ("reception.visits_previous_year", "contacts.count", DESK),
        ("phone.calls_previous_year", "contacts.count", PHONE),
    ):
        if year.profile.count(path):
            yield _source(year), _of(year, code, year.count(path), channel)


def _implied(year: Year) -> Iterator[Named]:
    """Counts and shares that the growth printed implies."""
    source = _source(year, ", déduit de l’évolution imprimée")
    figures = year.profile.figures
    growth = figures.get("messages.growth_pct")
    if growth and year.profile.count("messages.received") and growth.value > -100:
        before = before_growth(year.profile.count("messages.received"), growth.value)
        yield source, _of(year, "contacts.count", scaled(before, year.scale), MESSAGE)
    rate = figures.get("employers.paperless_rate_pct")
    points = figures.get("employers.paperless_growth_as_printed.value")
    if rate and points and 0 <= rate.value - points.value <= 100:
        hundredths = (100 * (rate.value - points.value)).to_integral_value(ROUND_HALF_UP)
        yield source, _of(year, "certificates.paperless", int(hundredths))


def _assumed(year: Year) -> Iterator[Named]:
    """Stops by month: those of the year, less the growth printed or assumed of each month."""
    entries = entries_by_month(year)
    if not any(entries.values()):
        return
    source = _source(year, ", déduit des évolutions imprimées et des hypothèses déclarées")
    by_month = {month: before_growth(n, growth_of(year, month)) for month, n in entries.items()}
    for month, period in enumerate(months(year.number - 1), start=1):
        yield source, NewAggregate("stops.begun", period, by_month[month])
    yield source, _of(year, "stops.begun", sum(by_month.values()))


def before_growth(count: int, percent: Decimal) -> int:
    """What grew by so much to a count, rounded half up."""
    return int((100 * Decimal(count) / (100 + percent)).to_integral_value(ROUND_HALF_UP))
