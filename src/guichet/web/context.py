from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from guichet.web.menu import landing_of, menu_of, open_role


def layout(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows."""
    return {
        "fund": settings.FUND,
        "demo": settings.DEMO,
        "menu": menu_of(request),
        "start_url": reverse(landing_of(open_role(request))),
    }
