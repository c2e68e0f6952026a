"""Civil months as a person says them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

VOWELS = "aeiouéèhâ"


def month(value: str) -> str:
    """`2026-07` as `juillet 2026`."""
    return date_format(date.fromisoformat(f"{value}-01"), "F Y")


def months(values: Iterable[str]) -> str:
    """`juillet, août et septembre 2026`: the year once where they share it."""
    known = sorted(values)
    if len({value[:4] for value in known}) > 1:
        return listed([month(value) for value in known])
    names = [date_format(date.fromisoformat(f"{value}-01"), "F") for value in known[:-1]]
    return listed([*names, *(month(value) for value in known[-1:])])


def of_months(values: Iterable[str]) -> str:
    """The same after `de`, which French shortens before a vowel: `d'août et septembre 2026`."""
    words = months(values)
    if words[:1].lower() in VOWELS:
        return _("d'{months}").format(months=words)
    return _("de {months}").format(months=words)


def listed(parts: Sequence[str]) -> str:
    """`a, b et c`."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} et {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
