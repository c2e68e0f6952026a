from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.benefits.sick_leave.service import remind_employers
from guichet.people.service import Role
from guichet.tasks.models import Task
from guichet.tasks.service import NewTask, basket, known_kinds, open_tasks
from guichet.web.desk.steps import step_of
from guichet.web.desk.words import TASK_NAMES
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_studied
from tests.web.world import World

BASKET = "/bureau"
KEPT = {
    "subrogation_from": made.FIRST,
    "subrogation_to": made.LAST,
    "iban": made.EMPLOYER_IBAN,
}
LATE = {"prescribed_on": made.FIRST, "sent_on": made.LAST}


def test_every_reason_for_a_task_has_a_short_name() -> None:
    assert set(TASK_NAMES) == known_kinds()


def test_a_task_says_why_and_what_to_do_without_the_whole_name(agent: Client) -> None:
    about = make_case_studied(**LATE)
    text = text_of(agent.get(BASKET))
    assert "Avis envoyé plus de deux jours après la prescription du 5 octobre 2026." in text
    assert "À faire : Chercher une hospitalisation" in text
    assert about.case.number in text
    assert "C. Exemple" in text
    assert "Claire Exemple" not in text
    assert about.person.nir not in text


def test_what_is_due_first_comes_first(agent: Client) -> None:
    case = make_case_studied(**LATE).case
    soon = NewTask("sick_leave.long_stop", "case:x", case_id=case.id, due_on=made.TODAY)
    open_tasks([soon], now=made.at(days=-1))
    text = text_of(agent.get(BASKET))
    assert text.index("L'arrêt dépasse six mois.") < text.index("Avis envoyé plus de deux jours")
    assert "pour le 20 novembre 2026" in text


def test_whoever_has_had_no_income_for_longest_comes_first(agent: Client) -> None:
    """Whatever the day on which each task came: what counts is what the person lives on."""
    paid = made.make_case_paid()
    long_off = made.make_person()
    made.send_notice(long_off, made.FIRST - timedelta(days=30), made.FIRST)
    kept = made.make_case_decided(subrogation=True, **KEPT)
    studied = make_case_studied(**LATE)
    tasks = [
        NewTask("sick_leave.long_stop", f"case:{case.id}", case_id=case.id)
        for case in (paid.case, kept.case, made.case_of(long_off))
    ]
    for days_ago, task in enumerate(reversed(tasks)):
        open_tasks([task], now=made.at(days=-days_ago))
    order = [task.case_id for task in agent.get(BASKET).context["page"].items]
    assert order[:2] == [made.case_of(long_off).id, studied.case.id]
    assert set(order[2:]) == {paid.case.id, kept.case.id}
    text = text_of(agent.get(BASKET))
    assert text.count("sans revenu depuis le") == 2
    assert "sans revenu depuis le 5 septembre 2026" in text


def test_the_basket_is_filtered_by_reason_and_by_holder(agent: Client, world: World) -> None:
    make_case_studied(**LATE)
    assert "Avis envoyé plus" in text_of(agent.get(f"{BASKET}?raison=sick_leave.notice_late"))
    assert "Rien à faire ici" in text_of(agent.get(f"{BASKET}?raison=sick_leave.too_old"))
    assert "Rien à faire ici" in text_of(agent.get(f"{BASKET}?qui=moi"))
    agent.post(reverse("desk-take", args=[basket()[0].id]))
    assert "Avis envoyé plus" in text_of(agent.get(f"{BASKET}?qui=moi"))
    assert "Rien à faire ici" in text_of(agent.get(f"{BASKET}?qui=libres"))


def test_a_filter_that_nobody_has_declared_is_no_filter(agent: Client) -> None:
    make_case_studied(**LATE)
    assert "Avis envoyé plus" in text_of(agent.get(f"{BASKET}?raison=<script>&qui=tous"))


def test_a_task_is_taken_then_given_back(agent: Client, world: World) -> None:
    make_case_studied(**LATE)
    task = basket()[0]
    answer = agent.post(reverse("desk-take", args=[task.id]), follow=True)
    assert "La tâche est à vous." in text_of(answer)
    assert basket()[0].assigned_to == world.accounts[Role.AGENT].id
    answer = agent.post(reverse("desk-give-back", args=[task.id]), follow=True)
    assert "La tâche est rendue" in text_of(answer)
    assert basket()[0].assigned_to is None


def test_a_task_is_not_given_back_for_a_colleague(
    agent: Client, manager: Client, world: World
) -> None:
    make_case_studied(**LATE)
    task = basket()[0]
    manager.post(reverse("desk-take", args=[task.id]))
    answer = agent.post(reverse("desk-give-back", args=[task.id]), follow=True)
    assert "n'est pas à vous" in text_of(answer)
    assert basket()[0].assigned_to == world.accounts[Role.MANAGER].id


def test_a_task_that_is_done_meanwhile_is_not_taken(agent: Client) -> None:
    made.agent_decides(make_case_studied(**LATE), refusal=made.REFUSAL)
    done = Task.objects.get()
    answer = agent.post(reverse("desk-take", args=[done.id]), follow=True)
    assert "vient d'être terminée" in text_of(answer)


def test_a_long_basket_comes_page_by_page(agent: Client) -> None:
    case = make_case_studied(**LATE).case
    many = [NewTask("sick_leave.long_stop", f"case:{n}", case_id=case.id) for n in range(30)]
    open_tasks(many, now=made.NOW - timedelta(days=3))
    first, second = agent.get(BASKET), agent.get(f"{BASKET}?page=2")
    assert first.content.decode().count('<li class="d-task">') == 25
    assert second.content.decode().count('<li class="d-task">') == 6
    assert "depuis 3 jours" in text_of(first)


def test_the_basket_asks_the_database_as_much_for_many_as_for_one(
    agent: Client,
) -> None:
    make_case_studied(**LATE)
    with CaptureQueriesContext(connection) as few:
        agent.get(BASKET)
    for _ in range(4):
        make_case_studied(**LATE)
    with CaptureQueriesContext(connection) as many:
        agent.get(BASKET)
    assert len(many) == len(few)


def test_files_waiting_say_for_what_of_whom_and_since_when(agent: Client) -> None:
    made.send_notice(made.make_person(), now=made.at(days=-4))
    text = text_of(agent.get(reverse("desk-waiting")))
    assert "Nom et SIRET de l'employeur L'assuré Depuis 4 jours" in text
    assert "Rien n'est attendu" in text_of(agent.get(f"{reverse('desk-waiting')}?qui=professional"))


def test_a_late_employer_is_one_task_that_leads_to_the_files_that_wait_for_it(
    agent: Client,
) -> None:
    late, other = made.make_employer(), made.make_employer()
    cases = []
    for employer in (late, late, other):
        person = made.make_person()
        made.send_notice(person)
        made.send_form(person, employer, pays=())
        cases.append(made.case_of(person))
    for days in (10, 13):  # asked again, then called when nothing came
        remind_employers(made.at(days=days))
    task = Task.objects.get(subject=f"employer:{late.id}")
    step = step_of(task)
    assert step is not None
    assert step.url.replace("&", "&amp;") in agent.get("/bureau").content.decode()
    page = agent.get(step.url).content.decode()
    assert [case.number in page for case in cases] == [True, True, False]
    assert "relancée le 30 novembre 2026" in page
    assert agent.get("/bureau/attente?employeur=x").status_code == 200
