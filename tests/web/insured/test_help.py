"""Whoever has nothing left says it in one gesture, and is called."""

from django.urls import reverse

from guichet.tasks.models import Task
from tests.support.world import case_of, make_person, send_notice
from tests.web.desk.reading import text_of
from tests.web.insured.samples import paid_case
from tests.web.insured.test_case import ClientOf
from tests.web.world import World


def test_who_waits_asks_for_help_and_an_agent_must_call(world: World, client_of: ClientOf) -> None:
    send_notice(world.person)
    case = case_of(world.person)
    page, client = reverse("insured-help", args=[case.id]), client_of("insured")
    assert page in client.get(reverse("insured-case", args=[case.id])).content.decode()
    assert "un agent vous appelle sous deux jours ouvrés" in text_of(client.get(page))
    text = text_of(client.post(page, follow=True))
    assert "C'est reçu. Un agent vous appelle sous deux jours ouvrés." in text
    task = Task.objects.get(kind="sick_leave.hardship")
    assert (task.case_id, task.assigned_to) == (case.id, world.accounts["agent"].id)


def test_a_paid_file_offers_no_such_thing_and_anothers_is_not_found(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    client = client_of("insured")
    page = reverse("insured-help", args=[case.id])
    assert page not in client.get(reverse("insured-case", args=[case.id])).content.decode()
    person = make_person()
    send_notice(person)
    assert client.post(reverse("insured-help", args=[case_of(person).id])).status_code == 404
