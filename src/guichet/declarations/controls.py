"""What a salary certificate must hold to be taken, whether it is typed in the form or in a file."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

# Sickness, commuting accident, occupational disease, work accident (formats.md 1.4).
REASONS = ("01", "04", "05", "06")
# The stop is annulled: the person worked.
CANCELLATION = "99"
MOST_CENTS = 99_999_999
MOST_HOURS = 400
# Above it, whoever declares says that the amount was checked; a person looks before it is paid.
LARGE_WAGE_CENTS = 3_000_000

Wrong = tuple[str, str]


def wrong_in_stop(said: Mapping[str, Any], *, today: date, born: date | None) -> Iterator[Wrong]:
    """What does not hold together in a stop: the field, and what to do in words.

    `said` holds the values that could be read, by the names of `StopForm`.
    """
    worked, started = said.get("last_day_worked"), said.get("contract_start")
    if born and born > today:
        yield "birth_date", _("La date de naissance est dans le futur. Vérifiez l'année.")
    if born and started and started <= born:
        yield "contract_start", _("Le contrat commence avant la naissance.")
    if worked:
        yield from _wrong_last_day(worked, born, started, today)
        yield from _wrong_after(worked, said)
    if said.get("subrogation"):
        yield from _wrong_subrogation(said)


def _wrong_last_day(
    worked: date, born: date | None, started: date | None, today: date
) -> Iterator[Wrong]:
    name = "last_day_worked"
    if worked > today:
        yield name, _("Le dernier jour travaillé est dans le futur. Vérifiez la date.")
    elif born and worked <= born:
        yield (
            name,
            _("Le dernier jour travaillé est avant la naissance. Vérifiez les deux dates."),
        )
    elif started and worked < started:
        yield (
            name,
            _("Le dernier jour travaillé est avant le début du contrat. Vérifiez les dates."),
        )


def _wrong_after(worked: date, said: Mapping[str, Any]) -> Iterator[Wrong]:
    end, returned = said.get("expected_end"), said.get("returned_on")
    if end and end <= worked:
        words = _("La fin prévue n'est pas après le dernier jour travaillé. Vérifiez les dates.")
        yield "expected_end", words
    if returned and returned <= worked:
        words = _("La reprise n'est pas après le dernier jour travaillé. Vérifiez les dates.")
        yield "returned_on", words
    if said.get("returned_part_time") and not returned:
        yield "returned_on", _("Dites quel jour le salarié a repris à temps partiel.")


def _wrong_subrogation(said: Mapping[str, Any]) -> Iterator[Wrong]:
    asked = {
        "subrogation_from": _("Dites à partir de quel jour vous gardez le salaire."),
        "subrogation_to": _("Dites jusqu'à quel jour vous gardez le salaire."),
        "iban": _("Donnez l'IBAN où vous payer."),
    }
    yield from ((name, words) for name, words in asked.items() if not said.get(name))
    first, last = said.get("subrogation_from"), said.get("subrogation_to")
    if first and last and last < first:
        words = _("La fin de la subrogation est avant son début. Vérifiez les deux dates.")
        yield "subrogation_to", words


def wrong_in_month(gross_cents: int | None, restored_cents: int | None) -> Iterator[Wrong]:
    """What does not hold together in the pay of a month (R.323-8)."""
    if gross_cents is not None and restored_cents is not None and restored_cents < gross_cents:
        words = _("Le salaire rétabli est plus petit que le salaire brut. Vérifiez-les.")
        yield "restored", words
