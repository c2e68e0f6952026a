"""Who may open what: the one table of roles, applied to every request."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guichet.web.routes import ANONYMOUS, ROUTES_BY_NAME


class RoleMiddleware:
    """Refuses what the table does not grant. An address outside the table is refused to all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        route = ROUTES_BY_NAME.get(match.url_name or "") if match else None
        if route is None:
            return render(request, "web/errors/404.html", status=404)
        if ANONYMOUS in route.roles:
            return None
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("login"))
        if user.role not in route.roles:
            return render(request, "web/errors/403.html", status=403)
        if user.needs_second_factor and not user.is_verified() and not route.before_second_factor:
            return redirect("second-factor")
        return None
