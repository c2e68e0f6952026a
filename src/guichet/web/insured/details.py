"""My bank details and how I am reached."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from guichet.formats.phones import mask_mobile
from guichet.ledger.service import (
    BadAccount,
    account_of,
    account_to_confirm,
    change_person_account,
)
from guichet.people import actions as people
from guichet.people.service import Contact, actor_of, change_contact, sms_number_of
from guichet.project import clock
from guichet.web.insured.forms import BankForm, ContactForm
from guichet.web.insured.signed_in import account, person
from guichet.web.insured.words import masked_iban

WHY = "insured_online"


@require_safe
def details(request: HttpRequest) -> HttpResponse:
    me = person(request)
    bank, sms = account_of(me.id), sms_number_of(me)
    context = {
        "sms": sms,
        "sms_number": mask_mobile(sms.number) if sms else "",
        "me": me,
        "bank": bank,
        "iban": masked_iban(bank.iban) if bank else "",
        "to_confirm": account_to_confirm(me.id),
    }
    return render(request, "web/insured/details.html", context)


@sensitive_post_parameters("password", "iban")
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest) -> HttpResponse:
    me = person(request)
    form = BankForm(request.POST or None, initial={"holder": me.full_name})
    if request.method == "POST" and form.is_valid():
        # through the counted check of signing in: an open session is not a licence to guess
        if people.sign_in(account(request).login, form.cleaned_data["password"], clock.now()):
            if _changed(request, form):
                messages.success(request, _("Vos coordonnées bancaires sont enregistrées."))
                return redirect("insured-details")
        else:
            form.add_error("password", _("Ce n'est pas votre mot de passe. Rien n'est changé."))
    return render(request, "web/insured/bank.html", {"form": form})


def _changed(request: HttpRequest, form: BankForm) -> bool:
    """Keep the account typed; where no bank could pay on it, the form says why."""
    try:
        change_person_account(
            person(request),
            holder=form.cleaned_data["holder"],
            iban=form.cleaned_data["iban"],
            why=WHY,
            actor=actor_of(account(request)),
            now=clock.now(),
        )
    except BadAccount as refusal:
        form.add_error("holder", str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    me = person(request)
    known = {
        "address": "\n".join(me.address),
        "email": me.email,
        "phone": me.phone,
        "language": me.language,
    }
    form = ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        new = Contact(**form.cleaned_data)
        change_contact(me, new, actor=actor_of(account(request)), now=clock.now())
        messages.success(request, _("Vos coordonnées sont enregistrées."))
        return redirect("insured-details")
    return render(request, "web/insured/contact.html", {"form": form})
