"""Every address of the site, in one table: path, view, name, and the roles that may open it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from guichet.people.service import Role

ANONYMOUS = "anonymous"
EVERYBODY = (ANONYMOUS, *Role.values)


@dataclass(frozen=True)
class Route:
    path: str
    view: Callable[..., HttpResponse]
    name: str
    roles: tuple[str, ...]
    before_second_factor: bool = False


ROUTES: tuple[Route, ...] = ()
ROUTES_BY_NAME = {route.name: route for route in ROUTES}
