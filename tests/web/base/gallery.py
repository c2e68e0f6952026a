"""A page that shows every part and every kind of field, for the tests only."""

from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from guichet.web import urls
from guichet.web.forms import DayField, ManyFilesField, MoneyField, PlainForm
from guichet.web.paging import page_of
from guichet.web.route import EVERYBODY, Route
from tests.web.world import AT

TEMPLATE = Path(__file__).with_suffix(".html")


class EveryField(PlainForm):
    name = forms.CharField(label="Nom", help_text="Comme sur votre carte Vitale.")
    first_day = DayField(label="Premier jour")
    wage = MoneyField(label="Salaire brut", help_text="Par exemple 1 850,00.")
    kind = forms.ChoiceField(
        label="Sorte d'arrêt",
        choices=[("initial", "Premier arrêt"), ("more", "Prolongation")],
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label="Raisons",
        choices=[("ill", "Maladie"), ("hurt", "Accident")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Plusieurs réponses possibles.",
        required=False,
    )
    month = forms.ChoiceField(label="Mois", choices=[("", "Choisir"), ("01", "janvier")])
    note = forms.CharField(label="Remarque", widget=forms.Textarea, required=False)
    papers = ManyFilesField(label="Papiers", help_text="PDF ou photo, 15 Mo au plus.")
    sure = forms.BooleanField(label="Je certifie que ces renseignements sont exacts")


def gallery(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    context = {
        "form": form,
        "amount": 1234,
        "small": 4150,
        "page": page_of(range(100), request),
        "items": [("Dossier", "2026-000-123"), ("Employeur", "Menuiserie Exemple")],
        "entries": [
            {"when": AT, "text": "Votre arrêt est arrivé.", "who": "Dr Alix Modèle"},
            {"when": AT, "text": "Vos salaires sont demandés à l'employeur.", "who": ""},
        ],
    }
    template = engines["django"].from_string(TEMPLATE.read_text())
    return HttpResponse(template.render(context, request))


ROUTE = Route("galerie", gallery, "gallery", EVERYBODY)
urlpatterns = [*urls.urlpatterns, path(ROUTE.path, ROUTE.view, name=ROUTE.name)]
