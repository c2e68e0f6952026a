import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import MOTIVES, Words, correct_fact, words_of
from guichet.cases.service import decisions_of, open_pieces
from guichet.ledger.models import Recovery
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.people.service import Role
from guichet.tasks.service import basket
from tests.support import world as made
from tests.support.world import SickLeave
from tests.web.desk.reading import hidden, text_of
from tests.web.desk.samples import make_case_settled, make_case_studied
from tests.web.world import World

LATE = {"prescribed_on": made.FIRST, "sent_on": made.LAST}
QUERIES = ("", "?piece=work_certificate", "?piece=<script>")
REASON = "L'employeur l'a confirmé au téléphone."


def do(client: Client, act: str, about: SickLeave, said: dict[str, str]) -> HttpResponse:
    path = reverse(f"desk-{act}", args=[about.case.id])
    return client.post(path, said, follow=True)  # type: ignore[return-value]


def correct(client: Client, about: SickLeave, key: str, **said: str) -> HttpResponse:
    path = reverse("desk-correct", args=[about.case.id, key])
    return client.post(path, said, follow=True)  # type: ignore[return-value]


def seen(client: Client, act: str, about: SickLeave) -> str:
    answer = client.get(reverse(f"desk-{act}", args=[about.case.id]))
    return hidden(answer, "seen")  # type: ignore[arg-type]


def test_an_agent_grants_and_signs_the_letter(agent: Client, world: World) -> None:
    about = make_case_settled()
    said = {"seen": seen(agent, "grant", about), "note": "Hospitalisation prouvée."}
    text = text_of(do(agent, "grant", about, said))
    assert "La décision est prise." in text
    assert "Accord, 591,66 € (Dominique Agent)" in text
    assert "Note de l'agent : Hospitalisation prouvée." in text
    decision = decisions_of(about.case.id)[0]
    assert decision.decided_by == world.accounts[Role.AGENT].id
    letter = Letter.objects.get(decision=decision)
    assert letter.content["signatory"]["name"] == "Dominique Agent"
    assert not basket().exists()


def test_a_file_that_changed_meanwhile_is_not_decided(agent: Client) -> None:
    about = make_case_studied(**LATE)
    said = {"seen": seen(agent, "grant", about), "note": ""}
    correct(agent, about, "wage.2026-09", gross="1900", hours="140", reason=REASON)
    text = text_of(do(agent, "grant", about, said))
    assert "Le dossier a changé ou vient d'être décidé pendant que vous le lisiez" in text
    assert not decisions_of(about.case.id).exists()


def test_a_second_click_on_the_same_page_decides_nothing_more(agent: Client) -> None:
    about = make_case_settled()
    said = {"seen": seen(agent, "grant", about), "note": ""}
    assert "La décision est prise." in text_of(do(agent, "grant", about, said))
    text = text_of(do(agent, "grant", about, said))
    assert "vient d'être décidé pendant que vous le lisiez : rien n'a été fait" in text
    assert decisions_of(about.case.id).count() == 1


def test_a_file_without_an_answer_of_the_law_is_not_granted(agent: Client) -> None:
    person = made.make_person()
    made.send_notice(person)
    about = SickLeave(made.case_of(person), person, made.make_employer(), made.make_agent())
    text = text_of(do(agent, "grant", about, {"seen": "x", "note": ""}))
    assert "a changé" in text
    answer = agent.get(reverse("desk-grant", args=[about.case.id]), follow=True)
    assert "ne peut pas être accordé tel qu'il est" in text_of(answer)  # type: ignore[arg-type]


def test_an_agent_refuses_with_a_declared_motive_and_its_article(agent: Client) -> None:
    about = make_case_studied(**LATE)
    said = {
        "seen": seen(agent, "refuse", about),
        "motive": "notice_after_end",
        "detail": "Vous l'avez envoyé le 25 octobre.",
        "note": "",
    }
    text = text_of(do(agent, "refuse", about, said))
    assert "La décision est prise." in text
    letter = Letter.objects.get(decision=decisions_of(about.case.id)[0])
    assert letter.unfavourable
    assert letter.content["reason"]["article"] == "CSS R. 323-12"
    assert letter.content["reason"]["plain"].endswith("Vous l'avez envoyé le 25 octobre.")


def test_a_refusal_without_a_motive_is_refused(agent: Client) -> None:
    about = make_case_studied(**LATE)
    said = {"seen": seen(agent, "refuse", about), "detail": "Non."}
    text = text_of(do(agent, "refuse", about, said))
    assert "Remplissez « Motif du refus »." in text
    assert not decisions_of(about.case.id).exists()


def test_a_refusal_of_what_was_paid_asks_it_back(agent: Client) -> None:
    about = made.make_case_paid()
    said = {"seen": seen(agent, "refuse", about), "motive": "stop_cancelled", "detail": ""}
    text = text_of(do(agent, "refuse", about, said))
    recovery = Recovery.objects.get()
    assert recovery.gross_cents == 59_166
    assert "net réclamés à l'assuré" in text
    assert "Trop-perçus" in text_of(agent.get(reverse("desk-recoveries")))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", sorted(MOTIVES))
def test_every_motive_makes_a_letter_in_both_languages(code: str) -> None:
    french, english = words_of(code, "", "fr"), words_of(code, "", "en")
    assert isinstance(french, Words)
    assert french.plain.endswith(".")
    assert french.article.startswith("CSS ")
    assert english.article == french.article


def test_the_letters_are_seen_before_the_decision(agent: Client) -> None:
    about = make_case_studied(**LATE)
    granting = agent.get(reverse("desk-preview", args=[about.case.id]))
    said = {"seen": "x", "motive": "two_years", "detail": "", "preview": "1"}
    refusing = agent.post(reverse("desk-refuse", args=[about.case.id]), said)
    for answer in (granting, refusing):
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
    assert not decisions_of(about.case.id).exists()
    assert not Letter.objects.filter(code="ij_decision").exists()


def test_a_corrected_fact_says_who_when_and_why(agent: Client) -> None:
    about = made.make_case_decided()
    answer = correct(agent, about, "wage.2026-09", gross="2 100,50", hours="151,67", reason=REASON)
    text = text_of(answer)
    assert "2 100,50 € brut, 151,67 heures Dominique Agent, le 20 novembre 2026" in text
    assert f"« {REASON} »" in text


def test_a_file_is_read_and_granted_on_one_page(agent: Client) -> None:
    """The basket's button leads there: the doubt, what to check, each fact, then the decision."""
    about = make_case_studied(**LATE)
    text = text_of(agent.get(reverse("desk-grant", args=[about.case.id])))
    read = [
        "Avis envoyé plus de deux jours après la prescription du 5 octobre 2026.",
        "Chercher une hospitalisation ou une impossibilité",
        "Proposé 591,66 € Accord, 18 jours",
        "Dernier jour travaillé 2 octobre 2026",
        "Salaire d'août 2026 2 000,00 € brut",
        "Prendre la décision",
    ]
    places = [text.find(one) for one in read]
    assert -1 not in places
    assert places == sorted(places)


def test_the_history_says_what_a_correction_changed_and_why(agent: Client) -> None:
    """Both corrections stay told, though the first one no longer shows among what is known."""
    about = made.make_case_decided()
    for n, (gross, reason) in enumerate((("2 100,50", REASON), ("2 100", "Vu.")), start=1):
        wage = {"gross": gross, "hours": "151,67", "restored": ""}
        gesture = {"actor": about.agent, "now": made.at(hours=n)}
        correct_fact(about.case.id, "wage.2026-09", wage, reason=reason, **gesture)
    page = agent.get(reverse("desk-case", args=[about.case.id]))
    history = text_of(page).split("Histoire du dossier")[1]
    first = "Avant : 2 000,00 € brut, 151,67 heures. Maintenant : 2 100,50 € brut, 151,67 heures."
    then = "Avant : 2 100,50 € brut, 151,67 heures. Maintenant : 2 100,00 € brut, 151,67 heures."
    assert f"Information corrigée par un agent : Salaire de septembre 2026. {first}" in history
    assert f"« {REASON} »" in history
    assert f"{then} « Vu. »" in history


def test_the_piece_that_the_task_asks_for_is_chosen_and_no_other_by_default(
    agent: Client,
) -> None:
    about = make_case_studied(**LATE)
    url = reverse("desk-ask", args=[about.case.id])
    forms = [agent.get(url + query).context["form"].initial for query in QUERIES]
    assert [one["code"] for one in forms] == ["", "work_certificate", ""]
    assert {one["owed_by"] for one in forms} == {"insured"}, "to whom each piece is worded"
    said = {"code": "", "owed_by": "insured"}
    assert "Remplissez « Pièce à demander »." in text_of(agent.post(url, said))
    assert not open_pieces(about.case).exists()


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("wage.2026-09", {"gross": "beaucoup"}, "Un montant en euros est attendu"),
        ("wage.2026-09", {"gross": "1000000"}, "entre 0 et 999 999"),
        ("wage.2026-09", {"gross": "2000", "hours": "900"}, "entre 0 et 400"),
        ("employer.last_day_worked", {"value": "1889-01-01"}, "L'année n'est pas vraisemblable"),
        ("employer.last_day_worked", {"value": "hier"}, "Écrivez une date qui existe"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(
    agent: Client, key: str, said: dict[str, str], words: str
) -> None:
    about = made.make_case_decided()
    answer = correct(agent, about, key, reason=REASON, **said)
    assert words in text_of(answer)
    assert b"error-summary" in answer.content


def test_a_correction_without_a_reason_is_refused(agent: Client) -> None:
    about = made.make_case_decided()
    text = text_of(correct(agent, about, "employer.last_day_worked", value="2026-10-01"))
    assert "Remplissez « Pourquoi cette correction »." in text


def test_a_yes_or_no_that_was_not_known_can_be_said(agent: Client) -> None:
    about = made.make_case_decided()
    text = text_of(correct(agent, about, "rights.met", value="yes", reason=REASON))
    assert "Conditions d'ouverture du droit remplies oui Dominique Agent" in text


def test_what_an_agent_may_not_set_by_hand_has_no_page(agent: Client) -> None:
    case = made.make_case_decided().case
    path = reverse("desk-correct", args=[case.id, "employer.siret"])
    assert agent.get(path).status_code == 404


def test_a_correction_that_lowers_the_pay_waits_for_a_confirmation(agent: Client) -> None:
    about = made.make_case_paid()
    text = text_of(correct(agent, about, "return.on", value="2026-10-20", reason=REASON))
    assert "Le nouveau calcul retire" in text
    assert "Confirmer le nouveau calcul" in text
    said = {"seen": seen(agent, "grant", about), "note": ""}
    assert "retire de l'argent déjà accordé" in text_of(
        agent.get(reverse("desk-grant", args=[about.case.id]))  # type: ignore[arg-type]
    )
    text = text_of(do(agent, "grant", about, said))
    assert "Décision 2 du 20 novembre 2026 : Accord" in text
    assert Recovery.objects.get().gross_cents == 6 * 3_287


def test_a_piece_is_asked_of_the_employer_and_the_file_waits(agent: Client) -> None:
    about = make_case_studied(**LATE)
    said = {"code": "work_certificate", "owed_by": "employer"}
    text = text_of(do(agent, "ask", about, said))
    assert "La pièce est demandée." in text
    assert "Bulletins de salaire ou certificat de travail , de Boulangerie Fictive" in text
    assert open_pieces(about.case).get().organisation_id == about.employer.id


def test_the_employer_is_told_by_a_mail_that_says_neither_who_nor_what(agent: Client) -> None:
    about = make_case_studied(**LATE)
    do(agent, "ask", about, {"code": "work_certificate", "owed_by": "employer"})
    mail = Message.objects.get(kind="mail").payload
    assert mail["to"] == about.employer.email
    assert "Exemple" not in mail["text"]
    assert about.case.number not in mail["text"]


def test_the_insured_are_told_by_a_letter_once(agent: Client) -> None:
    about = make_case_studied(**LATE)
    before = set(Letter.objects.values_list("id", flat=True))
    for _ in range(2):
        do(agent, "ask", about, {"code": "late_notice_proof", "owed_by": "insured"})
    letter = Letter.objects.exclude(id__in=before).get()
    assert letter.code == "ij_piece_request"
    assert letter.content["pieces"][0]["what"].startswith("Un justificatif de l'envoi tardif")


def test_a_piece_that_came_puts_the_file_back_under_study(agent: Client) -> None:
    about = make_case_studied(**LATE)
    do(agent, "ask", about, {"code": "late_notice_proof", "owed_by": "insured"})
    path = reverse("desk-received", args=[about.case.id, "late_notice_proof"])
    text = text_of(agent.post(path, follow=True))  # type: ignore[arg-type]
    assert "La pièce est reçue, le dossier est réexaminé." in text
    assert "La pièce demandée est arrivée." in text
    assert "À l'étude depuis" in text
    assert not open_pieces(about.case).exists()
    again = text_of(agent.post(path, follow=True))  # type: ignore[arg-type]
    assert "Cette pièce n'est plus attendue." in again


def test_an_employer_that_nobody_knows_cannot_be_asked(agent: Client) -> None:
    person = made.make_person()
    made.send_notice(person)
    about = SickLeave(made.case_of(person), person, made.make_employer(), made.make_agent())
    before = open_pieces(about.case).count()
    text = text_of(do(agent, "ask", about, {"code": "notice", "owed_by": "employer"}))
    assert "Ce qui est à corriger" in text
    assert open_pieces(about.case).count() == before


def test_a_file_in_excess_is_withdrawn_with_a_reason(agent: Client) -> None:
    about = make_case_studied(**LATE)
    assert "Remplissez « Pourquoi le retirer »." in text_of(do(agent, "withdraw", about, {}))
    text = text_of(do(agent, "withdraw", about, {"why": "duplicate"}))
    assert "Retiré depuis le 20 novembre 2026 : Doublon d'un autre dossier" in text
    assert "Dossier retiré. Motif : Doublon d'un autre dossier de la personne." in text
    assert "Refuser" not in text
    assert not basket().exists()


def test_a_file_with_a_decision_is_not_withdrawn(agent: Client) -> None:
    about = made.make_case_decided()
    text = text_of(do(agent, "withdraw", about, {"why": "asked_by_person"}))
    assert "Un dossier décidé, clos, ou qui a un acompte, ne se retire pas." in text
    assert about.now().state == "decided"


def test_a_withdrawn_file_does_not_change_any_more(agent: Client) -> None:
    about = make_case_studied(**LATE)
    fingerprint = seen(agent, "grant", about)
    do(agent, "withdraw", about, {"why": "opened_in_error"})
    for act, said in (
        ("grant", {"seen": fingerprint}),
        ("refuse", {"seen": fingerprint, "motive": "two_years"}),
        ("ask", {"code": "notice", "owed_by": "insured"}),
    ):
        assert "clos ou retiré" in text_of(do(agent, act, about, said))
    answer = correct(agent, about, "wage.2026-09", gross="1900", reason=REASON)
    assert "clos ou retiré" in text_of(answer)
    assert not decisions_of(about.case.id).exists()
