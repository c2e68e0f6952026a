"""What a person reads: outcome, amount, reason, how to contest, in French and in English."""

from dataclasses import replace
from datetime import date

import pytest

from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.content import (
    ContentRefused,
    Lang,
    Outcome,
    OwedBy,
    PaidSegment,
    Payee,
    Period,
)
from guichet.letters.rendering import render
from tests.letters import pdfs, samples

THIN, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def read(code, letter):
    return pdfs.reading(render(code, latest_version(code), letter, created_at=samples.CREATED_AT))


def said(code, letter, *sentences):
    words = read(code, letter)
    missing = [sentence for sentence in sentences if sentence not in words]
    assert not missing, words


def test_a_grant_says_what_how_much_from_when_and_what_comes_next():
    said(
        "ij_decision",
        samples.granted(),
        "notre accord",
        "Éloïse Çelik-Lefèvre, du 3 au 20 mars 2026",
        "460,02 € net pour 15 jours",
        "06/03/2026 au 20/03/2026 15 32,87 € 493,05 € vous",
        "moins 30,57 € de CSG et 2,46 € de CRDS",
        "Les 3 premiers jours de l’arrêt (du 3 au 5 mars 2026) ne sont pas payés",
        "décembre 2025 2 000,00 € 2 000,00 €",
        "Elle ne dépasse pas le maximum en vigueur.",
        "Paiements prévus : 460,02 € le 30 mars 2026 (vous)",
        "dpo@valmont.invalid",
    )


def test_the_same_grant_in_english():
    said(
        "ij_decision",
        samples.granted(Lang.EN),
        "Your daily allowances: granted",
        "from 3 to 20 March 2026",
        "€460.02 net for 15 days",
        "6 Mar 2026 to 20 Mar 2026 15 €32.87 €493.05 you",
        "minus €30.57 of CSG and €2.46 of CRDS",
        "The first 3 days of the leave (from 3 to 5 March 2026) are not paid",
        "December 2025 €2,000.00 €2,000.00",
        "Payments planned: €460.02 on 30 March 2026 (you)",
    )


def test_an_automatic_decision_says_so_names_its_rules_and_how_to_reach_a_person():
    said(
        "ij_decision",
        samples.granted(),
        "a été prise automatiquement, par un programme",
        "délai de carence, article R. 323-1 du code de la sécurité sociale",
        "qu’une personne réexamine votre dossier",
        "01 99 00 36 46",
    )
    said(
        "ij_decision",
        samples.granted(Lang.EN),
        "was made automatically, by a program",
        "for a person to review your file",
    )


def test_a_persons_decision_names_its_author_and_never_says_automatic():
    words = read("ij_decision", samples.refused())
    assert "Décision prise par une personne" in words
    assert "Odile Marchais responsable des indemnités journalières" in words
    assert "automatiquement" not in words
    assert "Odile Marchais" in read("ij_decision", samples.refused(Lang.EN))


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        ("ij_decision", samples.refused),
        ("ij_decision", samples.worst_decision),
        ("ij_recovery", samples.recovery),
    ],
)
def test_an_unfavourable_letter_tells_how_where_and_until_when_to_contest(code, letter):
    said(
        code,
        letter(),
        "Si vous n’êtes pas d’accord",
        "deux mois à partir du jour où vous recevez cette lettre",
        "commission de recours amiable",
        "Commission de recours amiable, 12 place du Marché, 93950 Valmont Cedex",
        "compte.valmont.invalid/recours",
        "Sans réponse dans les deux mois",
        "pôle social du tribunal judiciaire de Valmont",
        "article R. 142-1 du code de la sécurité sociale",
    )
    said(
        code,
        letter(Lang.EN),
        "If you disagree",
        "two months from the day you receive this letter",
        "appeals committee (commission de recours amiable)",
        "pôle social du tribunal judiciaire de Valmont",
    )


def test_a_refusal_gives_its_reason_its_article_and_what_can_be_done():
    said(
        "ij_decision",
        samples.refused(),
        "notre refus",
        "Nous ne pouvons pas payer d’indemnités journalières",
        "Vous avez travaillé moins de 150 heures",
        "Texte : article R. 313-3 du code de la sécurité sociale",
        "Ce que vous pouvez faire : Envoyez-nous vos autres bulletins",
    )
    said("ij_decision", samples.refused(Lang.EN), "We cannot pay daily allowances", "Why we refuse")


def test_a_part_granted_says_for_part_only():
    partly = samples.granted(
        outcome=Outcome.PARTLY_GRANTED,
        automatic=False,
        rules=(),
        signatory=samples.SIGNATORY,
        reason=samples.REASON,
    )
    said("ij_decision", partly, "pour une partie de cet arrêt seulement", "celui attendu")
    english = replace(partly, header=samples.header(Lang.EN))
    said("ij_decision", english, "for part of this sick leave only", "not the amount expected")


def test_a_new_calculation_says_what_changed_before_and_after_and_who_is_paid():
    said(
        "ij_decision",
        samples.worst_decision(),
        "remplace la précédente",
        "Les 19 et 20 mars 2026 ne sont donc plus payés.",
        "Total brut : 493,05 € avant, 427,31 € maintenant",
        "06/03/2026 au 12/03/2026 7 32,87 € 230,09 € votre employeur",
        "13/03/2026 au 18/03/2026 6 32,87 € 197,22 € vous",
        "214,67 € le 30 mars 2026 (votre employeur), 184,01 € le 30 mars 2026 (vous)",
    )
    said("ij_decision", samples.worst_decision(Lang.EN), "This decision replaces the former one")


def test_a_stop_annulled_after_payment_is_recalculated_to_nothing():
    annulled = samples.worst_decision(paid=(), deductions=None, planned=(), waiting=None)
    assert annulled.unfavourable
    said("ij_decision", annulled, "Total brut : 493,05 € avant, 0,00 € maintenant")
    assert "Ce que nous payons" not in read("ij_decision", annulled)


def test_an_employer_that_keeps_the_wage_is_told_to_the_insured_person():
    paid = (replace(samples.granted().paid[0], payee=Payee.EMPLOYER),)
    letter = samples.granted(paid=paid, employer_name="ATELIERS DU VALMONTOIS", planned=())
    said(
        "ij_decision",
        letter,
        "versés à votre employeur, ATELIERS DU VALMONTOIS, qui maintient votre salaire",
        "Nous payons tous les quatorze jours",
    )
    said(
        "ij_decision",
        replace(letter, header=samples.header(Lang.EN)),
        "paid to your employer, ATELIERS DU VALMONTOIS",
        "We pay every fourteen days",
    )


def test_a_decision_without_waiting_days_nor_explanation_leaves_those_parts_out():
    words = read("ij_decision", samples.granted(waiting=None, explanation=(), wages=()))
    assert "carence légal" not in words
    assert "Comment nous avons calculé" not in words


def test_one_waiting_day_is_singular_and_the_first_of_a_month_is_1er():
    letter = samples.granted(
        stop=Period(date(2026, 3, 1), date(2026, 3, 20)),
        waiting=Period(date(2026, 3, 1), date(2026, 3, 1)),
    )
    said("ij_decision", letter, "Le premier jour de l’arrêt (le 1er mars 2026) n’est pas payé")


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (1, f"0,01{NBSP}€", "€0.01"),
        (100_000, f"1{THIN}000,00{NBSP}€", "€1,000.00"),
        (123_456_789, f"1{THIN}234{THIN}567,89{NBSP}€", "€1,234,567.89"),
    ],
)
def test_amounts_are_written_in_the_reader_s_way_with_spaces_that_never_break(
    cents, french, english
):
    day = Period(date(2026, 3, 6), date(2026, 3, 6))
    for lang, written in ((Lang.FR, french), (Lang.EN, english)):
        letter = samples.granted(
            lang,
            paid=(PaidSegment(day, cents, cents, Payee.INSURED),),
            deductions=replace(
                samples.granted().deductions, csg_cents=0, crds_cents=0, net_cents=cents
            ),
        )
        pdf = render("ij_decision", 2, letter, created_at=samples.CREATED_AT)
        cells = [element.text.strip(" ") for element in pdfs.structure(pdf)]
        assert written in cells


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (date(2026, 3, 3), "le 3 mars 2026"),
        (date(2026, 4, 2), "du 3 mars au 2 avril 2026"),
        (date(2027, 1, 1), "du 3 mars 2026 au 1er janvier 2027"),
    ],
)
def test_a_period_is_said_as_people_say_it(end, written):
    letter = samples.refused(stop=Period(date(2026, 3, 3), end))
    said("ij_decision", letter, f"Éloïse Çelik-Lefèvre, {written}.")


def test_a_piece_request_says_what_why_who_how_by_when_and_what_happens_meanwhile():
    said(
        "ij_piece_request",
        samples.piece_request(),
        "Répondez avant le 14 avril 2026.",
        "Les salaires de décembre 2025 à février 2026",
        "Qui doit l’envoyer : votre employeur, ATELIERS DU VALMONTOIS.",
        "Qui doit l’envoyer : vous.",
        "Pourquoi : Nous ne connaissons pas de compte à votre nom.",
        "Comment : Déposez-le dans votre compte",
        "Votre dossier est en attente depuis le 24 mars 2026",
    )
    said(
        "ij_piece_request",
        samples.piece_request(Lang.EN),
        "Please reply before 14 April 2026.",
        "Who must send it: your employer, ATELIERS DU VALMONTOIS.",
        "Your file has been waiting since 24 March 2026",
    )


def test_a_person_who_owes_nothing_is_told_that_there_is_nothing_to_send():
    pieces = tuple(
        replace(piece, owed_by=OwedBy.DOCTOR) for piece in samples.piece_request().pieces[:1]
    )
    said(
        "ij_piece_request",
        samples.piece_request(pieces=pieces, employer_name=""),
        "Vous n’avez rien à envoyer.",
        "une pièce manque",
        "votre médecin",
    )


def test_a_recovery_says_why_which_days_how_much_and_how_to_answer_or_pay():
    said(
        "ij_recovery",
        samples.recovery(),
        "Somme à rembourser : 61,33 €",
        "65,74 € brut, moins 4,08 € de CSG et 0,33 € de CRDS",
        "Vous avez repris le travail le 19 mars 2026.",
        "19/03/2026 au 20/03/2026 2 30/03/2026 65,74 €",
        "Vous avez deux mois",
        "par écrit ou de vive voix",
        "FR76 3000 0000 0000 0000 0000 097",
        "En plusieurs fois",
        "Demandez une remise",
        "Décision prise par une personne",
    )
    said(
        "ij_recovery",
        samples.recovery(Lang.EN, iban=""),
        "Amount to pay back: €61.33",
        "In one payment: call us",
        "You cannot pay?",
    )


def test_who_no_longer_has_to_pay_back_is_told_so_and_why():
    said(
        "ij_recovery_lifted",
        samples.lifted(),
        "Somme à rembourser : annulée",
        "Le 31 mars 2026, nous vous avons demandé de rembourser",
        "Vous n’avez plus rien à rembourser. Nous annulons la demande de 61,33 €.",
        "de nouveau dus : du 19 au 20 mars 2026",
        "nous ne le versons pas une seconde fois",
        "Vous n’avez rien à faire.",
    )
    said("ij_recovery_lifted", samples.lifted(Lang.EN), "You have nothing left to pay back.")


def test_who_has_less_to_pay_back_is_told_how_much_is_left():
    said(
        "ij_recovery_lifted",
        samples.lifted(left_cents=3066),
        "Somme à rembourser : réduite",
        "Somme à rembourser maintenant : 30,66 €, au lieu de 61,33 €.",
        "Pour les 30,66 € qui restent, notre lettre du 31 mars 2026 vaut toujours",
    )
    english = samples.lifted(Lang.EN, left_cents=3066)
    said("ij_recovery_lifted", english, "to pay back now: €30.66, instead of €61.33.")


def test_a_first_delay_is_told_to_cost_nothing_and_what_the_next_one_would_cost():
    said(
        "ij_late_warning",
        samples.late_warning(),
        "L’avis est parti le 12 mars 2026. Il devait partir dans les 2 jours.",
        "Cette fois, ce retard ne change rien.",
        "Si un autre avis part en retard jusqu’au 3 mars 2028",
    )
    english = samples.late_warning(Lang.EN)
    said("ij_late_warning", english, "This time, the delay changes nothing.")


def test_part_three_says_the_stop_and_the_prescriber_and_never_why():
    said(
        "notice_part_3",
        samples.part_three(),
        "C’est un premier avis (arrêt initial).",
        "Prescrit le 3 mars 2026 par Dr Alix Modèle.",
        "Cette feuille ne dit pas pourquoi la personne est arrêtée",
    )
    again = samples.part_three(prolongation=True)
    said("notice_part_3", again, "C’est la suite d’un arrêt (prolongation).")
    said("notice_part_3", samples.part_three(Lang.EN), "This sheet does not say why")


def test_part_three_says_the_part_time_and_what_the_employer_declares_of_it():
    part = samples.part_three(part_time_from=date(2026, 3, 9))
    said("notice_part_3", part, "Temps partiel thérapeutique à partir du 9 mars 2026.")
    said("notice_part_3", part, "dites chaque mois dans la DSN le salaire brut perdu")
    assert "partiel" not in read("notice_part_3", samples.part_three())


def test_a_notice_in_time_has_no_warning():
    with pytest.raises(ContentRefused):
        samples.late_warning(sent_on=date(2026, 3, 5))


def test_what_is_already_paid_is_said_with_what_is_left():
    """Nobody waits for a transfer that will not come."""
    part = samples.granted(already_paid_cents=9861)
    said(
        "ij_decision",
        part,
        "Sur ce total, 98,61 € brut sont déjà payés. Il reste 394,44 € brut à payer.",
        "versés sur votre compte bancaire",
        "Et maintenant",
    )
    whole = replace(part, already_paid_cents=part.gross_cents)
    said(
        "ij_decision",
        whole,
        "net pour 15 jours, déjà payés.",
        "Sur ce total, 493,05 € brut sont déjà payés. Il n’y a rien de plus à payer.",
    )
    assert "Et maintenant" not in read("ij_decision", whole)
    english = replace(whole, header=samples.header(Lang.EN))
    said("ij_decision", english, "is already paid. There is nothing more to be paid.")
