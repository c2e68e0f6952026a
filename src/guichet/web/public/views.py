from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guichet.web.menu import landing_of, open_role


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    landing = landing_of(open_role(request))
    return render(request, "web/public/home.html") if landing == "home" else redirect(landing)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/public/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/public/accessibility.html")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "web/public/legal.html")


@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    return render(request, "web/public/personal_data.html")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    return render(request, "web/public/site_map.html")
