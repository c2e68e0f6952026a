"""How many salary certificates came, by which way, and the share that came without paper (R30).

A certificate is counted once for a stop of a person at an establishment (contract and last day
worked), in the month and by the channel of the first thing that declared it: what comes later, a
correction or the same by another channel, changes no figure of the past. Messages that repeat a
stop month after month, returns and cancellations are none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_current_timezone

from guichet.declarations.controls import CANCELLATION
from guichet.declarations.enums import Channel, StopNature
from guichet.declarations.models import DeclaredStop

DECLARING = (StopNature.EVENT, StopNature.MONTHLY, StopNature.FORM)
STOP = ("nir", "organisation", "contract_number", "last_day_worked")


@dataclass(frozen=True)
class Received:
    """Certificates of a month (`2026-05`) or of several months of a year (`2026`), by channel."""

    period: str
    by_channel: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_channel.values())

    @property
    def without_paper(self) -> int:
        return self.total - self.by_channel.get(Channel.PAPER, 0)

    @property
    def rate(self) -> Decimal | None:
        """Per cent that came without paper, one decimal; None where nothing came."""
        return _rounded(self.without_paper * 100, self.total, "0.1") if self.total else None

    def growth(self, before: "Received") -> Decimal | None:
        """Points of per cent since `before`, two decimals; None where one of them has nothing."""
        if not self.total or not before.total:
            return None
        gained = self.without_paper * before.total - before.without_paper * self.total
        return _rounded(gained * 100, self.total * before.total, "0.01")


@dataclass(frozen=True)
class Year:
    """A year month by month, then its months together beside the same months of the year before."""

    months: Sequence[tuple[Received, Decimal | None]]
    whole: Received
    growth: Decimal | None


def paperless_year(year: int, *, today: date) -> Year:
    """The certificates of the months of a year that have begun; the running month is among them."""
    last = today.month if year == today.year else 12 if year < today.year else 0
    found = _by_month(date(year - 1, 1, 1), date(year + 1, 1, 1))
    months = [_month(found, year, n) for n in range(1, last + 1)]
    before = [_month(found, year - 1, n) for n in range(1, 13)]
    whole, past = _together(str(year), months), _together(str(year - 1), before[:last])
    previous = [before[-1], *months]
    grown = [(one, one.growth(previous[n])) for n, one in enumerate(months)]
    return Year(grown, whole, whole.growth(past))


def _by_month(first: date, end: date) -> Mapping[str, Counter[str]]:
    """Counts by channel of each month from `first` on and before `end`, of the fund's own time."""
    rows = (
        certificates_received()
        .filter(declared_at__gte=_midnight(first), declared_at__lt=_midnight(end))
        .annotate(month=TruncMonth("declared_at"))
        .values_list("month", "deposit__channel")
        .annotate(count=Count("id"))
        .order_by()
    )
    found: dict[str, Counter[str]] = {}
    for month, channel, count in rows:
        found.setdefault(f"{month:%Y-%m}", Counter())[channel] += count
    return found


def certificates_received() -> QuerySet[DeclaredStop]:
    """Of each stop, the first row that declared it."""
    said_before = (
        _declaring()
        .filter(**{name: OuterRef(name) for name in STOP})
        .filter(
            Q(declared_at__lt=OuterRef("declared_at"))
            | Q(declared_at=OuterRef("declared_at"), id__lt=OuterRef("id"))
        )
    )
    return _declaring().filter(~Exists(said_before))


def _declaring() -> QuerySet[DeclaredStop]:
    return DeclaredStop.objects.filter(nature__in=DECLARING).exclude(reason=CANCELLATION)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())


def _month(found: Mapping[str, Counter[str]], year: int, month: int) -> Received:
    period = f"{year}-{month:02d}"
    return Received(period, found.get(period, Counter()))


def _together(period: str, months: Sequence[Received]) -> Received:
    whole: Counter[str] = Counter()
    for one in months:
        whole.update(one.by_channel)
    return Received(period, whole)


def _rounded(above: int, below: int, places: str) -> Decimal:
    return (Decimal(above) / below).quantize(Decimal(places), ROUND_HALF_UP)
