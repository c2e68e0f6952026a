"""Days and months as sentences say them, from their texts in an event or a task."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format

Sentence = Callable[[Mapping[str, Any]], str]


def day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")


def month(text: str) -> str:
    return date_format(date.fromisoformat(f"{text}-01"), "F Y")


def months(texts: Sequence[str]) -> str:
    return ", ".join(month(text) for text in texts)
