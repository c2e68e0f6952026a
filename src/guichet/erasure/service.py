"""What the faces may use of erasures."""

from guichet.erasure.actions import CLOSED_BY, NoSuchPerson, RefusedErasure, erase_person
from guichet.erasure.enums import ErasureReason
from guichet.erasure.selectors import Erasure, Preview, erasures, preview

__all__ = [
    "CLOSED_BY",
    "Erasure",
    "ErasureReason",
    "NoSuchPerson",
    "Preview",
    "RefusedErasure",
    "erase_person",
    "erasures",
    "preview",
]
