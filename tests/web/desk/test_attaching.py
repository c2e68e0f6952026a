from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.benefits.sick_leave.service import NoticeState, send_notices
from guichet.cases.service import Case
from guichet.declarations.service import DeclaredStop, Deposit, MatchState
from guichet.documents.service import DocumentKind, Upload, deposit
from guichet.journal.models import Event, Reading
from guichet.tasks.models import Task
from guichet.tasks.service import basket
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import unplaced_notice, unplaced_stop
from tests.web.world import World

pytestmark = pytest.mark.django_db


def test_the_notice_is_shown_beside_the_files_of_its_person(agent: Client, world: World) -> None:
    notice = unplaced_notice(world)
    text = text_of(agent.get(reverse("desk-notice", args=[notice.id])))
    assert "Prolongation reçue, mais aucun arrêt ne la précède." in text
    assert "16 novembre 2026 – 18 novembre 2026" in text
    assert "arrêt du 5 octobre 2026 au 25 octobre 2026" in text
    assert notice.nir not in text


def test_a_notice_joins_the_file_that_the_agent_chose(agent: Client, world: World) -> None:
    notice = unplaced_notice(world)
    case = made.case_of(world.made["desk.studied"].person)
    path = reverse("desk-notice", args=[notice.id])
    text = text_of(agent.post(path, {"act": "attach", "case": str(case.id)}, follow=True))
    assert "C'est rattaché" in text
    assert "Période prescrite à partir du 16 novembre 2026" in text
    notice.refresh_from_db()
    assert (notice.state, notice.case_id) == (NoticeState.MATCHED, case.id)
    assert agent.get(path).status_code == 404


def test_a_notice_does_not_join_the_file_of_another_person(agent: Client, world: World) -> None:
    notice = unplaced_notice(world)
    other = made.make_case_decided().case
    path = reverse("desk-notice", args=[notice.id])
    answer = agent.post(path, {"act": "attach", "case": str(other.id)})
    assert b"error-summary" in answer.content
    notice.refresh_from_db()
    assert notice.state == NoticeState.CONFLICT


def test_a_notice_may_open_a_file_of_its_own(agent: Client, world: World) -> None:
    notice = unplaced_notice(world)
    before = Case.objects.count()
    path = reverse("desk-notice", args=[notice.id])
    text = text_of(agent.post(path, {"act": "open"}, follow=True))
    assert "Un nouveau dossier est ouvert." in text
    assert Case.objects.count() == before + 1
    assert not basket().filter(subject=f"notice:{notice.id}").exists()


def test_a_notice_is_set_aside_with_a_reason(agent: Client, world: World) -> None:
    notice = unplaced_notice(world)
    path = reverse("desk-notice", args=[notice.id])
    said = {"act": "dismiss", "why": "sent_in_error", "note": "Le médecin s'est trompé."}
    assert "C'est écarté" in text_of(agent.post(path, said, follow=True))
    notice.refresh_from_db()
    assert notice.state == NoticeState.DISMISSED
    task = Task.objects.get(subject=f"notice:{notice.id}")
    assert task.outcome == "sent_in_error: Le médecin s'est trompé."
    event = Event.objects.get(kind="sick_leave.notice_dismissed")
    assert event.data == {"why": "sent_in_error"}


def test_a_notice_is_not_set_aside_without_a_reason(agent: Client, world: World) -> None:
    notice = unplaced_notice(world)
    path = reverse("desk-notice", args=[notice.id])
    text = text_of(agent.post(path, {"act": "dismiss", "why": "duplicate"}))
    assert "Remplissez « Précision pour le dossier »." in text
    notice.refresh_from_db()
    assert notice.state == NoticeState.CONFLICT


def test_a_stop_joins_the_file_that_the_agent_chose(agent: Client, world: World) -> None:
    stop = unplaced_stop(world)
    case = made.case_of(world.made["desk.studied"].person)
    path = reverse("desk-stop", args=[stop.id])
    assert "Dernier jour travaillé 12 octobre 2026" in text_of(agent.get(path))
    agent.post(path, {"act": "attach", "case": str(case.id)})
    stop.refresh_from_db()
    assert (stop.match, stop.case_id) == (MatchState.MATCHED, case.id)


@pytest.mark.parametrize("nir", ["", "2800193999999"])
def test_what_is_read_of_an_employers_file_leaves_its_trace_though_nobody_is_known(
    nir: str, agent: Client, world: World, settings: Settings, tmp_path: Path
) -> None:
    """The page shows a person's stop, also where the fund has no person of this number."""
    settings.DOCUMENTS_DIR = tmp_path
    stop = unplaced_stop(world)
    file = deposit(
        Upload("paie.dsn", b"S10.G00.00.001,'x'\n"),
        DocumentKind.DSN,
        actor=None,
        now=made.NOW,
        organisation=stop.organisation,
    )
    Deposit.objects.filter(pk=stop.deposit_id).update(document=file)
    if nir:
        state = MatchState.UNKNOWN_PERSON
        DeclaredStop.objects.filter(pk=stop.pk).update(nir=nir, person=None, match=state)
    assert agent.get(reverse("desk-stop", args=[stop.id])).status_code == 200
    trace = Reading.objects.get()
    assert (trace.page, trace.document_id) == ("unattached.stop", file.id)
    assert trace.person_id == (None if nir else world.made["desk.studied"].person.id)


def test_a_stop_may_open_a_file_of_its_own(agent: Client, world: World) -> None:
    stop = unplaced_stop(world)
    path = reverse("desk-stop", args=[stop.id])
    assert "Un nouveau dossier" in text_of(agent.post(path, {"act": "open"}, follow=True))
    stop.refresh_from_db()
    assert stop.match == MatchState.MATCHED


def test_a_stop_is_set_aside_with_a_reason(agent: Client, world: World) -> None:
    stop = unplaced_stop(world)
    path = reverse("desk-stop", args=[stop.id])
    agent.post(path, {"act": "dismiss", "why": "duplicate", "note": "Envoyé deux fois."})
    stop.refresh_from_db()
    assert stop.match == MatchState.DISMISSED
    assert agent.get(path).status_code == 404


def test_a_notice_of_a_stranger_can_only_be_set_aside(agent: Client, world: World) -> None:
    stranger = made.make_person()
    notice = made.notice_of(stranger, nir="2800193999999")
    kept = send_notices([notice], actor=made.insured_actor(stranger), now=made.NOW)[0]
    path = reverse("desk-notice", args=[kept.id])
    text = text_of(agent.get(path))
    assert "Aucune personne de la caisse n'a ce numéro" in text
    assert "Ouvrir un dossier" not in text
    assert agent.post(path, {"act": "open"}).status_code == 302
    kept.refresh_from_db()
    assert kept.state == NoticeState.UNKNOWN_PERSON
