"""The code of the telephone, asked of the fund's staff after the password."""

import base64
import io

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_otp import login as open_verified_session
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from guichet.people import actions
from guichet.people.throttle import TooManyTries
from guichet.project import clock
from guichet.web.accounts.forms import CodeForm, too_many_tries
from guichet.web.accounts.views import NEXT_KEY, after_sign_in
from guichet.web.address import address_of

KEY_IN_SESSION = "second_factor_key"


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    if not actions.has_second_factor(request.user):
        return redirect("second-factor-enrol")
    if request.user.is_verified():
        return redirect(after_sign_in(request, ""))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = actions.prove_second_factor(
                request.user, form.cleaned_data["code"], clock.now(), address=address_of(request)
            )
        except TooManyTries:
            form.add_error(None, too_many_tries())
        else:
            if device is not None:
                return _open(request, device)
            form.add_error(
                "code",
                _(
                    "Ce code n'est pas le bon, ou il a déjà servi. Attendez le code suivant, "
                    "puis écrivez-le ici."
                ),
            )
    return render(request, "web/accounts/second_factor.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    if actions.has_second_factor(request.user):
        return redirect("second-factor")
    key = _key(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = actions.enrol_second_factor(request.user, key, form.cleaned_data["code"])
        if device is not None:
            del request.session[KEY_IN_SESSION]
            messages.success(request, _("Votre téléphone est relié à votre compte."))
            return _open(request, device)
        form.add_error(
            "code",
            _("Ce code n'est pas le bon. Vérifiez l'heure du téléphone, puis écrivez le suivant."),
        )
    secret = base64.b32encode(bytes.fromhex(key)).decode()
    groups = [secret[i : i + 4] for i in range(0, len(secret), 4)]
    return render(request, "web/accounts/enrol.html", {"form": form, "key_groups": groups})


@require_safe
def image(request: HttpRequest) -> HttpResponse:
    """The square picture that an authenticator application reads."""
    if actions.has_second_factor(request.user):
        return redirect("second-factor")
    device = TOTPDevice(user=request.user, key=_key(request))
    picture = io.BytesIO()
    segno.make(device.config_url, error="m").save(picture, kind="svg", scale=5, light="#ffffff")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _key(request: HttpRequest) -> str:
    """The key being proposed; it waits in the session until the telephone shows a right code."""
    return str(request.session.setdefault(KEY_IN_SESSION, random_hex()))


def _open(request: HttpRequest, device: Device) -> HttpResponse:
    # a session opened by a password alone must not become the verified one
    request.session.cycle_key()
    open_verified_session(request, device)
    return redirect(after_sign_in(request, request.session.pop(NEXT_KEY, "")))
