"""What other rooms may use of the medical service's records."""

from guichet.medical.access import reasons_for
from guichet.medical.actions import keep_reasons

__all__ = ["keep_reasons", "reasons_for"]
