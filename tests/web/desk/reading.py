"""What a page says, for the tests of the desk."""

import re
from html import unescape

from django.http import HttpResponse

TAGS = re.compile(r"<[^>]+>")
BLANKS = re.compile(r"\s+")


def text_of(answer: HttpResponse) -> str:
    """The words of a page, tags out, blanks of every kind made one."""
    body = answer.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return BLANKS.sub(" ", unescape(TAGS.sub(" ", body))).strip()


def hidden(answer: HttpResponse, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, f"the page has no hidden {name}"
    return found.group(1)
