"""What agents, the person and the bank do once a file is there."""

from collections.abc import Iterable
from typing import Any

from guichet.benefits.sick_leave.service import (
    ASKABLE,
    MOTIVES,
    CallOutcome,
    Came,
    DismissalReason,
    HardshipChannel,
    Help,
    LateOutcome,
    PaperProof,
    Payslips,
    WithdrawalReason,
    ask_by_hand,
    attach_notice,
    attach_stop,
    correct_fact,
    decide_by_agent,
    dismiss_notice,
    dismiss_stop,
    drop_advance,
    field_of,
    give_advance,
    keys_to_add,
    label_of,
    note_call,
    open_for_notice,
    open_for_stop,
    payslips_of,
    piece_received,
    propose_advance,
    read_payslips,
    receive_original,
    say_hardship,
    send_payslips,
    settle_late,
    view_of,
    withdraw_case,
    words_of,
)
from guichet.cases.models import Case
from guichet.cases.service import Owner
from guichet.documents.service import Upload
from guichet.journal.service import rule
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import (
    account_to_confirm,
    advance_of,
    change_person_account,
    confirm_account,
    read_bank_file,
    reject_account,
    run_payments,
)
from guichet.tasks.models import Task
from guichet.tasks.registry import kind_of
from guichet.tasks.service import finish
from tests.scenarios.acts import Details
from tests.scenarios.cast import Cast
from tests.scenarios.phrases import Gesture
from tests.scenarios.reading import BadBook, day_of
from tests.scenarios.told import of_payee, plain
from tests.support import world
from tests.support.bank import Told, camt_054, pain_002
from tests.support.pdf import pdf


def file_of(cast: Cast, details: Details) -> Case:
    first = details.take("file")
    case = cast.case(day_of(first, details.where) if first else None, details.where)
    return case


def named(choices: Iterable[tuple[str, Any]], label: str, where: str) -> str:
    """The code that a label is of."""
    found = [code for code, words in choices if plain(str(words)) == label]
    if len(found) != 1:
        raise BadBook(f"{where}: « {label} » n'est pas un choix : {[str(w) for _, w in choices]}")
    return found[0]


def grant(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    _decide(cast, case, None)


def refuse(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    motives = [(code, motive.label) for code, motive in MOTIVES.items()]
    code = named(motives, gesture.held[0], details.where)
    _decide(cast, case, words_of(code, "", "fr"))


def _decide(cast: Cast, case: Case, refusal: Any) -> None:
    decide_by_agent(
        case.id,
        actor=cast.agent,
        author=world.AUTHOR,
        seen=cast.seen(case),
        refusal=refusal,
        reason_text="vu" if refusal else "",
        now=cast.now,
    )


def correct(cast: Cast, gesture: Gesture, details: Details) -> None:
    case, because = file_of(cast, details), details.take("because", "appel à l'employeur")
    details.end()
    label, typed = gesture.held
    view = view_of(case, now=cast.now)
    keys = {line.key for line in view.lines if line.editable} | set(keys_to_add(view))
    key = named([(key, label_of(key)) for key in sorted(keys)], label, details.where)
    value = _value(key, typed, details.where)
    correct_fact(case.id, key, value, reason=because, actor=cast.agent, now=cast.now)


def _value(key: str, typed: str, where: str) -> Any:
    field = field_of(key)
    kind = field.kind if field else ""
    if typed == "(rien)":
        return ""
    if kind == "day":
        return day_of(typed, where)
    if kind == "yes_no":
        return {"oui": "yes", "non": "no"}[typed]
    if kind == "pay_lost":
        last, _, gross = typed.removeprefix("jusqu'au ").partition(", ")
        return {"last": day_of(last, where), "gross": gross}
    if kind == "wage":
        gross, _, hours = typed.partition(", ")
        return {"gross": gross, "hours": hours.removesuffix(" heures") or None}
    return typed


def late(cast: Cast, gesture: Gesture, details: Details) -> None:
    first, label = gesture.held
    case, previous = file_of(cast, details), details.take("previous")
    because = details.take("because", "appelé : ni hôpital ni impossibilité")
    details.end()
    settle_late(
        case.id,
        day_of(first, details.where),
        LateOutcome(named(LateOutcome.choices, label, details.where)),
        previous=previous,
        reason=because,
        actor=cast.agent,
        now=cast.now,
    )


def attach(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    if gesture.held[0] == "l'avis":
        attach_notice(cast.notice(details.where).id, case.id, actor=cast.agent, now=cast.now)
    else:
        attach_stop(cast.stop(details.where).id, case.id, actor=cast.agent, now=cast.now)


def open_file(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    if gesture.held[0] == "l'avis":
        open_for_notice(cast.notice(details.where).id, actor=cast.agent, now=cast.now)
    else:
        open_for_stop(cast.stop(details.where).id, actor=cast.agent, now=cast.now)


def dismiss(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    what, label = gesture.held
    why = DismissalReason(named(DismissalReason.choices, label, details.where))
    said: dict[str, Any] = {"why": why, "note": "appel", "actor": cast.agent, "now": cast.now}
    if what == "l'avis":
        dismiss_notice(cast.notice(details.where).id, **said)
    else:
        dismiss_stop(cast.stop(details.where).id, **said)


def withdraw(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    why = WithdrawalReason(named(WithdrawalReason.choices, gesture.held[0], details.where))
    withdraw_case(case.id, why=why, actor=cast.agent, now=cast.now)


def _piece(label: str, where: str) -> str:
    return named([(code, words.name) for code, words in ASKABLE.items()], label, where)


def ask(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    owner = Owner.INSURED if gesture.held[0] == "l'assuré" else Owner.EMPLOYER
    code = _piece(gesture.held[1], details.where)
    ask_by_hand(case.id, code, owner, actor=cast.agent, now=cast.now)


def came(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    code = _piece(gesture.held[0], details.where)
    piece_received(case.id, code, actor=cast.agent, now=cast.now)


def payslips(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    paper, actor = Upload("bulletins.pdf", pdf()), world.insured_actor(cast.person)
    send_payslips(case, paper, actor=actor, now=cast.now)


def read(cast: Cast, gesture: Gesture, details: Details) -> None:
    """The agent types the wages; what else the employer has not said, the person tells."""
    case, worked = file_of(cast, details), details.take("worked")
    pays = details.pays(worked or cast.now.date())
    details.end()
    scan = None if payslips_of(case.id) else Upload("bulletins.pdf", pdf())
    kept = None if worked is None else False
    told = Payslips(pays, worked, kept, cast.employer, scan)
    read_payslips(case.id, told, actor=cast.agent, now=cast.now)


def propose(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    propose_advance(case.id, actor=cast.agent, now=cast.now)


def settle_advance(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    who, what = gesture.held
    actor = cast.agent if who == "l'agent" else cast.second_agent
    waiting = advance_of(case.id)
    if waiting is None:
        raise BadBook(f"{details.where}: aucun acompte n'attend un second agent")
    act = give_advance if what == "donne" else drop_advance
    act(case.id, waiting.id, actor=actor, now=cast.now)


def original(cast: Cast, gesture: Gesture, details: Details) -> None:
    """The paper has come by post: the fund scans it."""
    case = file_of(cast, details)
    details.end()
    first, received = (day_of(one, details.where) for one in gesture.held)
    scan = Upload("original.pdf", pdf())
    came_ = Came(PaperProof.SECURED, "vu à la lampe", received, scan)
    receive_original(case.id, first, came_, actor=cast.agent, now=cast.now)


def copy_admitted(cast: Cast, gesture: Gesture, details: Details) -> None:
    """A doctor abroad has no form of ours: the copy is enough."""
    case = file_of(cast, details)
    details.end()
    came_ = Came(PaperProof.ABROAD, "médecin à l'étranger")
    first = day_of(gesture.held[0], details.where)
    receive_original(case.id, first, came_, actor=cast.agent, now=cast.now)


def hardship(cast: Cast, gesture: Gesture, details: Details) -> None:
    case = file_of(cast, details)
    details.end()
    channel = HardshipChannel(named(HardshipChannel.choices, gesture.held[0], details.where))
    own = channel == HardshipChannel.ACCOUNT
    actor = world.insured_actor(cast.person) if own else cast.agent
    say_hardship(case.id, channel, actor=actor, now=cast.now)


def called(cast: Cast, gesture: Gesture, details: Details) -> None:
    case, told = file_of(cast, details), details.take("offered", "")
    details.end()
    outcome = CallOutcome(named(CallOutcome.choices, gesture.held[0], details.where))
    offered = [Help(named(Help.choices, told, details.where))] if told else []
    note_call(case.id, outcome, offered, actor=cast.agent, now=cast.now)


def account(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    iban = world.IBAN if gesture.held[0] == "un" else world.THIRD_IBAN
    _change(cast, iban, actor=world.insured_actor(cast.person))


def typed_account(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    _change(cast, world.OTHER_IBAN, actor=cast.agent)


def _change(cast: Cast, iban: str, *, actor: Any) -> None:
    change_person_account(
        cast.person,
        holder=cast.person.full_name,
        iban=iban,
        why="typing_error" if actor.is_agent else "asked",
        actor=actor,
        now=cast.now,
    )


def judged_account(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    who, what = gesture.held
    actor = cast.agent if who == "l'agent" else cast.second_agent
    waiting = account_to_confirm(cast.person.id)
    if waiting is None:
        raise BadBook(f"{details.where}: aucun compte n'attend d'être confirmé")
    act = confirm_account if what == "confirme" else reject_account
    act(cast.person, waiting.id, actor=actor, now=cast.now)


def pay(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    run_payments(cast.now.date(), actor=rule("payment.run"), clock=lambda: cast.now)


def bank(cast: Cast, gesture: Gesture, details: Details) -> None:
    """What the bank says of the last transfer to a payee."""
    details.end()
    form, payee, verdict, code = gesture.held
    order = PaymentOrder.objects.filter(**of_payee(payee)).order_by("number").last()
    if order is None:
        raise BadBook(f"{details.where}: aucun virement à {payee}")
    back = verdict != "exécuté"
    told = Told(order.number, "RJCT" if back else "ACSC", code, order.net_cents)
    cast.bank_file = (
        pain_002([told]) if form == "pain.002" else camt_054([told], cast.now.date(), back=back)
    )
    _read(cast)


def bank_again(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    if not cast.bank_file:
        raise BadBook(f"{details.where}: aucun fichier n'a été lu")
    _read(cast)


def _read(cast: Cast) -> None:
    actor = rule("bank.read")
    read_bank_file(cast.bank_file, "banque.xml", actor=actor, clock=lambda: cast.now)


def done(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()
    tasks = [
        task
        for task in Task.objects.filter(state="open")
        if plain(kind_of(task.kind).title(task.data)) == gesture.held[0]
    ]
    if len(tasks) != 1:
        raise BadBook(f"{details.where}: {len(tasks)} tâches ont ce titre")
    finish(tasks[0].id, actor=cast.agent, now=cast.now)


def nothing(cast: Cast, gesture: Gesture, details: Details) -> None:
    details.end()


ACTS = {
    "grant": grant, "refuse": refuse, "correct": correct, "late": late, "attach": attach,
    "open": open_file, "dismiss": dismiss, "withdraw": withdraw, "ask": ask, "came": came,
    "original": original, "copy_admitted": copy_admitted, "hardship": hardship, "called": called,
    "payslips": payslips, "read": read,
    "propose_advance": propose, "settle_advance": settle_advance,
    "account": account, "typed_account": typed_account, "judged_account": judged_account,
    "pay": pay, "bank": bank, "bank_again": bank_again, "done": done, "nothing": nothing,
}  # fmt: skip
