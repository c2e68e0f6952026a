"""What a decision says of how it stands: provisional until the employer speaks."""

from dataclasses import replace

import pytest

from guichet.letters.content import ContentRefused, Lang
from tests.letters import samples
from tests.letters.decisions import advanced, provisional
from tests.letters.test_wording import read, said


def test_a_provisional_decision_is_a_persons_and_pays_something():
    assert provisional().subject.endswith("accord provisoire")
    with pytest.raises(ContentRefused, match="une personne l'accorde"):
        samples.granted(provisional=True)
    with pytest.raises(ContentRefused, match="des jours sont payés"):
        samples.refused(provisional=True)


def test_a_provisional_grant_says_what_will_replace_it():
    said(
        "ij_decision",
        provisional(),
        "accord provisoire",
        "Une décision provisoire",
        "nous referons le calcul",
        "Si c’est moins, nous vous l’écrirons, et vous pourrez contester.",
    )
    said("ij_decision", provisional(Lang.EN), "granted provisionally", "worked from your")


def test_the_decision_names_the_advance_and_what_becomes_of_it():
    said(
        "ij_decision",
        advanced(),
        "acompte de 200,00 € brut",
        "Il est compté dans ce qui est déjà payé.",
        "Il reste 293,05 € brut à payer.",
    )
    said("ij_decision", samples.refused(advance_cents=20_000), "une autre lettre dit comment")
    said("ij_decision", advanced(Lang.EN), "advance of €200.00 gross", "It is counted in what is")
    with pytest.raises(ContentRefused, match="négatif"):
        advanced(advance_cents=-1)


def test_the_statement_names_an_advance_and_no_other_payment():
    lines = (replace(samples.statement_line(0), advance=True), samples.statement_line(1))
    words = read("ij_statement", samples.statement(lines=lines))
    assert words.count("(acompte)") == 1
    assert "Les lignes suivantes paient le reste des mêmes jours." in words
    assert "acompte" not in read("ij_statement", samples.statement())
