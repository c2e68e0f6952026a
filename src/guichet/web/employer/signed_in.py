"""The employer behind a request. The table of roles has let only such accounts come here."""

from typing import cast

from django.http import HttpRequest

from guichet.people.service import Account, Organisation


def account(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def organisation(request: HttpRequest) -> Organisation:
    return cast(Organisation, account(request).organisation)
