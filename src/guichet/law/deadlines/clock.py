"""One case being counted: reads its input, applies dated lengths, and tells each date it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from guichet.formats.calendars import ALSACE_MOSELLE, FRANCE
from guichet.law.case_reading import Reader, iso_day, said
from guichet.law.dates import add_months
from guichet.law.deadlines.counting import Skipped, clear_days, moved
from guichet.law.options import Options
from guichet.law.parameters import AfterLastKnownDate, BeforeFirstKnownDate, Parameters

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class DeadlineStep:
    """A date with all that gives it: the event it starts from, the unit and count, the article."""

    key: str
    value: str
    article: str
    starts_from: str = ""
    start: str = ""
    unit: str = ""
    count: str = ""
    skipped: tuple[Skipped, ...] = ()
    note: str = ""
    parameter: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The step as plain data; what does not apply is left out."""
        data: dict[str, Any] = {"key": self.key, "value": self.value, "article": self.article}
        for name in ("starts_from", "start", "unit", "count", "note"):
            if value := getattr(self, name):
                data[name] = value
        if self.skipped:
            data["skipped"] = [{"day": s.day.isoformat(), "why": s.why} for s in self.skipped]
        if self.parameter:
            data["parameters"] = [dict(self.parameter)]
        return data


@dataclass
class Clock:
    """The input of a case, and what has been found of it so far."""

    reader: Reader
    parameters: Parameters
    options: Options
    result: dict[str, Any] = field(default_factory=dict)
    steps: list[DeadlineStep] = field(default_factory=list)

    @property
    def calendar(self) -> str:
        """The public holidays that count."""
        return self.reader.choice("calendar", (FRANCE, ALSACE_MOSELLE), FRANCE)

    def day(self, key: str) -> date | None:
        """A civil date; an instant is taken at its date in France."""
        value = self.reader.data.get(key)
        if isinstance(value, datetime):
            return self.instant(key).date()
        if isinstance(value, str) and "T" in value:
            return self.instant(key).date()
        return self.reader.day(key)

    def needed_day(self, key: str) -> date:
        """A date without which nothing can be counted."""
        return self.day(key) or self.reader.fault(key, "une date AAAA-MM-JJ", "La date manque.")

    def instant(self, key: str) -> datetime:
        """A wall-clock time of France, without offset."""
        value = self.reader.data.get(key)
        if self.without_hour(key):
            value = str(value)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                value = None
        if not isinstance(value, datetime):
            problem = (
                "L'heure manque."
                if self.reader.data.get(key) is None
                else f"{said(self.reader.data[key])} ne donne pas un jour et une heure."
            )
            self.reader.fault(key, "un jour et une heure, AAAA-MM-JJTHH:MM", problem)
        self.reader.within_reach(key, value.date())
        return _in_france(value)

    def ordered(self, *keys: str) -> None:
        """Refuse a date that precedes one that it can only follow."""
        given = [(key, day) for key in keys if (day := self.day(key)) is not None]
        for (event, first), (key, second) in pairwise(given):
            if second < first:
                self.reversed(key, event)

    def reversed(self, key: str, event: str) -> NoReturn:
        """Refuse `key`, which cannot come before `event`."""
        self.reader.fault(
            key, f"une date qui ne précède pas « {event} »", f"« {key} » précède « {event} »."
        )

    def without_hour(self, key: str) -> bool:
        """Whether a day is given where an hour counts: it is then taken at its midnight."""
        value = self.reader.data.get(key)
        if isinstance(value, str):
            return iso_day(value) is not None
        return isinstance(value, date) and not isinstance(value, datetime)

    def length(self, name: str, on: date) -> int:
        """The whole number in force on a day."""
        return int(self.parameters.on(name, on).value)

    def put(self, key: str, value: Any, step: DeadlineStep | None = None) -> Any:
        """Keep a result and how it was found."""
        self.result[key] = value.isoformat() if isinstance(value, date | datetime) else value
        if step is not None:
            self.steps.append(step)
        return value

    def clear(self, key: str, event: str, start: date, name: str, *, move: bool = False) -> date:
        """`name` clear days after an event; `move`: to the next working day."""
        found = clear_days(start, self.length(name, start))
        return self._counted(key, event, start, name, found, move=move)

    def days(self, key: str, event: str, start: date, name: str, *, move: bool = False) -> date:
        """`name` calendar days after an event."""
        found = start + timedelta(days=self.length(name, start))
        return self._counted(key, event, start, name, found, move=move)

    def months(self, key: str, event: str, start: date, name: str, *, move: bool = False) -> date:
        """`name` months after an event."""
        found = add_months(start, self.length(name, start))
        return self._counted(key, event, start, name, found, move=move)

    def _counted(
        self, key: str, event: str, start: date, name: str, found: date, *, move: bool
    ) -> date:
        skipped: tuple[Skipped, ...] = ()
        if move:
            found, skipped = moved(found, self.calendar)
        self.put(key, found, self.step(key, found, event, start, name, skipped=skipped))
        return found

    def step(
        self,
        key: str,
        value: date | datetime,
        event: str,
        start: date | datetime,
        name: str,
        *,
        skipped: tuple[Skipped, ...] = (),
        note: str = "",
    ) -> DeadlineStep:
        """The step of a date counted with the parameter `name`."""
        on = start.date() if isinstance(start, datetime) else start
        used = self.parameters.on(name, on)
        return DeadlineStep(
            key=key,
            value=value.isoformat(),
            article=used.article,
            starts_from=event,
            start=start.isoformat(),
            unit=used.unit,
            count=str(used.value),
            skipped=skipped,
            note=note,
            parameter={
                "name": used.name,
                "value": str(used.value),
                "in_force_from": used.effective_from.isoformat(),
                "source": used.source,
            },
        )

    def extended(self, key: str, ordinary: date, name: str, *, move: bool) -> date:
        """The limit of spring 2020 where the ordinary one falls in it (ordonnance 2020-460)."""
        try:
            used = self.parameters.on(name, ordinary)
        except (BeforeFirstKnownDate, AfterLastKnownDate):
            return ordinary
        self.told_as(key, "ordinary_limit")
        longer = ordinary + timedelta(days=int(used.value))
        skipped: tuple[Skipped, ...] = ()
        if move:
            longer, skipped = moved(longer, self.calendar)
        note = "La limite ordinaire tombe dans la période que l'ordonnance 2020-460 allonge."
        step = self.step(key, longer, "ordinary_limit", ordinary, name, skipped=skipped, note=note)
        self.put(key, longer, step)
        return longer

    def told_as(self, key: str, other: str) -> None:
        """The date found under `key` is `other`: its step is told so."""
        self.steps = [replace(step, key=other) if step.key == key else step for step in self.steps]

    def silence(self, last_day: date, notified: list[date | None], outcome: str) -> None:
        """What silence gives from the day after the last useful one; none where one has spoken."""
        in_time = [day for day in notified if day is not None and day <= last_day]
        self.put("implicit_outcome", "none" if in_time else outcome)
        if not in_time:
            self.put("implicit_from", last_day + timedelta(days=1))


def _in_france(instant: datetime) -> datetime:
    return instant.astimezone(PARIS).replace(tzinfo=None) if instant.tzinfo else instant
