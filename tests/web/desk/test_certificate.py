"""An agent types the salary certificate that came on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guichet.declarations.service import Deposit
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.world import World

PAPER = {
    "contract_number": "00001",
    "contract_start": "2018-09-01",
    "reason": "01",
    "last_day_worked": "2026-10-02",
    "expected_end": "2026-10-25",
    **{
        f"{name}_{month}": value
        for month in made.MONTHS
        for name, value in (("gross", "2 000,00"), ("hours", "151,67"), ("restored", ""))
    },
}


def make_case() -> made.SickLeave:
    person = made.make_person()
    made.send_notice(person)
    return made.SickLeave(made.case_of(person), person, made.make_employer(), made.make_agent())


def send(agent: Client, about: made.SickLeave, **said: str) -> Any:
    page = reverse("desk-certificate", args=[about.case.id])
    return agent.post(page, {"siret": "732 829 320 00074", **PAPER, **said}, follow=True)


def test_what_is_typed_is_taken_and_the_agent_confirms_the_decision(agent: Client) -> None:
    about = make_case()
    case_page = agent.get(reverse("desk-case", args=[about.case.id])).content.decode()
    assert reverse("desk-certificate", args=[about.case.id]) in case_page
    text = text_of(send(agent, about))
    assert "L'attestation est enregistrée, le calcul est refait." in text
    assert "attestation papier, saisie par un agent" in text
    assert "Décision favorable proposée." in text
    deposit = Deposit.objects.get()
    assert (deposit.channel, deposit.organisation.siret) == ("paper", "73282932000074")  # type: ignore[union-attr]


WRONG = {
    "siret": {"siret": "73282932000075"},
    "last_day_worked": {"last_day_worked": "2018-08-31"},
    "iban": {
        "subrogation": "on",
        "subrogation_from": "2026-10-05",
        "subrogation_to": "2026-10-25",
    },
    "gross_2026-08": {"gross_2026-08": ""},
    "restored_2026-08": {"restored_2026-08": "1"},
}


@pytest.mark.parametrize("field", WRONG)
def test_the_controls_are_those_of_the_form(agent: Client, field: str) -> None:
    about = make_case()
    answer = send(agent, about, **WRONG[field])
    assert list(answer.context["form"].errors) == [field]
    assert not Deposit.objects.exists()


def test_the_faults_of_both_parts_are_in_one_summary(agent: Client) -> None:
    answer = send(agent, make_case(), siret="1", **{"gross_2026-08": ""})
    assert answer.content.decode().count('id="error-summary"') == 1
    assert list(answer.context["form"].errors) == ["siret", "gross_2026-08"]


def test_the_employer_does_not_read_as_its_own_what_an_agent_typed(
    world: World, client_of: Callable[[str], Client]
) -> None:
    about = make_case()
    made.type_paper(about.person, world.organisation, by=about.agent)
    employer = client_of("employer")
    paper = Deposit.objects.get()
    assert text_of(employer.get(reverse("employer-deposits"))).count("Claire") == 0
    assert employer.get(reverse("employer-deposit", args=[paper.id])).status_code == 404
    made.send_form(about.person, world.organisation)
    form = Deposit.objects.get(channel="form")
    assert employer.get(reverse("employer-deposit", args=[form.id])).status_code == 200


def test_a_file_without_its_notice_or_ended_is_not_typed_into(agent: Client) -> None:
    about = make_case()
    about.case.facts.update(superseded_at=made.NOW)
    assert "dans un dossier ouvert" in text_of(send(agent, about))
    assert not Deposit.objects.exists()
