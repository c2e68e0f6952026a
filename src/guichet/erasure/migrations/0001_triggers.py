"""What an erasure may change in rows that nothing else changes, and that it is for ever.

These guards are of rows that name persons, in tables of other rooms. Each is said here alone, and
whole: what it refuses, as its message says, and the one thing that it lets through, neutral values,
in the named columns, of rows whose person was erased in the same transaction. What else their rooms
refuse is in the rooms' own migrations.
"""

from django.db import migrations

from guichet.journal.triggers import OnTables, at_commit, changed, refuse

# -- Whose the row is, erased ---------------------------------------------------------------------

_GONE = "IN ('', 'effacé')"
_NO_ACCOUNT = "NEW.holder = 'effacé' AND NEW.iban = '' AND NEW.bic = ''"


def _erased(tables: str, joined: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM people_person person{tables}"
        f" WHERE person.erased_at IS NOT NULL AND {joined})"
    )


_PERSON = _erased("", "person.id = OLD.person_id")
_CASE = _erased(" JOIN cases_case file ON file.person_id = person.id", "file.id = OLD.case_id")
_RECOVERY = _erased(
    " JOIN cases_case file ON file.person_id = person.id"
    " JOIN ledger_recovery debt ON debt.case_id = file.id",
    "debt.id = OLD.recovery_id",
)
_NOTICE = _erased(
    " JOIN sick_leave_notice notice ON notice.nir = person.nir", "notice.id = OLD.notice_id"
)


def _emptied(whose: str, neutral: str, *others: str) -> str:
    """Neutral values of an erased person, and none of the `others` changes."""
    return f"({whose} AND {neutral} AND NOT {changed(*others)})"


def _but(emptied: str, *refused: str) -> str:
    """One of `refused`, but for what an erasure empties."""
    either = refused[0] if len(refused) == 1 else f"({' OR '.join(refused)})"
    return f"{either} AND NOT {emptied}"


# -- Files, letters and messages ------------------------------------------------------------------

_FACT = ("case_id", "key", "value", "source", "document_id", "line", "recorded_at")
_LETTER = ("number", "code", "version", "case_id", "unfavourable", "appeal")
_MESSAGE = ("key", "kind", "created_at")
_REASON = ("id", "notice_id", "kept_at")
_APPEAL = (
    "case_id", "decision_id", "committee", "received_on", "silent_from", "noted_at", "noted_by",
)
_TAKEN = ("source_id", "number", "person_id", "employer_id", "slot", "content")

OF_FILES = [
    refuse(
        "cases_decision",
        "cases_decision_no_update",
        "UPDATE",
        "NOT "
        + _emptied(
            _CASE, f"NEW.reason_text {_GONE}",
            "id", "case_id", "number", "outcome", "unfavourable", "provisional", "reason_code",
            "decided_at", "decided_by", "rule", "law_version_id", "facts", "facts_digest",
            "inputs", "result", "explanation",
        ),
        "cases_decision is append-only",
    ),
    refuse(
        "cases_fact",
        "cases_fact_only_superseded",
        "UPDATE",
        _but(
            _emptied(
                _CASE, f"NEW.reason {_GONE}",
                *_FACT, "source_id", "recorded_by", "superseded_at",
            ),
            "OLD.superseded_at IS NOT NULL",
            changed(*_FACT, "reason"),
        ),
        "a fact is never changed, only superseded",
    ),
    refuse(
        "letters_letter",
        "letters_letter_stays_as_written",
        "UPDATE",
        _but(
            _emptied(
                _CASE, "NEW.content = '{}' AND (NEW.pdf IS NULL OR LENGTH(NEW.pdf) = 0)",
                *_LETTER, "person_id", "organisation_id", "decision_id", "title", "state",
                "written_at", "sent_at", "read_at", "pdf_sha256",
            ),
            changed(*_LETTER, "content"),
            f"(OLD.pdf IS NOT NULL AND {changed('pdf', 'pdf_sha256')})",
        ),
        "a letter stays as it was written",
    ),
    refuse(
        "outbox_message",
        "outbox_message_keeps_its_key",
        "UPDATE",
        _but(
            _emptied(
                f"({_PERSON} OR {_CASE})", "NEW.payload = '{\"erased\": true}'",
                *_MESSAGE, "state", "case_id", "person_id", "not_before",
            ),
            changed(*_MESSAGE, "payload"),
            "OLD.state = 'done'",
        ),
        "a message keeps its key, and what was delivered stays so",
    ),
    refuse(
        "medical_medicalreason",
        "medical_medicalreason_stays_as_written",
        "UPDATE",
        _but(
            _emptied(_NOTICE, "NEW.text = 'effacé'", *_REASON),
            changed(*_REASON, "text"),
        ),
        "a medical reason stays as it was written",
    ),
    refuse(
        "sick_leave_appeal",
        "sick_leave_appeal_only_answered",
        "UPDATE",
        _but(
            _emptied(
                _CASE, f"NEW.text {_GONE}",
                *_APPEAL, "outcome", "answered_on", "answered_by", "silence_told_at",
            ),
            "OLD.outcome <> ''",
            changed(*_APPEAL, "text"),
        ),
        "an appeal never changes but for its answer, given once",
    ),
    refuse(
        "sick_leave_takenfile",
        "sick_leave_takenfile_only_moves",
        "UPDATE",
        _but(
            _emptied(
                _PERSON, f"NEW.back_reason {_GONE}",
                *_TAKEN, "state", "verdict", "cause", "paid_cents", "law_cents", "left_out",
                "case_id", "switched_at", "back_at",
            ),
            changed(*_TAKEN),
            "OLD.state IN ('back', 'replaced')",
            "OLD.state = 'switched' AND (NEW.state = 'shadow' OR NEW.case_id <> OLD.case_id)",
        ),
        "a file taken over never changes but to be compared, switched and handed back",
    ),
]

# -- Money ----------------------------------------------------------------------------------------

_ACCOUNT = ("payee_kind", "person_id", "organisation_id", "recorded_at", "entered_by")
_CONFIRMED = ("confirmed_by", "confirmed_at")
_ACCOUNT_EMPTIED = (
    f"({_PERSON} AND {_NO_ACCOUNT} AND NEW.closed_at IS NOT NULL"
    f" AND NOT {changed(*_ACCOUNT, *_CONFIRMED)}"
    " AND (OLD.closed_at IS NULL OR OLD.closed_at = NEW.closed_at))"
)
_ORDER = (
    "number", "run_id", "case_id", "payee_kind", "person_id", "organisation_id", "gross_cents",
    "csg_cents", "crds_cents", "net_cents", "withheld_cents", "advance_id",
)
_FILED = ("file_id", "first_day", "last_day", "days", "ordered_at")
_ORDER_CHANGES = changed(*_ORDER, "iban")
_OBJECTION = ("recovery_id", "way", "received_on", "noted_at", "noted_by")
_WITHHOLDING = ("recovery_id", "dependants", "most_cents", "decided_at", "decided_by")

OF_MONEY = [
    refuse(
        "ledger_bankdetails",
        "ledger_bankdetails_only_confirmed_or_closed",
        "UPDATE",
        _but(
            _ACCOUNT_EMPTIED,
            "OLD.closed_at IS NOT NULL",
            f"OLD.confirmed_by IS NOT NULL AND {changed(*_CONFIRMED)}",
            changed(*_ACCOUNT, "holder", "iban", "bic"),
        ),
        "an account never changes but to be confirmed, then closed, once",
    ),
    # one that was filed only changes as to whether it is the first one that stands
    refuse(
        "ledger_paymentorder",
        "ledger_order_only_filed",
        "UPDATE",
        _but(
            _emptied(_PERSON, _NO_ACCOUNT, *_ORDER, *_FILED, "is_first", "is_first_income"),
            _ORDER_CHANGES,
            f"OLD.file_id IS NOT NULL AND {changed('holder', 'iban', 'bic', *_FILED)}",
        ),
        "an order never changes but to enter its file, once",
        asked_when=f"{_ORDER_CHANGES} OR OLD.file_id IS NOT NULL",
    ),
    refuse(
        "ledger_objection",
        "ledger_objection_only_answered",
        "UPDATE",
        _but(
            _emptied(
                _RECOVERY, f"NEW.text {_GONE} AND NEW.answer {_GONE}",
                *_OBJECTION, "outcome", "answered_at", "answered_by",
            ),
            "OLD.outcome <> ''",
            changed(*_OBJECTION, "text"),
        ),
        "an objection never changes but for its answer, given once",
    ),
    refuse(
        "ledger_withholding",
        "ledger_withholding_only_ended",
        "UPDATE",
        _but(
            _emptied(_RECOVERY, "NEW.reason = 'effacé'", *_WITHHOLDING, "ended_at", '"end"'),
            "OLD.ended_at IS NOT NULL",
            changed(*_WITHHOLDING, "reason"),
        ),
        "a withholding never changes but for its end",
    ),
    refuse(
        "ledger_remission",
        "ledger_remission_no_update",
        "UPDATE",
        "NOT "
        + _emptied(
            _RECOVERY, "NEW.reason = 'effacé'",
            "id", "recovery_id", "cents", "decided_at", "decided_by",
        ),
        "ledger_remission is append-only",
    ),
]

# -- For ever -------------------------------------------------------------------------------------


def _of_nobody_erased(table: str, names: str) -> OnTables:
    """Nothing that `names` a person, which what an erasure leaves of a row does not: so rows
    written and erased at once may stay."""
    return at_commit(
        table,
        f"{table}_of_nobody_erased",
        "EXISTS (SELECT 1 FROM people_person person WHERE person.id = {row}.person_id"
        f" AND person.erased_at IS NOT NULL AND {names})",
        "an erased person is given nothing more",
    )


FOR_EVER = [
    refuse(
        "people_person", "people_person_erased_for_ever", "UPDATE",
        "OLD.erased_at IS NOT NULL", "an erased person stays so",
    ),
    _of_nobody_erased("cases_case", "{row}.state NOT IN ('closed', 'withdrawn')"),
    _of_nobody_erased("sick_leave_notice", "{row}.nir <> person.nir"),
    _of_nobody_erased("ledger_bankdetails", "{row}.closed_at IS NULL"),
    _of_nobody_erased("people_account", "{row}.is_active"),
]


class Migration(migrations.Migration):
    replaces = [
        ("erasure", "0001_guards"),
        ("erasure", "0002_remission"),
        ("erasure", "0003_provisional"),
        ("erasure", "0004_advance"),
        ("erasure", "0005_first_orders"),
    ]

    dependencies = [
        ("people", "0001_tables"),
        ("outbox", "0001_tables"),
        ("cases", "0001_tables"),
        ("ledger", "0001_tables"),
        ("letters", "0001_tables"),
        ("medical", "0001_tables"),
        ("sick_leave", "0001_tables"),
    ]

    operations = [*OF_FILES, *OF_MONEY, *FOR_EVER]
