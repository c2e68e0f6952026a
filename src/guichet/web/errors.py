"""What a person sees when a page cannot be given: plain words and a way out, never a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # what came in is not trusted enough to build the page's frame from it
    return HttpResponse(render_to_string("web/errors/400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/404.html", status=404)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    return render(request, "web/errors/413.html", {"most": most // 1024 // 1024}, status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    # the database itself may be what failed: this page asks it nothing
    return HttpResponse(render_to_string("web/errors/500.html"), status=500)
