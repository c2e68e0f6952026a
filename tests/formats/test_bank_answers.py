"""What a bank's answers say, and what is refused in words."""

from datetime import date

import pytest

from guichet.formats.bank_answers import Answer, BadBankFile, answers
from tests.support.bank import Told, camt_054, pain_002

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("version", ["03", "10"])
def test_a_status_report_says_each_transfer_with_its_reason_and_amount(version: str) -> None:
    told = [Told("A-1", "RJCT", "AC04", 55_202), Told("A-2", "ACSC", "", 1), Told("A-3", "PDNG")]
    assert answers(pain_002(told, message="M", status="PART", version=version)) == [
        Answer("transfer", "A-1", "rejected", "AC04", 55_202),
        Answer("transfer", "A-2", "accepted", "", 1),
    ]


@pytest.mark.parametrize(("status", "verdict"), [("RJCT", "rejected"), ("ACCP", "accepted")])
def test_a_report_without_transfers_speaks_of_the_whole_message(status, verdict) -> None:
    found = answers(pain_002(message="GUICHET-20261120", status=status, code="FF01"))
    assert found == [Answer("message", "GUICHET-20261120", verdict, "FF01")]


def test_the_payment_says_more_than_the_message_that_holds_it() -> None:
    found = answers(pain_002(message="M", status="PART", payment=["RJCT"], code="AM05"))
    assert found == [Answer("message", "M", "rejected", "AM05")]


def test_a_message_that_is_not_decided_says_nothing_yet() -> None:
    assert answers(pain_002(message="M", status="PDNG")) == []


@pytest.mark.parametrize("version", ["02", "08"])
def test_money_that_comes_back_is_a_return_and_money_that_leaves_is_executed(version: str) -> None:
    told = [Told("A-1", code="AC01", cents=55_202)]
    back = answers(camt_054(told, DAY, version=version))
    assert back == [Answer("transfer", "A-1", "rejected", "AC01", 55_202, DAY)]
    left = answers(camt_054(told, DAY, back=False, version=version))
    assert left == [Answer("transfer", "A-1", "accepted", "", 55_202, DAY)]


def test_money_that_somebody_else_sends_to_the_fund_is_no_answer() -> None:
    content = camt_054([Told("THEIRS", cents=100)], DAY)
    start, end = content.index(b"<RtrInf>"), content.index(b"</RtrInf>") + len(b"</RtrInf>")
    assert answers(content[:start] + content[end:]) == []


BOMB = b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><Document>&b;</Document>"
OUTSIDE = b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Document>&x;</Document>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "XML lisible"),
        (b"S10.G00.00.001,'Essai'", "XML lisible"),
        (b"<Document><CstmrPmtStsRpt>", "XML lisible"),
        (b"<Document><CstmrCdtTrfInitn/></Document>", "pain.002 ou un camt.054"),
        (BOMB, "DOCTYPE"),
        (OUTSIDE, "DOCTYPE"),
        (pain_002([Told("A-1", "WHAT")]), "WHAT"),
        (pain_002([Told("", "RJCT")]), "OrgnlEndToEndId"),
        (pain_002(message="", status="RJCT"), "OrgnlMsgId"),
        (pain_002(message="M", status="NEVER"), "NEVER"),
        (pain_002(message="M", payment=["RJCT", "ACCP"]), "mêle"),
        (camt_054([Told("A-1", cents=5)], DAY).replace(b"EUR", b"USD"), "euros"),
        (camt_054([Told("A-1", cents=5)], DAY).replace(b"0.05", b"0.055"), "euros"),
        (camt_054([Told("A-1", cents=5)], DAY).replace(b"2026-11-24", b"2026-13-24"), "date"),
    ],
)
def test_what_is_no_answer_of_a_bank_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(BadBankFile, match=words):
        answers(content)
