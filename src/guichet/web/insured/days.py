"""The days of a stop on a calendar: waiting, to be paid, paid, and to whom."""

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.ledger.service import PaidDay, PayeeKind, euros
from guichet.web.insured.words import day as in_words

WAITING, DUE, PAID, EMPLOYER = "waiting", "due", "paid", "employer"
UNPAID, STUDY, HELD = "unpaid", "study", "held"
PART_TIME = "part-time"
ELSEWHERE, SHARED = "elsewhere", "shared"
LEGEND = {
    PAID: (gettext_lazy("P"), gettext_lazy("payé, à vous")),
    EMPLOYER: (gettext_lazy("E"), gettext_lazy("versé à votre employeur, qui garde votre salaire")),
    SHARED: (gettext_lazy("R"), gettext_lazy("réparti : chacun a reçu sa part")),
    ELSEWHERE: (gettext_lazy("A"), gettext_lazy("payé avant le changement de système")),
    DUE: (gettext_lazy("À"), gettext_lazy("à payer")),
    WAITING: (gettext_lazy("C"), gettext_lazy("délai de carence, non payé")),
    HELD: (gettext_lazy("S"), gettext_lazy("paiement suspendu, le temps de vérifier")),
    PART_TIME: (
        gettext_lazy("T"),
        gettext_lazy("temps partiel : payé quand votre employeur a déclaré le salaire perdu"),
    ),
    STUDY: (gettext_lazy("?"), gettext_lazy("à l'étude")),
    UNPAID: (gettext_lazy("–"), gettext_lazy("jour d'arrêt non payé")),
}


@dataclass(frozen=True)
class Part:
    """What one payee has of a day that is shared; `employer`: its name, none for the person."""

    employer: str
    cents: int
    left_cents: int


@dataclass(frozen=True)
class Day:
    """A day of the stop: granted cents, and those still to be paid.

    `paid_on` is empty while no transfer holds it. `parts`: who has what of it, where several have.
    """

    day: date
    kind: str
    cents: int = 0
    paid_on: date | None = None
    to_employer: bool = False
    left_cents: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def mark(self) -> str:
        return str(LEGEND[self.kind][0])

    @property
    def whom(self) -> str:
        """To whom it is paid, with the part of each where it is shared."""
        return _whom(self.parts, to_employer=self.to_employer)

    def left(self, *, to_employer: bool) -> int:
        """The cents still to be paid to the person, or to the employers."""
        if not self.parts:
            return self.left_cents if self.to_employer == to_employer else 0
        return sum(one.left_cents for one in self.parts if bool(one.employer) == to_employer)

    @property
    def words(self) -> str:
        """The day for somebody who hears the calendar."""
        without_money = {
            WAITING: _("jour de carence, non payé"),
            STUDY: _("jour d'arrêt, à l'étude"),
            PART_TIME: _("temps partiel, en attente du salaire perdu"),
            UNPAID: _("jour d'arrêt, non payé"),
        }
        if self.kind in without_money:
            return without_money[self.kind]
        if self.kind == ELSEWHERE:
            told = _("{amount} payés le {day} {whom}, avant le changement de système")
        elif self.kind == HELD:
            told = _("{amount}, paiement suspendu")
        elif 0 < self.left_cents < self.cents:
            told = _("{amount}, dont {left} encore à payer {whom}")
        elif self.paid_on is None:
            told = _("{amount} à payer {whom}")
        else:
            told = _("{amount} payés le {day} {whom}")
        return told.format(
            amount=euros(self.cents),
            left=euros(self.left_cents),
            whom=self.whom,
            day=in_words(self.paid_on) if self.paid_on else "",
        )


def _whom(parts: Sequence[Part], *, to_employer: bool) -> str:
    if not parts:
        return _("à votre employeur") if to_employer else _("à vous")
    told = (
        _("à {name} ({amount})").format(name=one.employer, amount=euros(one.cents))
        if one.employer
        else _("à vous ({amount})").format(amount=euros(one.cents))
        for one in parts
    )
    return ", ".join(told)


@dataclass(frozen=True)
class Month:
    title: str
    weeks: tuple[tuple[tuple[date, Day | None] | None, ...], ...]


@dataclass(frozen=True)
class Span:
    """Consecutive days told in one line."""

    first: date
    last: date
    days: int
    kind: str
    cents: int
    paid_on: date | None
    to_employer: bool
    left_cents: int
    parts: tuple[Part, ...] = ()

    @property
    def whom(self) -> str:
        """To whom each day is paid, with the part of each where it is shared."""
        return _whom(self.parts, to_employer=self.to_employer)

    @property
    def left_in_part(self) -> bool:
        """Some of each day was paid, and some is still to be."""
        return 0 < self.left_cents < self.cents

    @property
    def mark(self) -> str:
        return str(LEGEND[self.kind][0])

    @property
    def words(self) -> str:
        return str(LEGEND[self.kind][1])


def days_of(
    covered: Sequence[date],
    carence: int,
    paid: Sequence[PaidDay],
    *,
    undecided: bool,
    held_from: date | None = None,
    awaiting: Collection[date] = (),
) -> list[Day]:
    """Every day of the stop with what becomes of it, in order.

    `undecided`: what the decision in force does not grant is still being looked at. `awaiting`: the
    covered days of part-time whose pay lost is not known.
    """
    granted: dict[date, list[PaidDay]] = {}
    for one in paid:
        granted.setdefault(one.day, []).append(one)
    rest = STUDY if undecided else UNPAID
    found = []
    for rank, day in enumerate(sorted({*covered, *granted})):
        if day in granted:
            found.append(_granted(granted[day], held_from))
        elif day in awaiting:
            found.append(Day(day, PART_TIME))
        else:
            found.append(Day(day, WAITING if rank < carence else rest))
    return found


def _granted(some: Sequence[PaidDay], held_from: date | None) -> Day:
    """A day that is granted, to one payee or in parts to several."""
    one, shared = some[0], len(some) > 1
    employer = any(part.payee_kind == PayeeKind.EMPLOYER for part in some)
    left = sum(part.left_cents for part in some)
    dates = [part.order.run.run_on if part.order else part.elsewhere_on for part in some]
    paid_on = max((on for on in dates if on), default=None)
    if one.elsewhere_on:
        kind = ELSEWHERE
    elif left:
        held = held_from is not None and held_from <= one.day
        kind = HELD if held else DUE
    else:
        kind = SHARED if shared else EMPLOYER if employer else PAID
    parts = tuple(Part(part.employer, part.cents, part.left_cents) for part in some)
    cents = sum(part.cents for part in some)
    return Day(one.day, kind, cents, paid_on, employer, left, parts if shared else ())


def months_of(days: Sequence[Day]) -> list[Month]:
    """Whole months, Monday first; a cell is a day and what is known of it."""
    known = {one.day: one for one in days}
    wanted = sorted({(one.day.year, one.day.month) for one in days})
    grid = calendar.Calendar(firstweekday=0)
    return [
        Month(
            date_format(date(year, month, 1), "F Y"),
            tuple(
                tuple((d, known.get(d)) if d.month == month else None for d in week)
                for week in grid.monthdatescalendar(year, month)
            ),
        )
        for year, month in wanted
    ]


def spans_of(days: Sequence[Day]) -> list[Span]:
    """The same days as lines: from, to, how many, what becomes of them."""
    runs: list[list[Day]] = []
    for one in days:
        before = runs[-1][-1] if runs else None
        if before and _alike(before, one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        Span(
            run[0].day,
            run[-1].day,
            len(run),
            run[0].kind,
            run[0].cents,
            run[0].paid_on,
            run[0].to_employer,
            run[0].left_cents,
            run[0].parts,
        )
        for run in runs
    ]


def _alike(before: Day, after: Day) -> bool:
    return (after.day - before.day).days == 1 and replace(before, day=after.day) == after
