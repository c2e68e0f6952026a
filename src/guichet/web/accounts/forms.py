from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guichet.people.models import Account
from guichet.people.throttle import WINDOW
from guichet.web.forms import PlainForm


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password, as typed: spaces at the ends are part of it."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, widget=widget, strip=False, max_length=200, help_text=help_text
    )


def too_many_tries() -> str:
    """What is said to who comes from an address that failed too often."""
    minutes = int(WINDOW.total_seconds() // 60)
    return gettext(
        "Trop d'essais faux sont venus de votre connexion à internet. Attendez %(minutes)s "
        "minutes, puis recommencez. Votre compte n'est pas fermé."
    ) % {"minutes": minutes}


class SignInForm(PlainForm):
    login = forms.CharField(
        label=_("Identifiant"),
        help_text=_("Il est écrit sur le courrier d'ouverture de votre compte."),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(_("Mot de passe"), "current-password")


class CodeForm(PlainForm):
    code = forms.CharField(
        label=_("Code à 6 chiffres"),
        help_text=_("Il change toutes les 30 secondes."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise ValidationError(_("Écrivez les 6 chiffres du code, sans lettre."))
        return code


class PasswordForm(PlainForm):
    current = password_field(_("Mot de passe actuel"), "current-password")
    new = password_field(
        _("Nouveau mot de passe"),
        "new-password",
        _("12 caractères au moins. Une phrase que vous retenez convient très bien."),
    )
    again = password_field(_("Nouveau mot de passe, une seconde fois"), "new-password")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.account)
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "new" in data and "again" in data and data["new"] != data["again"]:
            self.add_error("again", _("Les deux nouveaux mots de passe ne sont pas les mêmes."))
        if "new" in data and data["new"] == data.get("current"):
            self.add_error("new", _("Choisissez un mot de passe différent de l'actuel."))
        return data
