"""What this law answers so far: keys and values of the contract that are refused in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from guichet.law.case_reading import CaseFault, Reader, said

BENEFITS = (
    "maladie",
    "at",
    "mp",
    "trajet",
    "maternite",
    "paternite",
    "adoption",
    "deuil_enfant",
    "naissance",
    "maladie_ti",
    "maternite_ti",
    "paternite_ti",
)
COVERED_BENEFITS = frozenset({"maladie"})
COVERED_CHECKS = frozenset({"threshold_6_months", "threshold_12_months"})
PERIODICITIES = ("monthly", "fortnightly", "weekly", "discontinuous")
CHECKS = ("threshold_6_months", "threshold_12_months", "bounds")
LAST_MAJORATION_DAY = date(2020, 6, 30)

READ = frozenset(
    {
        "benefit",
        "stop_start",
        "stop_end",
        "stop_ends",
        "kind",
        "issued_on",
        "ald",
        "dependent_children",
        "covid",
        "carence_waived",
        "opening_conditions_met",
        "pay_periodicity",
        "reference_wages",
        "sjb_given",
        "previous_stops",
        "check",
        "reference_period",
    }
)
NOT_YET = frozenset(
    {
        "leave_start",
        "period_end",
        "accident_date",
        "recognised_on",
        "day_of_stop",
        "reason",
        "death_date",
        "rank_of_stop_since_death",
        "reference_pays_count",
        "reference_pay_each",
        "reference_total_12_months",
        "no_month_above_cap",
        "contract_monthly_gross",
        "part_time",
        "lost_gross",
        "notice_sent_on",
        "previous_late_notice_prescribed_on",
        "hospitalised",
        "retired_since",
        "return_on",
        "child_birth",
        "paid_days",
        "category",
        "raam",
        "mean_turnover_3_years",
        "micro_allowance",
    }
)
KNOWN = READ | NOT_YET


def check_cover(reader: Reader) -> None:
    """Refuse the case when something in it would change the answer and is not covered yet."""
    reader.only(KNOWN)
    if reader.has("check"):
        if reader.choice("check", CHECKS) not in COVERED_CHECKS:
            _not_yet("check", "threshold_6_months ou threshold_12_months", "Cette vérification")
        return
    benefit = reader.choice("benefit", BENEFITS)
    if benefit not in COVERED_BENEFITS:
        _not_yet("benefit", "maladie", f"L'allocation « {benefit} »")
    periodicity = reader.choice("pay_periodicity", PERIODICITIES, "monthly")
    if periodicity != "monthly":
        _not_yet("pay_periodicity", "monthly", f"La périodicité de paie « {periodicity} »")
    for key in sorted(NOT_YET & set(reader.data)):
        if reader.data[key] not in (None, False):
            _not_yet(key, "la clé laissée de côté", f"La clé « {key} »")
    if reader.data.get("covid") not in (None, False):
        _not_yet("covid", "false", "Le régime dérogatoire de la covid")
    _check_children(reader)


def _check_children(reader: Reader) -> None:
    """Three children raised the rate from day 31 of stops prescribed before July 2020."""
    children = reader.number("dependent_children")
    if children is None:
        return
    if children < 0 or children != int(children):
        reader.fault("dependent_children", "un nombre entier", f"{said(children)} enfants.")
    prescribed = reader.day("issued_on") or reader.required_day("stop_start")
    if children >= 3 and prescribed <= LAST_MAJORATION_DAY:
        _not_yet(
            "dependent_children",
            "moins de trois enfants, ou un arrêt prescrit depuis le 01/07/2020",
            "La majoration pour trois enfants à charge",
        )


def _not_yet(key: str, expected: str, what: str) -> None:
    raise CaseFault(key, expected, f"{what} n'est pas encore couverte par ce programme.")


def each(items: Any, path: str, read: Callable[[Reader], Any]) -> list[Any]:
    """Apply `read` to each mapping of a list, naming its place in the faults."""
    return [read(Reader(item, f"{path}[{i}].")) for i, item in enumerate(items, start=1)]
