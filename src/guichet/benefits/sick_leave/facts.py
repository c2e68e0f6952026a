"""The facts of a sick leave: their keys, how sources give them, and how they are read together."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.utils.timezone import localdate

from guichet.benefits.sick_leave.employers import Keeping, OtherEmployer, added, read_others
from guichet.benefits.sick_leave.enums import Circumstance, LateOutcome, PaperProof
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.part_time import FULL_STOP, KnownPartTime, read_part_time
from guichet.benefits.sick_leave.wages import read_other_wages, read_wages
from guichet.cases.service import Fact, LiveFact, NewFact, Source, SourceKind
from guichet.law.counters import Interval
from guichet.law.reference_pay import MonthlyWage
from guichet.medical.service import Conclusion

One = TypeVar("One")
PERIOD = "period."
# what an agent says of the person or the job: `circumstance.jobseeker`
CIRCUMSTANCE = "circumstance."
CONTRACT, CONTRACT_NATURE = "employer.contract", "employer.contract_nature"
# S21.G00.40.007: a mission, or an open-ended contract, of a temporary-work agency.
AGENCY_NATURES = frozenset({"03", "08"})
# what an agent settled of a notice sent late: `late.2026-03-02`, by the first day of its period
LATE = "late."
PRESCRIBER = "prescriber."  # whether another prescriber of that period is admitted
# what an agent said of the paper whose copy was deposited: `original.2026-03-02`, likewise
ORIGINAL = "original."
# what an old system had done of the file when it was taken over: its number there, the
# last day that it paid, the days that it paid, those of earlier files
TAKEN_NUMBER, TAKEN_UNTIL = "takeover.number", "takeover.until"
TAKEN_PAID, TAKEN_BEFORE = "takeover.paid", "takeover.before"
# an agent's: the days before that last one which were not paid there are to be paid here
PAY_GAP = "takeover.pay_gap"
TAKEN_OVER = "takeover"  # the channel of a period that was known there
# what the medical service concluded: of the stop, and of what it is linked to
OPINION_STOP, OPINION_LINK = "opinion.stop", "opinion.link"


@dataclass(frozen=True)
class Period:
    """A prescribed period, from its notice; `prescriber`: the key of who signed it online."""

    first: date
    last: date
    kind: str
    prescribed_on: date
    sent_on: date
    channel: str
    prescriber: str = ""
    part_time_from: date | None = None


@dataclass(frozen=True)
class Late:
    """What was settled of a notice sent late; `previous`: when the one before was prescribed."""

    outcome: LateOutcome
    prescribed_on: date
    sent_on: date
    previous: date | None = None


@dataclass(frozen=True)
class Original:
    """What stands for the original of a notice; `prescribed_on` tells which notice."""

    proof: PaperProof
    prescribed_on: date


@dataclass(frozen=True)
class StopFacts:
    """All that is known of a stop, read from its live facts. None: not known.

    What is told of an employer is of the first one, that of the file; `others` are beside it.
    `taken_until`: the last day that the system before this one paid. The days before it are its
    business, unless an agent has said that those which it left unpaid are paid here (`pay_gap`).
    """

    periods: tuple[Period, ...]
    siret: str | None
    last_day_worked: date | None
    reason: str | None
    expected_end: date | None
    subrogation: bool
    subrogation_from: date | None
    subrogation_to: date | None
    subrogation_iban: str
    subrogation_bic: str
    returned_on: date | None
    cancelled: bool
    names_the_person: bool
    rights_met: bool | None
    wages: Mapping[str, MonthlyWage]
    other_wages: Mapping[str, Sequence[MonthlyWage]] = field(default_factory=dict)
    late: Mapping[date, Late] = field(default_factory=dict)
    originals: Mapping[date, Original] = field(default_factory=dict)
    prescribers: Mapping[date, bool] = field(default_factory=dict)
    leave_until: date | None = None
    unjustified_from: date | None = None
    ald_since: date | None = None
    occupational: bool = False
    contract_start: date | None = None
    circumstances: frozenset[Circumstance] = frozenset()
    taken_until: date | None = None
    taken_paid: tuple[Interval, ...] = ()
    pay_gap: bool = False
    taken_before: tuple[Interval, ...] = ()
    others: tuple[OtherEmployer, ...] = ()
    part_time: KnownPartTime = FULL_STOP

    @cached_property
    def keeping(self) -> Keeping:
        """Whether the first employer keeps the wage, and when."""
        last = self.subrogation_to or self.expected_end
        account = self.subrogation_iban, self.subrogation_bic
        return Keeping(self.subrogation, self.subrogation_from, last, *account)

    @property
    def sirets(self) -> frozenset[str]:
        """All the employers that declared the stop."""
        others = (one.siret for one in self.others if one.declared)
        return frozenset([*([self.siret] if self.siret else ()), *others])

    def last_day_at(self, siret: str) -> date | None:
        """The last day worked that one of the employers says."""
        if siret == self.siret:
            return self.last_day_worked
        return next((one.last_day_worked for one in self.others if one.siret == siret), None)

    @cached_property
    def all_wages(self) -> Mapping[str, MonthlyWage]:
        """The wages by month, those of the other employers added."""
        return added(self.wages, self.others)

    @property
    def first_day(self) -> date | None:
        """First day of incapacity: a day begun at work is the employer's (circ. DSS 2015/179)."""
        return _first_day(self.periods, self.last_day_worked)

    @property
    def dates(self) -> tuple[date, date] | None:
        """First day of incapacity and last day prescribed: the stop's dates wherever it is told."""
        first = self.first_day
        return (first, max(first, *(p.last for p in self.periods))) if first else None

    @property
    def days_of_ours(self) -> list[date]:
        """The covered days that are decided here: what was paid elsewhere stays as it is."""
        until = self.taken_until
        if until is None:
            return self.covered_days
        paid = {one.first + timedelta(days=n) for one in self.taken_paid for n in range(one.days)}
        return [d for d in self.covered_days if d > until or (self.pay_gap and d not in paid)]

    @cached_property
    def covered_days(self) -> list[date]:
        """The days of the stop that can be decided: all, but those of part-time that wait."""
        return [day for day in self.days_off if not self.part_time.awaits(day)]

    @property
    def days_awaiting(self) -> list[date]:
        """The days of part-time whose pay lost is not known."""
        return [day for day in self.days_off if self.part_time.awaits(day)]

    @cached_property
    def days_off(self) -> list[date]:
        """Prescribed days from the first of incapacity, before any return to work."""
        first = self.first_day
        if first is None or self.cancelled:
            return []
        days = {
            period.first + timedelta(days=n)
            for period in self.periods
            for n in range((period.last - period.first).days + 1)
        }
        end = self.returned_on
        return sorted(d for d in days if d >= first and (end is None or d < end))


def notice_facts(notice: Notice) -> list[NewFact]:
    """The period that a notice prescribes. Prescribed, sent and received are three facts."""
    source = Source(SourceKind.NOTICE, document_id=notice.document_id, source_id=notice.id)
    key = f"{PERIOD}{notice.first_day.isoformat()}"
    value = {
        "last_day": notice.last_day.isoformat(),
        "kind": notice.kind,
        "prescribed_on": notice.prescribed_on.isoformat(),
        "sent_on": notice.sent_on.isoformat(),
        "received_on": localdate(notice.received_at).isoformat(),
        "channel": notice.channel,
    }
    if notice.part_time_from:
        value["part_time_from"] = notice.part_time_from.isoformat()
    if notice.professional_id:
        value["prescriber"] = str(notice.professional_id)
    return [NewFact(key, value, source)]


def agent_fact(
    key: str,
    value: Any,
    *,
    agent_id: uuid.UUID,
    reason: str,
    document_id: uuid.UUID | None = None,
) -> NewFact:
    """A fact that an agent sets, with the reason, and the paper that it was read on."""
    source = Source(SourceKind.AGENT, document_id, agent_id=agent_id, reason=reason)
    return NewFact(key, value, source)


def read_facts(facts: Mapping[str, Any]) -> StopFacts:
    """Put the values of live facts together (`facts` maps keys to JSON values)."""
    stop, link = facts.get(OPINION_STOP) or {}, facts.get(OPINION_LINK) or {}
    others = read_others(facts)
    periods = _periods(facts)
    return StopFacts(
        unjustified_from=_from(stop, Conclusion.NOT_JUSTIFIED),
        ald_since=_from(link, Conclusion.LONG_ILLNESS),
        occupational=link.get("conclusion") == Conclusion.OCCUPATIONAL,
        periods=periods,
        siret=facts.get("employer.siret"),
        last_day_worked=_day(facts.get("employer.last_day_worked")),
        reason=facts.get("employer.reason"),
        expected_end=_day(facts.get("employer.expected_end")),
        leave_until=_day(facts.get("employer.leave_until")),
        contract_start=_day(facts.get("employer.contract_start")),
        circumstances=_circumstances(facts),
        subrogation=bool(facts.get("subrogation")),
        subrogation_from=_day(facts.get("subrogation.from")),
        subrogation_to=_day(facts.get("subrogation.to")),
        subrogation_iban=facts.get("subrogation.iban") or "",
        subrogation_bic=facts.get("subrogation.bic") or "",
        returned_on=_day(facts.get("return.on")),
        cancelled=bool(facts.get("stop.cancelled")),
        names_the_person=facts.get("employer.names_the_person") is not False,
        rights_met=facts.get("rights.met"),
        wages=read_wages(facts),
        other_wages=read_other_wages(facts),
        others=others,
        late=_by_period(facts, LATE, read_late),
        originals=_by_period(facts, ORIGINAL, _original),
        prescribers=_by_period(facts, PRESCRIBER, bool),
        part_time=read_part_time(
            facts,
            prescribed=[one.part_time_from for one in periods],
            elsewhere=[one.part_time.first for one in others],
        ),
        **_taken_over(facts),
    )


def first_day_in(facts: Mapping[str, Any]) -> date | None:
    """The first day of incapacity, of which alone something is asked."""
    return _first_day(_periods(facts), _day(facts.get("employer.last_day_worked")))


def _first_day(periods: Sequence[Period], last_day_worked: date | None) -> date | None:
    if not periods:
        return None
    first = periods[0].first
    return first + timedelta(days=1) if first == last_day_worked else first


def _taken_over(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "taken_until": _day(facts.get(TAKEN_UNTIL)),
        "taken_paid": read_intervals(facts.get(TAKEN_PAID) or ""),
        "taken_before": read_intervals(facts.get(TAKEN_BEFORE) or ""),
        "pay_gap": facts.get(PAY_GAP) is True,
    }


def read_intervals(text: str) -> tuple[Interval, ...]:
    """Days written `2026-01-05/2026-01-20 2026-03-02/2026-03-04`."""
    pairs = (part.split("/") for part in text.split())
    return tuple(Interval(date.fromisoformat(a), date.fromisoformat(b)) for a, b in pairs)


def _by_period(
    facts: Mapping[str, Any], prefix: str, read: Callable[[Any], One]
) -> dict[date, One]:
    """What is said of periods, each by its first day."""
    return {
        date.fromisoformat(key.removeprefix(prefix)): read(value)
        for key, value in facts.items()
        if key.startswith(prefix) and value is not None
    }


def _original(value: Mapping[str, Any]) -> Original:
    return Original(PaperProof(value["proof"]), date.fromisoformat(value["prescribed_on"]))


def _from(opinion: Mapping[str, Any], conclusion: Conclusion) -> date | None:
    """From which day the medical service concluded so, if it did."""
    return _day(opinion.get("from")) if opinion.get("conclusion") == conclusion else None


def _circumstances(facts: Mapping[str, Any]) -> frozenset[Circumstance]:
    """What an agent said, or else what the employer's messages say of the contract."""
    agency = facts.get(CONTRACT_NATURE) in AGENCY_NATURES
    return frozenset(
        one
        for one in Circumstance
        if facts.get(f"{CIRCUMSTANCE}{one.value}", agency and one == Circumstance.AGENCY) is True
    )


def values(facts: Mapping[str, Fact | LiveFact]) -> dict[str, Any]:
    return {key: fact.value for key, fact in facts.items()}


def _periods(facts: Mapping[str, Any]) -> tuple[Period, ...]:
    return tuple(
        Period(
            first=date.fromisoformat(key.removeprefix(PERIOD)),
            last=date.fromisoformat(value["last_day"]),
            kind=value["kind"],
            prescribed_on=date.fromisoformat(value["prescribed_on"]),
            sent_on=date.fromisoformat(value["sent_on"]),
            channel=value["channel"],
            prescriber=value.get("prescriber", ""),
            part_time_from=_day(value.get("part_time_from")),
        )
        for key, value in sorted(facts.items())
        if key.startswith(PERIOD)
    )


def read_late(value: Mapping[str, Any]) -> Late:
    """What was settled of a late notice, from the value of its fact."""
    return Late(
        LateOutcome(value["outcome"]),
        date.fromisoformat(value["prescribed_on"]),
        date.fromisoformat(value["sent_on"]),
        _day(value.get("previous")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
