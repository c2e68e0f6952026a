"""The limits of 2020, longer or suspended by the ordonnances 2020-306 and 2020-460."""

from collections.abc import Sequence
from datetime import date, timedelta

from guichet.law.dates import DAY, add_months
from guichet.law.deadlines.clock import Clock, DeadlineStep
from guichet.law.deadlines.counting import Pause, moved, with_pauses
from guichet.law.parameters import AfterLastKnownDate, BeforeFirstKnownDate, Parameter

FUND = "covid_extension_fund_days_to_december"
APPEAL = "covid_extension_appeal_months"
MEDICAL_ANSWER = "covid_extension_medical_appeal_answer_months"
SUSPENSION = "covid_suspension_of_silence_days"
# The day to which the ordonnance 2020-460 could bring the fund's limits at the latest.
_FUND_COUNTED_FROM = date(2020, 11, 10)


def fund_limit(clock: Clock, ordinary: date) -> date:
    """A limit of the fund on work injuries (2020-460 art. 11 III to V); the ordinary one if out."""
    used = _in_force(clock, FUND, ordinary)
    return _FUND_COUNTED_FROM + timedelta(days=int(used.value)) if used else ordinary


def appeal_limit(clock: Clock, key: str, ordinary: date) -> None:
    """An appeal whose time ends in the protected period: two months from its end, no more.

    Ordonnance 2020-306 art. 2, to which 2020-460 art. 13 II refers for medical appeals.
    """
    used = _in_force(clock, APPEAL, ordinary)
    if used is None or used.effective_to is None:
        return
    clock.told_as(key, "ordinary_limit")
    clock.put("ordinary_limit", clock.result[key])
    until, skipped = moved(add_months(used.effective_to, int(used.value)), clock.calendar)
    note = "Le délai finit entre le 12 mars et le 23 juin 2020 : il reprend en entier après."
    event, end = "protected_until", used.effective_to
    step = clock.step(key, until, event, end, APPEAL, skipped=skipped, note=note)
    clock.put(key, until, step)


def medical_answer(clock: Clock, key: str, ordinary: date) -> date:
    """The answer to a medical appeal, four months longer (2020-460 art. 13 II)."""
    used = _in_force(clock, MEDICAL_ANSWER, ordinary)
    if used is None:
        return ordinary
    note = "Ce délai d'examen finit entre le 12 mars et le 10 août 2020 : il est prorogé."
    longer = add_months(ordinary, int(used.value))
    clock.told_as(key, "ordinary_limit")
    step = clock.step(key, longer, "ordinary_limit", ordinary, MEDICAL_ANSWER, note=note)
    clock.put(key, longer, step)
    return longer


def silence_limit(
    clock: Clock, key: str, start: date, months: int, pauses: Sequence[Pause] = ()
) -> date:
    """When silence speaks: time runs neither in the protected period nor while pieces lack.

    Ordonnance 2020-306 art. 7; CRPA L.114-5.
    """
    ordinary = add_months(start, months)
    (used,) = clock.parameters.named(SUSPENSION)
    protected = Pause(used.effective_from, (used.effective_to or date.max - DAY) + DAY)
    begins, stops = start, list(pauses)
    if protected.first <= start < protected.again:
        begins = protected.again
    elif start < protected.first:
        stops.append(protected)
    asked = with_pauses(ordinary, pauses)
    longer = with_pauses(add_months(begins, months), stops)
    if longer == ordinary:
        return ordinary
    articles, notes = [], []
    if asked != ordinary:
        articles.append("CRPA L.114-5")
        notes.append("Le délai ne court pas pendant que des pièces demandées manquent.")
    if longer != asked:
        articles.append(used.article)
        notes.append("Le délai ne court pas du 12 mars au 23 juin 2020.")
    clock.told_as(key, "ordinary_limit")
    step = DeadlineStep(
        key,
        longer.isoformat(),
        " et ".join(articles),
        starts_from="ordinary_limit",
        start=ordinary.isoformat(),
        note=" ".join(notes),
    )
    clock.put(key, longer, step)
    return longer


def _in_force(clock: Clock, name: str, day: date) -> Parameter | None:
    try:
        return clock.parameters.on(name, day)
    except (BeforeFirstKnownDate, AfterLastKnownDate):
        return None
