"""The one place that reads the clock; everything else is handed the instant."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present, aware; a fixed instant where GUICHET_NOW says so."""
    if settings.NOW:
        return timezone.make_aware(datetime.fromisoformat(settings.NOW))
    return timezone.now()


def today() -> date:
    """The civil date in France."""
    return timezone.localtime(now()).date()
