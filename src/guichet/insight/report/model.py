"""The report as computed once; every rendering tells this and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from guichet.insight.declared import Cut, Indicator
from guichet.insight.measure import Number
from guichet.insight.periods import Period
from guichet.insight.report.declared import Absent


@dataclass(frozen=True)
class Before:
    """The same figure a year earlier; `source` is "" for the records of this program."""

    value: Number
    period: Period
    source: str = ""


@dataclass(frozen=True)
class Told:
    """One figure. `value` is None where there is nothing to say; `missing`: no record at all.

    `places` are the decimals printed; `growth` is in per cent, or in points for a share.
    """

    id: str
    name: str
    indicator: Indicator
    cut: Cut
    period: Period
    value: Number | None
    rows: int
    places: int
    missing: bool = False
    derived: str = ""
    before: Before | None = None
    growth: Decimal | None = None


@dataclass(frozen=True)
class Part:
    """A row of a table: a part of a figure, and its share of the whole in per cent."""

    key: str
    name: str
    told: Told
    share: Decimal | None = None


@dataclass(frozen=True)
class Table:
    """`chart` is how it is drawn too: "bars", "months" or not."""

    id: str
    title: str
    by: str
    parts: Sequence[Part]
    shares: bool
    chart: str

    @property
    def compared(self) -> bool:
        return any(part.told.before for part in self.parts)


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    sentences: Sequence[str]
    figures: Sequence[Told]
    tables: Sequence[Table]
    absent: Sequence[Absent]


@dataclass(frozen=True)
class Chapter:
    code: str
    title: str
    sections: Sequence[Section]


@dataclass(frozen=True)
class Simulation:
    """What is known of the replay whose records a year is: `said` names it as its mark does."""

    said: str
    facts: Mapping[str, str] = field(default_factory=dict)
    assumptions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Report:
    """`since`: the day of the first record; `sources`: those of the figures of other years."""

    fund: str
    year: int
    period: Period
    before: Period
    whole: bool
    made_at: datetime
    since: date | None
    simulation: Simulation | None
    sources: Sequence[str]
    chapters: Sequence[Chapter]

    @property
    def title(self) -> str:
        return f"Rapport annuel {self.year}"

    def figures(self) -> Mapping[str, Told]:
        """Every figure by its id, those of tables as `table.part`."""
        sections = [section for chapter in self.chapters for section in chapter.sections]
        own = {told.id: told for section in sections for told in section.figures}
        tables = [table for section in sections for table in section.tables]
        return own | {f"{t.id}.{part.key}": part.told for t in tables for part in t.parts}
