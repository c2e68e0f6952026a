"""More made-up decisions."""

from typing import Any

from guichet.letters.content import DecisionLetter, Lang
from tests.letters.samples import SIGNATORY, granted


def provisional(lang: Lang = Lang.FR, **changes: Any) -> DecisionLetter:
    """Granted by a person on payslips, for want of the employer's wages."""
    said = {"automatic": False, "rules": (), "signatory": SIGNATORY, "provisional": True}
    return granted(lang, **{**said, **changes})


def advanced(lang: Lang = Lang.FR, **changes: Any) -> DecisionLetter:
    """Granted after an advance, which is taken off."""
    return granted(lang, **{"already_paid_cents": 20_000, "advance_cents": 20_000, **changes})
