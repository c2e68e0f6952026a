"""How long a session of the fund's staff may last, whatever its use."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from guichet.people.service import Account
from guichet.project import clock

OPENED_AT = "opened_at"


def has_lasted_too_long(request: HttpRequest) -> bool:
    """Whether a session of the staff has reached its absolute end; begins to count it if need be.

    The idle end (`SESSION_COOKIE_AGE`) is for everybody; this one stops what is never idle: a
    stolen session that a program keeps alive.
    """
    user = request.user
    if not (isinstance(user, Account) and user.is_staff_of_fund):
        return False
    now = clock.now()
    # signing in leads to a page that comes through here: no session is used before it is counted
    opened = request.session.setdefault(OPENED_AT, int(now.timestamp()))
    lasts = timedelta(hours=settings.STAFF_SESSION_HOURS)
    return now >= datetime.fromtimestamp(opened, UTC) + lasts
