"""Who may open what: the one table of roles, applied to every request; and the page's armour."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guichet.people.service import Account
from guichet.web.errors import forbidden, not_found, too_large
from guichet.web.menu import owes_second_factor
from guichet.web.route import ANONYMOUS, Route
from guichet.web.routes import ROUTES_BY_NAME
from guichet.web.session import has_lasted_too_long

# data: only for images, because the design system draws its arrows and ticks with them
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


# what a session opened by a one-time password may do
LEAVING = ("change-password", "logout")


def owed_first(user: Account, route: Route) -> str:
    """The page that must come before `route`: the second factor, then a password of one's own."""
    if route.before_second_factor:
        return ""
    if owes_second_factor(user):
        return "second-factor"
    return "change-password" if user.one_time_until and route.name not in LEAVING else ""


def close_long_session(request: HttpRequest) -> None:
    logout(request)
    words = _("Votre session a duré %(n)s heures : elle est fermée. Identifiez-vous de nouveau.")
    messages.info(request, words % {"n": settings.STAFF_SESSION_HOURS})


def announced_bytes(request: HttpRequest) -> int:
    """How long the body says it is; Django reads no further, and nothing where nothing is said."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class RoleMiddleware:
    """Refuses what the table does not grant. An address outside the table is refused to all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return protect(request, self.get_response(request))

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        route = ROUTES_BY_NAME.get(match.url_name or "") if match else None
        if route is None:
            return not_found(request)
        most = settings.REQUEST_MAX_BYTES[route.takes]
        if announced_bytes(request) > most:
            return too_large(request, most)
        if has_lasted_too_long(request):
            close_long_session(request)
        if ANONYMOUS in route.roles:
            return None
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("login"))
        if user.role not in route.roles:
            return forbidden(request)
        owed = owed_first(user, route)
        return redirect(owed) if owed else None


def protect(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Adds the headers that keep a page from running or leaking what is not ours."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    # a shared computer must not give a page back after its reader has left
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
