"""What other rooms may use of the journal."""

from guichet.journal.actions import Draft, append, record_reading, seal
from guichet.journal.actor import Actor, rule
from guichet.journal.bulk import chunks, count_anew, insert, insert_rows, update, update_rows
from guichet.journal.chain import digest_of
from guichet.journal.checkpoint import checkpoint
from guichet.journal.ids import new_id
from guichet.journal.models import Event
from guichet.journal.registry import register, tell, tell_insured
from guichet.journal.retry import begin_again
from guichet.journal.selectors import last_of, of_case, of_person

__all__ = [
    "Actor",
    "Draft",
    "Event",
    "append",
    "begin_again",
    "checkpoint",
    "chunks",
    "count_anew",
    "digest_of",
    "insert",
    "insert_rows",
    "last_of",
    "new_id",
    "of_case",
    "of_person",
    "record_reading",
    "register",
    "rule",
    "seal",
    "tell",
    "tell_insured",
    "update",
    "update_rows",
]
