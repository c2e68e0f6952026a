"""Whoever does not agree appeals from their account, and is told when they are answered."""

from django.urls import reverse

from guichet.benefits.sick_leave.models import Appeal
from tests.support.world import case_of, send_notice
from tests.web.desk.reading import text_of
from tests.web.insured.samples import paid_case
from tests.web.insured.test_case import ClientOf
from tests.web.world import World


def test_an_appeal_is_sent_from_the_file_and_its_answer_is_dated(
    world: World, client_of: ClientOf
) -> None:
    case, client = paid_case(world), client_of("insured")
    page = reverse("insured-appeal", args=[case.id])
    assert page in client.get(reverse("insured-case", args=[case.id])).content.decode()
    assert "Remplissez" in text_of(client.post(page, {"text": ""}))
    text = text_of(client.post(page, {"text": "Le salaire de juillet est faux."}, follow=True))
    assert "Votre recours est reçu." in text
    assert "La commission répond avant le" in text
    assert Appeal.objects.get().text == "Le salaire de juillet est faux."
    text = text_of(client.post(page, {"text": "Encore."}, follow=True))
    assert "attend déjà une réponse" in text
    assert Appeal.objects.count() == 1


def test_there_is_nothing_to_contest_before_a_decision(world: World, client_of: ClientOf) -> None:
    send_notice(world.person)
    page = reverse("insured-appeal", args=[case_of(world.person).id])
    assert client_of("insured").get(page).status_code == 404
