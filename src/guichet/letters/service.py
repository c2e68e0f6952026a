"""What other rooms may use of letters."""

from guichet.letters.access import NotYours, letter_for
from guichet.letters.actions import NewLetter, next_ordinals, write
from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.enums import LetterState
from guichet.letters.jobs import pdf_of
from guichet.letters.models import Letter
from guichet.letters.rendering import GlyphsMissing, render
from guichet.letters.selectors import letters_of_case, letters_of_person

__all__ = [
    "GlyphsMissing",
    "Letter",
    "LetterState",
    "NewLetter",
    "NotYours",
    "latest_version",
    "letter_for",
    "letters_of_case",
    "letters_of_person",
    "next_ordinals",
    "pdf_of",
    "render",
    "write",
]
