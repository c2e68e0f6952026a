"""Pages in French: a sign that ends or links a sentence never begins a line on a telephone."""

import pytest
from django.test import Client
from django.urls import reverse

from guichet.web.typography import in_french, page_in_french

NB = "\u00a0"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("À faire : relire ?", f"À faire{NB}: relire{NB}?"),
        ("lu ; vu !", f"lu{NB}; vu{NB}!"),
        ("la lettre « Accord » à 50 %", f"la lettre «{NB}Accord{NB}» à 50{NB}%"),
        ("de 8 h 30 à 17 h.", f"de 8{NB}h{NB}30 à 17{NB}h."),
        ("né le 1 décembre 1969", "né le 1er décembre 1969"),
    ],
)
def test_signs_keep_to_the_word_before_them(written: str, printed: str) -> None:
    assert in_french(written) == printed


@pytest.mark.parametrize("text", ["le 21 août 2026", "14:45", "S10.G00.00.001", "1 mardi"])
def test_what_is_right_already_stays_as_it_is(text: str) -> None:
    assert in_french(text) == text


def test_markup_and_what_was_typed_stay_as_they_are() -> None:
    untouched = [
        '<a title="vu : lu" href="/?a=1">',
        "<textarea>noté : le 1 mai</textarea>",
        "<style>p { color : red }</style>",
        "<code>a : b</code>",
        "<!-- vu : lu -->",
    ]
    page = "<p>Oui :</p>".join(untouched)
    assert page_in_french(page) == f"<p>Oui{NB}:</p>".join(untouched)


@pytest.mark.django_db
def test_a_page_in_french_is_set_so_and_a_page_in_english_is_not() -> None:
    client = Client()
    french = client.get(reverse("help")).content.decode()
    assert f"{NB}?" in french
    assert " ?" not in french.split("<main", 1)[1]
    client.cookies["django_language"] = "en"
    english = client.get(reverse("help")).content.decode()
    assert f"{NB}?" not in english
