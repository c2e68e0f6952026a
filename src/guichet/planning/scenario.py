"""What if: arrivals raised or lowered by a share in some months, `2020-03=+65%`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

Month = tuple[int, int]  # year, month
SHAPE = re.compile(r"(\d{4})-(\d{2})\s*=\s*([+-]?\d{1,4}(?:[.,]\d{1,2})?)\s*%?", re.ASCII)
LEAST, MOST = -100, 1000
WEEK = 7


class Fault(StrEnum):
    """What is wrong with a change of arrivals."""

    SHAPE = "shape"
    MONTH = "month"
    SHARE = "share"
    OUTSIDE = "outside"
    TWICE = "twice"


class BadChange(ValueError):
    """`said` is the change as it was written, `fault` what is wrong with it."""

    def __init__(self, said: str, fault: Fault) -> None:
        super().__init__(fault)
        self.said, self.fault = said, fault


@dataclass(frozen=True)
class Change:
    """Arrivals of a month, changed by a percentage: 65 is 65 % more, −100 none at all."""

    month: Month
    percent: Fraction


def change(said: str) -> Change:
    """One change as it is written. Raises BadChange."""
    found = SHAPE.fullmatch(said.strip())
    if not found:
        raise BadChange(said, Fault.SHAPE)
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or not 2000 <= year <= 2100:
        raise BadChange(said, Fault.MONTH)
    percent = Fraction(found[3].replace(",", "."))
    if not LEAST <= percent <= MOST:
        raise BadChange(said, Fault.SHARE)
    return Change((year, month), percent)


def changes(said: Iterable[str], first: date, weeks: int) -> dict[Month, Fraction]:
    """The changes of the months of some weeks. Raises BadChange."""
    found: dict[Month, Fraction] = {}
    for one in said:
        read = change(one)
        if read.month not in months_of(first, weeks):
            raise BadChange(one, Fault.OUTSIDE)
        if read.month in found:
            raise BadChange(one, Fault.TWICE)
        found[read.month] = read.percent
    return found


def months_of(first: date, weeks: int) -> list[Month]:
    """The months that some weeks touch, in order."""
    days = (first + timedelta(days=n) for n in range(WEEK * weeks))
    return sorted({(day.year, day.month) for day in days})


def changed(
    comes: Iterable[Fraction], first: date, percents: Mapping[Month, Fraction]
) -> tuple[Fraction, ...]:
    """Arrivals of weeks that follow from a day, changed; a week astride two months, by its days."""
    found = []
    for n, files in enumerate(comes):
        days = [first + timedelta(days=WEEK * n + d) for d in range(WEEK)]
        shares = (percents.get((day.year, day.month), Fraction(0)) for day in days)
        raised = sum(shares, Fraction(0))
        found.append(files * (1 + raised / (100 * WEEK)))
    return tuple(found)
