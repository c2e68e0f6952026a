"""The second part of the salary certificate: the pay of the reference months."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.declarations.service import (
    LARGE_WAGE_CENTS,
    MOST_CENTS,
    MOST_HOURS,
    FormPay,
    wrong_in_month,
)
from guichet.web.forms import MoneyField, PlainForm
from guichet.web.months import month as month_in_words
from guichet.web.months import of_months
from guichet.web.templatetags.layout import cents

MOST_EUROS = Decimal(MOST_CENTS) / 100


class HoursField(MoneyField):
    """Hours of a month, typed with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=MOST_HOURS, **kwargs)
        wrong = gettext_lazy("Écrivez un nombre d'heures entre 0 et 400, par exemple 151,67.")
        for code in ("invalid", "max_value", "min_value", "max_decimal_places", "max_digits"):
            self.error_messages[code] = wrong


class WageField(MoneyField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=MOST_EUROS, **kwargs)
        self.error_messages["max_value"] = gettext_lazy(
            "Un salaire d'un million d'euros par mois n'est pas possible. Vérifiez le montant."
        )


@dataclass(frozen=True)
class MonthFields:
    """The three fields of a month, under its name."""

    title: str
    fields: tuple[forms.BoundField, ...]


class PayStepForm(PlainForm):
    """`confirmed` is asked only when a wage is unusually high."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("J'ai vérifié : les montants élevés sont exacts"), required=False
    )

    def __init__(self, months: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = tuple(months)
        for month in self.months:
            self._add_month(month)
        self.must_confirm = False

    def _add_month(self, month: str) -> None:
        named = {"month": of_months([month])}
        self.fields[f"gross_{month}"] = WageField(
            label=_("Salaire brut {month}").format(**named),
            help_text=_("0 si le salarié n'a rien reçu ce mois-là."),
        )
        self.fields[f"hours_{month}"] = HoursField(
            label=_("Heures payées en {month}").format(month=month_in_words(month)),
            required=False,
            help_text=_("Sans elles, un agent doit vérifier le droit, et le paiement attend."),
        )
        self.fields[f"restored_{month}"] = WageField(
            label=_("Salaire rétabli {month}").format(**named),
            required=False,
            help_text=_("Ce qu'il aurait gagné sans absence, s'il a été absent ce mois-là."),
        )
        for name in (f"gross_{month}", f"hours_{month}", f"restored_{month}"):
            self.fields[name].widget.attrs["class"] = "fr-input"
        refusal = _("Remplissez le salaire brut {month}.").format(**named)
        self.fields[f"gross_{month}"].error_messages["required"] = refusal

    @property
    def by_month(self) -> list[MonthFields]:
        return [
            MonthFields(
                month_in_words(month),
                tuple(self[f"{name}_{month}"] for name in ("gross", "hours", "restored")),
            )
            for month in self.months
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for month in self.months:
            gross, restored = data.get(f"gross_{month}"), data.get(f"restored_{month}")
            for name, words in wrong_in_month(_cents_or_none(gross), _cents_or_none(restored)):
                self.add_error(f"{name}_{month}", words)
            for name in ("gross", "restored"):
                self._flag(f"{name}_{month}", month, data)
        return data

    def _flag(self, name: str, month: str, data: dict[str, Any]) -> None:
        amount = data.get(name)
        if amount is None or in_cents(amount) <= LARGE_WAGE_CENTS:
            return
        self.must_confirm = True
        if not data.get("confirmed"):
            words = _(
                "{amount} en {month} : c'est très élevé. Corrigez, ou cochez en bas que le montant "
                "est exact."
            )
            named = {"amount": cents(in_cents(amount)), "month": month_in_words(month)}
            self.add_error(name, words.format(**named))

    def pays(self) -> tuple[FormPay, ...]:
        data = self.cleaned_data
        return tuple(
            FormPay(
                month,
                in_cents(data[f"gross_{month}"]),
                data[f"hours_{month}"],
                _cents_or_none(data[f"restored_{month}"]),
            )
            for month in self.months
        )


def _cents_or_none(amount: Decimal | None) -> int | None:
    return in_cents(amount) if amount is not None else None


def in_cents(amount: Decimal) -> int:
    return int(amount * 100)
