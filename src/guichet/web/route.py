"""One address of the site: its path, its view, its name, and who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase

from guichet.people.service import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

ANONYMOUS = "anonymous"
EVERYBODY = (ANONYMOUS, *Role.values)
SIGNED_IN = tuple(Role.values)
STAFF = (Role.AGENT.value, Role.MANAGER.value)
MEDICAL = (Role.MEDICAL.value,)


@dataclass(frozen=True)
class Route:
    """A line of the table of roles.

    `menu` is the label in the main menu of `roles`, when the page stands there (a path without
    parameters); `section` is the name of the menu's route that a deeper page belongs to;
    `landing` marks the page where its roles arrive after signing in; `takes` is what its form
    sends at most, a key of `settings.REQUEST_MAX_BYTES`.
    """

    path: str
    view: Callable[..., HttpResponseBase]
    name: str
    roles: tuple[str, ...]
    menu: "LazyText | str" = ""
    section: str = ""
    landing: bool = False
    before_second_factor: bool = False
    takes: str = "form"
