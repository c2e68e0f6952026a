"""The address that is counted is the one that the visitor cannot write."""

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from pytest_django import Settings

from guichet.people.models import TRIES_FROM_AN_ADDRESS, AddressTries
from guichet.people.service import Role
from guichet.web.address import address_of
from tests.web.world import PASSWORD, World


def asked(remote: str, forwarded: str = "") -> HttpRequest:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote}
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return request


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.4, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.4, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", ""),
        (2, "203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.4,203.0.113.9", "198.51.100.4"),
        (1, "198.51.100.4,", ""),
        (1, "unknown", ""),
        (1, "203.0.113.9, unknown", ""),
    ],
)
def test_only_what_a_trusted_proxy_added_is_read(proxies: int, forwarded: str, found: str) -> None:
    with override_settings(PROXIES=proxies):
        assert address_of(asked("192.0.2.1", forwarded)) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("2001:db8:1:2:a:b:c:d", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_a_subscriber_of_ipv6_has_one_address(address: str, found: str) -> None:
    assert address_of(asked(address)) == found


def tried(client: Client, login: str, password: str, **headers: str) -> str:
    answer = client.post("/connexion", {"login": login, "password": password}, headers=headers)
    return answer.headers.get("Location") or answer.content.decode()


def test_an_address_made_up_for_each_try_escapes_no_count(world: World, settings: Settings) -> None:
    settings.PROXIES = 1
    for n in range(TRIES_FROM_AN_ADDRESS):
        tried(Client(), f"nobody{n}", "x", X_Forwarded_For=f"198.51.100.{n}, 203.0.113.9")
    refused = tried(Client(), Role.INSURED, PASSWORD, X_Forwarded_For="10.0.0.1, 203.0.113.9")
    assert "Attendez 15 minutes" in refused
    # the address made up last is not held against whoever has it truly
    neighbour = tried(Client(), Role.INSURED, PASSWORD, X_Forwarded_For="198.51.100.1")
    assert neighbour.startswith("/")
    assert set(AddressTries.objects.values_list("address", flat=True)) == {
        "203.0.113.9", "198.51.100.1",
    }  # fmt: skip


def test_many_accounts_tried_from_one_address_are_told_to_wait(world: World) -> None:
    for n in range(TRIES_FROM_AN_ADDRESS):
        page = tried(Client(), f"nobody{n}", "autre chose", X_Forwarded_For=f"198.51.100.{n}")
        assert "ne vont pas ensemble" in page
    page = tried(Client(), Role.INSURED, PASSWORD, X_Forwarded_For="198.51.100.99")
    assert "Attendez 15 minutes" in page
    other = Client(REMOTE_ADDR="192.0.2.50")
    assert tried(other, Role.INSURED, PASSWORD).startswith("/")
    AddressTries.objects.all().delete()
    assert tried(Client(), Role.INSURED, PASSWORD).startswith("/")
