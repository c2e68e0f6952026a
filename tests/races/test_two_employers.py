"""Two employers that declare one stop at the same moment: neither takes the other's place."""

from functools import partial

import pytest

from guichet.benefits.sick_leave.service import assess_left_over
from guichet.cases.models import Case, Fact
from guichet.ledger.models import Claim, Share
from tests.races.together import raised, together
from tests.support import world
from tests.support.jobs import DAY, FIRST_PART, KEPT, OTHER_PART, company

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_employers_at_once_are_one_file_with_two_parts_of_each_day() -> None:
    """Who comes first is the employer of the file; the other's facts are beside, none is lost."""
    person = world.make_person()
    world.send_notice(person)
    firms = {200_000: company("Boulangerie Fictive"), 50_000: company("Atelier Fictif")}
    answers = together(
        [
            partial(world.send_form, person, firm, pays=world.pays_of_months(wage), **KEPT)
            for wage, firm in firms.items()
        ]
    )
    assert raised(answers) == []
    assess_left_over(world.at(hours=1))
    case = Case.objects.get()
    live = Fact.objects.filter(case=case, superseded_at=None)
    sirets = live.filter(key__endswith="employer.siret").values_list("value", flat=True)
    assert sorted(sirets) == sorted(firm.siret for firm in firms.values())
    if case.state == "in_review":  # one was granted all before the other spoke: an agent answers
        made = world.SickLeave(case, person, firms[200_000], world.make_agent())
        world.agent_decides(made)
    claims = Claim.objects.filter(closed_at=None)
    assert set(claims.values_list("amount_cents", flat=True)) == {DAY}
    parts = Share.objects.filter(claim__in=claims).values_list("organisation__name", "cents")
    assert set(parts) == {("Boulangerie Fictive", FIRST_PART), ("Atelier Fictif", OTHER_PART)}
