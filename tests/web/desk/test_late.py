"""What an agent sees of a notice sent late, and settles in one page."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from guichet.tasks.service import open_for_case
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_studied

LATE = {"prescribed_on": made.FIRST, "sent_on": made.FIRST + timedelta(days=8)}


def test_the_task_leads_to_the_page_where_the_delay_is_settled(agent: Client) -> None:
    about = make_case_studied(**LATE)
    page = reverse("desk-late", args=[about.case.id, made.FIRST.isoformat()])
    assert page in agent.get(reverse("desk-case", args=[about.case.id])).content.decode()
    text = text_of(agent.get(page))
    assert "Prescrit le 5 octobre 2026" in text
    assert "Envoyé le 13 octobre 2026" in text
    assert "aucun depuis 24 mois" in text
    said = {"outcome": "warned", "previous": "", "reason": "Appel : pas d'hôpital."}
    text = text_of(agent.post(page, said, follow=True))
    assert "Le retard est réglé, le calcul est refait." in text
    assert "avertissement, payé en entier" in text
    assert "« Appel : pas d'hôpital. »" in text
    kinds = list(open_for_case(about.case.id).values_list("kind", flat=True))
    assert kinds == ["sick_leave.proposed"]


def test_half_shows_the_days_and_needs_the_first_delay(agent: Client) -> None:
    about = make_case_studied(**LATE)
    page = reverse("desk-late", args=[about.case.id, made.FIRST.isoformat()])
    said = {"outcome": "halved", "previous": "", "reason": "Appel."}
    assert "la première fois avertit" in text_of(agent.post(page, said))
    said["previous"] = "2026-03-02"
    text = text_of(agent.post(page, said, follow=True))
    assert "second retard, réduit de moitié" in text
    assert "16,43" in text
    text = text_of(agent.get(reverse("desk-grant", args=[about.case.id])))
    assert "5 jours sont payés à moitié, pour un second avis en retard." in text
    assert "Avis et employeur : il n'y a que des jours de repos ou fériés entre les deux." in text


def test_a_period_that_is_not_late_has_no_such_page(agent: Client) -> None:
    about = made.make_case_decided()
    page = reverse("desk-late", args=[about.case.id, made.FIRST.isoformat()])
    answer = agent.get(page, follow=True)
    assert "Cet avis n'est plus en retard" in text_of(answer)
    assert agent.get(reverse("desk-late", args=[about.case.id, "hier"])).status_code == 404
