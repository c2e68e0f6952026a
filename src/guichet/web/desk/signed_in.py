"""The agent behind a request. The table of roles has let only agents and managers come here."""

from typing import cast

from django.http import HttpRequest

from guichet.benefits.sick_leave.service import Author
from guichet.people.service import Account


def agent(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def author(request: HttpRequest) -> Author:
    """Who signs the letter of a decision."""
    account = agent(request)
    return Author(account.display_name, str(account.get_role_display()))
