"""The first part of the salary certificate: who, which contract, which stop, who keeps the wage."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guichet.declarations.service import CERTIFICATE_REASONS, StopForm, wrong_in_stop
from guichet.formats.identifiers import Verdict, check_bic, check_iban, check_nir
from guichet.people.service import Person
from guichet.web.forms import DayField, PlainForm
from guichet.web.pay_form import PayStepForm

# What an employer reads of a reason of S21.G00.60.001.
REASONS = {
    "01": _("Maladie"),
    "04": _("Accident de trajet"),
    "05": _("Maladie professionnelle"),
    "06": _("Accident du travail"),
    "08": _("Temps partiel thérapeutique"),
    "15": _("Temps partiel thérapeutique"),
    "99": _("Annulation de l'arrêt"),
}

PERSON_FIELDS = ("nir", "birth_date", "family_name", "given_names")
_STOP = (
    "contract_number",
    "contract_start",
    "reason",
    "last_day_worked",
    "expected_end",
    "returned_on",
    "returned_part_time",
)
_SUBROGATION = ("subrogation", "subrogation_from", "subrogation_to", "iban", "bic")
STOP_FIELDS = (*_STOP, *_SUBROGATION)


class StopStepForm(PlainForm):
    """The stop of a person whom the fund named in its request."""

    contract_number = forms.CharField(
        label=_("Numéro du contrat de travail"),
        max_length=20,
        initial="00001",
        help_text=_("Le même que dans votre DSN, souvent 00001."),
    )
    contract_start = DayField(label=_("Début du contrat"))
    reason = forms.ChoiceField(
        label=_("Motif de l'arrêt"),
        choices=[(code, REASONS[code]) for code in CERTIFICATE_REASONS],
    )
    last_day_worked = DayField(
        label=_("Dernier jour travaillé"),
        help_text=_("Le dernier jour où le salarié est venu travailler."),
    )
    expected_end = DayField(label=_("Fin prévue de l'arrêt"), required=False)
    returned_on = DayField(
        label=_("Reprise du travail le"),
        required=False,
        help_text=_("Seulement si le salarié a déjà repris."),
    )
    returned_part_time = forms.BooleanField(
        label=_("Il a repris à temps partiel thérapeutique"),
        required=False,
        help_text=_("Son médecin l'a prescrit : l'arrêt continue à temps partiel."),
    )
    subrogation = forms.BooleanField(
        label=_("Nous gardons son salaire et demandons à être payés à sa place (subrogation)"),
        required=False,
    )
    subrogation_from = DayField(label=_("Subrogation à partir du"), required=False)
    subrogation_to = DayField(label=_("Subrogation jusqu'au"), required=False)
    iban = forms.CharField(
        label=_("IBAN de l'entreprise"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = forms.CharField(
        label=_("BIC"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, today: date, *args: Any, born: date | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today, self.born = today, born

    @property
    def stop_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _STOP]

    @property
    def subrogation_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _SUBROGATION]

    def certificate(self, pays: PayStepForm, person: Person | None) -> StopForm:
        """What the pages say together, both sound; of `person`, else of who was typed here."""
        said = {name: self.cleaned_data[name] for name in STOP_FIELDS}
        if not said["subrogation"]:
            said |= {"subrogation_from": None, "subrogation_to": None, "iban": "", "bic": ""}
        for name in PERSON_FIELDS:
            said[name] = getattr(person, name) if person else self.cleaned_data[name]
        return StopForm(**said, pays=pays.pays())

    def clean_iban(self) -> str:
        return _checked(self.cleaned_data["iban"], check_iban)

    def clean_bic(self) -> str:
        return _checked(self.cleaned_data["bic"], check_bic)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        born = data.get("birth_date") or self.born
        for name, words in list(wrong_in_stop(data, today=self.today, born=born)):
            if name in self.fields and name not in self.errors:
                self.add_error(name, words)
        return data


class NewStopStepForm(StopStepForm):
    """The same with the person, where the employer speaks first."""

    nir = forms.CharField(
        label=_("NIR du salarié (numéro de sécurité sociale)"),
        max_length=25,
        help_text=_("13 chiffres, ou 15 avec la clé."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_date = DayField(label=_("Date de naissance"))
    family_name = forms.CharField(label=_("Nom de famille"), max_length=80)
    given_names = forms.CharField(label=_("Prénoms"), max_length=80)

    @property
    def person_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PERSON_FIELDS]

    field_order = PERSON_FIELDS

    def clean_nir(self) -> str:
        return _checked(self.cleaned_data["nir"], check_nir)


def _checked(typed: str, check: Any) -> str:
    if not typed:
        return ""
    verdict: Verdict = check(typed)
    if not verdict.ok:
        raise ValidationError(verdict.words)
    return verdict.value
