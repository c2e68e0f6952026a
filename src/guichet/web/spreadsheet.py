"""A table that a spreadsheet opens: semicolons, and the mark that Excel waits for."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV file to download; `name` is without its ending."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer, delimiter=";")
    writer.writerow(header)
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return answer


def harmless(text: str) -> str:
    """A spreadsheet runs what begins like a formula: a quote makes it a text again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
