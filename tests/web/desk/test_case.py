from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.cases.service import Case
from guichet.journal.models import Reading
from guichet.people.service import Role
from tests.benefits.sick_leave.test_changes import KEEPS_WAGE
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_settled, make_case_studied
from tests.web.world import World

LATE = {"prescribed_on": made.FIRST, "sent_on": made.LAST}


def page_of(client: Client, case: Case) -> str:
    return text_of(client.get(reverse("desk-case", args=[case.id])))


def test_opening_a_file_leaves_the_trace_of_who_read_it(agent: Client, world: World) -> None:
    case = made.make_case_decided().case
    page_of(agent, case)
    reading = Reading.objects.get()
    assert (reading.case_id, reading.person_id, reading.page) == (case.id, case.person_id, "case")
    assert reading.actor_id == world.accounts[Role.AGENT].id


def test_a_file_that_is_not_there_is_not_found(agent: Client, world: World) -> None:
    answer = agent.get(reverse("desk-case", args=[world.accounts[Role.AGENT].id]))
    assert answer.status_code == 404
    assert not Reading.objects.exists()


def test_the_insured_are_refused_even_their_own_file_here(insured: Client) -> None:
    case = made.make_case_decided().case
    assert insured.get(reverse("desk-case", args=[case.id])).status_code == 403
    assert not Reading.objects.exists()


def test_a_file_under_study_shows_the_doubt_before_the_rest(agent: Client) -> None:
    text = page_of(agent, make_case_studied(**LATE).case)
    doubt = text.index("Avis envoyé plus de deux jours")
    assert "À l'étude depuis le 20 novembre 2026" in text
    assert doubt < text.index("Ce que donne le calcul") < text.index("Ce que l'on sait")
    assert "Proposé 591,66 € Accord, 18 jours" in text
    assert "Différence (brut) +591,66 €" in text


def test_the_history_says_why_a_file_came_to_a_person(agent: Client) -> None:
    """The reason stays told when the task is done."""
    about = make_case_settled()
    made.agent_decides(about)
    history = page_of(agent, about.case).split("Histoire du dossier")[1]
    why = "Avis envoyé plus de deux jours après la prescription du 5 octobre 2026."
    assert f"Le dossier est remis à un agent. {why}" in history


def test_the_history_says_which_piece_was_awaited_and_of_whom(agent: Client) -> None:
    person = made.make_person()
    made.send_notice(person)
    history = page_of(agent, made.case_of(person)).split("Histoire du dossier")[1]
    assert "Pièce attendue de l'assuré : nom et SIRET de l'employeur." in history


def test_delays_are_counted_in_civil_days_as_ages_are(agent: Client) -> None:
    """Six days ago in the evening, seen in the morning: six days everywhere on the page."""
    person = made.make_person()
    made.send_notice(person, now=made.at(days=-6, hours=9))
    text = page_of(agent, made.case_of(person))
    assert "de l'assuré, depuis 6 jours" in text
    assert "Délai vécu par la personne 6 jours" in text


def test_a_waiting_file_says_what_is_awaited_of_whom_since_when(agent: Client) -> None:
    person = made.make_person()
    made.send_notice(person, now=made.at(days=-6))
    text = page_of(agent, made.case_of(person))
    assert "En attente d'une pièce" in text
    assert "Nom et SIRET de l'employeur , de l'assuré, depuis 6 jours" in text
    assert "Délai vécu par la personne 6 jours" in text
    assert "Délai de la caisse, attentes retirées moins d'un jour" in text
    assert "Le calcul attend" in text


def test_facts_are_in_words_with_their_source(agent: Client) -> None:
    text = page_of(agent, made.make_case_decided().case)
    assert "Salaire de juillet 2026 2 000,00 € brut, 151,67 heures formulaire de" in text
    assert "Dernier jour travaillé 2 octobre 2026" in text
    assert "L'employeur garde le salaire (subrogation) non" in text
    assert "Période prescrite à partir du 5 octobre 2026 jusqu'au 25 octobre 2026" in text


def test_a_decided_file_shows_who_decided_and_how_it_was_worked_out(agent: Client) -> None:
    text = page_of(agent, made.make_case_decided().case)
    assert "Décision 1 du 20 novembre 2026 : Accord, 591,66 € (automatique)" in text
    assert "du 8 octobre 2026 au 25 octobre 2026 : 32,87 € par jour" in text
    assert "R.323-4" in text
    assert "en vigueur depuis le" in text


def test_the_calendar_tells_days_paid_from_days_to_pay(agent: Client) -> None:
    due = page_of(agent, made.make_case_decided().case)
    assert "Octobre 2026 : 18 jours, 591,66 €" in due
    assert "8 32,87 € à payer" in due
    paid = page_of(agent, made.make_case_paid().case)
    assert "8 32,87 € payé" in paid
    assert "552,02 €" in paid


def test_days_whose_payment_is_suspended_say_so_and_why(agent: Client) -> None:
    found = made.make_case_decided()
    made.send_form(found.person, found.employer, now=made.at(hours=3), **KEEPS_WAGE)
    text = page_of(agent, found.case)
    assert "8 32,87 € suspendu" in text
    assert (
        "Paiement suspendu à partir du 8 octobre 2026 : l'employeur dit autrement qui doit le "
        "recevoir" in text
    )


def test_a_decided_file_where_nothing_changed_offers_no_new_grant(agent: Client) -> None:
    text = page_of(agent, made.make_case_decided().case)
    assert "Confirmer le nouveau calcul" not in text
    assert "rien ne change" in text


def test_the_page_asks_the_database_as_much_for_a_long_history(agent: Client) -> None:
    case = made.make_case_paid().case
    path = reverse("desk-case", args=[case.id])

    def correct(hours: str) -> None:
        for month in made.MONTHS:
            said = {"gross": "2000", "hours": hours, "reason": "Bulletin de salaire reçu."}
            agent.post(reverse("desk-correct", args=[case.id, f"wage.{month}"]), said)

    correct("140")
    with CaptureQueriesContext(connection) as short:
        agent.get(path)
    correct("141")
    correct("142")
    with CaptureQueriesContext(connection) as long:
        agent.get(path)
    assert len(long) == len(short)
