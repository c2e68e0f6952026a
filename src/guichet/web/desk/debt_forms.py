"""The forms of what an agent may do of money asked back; each does it, or says why not."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from guichet.benefits.sick_leave.service import (
    give_up_debt,
    receive_objection,
    settle_objection,
    spread_debt,
    withhold_debt,
    withhold_no_more,
)
from guichet.ledger.service import ObjectionOutcome, ObjectionWay, Recovery, note_repayment
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk.signed_in import agent, author
from guichet.web.forms import DayField, MoneyField, PlainForm


class RepaymentForm(PlainForm):
    amount = MoneyField(label=gettext_lazy("Somme reçue, en euros"))
    received_on = DayField(label=gettext_lazy("Reçue le"))

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        note_repayment(
            recovery.id,
            int(data["amount"] * 100),
            data["received_on"],
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class PlanForm(PlainForm):
    first_on = DayField(label=gettext_lazy("Première échéance"))
    months = forms.IntegerField(
        label=gettext_lazy("Nombre de mois"),
        help_text=gettext_lazy("Choisi avec la personne. Douze au plus (R.133-9-2)."),
        min_value=1,
        max_value=99,
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        spread_debt(
            recovery,
            data["first_on"],
            data["months"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class RemissionForm(PlainForm):
    amount = MoneyField(label=gettext_lazy("Somme que la caisse ne demande plus, en euros"))
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi la personne ne peut pas rembourser"),
        help_text=gettext_lazy("Ressources, charges, foyer. Restera dans le dossier."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    honest = forms.BooleanField(
        label=gettext_lazy("Ni fraude ni fausse déclaration : je l'ai vérifié (L.256-4)")
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        give_up_debt(
            recovery,
            int(data["amount"] * 100),
            data["reason"],
            honest=data["honest"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class ObjectionForm(PlainForm):
    way = forms.ChoiceField(
        label=gettext_lazy("Ce qui est demandé"),
        choices=ObjectionWay.choices,
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=gettext_lazy("Reçu le"))
    text = forms.CharField(
        label=gettext_lazy("Ce que dit la personne"),
        help_text=gettext_lazy("En une phrase. Rien sur sa santé."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        receive_objection(
            recovery,
            ObjectionWay(data["way"]),
            data["received_on"],
            data["text"],
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class AnswerForm(PlainForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=ObjectionOutcome.choices,
        help_text=gettext_lazy(
            "Si la personne a raison, corrigez d'abord le dossier : la nouvelle décision réduit la "
            "somme. Puis répondez ici."
        ),
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Pourquoi, pour la lettre"),
        help_text=gettext_lazy("Des phrases courtes, sans donnée de santé."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        settle_objection(
            recovery,
            ObjectionOutcome(data["outcome"]),
            data["answer"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class WithholdingForm(PlainForm):
    """What is taken from the coming payments of a debtor, as an agent decides it."""

    most = MoneyField(
        label=gettext_lazy("Au plus par mois, en euros"),
        help_text=gettext_lazy("Vide : tout ce que la loi permet."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi, pour la lettre"),
        help_text=gettext_lazy("Des phrases courtes, sans donnée de santé."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        data = self.cleaned_data
        withhold_debt(
            recovery,
            data["reason"],
            dependants=data.get("dependants", 0),
            most_cents=int(data["most"] * 100) if data["most"] is not None else None,
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )


class PersonWithholdingForm(WithholdingForm):
    dependants = forms.IntegerField(
        label=gettext_lazy("Personnes à charge"),
        help_text=gettext_lazy(
            "Enfants, et conjoint ou parents sans ressources (R.3252-3), sur justificatif. La part "
            "qui peut être retenue en dépend."
        ),
        min_value=0,
        max_value=20,
    )
    field_order = ("dependants", "most", "reason")


class EndWithholdingForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi la retenue s'arrête, pour la lettre"),
        help_text=gettext_lazy("Des phrases courtes, sans donnée de santé."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def do(self, request: HttpRequest, recovery: Recovery) -> None:
        withhold_no_more(
            recovery,
            self.cleaned_data["reason"],
            author=author(request),
            actor=actor_of(agent(request)),
            now=clock.now(),
        )
