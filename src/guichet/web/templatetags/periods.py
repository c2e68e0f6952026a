"""Periods as a person says them: `du 5 au 25 octobre 2026`. `{% load periods %}`."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def period(first: date, last: date) -> str:
    """From a day to another, without saying twice what they share; one day alone said once."""
    end = date_format(last, "j F Y")
    if first == last:
        return _("le {day}").format(day=end)
    if first.year != last.year:
        start = date_format(first, "j F Y")
    elif first.month != last.month:
        start = date_format(first, "j F")
    else:
        start = str(first.day)
    return _("du {first} au {last}").format(first=start, last=end)
