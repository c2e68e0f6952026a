"""Pages of a long list, without counting it: one row more than shown tells whether more follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

T = TypeVar("T")
LAST_PAGE = 400


@dataclass(frozen=True)
class Page(Generic[T]):
    """What the pagination part shows; the addresses are empty where there is no such page."""

    items: Sequence[T]
    number: int
    previous_url: str
    next_url: str


def page_of(rows: "QuerySet[T] | Sequence[T]", request: HttpRequest, size: int = 25) -> Page[T]:
    """The page asked by `?page=`, the first one for anything unreadable."""
    asked = request.GET.get("page", "")
    number = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() else 1
    number = max(number, 1)
    start = (number - 1) * size
    items = list(rows[start : start + size + 1])
    more = len(items) > size and number < LAST_PAGE
    return Page(
        items=items[:size],
        number=number,
        previous_url=_address(request, number - 1) if number > 1 else "",
        next_url=_address(request, number + 1) if more else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
