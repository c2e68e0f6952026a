from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guichet.formats.identifiers import check_nir
from guichet.web.forms import DayField
from guichet.web.notice_form import NoticeForm, clean_siret, siret_field


class PatientNoticeForm(NoticeForm):
    """A notice for a patient, named by the Vitale card."""

    nir = forms.CharField(
        label=_("NIR du patient"),
        max_length=25,
        help_text=_("13 chiffres, ou 15 avec la clé : celui de la carte Vitale."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_date = DayField(label=_("Date de naissance"))
    family_name = forms.CharField(
        label=_("Nom de famille"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_names = forms.CharField(
        label=_("Prénoms"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    siret = siret_field()
    medical_reason = forms.CharField(
        label=_("Élément d'ordre médical"),
        help_text=_("Lu par le service médical de la caisse et par lui seul."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    field_order = (
        "nir",
        "birth_date",
        "family_name",
        "given_names",
        "kind",
        "first_day",
        "last_day",
        "part_time_from",
        "prescribed_on",
        "siret",
        "medical_reason",
    )

    def clean_nir(self) -> str:
        verdict = check_nir(self.cleaned_data["nir"])
        if not verdict.ok:
            raise ValidationError(verdict.words)
        return verdict.value

    def clean_siret(self) -> str:
        return clean_siret(self.cleaned_data["siret"])
