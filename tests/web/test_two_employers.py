"""A day that two employers share, as each page tells it; neither employer reads of the other."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from guichet.people.models import Account, Organisation
from tests.support import world as made
from tests.support.jobs import KEPT, TwoJobs, both_keep
from tests.web.answers import text_of
from tests.web.world import World, sign_in

ClientOf = Callable[[str], Client]


def page(client_of: ClientOf, jobs: TwoJobs) -> str:
    return text_of(client_of("insured").get(reverse("insured-case", args=[jobs.case.id])))


def test_the_insured_person_reads_who_is_paid_what_of_each_day(
    world: World, client_of: ClientOf
) -> None:
    jobs = both_keep(world.person)
    parts = "à Boulangerie Fictive (32,87 €), à Atelier Fictif (8,22 €)"
    words = page(client_of, jobs)
    assert "18 jours accordés, 41,09 € par jour : 739,62 € en tout" in words
    assert f"à payer, {parts} (41,09 € par jour)" in words
    assert "Vous avez plusieurs employeurs" in words
    made.pay()
    words = page(client_of, jobs)
    assert "Payé à Boulangerie Fictive : 552,02 €" in words
    assert "Payé à Atelier Fictif : 138,05 €" in words
    assert f"réparti : chacun a reçu sa part, le 20 novembre 2026, {parts}" in words


def test_what_is_the_persons_of_a_shared_day_is_told_as_hers(
    world: World, client_of: ClientOf
) -> None:
    """Only the bakery keeps the wage: what the workshop's wage gives comes to the person."""
    kept_no_more = {"subrogation": False, "subrogation_from": None, "subrogation_to": None}
    jobs = both_keep(world.person, **kept_no_more, iban="")
    words = page(client_of, jobs)
    assert "à Boulangerie Fictive (32,87 €), à vous (8,22 €)" in words
    assert "À vous payer : 18 jours, environ 138,05 €" in words
    assert "À payer à votre employeur : 18 jours, environ 552,02 €" in words


def test_an_employer_reads_its_own_part_and_nothing_of_the_other(
    world: World, client_of: ClientOf
) -> None:
    jobs = both_keep(world.person)
    run = made.pay()
    for firm, other, own in (
        (jobs.bakery, jobs.workshop, "591,66 €"),
        (jobs.workshop, jobs.bakery, "147,96 €"),
    ):
        client = signed_in_for(firm)
        paths = [reverse("employer-payments"), reverse("employer-home")]
        paths += [reverse("employer-payment-statement", args=[run.id])]
        told = " ".join(text_of(client.get(path)) for path in paths)
        assert own in told
        assert "vous recevez la part qui vient du salaire que vous lui versez" in told
        for hidden in (other.name, other.siret, "739,62", "41,09"):
            assert hidden not in told


def signed_in_for(firm: Organisation) -> Client:
    account = Account.objects.filter(organisation=firm).first()
    client = Client()
    sign_in(client, account or made.make_account("employer", organisation=firm))
    return client


def test_an_agent_sees_both_employers_and_the_part_of_each_before_deciding(
    world: World, client_of: ClientOf
) -> None:
    jobs = TwoJobs(KEPT, {**KEPT}, world.person)
    client = client_of("agent")
    words = text_of(client.get(reverse("desk-case", args=[jobs.case.id])))
    assert "Atelier Fictif" in words
    assert "Une indemnité par jour, répartie entre ceux qui y ont part" in words
    assert "Atelier Fictif : du 8 au 25 octobre 2026, 8,22 € par jour, 147,96 € en tout" in words
    assert f"Salaire de juillet 2026, chez l'autre employeur ({jobs.workshop.siret})" in words
    assert made.EMPLOYER_IBAN not in words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letter_shown_before_deciding_names_who_is_paid(
    world: World, client_of: ClientOf, language: str
) -> None:
    world.person.language = language
    world.person.save()
    jobs = TwoJobs(KEPT, {**KEPT}, world.person)
    answer = client_of("agent").get(reverse("desk-preview", args=[jobs.case.id]))
    assert answer["Content-Type"] == "application/pdf"
