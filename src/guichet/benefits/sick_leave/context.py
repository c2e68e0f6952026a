"""What surrounds a file when it is assessed: read beforehand, so that assessing is pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guichet.law.counters import Interval
from guichet.ledger.service import Granted


@dataclass(frozen=True)
class Context:
    """What the decision needs beside the file's own facts.

    `paid_before`: the sickness days that the person's other files hold in the years before.
    `other_employers`: the SIRET of those that paid the person and have not declared the stop.
    `other_accounts`: the known accounts of the other employers that have, by SIRET.
    """

    today: date
    provisional_nir: bool = False
    days_taken: Sequence[date] = ()
    paid_before: Sequence[Interval] = ()
    granted: Mapping[date, Granted] = field(default_factory=dict)
    other_employers: Sequence[str] = ()
    employer_accounts: frozenset[str] = frozenset()
    other_accounts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def granted_before(self) -> dict[date, int]:
        """Cents by day of the decision in force."""
        return {day: granted.cents for day, granted in self.granted.items()}

    def kept(self) -> dict[str, Any]:
        """What a decision keeps of it in JSON, to be replayed from."""
        before = [[one.first.isoformat(), one.last.isoformat()] for one in self.paid_before]
        return {"today": self.today.isoformat()} | ({"paid_before": before} if before else {})

    @classmethod
    def replayed(cls, kept: Mapping[str, Any]) -> "Context":
        """What a decision was taken in, as far as the law's answer depends on it."""
        days = date.fromisoformat
        before = (Interval(days(a), days(b)) for a, b in kept.get("paid_before", ()))
        return cls(today=days(kept["today"]), paid_before=tuple(before))
