"""What other rooms may use of the medical service's records."""

from guichet.medical.access import reasons_for
from guichet.medical.actions import keep_opinion, keep_reasons
from guichet.medical.enums import Conclusion
from guichet.medical.models import Opinion

__all__ = ["Conclusion", "Opinion", "keep_opinion", "keep_reasons", "reasons_for"]
