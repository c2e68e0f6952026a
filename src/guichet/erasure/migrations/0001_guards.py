"""What an erasure may change in rows that nothing else changes, and that it is for ever.

Each trigger is the one of its room (named in its message), made to let through one thing more:
neutral values, in the named columns, of rows whose person was erased in the same transaction.
"""

from django.db import migrations

from guichet.journal.triggers import (
    append_only,
    at_commit,
    changed,
    lifted,
    refuse,
)

_GONE = "IN ('', 'effacé')"


def _erased(tables: str, joined: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM people_person person{tables}"
        f" WHERE person.erased_at IS NOT NULL AND {joined})"
    )


_PERSON = _erased("", "person.id = OLD.person_id")
_CASE = _erased(
    " JOIN cases_case file ON file.person_id = person.id", "file.id = OLD.case_id"
)
_RECOVERY = _erased(
    " JOIN cases_case file ON file.person_id = person.id"
    " JOIN ledger_recovery debt ON debt.case_id = file.id",
    "debt.id = OLD.recovery_id",
)
_NOTICE = _erased(
    " JOIN sick_leave_notice notice ON notice.nir = person.nir", "notice.id = OLD.notice_id"
)


def _replaced(table, name, message, before, after):
    """The trigger `name` on UPDATE, its condition `before` become `after`."""
    return [
        lifted(refuse(table, name, "UPDATE", before, message)),
        refuse(table, name, "UPDATE", after, message),
    ]


def _blanked(whose, neutral, *others):
    """Neutral values of an erased person, and no other column changes."""
    return f"({whose} AND {neutral} AND NOT {changed(*others)})"


_DECISION = _blanked(
    _CASE, f"NEW.reason_text {_GONE}",
    "id", "case_id", "number", "outcome", "unfavourable", "reason_code", "decided_at",
    "decided_by", "rule", "law_version_id", "facts", "facts_digest", "inputs", "result",
    "explanation",
)
_FACT = ("case_id", "key", "value", "source", "document_id", "line", "recorded_at")
_FACT_BLANKED = _blanked(
    _CASE, f"NEW.reason {_GONE}", *_FACT, "source_id", "recorded_by", "superseded_at"
)
_LETTER = ("number", "code", "version", "case_id", "unfavourable", "appeal")
_LETTER_BLANKED = _blanked(
    _CASE, "NEW.content = '{}' AND (NEW.pdf IS NULL OR LENGTH(NEW.pdf) = 0)",
    *_LETTER, "person_id", "organisation_id", "decision_id", "title", "state", "written_at",
    "sent_at", "read_at", "pdf_sha256",
)
_MESSAGE = ("key", "kind", "created_at")
_MESSAGE_BLANKED = _blanked(
    f"({_PERSON} OR {_CASE})", "NEW.payload = '{\"erased\": true}'",
    *_MESSAGE, "state", "case_id", "person_id", "not_before",
)
_REASON = ("id", "notice_id", "kept_at")
_APPEAL = ("case_id", "decision_id", "committee", "received_on", "silent_from", "noted_at",
           "noted_by")
_APPEAL_BLANKED = _blanked(
    _CASE, f"NEW.text {_GONE}",
    *_APPEAL, "outcome", "answered_on", "answered_by", "silence_told_at",
)
_OBJECTION = ("recovery_id", "way", "received_on", "noted_at", "noted_by")
_OBJECTION_BLANKED = _blanked(
    _RECOVERY, f"NEW.text {_GONE} AND NEW.answer {_GONE}",
    *_OBJECTION, "outcome", "answered_at", "answered_by",
)
_WITHHOLDING = ("recovery_id", "dependants", "most_cents", "decided_at", "decided_by")
_WITHHOLDING_BLANKED = _blanked(
    _RECOVERY, "NEW.reason = 'effacé'", *_WITHHOLDING, "ended_at", '"end"'
)
_TAKEN = ("source_id", "number", "person_id", "employer_id", "slot", "content")
_TAKEN_MOVES = (
    f"({changed(*_TAKEN)} OR OLD.state IN ('back', 'replaced')"
    " OR OLD.state = 'switched' AND (NEW.state = 'shadow' OR NEW.case_id <> OLD.case_id))"
)
_TAKEN_BLANKED = _blanked(
    _PERSON, f"NEW.back_reason {_GONE}",
    *_TAKEN, "state", "verdict", "cause", "paid_cents", "law_cents", "left_out", "case_id",
    "switched_at", "back_at",
)
_ACCOUNT = ("payee_kind", "person_id", "organisation_id", "recorded_at", "entered_by")
_NO_ACCOUNT = "NEW.holder = 'effacé' AND NEW.iban = '' AND NEW.bic = ''"
_ACCOUNT_BLANKED = (
    f"({_PERSON} AND {_NO_ACCOUNT} AND NEW.closed_at IS NOT NULL"
    f" AND NOT {changed(*_ACCOUNT, 'confirmed_by', 'confirmed_at')}"
    " AND (OLD.closed_at IS NULL OR OLD.closed_at = NEW.closed_at))"
)
_ORDER = ("number", "run_id", "case_id", "payee_kind", "person_id", "organisation_id",
          "gross_cents", "csg_cents", "crds_cents", "net_cents", "withheld_cents")
_ORDER_BLANKED = _blanked(
    _PERSON, _NO_ACCOUNT, *_ORDER, "file_id", "first_day", "last_day", "days", "ordered_at"
)


# What an erasure leaves of a row is not this: so rows written and erased at once may stay.
_NAMING = {
    "cases_case": "{row}.state NOT IN ('closed', 'withdrawn')",
    "sick_leave_notice": "{row}.nir <> person.nir",
    "ledger_bankdetails": "{row}.closed_at IS NULL",
    "people_account": "{row}.is_active",
}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_erased"),
        ("outbox", "0004_removal"),
        ("cases", "0010_takeover"),
        ("ledger", "0010_withholding"),
        ("letters", "0003_figures"),
        ("medical", "0003_opinion"),
        ("sick_leave", "0006_takeover"),
    ]
    operations = [
        lifted(append_only("cases_decision")[0]),
        refuse(
            "cases_decision", "cases_decision_no_update", "UPDATE", f"NOT {_DECISION}",
            "cases_decision is append-only",
        ),
        *_replaced(
            "cases_fact",
            "cases_fact_only_superseded",
            "a fact is never changed, only superseded",
            f"OLD.superseded_at IS NOT NULL OR {changed(*_FACT)}",
            f"(OLD.superseded_at IS NOT NULL OR {changed(*_FACT, 'reason')})"
            f" AND NOT {_FACT_BLANKED}",
        ),
        *_replaced(
            "letters_letter",
            "letters_letter_stays_as_written",
            "a letter stays as it was written",
            f"{changed(*_LETTER, 'content')} OR (OLD.pdf IS NOT NULL AND "
            f"{changed('pdf', 'pdf_sha256')})",
            f"({changed(*_LETTER, 'content')} OR (OLD.pdf IS NOT NULL AND "
            f"{changed('pdf', 'pdf_sha256')})) AND NOT {_LETTER_BLANKED}",
        ),
        *_replaced(
            "outbox_message",
            "outbox_message_keeps_its_key",
            "a message keeps its key, and what was delivered stays so",
            f"{changed(*_MESSAGE, 'payload')} OR OLD.state = 'done'",
            f"({changed(*_MESSAGE, 'payload')} OR OLD.state = 'done')"
            f" AND NOT {_MESSAGE_BLANKED}",
        ),
        *_replaced(
            "medical_medicalreason",
            "medical_medicalreason_stays_as_written",
            "a medical reason stays as it was written",
            changed(*_REASON, "text"),
            f"{changed(*_REASON, 'text')} AND NOT "
            + _blanked(_NOTICE, "NEW.text = 'effacé'", *_REASON),
        ),
        *_replaced(
            "sick_leave_appeal",
            "sick_leave_appeal_only_answered",
            "an appeal never changes but for its answer, given once",
            f"OLD.outcome <> '' OR {changed(*_APPEAL, 'text')}",
            f"(OLD.outcome <> '' OR {changed(*_APPEAL, 'text')}) AND NOT {_APPEAL_BLANKED}",
        ),
        *_replaced(
            "ledger_objection",
            "ledger_objection_only_answered",
            "an objection never changes but for its answer, given once",
            f"OLD.outcome <> '' OR {changed(*_OBJECTION, 'text')}",
            f"(OLD.outcome <> '' OR {changed(*_OBJECTION, 'text')})"
            f" AND NOT {_OBJECTION_BLANKED}",
        ),
        *_replaced(
            "ledger_withholding",
            "ledger_withholding_only_ended",
            "a withholding never changes but for its end",
            f"OLD.ended_at IS NOT NULL OR {changed(*_WITHHOLDING, 'reason')}",
            f"(OLD.ended_at IS NOT NULL OR {changed(*_WITHHOLDING, 'reason')})"
            f" AND NOT {_WITHHOLDING_BLANKED}",
        ),
        *_replaced(
            "sick_leave_takenfile",
            "sick_leave_takenfile_only_moves",
            "a file taken over never changes but to be compared, switched and handed back",
            _TAKEN_MOVES,
            f"{_TAKEN_MOVES} AND NOT {_TAKEN_BLANKED}",
        ),
        *_replaced(
            "ledger_bankdetails",
            "ledger_bankdetails_only_confirmed_or_closed",
            "an account never changes but to be confirmed, then closed, once",
            "OLD.closed_at IS NOT NULL OR OLD.confirmed_by IS NOT NULL AND "
            + changed("confirmed_by", "confirmed_at")
            + " OR "
            + changed(*_ACCOUNT, "holder", "iban", "bic"),
            "(OLD.closed_at IS NOT NULL OR OLD.confirmed_by IS NOT NULL AND "
            + changed("confirmed_by", "confirmed_at")
            + " OR "
            + changed(*_ACCOUNT, "holder", "iban", "bic")
            + f") AND NOT {_ACCOUNT_BLANKED}",
        ),
        *_replaced(
            "ledger_paymentorder",
            "ledger_order_only_filed",
            "an order never changes but to enter its file, once",
            f"OLD.file_id IS NOT NULL OR {changed(*_ORDER, 'iban')}",
            f"(OLD.file_id IS NOT NULL OR {changed(*_ORDER, 'iban')})"
            f" AND NOT {_ORDER_BLANKED}",
        ),
        refuse(
            "people_person", "people_person_erased_for_ever", "UPDATE",
            "OLD.erased_at IS NOT NULL", "an erased person stays so",
        ),
        *(
            at_commit(
                table,
                f"{table}_of_nobody_erased",
                "EXISTS (SELECT 1 FROM people_person person WHERE person.id = {row}.person_id"
                f" AND person.erased_at IS NOT NULL AND {names})",
                "an erased person is given nothing more",
            )
            for table, names in _NAMING.items()
        ),
    ]
