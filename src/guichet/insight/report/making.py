"""The report of a year, from the records alone: its figures are computed here, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone, translation

from guichet.contacts.models import Site
from guichet.formats.calendars import is_day_off
from guichet.insight.declared import Cut, Indicator
from guichet.insight.enums import Dimension, Formula
from guichet.insight.measure import Figure
from guichet.insight.periods import Period, year
from guichet.insight.report import printed
from guichet.insight.report.computing import Computer, places_of
from guichet.insight.report.declared import (
    Absent,
    DeclaredFigure,
    DeclaredSection,
    DeclaredTable,
    chapters,
)
from guichet.insight.report.model import (
    Before,
    Chapter,
    Part,
    Report,
    Section,
    Simulation,
    Table,
    Told,
)
from guichet.insight.report.sentences import Words
from guichet.insight.words import key_in_words
from guichet.journal.models import Event
from guichet.project.fund import load

SETTLING_IN = timedelta(days=31)  # records that begin within it are said to hold the year
NO_SOURCE = "Aucun enregistrement : il n'y a rien à en dire."
LARGE = 100  # an average beyond it is printed whole


class NoRecord(LookupError):
    """No record falls in the year: there is nothing to report."""


def make_report(
    number: int,
    *,
    now: datetime,
    simulation: Simulation | None = None,
    task_name: Callable[[str], str] = str,
) -> Report:
    """The report of a year, up to today where it is running. Raises NoRecord.

    `task_name` names the reasons of tasks; `simulation` is what a replay says of itself.
    """
    today = timezone.localtime(now).date()
    whole = year(number)
    if whole.first > today:
        raise NoRecord(number)
    period = Period(whole.first, min(whole.last, today))
    before, since = period.year_before(), _first_day()
    computer = Computer(
        period,
        before,
        full=since is not None and since < before.first + SETTLING_IN,
        standing=since is not None and since <= before.last,
    )
    with translation.override("fr"):
        maker = _Maker(computer, period == whole, task_name)
        made = [
            Chapter(
                one.code,
                printed.typeset(one.title),
                [maker.section(section) for section in one.sections],
            )
            for one in chapters()
        ]
    report = Report(
        load().name, number, period, before, period == whole, now, since, simulation,
        maker.sources, made,
    )  # fmt: skip
    if not any(told.rows for told in report.figures().values()):
        raise NoRecord(number)
    return report


def _tell(computer: Computer) -> None:
    """What all chapters will ask."""
    for section in (section for chapter in chapters() for section in chapter.sections):
        for figure in section.figures:
            computer.expect(figure.indicator, *figure.cut, *filter(None, [figure.parts]))
        for table in section.tables:
            computer.expect(table.indicator, *table.cut, table.by)


def _first_day() -> date | None:
    """The civil day of the first record; None where the journal holds nothing."""
    first = Event.objects.order_by("pk").values_list("at", flat=True).first()
    return None if first is None else timezone.localtime(first).date()


@dataclass
class _Maker:
    computer: Computer
    whole: bool
    task_name: Callable[[str], str]

    def __post_init__(self) -> None:
        _tell(self.computer)
        self.computer.count_all()
        self.sources: list[str] = []
        self.sites = dict(Site.objects.values_list("code", "name"))

    def section(self, one: DeclaredSection) -> Section:
        figures = {said.id: self._figure(said) for said in one.figures}
        tables = {said.id: self._table(said) for said in one.tables}
        words = Words(figures, tables, self.computer.period, self.computer.before, self.whole)
        sentences = [words.sentence(template) for template in one.words]
        if figures and all(told.missing for told in figures.values()):
            sentences = [printed.typeset(NO_SOURCE)]
        return Section(
            one.code,
            printed.typeset(one.title),
            [sentence for sentence in sentences if sentence],
            [*figures.values()],
            [table for table in tables.values() if table.parts],
            [Absent(absent.code, printed.typeset(absent.name)) for absent in one.absent],
        )

    def _figure(self, said: DeclaredFigure) -> Told:
        found = self.computer.figure(said.indicator, said.cut)
        if said.parts:
            parts = self.computer.parts(said.indicator, said.parts, said.cut)
            known = sum(bool(key) for key in parts)
            return self._derived(said, found, known, 0, f"parts:{said.parts}")
        if said.per:
            value, places = self._a_day(found)
            return self._derived(said, found, value, places, said.per)
        before = self.computer.earlier(said.indicator, said.cut)
        return self._told(said.id, said.name, said.cut, found, before)

    def _a_day(self, found: Figure) -> tuple[Decimal, int]:
        """Rows a working day; whole where it is large."""
        first, days = found.period.first, found.period.days
        worked = sum(not is_day_off(first + timedelta(n)) for n in range(days))
        value = Decimal(found.value or 0) / (worked or 1)
        places = 0 if value >= LARGE else 1
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places

    def _derived(
        self, said: DeclaredFigure, found: Figure, value: int | Decimal, places: int, how: str
    ) -> Told:
        return Told(
            said.id, printed.typeset(said.name), said.indicator, said.cut, found.period,
            None if found.missing else value, found.rows, places, found.missing, how,
        )  # fmt: skip

    def _told(self, id_: str, name: str, cut: Cut, found: Figure, before: Before | None) -> Told:
        if found.value is None:
            before = None
        if before and before.source and before.source not in self.sources:
            self.sources.append(before.source)
        return Told(
            id_, printed.typeset(name), found.indicator, cut, found.period, found.value,
            found.rows, places_of(found.indicator), found.missing,
            before=before, growth=self.computer.growth(found, before),
        )  # fmt: skip

    def _table(self, said: DeclaredTable) -> Table:
        found = self.computer.parts(said.indicator, said.by, said.cut)
        earlier = self.computer.earlier_parts(said.indicator, said.by, said.cut)
        keys = self._ordered(said, found, earlier)
        if not any(figure.rows for figure in found.values()):
            keys = []
        whole = sum(int(figure.value or 0) for figure in found.values())
        nothing = Figure(said.indicator, self.computer.period, 0, 0)
        parts = []
        for key in keys:
            figure = found.get(key, nothing)
            name = self._name(said.indicator, said.by, key)
            cut = {**said.cut, said.by: key}
            told = self._told(f"{said.id}.{key}", name, cut, figure, earlier.get(key))
            parts.append(Part(key, told.name, told, _share(figure, whole, said.share)))
        return Table(
            said.id, printed.typeset(said.title), str(said.by.label), parts, said.share, said.chart
        )

    def _ordered(
        self, said: DeclaredTable, found: dict[str, Figure], earlier: dict[str, Before]
    ) -> list[str]:
        if said.by == Dimension.MONTH:
            first, last = self.computer.period.first, self.computer.period.last
            return [f"{first.year}-{n:02d}" for n in range(1, last.month + 1)]
        keys = [*found, *(key for key in earlier if key not in found)]
        if said.by == Dimension.AGE:
            return sorted(keys, key=lambda key: int(key.partition("-")[0].rstrip("+")))
        if said.indicator.formula == Formula.SUM:
            return sorted(keys, key=lambda key: -int(found[key].value or 0) if key in found else 0)
        return keys

    def _name(self, indicator: Indicator, by: Dimension, key: str) -> str:
        if by == Dimension.MONTH:
            return printed.month(key).capitalize()
        if by == Dimension.SITE and key:
            return self.sites.get(key, key)
        said = key_in_words(indicator, by, key, self.task_name)
        return said[:1].upper() + said[1:]


def _share(figure: Figure, whole: int, shown: bool) -> Decimal | None:
    if not shown or not whole:
        return None
    exact = Decimal(100 * int(figure.value or 0)) / whole
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
