"""The pages of employers in the states that the visit of every address does not reach."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import import_deposit
from guichet.declarations.service import Deposit
from tests.support.world import NOW
from tests.web.conftest import OpenPage
from tests.web.employer.samples import deposit_with_faults, request_of
from tests.web.pages import assert_good_page
from tests.web.world import World, sign_in


def test_a_deposit_with_faults_and_a_deposit_being_read_are_good_pages(
    world: World, open_page: OpenPage
) -> None:
    faulty = deposit_with_faults(world)
    page = open_page("employer", reverse("employer-deposit", args=[faulty.id]))
    page.get_by_role("heading", name="1 anomalie").wait_for()
    assert_good_page(page)
    client = sign_in(Client(), world.accounts["employer"])
    client.post(
        reverse("employer-drop"), {"dsn_files": [SimpleUploadedFile("a.dsn", b"lu bientot")]}
    )
    reading = Deposit.objects.get(state="received")
    page.goto(reverse("employer-deposit", args=[reading.id]))
    page.get_by_role("status").get_by_text("Nous lisons votre fichier.").wait_for()
    assert_good_page(page)
    import_deposit(reading.id, now=NOW)
    page.get_by_text("Rien n'a pu être pris en compte.").wait_for()


def test_requests_and_their_refusals_are_good_pages(world: World, open_page: OpenPage) -> None:
    request_of(world)
    page = open_page("employer", reverse("employer-home"))
    assert_good_page(page)
    page.get_by_role("link", name="Répondre pour Noé Attente").click()
    page.locator("[name^=gross_]").first.fill("40000")
    page.get_by_role("button", name="Envoyer l'attestation").click()
    page.locator("#error-summary").wait_for()
    assert_good_page(page)
    page.get_by_role("button", name="Revoir l'arrêt").click()
    page.get_by_role("heading", name="Le contrat et l'arrêt").wait_for()
    assert_good_page(page)
    page.goto(reverse("employer-statement"))
    page.get_by_role("button", name="Continuer").click()
    page.locator("#error-summary").wait_for()
    assert_good_page(page)
