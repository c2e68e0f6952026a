"""Signing in and out, and the password."""

from django.contrib import messages
from django.contrib.auth import login as open_session
from django.contrib.auth import logout as close_session
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from guichet.people import actions
from guichet.people.service import Account
from guichet.people.throttle import TooManyTries
from guichet.project import clock
from guichet.web.accounts.forms import PasswordForm, SignInForm, too_many_tries
from guichet.web.address import address_of
from guichet.web.menu import landing_of, open_role, owes_second_factor

NEXT_KEY = "next"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method != "POST":
        return redirect(after_sign_in(request, request.GET.get(NEXT_KEY, "")))
    form = SignInForm(request.POST or None)
    next_url = request.POST.get(NEXT_KEY) or request.GET.get(NEXT_KEY, "")
    if request.method == "POST" and form.is_valid():
        account = _tried(request, form)
        if account is not None:
            open_session(request, account)
            return redirect(after_sign_in(request, next_url))
    return render(request, "web/accounts/login.html", {"form": form, "next_url": next_url})


def _tried(request: HttpRequest, form: SignInForm) -> Account | None:
    """The account that the form opens; else the refusal is on the form."""
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    try:
        account = actions.sign_in(login, password, clock.now(), address=address_of(request))
    except TooManyTries:
        form.add_error(None, too_many_tries())
        return None
    if account is None:
        minutes = int(actions.LOCK_DURATION.total_seconds() // 60)
        form.add_error(
            None,
            _(
                "Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis "
                "recommencez. Après %(tries)s mots de passe faux, il faut attendre %(minutes)s "
                "minutes."
            )
            % {"tries": actions.TRIES_BEFORE_LOCK, "minutes": minutes},
        )
    return account


def after_sign_in(request: HttpRequest, next_url: str) -> str:
    """Where to go now: the second factor if it is owed, else the page asked, else the start."""
    user = request.user
    safe = url_has_allowed_host_and_scheme(next_url, {request.get_host()}, request.is_secure())
    if isinstance(user, Account) and owes_second_factor(user):
        if safe:
            request.session[NEXT_KEY] = next_url
        return reverse("second-factor")
    return next_url if safe else reverse(landing_of(open_role(request)))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    close_session(request)
    messages.success(request, _("Vous êtes déconnecté."))
    return redirect("home")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    account = request.user
    form = PasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        # through the same counted check as signing in: an open session is not a licence to guess
        if actions.sign_in(account.login, form.cleaned_data["current"], clock.now()):
            actions.change_password(account, form.cleaned_data["new"])
            update_session_auth_hash(request, account)
            messages.success(request, _("Votre mot de passe est changé."))
            return redirect(landing_of(open_role(request)))
        form.add_error("current", _("Ce n'est pas votre mot de passe actuel."))
    return render(request, "web/accounts/change_password.html", {"form": form})
