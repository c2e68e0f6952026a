"""The forms of the desk."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.service import (
    ASKABLE,
    MOTIVES,
    DismissalReason,
    WithdrawalReason,
    field_of,
)
from guichet.cases.service import Owner
from guichet.erasure.service import ErasureReason
from guichet.web.desk.words import REASONS
from guichet.web.forms import DayField, PlainForm

YES_NO = [("yes", _("Oui")), ("no", _("Non")), ("", _("Non connu"))]
ACCOUNT_REASONS = {
    "asked_by_person": _("La personne l'a demandé, son identité est vérifiée"),
    "bank_statement_received": _("Relevé d'identité bancaire reçu"),
    "typing_error": _("Correction d'une erreur de saisie"),
    "payment_returned": _("Virement revenu : l'ancien compte est fermé"),
}


class SearchForm(PlainForm):
    """A person by NIR, or by name and birth date; or a file by its number."""

    first_typed = "nir"
    nir = forms.CharField(
        label=_("Numéro de sécurité sociale"),
        help_text=_("13 ou 15 caractères, avec ou sans espaces."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    family_name = forms.CharField(
        label=_("Nom de famille"),
        help_text=_("Avec la date de naissance."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = DayField(label=_("Date de naissance"), required=False)
    number = forms.CharField(
        label=_("Numéro de dossier"), help_text=_("Par exemple AM26-0000012."), required=False
    )

    def clean_nir(self) -> str:
        nir = re.sub(r"[\s.]", "", self.cleaned_data["nir"]).upper()
        if nir and not re.fullmatch(r"\d{5}[0-9AB]\d{7}(\d\d)?", nir):
            raise forms.ValidationError(
                _("Écrivez les 13 caractères du numéro de sécurité sociale, ou 15 avec la clé.")
            )
        return nir[:13]

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or data.get("nir") or data.get("number"):
            return data
        if not (data.get("family_name") and data.get("birth_date")):
            raise forms.ValidationError(
                _(
                    "Donnez un numéro de sécurité sociale, un numéro de dossier, ou un nom avec "
                    "une date de naissance."
                )
            )
        return data


class AccountForm(PlainForm):
    holder = forms.CharField(label=_("Titulaire du compte"), max_length=70)
    iban = forms.CharField(
        label=_("IBAN"),
        help_text=_("27 caractères pour un compte français, avec ou sans espaces."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    why = forms.ChoiceField(
        label=_("Pourquoi ce changement"),
        choices=list(ACCOUNT_REASONS.items()),
        widget=forms.RadioSelect,
    )


class SeenAccountForm(PlainForm):
    """`account` is the one that the agent has looked at."""

    account = forms.UUIDField(widget=forms.HiddenInput)


def _number(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    """A number as typed, with a comma."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget)


class CorrectionForm(PlainForm):
    """The value of one fact, as its kind wants it, and the reason."""

    reason = forms.CharField(
        label=_("Pourquoi cette correction"),
        help_text=_("Qui vous l'a dit, quelle pièce le prouve. Restera dans le dossier."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, key: str, label: str, **kwargs: Any) -> None:
        field = field_of(key)
        self.kind = field.kind if field else ""
        fields = {**self._value_fields(label), **self.base_fields}
        self.base_fields = fields  # type: ignore[misc]  # of this form only
        super().__init__(*args, **kwargs)

    def _value_fields(self, label: str) -> dict[str, forms.Field]:
        # the values are judged by the benefit's own rules, which say what is wrong in words
        if self.kind == "day":
            return {"value": DayField(label=label, required=False)}
        if self.kind == "yes_no":
            radio = forms.RadioSelect
            return {
                "value": forms.ChoiceField(
                    label=label, choices=YES_NO, widget=radio, required=False
                )
            }
        if self.kind == "choice":
            choices = [(code, f"{text} ({code})") for code, text in REASONS.items()]
            return {"value": forms.ChoiceField(label=label, choices=choices)}
        if self.kind == "pay_lost":
            lost = _("Salaire brut perdu dans la période, en euros")
            return {
                "last": DayField(label=_("Dernier jour de la période")),
                "gross": _number(lost, _("Par exemple 640,50.")),
            }
        worked = _("Si le mois n'a pas été travaillé en entier.")
        return {
            "gross": _number(_("Salaire brut du mois, en euros"), _("Par exemple 1 850,40.")),
            "hours": _number(_("Heures du mois"), _("Par exemple 151,67."), required=False),
            "restored": _number(_("Salaire rétabli, en euros"), worked, required=False),
        }

    def value(self) -> Any:
        """What was typed, as the fact's own reader takes it."""
        data = self.cleaned_data
        if self.kind == "wage":
            return {name: data[name] for name in ("gross", "hours", "restored")}
        if self.kind == "pay_lost":
            return {name: data[name] for name in ("last", "gross")}
        return data["value"]


def typed(kind: str, value: Any) -> dict[str, Any]:
    """The value of a fact as the form shows it."""
    if kind == "wage" and isinstance(value, Mapping):
        return {
            "gross": _euros(value["gross_cents"]),
            "hours": (value.get("hours") or "").replace(".", ","),
            "restored": _euros(value.get("restored_cents")),
        }
    if kind == "pay_lost" and isinstance(value, Mapping):
        return {"last": value["last_day"], "gross": _euros(value["gross_cents"])}
    if kind == "yes_no":
        return {"value": {True: "yes", False: "no"}.get(value, "")}
    return {"value": value}


def _euros(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


class GrantForm(PlainForm):
    """`seen` is the fingerprint of the facts that the agent has looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note pour le dossier"),
        help_text=_("Elle n'est pas dans la lettre."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefusalForm(PlainForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    motive = forms.ChoiceField(
        label=_("Motif du refus"),
        choices=[(code, f"{m.label} ({m.article})") for code, m in MOTIVES.items()],
        widget=forms.RadioSelect,
    )
    detail = forms.CharField(
        label=_("Ce que la lettre ajoute"),
        help_text=_("Une ou deux phrases simples, adressées à la personne."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = forms.CharField(
        label=_("Note pour le dossier"),
        help_text=_("Elle n'est pas dans la lettre."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(PlainForm):
    why = forms.ChoiceField(
        label=_("Pourquoi le retirer"), choices=WithdrawalReason.choices, widget=forms.RadioSelect
    )


class AskForm(PlainForm):
    code = forms.ChoiceField(
        label=_("Pièce à demander"),
        # none is chosen for the agent: the wrong piece asked costs the person weeks
        choices=[("", _("Choisir une pièce")), *((c, p.name) for c, p in ASKABLE.items())],
    )
    owed_by = forms.ChoiceField(label=_("À qui"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args: Any, employer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(Owner.INSURED.value, str(_("À la personne assurée")))]
        if employer:
            asked = _("À l'employeur : %(name)s") % {"name": employer}
            choices.append((Owner.EMPLOYER.value, asked))
        self.fields["owed_by"].choices = choices  # type: ignore[attr-defined]


class AttachForm(PlainForm):
    case = forms.ChoiceField(label=_("Dossier à rejoindre"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args: Any, cases: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = cases  # type: ignore[attr-defined]


class DismissForm(PlainForm):
    why = forms.ChoiceField(
        label=_("Pourquoi l'écarter"), choices=DismissalReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Précision pour le dossier"),
        max_length=180,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ErasureForm(PlainForm):
    """For ever: the manager says why, and that they have read what goes."""

    reason = forms.ChoiceField(
        label=_("Pourquoi l'effacer"), choices=ErasureReason.choices, widget=forms.RadioSelect
    )
    read = forms.BooleanField(label=_("J'ai lu ce qui est effacé. Rien ne le fera revenir."))
