"""Every control declared, and those of each phase, message and block."""

from functools import cache

from guichet.formats.dsn.across import ACROSS_CONTROLS
from guichet.formats.dsn.controls import DECLARATION_CONTROLS, Control
from guichet.formats.dsn.norm import load
from guichet.formats.dsn.person_controls import HEAD_CONTROLS, PERSON_CONTROLS, SENDER_CONTROLS
from guichet.formats.dsn.plans import Table, table
from guichet.formats.dsn.rules import declared_rules
from guichet.formats.dsn.stop_controls import STOP_CONTROLS
from guichet.formats.dsn.value_controls import VALUE_CONTROLS

WRITTEN = (
    *DECLARATION_CONTROLS,
    *HEAD_CONTROLS,
    *SENDER_CONTROLS,
    *PERSON_CONTROLS,
    *STOP_CONTROLS,
    *ACROSS_CONTROLS,
    *VALUE_CONTROLS,
)
# Evaluated by the reader itself, from counts that it alone has.
BY_THE_READER = frozenset(
    {
        ("S10.G00.00.008", "CCH-11"),
        ("S20.G00.05.002", "CCH-11"),
        ("S21.G00.30.001", "CCH-14"),
    }
)


@cache
def declared(phase: str) -> tuple[Control, ...]:
    """The controls known for a phase."""
    every = (*WRITTEN, *declared_rules())
    return tuple(c for c in every if c.since <= phase and (not c.until or phase <= c.until))


@cache
def controls_of(phase: str) -> Table:
    """The controls of a phase by message and block."""
    return table(declared(phase), load(phase))
