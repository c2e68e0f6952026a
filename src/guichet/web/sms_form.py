"""The mobile on which a person agrees to be told, typed by the person or by an agent."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guichet.formats.phones import check_mobile
from guichet.web.forms import PlainForm


class MobileForm(PlainForm):
    number = forms.CharField(
        label=_("Numéro de mobile"),
        help_text=_("Un numéro qui commence par 06 ou 07, par exemple 06 12 34 56 78."),
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_number(self) -> str:
        verdict = check_mobile(self.cleaned_data["number"])
        if not verdict.ok:
            raise ValidationError(verdict.words)
        return verdict.value
