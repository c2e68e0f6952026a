"""The fund asks an employer the pay lost in the months of a therapeutic part-time."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import correct_fact
from guichet.cases.service import Case, Piece, asked_of_employer
from guichet.declarations.service import DeclaredStop
from guichet.ledger.models import Claim
from tests.support import world as made_up
from tests.web.answers import errors_of, text_of
from tests.web.conftest import OpenPage
from tests.web.pages import assert_good_page
from tests.web.world import World

ClientOf = Callable[[str], Client]
FIRST = "lost_2026-10-05"


def asked(world: World, last: str = "") -> Piece:
    """A file in part-time since its first day: 5 to 25 October, or to another day."""
    person = made_up.make_person(given_names="Noé", family_name="Attente")
    made_up.give_account(person)
    until = made_up.date.fromisoformat(last) if last else made_up.LAST
    made_up.send_notice(person, made_up.FIRST, until)
    case, agent = made_up.case_of(person), made_up.make_agent()
    correct_fact(
        case.id, "part_time.from", "2026-10-05", reason="dit", actor=agent, now=made_up.NOW
    )
    made_up.send_form(person, world.organisation, expected_end=until)
    return asked_of_employer(world.organisation.id).get(case=case)


def test_it_is_asked_in_words_and_answered_by_one_amount(world: World, client_of: ClientOf) -> None:
    piece, client = asked(world), client_of("employer")
    home = text_of(client.get(reverse("employer-home")))
    assert "Nous attendons le salaire perdu en temps partiel d'octobre 2026, depuis le" in home
    address = reverse("employer-request", args=[piece.id])
    page = text_of(client.get(address))
    assert "Salaire brut perdu du 5 octobre au 25 octobre 2026, en euros" in page
    answer = client.post(address, {FIRST: "420,00"}, follow=True)
    words = text_of(answer)
    assert "Merci, votre réponse est arrivée." in words
    assert "Temps partiel thérapeutique" in words
    assert "autre service" not in words
    stop = DeclaredStop.objects.get(reason="15")
    assert (stop.match, stop.case_id) == ("matched", piece.case_id)
    assert client.get(address).status_code == 404
    # an agent said the part-time: an agent confirms what is now known
    assert Case.objects.get(pk=piece.case_id).state == "in_review"
    assert not Claim.objects.exists()


def test_nothing_lost_is_an_answer_and_no_answer_is_refused(
    world: World, client_of: ClientOf
) -> None:
    piece, client = asked(world), client_of("employer")
    address = reverse("employer-request", args=[piece.id])
    for typed in ("", "-3", "beaucoup"):
        answer = client.post(address, {FIRST: typed})
        assert errors_of(answer, FIRST), typed
        assert not DeclaredStop.objects.filter(reason="15").exists()
    client.post(address, {FIRST: "0"})
    assert DeclaredStop.objects.get(reason="15").part_times[0]["lost_cents"] == 0


def test_a_month_that_is_not_over_is_not_asked(world: World, client_of: ClientOf) -> None:
    piece, client = asked(world, "2026-12-31"), client_of("employer")
    address = reverse("employer-request", args=[piece.id])
    page = text_of(client.get(address))
    assert "du 5 octobre au 31 octobre 2026" in page
    assert "novembre 2026, en euros" not in page


@pytest.mark.parametrize("typed", ["", "420"])
def test_its_page_and_its_refusal_are_good_pages(
    world: World, open_page: OpenPage, typed: str
) -> None:
    piece = asked(world)
    page = open_page("employer", reverse("employer-request", args=[piece.id]))
    assert_good_page(page)
    page.get_by_label("Salaire brut perdu").fill(typed)
    page.get_by_role("button", name="Envoyer").click()
    page.locator("#error-summary" if not typed else "[role=status]").first.wait_for()
    assert_good_page(page)
