"""The same figures, counted in Python from all the rows, one by one, with its own definitions."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.timezone import localdate

from guichet.insight.periods import Period
from tests.insight.made import everything

Value = int | Decimal | None


class Slow:
    def __init__(self, period: Period) -> None:
        self.period = period
        self.rows = everything()
        self.cases = {case.id: case for case in self.rows["Case"]}
        back = {answer.order_id for answer in self.rows["BankAnswer"]}
        orders = [order for order in self.rows["PaymentOrder"] if order.id not in back]
        self.orders = [(order, order.run.run_on) for order in orders]

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and self.holds_day(localdate(moment))

    def holds_day(self, day: date) -> bool:
        return self.period.first <= day <= self.period.last

    def stands(self, start: datetime, end: datetime | None) -> bool:
        ended = end is not None and localdate(end) <= self.period.last
        return localdate(start) <= self.period.last and not ended

    def first_decisions(self) -> list[Any]:
        return [d for d in self.rows["Decision"] if d.number == 1 and self.holds(d.decided_at)]

    def treated(self) -> list[Any]:
        return [
            clock for clock in self.rows["Clock"]
            if self.holds(clock.stopped_at) and self.cases[clock.case_id].decision_id
        ]  # fmt: skip

    def paused(self, clock: Any) -> int:
        pauses = [p for p in self.rows["Pause"] if p.clock_id == clock.id and p.ended_at]
        return sum(between(p.started_at, p.ended_at) for p in pauses)

    def stock(self) -> list[Any]:
        return [c for c in self.rows["Clock"] if self.stands(c.started_at, c.stopped_at)]

    def first_paid(self, kind: str | None = None) -> dict[Any, date]:
        """By file, its first payment day, of those whose first one the period holds."""
        days: dict[Any, list[date]] = {}
        for order, day in self.orders:
            if kind in (None, order.payee_kind):
                days.setdefault(order.case_id, []).append(day)
        return {case: min(of) for case, of in days.items() if self.holds_day(min(of))}

    def without_income(self) -> list[int]:
        found = []
        for case, paid in self.first_paid("insured").items():
            firsts = [n.first_day for n in self.rows["Notice"] if n.case_id == case]
            if firsts:
                found.append((paid - min(firsts)).days)
        return found

    def first_days(self) -> dict[Any, date]:
        days: dict[Any, list[date]] = {}
        for notice in self.rows["Notice"]:
            days.setdefault(notice.case_id, []).append(notice.first_day)
        return {case: min(of) for case, of in days.items()}

    def certificates(self) -> list[Any]:
        """Of each stop, what declared it first; the world's are events that annul nothing."""
        first: dict[Any, Any] = {}
        for row in sorted(self.rows["DeclaredStop"], key=lambda row: (row.declared_at, row.id)):
            stop = (row.nir, row.organisation_id, row.contract_number, row.last_day_worked)
            first.setdefault(stop, row)
        return [row for row in first.values() if self.holds(row.declared_at)]

    def paid_orders(self) -> list[Any]:
        return [order for order, day in self.orders if self.holds_day(day)]

    def persons(self) -> list[Any]:
        return [p for p in self.rows["Person"] if localdate(p.created_at) <= self.period.last]

    def holders(self) -> set[Any]:
        accounts = [a for a in self.rows["Account"] if a.role == "insured"]
        return {a.person_id for a in accounts if localdate(a.created_at) <= self.period.last}

    def of(self, name: str, field: str, state: str | None = None) -> list[Any]:
        return [
            row for row in self.rows[name]
            if self.holds(getattr(row, field)) and state in (None, getattr(row, "state", None))
        ]  # fmt: skip


def between(start: datetime, end: datetime) -> int:
    return (localdate(end) - localdate(start)).days


def rounded(value: Fraction, places: int) -> Decimal:
    """Half away from nought."""
    scaled = abs(value) * 10**places + Fraction(1, 2)
    size = Decimal(scaled.numerator // scaled.denominator).scaleb(-places)
    return size if value >= 0 else -size


def share(part: int, whole: int) -> Decimal | None:
    return rounded(Fraction(100 * part, whole), 2) if whole else None


def within_a_week(period: Period, days: list[date], after: int = 0) -> int:
    """How many days, or so many days after each, fall at most seven days after the period."""
    return sum((day - period.last).days + after <= 7 for day in days)


def three(code: str, days: list[int]) -> dict[str, Value]:
    ranked = sorted(days)
    n = len(ranked)
    if not n:
        return {f"{code}.{name}": None for name in ("mean", "median", "ninth_decile")}
    middle = ranked[n // 2] if n % 2 else Fraction(ranked[n // 2 - 1] + ranked[n // 2], 2)
    enough = next(day for day in ranked if 10 * sum(other <= day for other in ranked) >= 9 * n)
    return {
        f"{code}.mean": rounded(Fraction(sum(ranked), n), 1),
        f"{code}.median": rounded(Fraction(middle), 1),
        f"{code}.ninth_decile": rounded(Fraction(enough), 1),
    }


def figures(period: Period) -> dict[str, Value]:
    """Every declared indicator, by code."""
    s = Slow(period)
    decided, letters = s.first_decisions(), s.of("Letter", "sent_at")
    done, received = s.of("Task", "closed_at", "done"), s.of("Piece", "ended_at", "received")
    open_tasks = [t for t in s.rows["Task"] if s.stands(t.opened_at, t.closed_at)]
    contacts = s.of("Contact", "started_at")
    visits = [c for c in contacts if c.channel == "desk"]
    appeals = [
        a.silent_from for a in s.rows["Appeal"]
        if a.received_on <= period.last and not (a.answered_on and a.answered_on <= period.last)
    ]  # fmt: skip
    asked = [
        p for p in s.rows["Piece"]
        if p.state != "expected" and s.stands(p.asked_at, p.ended_at)
    ]  # fmt: skip
    waiting = [localdate(clock.started_at) for clock in s.stock()]
    own: Callable[[Any], bool] = lambda a: a.role == "insured"  # noqa: E731
    messages = [c for c in s.of("Contact", "answered_at") if c.channel == "message"]
    certificates = s.certificates()
    paperless = sum(row.deposit.channel != "paper" for row in certificates)
    return {
        "stops.begun": sum(s.holds_day(day) for day in s.first_days().values()),
        "certificates.count": len(certificates),
        "certificates.paperless": share(paperless, len(certificates)),
        "accounts.held": sum(p.id in s.holders() for p in s.persons()),
        **three("messages.delay", [between(c.started_at, c.answered_at) for c in messages]),
        "stops.entered": len(s.of("Case", "opened_at")),
        "stops.decided": len(decided),
        "stops.automatic": share(sum(bool(d.rule) for d in decided), len(decided)),
        "stops.paid": len({order.case_id for order in s.paid_orders()}),
        "stops.paid_net": sum(order.net_cents for order in s.paid_orders()),
        "stops.paid_gross": sum(order.gross_cents for order in s.paid_orders()),
        "stock.files": len(s.stock()),
        "tasks.opened": len(s.of("Task", "opened_at")),
        "tasks.done": len(done),
        "tasks.open": len(open_tasks),
        "tasks.overdue": sum(t.due_on is not None and t.due_on < period.last for t in open_tasks),
        "pieces.asked": len(s.of("Piece", "asked_at")),
        "danger.appeals": within_a_week(period, appeals),
        "danger.tasks": within_a_week(period, [t.due_on for t in open_tasks if t.due_on]),
        "danger.pieces": within_a_week(period, [localdate(p.asked_at) for p in asked], after=15),
        "danger.twenty_days": within_a_week(period, waiting, after=20),
        "danger.thirty_days": within_a_week(period, waiting, after=30),
        "contacts.count": len(contacts),
        "contacts.conclusive": share(sum(c.outcome == "answered" for c in contacts), len(contacts)),
        "visits.count": len(visits),
        "visits.by_appointment": share(sum(c.mode == "appointment" for c in visits), len(visits)),
        "letters.sent": len(letters),
        "letters.read_online": share(sum(bool(x.read_at) for x in letters), len(letters)),
        "accounts.created": sum(map(own, s.of("Account", "created_at"))),
        "accounts.adhesion": share(sum(p.id in s.holders() for p in s.persons()), len(s.persons())),
        **three("delay.gross", [between(c.started_at, c.stopped_at) for c in s.treated()]),
        **three(
            "delay.net", [between(c.started_at, c.stopped_at) - s.paused(c) for c in s.treated()]
        ),
        **three(
            "delay.first_payment",
            [(day - localdate(s.cases[c].opened_at)).days for c, day in s.first_paid().items()],
        ),
        **three("income.days_without", s.without_income()),
        **three("stock.age", [(period.last - localdate(c.started_at)).days for c in s.stock()]),
        **three("tasks.delay", [between(t.opened_at, t.closed_at) for t in done]),
        **three("pieces.delay", [between(p.asked_at, p.ended_at) for p in received]),
    }
