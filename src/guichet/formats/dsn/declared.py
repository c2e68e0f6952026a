"""Every control declared, and those of each message and block."""

from guichet.formats.dsn.controls import DECLARATION_CONTROLS, STOP_CONTROLS, table
from guichet.formats.dsn.person_controls import HEAD_CONTROLS, PERSON_CONTROLS, SENDER_CONTROLS

DECLARED = (
    *DECLARATION_CONTROLS,
    *HEAD_CONTROLS,
    *SENDER_CONTROLS,
    *PERSON_CONTROLS,
    *STOP_CONTROLS,
)
TABLE = table(DECLARED)
# Evaluated by the reader itself, from counts that it alone has.
BY_THE_READER = frozenset({("S10.G00.00.008", "CCH-11"), ("S21.G00.30.001", "CCH-14")})
