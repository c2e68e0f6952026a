"""My news by text message: agreeing to it, and taking that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guichet.formats.phones import mask_mobile
from guichet.people.service import actor_of, agree_to_sms, sms_number_of, withdraw_sms
from guichet.project import clock
from guichet.web.insured.signed_in import account, person
from guichet.web.sms_form import MobileForm


@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def sms(request: HttpRequest) -> HttpResponse:
    me, gesture = person(request), {"actor": actor_of(account(request)), "now": clock.now()}
    withdrawn = request.POST.get("act") == "withdraw"
    form = MobileForm(request.POST if request.method == "POST" and not withdrawn else None)
    if withdrawn:
        withdraw_sms(me, **gesture)
        messages.success(request, _("Vous ne recevrez plus de SMS."))
        return redirect("insured-details")
    if form.is_valid():
        agree_to_sms(me, form.cleaned_data["number"], **gesture)
        messages.success(request, _("Vous recevrez les nouvelles de vos dossiers par SMS."))
        return redirect("insured-details")
    known = sms_number_of(me)
    context = {"form": form, "known": mask_mobile(known.number) if known else ""}
    return render(request, "web/insured/sms.html", context)
