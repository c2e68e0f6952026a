"""What is asked is said in the same words wherever it is read."""

import pytest

from guichet.benefits.sick_leave.service import ASKABLE, ask_by_hand
from guichet.cases.service import Owner, open_pieces
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.web.insured.progress import progress_of
from tests.support import world

pytestmark = pytest.mark.django_db


def test_the_paper_and_the_account_say_alike_that_the_employer_is_unknown() -> None:
    person = world.make_person()
    world.send_notice(person)
    case = world.case_of(person)
    piece = Letter.objects.get(case=case).content["pieces"][0]
    awaited = progress_of(case, open_pieces(case)).awaited[0]
    assert awaited.what == "le nom et le numéro SIRET de votre employeur"
    assert piece["what"] == awaited.what.capitalize().replace("siret", "SIRET")
    assert awaited.advice == f"{piece['why']} {piece['how']}"


def test_a_letter_in_english_asks_in_english() -> None:
    person = world.make_person(language="en")
    world.send_notice(person)
    piece = Letter.objects.get(case=world.case_of(person)).content["pieces"][0]
    assert piece["what"] == "The name and SIRET number of your employer"


def test_an_employer_is_written_to_in_one_way_whoever_asks() -> None:
    """By the rule and by an agent: the same mail, which names nobody and nothing."""
    by_rule = world.make_sick_leave(pays=())
    by_agent = world.make_sick_leave()
    ask_by_hand(
        by_agent.case.id,
        "work_certificate",
        Owner.EMPLOYER,
        actor=by_agent.agent,
        now=world.at(hours=1),
    )
    first, second = Message.objects.filter(kind="mail").order_by("id")
    assert first.payload == second.payload
    assert by_rule.person.family_name not in str(first.payload)
    assert "arrêt" not in first.payload["text"]


@pytest.mark.parametrize("code", ASKABLE)
def test_what_an_agent_asks_by_hand_is_said_whole_to_the_person(code: str) -> None:
    asked = ASKABLE[code]
    assert all(str(words) for words in (asked.name, asked.what, asked.why, asked.how))
