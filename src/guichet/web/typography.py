"""French typography of the pages, in one place: what must not begin a line does not, and the first
of a month is written so. Sentences are written with ordinary spaces everywhere else."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

NO_BREAK = "\u00a0"
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# what is typed, run or copied letter by letter, then each tag: none of them is a text to be read
_NOT_TEXT = re.compile(
    r"(<(textarea|script|style|pre|code)\b.*?</\2\s*>|<!--.*?-->|<[^<>]*>)", re.DOTALL | re.I
)
_BEFORE = re.compile(r" (?=[:;?!»%])")
_AFTER = re.compile(r"(?<=«) ")
_FIRST = re.compile(rf"\b1 (?={MONTHS})")
_HOUR = re.compile(r"(?<=\d) (?=h\b)|(?<=\d h) (?=\d\d\b)")


def in_french(text: str) -> str:
    """A text without markup: no-break spaces where French wants them, `1er` for a first."""
    text = _FIRST.sub("1er ", text)
    for spaces in (_BEFORE, _AFTER, _HOUR):
        text = spaces.sub(NO_BREAK, text)
    return text


def page_in_french(page: str) -> str:
    """The texts of an HTML page in French typography; its markup and what is typed untouched."""
    return "".join(
        in_french(part) if index % 3 == 0 else part
        for index, part in enumerate(_NOT_TEXT.split(page))
        if part is not None and index % 3 != 2
    )


class TypographyMiddleware:
    """Sets the pages in French as French is printed; other languages and files are left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and get_language() == "fr":
            response.content = page_in_french(response.content.decode()).encode()
        return response
