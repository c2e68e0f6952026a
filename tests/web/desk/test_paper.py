"""What came by post, as an agent records it: the original of a copy, or a notice not known yet."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.models import Notice
from guichet.cases.service import open_pieces
from tests.support import world as made
from tests.support.copies import deposit_copy
from tests.support.pdf import pdf
from tests.web.desk.reading import text_of


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("original.pdf", pdf(), "application/pdf")


def test_the_file_leads_to_the_page_where_the_original_is_said_to_have_come(agent: Client) -> None:
    about = deposit_copy()
    page = reverse("desk-original", args=[about.case.id, made.FIRST.isoformat()])
    shown = agent.get(reverse("desk-case", args=[about.case.id]))
    assert page in shown.content.decode()
    said = {"proof": "secured", "received_on": "2026-11-19", "reason": "étiquette vue"}
    assert "Numérisez l'original reçu" in text_of(agent.post(page, said))
    assert open_pieces(about.case).exists()
    text = text_of(agent.post(page, {**said, "file": paper()}, follow=True))
    assert "le dossier ne l'attend plus" in text
    assert "original sur formulaire sécurisé, reçu le 19 novembre 2026" in text
    assert not open_pieces(about.case).exists()
    assert "Aucun original n'est plus attendu" in text_of(agent.get(page, follow=True))


def test_the_former_form_is_not_offered_for_a_notice_of_2026(agent: Client) -> None:
    about = deposit_copy()
    page = reverse("desk-original", args=[about.case.id, made.FIRST.isoformat()])
    text = text_of(agent.get(page))
    assert "sur le formulaire sécurisé" in text
    assert "ancien formulaire" not in text


def test_a_posted_notice_is_recorded_with_its_postmark(agent: Client) -> None:
    person = made.make_person()
    page = reverse("desk-posted", args=[person.id])
    said = {
        "kind": "initial", "first_day": "2026-11-16", "last_day": "2026-11-22",
        "prescribed_on": "2026-11-16", "sent_on": "2026-11-17", "siret": "",
    }  # fmt: skip
    assert "Remplissez « L'original" in text_of(agent.post(page, said))
    assert not Notice.objects.exists()
    text = text_of(agent.post(page, {**said, "file": paper()}, follow=True))
    assert "L'avis est enregistré." in text
    notice = Notice.objects.get()
    assert (notice.channel, str(notice.sent_on)) == ("posted", "2026-11-17")
    assert notice.document is not None
    assert "Cet avis est déjà connu." in text_of(agent.post(page, {**said, "file": paper()}))
