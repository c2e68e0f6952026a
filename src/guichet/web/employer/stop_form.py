"""The first step of the salary certificate: who, which contract, which stop, who keeps the wage."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guichet.formats.identifiers import Verdict, check_bic, check_iban, check_nir
from guichet.web.employer.words import REASONS
from guichet.web.forms import DayField, PlainForm

CHOSEN = ("01", "04", "05", "06")


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
        label=_("Motif de l'arrêt"), choices=[(code, REASONS[code]) for code in CHOSEN]
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
        names = ("contract_number", "contract_start", "reason", "last_day_worked")
        return [self[name] for name in (*names, "expected_end", "returned_on")]

    @property
    def subrogation_fields(self) -> list[forms.BoundField]:
        names = ("subrogation", "subrogation_from", "subrogation_to", "iban", "bic")
        return [self[name] for name in names]

    def clean_iban(self) -> str:
        return _checked(self.cleaned_data["iban"], check_iban)

    def clean_bic(self) -> str:
        return _checked(self.cleaned_data["bic"], check_bic)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        born = data.get("birth_date") or self.born
        worked, started = data.get("last_day_worked"), data.get("contract_start")
        if born and started and started <= born:
            self.add_error("contract_start", _("Le contrat commence avant la naissance."))
        if worked:
            self._clean_last_day(worked, born, started)
            self._clean_after(worked, data)
        if data.get("subrogation"):
            self._clean_subrogation(data)
        return data

    def _clean_last_day(self, worked: date, born: date | None, started: date | None) -> None:
        if worked > self.today:
            words = _("Le dernier jour travaillé est dans le futur. Vérifiez la date.")
            self.add_error("last_day_worked", words)
        elif born and worked <= born:
            words = _("Le dernier jour travaillé est avant la naissance. Vérifiez les deux dates.")
            self.add_error("last_day_worked", words)
        elif started and worked < started:
            words = _(
                "Le dernier jour travaillé est avant le début du contrat. Vérifiez les dates."
            )
            self.add_error("last_day_worked", words)

    def _clean_after(self, worked: date, data: dict[str, Any]) -> None:
        end, returned = data.get("expected_end"), data.get("returned_on")
        if end and end <= worked:
            words = _(
                "La fin prévue n'est pas après le dernier jour travaillé. Vérifiez les dates."
            )
            self.add_error("expected_end", words)
        if returned and returned <= worked:
            words = _("La reprise n'est pas après le dernier jour travaillé. Vérifiez les dates.")
            self.add_error("returned_on", words)

    def _clean_subrogation(self, data: dict[str, Any]) -> None:
        asked = {
            "subrogation_from": _("Dites à partir de quel jour vous gardez le salaire."),
            "subrogation_to": _("Dites jusqu'à quel jour vous gardez le salaire."),
            "iban": _("Donnez l'IBAN où vous payer."),
        }
        for name, words in asked.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        first, last = data.get("subrogation_from"), data.get("subrogation_to")
        if first and last and last < first:
            words = _("La fin de la subrogation est avant son début. Vérifiez les deux dates.")
            self.add_error("subrogation_to", words)


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
        return [self[name] for name in ("nir", "birth_date", "family_name", "given_names")]

    field_order = ("nir", "birth_date", "family_name", "given_names")

    def clean_nir(self) -> str:
        return _checked(self.cleaned_data["nir"], check_nir)

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        if born > self.today:
            raise ValidationError(_("La date de naissance est dans le futur. Vérifiez l'année."))
        return born


def _checked(typed: str, check: Any) -> str:
    if not typed:
        return ""
    verdict: Verdict = check(typed)
    if not verdict.ok:
        raise ValidationError(verdict.words)
    return verdict.value
