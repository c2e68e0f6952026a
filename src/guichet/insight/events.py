"""How the events of figures are told, in plain French."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "insight.aggregates_imported": lambda d: _(
        "Chiffres d'une autre source repris : {n} ligne(s), source « {source} »."
    ).format(n=d["lines"], source=d["source"]),
}
