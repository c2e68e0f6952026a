"""What other rooms may use of cases."""

from guichet.cases.access import NotYours, case_for_insured, case_for_staff
from guichet.cases.actions import (
    NewCase,
    PieceRequest,
    RefusedTransition,
    ask,
    draft,
    end_pieces,
    locked,
    move,
    open_cases,
    pause,
    restart_clocks,
    resume,
)
from guichet.cases.decisions import Ruling, decide, keep_law_version
from guichet.cases.enums import (
    LIVE_STATES,
    CaseChannel,
    CaseState,
    Outcome,
    Owner,
    PieceState,
    SourceKind,
)
from guichet.cases.facts import NewFact, Source, digest, drop, live_facts, record
from guichet.cases.models import Case, Decision, Fact, LawVersion, Piece
from guichet.cases.procedures import Procedure, in_force, register
from guichet.cases.selectors import asked_of_employer, cases_of, delays, open_pieces

__all__ = [
    "LIVE_STATES",
    "Case",
    "CaseChannel",
    "CaseState",
    "Decision",
    "Fact",
    "LawVersion",
    "NewCase",
    "NewFact",
    "NotYours",
    "Outcome",
    "Owner",
    "Piece",
    "PieceRequest",
    "PieceState",
    "Procedure",
    "RefusedTransition",
    "Ruling",
    "Source",
    "SourceKind",
    "ask",
    "asked_of_employer",
    "case_for_insured",
    "case_for_staff",
    "cases_of",
    "decide",
    "delays",
    "digest",
    "draft",
    "drop",
    "end_pieces",
    "in_force",
    "keep_law_version",
    "live_facts",
    "locked",
    "move",
    "open_cases",
    "open_pieces",
    "pause",
    "record",
    "register",
    "restart_clocks",
    "resume",
]
