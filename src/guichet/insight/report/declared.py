"""What the report tells, read from chapters.yaml: chapters, their sections, what each one says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation

from guichet.insight.catalogue import indicator
from guichet.insight.declared import Cut, Indicator
from guichet.insight.enums import Dimension

_FILE = Path(__file__).with_name("chapters.yaml")


@dataclass(frozen=True)
class DeclaredFigure:
    """`per`: "working_day" or nothing; `parts`: tell how many parts there are, not how much."""

    id: str
    indicator: Indicator
    cut: Cut
    name: str
    per: str = ""
    parts: Dimension | None = None


@dataclass(frozen=True)
class DeclaredTable:
    """`chart`: "bars", "months" or nothing."""

    id: str
    indicator: Indicator
    by: Dimension
    cut: Cut
    title: str
    share: bool = False
    chart: str = ""


@dataclass(frozen=True)
class Absent:
    """What has no service yet."""

    code: str
    name: str


@dataclass(frozen=True)
class DeclaredSection:
    code: str
    title: str
    figures: tuple[DeclaredFigure, ...] = ()
    tables: tuple[DeclaredTable, ...] = ()
    words: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()


@dataclass(frozen=True)
class DeclaredChapter:
    code: str
    title: str
    sections: tuple[DeclaredSection, ...] = field(default=())


@cache
def chapters() -> tuple[DeclaredChapter, ...]:
    """The chapters, in their order. Raises UnknownIndicator, KeyError, TypeError for a bad file."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    with translation.override("fr"):
        return tuple(
            DeclaredChapter(row["code"], row["title"], tuple(map(_section, row["sections"])))
            for row in rows
        )


def _section(row: Mapping[str, Any]) -> DeclaredSection:
    return DeclaredSection(
        row["code"],
        row["title"],
        tuple(_figure(code, said) for code, said in row.get("figures", {}).items()),
        tuple(_table(code, said) for code, said in row.get("tables", {}).items()),
        tuple(row.get("words", ())),
        tuple(Absent(**one) for one in row.get("absent", ())),
    )


def _figure(code: str, said: Mapping[str, Any]) -> DeclaredFigure:
    one = indicator(said["of"])
    parts = Dimension(said["parts"]) if "parts" in said else None
    return DeclaredFigure(
        code, one, _cut(said), said.get("name") or str(one.name), said.get("per", ""), parts
    )


def _table(code: str, said: Mapping[str, Any]) -> DeclaredTable:
    return DeclaredTable(
        code,
        indicator(said["of"]),
        Dimension(said["by"]),
        _cut(said),
        said["title"],
        said.get("share", False),
        said.get("chart", ""),
    )


def _cut(said: Mapping[str, Any]) -> Cut:
    return {Dimension(by): key for by, key in said.get("cut", {}).items()}
