"""The salary certificate rebuilt from the monthly messages, beside the one that was declared.

A month has one wage fact, from what was said last, and beside it one fact for each other thing that
the employer said of that month, with its own source and line. None is dropped for another: where
it changes what is paid, `decide` hands the file to a person (CSS R.323-10, formats.md 2).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from guichet.benefits.sick_leave.declared_facts import kind_of_source
from guichet.benefits.sick_leave.facts import (
    AGENCY_NATURES,
    CONTRACT,
    CONTRACT_NATURE,
)
from guichet.benefits.sick_leave.wages import OTHER_WAGE, WAGE, month_of_other, raised, read_wage
from guichet.cases.service import LiveFact, NewFact, Source, SourceKind
from guichet.declarations.service import Channel, FormPay, KnownPay
from guichet.law.reference_pay import MonthlyWage

GROSS, ACTIVITY, RESTORED = "001", "002", "003"


@dataclass(frozen=True)
class Said:
    """One whole month as an employer said it: cents, hours, and the line that speaks for it."""

    gross_cents: int
    hours: Decimal | None
    restored_cents: int | None
    line: KnownPay

    @property
    def wage(self) -> MonthlyWage:
        """What it means for the law: two that mean the same are one."""
        restored = raised(self.gross_cents, self.restored_cents)
        return MonthlyWage(self.line.month, self.gross_cents, self.hours, restored)

    @property
    def value(self) -> dict[str, Any]:
        return {
            "gross_cents": self.gross_cents,
            "hours": str(self.hours) if self.hours is not None else None,
            "restored_cents": self.restored_cents,
        }


def wage_facts(
    pays: Iterable[KnownPay], settled: Mapping[str, Sequence[Any]] | None = None
) -> list[NewFact]:
    """The facts of each month from the pay lines of one employer: the last said, then the others.

    Only months whose gross is said. `settled`: by month, the wage that an agent has set and what
    had been said before; of such a month only what says something else is a fact.
    """
    months: dict[str, list[KnownPay]] = defaultdict(list)
    for pay in pays:
        months[pay.month].append(pay)
    facts = []
    for month, lines in sorted(months.items()):
        said, first = versions(lines), 0
        if settled and month in settled:
            known = {read_wage(month, value) for value in settled[month]}
            said, first = [one for one in said if one.wage not in known], 1
        for n, one in enumerate(said, first):
            key = f"{OTHER_WAGE}{month}.{n}" if n else f"{WAGE}{month}"
            facts.append(NewFact(key, one.value, _source(one.line)))
    return facts


def said_value(pay: FormPay) -> dict[str, Any]:
    """The value of a wage fact from a month that was typed."""
    hours = str(pay.hours) if pay.hours is not None else None
    return {
        "gross_cents": pay.gross_cents,
        "hours": hours,
        "restored_cents": pay.restored_cents,
    }


def contract_facts(pays: Iterable[KnownPay], live: Mapping[str, LiveFact]) -> list[NewFact]:
    """The nature of the contract, as the last monthly message that says one, of one employer.

    A fact where it changes what is asked (an agency's), or another one said before. The months of a
    mission have contracts of their own: where none is that of the stop, they speak for it.
    """
    said = [pay for pay in pays if pay.contract_nature]
    number = live[CONTRACT].value if CONTRACT in live else None
    own = [pay for pay in said if pay.contract_number == number] or said
    if not own:
        return []
    last = max(own, key=lambda pay: pay.pk)
    if last.contract_nature not in AGENCY_NATURES and CONTRACT_NATURE not in live:
        return []
    source = Source(SourceKind.DSN, last.document_id, last.nature_line, last.deposit_id)
    return [NewFact(CONTRACT_NATURE, last.contract_nature, source)]


def settled_wages(
    live: Mapping[str, LiveFact], before: Iterable[LiveFact]
) -> dict[str, list[dict[str, Any]]]:
    """The wages that an agent has set, by month, each with all that had been said of it before."""
    found = {
        key.removeprefix(WAGE): [fact.value]
        for key, fact in live.items()
        if key.startswith(WAGE) and fact.source == SourceKind.AGENT
    }
    for fact in before:
        other = fact.key.startswith(OTHER_WAGE)
        month = month_of_other(fact.key) if other else fact.key.removeprefix(WAGE)
        if month in found:
            found[month].append(fact.value)
    return found


def versions(lines: Sequence[KnownPay]) -> list[Said]:
    """What was said of a month, the last first; things that say the same are one.

    What one leaves out, another completes: the hours, and the restored pay of the same gross.
    """
    said = [one for own, lines in _statements(lines) if (one := _read(own, lines))]
    said.sort(key=lambda one: one.line.pk, reverse=True)
    kept: dict[MonthlyWage, Said] = {}
    for one in said:
        whole = _completed(one, said)
        kept.setdefault(whole.wage, whole)
    return list(kept.values())


def _statements(lines: Sequence[KnownPay]) -> list[tuple[set[int], list[KnownPay]]]:
    """The lines of each way to tell the month, with the keys of those that are its own."""
    monthly = [line for line in lines if line.channel == Channel.DSN]
    paper = [line for line in lines if line.channel == Channel.PAPER]
    typed = [line for line in lines if line.channel in (Channel.FORM, Channel.FILE)]
    found = []
    for deposit in {line.deposit_id for line in monthly}:
        own = {line.pk for line in monthly if line.deposit_id == deposit}
        found.append((own, _one_a_period(monthly, own)))
    for declared in filter(None, (typed, paper)):
        own = {line.pk for line in declared}
        found.append((own, declared + _beside(declared, _one_a_period(monthly, set()))))
    return found


def _one_a_period(monthly: Sequence[KnownPay], first: set[int]) -> list[KnownPay]:
    """One line a contract, kind and period: of those in `first`, else the last said."""
    ordered = sorted(monthly, key=lambda line: (line.pk in first, line.pk))
    return list({(one.contract_number, one.kind, one.period_from): one for one in ordered}.values())


def _beside(declared: Sequence[KnownPay], monthly: Sequence[KnownPay]) -> list[KnownPay]:
    """The monthly pay of contracts that a certificate leaves out.

    A certificate of a contract that the messages do not know tells the whole of the month: the
    number was typed otherwise, and adding the two would count the same pay twice.
    """
    named = {line.contract_number for line in declared}
    known = {line.contract_number for line in monthly}
    return [one for one in monthly if one.contract_number not in named] if named <= known else []


def _read(own: set[int], lines: Sequence[KnownPay]) -> Said | None:
    gross = [line for line in lines if line.kind == GROSS]
    if not gross:
        return None
    restored = [line for line in lines if line.kind == RESTORED]
    speaks = [line for line in gross if line.pk in own] or [x for x in lines if x.pk in own]
    return Said(
        sum(line.amount_cents for line in gross),
        _hours(lines),
        sum(line.amount_cents for line in restored) if restored else None,
        max(speaks, key=lambda line: line.pk),
    )


def _hours(lines: Sequence[KnownPay]) -> Decimal | None:
    """Hours of a month: those of the gross lines, else of the activity (002), else restored."""
    for kind in (GROSS, ACTIVITY, RESTORED):
        hours = [line.hours for line in lines if line.kind == kind and line.hours is not None]
        if hours:
            return sum(hours, Decimal(0))
    return None


def _completed(one: Said, said: Sequence[Said]) -> Said:
    hours = next((s.hours for s in (one, *said) if s.hours is not None), None)
    alike = (s.restored_cents for s in (one, *said) if s.gross_cents == one.gross_cents)
    restored = next((cents for cents in alike if cents is not None), None)
    return replace(one, hours=hours, restored_cents=restored)


def _source(line: KnownPay) -> Source:
    kind = kind_of_source(line.channel)
    return Source(kind, line.document_id, line.line, line.deposit_id)
