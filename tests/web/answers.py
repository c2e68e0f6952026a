"""What a page says, without its markup."""

import html
import re

from django.http import HttpResponse

TAGS = re.compile(r"<[^>]*>")
SPACES = re.compile(r"\s+")


def text_of(answer: HttpResponse) -> str:
    """The words of a page in reading order, spaces made one (French typography's own too)."""
    body = answer.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return plainly(html.unescape(TAGS.sub(" ", body.split(">", 1)[-1])))


def plainly(text: str) -> str:
    """A text with ordinary spaces only."""
    return SPACES.sub(" ", text).strip()


def errors_of(answer: HttpResponse, field: str) -> str:
    """What the form of a page refuses in a field."""
    form = answer.context["form"]  # type: ignore[attr-defined]
    return plainly(" ".join(form.errors.get(field, [])))
