"""The pay lost in the months of a therapeutic part-time, which the fund asks of the employer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.service import EmployerRequest
from guichet.declarations.service import DeclaredStop, StopForm
from guichet.formats.dsn.extract import DsnPartTime
from guichet.people.service import Person
from guichet.web.forms import PlainForm
from guichet.web.pay_form import WageField, in_cents

PART_TIME = "15"  # S21.G00.60.001: therapeutic part-time after sickness


class PartTimeForm(PlainForm):
    """The gross pay lost in each period that is over; one at least."""

    def __init__(
        self, periods: Sequence[tuple[date, date]], today: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        over = [one for one in periods if one[1] < today] or list(periods)
        self.periods = {f"lost_{first.isoformat()}": (first, last) for first, last in over}
        for name, (first, last) in self.periods.items():
            days = {"first": date_format(first, "j F"), "last": date_format(last, "j F Y")}
            field = WageField(
                label=_("Salaire brut perdu du {first} au {last}, en euros").format(**days),
                help_text=_("Ce que le salarié aurait gagné en plus à temps plein. 0 si rien."),
                required=len(self.periods) == 1,
            )
            if field.required:
                field.error_messages["required"] = _("Remplissez le salaire brut perdu.")
            field.widget.attrs["class"] = "fr-input"
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and all(data.get(name) is None for name in self.periods):
            first = next(iter(self.periods))
            self.add_error(first, _("Remplissez le salaire perdu d'une période au moins."))
        return data

    def declared(
        self, person: Person, said: DeclaredStop | None, asked: EmployerRequest
    ) -> StopForm:
        """What is declared of a stop of which this employer `said` the rest."""
        lost = tuple(
            DsnPartTime(first, last, in_cents(self.cleaned_data[name]))
            for name, (first, last) in self.periods.items()
            if self.cleaned_data.get(name) is not None
        )
        return StopForm(
            nir=person.nir,
            birth_date=person.birth_date,
            family_name=person.family_name,
            given_names=person.given_names,
            contract_number=said.contract_number if said else "",
            contract_start=said.contract_start if said else asked.first_day,
            reason=PART_TIME,
            last_day_worked=asked.last_day_worked or asked.first_day,
            expected_end=asked.expected_end,
            subrogation=False,
            part_times=lost,
        )
