"""From a case's input to the pays before a stop: wages by month, weekly pays, twelve months."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast
from unicodedata import normalize

from guichet.law.case_reading import CaseFault, Reader, said
from guichet.law.contract import PERIODICITIES, each
from guichet.law.reference_pay import (
    MOST_MONTHLY_CENTS,
    Activity,
    MonthlyWage,
    PayBasis,
    Periodicity,
    days_of,
)

_DAYS = ("activity_from", "activity_until")
_WAGE_KEYS = frozenset({"month", "gross", "hours", "absent", "employer", "reestablished", *_DAYS})
_MOST_PAYS = 52
# Reasons that re-establish nothing: the absence was neither authorised nor involuntary. A lay-off
# that only waits for a decision is not yet disciplinary.
_NOT_RESTORED = re.compile(
    r"injustifi|non_justifi|sans_justif|unjustif|unexcused|unauthori[sz]ed|non_autorise"
    r"|disciplin|mise_a_pied(?!_conservatoire)"
)
# Reasons that say that the person had no activity yet.
BEFORE_HIRE = frozenset(
    {
        "avant_embauche",
        "avant_l_embauche",
        "pas_encore_embauche",
        "pas_encore_embauchee",
        "embauche",
        "premier_emploi",
        "before_hire",
        "not_yet_hired",
        "hire",
        "first_job",
    }
)


def read_basis(reader: Reader, capped_by_month: bool = True) -> PayBasis:
    """How the person is paid, and the pays that are not wages by month.

    `capped_by_month`: the cap is that of each month, so that a total of twelve is not enough.
    """
    periodicity = cast(Periodicity, reader.choice("pay_periodicity", PERIODICITIES, "monthly"))
    contract = _amount(reader, "contract_monthly_gross")
    if periodicity in ("fortnightly", "weekly"):
        return PayBasis(periodicity, _pays(reader), contract_cents=contract)
    total = None
    if periodicity == "discontinuous" and not reader.has("reference_wages"):
        total = _amount(reader, "reference_total_12_months", most=12 * MOST_MONTHLY_CENTS)
    unsaid = capped_by_month and reader.flag("no_month_above_cap") is not True
    return PayBasis(
        periodicity,
        total_cents=total,
        contract_cents=contract,
        total_to_check=total is not None and unsaid,
    )


def read_wages(reader: Reader) -> tuple[MonthlyWage, ...]:
    """The wages by month, all employers summed."""
    lines = each(reader.items("reference_wages"), "reference_wages", _wage_line)
    by_month: dict[str, dict[str | None, MonthlyWage]] = {}
    for employer, wage in lines:
        employers = by_month.setdefault(wage.month, {})
        if employer in employers:
            raise CaseFault(
                "reference_wages",
                "chaque mois une seule fois par employeur",
                f"Le salaire du mois {wage.month} est donné deux fois.",
            )
        employers[employer] = wage
    return tuple(_summed(list(same.values())) for same in by_month.values())


def _pays(reader: Reader) -> tuple[int, ...]:
    data: Mapping[str, Any] = reader.data
    if isinstance(data.get("reference_pay_each"), list | tuple):
        pays = [
            _amount(Reader({"reference_pay_each": one}), "reference_pay_each") or 0
            for one in data["reference_pay_each"]
        ]
        if not reader.has("reference_pays_count") or _count(reader) == len(pays):
            return tuple(pays)
        reader.fault("reference_pays_count", f"{len(pays)}", "Le nombre de paies ne va pas.")
    one = _amount(reader, "reference_pay_each")
    if one is None:
        reader.fault("reference_pay_each", "le montant brut d'une paie", "La paie manque.")
    return (one,) * _count(reader)


def _count(reader: Reader) -> int:
    count = reader.number("reference_pays_count")
    if count is None or count != int(count) or not 0 < count <= _MOST_PAYS:
        reader.fault("reference_pays_count", "un nombre de paies", "Le nombre de paies manque.")
    return int(count)


def _amount(reader: Reader, key: str, most: int = MOST_MONTHLY_CENTS) -> int | None:
    found = reader.cents(key)
    if found is not None and not 0 <= found <= most:
        reader.fault(
            key, f"entre 0 et {most // 100} €", f"{said(reader.data[key])} n'est pas vraisemblable."
        )
    return found


def _wage_line(line: Reader) -> tuple[str | None, MonthlyWage]:
    line.only(_WAGE_KEYS)
    month = line.text("month") or line.fault("month", "un mois AAAA-MM", "Le mois manque.")
    gross = line.cents("gross")
    if gross is None:
        line.fault("gross", "un salaire brut", f"Le salaire du mois {month} manque.")
    restored, reason = line.cents("reestablished"), _reason(line)
    before = reason in BEFORE_HIRE
    if before and gross and restored is None and not line.has("activity_from"):
        line.fault(
            "activity_from",
            "le premier jour d'activité du mois",
            f"L'embauche est du mois {month}, où du salaire est gagné : son jour manque.",
        )
    held = _activity(line, month, gross)
    wage = MonthlyWage(
        month,
        gross,
        line.number("hours"),
        restored,
        restored is None and bool(reason) and not before and not _NOT_RESTORED.search(reason),
        before and not gross and not held,
        held,
    )
    if wage.absent and wage.activities:
        line.fault(
            "reestablished",
            "le salaire rétabli par l'employeur",
            f"Le mois {month} est celui d'une absence et d'un début ou d'une fin d'activité : rien"
            " ne dit ce qu'aurait été son salaire complet.",
        )
    return _employer(line), wage


def _reason(line: Reader) -> str:
    """Why the month is incomplete: its cause in plain letters, empty for none (R.323-8)."""
    value = line.data.get("absent")
    if value is None or isinstance(value, bool):
        return "absent" if value else ""
    plain = normalize("NFKD", (line.text("absent") or "").strip().lower())
    return re.sub(r"\W+", "_", plain.encode("ascii", "ignore").decode()) or "absent"


def _activity(line: Reader, month: str, gross: int) -> tuple[Activity, ...]:
    """The days of the month that the activity held, where it began or ended within it."""
    first, last = (_day_within(line, key, month) for key in _DAYS)
    if first is None and last is None:
        return ()
    first, last = first or 1, last or days_of(month)
    if first > last:
        line.fault(
            "activity_until",
            "une date qui ne précède pas activity_from",
            f"Dans le mois {month}, l'activité finit avant de commencer.",
        )
    return (Activity(first, last, gross),)


def _day_within(line: Reader, key: str, month: str) -> int | None:
    """The day of the month that a date of its line is."""
    day = line.day(key)
    if day is not None and day.isoformat()[:7] != month:
        line.fault(key, f"un jour du mois {said(month)}", f"Le {day:%d/%m/%Y} n'en est pas un.")
    return day.day if day else None


def _employer(line: Reader) -> str | None:
    """A SIRET may have been written as a number."""
    value = line.data.get("employer")
    return str(value) if isinstance(value, int) else line.text("employer")


def _summed(same: list[MonthlyWage]) -> MonthlyWage:
    if len(same) == 1:
        return same[0]
    hours = [w.hours for w in same if w.hours is not None]
    restored = any(w.reestablished_cents is not None for w in same)
    absent = any(w.absent for w in same)
    if restored and absent:
        raise CaseFault(
            "reference_wages",
            "le salaire rétabli (reestablished) par chaque employeur",
            f"Le salaire du mois {same[0].month} est rétabli par un employeur, et pas par un autre"
            " dont la personne était absente aussi.",
        )
    whole = sum(
        w.gross_cents if w.reestablished_cents is None else w.reestablished_cents for w in same
    )
    return MonthlyWage(
        same[0].month,
        sum(w.gross_cents for w in same),
        sum(hours, Decimal(0)) if len(hours) == len(same) else None,
        whole if restored else None,
        absent,
        all(w.before_hire for w in same),
        _activities(same),
    )


def _activities(same: list[MonthlyWage]) -> tuple[Activity, ...]:
    """Those of the employers of a month; whoever gives no day of it held it whole."""
    if not any(wage.activities for wage in same):
        return ()
    whole = days_of(same[0].month)
    return tuple(
        held
        for wage in same
        if not wage.before_hire
        for held in wage.activities or (Activity(1, whole, wage.gross_cents),)
    )
