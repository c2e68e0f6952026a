"""Whoever does not agree appeals from their account, and is told when they are answered."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.service import words_of
from guichet.web.insured.brief import appeal_in_brief
from tests.support.world import (
    FIRST,
    SickLeave,
    agent_decides,
    case_of,
    make_agent,
    send_form,
    send_notice,
)
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
    assert "Où en est mon recours ? Nous avons reçu votre recours le" in text
    assert page not in client.get(reverse("insured-case", args=[case.id])).content.decode()
    assert "Vous avez déjà contesté" in text_of(client.get(page, follow=True)), "nothing to type"
    text = text_of(client.post(page, {"text": "Encore."}, follow=True))
    assert "attend déjà une réponse" in text
    assert Appeal.objects.count() == 1


def test_there_is_nothing_to_contest_before_a_decision(world: World, client_of: ClientOf) -> None:
    send_notice(world.person)
    page = reverse("insured-appeal", args=[case_of(world.person).id])
    assert client_of("insured").get(page).status_code == 404


def test_a_medical_refusal_goes_to_its_committee_unless_something_else_is_contested(
    world: World, client_of: ClientOf
) -> None:
    last = FIRST + timedelta(days=2)
    send_notice(world.person, FIRST, last)
    send_form(world.person, world.organisation, expected_end=last)
    case, client = case_of(world.person), client_of("insured")
    made = SickLeave(case, world.person, world.organisation, make_agent())
    agent_decides(made, refusal=words_of("not_justified", "", "fr"))
    file, page = (reverse(name, args=[case.id]) for name in ("insured-case", "insured-appeal"))
    assert "devant la commission médicale" in text_of(client.get(file))
    told = text_of(client.get(page))
    assert "Commission médicale de recours amiable, Service médical de Vallombre" in told
    assert "Rien sur votre santé" in told
    assert "Que contestez-vous" in text_of(client.post(page, {"text": "Non."}))
    client.post(page, {"text": "Non.", "committee": "cmra"})
    assert Appeal.objects.get().committee == "cmra"
    assert Appeal.objects.get().silent_from.month in (3, 4), "four months"


@pytest.mark.parametrize(
    ("outcome", "today", "told"),
    [
        ("", date(2027, 1, 19), "Sans réponse le 20 janvier 2027, il est refusé."),
        ("", date(2027, 1, 20), "La commission n'a pas répondu à temps."),
        ("maintained", date(2027, 1, 20), "Le 5 janvier 2027, la commission a maintenu"),
        ("reversed", date(2027, 1, 20), "Le 5 janvier 2027, la commission vous a donné raison"),
    ],
)
def test_the_file_begins_with_where_the_appeal_is(outcome: str, today: date, told: str) -> None:
    appeal = Appeal(
        received_on=date(2026, 11, 20),
        silent_from=date(2027, 1, 20),
        outcome=outcome,
        answered_on=date(2027, 1, 5) if outcome else None,
    )
    (answer,) = appeal_in_brief([appeal], today)
    assert told in " ".join(answer.sentences).replace("\xa0", " ")


def test_an_appeal_taken_back_is_told_no_more() -> None:
    assert appeal_in_brief([Appeal(outcome="withdrawn")], FIRST) == []
    assert appeal_in_brief([], FIRST) == []


def test_a_dispute_of_both_natures_says_where_it_is_before_each_committee(
    world: World, client_of: ClientOf
) -> None:
    last = FIRST + timedelta(days=2)
    send_notice(world.person, FIRST, last)
    send_form(world.person, world.organisation, expected_end=last)
    case, client = case_of(world.person), client_of("insured")
    made = SickLeave(case, world.person, world.organisation, make_agent())
    agent_decides(made, refusal=words_of("not_justified", "", "fr"))
    page = reverse("insured-appeal", args=[case.id])
    told = text_of(client.post(page, {"text": "Non.", "committee": "both"}, follow=True))
    assert "recours devant la commission médicale ? Nous avons reçu votre recours le" in told
    assert "recours devant la commission de recours amiable ? Nous avons reçu" in told
    assert told.count("Elle attend d'abord l'avis de la commission médicale.") == 1
    file = reverse("desk-case", args=[case.id])
    assert ", après l'avis de la CMRA Noter la réponse" in text_of(client_of("agent").get(file))
