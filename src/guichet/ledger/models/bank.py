"""What the bank answers of payment orders."""

from django.db import models

from guichet.journal.ids import new_id
from guichet.ledger.enums import BankVerdict
from guichet.ledger.models.payments import PaymentOrder, Share


class BankFile(models.Model):
    """A file of the bank's answers, as it came; the same bytes are read once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    read_at = models.DateTimeField()


class BankAnswer(models.Model):
    """What the bank says of an order: executed, come back, or both in turn. Come back prevails.

    `code`: the bank's reason (ISO 20022), as AC04 for a closed account.
    """

    order = models.ForeignKey(PaymentOrder, models.RESTRICT, related_name="answers", db_index=False)
    file = models.ForeignKey(BankFile, models.RESTRICT, db_index=False)
    verdict = models.CharField(max_length=8, choices=BankVerdict.choices)
    code = models.CharField(max_length=35, blank=True)
    answered_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "verdict"], name="the_bank_says_a_thing_of_an_order_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["order"], name="answer_rejected", condition=models.Q(verdict="rejected")
            ),
        ]


class ReopenedShare(models.Model):
    """A share that an order which came back was to pay, and that is to be paid again.

    Written while the share still has that order, which a trigger asks: so once.
    """

    answer = models.ForeignKey(BankAnswer, models.RESTRICT, related_name="reopened", db_index=False)
    share = models.ForeignKey(Share, models.RESTRICT, db_index=False)
