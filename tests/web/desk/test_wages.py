"""What an agent sees where the employer has said a wage in two ways, and how it is settled."""

from django.test import Client
from django.urls import reverse

from guichet.tasks.service import open_for_case
from tests.support import world as made
from tests.web.desk.reading import text_of


def make_leave_said_twice() -> made.SickLeave:
    leave = made.make_case_decided()
    made.send_month(leave.person, leave.employer, "2026-09", 230_000, now=made.at(hours=1))
    return leave


def test_both_wages_are_shown_with_their_sources_where_the_agent_grants(agent: Client) -> None:
    about = make_leave_said_twice()
    text = text_of(agent.get(reverse("desk-grant", args=[about.case.id])))
    assert "Salaires différents selon les envois de l'employeur : septembre 2026." in text
    assert "L'arrêt donne de 591,66 € à 621,36 € brut selon le salaire retenu." in text
    first = text.index("Salaire de septembre 2026 2 300,00 € brut")
    second = text.index("Salaire de septembre 2026, selon un autre envoi 2 000,00 € brut")
    assert "DSN de l'employeur, ligne " in text[first:second]
    assert "formulaire de l'employeur, le 20 novembre 2026" in text[second:]


def test_the_agent_compares_them_where_the_wage_is_settled(agent: Client) -> None:
    about = make_leave_said_twice()
    page = reverse("desk-case", args=[about.case.id])
    settle = reverse("desk-correct", args=[about.case.id, "wage.2026-09"])
    assert settle in agent.get(page).content.decode()
    text = text_of(agent.get(settle))
    assert text.index("2 300,00 € brut") < text.index("2 000,00 € brut")
    said = {"gross": "2300,00", "hours": "151,67", "restored": "2300,00", "reason": "Bulletin lu."}
    text = text_of(agent.post(settle, said, follow=True))
    assert "L'information est corrigée, le calcul est refait." in text
    assert "selon un autre envoi" not in text
    assert "« Bulletin lu. »" in text
    assert list(open_for_case(about.case.id).values_list("kind", flat=True)) == [
        "sick_leave.proposed"
    ]


def test_the_other_wage_is_not_set_by_hand(agent: Client) -> None:
    about = make_leave_said_twice()
    for key, status in (("wage.2026-09", 200), ("other_wage.2026-09.1", 404)):
        page = reverse("desk-correct", args=[about.case.id, key])
        assert agent.get(page).status_code == status
