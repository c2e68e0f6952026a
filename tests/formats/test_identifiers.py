"""Identifiers judged in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.formats.identifiers import (
    check_bic,
    check_iban,
    check_nir,
    check_rpps,
    check_siren,
    check_siret,
    is_provisional,
    mask_nir,
    nir_key,
)

CHECKS = [check_nir, check_siret, check_siren, check_rpps, check_iban, check_bic]


def nir(department: str, commune: str = "901") -> str:
    """A number by its parts: whole, some of them could be somebody's."""
    return "28001" + department + commune + "006"


SOUND = [
    (check_nir, "2800193901006", "2800193901006"),
    (check_nir, "2 80 01 93 901 006", "2800193901006"),
    (check_nir, "7800193901006", "7800193901006"),
    (check_nir, nir("2a"), nir("2A")),
    (check_nir, "1802093901006", "1802093901006"),
    (check_siret, "000 412 304 00016", "00041230400016"),
    (check_siret, "35600000000048", "35600000000048"),
    (check_siren, "000412304", "000412304"),
    (check_rpps, "99700218896", "99700218896"),
    (check_iban, "fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
    (check_iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    (check_bic, "bdfe fr pp cct", "BDFEFRPPCCT"),
    (check_bic, "BDFEFRPP", "BDFEFRPP"),
]
WRONG = [
    (check_nir, "", "13 caractères"),
    (check_nir, "28001939010", "13 caractères"),
    (check_nir, "3800193901006", "commencer par 1 ou 2"),
    (check_nir, "280019390100A", "chiffres"),
    (check_nir, "٢٨٠٠١٩٣٩٠١٠٠٦", "chiffres"),
    (check_nir, "2801593901006", "mois"),
    (check_nir, nir("00"), "zéro"),
    (check_nir, nir("93", commune="000"), "zéro"),
    (check_nir, "2800193901000", "zéro"),
    (check_nir, "280019390100600", "clé"),
    (check_siret, "00041230400017", "14 chiffres"),
    (check_siret, "0004123040001", "14 chiffres"),
    (check_siren, "000412305", "9 chiffres"),
    (check_rpps, "99700218897", "11 chiffres"),
    (check_rpps, "²²²²²²²²²²²", "11 chiffres"),
    (check_iban, "FR7630006000011234567890188", "relevé"),
    (check_iban, "FR76", "relevé"),
    (check_bic, "BDF1FRPP", "8 ou 11"),
    (check_bic, "BDFEFRPPCC", "8 ou 11"),
]


@pytest.mark.parametrize(("check", "text", "bare"), SOUND)
def test_a_sound_identifier_comes_back_bare(check, text, bare):
    verdict = check(text)
    assert (verdict.ok, verdict.value, verdict.words) == (True, bare, "")


@pytest.mark.parametrize(("check", "text", "words"), WRONG)
def test_a_wrong_identifier_is_refused_in_words(check, text, words):
    verdict = check(text)
    assert not verdict.ok
    assert words in verdict.words


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.text(max_size=40))
def test_no_text_makes_a_check_raise(check, text):
    verdict = check(text)
    assert verdict.ok or verdict.words.endswith(".")


@given(st.integers(1, 12), st.integers(1, 999), st.sampled_from(["93", "2A", "2B", "99"]))
def test_the_key_of_a_number_is_accepted_and_no_other(month, order, department):
    nir = f"175{month:02d}{department}901{order:03d}"
    key = nir_key(nir)
    assert check_nir(nir + key).value == nir
    other = f"{int(key) % 97 + 1:02d}"
    assert not check_nir(nir + other).ok


def test_a_key_worked_out_by_hand():
    # 97 - (1 75 02 93 902 017 mod 97), and Corsica read as 19 and 18.
    assert int(nir_key("1750293902017")) == 97 - 1750293902017 % 97
    assert nir_key(nir("2A")) == nir_key(nir("19"))
    assert nir_key(nir("2B")) == nir_key(nir("18"))


def test_a_provisional_number_is_known_by_its_first_digit():
    assert is_provisional("7800193901006")
    assert not is_provisional("2800193901006")


def test_a_masked_number_does_not_hold_the_place_of_birth():
    assert mask_nir("2800193901006") == "2 80 01 •• ••• •06"
    assert mask_nir("280") == "•••"
