"""A manager erases a person, having seen what goes, what stays and why."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guichet.erasure.service import ErasureReason, RefusedErasure, erase_person, preview
from guichet.people.service import actor_of
from guichet.project import clock
from guichet.web.desk.forms import ErasureForm
from guichet.web.desk.person import GET_AND_POST, open_person
from guichet.web.desk.signed_in import agent, posted


@GET_AND_POST
def erase(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    shown = open_person(request, person_id, "person.erase")
    if shown.erased_at is not None:
        return redirect("desk-person", person_id=shown.id)
    form = ErasureForm(posted(request))
    if form.is_valid():
        reason = ErasureReason(form.cleaned_data["reason"])
        try:
            erase_person(shown.id, reason, actor=actor_of(agent(request)), now=clock.now())
        except RefusedErasure:  # something came meanwhile: the page says what
            messages.warning(request, _("La personne n'est pas effacée."))
            return redirect("desk-erase", person_id=shown.id)
        messages.success(request, _("La personne est effacée."))
        return redirect("desk-person", person_id=shown.id)
    context = {"person": shown, "form": form, "preview": preview(shown, clock.now())}
    return render(request, "web/desk/erase.html", context)
