"""What the table of roles says of one visitor: the open role, the menu, the page of arrival."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from guichet.people.service import Account
from guichet.web.route import ANONYMOUS, Route


@dataclass(frozen=True)
class MenuEntry:
    label: str
    url: str
    current: str
    """For aria-current: `page` on the page itself, `true` on the pages under it, else empty."""


def open_role(request: HttpRequest) -> str:
    """The role whose pages are open now: an agent before the second factor is still anonymous."""
    user = request.user
    return user.role if isinstance(user, Account) and not owes_second_factor(user) else ANONYMOUS


def owes_second_factor(account: Account) -> bool:
    """Whether the code of the telephone is still to be shown in this session."""
    # an account that has just signed in has not been through the middleware that adds the method
    verified = getattr(account, "is_verified", lambda: False)
    return account.needs_second_factor and not verified()


def landing_of(role: str) -> str:
    """The name of the route where `role` arrives after signing in."""
    return next((route.name for route in _table() if route.landing and role in route.roles), "home")


def menu_of(request: HttpRequest) -> list[MenuEntry]:
    """The main menu, in the order of the table."""
    role, match, table = open_role(request), request.resolver_match, _table()
    here = (match.url_name or "") if match else ""
    section = next((route.section for route in table if route.name == here), "")
    return [
        MenuEntry(
            label=str(route.menu),
            url=reverse(route.name),
            current="page" if route.name == here else "true" if route.name == section else "",
        )
        for route in table
        if route.menu and role in route.roles
    ]


def _table() -> tuple[Route, ...]:
    # read when asked: the table imports the views, which import this module
    from guichet.web.routes import ROUTES

    return ROUTES
