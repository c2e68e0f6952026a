"""An appeal at the desk: noted against a decision, then answered."""

from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.service import tell_silence
from tests.support import world as made
from tests.web.desk.reading import text_of


def test_an_appeal_is_noted_seen_on_the_file_and_answered(agent: Client) -> None:
    about = made.make_case_decided()
    file = reverse("desk-case", args=[about.case.id])
    page = reverse("desk-appeal", args=[about.case.id, about.now().decision_id])
    assert page in agent.get(file).content.decode()
    said = {"committee": "cra", "received_on": made.TODAY.isoformat(), "text": "Le salaire."}
    text = text_of(agent.post(page, said, follow=True))
    assert "Le recours est noté, l'accusé de réception part." in text
    assert "réponse attendue avant le 21 janvier 2027" in text
    assert page not in agent.get(file).content.decode(), "one waits already: not offered"
    assert "attend déjà une réponse" in text_of(agent.post(page, said))
    appeal = Appeal.objects.get()
    answer = reverse("desk-appeal-answer", args=[about.case.id, appeal.id])
    assert answer in agent.get(reverse("desk-basket")).content.decode()
    assert "Le salaire." in text_of(agent.get(answer))
    tell_silence(made.at(days=70))
    assert "rejeté par le silence depuis le 21 janvier 2027, la personne peut" in text_of(
        agent.get(file)
    )
    assert "La personne le sait et peut aller au tribunal." in text_of(agent.get(answer))
    assert "Remplissez" in text_of(agent.post(answer, {"answered_on": "2026-11-20"}))
    said = {"outcome": "maintained", "answered_on": made.TODAY.isoformat()}
    text = text_of(agent.post(answer, said, follow=True))
    assert "La décision est maintenue" in text
    seen = agent.get(answer)
    assert "Réponse La décision est maintenue , 20 novembre 2026" in text_of(seen)
    assert "Enregistrer" not in text_of(seen), "what is answered is not answered again"
    assert answer not in agent.get(reverse("desk-basket")).content.decode()
    assert page in agent.get(file).content.decode(), "answered: another may come"


def test_an_answer_in_time_says_nothing_of_silence(agent: Client) -> None:
    about = made.make_case_decided()
    page = reverse("desk-appeal", args=[about.case.id, about.now().decision_id])
    agent.post(page, {"committee": "cra", "received_on": made.TODAY.isoformat()})
    answer = reverse("desk-appeal-answer", args=[about.case.id, Appeal.objects.get().id])
    assert "Rejet par le silence à partir du" in text_of(agent.get(answer))
    agent.post(answer, {"outcome": "maintained", "answered_on": made.TODAY.isoformat()})
    assert "silence" not in text_of(agent.get(answer))


def test_the_decision_and_the_appeal_are_those_of_the_file(agent: Client) -> None:
    about, other = made.make_case_decided(), made.make_case_decided()
    page = reverse("desk-appeal", args=[about.case.id, other.now().decision_id])
    assert agent.get(page).status_code == 404
