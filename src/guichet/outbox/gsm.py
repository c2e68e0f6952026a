"""The alphabet of text messages (GSM 03.38): what a text costs, and how it is spelt to fit."""

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")  # two septets each
ONE_MESSAGE = 160
_SPELT = str.maketrans(
    {"’": "'", "«": '"', "»": '"', "œ": "oe", "Œ": "OE", "–": "-", "…": "...", "\u00a0": " ",
     "\u202f": " "}
)  # fmt: skip


def in_gsm(text: str) -> str:
    """The text in the alphabet: é and à stay, ê and ç lose their mark, what has no likeness goes.

    One letter outside it would make the whole message dearer and shorter (70 characters).
    """
    return "".join(map(_letter, unicodedata.normalize("NFC", text).translate(_SPELT)))


def _letter(one: str) -> str:
    if one in BASIC or one in EXTENDED:
        return one
    return "".join(c for c in unicodedata.normalize("NFKD", one) if c in BASIC)


def septets(text: str) -> int:
    """What a text of the alphabet weighs; ValueError for another."""
    if set(text) - BASIC - EXTENDED:
        raise ValueError("letters outside the alphabet of text messages")
    return sum(2 if one in EXTENDED else 1 for one in text)
