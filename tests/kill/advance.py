"""The acts of an advance: proposed, given by another agent, paid, set off by the decision."""

import itertools
from datetime import timedelta

from django.test import override_settings

from guichet.benefits.sick_leave.service import (
    assess_left_over,
    give_advance,
    import_left_over,
)
from guichet.cases.models import Case
from guichet.journal.service import Actor, new_id
from guichet.ledger.models import Advance
from tests.support import world
from tests.support.advances import SEPTEMBER, make_without_wage, proposed

OTHER_AGENT = Actor("agent", new_id())


def prepare_advance() -> None:
    proposed(make_without_wage())


def give(later: int = 0) -> None:
    waiting, now = Advance.objects.get(state="proposed"), world.at(hours=2, minutes=later)
    with override_settings(ADVANCES=True):
        give_advance(waiting.case_id, waiting.id, actor=OTHER_AGENT, now=now)


def set_off(later: int = 0) -> None:
    """The wage that lacked comes; after a death the worker takes it up where it was left."""
    world._numbers = itertools.count(900)
    if later:
        import_left_over(world.at(days=1, minutes=later))
        assess_left_over(world.at(days=1, minutes=later))
        return
    case = Case.objects.select_related("person", "employer").get()
    if case.employer:
        world.send_month(case.person, case.employer, SEPTEMBER, now=world.at(days=1))


def pay_advance(later: int = 0) -> None:
    world.pay(world.TODAY)


def pay_rest(later: int = 0) -> None:
    world.pay(world.TODAY + timedelta(days=2))


ADVANCE = {
    "prepare_advance": prepare_advance, "give_advance": give, "pay_advance": pay_advance,
    "set_off": set_off, "pay_rest": pay_rest,
}  # fmt: skip
