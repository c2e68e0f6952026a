"""The agent behind a request (the table of roles lets only the staff come), and what was sent."""

from typing import cast

from django.http import HttpRequest, QueryDict

from guichet.benefits.sick_leave.service import Author
from guichet.people.service import Account


def agent(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def author(request: HttpRequest) -> Author:
    """Who signs the letter of a decision."""
    account = agent(request)
    return Author(account.display_name, str(account.get_role_display()))
