"""The report as a document for a program: amounts and shares as texts, no binary float."""

from decimal import Decimal
from typing import Any

from guichet.insight.enums import Unit
from guichet.insight.measure import Number
from guichet.insight.periods import Period
from guichet.insight.report import printed
from guichet.insight.report.model import Before, Report, Section, Table, Told


def as_json(report: Report) -> dict[str, Any]:
    """One document: what it is of, its limits, then chapters, sections, figures and tables."""
    return {
        "title": report.title,
        "fund": report.fund,
        "year": report.year,
        "period": _period(report.period),
        "whole_year": report.whole,
        "made_at": report.made_at.isoformat(),
        "records_since": report.since.isoformat() if report.since else None,
        "simulation": _simulation(report),
        "sources": ["records", *report.sources],
        "limits": printed.limits(report),
        "chapters": [
            {
                "code": chapter.code,
                "title": chapter.title,
                "sections": [_section(section) for section in chapter.sections],
            }
            for chapter in report.chapters
        ],
    }


def _simulation(report: Report) -> dict[str, Any] | None:
    found = report.simulation
    if found is None:
        return None
    return {"said": found.said, **found.facts, "assumptions": dict(found.assumptions)}


def _section(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "sentences": list(section.sentences),
        "figures": [_figure(told) for told in section.figures],
        "tables": [_table(table) for table in section.tables],
        "missing": [
            {"code": one.code, "name": one.name, "why": "no_service"} for one in section.absent
        ],
    }


def _figure(told: Told) -> dict[str, Any]:
    return {
        "id": told.id,
        "name": told.name,
        "code": told.indicator.code,
        "cut": {str(by): key for by, key in told.cut.items()},
        **({"derived": told.derived} if told.derived else {}),
        "value": _number(told.value, told.indicator.unit),
        "unit": _unit(told.indicator.unit),
        "precision": told.places,
        "period": _period(told.period),
        "source": printed.source(told),
        "rows": told.rows,
        "missing": told.missing,
        "before": _before(told.before, told.indicator.unit),
        "growth": None if told.growth is None else str(told.growth),
        "growth_unit": "points" if told.indicator.unit == Unit.PERCENT else "percent",
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "by": table.by,
        "parts": [
            {
                "key": part.key,
                **_figure(part.told),
                "share": None if part.share is None else str(part.share),
            }
            for part in table.parts
        ],
    }


def _before(before: Before | None, unit: Unit) -> dict[str, Any] | None:
    if before is None:
        return None
    return {
        "value": _number(before.value, unit),
        "period": _period(before.period),
        "source": before.source or "records",
    }


def _period(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _unit(unit: Unit) -> str:
    return "euros" if unit == Unit.CENTS else unit.value


def _number(value: Number | None, unit: Unit) -> int | str | None:
    if value is None:
        return None
    if unit == Unit.CENTS:
        return f"{Decimal(value) / 100:.2f}"
    return value if isinstance(value, int) else str(value)
