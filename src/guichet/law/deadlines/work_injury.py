"""Work accidents and occupational diseases: declaring, reserves, deciding (CSS R.441-2 and on)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from guichet.law.dates import DAY, add_months
from guichet.law.deadlines import epidemic
from guichet.law.deadlines.clock import Clock, DeadlineStep
from guichet.law.deadlines.counting import (
    Skipped,
    clear_days,
    counted_hours,
    hours_count,
    moved,
    why_off,
)

HOUR = timedelta(hours=1)
_NO_HOUR = "L'heure n'est pas donnée : le délai est compté de minuit, au plus tôt."
NOTIFIED = "decision_notified"


def declaration(clock: Clock) -> None:
    """The employer declares within 48 hours of knowing, Sundays and holidays left out (R.441-3)."""
    informed = clock.instant("employer_informed")
    hours = clock.length("accident_declaration_hours", informed.date())
    limit, skipped = counted_hours(informed, hours, clock.calendar)
    step = clock.step(
        "declare_before", limit, "employer_informed", informed, "accident_declaration_hours",
        skipped=skipped, note=_NO_HOUR if clock.without_hour("employer_informed") else "",
    )  # fmt: skip
    clock.put("declare_before", limit, step)
    longer = clock.extended(
        "declare_before", limit.date(), "covid_extension_declaration_days", move=False
    )
    if longer != limit.date():
        clock.put("ordinary_limit", limit)
        passed = []
        while not hours_count(longer, clock.calendar):
            passed.append(Skipped(longer, why_off(longer, clock.calendar)))
            longer += DAY
        limit = clock.put("declare_before", datetime.combine(longer, limit.time()))
        told = replace(clock.steps[-1], value=limit.isoformat(), skipped=tuple(passed))
        clock.steps[-1] = told
    if clock.reader.has("declared"):
        declared = clock.instant("declared")
        if declared < informed:
            clock.reversed("declared", "employer_informed")
        late = declared > limit
        clock.put("late", late)
        clock.put("late_by_hours", _hours(declared - limit) if late else 0)


def _hours(duration: timedelta) -> int | float:
    """Hours of delay: whole when they are."""
    hours = round(duration / HOUR, 2)
    return int(hours) if hours == int(hours) else hours


def victim_declares(clock: Clock) -> None:
    """The victim may declare when the employer does not (L.441-2)."""
    accident = clock.needed_day("accident")
    years = clock.length("victim_declaration_years", accident)
    two_years, end_of_year = add_months(accident, 12 * years), date(accident.year + years, 12, 31)
    chosen = two_years if clock.options.victim_declaration == "two_years" else end_of_year
    other = end_of_year if chosen == two_years else two_years
    note = f"{clock.options.note('victim_declaration').reason} Autre lecture : {other:%d/%m/%Y}."
    step = clock.step(
        "victim_may_declare_until", chosen, "accident", accident, "victim_declaration_years",
        note=note,
    )  # fmt: skip
    clock.put("victim_may_declare_until", chosen, step)


def reserves(clock: Clock) -> None:
    """The employer's motivated reserves: ten clear days from the declaration (R.441-6)."""
    made = clock.needed_day("dat_made")
    clock.ordered("dat_made", "reserves_sent", "reserves_received")
    ordinary = clock.clear("ordinary_limit", "dat_made", made, "reserves_days", move=True)
    unmoved = clear_days(made, clock.length("reserves_days", made))
    until = clock.extended("reserves_until", unmoved, "covid_extension_reserves_days", move=True)
    if until == unmoved:
        until = ordinary
        _same(clock, "reserves_until", "ordinary_limit")
    sent = clock.day("reserves_sent") or clock.day("reserves_received")
    if sent:
        clock.put("in_time", sent <= until)


def _same(clock: Clock, key: str, other: str) -> None:
    """`key` is the date already found under `other`; its step is told under `key`."""
    clock.result[key] = clock.result[other]
    clock.told_as(other, key)


def _held(clock: Clock, *pieces: str) -> date:
    """The day on which the fund holds all that starts its clock."""
    if clock.reader.has(pieces[-1]):
        found, event = clock.needed_day(pieces[-1]), pieces[-1]
    else:
        days = {clock.needed_day(key): key for key in pieces[:-1]}
        found = max(days)
        event = days[found]
    step = DeadlineStep(
        "clock_start",
        found.isoformat(),
        "CSS R.441-7",
        starts_from=event,
        start=found.isoformat(),
        note="Le délai court du jour où la dernière pièce est reçue.",
    )
    clock.put("clock_start", found, step)
    return found


def _fund_limit(clock: Clock, event: str, start: date, name: str, outcome: str) -> date:
    """The fund's last day, where silence leads, and the order of 2020 where it applies."""
    last_day = _fund_last_day(clock, "last_day", event, start, name)
    _told_moved(clock, last_day)
    notified = clock.day(NOTIFIED)
    if notified is not None and notified < start:
        clock.reversed(NOTIFIED, event)
    clock.silence(last_day, [notified], outcome)
    return last_day


def _fund_last_day(clock: Clock, key: str, event: str, start: date, name: str) -> date:
    """A limit given to the fund to decide, to investigate or to seize the committee."""
    ordinary = clock.clear(key, event, start, name)
    last_day = epidemic.fund_limit(clock, ordinary)
    if key == "last_day":
        clock.put("ordinary_limit", ordinary)
        clock.put("extended", last_day != ordinary)
    if last_day == ordinary:
        return ordinary
    clock.told_as(key, "ordinary_limit")
    step = DeadlineStep(
        key,
        last_day.isoformat(),
        clock.parameters.on(epidemic.FUND, ordinary).article,
        starts_from="ordinary_limit",
        start=ordinary.isoformat(),
        note="La limite ordinaire tombe entre le 12 mars et le 10 novembre 2020 : elle court"
        " jusqu'à une date fixée par arrêté, au plus tard celle-ci.",
    )
    clock.put(key, last_day, step)
    if key == "last_day":
        clock.put("extended_to_no_later_than", last_day)
    return last_day


def _told_moved(clock: Clock, last_day: date) -> None:
    """The next working day, only told: no text moves the fund's limit."""
    after, skipped = moved(last_day, clock.calendar)
    step = DeadlineStep(
        "last_day_moved",
        after.isoformat(),
        "CPC 642",
        starts_from="last_day",
        start=last_day.isoformat(),
        skipped=skipped,
        note="Aucun texte ne dit que la limite de la caisse se reporte : ne pas compter dessus.",
    )
    clock.put("last_day_moved", after, step)


def _told_late(clock: Clock, key: str, start: date) -> bool:
    """Tell that what would have lengthened the time came after its end."""
    if isinstance(clock.reader.data.get(key), bool) or not clock.reader.has(key):
        return False
    come = clock.needed_day(key)
    name = "accident_decision_days" if key == "investigation" else "disease_decision_days"
    if come <= epidemic.fund_limit(clock, clear_days(start, clock.length(name, start))):
        return False
    note = "Vient après le délai pour décider et ne l'allonge pas : le silence vaut reconnaissance."
    clock.steps.append(DeadlineStep(f"late_{key}", come.isoformat(), "CSS R.441-18", note=note))
    return True


def _accident_length(clock: Clock, start: date) -> str:
    """The parameter that the fund's limit takes: an investigation, said or dated, lengthens it.

    One that was not started in the time to decide lengthens nothing (R.441-7, R.441-18).
    """
    given = clock.reader.data.get("investigation")
    if given is not None and not isinstance(given, bool):
        given = clock.needed_day("investigation") <= _investigate_by(clock, start)
    return "accident_investigation_days" if given else "accident_decision_days"


def _investigate_by(clock: Clock, start: date) -> date:
    """The last day to start an investigation: that to decide."""
    return epidemic.fund_limit(
        clock, clear_days(start, clock.length("accident_decision_days", start))
    )


def accident(clock: Clock) -> None:
    """Without investigation: thirty clear days from declaration and certificate (R.441-7)."""
    start = _held(clock, "dat_received", "certificate_received", "dat_and_certificate_held")
    _fund_limit(clock, "clock_start", start, _accident_length(clock, start), "recognised")
    _told_late(clock, "investigation", start)


def relapse(clock: Clock) -> None:
    """A relapse: sixty clear days from its certificate, or the recognition if later (R.441-16)."""
    held = "certificate_received"
    if clock.reader.has("dat_and_certificate_held") and not clock.reader.has(held):
        held = "dat_and_certificate_held"
    received = clock.needed_day(held)
    recognised = clock.day("first_accident_recognised_on")
    start = max(received, recognised or received)
    event = held if start == received else "first_accident_recognised_on"
    step = DeadlineStep(
        "clock_start", start.isoformat(), "CSS R.441-16", starts_from=event, start=start.isoformat()
    )
    clock.put("clock_start", start, step)
    _fund_limit(clock, "clock_start", start, "relapse_decision_days", "recognised")


def accident_investigation(clock: Clock) -> None:
    """With investigation: ninety clear days, the file open by the seventieth (R.441-8)."""
    event = "dat_and_certificate_held"
    held = clock.needed_day(event)
    clock.ordered(event, "file_opened")
    launch_by = _fund_last_day(clock, "launch_by", event, held, "accident_decision_days")
    open_by = clock.clear("file_open_by", event, held, "accident_file_opening_days")
    opened = clock.day("file_opened") or open_by
    clock.put("observe_from", opened)
    clock.clear("observe_until", "file_opened", opened, "observation_days", move=True)
    last_day = _fund_limit(clock, event, held, "accident_investigation_days", "recognised")
    notified = clock.day(NOTIFIED)
    in_time = notified is None or notified <= last_day
    if _told_late(clock, "investigation", held):
        # the silence of the time to decide has already recognised the accident
        in_time = notified is not None and notified <= launch_by
        clock.silence(launch_by, [notified], "recognised")
    if clock.reader.has("file_opened"):
        in_time = in_time and opened <= open_by
    if proof := clock.day("proof_of_receipt_of_dates"):
        in_time = in_time and proof <= _notice_limit(clock, opened)
    clock.put("in_time", in_time)


def _notice_limit(clock: Clock, opens: date) -> date:
    """Both sides must have received the dates ten clear days before the file opens."""
    days = clock.length("consultation_notice_days", opens)
    return opens - timedelta(days=days + 1)


def consultation_notice(clock: Clock) -> None:
    """When both sides must have received the dates of the consultation (R.441-8, R.461-9)."""
    opens = clock.needed_day("file_opens")
    limit = _notice_limit(clock, opens)
    step = clock.step(
        "parties_must_receive_dates_by", limit, "file_opens", opens, "consultation_notice_days",
        note="Compté en arrière depuis l'ouverture du dossier.",
    )  # fmt: skip
    clock.put("parties_must_receive_dates_by", limit, step)
    clock.clear("observe_until", "file_opens", opens, "observation_days", move=True)


_SUBJECTS = {
    "accident": ("questionnaire_days", "covid_extension_questionnaire_days"),
    "relapse": ("relapse_questionnaire_days", "covid_extension_relapse_questionnaire_days"),
    "disease": ("disease_questionnaire_days", "covid_extension_questionnaire_days"),
}


def questionnaire(clock: Clock) -> None:
    """The answer to a questionnaire: twenty clear days (R.441-8), thirty for a disease."""
    _questionnaire(clock, clock.reader.choice("subject", tuple(_SUBJECTS), "accident"))


def disease_questionnaire(clock: Clock) -> None:
    """The answer to the questionnaire about a disease: thirty clear days (R.461-9)."""
    _questionnaire(clock, "disease")


def _questionnaire(clock: Clock, subject: str) -> None:
    received = clock.needed_day("questionnaire_received")
    name, longer = _SUBJECTS[subject]
    clock.clear("ordinary_limit", "questionnaire_received", received, name, move=True)
    unmoved = clear_days(received, clock.length(name, received))
    if clock.extended("answer_until", unmoved, longer, move=True) == unmoved:
        _same(clock, "answer_until", "ordinary_limit")


def fund(clock: Clock) -> None:
    """The fund's limit for an accident, with what the order of 2020 does to it."""
    held = clock.needed_day("dat_and_certificate_held")
    name = _accident_length(clock, held)
    _fund_limit(clock, "dat_and_certificate_held", held, name, "recognised")
    _told_late(clock, "investigation", held)


def disease(clock: Clock) -> None:
    """An occupational disease: 120 clear days, 120 more from the committee's seizure (R.461-9)."""
    awaited = _awaited(clock)
    if clock.reader.has("declaration_certificate_and_tests_held"):
        start = clock.needed_day("declaration_certificate_and_tests_held")
    else:
        start = max(
            clock.needed_day("declaration_received"),
            clock.needed_day("certificate_received"),
            date.min if awaited else clock.day("tests_received") or date.min,
        )
    if awaited and not clock.reader.has("declaration_certificate_and_tests_held"):
        # the table's tests have not come: the clock has not started
        bound = clear_days(start, clock.length("disease_decision_days", start))
        clock.put("last_day_not_before", bound)
        return
    step = DeadlineStep("clock_start", start.isoformat(), "CSS R.461-9", start=start.isoformat())
    clock.put("clock_start", start, step)
    clock.clear("file_open_by", "clock_start", start, "disease_file_opening_days")
    committee = clock.reader.data.get("committee")
    if committee is True:
        clock.clear("last_day_not_before", "clock_start", start, "committee_decision_days")
        return
    seized = None if committee is False else clock.day("committee")
    if seized is not None and seized < start:
        clock.reversed("committee", "clock_start")
    decide_by = clear_days(start, clock.length("disease_decision_days", start))
    if seized is not None and seized <= epidemic.fund_limit(clock, decide_by):
        event, begins, name = "committee", seized, "committee_decision_days"
    else:  # a committee seized after the time to decide comes too late: silence has recognised
        event, begins, name = "clock_start", start, "disease_decision_days"
    last_day = _fund_last_day(clock, "last_day", event, begins, name)
    _told_moved(clock, last_day)
    _told_late(clock, "committee", start)
    clock.silence(last_day, _notified(clock, start, begins), "recognised")


def _awaited(clock: Clock) -> bool:
    """Whether the tests that a table of diseases asks for are said not to have come."""
    given = clock.reader.data.get("tests_received", date.min)
    return given is None or given is False


def _notified(clock: Clock, start: date, begins: date) -> list[date | None]:
    """The decisions notified since the time in course began; one before the file is a mistake.

    Telling both sides that the committee is seized decides nothing: it is not one.
    """
    given = clock.reader.data.get("decisions_notified")
    if isinstance(given, list | tuple):
        found = clock.reader.days("decisions_notified") or []
    else:
        only = clock.day("decisions_notified")
        found = [only] if only else []
    if any(day < start for day in found):
        clock.reversed("decisions_notified", "clock_start")
    return [day for day in found if day > begins or begins == start]


def disease_committee(clock: Clock) -> None:
    """The regional committee: file open forty clear days, opinion by 110, decision by 120."""
    seized = clock.needed_day("committee_seized")
    clock.clear("file_open_until", "committee_seized", seized, "committee_file_days", move=True)
    clock.clear("committee_opinion_by", "committee_seized", seized, "committee_opinion_days")
    _fund_last_day(clock, "last_day", "committee_seized", seized, "committee_decision_days")


def disease_declaration(clock: Clock) -> None:
    """The victim declares a disease within fifteen days of stopping work (R.461-5)."""
    stopped = clock.needed_day("work_stopped")
    ordinary = clock.days("declare_by", "work_stopped", stopped, "disease_declaration_days")
    clock.put("ordinary_limit", ordinary)
    clock.extended("declare_by", ordinary, "covid_extension_disease_declaration_days", move=False)
