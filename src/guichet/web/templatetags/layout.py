"""The few tags that the pages share. `{% load layout %}`."""

from itertools import pairwise

from django import template
from django.forms import BoundField, RadioSelect
from django.forms.widgets import CheckboxSelectMultiple
from django.utils.html import format_html
from django.utils.safestring import SafeString

from guichet.ledger.service import euros as in_euros

register = template.Library()

BADGES = ("success", "info", "warning", "error", "new", "neutral")


@register.simple_tag
def badge(kind: str, label: str) -> SafeString:
    """A status in words, with a colour; `kind` is one of BADGES."""
    if kind not in BADGES:
        raise template.TemplateSyntaxError(f"A badge is one of {', '.join(BADGES)}, not {kind!r}.")
    tone = "" if kind == "neutral" else f" fr-badge--{kind}"
    return format_html('<span class="fr-badge g-badge{}">{}</span>', tone, label)


@register.inclusion_tag("web/parts/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, object]:
    """`{% breadcrumb label url label url … label_of_this_page %}`."""
    *before, here = steps
    pairs = [pair for index, pair in enumerate(pairwise(before)) if index % 2 == 0]
    return {"crumbs": pairs, "here": here}


@register.simple_block_tag
def table(content: str, caption: str, hide_caption: bool = False) -> SafeString:
    """`{% table caption %}<thead>…<tbody>…{% endtable %}`: scrolls inside itself when narrow."""
    return format_html(
        '<div class="fr-table g-table" tabindex="0" role="region" aria-label="{}">'
        '<table><caption class="{}">{}</caption>{}</table></div>',
        caption,
        "fr-sr-only" if hide_caption else "",
        caption,
        content,
    )


@register.simple_block_tag
def callout(content: str, title: str = "") -> SafeString:
    """A passage set apart. Its title is not a heading: it stays out of the page's outline."""
    head = format_html('<p class="fr-callout__title">{}</p>', title) if title else ""
    return format_html('<div class="fr-callout g-callout">{}{}</div>', head, content)


@register.simple_block_tag
def alert(content: str, kind: str = "info") -> SafeString:
    """A message of the page: info, success, warning or error."""
    return format_html(
        '<div class="fr-alert fr-alert--{} fr-alert--sm g-alert">{}</div>', kind, content
    )


@register.filter
def anchor(field: BoundField) -> str:
    """The id of the control that a link of the error summary must reach."""
    first_choice = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if first_choice else str(field.auto_id)


@register.filter
def cents(amount: int) -> str:
    """An amount in cents, in euros as the reader's language writes them."""
    return in_euros(amount)
