"""What the faces may use of the sick leave."""

from guichet.benefits.sick_leave.access import NotYours, notice_for
from guichet.benefits.sick_leave.advances import certain_days, still_certain
from guichet.benefits.sick_leave.advances import drop as drop_advance
from guichet.benefits.sick_leave.advances import give as give_advance
from guichet.benefits.sick_leave.advances import propose as propose_advance
from guichet.benefits.sick_leave.appeals import (
    RefusedAppeal,
    answer_appeal,
    appeal_waits,
    committee_of,
    receive_appeal,
    receive_mixed_appeal,
    tell_silence,
    waits_for_medical,
)
from guichet.benefits.sick_leave.asking import ask_by_hand, piece_received
from guichet.benefits.sick_leave.assessing import assess_cases, assess_left_over
from guichet.benefits.sick_leave.correcting import (
    ask_piece,
    attach_notice,
    attach_stop,
    correct_fact,
)
from guichet.benefits.sick_leave.debts import (
    give_up_debt,
    receive_objection,
    settle_objection,
    spread_debt,
    withhold_debt,
    withhold_no_more,
)
from guichet.benefits.sick_leave.decide import Assessment, Proposal
from guichet.benefits.sick_leave.deciding import (
    CannotDecide,
    StaleFile,
    decide_by_agent,
    fingerprint,
)
from guichet.benefits.sick_leave.depositing import deposit_piece, piece_read, takes_a_document
from guichet.benefits.sick_leave.dismissing import DismissalReason, dismiss_notice, dismiss_stop
from guichet.benefits.sick_leave.doubts import meeting_of
from guichet.benefits.sick_leave.employers import split_key
from guichet.benefits.sick_leave.enums import (
    AppealOutcome,
    CallOutcome,
    Committee,
    HardshipChannel,
    Help,
    HoldReason,
    LateOutcome,
    NoticeChannel,
    NoticeKind,
    NoticeState,
    PaperProof,
)
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.fields import BadValue, cents, field_of, label_of
from guichet.benefits.sick_leave.following import (
    EmployerRequest,
    employer_requests,
    facts_of,
    notices_of_case,
    notices_of_professional,
    notices_to_place,
    requests_to_employer,
)
from guichet.benefits.sick_leave.helping import note_call, say_hardship
from guichet.benefits.sick_leave.impact import Impact, impacts
from guichet.benefits.sick_leave.importing import declare, import_deposit, import_left_over
from guichet.benefits.sick_leave.jobs import read_later
from guichet.benefits.sick_leave.letters import Author, Words
from guichet.benefits.sick_leave.models import Appeal, Notice
from guichet.benefits.sick_leave.motives import MOTIVES, motive_of, words_of
from guichet.benefits.sick_leave.news import CALL as CALLED_AFTER
from guichet.benefits.sick_leave.news import TWENTY as TOLD_AGAIN_AFTER
from guichet.benefits.sick_leave.news import UNPAID, standing_of, tell_news
from guichet.benefits.sick_leave.news_words import next_steps, standing_words
from guichet.benefits.sick_leave.notices import NewNotice, RefusedNotice
from guichet.benefits.sick_leave.opening import open_for_notice, open_for_stop
from guichet.benefits.sick_leave.opinions import ask_opinion, give_opinion, opinion_is_asked
from guichet.benefits.sick_leave.originals import Came, receive_original
from guichet.benefits.sick_leave.paper import accepted_for, awaiting_original, copy_is_enough
from guichet.benefits.sick_leave.part_three import has_part_three, part_three
from guichet.benefits.sick_leave.part_time import PART_TIME_FROM, PAY_LOST
from guichet.benefits.sick_leave.payslips import (
    Lacking,
    Payslips,
    lacking,
    may_send_payslips,
    payslips_came,
    payslips_of,
    read_payslips,
    remind_provisional,
    send_payslips,
)
from guichet.benefits.sick_leave.pieces import ASKABLE, words_of_piece
from guichet.benefits.sick_leave.reminding import remind_employers
from guichet.benefits.sick_leave.replay import Difference, case_by_reference, replay
from guichet.benefits.sick_leave.selectors import (
    CaseView,
    FactLine,
    Unattached,
    appeals_of,
    decision_preview,
    keys_to_add,
    last_dispute,
    part_time_awaited,
    unattached_notice,
    unattached_stop,
    view_of,
)
from guichet.benefits.sick_leave.sending import (
    KnownNotice,
    send_notices,
    send_posted_notice,
    send_scanned_notice,
)
from guichet.benefits.sick_leave.settling import (
    known_before,
    late_period,
    outcomes_for,
    settle_late,
)
from guichet.benefits.sick_leave.simulating import Simulated, simulate
from guichet.benefits.sick_leave.statements import allowance_statement
from guichet.benefits.sick_leave.task_kinds import OPINION_ASKED
from guichet.benefits.sick_leave.urgency import without_income_first
from guichet.benefits.sick_leave.wages import other_keys
from guichet.benefits.sick_leave.waiting import REPLY_WITHIN
from guichet.benefits.sick_leave.withdrawing import WithdrawalReason, withdraw_case

__all__ = [
    "ASKABLE",
    "CALLED_AFTER",
    "MOTIVES",
    "OPINION_ASKED",
    "PART_TIME_FROM",
    "PAY_LOST",
    "REPLY_WITHIN",
    "TOLD_AGAIN_AFTER",
    "UNPAID",
    "Appeal",
    "AppealOutcome",
    "Assessment",
    "Author",
    "BadValue",
    "CallOutcome",
    "Came",
    "CannotDecide",
    "CaseView",
    "Committee",
    "Difference",
    "DismissalReason",
    "EmployerRequest",
    "FactLine",
    "HardshipChannel",
    "Help",
    "HoldReason",
    "Impact",
    "KnownNotice",
    "Lacking",
    "LateOutcome",
    "NewNotice",
    "NotYours",
    "Notice",
    "NoticeChannel",
    "NoticeKind",
    "NoticeState",
    "PaperProof",
    "Payslips",
    "Proposal",
    "RefusedAppeal",
    "RefusedNotice",
    "Simulated",
    "StaleFile",
    "StopFacts",
    "Unattached",
    "WithdrawalReason",
    "Words",
    "accepted_for",
    "allowance_statement",
    "answer_appeal",
    "appeal_waits",
    "appeals_of",
    "ask_by_hand",
    "ask_opinion",
    "ask_piece",
    "assess_cases",
    "assess_left_over",
    "attach_notice",
    "attach_stop",
    "awaiting_original",
    "case_by_reference",
    "cents",
    "certain_days",
    "committee_of",
    "copy_is_enough",
    "correct_fact",
    "decide_by_agent",
    "decision_preview",
    "declare",
    "deposit_piece",
    "dismiss_notice",
    "dismiss_stop",
    "drop_advance",
    "employer_requests",
    "facts_of",
    "field_of",
    "fingerprint",
    "give_advance",
    "give_opinion",
    "give_up_debt",
    "has_part_three",
    "impacts",
    "import_deposit",
    "import_left_over",
    "keys_to_add",
    "known_before",
    "label_of",
    "lacking",
    "last_dispute",
    "late_period",
    "may_send_payslips",
    "meeting_of",
    "motive_of",
    "next_steps",
    "note_call",
    "notice_for",
    "notices_of_case",
    "notices_of_professional",
    "notices_to_place",
    "open_for_notice",
    "open_for_stop",
    "opinion_is_asked",
    "other_keys",
    "outcomes_for",
    "part_three",
    "part_time_awaited",
    "payslips_came",
    "payslips_of",
    "piece_read",
    "piece_received",
    "propose_advance",
    "read_facts",
    "read_later",
    "read_payslips",
    "receive_appeal",
    "receive_mixed_appeal",
    "receive_objection",
    "receive_original",
    "remind_employers",
    "remind_provisional",
    "replay",
    "requests_to_employer",
    "say_hardship",
    "send_notices",
    "send_payslips",
    "send_posted_notice",
    "send_scanned_notice",
    "settle_late",
    "settle_objection",
    "simulate",
    "split_key",
    "spread_debt",
    "standing_of",
    "standing_words",
    "still_certain",
    "takes_a_document",
    "tell_news",
    "tell_silence",
    "unattached_notice",
    "unattached_stop",
    "values",
    "view_of",
    "waits_for_medical",
    "withdraw_case",
    "withhold_debt",
    "withhold_no_more",
    "without_income_first",
    "words_of",
    "words_of_piece",
]
