"""What each named constraint refuses, and the nearest thing that it accepts."""

from datetime import date
from decimal import Decimal

from guichet.benefits.sick_leave.models import Appeal, News, Notice
from guichet.cases.models import Case, Clock, Decision, Fact, Pause, Piece, ProcedureVersion
from guichet.contacts.models import Contact, Site
from guichet.declarations.models import DeclaredPay, DeclaredStop, Deposit
from guichet.documents.models import Document
from guichet.insight.models import Aggregate
from guichet.journal.models import Event, Reading, SealedHead
from guichet.ledger.models import (
    BankAnswer,
    BankDetails,
    Claim,
    Hold,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    Recovery,
    Share,
)
from guichet.letters.models import Letter
from guichet.medical.models import MedicalReason, Opinion
from guichet.outbox.models import Attempt
from guichet.people.models import TRIES_FROM_AN_ADDRESS, AddressTries
from guichet.replay.models import LivedChunk, Replay
from guichet.tasks.models import Task
from tests.guarantees.appeals import THAT_WAITS
from tests.guarantees.rows import other
from tests.guarantees.tries_of_people import OF_PEOPLE
from tests.guarantees.trying import COPY, LATER, SET, Try
from tests.support.world import NOW, OTHER_IBAN, at

EARLY = at(days=-400)


INSURED, EMPLOYER = {"payee_kind": "insured"}, {"payee_kind": "employer"}
ONE_CENT = {
    "gross_cents": 1, "csg_cents": 0, "crds_cents": 0, "net_cents": 1, "due_again_cents": 0,
    "remitted_cents": 0, "state": "notified",
}  # fmt: skip
APPEAL_ANSWERED = {
    "outcome": "maintained", "answered_on": date(2030, 1, 1), "answered_by": other(),
}  # fmt: skip
NOTHING = {**ONE_CENT, "gross_cents": 0, "net_cents": 0, "state": "cancelled"}
TYPED = {"entered_by": other(), "closed_at": NOW}  # by an agent
SHARE_OPEN = {"claim__closed_at": None}

TRIES: dict[str, Try] = {
    "tries_from_an_address_are_bounded": Try(
        AddressTries, SET, {"failures": TRIES_FROM_AN_ADDRESS + 1},
        {"failures": TRIES_FROM_AN_ADDRESS},
    ),
    "event_once_in_its_chain": Try(Event, COPY, {}, {"sequence": 99}),
    "event_sequence_starts_at_1": Try(Event, COPY, {"sequence": 0}, {"sequence": 99}),
    "event_has_one_author": Try(
        Event,
        COPY,
        {"sequence": 99, "actor_kind": "agent", "actor_id": other(), "rule": "r"},
        {"sequence": 99, "actor_kind": "agent", "actor_id": other(), "rule": ""},
    ),
    "head_once_in_a_seal": Try(SealedHead, COPY, {}, {"stream": "another"}),
    "reading_is_of_something": Try(
        Reading, COPY, {"person_id": None, "case_id": None},
        {"person_id": None, "case_id": None, "document_id": other()},
    ),
    "attempt_numbered_once": Try(
        Attempt, COPY, {"outcome": "failed"}, {"outcome": "failed", "number": 99},
        {"outcome": "done"},
    ),
    "one_attempt_at_a_time": Try(
        Attempt, COPY, {"number": 99}, {"number": 99, "outcome": "failed", "finished_at": NOW},
        {"outcome": "started"},
    ),
    "delivered_once": Try(
        Attempt, COPY, {"number": 99}, {"number": 99, "outcome": "failed"}, {"outcome": "done"}
    ),
    "attempt_finished_has_an_outcome": Try(
        Attempt, SET, {"outcome": "done"}, {"outcome": "done", "finished_at": NOW},
        {"outcome": "started"},
    ),
    "one_open_task_for_a_reason": Try(Task, COPY, {}, {"kind": "another"}, {"state": "open"}),
    "task_closed_has_a_date": Try(
        Task, SET, {"state": "done"}, {"state": "done", "closed_at": NOW}, {"state": "open"}
    ),
    **OF_PEOPLE,
    "document_is_not_empty": Try(Document, SET, {"size": 0}, {"size": 1}),
    "document_scanned_has_a_date": Try(
        Document, SET, {"scan": "clean"}, {"scan": "clean", "scanned_at": NOW}
    ),
    "dsn_file_taken_once_by_employer": Try(
        Document, COPY, {"storage_key": "k"}, {"storage_key": "k", "sha256": "s"},
        {"kind": "dsn", "organisation__isnull": False},
    ),
    "dsn_file_taken_once_by_fund": Try(
        Document, COPY, {"storage_key": "k"}, {"storage_key": "k", "kind": "piece"},
        {"kind": "dsn", "organisation": None},
    ),
    "dsij_file_taken_once_by_employer": Try(
        Document, COPY, {"storage_key": "k"}, {"storage_key": "k", "sha256": "s"},
        {"kind": "dsij", "organisation__isnull": False},
    ),
    "dsij_file_taken_once_by_fund": Try(
        Document, COPY, {"storage_key": "k"}, {"storage_key": "k", "kind": "piece"},
        {"kind": "dsij", "organisation": None},
    ),
    "deposit_read_has_a_date": Try(Deposit, SET, {"read_at": None}, {"read_at": NOW}),
    "declared_stop_matched_has_a_file": Try(
        DeclaredStop, SET, {"case_id": None}, {"case_id": None, "match": "new"},
        {"match": "matched"},
    ),
    "one_live_pay_for_a_period": Try(
        DeclaredPay, COPY, {"certificate": False}, {"certificate": False, "superseded_at": NOW},
        {"superseded_at": None},
    ),
    "one_live_certificate_for_a_period": Try(
        DeclaredPay, COPY, {"deposit_id": other()}, {"deposit_id": other(), "certificate": False},
        {"superseded_at": None, "certificate": True},
    ),
    "declared_pay_of_a_paper_is_of_a_certificate": Try(
        DeclaredPay, SET, {"certificate": False, "paper": True},
        {"certificate": True, "paper": True}, {"superseded_at": None},
    ),
    "declared_pay_period_in_order": Try(
        DeclaredPay, SET, {"period_to": date(2020, 1, 1)}, {"period_to": date(2030, 1, 1)}
    ),
    "procedure_version_once": Try(ProcedureVersion, COPY, {}, {"version": 99}),
    "one_live_file_for_an_event": Try(
        Case, COPY, {"number": "N"}, {"number": "N", "duplicate_reason": "deux arrêts"}
    ),
    "case_decided_has_a_decision": Try(
        Case, SET, {"decision_id": None}, {"decision_id": None, "state": "in_review"},
        {"state": "decided"},
    ),
    "case_ended_has_a_reason": Try(
        Case, SET, {"state": "closed"}, {"state": "closed", "closing_reason": "doublon"}
    ),
    "one_live_fact_for_a_key": Try(
        Fact, COPY, {}, {"superseded_at": NOW}, {"superseded_at": None}
    ),
    "fact_of_an_agent_has_author_and_reason": Try(
        Fact, COPY, {"key": "k", "source": "agent", "reason": "vu"},
        {"key": "k", "source": "agent", "reason": "vu", "recorded_by": other()},
    ),
    "one_open_request_for_a_piece": Try(Piece, COPY, {}, {"code": "another"}, {"state": "asked"}),
    "piece_ended_has_a_date": Try(
        Piece, SET, {"state": "received"}, {"state": "received", "ended_at": NOW},
        {"state": "asked"},
    ),
    "piece_expected_has_a_day": Try(
        Piece, SET, {"state": "expected"}, {"state": "expected", "due_on": NOW.date()},
        {"state": "asked"},
    ),
    "piece_is_asked_before_it_is_asked_again": Try(
        Piece, SET, {"reminded_at": EARLY}, {"reminded_at": at(hours=9)}, {"state": "asked"},
    ),
    "piece_of_an_employer_names_it": Try(
        Piece, SET, {"organisation_id": None}, {"organisation_id": None, "owed_by": "fund"},
        {"owed_by": "employer"},
    ),
    "one_running_clock": Try(Clock, COPY, {}, {"kind": "another"}, {"stopped_at": None}),
    "clock_stops_after_it_starts": Try(Clock, SET, {"stopped_at": EARLY}, {"stopped_at": NOW}),
    "one_open_pause": Try(Pause, COPY, {}, {"ended_at": at(hours=9)}, {"ended_at": None}),
    "pause_has_a_reason": Try(Pause, SET, {"reason": ""}, {"reason": "another"}),
    "pause_ends_after_it_starts": Try(Pause, SET, {"ended_at": EARLY}, {"ended_at": at(hours=9)}),
    "decision_numbered_once": Try(Decision, COPY, {}, {"number": 99}),
    "decision_has_one_author": Try(
        Decision, COPY, {"number": 99, "rule": ""},
        {"number": 99, "rule": "", "decided_by": other()}, {"decided_by": None},
    ),
    "decision_has_a_reason": Try(
        Decision, COPY, {"number": 99, "reason_code": ""}, {"number": 99, "reason_code": "x"}
    ),
    "no_unfavourable_decision_by_a_rule": Try(
        Decision, COPY, {"number": 99, "unfavourable": True},
        {"number": 99, "unfavourable": True, "rule": "", "decided_by": other()},
        {"decided_by": None},
    ),
    "refusal_is_unfavourable": Try(
        Decision, COPY, {"number": 99, "outcome": "refused", "unfavourable": False},
        {"number": 99, "outcome": "refused", "unfavourable": True}, {"rule": ""},
    ),
    "provisional_decision_is_a_grant_by_a_person": Try(
        Decision, COPY,
        {"number": 99, "outcome": "refused", "unfavourable": True, "provisional": True},
        {"number": 99, "outcome": "refused", "unfavourable": True}, {"rule": ""},
    ),
    "bank_details_have_one_holder": Try(
        BankDetails, COPY, {"payee_kind": "employer", "closed_at": NOW}, {"closed_at": NOW},
        INSURED,
    ),
    "account_is_confirmed_by_another_agent": Try(
        BankDetails, COPY, {**TYPED, "confirmed_by": TYPED["entered_by"], "confirmed_at": NOW},
        {**TYPED, "confirmed_by": other(), "confirmed_at": NOW}, INSURED,
    ),
    "one_live_account_of_a_person": Try(BankDetails, COPY, {}, {"closed_at": NOW}, INSURED),
    "one_account_to_confirm_of_a_person": Try(
        BankDetails, COPY, {"entered_by": other()}, {"entered_by": other(), "closed_at": NOW},
        {"entered_by__isnull": False, "confirmed_by": None},
    ),
    "one_live_row_for_an_employer_account": Try(
        BankDetails, COPY, {}, {"iban": OTHER_IBAN}, EMPLOYER
    ),
    "claim_closed_says_by_what": Try(
        Claim, SET, {"closed_at": NOW}, {"closed_at": None}, {"closed_at": None}
    ),
    "run_filed_has_a_date": Try(PaymentRun, SET, {"filed_at": None}, {"filed_at": NOW}),
    "order_has_one_payee": Try(
        PaymentOrder, COPY, {**LATER, "payee_kind": "employer"},
        {**LATER, "run_id": "another run"}, INSURED,
    ),
    "order_lines_add_up": Try(
        PaymentOrder, COPY, {**LATER, "gross_cents": 1},
        {**LATER, "run_id": "another run"}, INSURED,
    ),
    "order_pays_something": Try(
        PaymentOrder, COPY,
        {**LATER, "gross_cents": 0, "csg_cents": 0, "crds_cents": 0, "net_cents": 0},
        {**LATER, "run_id": "another run", "gross_cents": 1, "csg_cents": 0, "crds_cents": 0,
         "net_cents": 1},
        INSURED,
    ),
    "file_numbered_once_in_a_run": Try(
        PaymentFile, COPY, {"name": "another.xml"}, {"name": "another.xml", "number": 2}
    ),
    "one_order_for_an_employer_in_a_run": Try(
        PaymentOrder, COPY, LATER, {**LATER, "run_id": "another run"}, EMPLOYER
    ),
    "one_order_for_the_insured_in_a_run": Try(
        PaymentOrder, COPY, LATER, {**LATER, "run_id": "another run"}, INSURED
    ),
    "share_has_one_payee": Try(
        Share, COPY, {"claim_id": other(), "person_id": None}, {"claim_id": other()}, INSURED
    ),
    "share_is_not_settled_beyond_itself": Try(
        Share, COPY, {"claim_id": other(), "settled_cents": 999_999},
        {"claim_id": other(), "settled_cents": 1},
    ),
    "one_live_hold": Try(Hold, COPY, {}, {"reason": "another"}, {"lifted_at": None}),
    "recovery_has_one_debtor": Try(
        Recovery, COPY, {"decision_id": "first decision", "payee_kind": "employer"},
        {"decision_id": "first decision"}, INSURED,
    ),
    "the_bank_says_a_thing_of_an_order_once": Try(BankAnswer, COPY, {}, {"verdict": "accepted"}),
    "recovery_lines_add_up": Try(
        Recovery, COPY, {"decision_id": "first decision", "gross_cents": 1},
        {"decision_id": "first decision", **ONE_CENT}, INSURED,
    ),
    "recovery_is_of_something": Try(
        Recovery, COPY,
        {"decision_id": "first decision", **NOTHING},
        {"decision_id": "first decision", **ONE_CENT}, INSURED,
    ),
    "recovery_cancelled_asks_nothing_more": Try(
        Recovery, SET, {"state": "cancelled"}, {"state": "contested"}, INSURED
    ),
    "recovery_is_not_repaid_beyond_itself": Try(
        Recovery, COPY, {"decision_id": "first decision", "remitted_cents": 10**7},
        {"decision_id": "first decision"}, INSURED,
    ),
    "recovery_ended_says_by_what": Try(
        Recovery, COPY, {"decision_id": "first decision", "state": "paid"},
        {"decision_id": "first decision", "state": "paid", "repaid_cents": 1}, INSURED,
    ),
    "recovery_prescribed_is_never_asked": Try(
        Recovery, COPY, {"decision_id": "first decision", "state": "prescribed"},
        {"decision_id": "first decision", "state": "prescribed", "prescribed": True},
        INSURED,
    ),
    "one_recovery_from_an_employer": Try(
        Recovery, COPY, {}, {"decision_id": "first decision"}, EMPLOYER
    ),
    "one_recovery_from_the_insured": Try(
        Recovery, COPY, {}, {"decision_id": "first decision"}, INSURED
    ),
    "unfavourable_letter_says_how_to_contest": Try(
        Letter, COPY, {"number": "N", "unfavourable": True, "appeal": ""},
        {"number": "N", "unfavourable": True, "appeal": "CRA"},
    ),
    "letter_has_one_addressee": Try(
        Letter, SET, {"person_id": None}, {"person_id": None, "organisation_id": "the employer"}
    ),
    "letter_sent_has_its_pdf": Try(
        Letter, SET, {"sent_at": None}, {"sent_at": NOW}, {"state": "sent"}
    ),
    "notice_ends_after_it_starts": Try(
        Notice, SET, {"last_day": date(2020, 1, 1)}, {"last_day": date(2030, 1, 1)}
    ),
    "notice_part_time_is_within_it": Try(
        Notice, SET, {"part_time_from": date(2020, 1, 1)}, {"part_time_from": None}
    ),
    "one_open_appeal_against_a_decision": Try(
        Appeal, COPY, {}, APPEAL_ANSWERED, {"outcome": "", "waits_for": None}
    ),
    "one_appeal_waits_for_a_medical_one": Try(
        Appeal, COPY, APPEAL_ANSWERED, {**APPEAL_ANSWERED, "waits_for_id": None}, THAT_WAITS
    ),
    "appeal_that_waits_is_administrative": Try(
        Appeal, COPY, {**APPEAL_ANSWERED, "committee": "cmra"},
        {**APPEAL_ANSWERED, "waits_for_id": None}, THAT_WAITS,
    ),
    "appeal_answered_says_when_and_by_whom": Try(
        Appeal, SET, {"outcome": "maintained"}, APPEAL_ANSWERED, {"outcome": ""}
    ),
    "appeal_ends_after_it_begins": Try(
        Appeal, COPY, {**APPEAL_ANSWERED, "answered_on": date(2020, 1, 1)}, APPEAL_ANSWERED,
        {"outcome": "", "waits_for": None},
    ),
    "one_news_a_day": Try(
        News, COPY, {"mark": "change"}, {"mark": "change", "told_on": date(2031, 1, 1)}
    ),
    "the_week_and_the_twentieth_day_are_told_once": Try(
        News, COPY, {"told_on": date(2031, 1, 1)},
        {"told_on": date(2031, 1, 1), "mark": "change"}, {"mark": "week"},
    ),
    "medical_reason_says_something": Try(
        MedicalReason, COPY, {"notice_id": other(), "text": ""}, {"notice_id": other()}
    ),
    "opinion_takes_nothing_back": Try(
        Opinion, COPY, {"effective_from": EARLY, "conclusion": "not_justified"}, {}
    ),
    "notice_on_paper_has_its_scan": Try(
        Notice, SET, {"channel": "posted"}, {"channel": "insured"}, {"document": None}
    ),
    "one_live_aggregate_for_a_figure": Try(Aggregate, COPY, {}, {"superseded_at": NOW}),
    "aggregate_names_its_source": Try(Aggregate, SET, {"source": ""}, {"source": "x"}),
    "aggregate_ends_after_it_starts": Try(
        Aggregate, SET, {"last": date(2018, 12, 31)}, {"last": date(2019, 1, 1)}
    ),
    "aggregate_of_a_part_names_it": Try(
        Aggregate, SET, {"dimension": "channel"}, {"dimension": "channel", "key": "online"}
    ),
    "notice_matched_has_a_file": Try(
        Notice, SET, {"case_id": None}, {"case_id": None, "state": "new"}, {"state": "matched"}
    ),
    "replay_has_a_scale": Try(Replay, SET, {"scale": Decimal(0)}, {"scale": Decimal("0.5")}),
    "replay_ends_after_it_starts": Try(Replay, SET, {"ended_at": EARLY}, {"ended_at": NOW}),
    "a_chunk_is_lived_once": Try(LivedChunk, COPY, {}, {"number": 99}),
    "site_has_a_name": Try(Site, SET, {"name": ""}, {"name": "N"}),
    "contact_is_of_a_known_kind": Try(
        Contact, COPY, {"public": "friend"}, {"public": "partner"}
    ),
    "contact_at_the_desk_alone_has_a_mode": Try(
        Contact, COPY, {"mode": "walk_in"}, {"mode": "walk_in", "channel": "desk"},
        {"channel": "message"},
    ),
    "contact_at_the_desk_alone_has_a_site": Try(
        Contact, COPY, {"channel": "message", "mode": "none"},
        {"channel": "message", "mode": "none", "site_id": None}, {"channel": "desk"},
    ),
    "contact_lasts": Try(
        Contact, COPY, {"duration_seconds": 0}, {"duration_seconds": 1}, {"channel": "desk"}
    ),
    "contact_is_answered_after_it_came": Try(
        Contact, COPY, {"answered_at": EARLY}, {"answered_at": EARLY, "started_at": EARLY},
        {"channel": "message"},
    ),
    "contact_is_recorded_after_it_took_place": Try(
        Contact, COPY, {"recorded_at": EARLY}, {"recorded_at": EARLY, "started_at": EARLY},
        {"channel": "desk"},
    ),
}  # fmt: skip
