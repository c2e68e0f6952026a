"""The yearly report, as a manager reads it and takes it away."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.support import world as made
from tests.web.desk.reading import text_of

PAGE, PDF = "desk-report", "desk-report-pdf"


def test_a_manager_reads_the_report_of_the_year_and_takes_it_as_a_pdf(manager: Client) -> None:
    made.make_case_decided()
    page = manager.get(reverse(PAGE))
    assert "Rapport annuel 2026" in text_of(page)
    assert "Année en cours" in text_of(page)
    assert "1 arrêt de travail a commencé" in text_of(page).replace("\u202f", " ")
    address = reverse(PDF, args=[2026])
    assert address in page.content.decode()
    pdf = manager.get(address)
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


def test_a_year_without_a_record_says_so(manager: Client) -> None:
    made.make_case_decided()
    page = manager.get(reverse(PAGE), {"annee": "2001"})
    assert "Aucun enregistrement en 2001" in text_of(page)
    assert reverse(PDF, args=[2001]) not in page.content.decode()
    assert manager.get(reverse(PDF, args=[2001])).status_code == 404


@pytest.mark.parametrize("asked", ["2027", "1999", "x", "²", "9" * 5000])
def test_only_years_that_are_are_told(manager: Client, asked: str) -> None:
    assert manager.get(reverse(PAGE), {"annee": asked}).status_code == 404


def test_the_report_is_a_managers(agent: Client) -> None:
    assert agent.get(reverse(PAGE)).status_code == 403
    assert agent.get(reverse(PDF, args=[2026])).status_code == 403
