"""What the addresses with parameters need, so that each one is really opened in the tests.

A package tests/web/<public>/samples.py gives `SAMPLES`: for the name of a route, a function from
the world to its keyword arguments. The object it makes is one that every role of the route may see.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.urls import reverse

from guichet.web.route import Route
from tests.web.world import World

PUBLICS = ("insured", "employer", "professional", "desk", "medical")
Sample = Callable[[World], dict[str, Any]]


def gather() -> dict[str, Sample]:
    modules = [f"tests.web.{public}" for public in PUBLICS]
    found = [f"{name}.samples" for name in modules if find_spec(name)]
    return {
        name: sample
        for module in found
        if find_spec(module)
        for name, sample in import_module(module).SAMPLES.items()
    }


SAMPLES = gather()


def address(route: Route, world: World) -> str:
    """An address of `route` that leads to something real in `world`."""
    if "<" not in route.path:
        return reverse(route.name)
    assert route.name in SAMPLES, f"{route.name} has parameters: give it a sample (see {__name__})"
    return reverse(route.name, kwargs=SAMPLES[route.name](world))
