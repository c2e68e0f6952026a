"""French mobiles as people write them."""

import pytest

from guichet.formats.phones import check_mobile, mask_mobile


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("07.12.34.56.78", "+33712345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("+262 692 12 34 56", "+262692123456"),
        ("06 96 12 34 56", "+596696123456"),
    ],
)
def test_a_mobile_has_one_international_form(typed: str, number: str) -> None:
    assert check_mobile(typed).value == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("01 23 45 67 89", "ne va que sur un mobile"),
        ("06 12 34 56 7", "dix chiffres"),
        ("06 12 34 56 789", "dix chiffres"),
        ("+44 7700 900123", "dix chiffres"),
        ("zéro six", "dix chiffres"),
        ("٠٦١٢٣٤٥٦٧٨", "dix chiffres"),
        ("", "dix chiffres"),
    ],
)
def test_anything_else_is_refused_in_words(typed: str, words: str) -> None:
    verdict = check_mobile(typed)
    assert not verdict.ok
    assert words in verdict.words


def test_a_number_is_shown_by_its_end() -> None:
    assert mask_mobile("+33612345678") == "•• •• •• 56 78"
