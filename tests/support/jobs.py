"""A person stopped in two jobs: a bakery that pays 2 000 a month, a workshop that pays 500."""

from datetime import datetime, timedelta
from typing import Any

from guichet.cases.models import Case
from guichet.ledger.models import PaymentOrder, Share
from guichet.people.models import Organisation, Person
from guichet.tasks.models import Task
from tests.support import world

KEPT = {
    "subrogation": True,
    "subrogation_from": world.FIRST,
    "subrogation_to": world.LAST,
    "iban": world.EMPLOYER_IBAN,
}
# 2 000 and 500 a month: 7 500 / 91,25 = 82,19; 82,19 / 2 = 41,09, of which 32,87 and 8,22
FIRST_PART, OTHER_PART, DAY = 3287, 822, 4109


def company(name: str) -> Organisation:
    """An employer of a company of its own."""
    siret = f"9{Organisation.objects.count():08d}00011"
    return world.make_employer(siret=siret, name=name)


class TwoJobs:
    """A person stopped in two jobs; `first` and `other` change what each employer says."""

    def __init__(
        self,
        first: dict[str, Any],
        other: dict[str, Any] | None,
        person: Person | None = None,
        now: datetime = world.NOW,
    ) -> None:
        self.person = person or world.make_person()
        world.give_account(self.person)
        self.bakery, self.workshop = company("Boulangerie Fictive"), company("Atelier Fictif")
        self.agent = world.make_agent()
        world.send_notice(self.person, now=now)
        world.send_form(self.person, self.bakery, now=now, **first)
        if other is not None:
            self.tell(now=now + timedelta(hours=1), **other)

    def tell(self, *, now: datetime = world.NOW, **said: Any) -> None:
        """What the second employer says."""
        told = {"pays": world.pays_of_months(50_000), **said}
        world.send_form(self.person, self.workshop, now=now, **told)

    @property
    def case(self) -> Case:
        return world.case_of(self.person)

    @property
    def made(self) -> world.SickLeave:
        return world.SickLeave(self.case, self.person, self.bakery, self.agent)

    def tasks(self) -> set[str]:
        open_ = Task.objects.filter(case_id=self.case.id, state="open")
        return set(open_.values_list("kind", flat=True))

    def shares(self) -> dict[str, list[int]]:
        """The cents of each day in force, by payee."""
        found: dict[str, list[int]] = {}
        for share in Share.objects.filter(claim__closed_at=None).order_by("claim__day"):
            name = share.organisation.name if share.organisation else "insured"
            found.setdefault(name, []).append(share.cents)
        return found

    def orders(self) -> dict[str, list[int]]:
        """The gross cents of each transfer, by payee."""
        found: dict[str, list[int]] = {}
        for order in PaymentOrder.objects.order_by("number"):
            name = order.organisation.name if order.organisation else "insured"
            found.setdefault(name, []).append(order.gross_cents)
        return found


def both_keep(person: Person | None = None, **other: Any) -> TwoJobs:
    """Both employers have said all before anything is decided."""
    jobs = TwoJobs({**KEPT, "pays": ()}, {**KEPT, **other}, person)
    world.send_months(jobs.person, jobs.bakery, now=world.at(hours=2))
    return jobs
