from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guichet.formats.identifiers import check_iban
from guichet.web.accounts.forms import password_field
from guichet.web.forms import DayField, PlainForm
from guichet.web.notice_form import NoticeForm, PaperField, clean_siret, siret_field

ADDRESS_LINES, ADDRESS_WIDTH = 5, 38
PHONE_CHARACTERS = set("0123456789 +.-()")


class OnlineNoticeForm(NoticeForm):
    siret = siret_field()

    def clean_siret(self) -> str:
        return clean_siret(self.cleaned_data["siret"])


class PaperNoticeForm(OnlineNoticeForm):
    file = PaperField(label=_("L'avis, photographié ou numérisé"))
    field_order = (
        "file",
        "kind",
        "first_day",
        "last_day",
        "part_time_from",
        "prescribed_on",
        "siret",
    )


class PieceForm(PlainForm):
    file = PaperField(label=_("Le document, photographié ou numérisé"))


class StatementForm(PlainForm):
    first = DayField(label=_("Du"))
    last = DayField(label=_("Au"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        initial = {"first": today.replace(month=1, day=1), "last": today}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last:
            if last < first:
                self.add_error("last", _("La fin est avant le début. Vérifiez les deux dates."))
            elif last - first > timedelta(days=3 * 366):
                self.add_error("first", _("Choisissez une période de trois ans au plus."))
        return data


class BankForm(PlainForm):
    holder = forms.CharField(
        label=_("Titulaire du compte"),
        max_length=70,
        help_text=_("Le nom écrit sur votre relevé d'identité bancaire (RIB)."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    iban = forms.CharField(
        label=_("IBAN"),
        max_length=60,
        help_text=_("Il commence par deux lettres, par exemple FR76…"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    password = password_field(
        _("Votre mot de passe"),
        "current-password",
        _("Nous le redemandons pour que personne ne change votre compte à votre place."),
    )

    def clean_iban(self) -> str:
        verdict = check_iban(self.cleaned_data["iban"])
        if not verdict.ok:
            raise ValidationError(verdict.words)
        return verdict.value


class ContactForm(PlainForm):
    address = forms.CharField(
        label=_("Adresse postale"),
        help_text=_("Une ligne par élément : rue, complément, code postal et ville."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        required=False,
        help_text=_("Pour vous prévenir qu'un courrier vous attend. Jamais de détail de santé."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Cette adresse e-mail n'est pas complète. Vérifiez-la.")},
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Langue de vos courriers"),
        choices=[("fr", _("Français")), ("en", _("Anglais"))],
        widget=forms.RadioSelect,
    )

    def clean_address(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["address"].splitlines()]
        kept = [line for line in lines if line]
        if len(kept) > ADDRESS_LINES or any(len(line) > ADDRESS_WIDTH for line in kept):
            raise ValidationError(
                _("Écrivez %(lines)s lignes au plus, de %(width)s caractères au plus chacune.")
                % {"lines": ADDRESS_LINES, "width": ADDRESS_WIDTH}
            )
        return kept

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"]).strip()
        digits = sum(c.isdigit() for c in typed)
        if typed and (set(typed) - PHONE_CHARACTERS or not 8 <= digits <= 15):
            raise ValidationError(_("Écrivez un numéro de téléphone, par exemple 01 23 45 67 89."))
        return typed
