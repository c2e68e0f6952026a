"""An agent types what is read on payslips, and grants provisionally."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import send_payslips, view_of
from guichet.cases.models import Fact
from guichet.documents.models import Document
from guichet.documents.service import Upload
from tests.support import world as made
from tests.support.payslips import make_lacking
from tests.support.pdf import pdf
from tests.web.desk.reading import text_of

SEPTEMBER = made.MONTHS[2]
WAGE = {
    f"gross_{SEPTEMBER}": "2 000,00",
    f"hours_{SEPTEMBER}": "151,67",
    f"restored_{SEPTEMBER}": "",
}


def send(agent: Client, about: made.SickLeave, *, scan: bool = True, **said: str) -> Any:
    page = reverse("desk-payslips", args=[about.case.id])
    file = {"file": SimpleUploadedFile("bulletins.pdf", pdf())} if scan else {}
    return agent.post(page, {**WAGE, **said, **file}, follow=True)


def payslip_facts() -> set[str]:
    live = Fact.objects.filter(source="payslip", superseded_at=None)
    return set(live.values_list("key", flat=True))


def test_what_is_read_is_taken_and_granted_provisionally(agent: Client) -> None:
    about = make_lacking()
    case_page = reverse("desk-case", args=[about.case.id])
    assert reverse("desk-payslips", args=[about.case.id]) in agent.get(case_page).content.decode()
    text = text_of(send(agent, about))
    assert "Les bulletins sont lus, le calcul est refait. L'accord sera provisoire." in text
    assert "bulletins de salaire, lus par un agent, fichier bulletins.pdf" in text
    assert "Accorder à titre provisoire" in text
    grant = reverse("desk-grant", args=[about.case.id])
    assert "L'accord sera provisoire" in text_of(agent.get(grant))
    seen = view_of(about.now(), now=made.at(hours=7)).seen
    text = text_of(agent.post(grant, {"seen": seen, "note": ""}, follow=True))
    assert "La décision en cours est provisoire" in text
    assert "Accord provisoire" in text


def test_what_the_person_sent_need_not_be_scanned_again(agent: Client) -> None:
    about = make_lacking()
    actor = made.insured_actor(about.person)
    send_payslips(about.case, Upload("octobre.pdf", pdf()), actor=actor, now=made.NOW)
    page = text_of(agent.get(reverse("desk-payslips", args=[about.case.id])))
    assert "Au dossier : octobre.pdf" in page
    send(agent, about, scan=False)
    assert payslip_facts() == {f"wage.{SEPTEMBER}"}
    assert Document.objects.count() == 1


WRONG = {
    "file": {"scan": False},
    f"gross_{SEPTEMBER}": {f"gross_{SEPTEMBER}": ""},
    f"restored_{SEPTEMBER}": {f"restored_{SEPTEMBER}": "1"},
}


@pytest.mark.parametrize("field", WRONG)
def test_the_controls_are_those_of_the_certificate(agent: Client, field: str) -> None:
    answer = send(agent, make_lacking(), **WRONG[field])
    assert list(answer.context["form"].errors) == [field]
    assert not payslip_facts()


def test_of_an_employer_that_nobody_knows_all_is_asked(agent: Client) -> None:
    about = make_lacking(unknown=True)
    typed = {
        f"{name}_{month}": value
        for month in made.MONTHS
        for name, value in (("gross", "2 000"), ("hours", "151,67"), ("restored", ""))
    }
    whole = {**typed, "siret": "732 829 320 00074", "last_day_worked": "2026-10-02"}
    answer = send(agent, about, **{**whole, "siret": "1"})
    assert list(answer.context["form"].errors) == ["siret", "keeps_wage"]
    answer = send(agent, about, **whole, keeps_wage="yes")
    assert "Si l'employeur garde le salaire" in text_of(answer)
    assert not payslip_facts()
    assert not Document.objects.exists()
    send(agent, about, **whole, keeps_wage="no")
    assert payslip_facts() == {
        *(f"wage.{month}" for month in made.MONTHS),
        "employer.last_day_worked",
        "employer.siret",
        "subrogation",
    }
    assert about.now().employer.siret == "73282932000074"  # type: ignore[union-attr]


def test_a_file_that_lacks_no_wage_has_nothing_to_read(agent: Client) -> None:
    about = made.make_case_decided()
    case_page = agent.get(reverse("desk-case", args=[about.case.id])).content.decode()
    assert reverse("desk-payslips", args=[about.case.id]) not in case_page
    assert "les bulletins ne remplacent rien" in text_of(send(agent, about))
    assert not payslip_facts()
