"""The names of the public contract of `guichet law daily-allowance`: keys and values of a case."""

from collections.abc import Callable
from typing import Any

from guichet.law.case_reading import Reader

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
PERIODICITIES = ("monthly", "fortnightly", "weekly", "discontinuous")
CHECKS = ("threshold_6_months", "threshold_12_months", "bounds")

PAY_KEYS = frozenset(
    {
        "pay_periodicity",
        "reference_wages",
        "reference_pays_count",
        "reference_pay_each",
        "reference_total_12_months",
        "no_month_above_cap",
        "contract_monthly_gross",
    }
)

KEYS = PAY_KEYS | frozenset(
    {
        "benefit",
        "stop_start",
        "stop_end",
        "stop_ends",
        "leave_start",
        "period_end",
        "kind",
        "issued_on",
        "accident_date",
        "recognised_on",
        "ald",
        "dependent_children",
        "day_of_stop",
        "covid",
        "reason",
        "death_date",
        "rank_of_stop_since_death",
        "carence_waived",
        "opening_conditions_met",
        "sjb_given",
        "part_time",
        "lost_gross",
        "previous_stops",
        "notice_sent_on",
        "previous_late_notice_prescribed_on",
        "hospitalised",
        "retired_since",
        "return_on",
        "child_birth",
        "birth_expected",
        "child_hospitalised",
        "children_born",
        "affiliated_since",
        "paid_days",
        "category",
        "raam",
        "mean_turnover_3_years",
        "micro_allowance",
        "check",
        "reference_period",
    }
)


def each(items: Any, path: str, read: Callable[[Reader], Any]) -> list[Any]:
    """Apply `read` to each mapping of a list, naming its place in the faults."""
    return [read(Reader(item, f"{path}[{i}].")) for i, item in enumerate(items, start=1)]
