"""What a decision says of how it stands: provisional until the employer speaks."""

import pytest

from guichet.letters.content import ContentRefused, Lang
from tests.letters import samples
from tests.letters.decisions import provisional
from tests.letters.test_wording import said


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
