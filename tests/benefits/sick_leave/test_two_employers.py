"""A stop in two jobs: one base, one allowance a day, and each employer that keeps the wage paid
for its own part of it."""

from datetime import date
from typing import Any

import pytest

from guichet.benefits.sick_leave import several
from guichet.benefits.sick_leave.replay import replay
from guichet.benefits.sick_leave.service import correct_fact
from guichet.cases.models import Fact
from guichet.journal.registry import tell
from guichet.journal.selectors import of_case
from guichet.law.options import Options
from guichet.ledger.models import Claim, Recovery
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from tests.support import world
from tests.support.jobs import DAY, FIRST_PART, KEPT, OTHER_PART, TwoJobs, both_keep

pytestmark = pytest.mark.django_db


def test_two_employers_that_keep_the_wage_are_each_paid_their_part_with_no_agent() -> None:
    jobs = both_keep()
    decision = jobs.case.decision
    assert decision is not None
    assert (decision.rule, jobs.tasks()) == ("sick_leave.automatic", set())
    claims = Claim.objects.filter(case=jobs.case, closed_at=None)
    assert list(claims.values_list("amount_cents", flat=True)) == [DAY] * 18
    assert jobs.shares() == {
        "Boulangerie Fictive": [FIRST_PART] * 18,
        "Atelier Fictif": [OTHER_PART] * 18,
    }


def test_each_transfer_is_of_its_part_and_the_parts_are_the_day() -> None:
    jobs = both_keep()
    world.pay()
    assert jobs.orders() == {
        "Boulangerie Fictive": [18 * FIRST_PART],
        "Atelier Fictif": [18 * OTHER_PART],
    }


def test_the_wage_that_no_employer_keeps_is_replaced_to_the_person() -> None:
    """The workshop keeps nothing: the bakery alone must not have what replaces its wage."""
    jobs = both_keep(subrogation=False, subrogation_from=None, subrogation_to=None, iban="")
    assert jobs.tasks() == set()
    assert jobs.shares() == {
        "Boulangerie Fictive": [FIRST_PART] * 18,
        "insured": [OTHER_PART] * 18,
    }


def test_an_employer_shares_only_the_days_that_it_keeps() -> None:
    jobs = both_keep(subrogation_to=date(2026, 10, 12))
    assert jobs.shares() == {
        "Boulangerie Fictive": [FIRST_PART] * 18,
        "Atelier Fictif": [OTHER_PART] * 5,
        "insured": [OTHER_PART] * 13,
    }


def test_where_neither_keeps_the_wage_all_is_the_persons() -> None:
    jobs = TwoJobs({}, {})
    assert jobs.tasks() == set()
    assert jobs.shares() == {"insured": [DAY] * 18}
    assert jobs.case.employer == jobs.bakery


def test_what_one_says_replaces_nothing_of_the_other() -> None:
    jobs = both_keep()
    keys = set(Fact.objects.filter(case=jobs.case).values_list("key", flat=True))
    assert f"other_employer.{jobs.workshop.siret}.wage.2026-07" in keys
    siret = Fact.objects.get(case=jobs.case, key="employer.siret", superseded_at=None)
    assert siret.value == jobs.bakery.siret


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"pays": ()}, "wages"),
        ({"pays": world.pays_of_months(200_000)}, "alike"),
        ({"returned_on": date(2026, 10, 20)}, "stop"),
    ],
)
def test_what_is_not_certain_of_the_other_job_is_a_persons_to_judge(
    other: dict[str, Any], why: str
) -> None:
    jobs = TwoJobs({}, other)
    task = Task.objects.get(case_id=jobs.case.id, kind="sick_leave.several_employers")
    assert task.data.get("why") == why
    assert jobs.case.state == "in_review"


def test_two_establishments_of_one_company_are_not_two_jobs_without_a_person() -> None:
    """One job told twice under two SIRET would count its wages twice."""
    jobs = TwoJobs({}, None)
    twin = world.make_employer(siret=jobs.bakery.siret[:9] + "00029")
    world.send_form(jobs.person, twin, now=world.at(hours=1))
    assert Task.objects.filter(kind="sick_leave.stop_not_sure", state="open").count() == 1
    assert jobs.shares() == {"insured": [3287] * 18}


def test_a_fund_may_leave_the_sharing_to_an_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "DEFAULT", Options(several_subrogations="to_person"))
    jobs = both_keep()
    task = Task.objects.get(case_id=jobs.case.id)
    assert (task.kind, task.data) == ("sick_leave.several_employers", {"why": "shared"})
    world.agent_decides(jobs.made)
    assert jobs.shares()["Atelier Fictif"] == [OTHER_PART] * 18


def test_days_granted_to_one_are_shared_by_a_person_and_the_debt_is_its_own() -> None:
    """The bakery had all of its days when the workshop spoke; less than a day's part is a debt."""
    jobs = TwoJobs(KEPT, None)
    world.pay()
    jobs.tell(**KEPT, pays=world.pays_of_months(300_000), now=world.at(hours=2))
    assert "sick_leave.payee_changes" in jobs.tasks()
    world.agent_decides(jobs.made)
    debt = Recovery.objects.get()
    paid = sum(jobs.orders()["Boulangerie Fictive"])
    assert (debt.organisation, debt.debtor) == (jobs.bakery, "Boulangerie Fictive")
    assert debt.gross_cents == paid - sum(jobs.shares()["Boulangerie Fictive"])
    assert set(jobs.shares()) == {"Boulangerie Fictive", "Atelier Fictif"}


def test_a_debt_of_the_other_employer_is_told_as_its_own() -> None:
    """Its wage was too high: what it had too much is asked of it, and of nobody else."""
    jobs = both_keep()
    world.pay()
    jobs.tell(**KEPT, pays=world.pays_of_months(40_000), now=world.at(hours=3))
    assert "sick_leave.recalculation_reduces" in jobs.tasks()
    world.agent_decides(jobs.made)
    debt = Recovery.objects.get(organisation=jobs.workshop)
    assert debt.gross_cents == 18 * OTHER_PART - sum(jobs.shares()["Atelier Fictif"])
    told = [tell(event) for event in of_case(jobs.case.id) if event.kind == "recovery.opened"]
    assert any("réclamé à l'autre employeur" in one for one in told)


@pytest.mark.parametrize(
    ("said", "days"), [({"returned_on": date(2026, 10, 20)}, 12), ({"reason": "99"}, 0)]
)
def test_an_employer_that_takes_its_stop_back_keeps_no_day_from_then_on(
    said: dict[str, Any], days: int
) -> None:
    """An agent who grants all the same pays it nothing for days that it says were worked."""
    jobs = both_keep()
    jobs.tell(**KEPT, **said, now=world.at(hours=3))
    assert jobs.tasks() >= {"sick_leave.several_employers", "sick_leave.payee_changes"}
    world.agent_decides(jobs.made)
    assert jobs.shares().get("Atelier Fictif", []) == [OTHER_PART] * days
    assert jobs.shares().get("insured", []) == [OTHER_PART] * (18 - days)


def test_an_agent_types_the_wages_of_a_job_whose_employer_says_nothing() -> None:
    """The bakery keeps the wage: what the other wages give is the person's, never its own."""
    jobs = TwoJobs(KEPT, None)
    for month in world.MONTHS:
        correct_fact(
            jobs.case.id,
            f"other_employer.{jobs.workshop.siret}.wage.{month}",
            {"gross": "500", "hours": "40"},
            reason="bulletin",
            actor=jobs.agent,
            now=world.at(hours=1),
        )
    world.agent_decides(jobs.made)
    assert jobs.shares() == {
        "Boulangerie Fictive": [FIRST_PART] * 18,
        "insured": [OTHER_PART] * 18,
    }


def test_the_decision_keeps_how_the_days_were_shared_and_comes_out_the_same_again() -> None:
    jobs = both_keep()
    decision = jobs.case.decision
    assert decision is not None
    told = {step["key"]: step for step in decision.explanation}
    assert told["employer_part_2"]["value"] == "8.22"
    assert told["employer_part_2"]["inputs"]["siret"] == jobs.workshop.siret
    assert told["employer_part_2"]["options"][0]["choice"] == "by_wages"
    assert replay(jobs.case.id) == []


def test_where_no_employer_keeps_the_wage_nothing_is_shared() -> None:
    decision = TwoJobs({}, {}).case.decision
    assert decision is not None
    assert not [step for step in decision.explanation if step["key"].startswith("employer_part")]


def test_the_letter_tells_the_part_of_each_employer() -> None:
    jobs = both_keep(subrogation_to=date(2026, 10, 12))
    letter = Letter.objects.get(case=jobs.case, code="ij_decision")
    paid = [
        (one["period"], one["daily_cents"], one["payee"], one["employer_name"])
        for one in letter.content["paid"]
    ]
    whole = {"start": "2026-10-08", "end": "2026-10-25"}
    assert paid == [
        ({"start": "2026-10-08", "end": "2026-10-12"}, 822, "employer", "Atelier Fictif"),
        (whole, 3287, "employer", "Boulangerie Fictive"),
        ({"start": "2026-10-13", "end": "2026-10-25"}, 822, "insured", ""),
    ]
    assert letter.content["paid_days"] == 18
