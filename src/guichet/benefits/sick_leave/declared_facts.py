"""The facts that an employer's declaration gives of a stop, each from its line."""

import unicodedata
from datetime import date

from guichet.benefits.sick_leave.part_time import PART_TIME_FROM, PAY_LOST
from guichet.cases.service import NewFact, Source, SourceKind
from guichet.declarations.service import Channel, DeclaredStop

_STOP_FIELDS = {
    "employer.last_day_worked": ("last_day_worked", "002"),
    "employer.reason": ("reason", "001"),
    "employer.expected_end": ("expected_end", "003"),
    "employer.contract": ("contract_number", None),
    "employer.contract_start": ("contract_start", None),
    "subrogation": ("subrogation", "004"),
    "subrogation.from": ("subrogation_from", "005"),
    "subrogation.to": ("subrogation_to", "006"),
    "subrogation.iban": ("iban", "007"),
    "subrogation.bic": ("bic", "008"),
    "return.on": ("returned_on", "010"),
}


# S21.G00.60.001: part-time after sickness, 08 in the messages of 2019
PART_TIME_REASONS = frozenset({"08", "15"})
_SICKNESS_STILL = {("employer.reason", reason) for reason in PART_TIME_REASONS}


def part_time_facts(stop: DeclaredStop) -> list[NewFact]:
    """The pay lost in each period of part-time that a declaration tells (S21.G00.66)."""
    return [
        NewFact(
            f"{PAY_LOST}{one['first']}",
            {"last_day": one["last"], "gross_cents": one["lost_cents"]},
            _source(stop, None, one["line"]),
        )
        for one in stop.part_times
    ]


def declared_stop_facts(stop: DeclaredStop) -> list[NewFact]:
    """What an employer's declaration says of the stop; what it leaves out stays as it was.

    Part-time after sickness is sickness still: its reason is not another one.
    """
    facts = [
        *part_time_facts(stop),
        NewFact("employer.siret", stop.organisation.siret, _source(stop, None)),
        NewFact("employer.names_the_person", _names_the_person(stop), _source(stop, None)),
    ]
    for key, (name, suffix) in _STOP_FIELDS.items():
        value = getattr(stop, name)
        if value in (None, "") or (key, value) in _SICKNESS_STILL:
            continue
        text = value.isoformat() if isinstance(value, date) else value
        part_time = key == "return.on" and stop.returned_part_time
        facts.append(NewFact(PART_TIME_FROM if part_time else key, text, _source(stop, suffix)))
    return facts


def _names_the_person(stop: DeclaredStop) -> bool:
    """Whether the employer gives the family name that goes with the NIR, accents and case apart."""
    return stop.person is not None and plain_name(stop.family_name) == plain_name(
        stop.person.family_name
    )


def plain_name(name: str) -> str:
    """A name as two systems may both write it: letters alone, no accents, capitals."""
    letters = unicodedata.normalize("NFKD", name).upper()
    return "".join(char for char in letters if char.isalpha() and not unicodedata.combining(char))


def _source(stop: DeclaredStop, suffix: str | None, line: int | None = None) -> Source:
    return Source(
        kind_of_source(stop.deposit.channel),
        document_id=stop.deposit.document_id,
        line=stop.lines.get(suffix) if suffix else line,
        source_id=stop.id,
    )


_KINDS = {
    Channel.DSN: SourceKind.DSN,
    Channel.FILE: SourceKind.FILE,
    Channel.FORM: SourceKind.FORM,
    Channel.PAPER: SourceKind.PAPER,
}
CERTIFICATES = frozenset(_KINDS.values()) - {SourceKind.DSN}


def kind_of_source(channel: str) -> SourceKind:
    """What a fact from an employer's deposit is said to come from."""
    return _KINDS[channel]
