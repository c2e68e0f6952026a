import re
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.cases.service import Case
from guichet.journal.service import rule
from guichet.ledger.service import debts_of_person, run_payments, start_withholding
from guichet.outbox.jobs import drain
from tests.benefits.sick_leave.test_changes import KEEPS_WAGE
from tests.ledger.book import Book
from tests.support.world import (
    EMPLOYER_IBAN,
    LAST,
    SickLeave,
    agent_decides,
    at,
    case_of,
    give_account,
    make_agent,
    make_sick_leave,
    pay,
    send_form,
    send_notice,
)
from tests.support.world import REFUSAL as WORDS
from tests.web.answers import text_of
from tests.web.insured.samples import paid_case
from tests.web.world import World

ClientOf = Callable[[str], Client]


def page(client_of: ClientOf, case: Case) -> str:
    return text_of(client_of("insured").get(reverse("insured-case", args=[case.id])))


def test_a_paid_file_tells_its_days_its_amounts_and_to_whom(
    world: World, client_of: ClientOf
) -> None:
    words = page(client_of, paid_case(world))
    assert "Combien ? 18 jours accordés, 32,87 € par jour : 591,66 € en tout" in words
    assert "Les 3 premiers jours ne sont pas payés : c'est la règle pour tous." in words
    assert "Quand et à qui ? Payé à vous : 552,02 €, le 20 novembre 2026." in words
    assert "du 5 au 7 octobre 2026 , 3 jours délai de carence, non payé" in words
    assert "du 8 au 25 octobre 2026 , 18 jours payé, à vous, le 20 novembre 2026" in words
    assert "8 P 32,87 € payés le 20 novembre 2026 à vous" in words
    assert "5 C jour de carence, non payé" in words


def test_the_amount_unfolds_to_wages_articles_and_parameters(
    world: World, client_of: ClientOf
) -> None:
    words = page(client_of, paid_case(world))
    assert "Comment est-ce calculé ?" in words
    assert "Pour juillet 2026 : 2 000,00 €." in words
    assert "R.323-4" in words.replace(". ", ".")
    assert "en vigueur depuis le" in words


def test_a_file_that_waits_says_for_what_from_whom_and_since_when(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    send_notice(world.person)
    send_form(world.person, world.organisation, pays=())
    words = page(client_of, case_of(world.person))
    assert "Étape 2 sur 5" in words
    assert "vos salaires de juillet, août et septembre 2026, depuis le 20 novembre" in words
    assert "Est-ce que je dois faire quelque chose ? Non. Nous attendons une réponse de vo" in words
    assert "C'est à Menuiserie Exemple de répondre." in words
    assert "Les jours de votre arrêt" not in words


def test_what_the_employer_receives_is_said_to_be_the_employers(
    world: World, client_of: ClientOf
) -> None:
    send_notice(world.person)
    kept = {"subrogation_from": date(2026, 10, 5), "subrogation_to": LAST, "iban": EMPLOYER_IBAN}
    send_form(world.person, world.organisation, subrogation=True, **kept)
    pay()
    words = page(client_of, case_of(world.person))
    assert "versé à votre employeur, qui garde votre salaire, le 20 novembre 2026" in words
    assert "Payé à votre employeur : 552,02 €, le 20 novembre 2026." in words
    assert "payé, à vous" not in words
    home = text_of(client_of("insured").get(reverse("insured-home")))
    assert "Versé à votre employeur, Menuiserie Exemple, qui garde votre salaire" in home
    assert "Aucun paiement pour le moment." not in home


def test_a_refusal_says_why_what_to_do_and_how_to_contest(
    world: World, client_of: ClientOf
) -> None:
    send_notice(world.person)
    send_form(world.person, world.organisation)
    case = case_of(world.person)
    made = SickLeave(case, world.person, world.organisation, make_agent())
    agent_decides(made, refusal=WORDS)
    words = page(client_of, case)
    assert "Refus Où en est mon dossier ? Nous ne pouvons pas payer cet arrêt." in words
    assert f"Pourquoi ? {WORDS.plain} ({WORDS.article})" in words
    assert f"Que faire ? {WORDS.what_to_do}" in words
    assert "Vous pouvez contester dans les deux mois" in words
    assert "Étape suivante" not in words


def test_a_grant_speaks_neither_of_refusal_nor_of_contesting(
    world: World, client_of: ClientOf
) -> None:
    words = page(client_of, paid_case(world))
    assert "Pourquoi ?" not in words
    assert "Vous pouvez contester" not in words


def test_whoever_disagrees_is_told_whom_to_call_and_that_a_person_can_look_again(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    words = page(client_of, case)
    assert "Je ne comprends pas, ou je ne suis pas d'accord" in words
    assert "Appelez-nous au" in words
    assert f"Donnez votre numéro de dossier : {case.number}." in words
    assert "Vous pouvez demander qu'une personne la revoie." in words


def test_money_asked_back_is_said_at_home_and_at_the_head_of_the_file(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    send_form(world.person, world.organisation, now=at(hours=5), returned_on=date(2026, 10, 20))
    agent_decides(SickLeave(case, world.person, world.organisation, make_agent()), hours=6)
    owed = "Vous devez rembourser 184,01 €, versés en trop."
    assert owed in page(client_of, case)
    home = text_of(client_of("insured").get(reverse("insured-home")))
    assert home.index(owed) < home.index("courriers à lire")


def test_whoever_owes_money_is_told_that_there_is_something_to_do(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    assert "Est-ce que je dois faire quelque chose ? Non." in page(client_of, case)
    send_form(world.person, world.organisation, now=at(hours=5), returned_on=date(2026, 10, 20))
    agent_decides(SickLeave(case, world.person, world.organisation, make_agent()), hours=6)
    asked = "Est-ce que je dois faire quelque chose ? Oui. Rendez-nous 184,01 €"
    assert asked in page(client_of, case)


def test_what_is_withheld_leaves_nothing_to_do_and_is_said_with_each_payment(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    send_form(world.person, world.organisation, now=at(hours=5), returned_on=date(2026, 10, 20))
    made = SickLeave(case, world.person, world.organisation, make_agent())
    agent_decides(made, hours=6)
    (debt,) = debts_of_person(world.person.id)
    start_withholding(debt.id, reason="Sans réponse.", actor=made.agent, now=at(days=90))
    words = page(client_of, case)
    assert "Est-ce que je dois faire quelque chose ? Non." in words
    assert "Nous retenons 184,01 €, versés en trop, sur vos prochains paiements" in words
    assert "Vous devez rembourser" not in text_of(client_of("insured").get(reverse("insured-home")))
    Book(made, decisions=9).grant([(6000, 0)] * 25)
    run_payments(date(2027, 2, 22), actor=rule("payment.run"), clock=lambda: at(days=120))
    assert "Nous avons retenu 184,01 € pour rembourser" in page(client_of, case)


def test_the_decision_and_what_is_asked_back_are_two_letters_each_under_its_name(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    send_form(world.person, world.organisation, now=at(hours=5), returned_on=date(2026, 10, 20))
    agent_decides(SickLeave(case, world.person, world.organisation, make_agent()), hours=6)
    answer = client_of("insured").get(reverse("insured-case", args=[case.id]))
    assert answer.context["decision_letter"].code == "ij_decision"
    assert [one.code for one in answer.context["debt_letters"]] == ["ij_recovery"]


def test_days_that_cannot_be_paid_for_want_of_an_account_are_something_to_do(
    world: World, client_of: ClientOf
) -> None:
    send_notice(world.person)
    send_form(world.person, world.organisation)
    case = case_of(world.person)
    asked = "Est-ce que je dois faire quelque chose ? Oui. Donnez-nous vos coordonnées bancaires."
    assert asked in page(client_of, case)
    give_account(world.person)
    assert "Est-ce que je dois faire quelque chose ? Non." in page(client_of, case)


def test_a_day_begun_at_work_is_no_day_of_the_stop_in_any_place(
    world: World, client_of: ClientOf
) -> None:
    """The title, the letter and the days begin on the same day."""
    send_notice(world.person)
    send_form(world.person, world.organisation, last_day_worked=date(2026, 10, 5))
    case = case_of(world.person)
    words = page(client_of, case)
    assert "Arrêt de travail du 6 au 25 octobre 2026" in words
    assert "du 6 au 8 octobre 2026 , 3 jours délai de carence" in words
    assert "du 9 au 25 octobre 2026 , 17 jours" in words
    stop = case.letters.get(code="ij_decision").content["stop"]
    assert (stop["start"], stop["end"]) == ("2026-10-06", "2026-10-25")


def test_days_paid_before_a_return_is_known_stay_on_the_calendar(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    send_form(world.person, world.organisation, now=at(hours=5), returned_on=date(2026, 10, 20))
    words = page(client_of, case)
    assert "Un agent étudie votre dossier" in words
    assert "En attendant, la décision précédente vaut toujours." in words
    assert "18 jours accordés" in words


def test_days_held_until_somebody_decides_are_said_to_be_suspended(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    send_notice(world.person)
    send_form(world.person, world.organisation)
    send_form(world.person, world.organisation, now=at(hours=5), returned_on=date(2026, 10, 20))
    words = page(client_of, case_of(world.person))
    assert "du 8 au 19 octobre 2026 , 12 jours à payer, à vous" in words
    assert "du 20 au 25 octobre 2026 , 6 jours paiement suspendu, le temps de vérifier" in words
    assert "Le paiement de 6 jours est suspendu : nous vérifions." in words
    home = text_of(client_of("insured").get(reverse("insured-home")))
    assert "Prochain paiement : 12 jours" in home


def test_it_is_said_when_days_wait_to_know_who_is_to_be_paid(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    send_notice(world.person)
    send_form(world.person, world.organisation)
    send_form(world.person, world.organisation, now=at(hours=5), **KEEPS_WAGE)
    words = page(client_of, case_of(world.person))
    assert "vérifions avec votre employeur s'il est pour vous ou pour lui." in words


def history(client_of: ClientOf, case: Case, language: str = "fr") -> str:
    answer = client_of("insured").get(
        reverse("insured-case", args=[case.id]), headers={"accept-language": language}
    )
    return text_of(answer).split("What has happened" if language == "en" else "Ce qui s'est passé")[
        1
    ]


def test_the_history_is_told_to_the_person(world: World, client_of: ClientOf) -> None:
    words = history(client_of, paid_case(world))
    assert "Votre employeur a déclaré votre arrêt : dernier jour travaillé le 2 octobre" in words
    assert "Nous vous accordons 18 jours d'indemnités : 591,66 € avant CSG et CRDS." in words
    assert "Décision automatique : un agent peut la revoir avec vous." in words
    assert "Nous vous payons 552,02 € pour les jours du 8 octobre 2026 au 25 octobre" in words
    assert "l'assuré" not in words
    assert "Courrier rédigé" not in words


def test_the_english_history_is_english_to_the_amounts_and_the_titles_of_letters(
    world: World, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.OUTGOING_DIR = tmp_path  # another test may have sent a letter under the same number
    case = paid_case(world)
    drain(lambda: at(hours=2))
    words = history(client_of, case, "en")
    assert "€591.66" in words
    assert "€552.02" in words
    assert "Decision on your daily allowances" in words
    assert not re.search(r"\d €", words)
    assert "Décision" not in words


def test_another_persons_file_and_no_file_are_answered_alike(
    world: World, client_of: ClientOf
) -> None:
    client = client_of("insured")
    mine, other = paid_case(world), make_sick_leave().case
    assert client.get(reverse("insured-case", args=[mine.id])).status_code == 200
    assert client.get(reverse("insured-case", args=[other.id])).status_code == 404
    assert client.get(reverse("insured-case", args=[uuid.uuid4()])).status_code == 404
