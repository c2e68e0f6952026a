"""The paper of a notice that came by post: an original awaited, or a notice not known yet."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guichet.benefits.sick_leave import service as sick_leave
from guichet.benefits.sick_leave.service import (
    Came,
    NewNotice,
    Notice,
    NoticeChannel,
    NoticeKind,
    PaperProof,
)
from guichet.cases.service import RefusedTransition
from guichet.documents.service import RefusedFile, Upload
from guichet.people.service import Person, actor_of
from guichet.project import clock
from guichet.web.desk.case import open_case
from guichet.web.desk.late import day_of
from guichet.web.desk.person import open_person
from guichet.web.desk.signed_in import agent, posted
from guichet.web.forms import DayField, PlainForm
from guichet.web.notice_form import NoticeForm, PaperField, clean_siret, siret_field

CHOICES = {
    PaperProof.SECURED: gettext_lazy("L'original est arrivé, sur le formulaire sécurisé"),
    PaperProof.ORDINARY: gettext_lazy(
        "L'original est arrivé, sur l'ancien formulaire (admis jusqu'au 31 août 2025)"
    ),
    PaperProof.ABROAD: gettext_lazy("L'avis vient d'un médecin à l'étranger : la copie suffit"),
}


class OriginalForm(PlainForm):
    """What came, and what the agent looked at."""

    proof = forms.ChoiceField(
        label=gettext_lazy("Ce qui est arrivé"), choices=[], widget=forms.RadioSelect
    )
    received_on = DayField(label=gettext_lazy("Reçu par la poste le"), required=False)
    file = PaperField(label=gettext_lazy("L'original, numérisé par la caisse"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Ce que vous avez vérifié"),
        help_text=gettext_lazy("Étiquette, signature, dates. Restera dans le dossier."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, proofs: Iterable[PaperProof], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, CHOICES[one]) for one in proofs]
        self.fields["proof"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def original(request: HttpRequest, case_id: uuid.UUID, first: str) -> HttpResponse:
    case = open_case(request, case_id, "case.original")
    facts = sick_leave.view_of(case, now=clock.now()).facts
    day = day_of(first)
    period = next((p for p in sick_leave.awaiting_original(facts) if p.first == day), None)
    if period is None:
        messages.warning(request, _("Aucun original n'est plus attendu pour cet avis."))
        return redirect("desk-case", case_id=case.id)
    proofs = sick_leave.accepted_for(period.prescribed_on)
    form = OriginalForm(posted(request), request.FILES or None, proofs=proofs)
    if form.is_valid():
        actor = actor_of(agent(request))
        try:
            sick_leave.receive_original(
                case.id, day, _came(form.cleaned_data), actor=actor, now=clock.now()
            )
        except sick_leave.BadValue as refusal:
            form.add_error(None, str(refusal))
        except RefusedFile as refused:
            form.add_error("file", str(refused))
        except RefusedTransition:
            messages.error(request, _("Ce dossier est clos ou retiré : il ne change plus."))
            return redirect("desk-case", case_id=case.id)
        else:
            messages.success(request, _("C'est enregistré : le dossier ne l'attend plus."))
            return redirect("desk-case", case_id=case.id)
    context = {"case": case, "form": form, "period": period}
    return render(request, "web/desk/original.html", context)


def _came(said: dict[str, Any]) -> Came:
    file = said["file"]
    scan = _upload(file) if file else None
    return Came(PaperProof(said["proof"]), said["reason"], said["received_on"], scan)


def _upload(file: UploadedFile) -> Upload:
    return Upload(file.name or "", file.read())


class PostedNoticeForm(NoticeForm):
    """A notice as the agent reads it on the paper; `sent_on` is the postmark."""

    sent_on = DayField(
        label=gettext_lazy("Envoyé le"), help_text=gettext_lazy("Le cachet de la poste.")
    )
    siret = siret_field()
    file = PaperField(label=gettext_lazy("L'original, numérisé par la caisse"))
    field_order = (
        "file",
        "kind",
        "first_day",
        "last_day",
        "part_time_from",
        "prescribed_on",
        "sent_on",
        "siret",
    )

    def clean_siret(self) -> str:
        return clean_siret(self.cleaned_data["siret"])


@require_http_methods(["GET", "HEAD", "POST"])
def posted_notice(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    person = open_person(request, person_id, "person.notice")
    form = PostedNoticeForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            notice = _take(request, person, form.cleaned_data)
        except sick_leave.RefusedNotice as refused:
            form.refuse(refused.errors)
        except RefusedFile as refused_file:
            form.add_error("file", str(refused_file))
        except sick_leave.KnownNotice:
            words = _(
                "Cet avis est déjà connu. Si son dossier attend l'original, dites-le sur la page "
                "du dossier."
            )
            form.add_error(None, words)
        else:
            messages.success(request, _("L'avis est enregistré."))
            if notice.case_id is None:
                return redirect("desk-notice", notice_id=notice.id)
            return redirect("desk-case", case_id=notice.case_id)
    return render(request, "web/desk/posted.html", {"person": person, "form": form})


def _take(request: HttpRequest, person: Person, said: dict[str, Any]) -> Notice:
    new = NewNotice(
        channel=NoticeChannel.POSTED,
        kind=NoticeKind(said["kind"]),
        nir=person.nir,
        birth_date=person.birth_date,
        family_name=person.family_name,
        given_names=person.given_names,
        first_day=said["first_day"],
        last_day=said["last_day"],
        prescribed_on=said["prescribed_on"],
        sent_on=said["sent_on"],
        siret=said["siret"],
        part_time_from=said["part_time_from"],
    )
    return sick_leave.send_posted_notice(
        new,
        _upload(said["file"]),
        person=person,
        actor=actor_of(agent(request)),
        now=clock.now(),
    )
