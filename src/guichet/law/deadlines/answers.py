"""Cases in, dates out: the public contract of `guichet law deadlines`."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from guichet.law.case_reading import CaseFault, Reader
from guichet.law.deadlines import rights, work_injury
from guichet.law.deadlines.clock import Clock
from guichet.law.explanation import Refusal
from guichet.law.options import DEFAULT, Options
from guichet.law.parameters import ParameterFault, Parameters, load

Family = tuple[Callable[[Clock], None], tuple[str, ...]]
_HELD = ("dat_and_certificate_held", "investigation")

# The family, how it is counted, and the keys that it reads.
FAMILIES: dict[str, Family] = {
    "declaration_48h": (work_injury.declaration, ("employer_informed", "declared")),
    "declaration_late": (work_injury.declaration, ("employer_informed", "declared")),
    "victim_declares": (work_injury.victim_declares, ("accident",)),
    "reserves": (work_injury.reserves, ("dat_made", "reserves_sent", "reserves_received")),
    "accident_no_investigation": (
        work_injury.accident,
        ("dat_received", "certificate_received", *_HELD, "decision_notified"),
    ),
    "relapse": (
        work_injury.relapse,
        (
            *("dat_received", "certificate_received", *_HELD, "decision_notified"),
            "first_accident_recognised_on",
        ),
    ),
    "accident_investigation": (
        work_injury.accident_investigation,
        (*_HELD, "file_opened", "proof_of_receipt_of_dates", "decision_notified"),
    ),
    "consultation_notice": (work_injury.consultation_notice, ("file_opens",)),
    "questionnaire": (work_injury.questionnaire, ("questionnaire_received", "subject")),
    "disease_questionnaire": (
        work_injury.disease_questionnaire,
        ("questionnaire_received", "subject"),
    ),
    "fund": (work_injury.fund, (*_HELD, "decision_notified")),
    "disease": (
        work_injury.disease,
        (
            *("declaration_signed", "declaration_received", "first_certificate"),
            *("certificate_received", "tests_received", "declaration_certificate_and_tests_held"),
            *("committee", "decisions_notified"),
        ),
    ),
    "disease_committee": (work_injury.disease_committee, ("committee_seized",)),
    "disease_declaration": (work_injury.disease_declaration, ("work_stopped",)),
    "appeal_cra": (
        rights.appeal_cra,
        (
            *("decision_received", "decision_shows_appeal_routes", "appeal_received", "answered"),
            "pieces_received",
        ),
    ),
    "appeal_cmra": (
        rights.appeal_cmra,
        ("decision_received", "decision_shows_appeal_routes", "appeal_received", "answered"),
    ),
    "silence": (rights.silence, ("procedure", "requested", "complete_on", "pauses")),
    "recovery": (rights.recovery, ("notified_on", "contested_on")),
    "payment_prescription": (rights.payment_prescription, ("benefit", "reference_date")),
    "late_notice": (
        rights.late_notice,
        ("prescribed_on", "sent_on", "previous_late_notice_prescribed_on", "stop_end"),
    ),
}


def answer(
    cases: Sequence[Any], options: Options = DEFAULT, parameters: Parameters | None = None
) -> dict[str, Any]:
    """Answer the cases in their order; a refused one bears `error` in place of `result`."""
    known = parameters or load()
    return {"cases": [_answered(case, rank, known, options) for rank, case in enumerate(cases, 1)]}


def day_of(family: str, key: str, **dates: date) -> date:
    """One day of the answer to one case, its other keys being days. Raises ValueError in words."""
    given = {name: day.isoformat() for name, day in dates.items()}
    (found,) = answer([{"family": family, "input": given}])["cases"]
    if "error" in found:
        raise ValueError(found["error"])
    return date.fromisoformat(found["result"][key])


def _answered(case: Any, rank: int, parameters: Parameters, options: Options) -> dict[str, Any]:
    identity: Any = rank
    try:
        outer = Reader(case)
        identity = outer.name("id", rank)
        count, keys = FAMILIES[outer.choice("family", tuple(FAMILIES))]
        if not outer.has("input"):
            raise CaseFault("input", "les données du cas", "La clé « input » manque.")
        reader = Reader(case["input"])
        reader.only(frozenset((*keys, "calendar")))
        clock = Clock(_with_calendar(reader, outer), parameters, options)
        count(clock)
    except CaseFault as fault:
        return {"id": identity, "error": dict(vars(fault.refusal))}
    except ParameterFault as fault:
        key = "input" if fault.day is None else _key_of(clock, keys, fault.day)
        refusal = Refusal(key, "une date couverte par les textes connus", str(fault))
        return {"id": identity, "error": dict(vars(refusal))}
    return {
        "id": identity,
        "result": clock.result,
        "explanation": [step.to_dict() for step in clock.steps],
    }


def _key_of(clock: Clock, keys: tuple[str, ...], day: date) -> str:
    """The input that gave a day that no text covers; `input` where several may have led to it."""
    given = {}
    for key in keys:
        try:
            given[key] = clock.day(key)
        except CaseFault:  # not a date
            continue
    dates = [key for key, found in given.items() if found is not None]
    same = [key for key in dates if given[key] == day]
    return next(iter(same or (dates if len(dates) == 1 else [])), "input")


def _with_calendar(reader: Reader, outer: Reader) -> Reader:
    """The calendar may stand beside the family or in the input."""
    if outer.has("calendar") and not reader.has("calendar"):
        return Reader({**reader.data, "calendar": outer.data["calendar"]})
    return reader
