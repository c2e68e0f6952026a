"""What comes after a decision: debts, appeals, the medical service, an old system's file."""

import tempfile
from pathlib import Path
from typing import Any

from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.service import (
    AppealOutcome,
    Committee,
    answer_appeal,
    ask_opinion,
    committee_of,
    give_opinion,
    give_up_debt,
    receive_appeal,
    receive_mixed_appeal,
    receive_objection,
    settle_objection,
    spread_debt,
    withhold_debt,
)
from guichet.journal.service import Actor, new_id
from guichet.ledger.models import Recovery
from guichet.ledger.service import ObjectionOutcome, ObjectionWay, note_repayment
from guichet.medical.service import Conclusion
from tests.scenarios.acts import Details
from tests.scenarios.cast import Cast
from tests.scenarios.desk import file_of, named
from tests.scenarios.phrases import Gesture
from tests.scenarios.reading import BadBook, day_of
from tests.scenarios.sums import cents
from tests.scenarios.told import of_payee
from tests.support import portfolio, world

MANAGER, DOCTOR = Actor("manager", new_id()), Actor("medical", new_id())


def _debt(cast: Cast, payee: str, where: str) -> Recovery:
    """The debt of a payee that is still asked."""
    found = Recovery.objects.filter(case__person=cast.person, **of_payee(payee))
    live = found.exclude(state__in=("cancelled", "prescribed"))
    if live.count() != 1:
        raise BadBook(f"{where}: {live.count()} sommes sont réclamées à {payee}")
    return live.get()


def repaid(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    payee, sum_ = gesture.held
    debt, came = _debt(cast, payee, details.where), cents(sum_, details.where)
    note_repayment(debt.id, came, cast.now.date(), actor=cast.agent, now=cast.now)


def spread(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    payee, months, first = gesture.held
    debt, day = _debt(cast, payee, details.where), day_of(first, details.where)
    signed = {"author": world.AUTHOR, "actor": cast.agent, "now": cast.now}
    spread_debt(debt, day, int(months), **signed)  # type: ignore[arg-type]


def contested(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    payee, label = gesture.held
    way = ObjectionWay(named(ObjectionWay.choices, label, details.where))
    debt = _debt(cast, payee, details.where)
    receive_objection(debt, way, cast.now.date(), actor=cast.agent, now=cast.now)


def answered(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    payee, label = gesture.held
    outcome = ObjectionOutcome(named(ObjectionOutcome.choices, label, details.where))
    debt = _debt(cast, payee, details.where)
    signed = {"author": world.AUTHOR, "actor": cast.agent, "now": cast.now}
    settle_objection(debt, outcome, "Vérifié.", **signed)  # type: ignore[arg-type]


def remitted(cast: Cast, gesture: Gesture, details: Details) -> None:
    because = details.take("because", "un seul revenu, trois enfants")
    honest = not details.take("fraud", False)
    details.end()
    payee, sum_ = gesture.held
    debt, given_up = _debt(cast, payee, details.where), cents(sum_, details.where)
    signed = {"author": world.AUTHOR, "actor": MANAGER, "now": cast.now}
    give_up_debt(debt, given_up, because, honest=honest, **signed)  # type: ignore[arg-type]


def withheld(cast: Cast, gesture: Gesture, details: Details) -> None:
    because = details.take("because", "demande restée sans réponse")
    details.end()
    payee, dependants = gesture.held
    withhold_debt(
        _debt(cast, payee, details.where),
        because,
        dependants=int(dependants or 0),
        author=world.AUTHOR,
        actor=cast.agent,
        now=cast.now,
    )


def appealed(cast: Cast, gesture: Gesture, details: Details) -> None:
    """From the account: before the committee that the letter of the decision names."""
    case = file_of(cast, details)
    details.end()
    if case.decision is None:
        raise BadBook(f"{details.where}: rien n'est décidé")
    said: dict[str, Any] = {"actor": world.insured_actor(cast.person), "now": cast.now}
    if gesture.held[0] == "CMRA et la CRA":
        receive_mixed_appeal(case.decision.id, cast.now.date(), **said)
        return
    asked = Committee(gesture.held[0].lower())
    if committee_of(case.decision) is not asked:
        raise BadBook(f"{details.where}: la lettre nomme une autre commission")
    receive_appeal(case.decision.id, asked, cast.now.date(), **said)


def appeal_answered(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    who, label = gesture.held
    outcome = AppealOutcome(named(AppealOutcome.choices, label, details.where))
    waiting = Appeal.objects.filter(case__person=cast.person, outcome="")
    row = waiting.get() if who == "commission" else waiting.get(committee=who.lower())
    answer_appeal(row.id, outcome, cast.now.date(), actor=cast.agent, now=cast.now)


def opinion_asked(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    ask_opinion(case.id, actor=cast.agent, now=cast.now)


def opinion(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    label, first = gesture.held
    conclusion = Conclusion(named(Conclusion.choices, label, details.where))
    day = day_of(first, details.where)
    give_opinion(case.id, conclusion, day, actor=DOCTOR, now=cast.now)


def taken_over(cast: Cast, gesture: Gesture, details: Details) -> None:
    """A file of the old system, compared then switched; the day is the one of the export."""
    details.end()
    first, last, daily = gesture.held
    days = day_of(first, details.where), day_of(last, details.where)
    line = portfolio.paid(*days, cents(daily, details.where))
    old = portfolio.make_old("A-1", person=cast.person, paid=[line])
    with tempfile.TemporaryDirectory() as folder:
        moved = portfolio.switched(Path(folder), old)
    if not moved.files:
        raise BadBook(f"{details.where}: le dossier n'est pas repris : {moved}")


ACTS = {
    "repaid": repaid, "spread": spread, "contested": contested, "answered": answered,
    "remitted": remitted, "withheld": withheld, "appealed": appealed,
    "appeal_answered": appeal_answered, "opinion_asked": opinion_asked, "opinion": opinion,
    "taken_over": taken_over,
}  # fmt: skip
