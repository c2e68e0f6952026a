"""The statement of daily allowances: each payment, to whom, and what it proves."""

from dataclasses import replace

from guichet.letters.content import Lang, Payee
from guichet.letters.rendering import render
from tests.letters import pdfs, samples
from tests.letters.test_wording import read, said


def test_a_statement_lists_payments_and_totals_and_says_what_it_is_for():
    said(
        "ij_statement",
        samples.statement(),
        "Ce relevé sert de preuve",
        "06/03/2026 au 12/03/2026 7 32,87 € 230,09 € 14,27 € 1,15 € 214,67 € employeur 16/03/2026",
        "Total 493,05 € 30,57 € 2,47 € 460,01 €",
    )
    said("ij_statement", samples.statement(Lang.EN), "Total €493.05 €30.57 €2.47 €460.01")


def test_a_statement_names_the_employers_and_tells_two_apart_by_a_number():
    one, two = (
        replace(samples.statement_line(n, Payee.EMPLOYER), employer_name=name)
        for n, name in enumerate(("Boulangerie Exemple", "Garage Exemple"))
    )
    mine = samples.statement_line(2)
    words = read("ij_statement", samples.statement(lines=(one, mine)))
    assert "Employeur : Boulangerie Exemple." in words
    assert "employeur 1" not in words
    said(
        "ij_statement",
        samples.statement(lines=(one, two, mine, one)),
        "Employeur 1 : Boulangerie Exemple. Employeur 2 : Garage Exemple.",
        "employeur 2 31/12/2026",
    )
    english = samples.statement(Lang.EN, lines=(one, two))
    said("ij_statement", english, "Employer 2: Garage Exemple.")
    assert "Employeur" not in read("ij_statement", samples.statement(lines=(mine,)))


def test_a_statement_shows_a_correction_as_negative_and_no_payment_in_words():
    paid = samples.statement_line(0)
    back = replace(paid, gross_cents=-3287, csg_cents=-204, crds_cents=-16, net_cents=-3067)
    statement = samples.statement(lines=(back,))
    pdf = render("ij_statement", 1, statement, created_at=samples.CREATED_AT)
    assert "\N{MINUS SIGN}32,87 €" in pdfs.plain(pdfs.page_text(pdf))
    said("ij_statement", samples.statement(lines=()), "Aucune indemnité n’a été payée")
