"""Waiting days and the stops that bear none (ij_law.md, sections 2 and 9).

Choices: every date is that of the initial stop. Covid: isolation from 1 February to 31 December
2020 (the decrees after 10 October are known at second hand), parents from 10 March and vulnerable
persons from 15 March to 30 April 2020 only (partial activity after), a positive test as such from
10 January 2021, when the household of a vulnerable person is named no more; the stop of January
2023 is dated by its prescription. ALD: periods of three
years, the first stop of each bears waiting days; all ALD stops given are of the same affection.
Bereavement: the first stop that starts from the death to 91 days after it. Interrupted pregnancy:
by the date of prescription. A stop that starts in therapeutic part-time bears none since 2020.
"""

from datetime import date, timedelta

from tests.law.oracle.days import after_months
from tests.law.oracle.facts import day, start_of
from tests.law.oracle.history import chain, is_new, read, reference_day, waiting_days_served
from tests.law.oracle.parameters import known, value

EMPLOYEE_COVID = [
    ("contact_isolation", date(2020, 2, 1), date(2020, 12, 31)),
    ("childcare", date(2020, 3, 10), date(2020, 4, 30)),
    ("vulnerable", date(2020, 3, 15), date(2020, 4, 30)),
    ("cohabitant_vulnerable", date(2020, 3, 15), date(2020, 4, 30)),
]
KINDS_OF_2021 = {"positive_test", "contact_isolation", "childcare", "vulnerable"}
INTERRUPTED = {
    "interruption_spontanee_grossesse_avant_22_sa": "carence_exclue_fausse_couche",
    "interruption_medicale_grossesse": "carence_exclue_img",
}


def prescribed_on(case: dict) -> date:
    """The prescription of the initial stop."""
    if chain(case):
        return reference_day(case)
    return day(case, "issued_on") or start_of(case)


def derogatory(case: dict) -> bool:
    """Whether the covid derogations lift the conditions, the waiting days and the counters."""
    kind, start = case.get("covid"), reference_day(case)
    if not kind:
        return False
    if known("covid_derogatoire_decret_2021_13", start):
        return kind in KINDS_OF_2021
    if kind == "positive_test":
        return known("covid_derogatoire_lfss_2023", prescribed_on(case))
    return any(kind == one and first <= start <= last for one, first, last in EMPLOYEE_COVID)


def lifted(case: dict) -> bool:
    start = reference_day(case)
    return bool(
        case.get("carence_waived")
        or derogatory(case)
        or known("carence_suspendue_tous_arrets", start)
        or later_stop_of_an_ald(case)
        or bereaved(case)
        or interrupted_pregnancy(case)
        or starts_part_time(case)
    )


def later_stop_of_an_ald(case: dict) -> bool:
    if not case.get("ald"):
        return False
    start, period = reference_day(case), None
    for stop in read(case):
        new = stop.ald and stop.kind != "prolongation" and stop.start < start
        if new and (period is None or stop.start >= after_months(period, 36)):
            period = stop.start
    return period is not None and start < after_months(period, 36)


def bereaved(case: dict) -> bool:
    died = day(case, "death_date")
    if case.get("reason") != "deces_enfant_moins_25_ans" or died is None:
        return False
    if not known("carence_exclue_deces_enfant_semaines", died):
        return False
    weeks = int(value("carence_exclue_deces_enfant_semaines", died))
    in_time = died <= reference_day(case) <= died + timedelta(weeks=weeks)
    return in_time and case.get("rank_of_stop_since_death", 1) == 1


def interrupted_pregnancy(case: dict) -> bool:
    parameter = INTERRUPTED.get(case.get("reason", ""))
    return bool(parameter) and known(parameter, prescribed_on(case))


def starts_part_time(case: dict) -> bool:
    part, start = case.get("part_time"), reference_day(case)
    return bool(part) and part["from"] <= start.isoformat() and start >= date(2020, 1, 1)


def due(case: dict) -> int:
    """The waiting days that the stop still has to bear from its first day."""
    if lifted(case):
        return 0
    days = int(value("carence_maladie_jours", reference_day(case)))
    if is_new(case):
        return days
    return days - waiting_days_served(case, days)
