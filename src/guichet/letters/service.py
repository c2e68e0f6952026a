"""What other rooms may use of letters."""

from guichet.letters.access import NotYours, letter_for
from guichet.letters.actions import NewLetter, next_ordinals, write
from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.enums import LetterState
from guichet.letters.jobs import pdf_of
from guichet.letters.models import Letter
from guichet.letters.rendering import GlyphsMissing, render

__all__ = [
    "GlyphsMissing",
    "Letter",
    "LetterState",
    "NewLetter",
    "NotYours",
    "latest_version",
    "letter_for",
    "next_ordinals",
    "pdf_of",
    "render",
    "write",
]
