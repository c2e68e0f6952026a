"""The insured person behind a request. The table of roles has let only such accounts come here."""

from typing import cast

from django.http import HttpRequest

from guichet.people.service import Account, Person


def account(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def person(request: HttpRequest) -> Person:
    return cast(Person, account(request).person)
