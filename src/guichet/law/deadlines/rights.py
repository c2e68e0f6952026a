"""Appeals, silence, recoveries, prescription of payments, late notices."""

from datetime import date

from guichet.law.case_reading import Reader
from guichet.law.contract import each
from guichet.law.dates import DAY, add_months
from guichet.law.deadlines import epidemic
from guichet.law.deadlines.clock import Clock, DeadlineStep
from guichet.law.deadlines.counting import Pause, with_pauses
from guichet.law.late_notice import lateness

MONTHS_OF_QUARTER = 3


def appeal_cra(clock: Clock) -> None:
    """The fund's committee: two months to appeal, silence of two months rejects (R.142-1, -6)."""
    _appeal(clock, "cra_answer_months")


def appeal_cmra(clock: Clock) -> None:
    """The medical committee: two months to appeal, silence of four months rejects."""
    _appeal(clock, "cmra_answer_months")


def _appeal(clock: Clock, answer: str) -> None:
    clock.ordered("decision_received", "appeal_received", "answered")
    clock.ordered("appeal_received", "pieces_received")
    received = clock.day("decision_received")
    routes = clock.reader.flag("decision_shows_appeal_routes")
    if received is None and not clock.reader.has("appeal_received"):
        clock.needed_day("decision_received")
    if received is not None and routes is False:
        note = "La décision ne dit pas comment contester : le délai ne court pas."
        clock.put("appeal_until", None, DeadlineStep("appeal_until", "", "CSS R.142-1", note=note))
    elif received is not None:
        clock.months("appeal_until", "decision_received", received, "appeal_months", move=True)
        ordinary = add_months(received, clock.length("appeal_months", received))
        epidemic.appeal_limit(clock, "appeal_until", ordinary)
    appealed = clock.day("appeal_received")
    if appealed is None:
        return
    after = clock.months("implicit_after", "appeal_received", appealed, answer)
    if answer == "cmra_answer_months":
        after = epidemic.medical_answer(clock, "implicit_after", after)
    else:
        after = _silent_after(clock, appealed, answer)
    answered = clock.day("answered")
    silent = answered is None or answered > after
    clock.put("implicit_outcome", "rejected" if silent else "none")


def _silent_after(clock: Clock, appealed: date, answer: str) -> date:
    """When the fund's committee has rejected by silence; pieces that come before restart it."""
    months = clock.length(answer, appealed)
    after = epidemic.silence_limit(clock, "implicit_after", appealed, months)
    pieces = clock.day("pieces_received")
    if pieces is None or pieces > after:  # silence had spoken
        return after
    clock.steps = [step for step in clock.steps if step.key != "implicit_after"]
    clock.months("implicit_after", "pieces_received", pieces, answer)
    return epidemic.silence_limit(clock, "implicit_after", pieces, months)


_SILENCE = {
    "css": ("css_silence_months", "complete_on", "accepted"),
    "ame": ("ame_silence_months", "requested", "rejected"),
}


def silence(clock: Clock) -> None:
    """CSS: two months from the complete file, silence grants. AME: from the request, it refuses."""
    clock.ordered("requested", "complete_on")
    name, event, outcome = _SILENCE[clock.reader.choice("procedure", tuple(_SILENCE))]
    start = clock.day(event)
    if start is None and event == "complete_on":
        clock.needed_day("requested")
        note = "Le dossier n'est pas complet : le délai n'a pas commencé."
        step = DeadlineStep("implicit_outcome", "none", "CSS R.861-16-1", note=note)
        clock.put("implicit_outcome", "none", step)
        return
    start = start or clock.needed_day(event)
    pauses = _pauses(clock, start)
    if event == "complete_on" and pauses:
        clock.reader.fault(
            "pauses", "rien : le délai part du dossier complet", "Ce délai n'est pas suspendu."
        )
    months, awaited = clock.length(name, start), [one for one in pauses if one.again == date.max]
    pauses = [one for one in pauses if one not in awaited]
    if any(one.first <= with_pauses(add_months(start, months), pauses) for one in awaited):
        note = "Des pièces demandées manquent : le délai est suspendu jusqu'à leur réception."
        step = DeadlineStep("implicit_outcome", "none", "CRPA L.114-5", note=note)
        clock.put("implicit_outcome", "none", step)
        return
    clock.months("decide_before", event, start, name)
    ordinary = clock.result["decide_before"]
    limit = epidemic.silence_limit(clock, "decide_before", start, months, pauses)
    if limit.isoformat() != ordinary:
        clock.put("ordinary_limit", ordinary)
    clock.put("implicit_from", limit + DAY)
    clock.put("implicit_outcome", outcome)


def _pauses(clock: Clock, start: date) -> list[Pause]:
    """Pieces asked for, from that day to the day they came or were due; none: still awaited."""

    def read(line: Reader) -> Pause:
        line.only(frozenset({"asked_on", "received_on"}))
        asked, received = line.required_day("asked_on"), line.day("received_on")
        if asked < start:
            line.fault("asked_on", f"le {start:%d/%m/%Y} ou après", "La demande n'est pas encore.")
        if received is not None and received < asked:
            line.fault("received_on", f"le {asked:%d/%m/%Y} ou après", "L'ordre est inversé.")
        return Pause(asked, received or date.max)

    return each(clock.reader.items("pauses"), "pauses", read)


def recovery(clock: Clock) -> None:
    """Money asked back: twenty days to say that the facts are wrong, then it may be withheld.

    CSS R.133-9-2 since 25 March 2021. A request made in time stops the withholding until it is
    answered; one month of silence rejects it.
    """
    notified = clock.needed_day("notified_on")
    clock.ordered("notified_on", "contested_on")
    until = clock.days("observations_until", "notified_on", notified, "recovery_observation_days")
    contested = clock.day("contested_on")
    if contested is None or contested > until:
        collect = until + DAY
        note = "À l'expiration du délai, si la personne n'a ni répondu ni remboursé."
        start, event = until, "observations_until"
        name = "recovery_observation_days"
    else:
        name = "recovery_rectification_months"
        collect = add_months(contested, clock.length(name, contested)) + DAY
        note = "Une demande de rectification suspend : le silence d'un mois la rejette."
        start, event = contested, "contested_on"
    step = clock.step("collect_from", collect, event, start, name, note=note)
    clock.put("collect_from", collect, step)


_FROM_QUARTER = ("maladie", "maladie_ti")


def payment_prescription(clock: Clock) -> None:
    """Two years to claim a payment (L.332-1 for sickness and birth, L.431-2 for work injuries)."""
    benefit = clock.reader.choice("benefit", _BENEFITS)
    reference = clock.needed_day("reference_date")
    start, note = reference, ""
    if benefit in _FROM_QUARTER:
        first_month = (reference.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1
        start = add_months(date(reference.year, first_month, 1), MONTHS_OF_QUARTER)
        note = "Les deux ans courent du premier jour du trimestre civil qui suit."
    years = clock.length("payment_prescription_years", start)
    until = add_months(start, 12 * years)
    if benefit in _FROM_QUARTER:
        until -= DAY
    step = clock.step(
        "claim_until", until, "reference_date", start, "payment_prescription_years", note=note
    )
    clock.put("claim_until", until, step)


_BENEFITS = (
    *("maladie", "maternite", "paternite", "adoption", "deuil_enfant", "naissance"),
    *("at", "trajet", "mp", "maladie_ti", "maternite_ti", "paternite_ti"),
)


def late_notice(clock: Clock) -> None:
    """A sick-leave notice sent late: a warning, then half the allowance (R.321-2, D.323-2)."""
    prescribed = clock.needed_day("prescribed_on")
    clock.ordered("previous_late_notice_prescribed_on", "prescribed_on", "stop_end")
    clock.ordered("prescribed_on", "sent_on")
    clock.days("send_before", "prescribed_on", prescribed, "notice_sending_days")
    sent = clock.day("sent_on")
    if sent is None:
        return
    previous = clock.day("previous_late_notice_prescribed_on")
    found = lateness(prescribed, sent, previous, clock.parameters, clock.options)
    clock.put("late", found.late)
    if not found.late:
        return
    end = clock.day("stop_end")
    after_the_end = end is not None and sent > end
    if after_the_end:
        note = "Envoyé après la fin de l'arrêt, qui n'a pu être contrôlé : aucune indemnité."
        step = DeadlineStep("nothing_paid", sent.isoformat(), "CSS R.323-12", note=note)
        clock.put("nothing_paid", value=True, step=step)
    clock.put("warning_only", found.reduced is None and not after_the_end)
    if found.reduced is None:
        return
    last = min(found.reduced.last, end or found.reduced.last)
    note = clock.options.note("late_notice_sending_day").reason
    step = clock.step(
        "reduced_from", prescribed, "prescribed_on", prescribed, "late_notice_reduction", note=note
    )
    clock.put("reduced_from", prescribed, step)
    clock.put("reduced_to", last)
