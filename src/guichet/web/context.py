from django.conf import settings
from django.http import HttpRequest


def layout(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows."""
    return {"fund": settings.FUND, "demo": settings.DEMO}
