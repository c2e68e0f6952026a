"""News say what is true of the file: nothing is granted yet, or some of its days are."""

import pytest

from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.content import Lang
from guichet.letters.rendering import render
from tests.letters import pdfs, samples


@pytest.mark.parametrize(
    ("lang", "granted", "said", "unsaid"),
    [
        (Lang.FR, False, "Il n’est pas encore payé.", "une partie des jours"),
        (Lang.FR, True, "Nous avons accordé une partie des jours.", "pas encore payé"),
        (Lang.EN, False, "It has not been paid yet.", "some of the days"),
        (Lang.EN, True, "We have granted some of the days.", "not been paid"),
    ],
)
def test_what_is_granted_already_is_said(lang: Lang, granted: bool, said: str, unsaid: str) -> None:
    letter = samples.news(lang, partly_decided=granted)
    made = render("ij_news", latest_version("ij_news"), letter, created_at=samples.CREATED_AT)
    words = pdfs.reading(made)
    assert said in words
    assert unsaid not in words
