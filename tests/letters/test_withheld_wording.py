"""What is withheld for a debt, in the words of the statement and of the letter."""

from dataclasses import replace

import pytest

from guichet.letters.content import ContentRefused, Lang
from tests.letters import samples
from tests.letters.test_wording import read, said


def test_a_statement_says_what_was_withheld_of_the_net_it_proves():
    kept = replace(samples.statement().lines[1], withheld_cents=4534)
    said(
        "ij_statement",
        samples.statement(lines=(kept,)),
        "245,34 € net pour 262,96 € brut",
        "30/03/2026 245,34 € 45,34 € 200,00 €",
    )
    with pytest.raises(ContentRefused, match="retenue"):
        replace(kept, withheld_cents=24535)


def test_a_withholding_says_why_how_much_the_law_leaves_and_how_to_contest():
    said(
        "ij_recovery_news",
        samples.withheld(),
        "Nous retenons 61,33 € sur les prochaines indemnités",
        "Nous vous avons appelée trois fois, sans réponse.",
        "personnes à votre charge : nous en comptons 2",
        "RSA d’une personne seule",
        "pas plus de 40,00 € par mois",
        "commission de recours amiable",
    )
    said("ij_recovery_news", samples.withheld(Lang.EN), "We withhold €61.33 from the next")
    assert "RSA" not in read("ij_recovery_news", samples.withheld(dependants=None, most_cents=0))
    said("ij_recovery_news", samples.not_withheld(), "Nous ne retenons plus rien")
