"""SEPA credit transfer files: valid by the scheme's XSD, the same bytes each time."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sepaxml.validation import try_valid_xml

from guichet.formats.sepa import (
    NAMESPACE,
    SCHEMA,
    CreditTransfer,
    RefusedTransfer,
    Transfer,
    control_sum,
    credit_transfer,
    sepa_text,
)

IBAN = "FR7630006000011234567890189"
TRANSFER = Transfer("IJ-0001", "Zoé Exemple", IBAN, "BDFEFRPPCCT", 32_87, "IJ maladie")
MESSAGE = CreditTransfer(
    message_id="RUN-2026-11",
    created_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC),
    execution_date=date(2026, 11, 24),
    debtor_name="Caisse d'Essai",
    debtor_iban=IBAN,
    debtor_bic="BDFEFRPPCCT",
    transfers=(TRANSFER,),
)


def texts(content: bytes, path: str) -> list[str]:
    root = ET.fromstring(content)  # noqa: S314  our own bytes
    return [node.text or "" for node in root.findall(path, NAMESPACE)]


def test_the_file_follows_the_schema_and_says_what_was_ordered():
    second = replace(TRANSFER, end_to_end_id="IJ-0002", cents=10_000, bic=None)
    content = credit_transfer(replace(MESSAGE, transfers=(TRANSFER, second)))
    try_valid_xml(content, SCHEMA)
    assert control_sum(content) == Decimal("132.87")
    assert texts(content, ".//p:GrpHdr/p:NbOfTxs") == ["2"]
    assert texts(content, ".//p:PmtInf/p:CtrlSum") == ["132.87"]
    assert texts(content, ".//p:EndToEndId") == ["IJ-0001", "IJ-0002"]
    assert texts(content, ".//p:InstdAmt") == ["32.87", "100.00"]
    assert texts(content, ".//p:GrpHdr/p:MsgId") == ["RUN-2026-11"]


def test_the_hour_is_that_of_paris():
    content = credit_transfer(MESSAGE)
    assert texts(content, ".//p:CreDtTm") == ["2026-11-21T00:30:00"]
    assert texts(content, ".//p:ReqdExctnDt/p:Dt") == ["2026-11-24"]


def test_the_same_orders_give_the_same_bytes():
    assert credit_transfer(MESSAGE) == credit_transfer(MESSAGE)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hélène Œuvrard-Ñuñez", "Helene OEuvrard-Nunez"),
        ("D'ESSAI  & fils", "D'ESSAI fils"),
        ("Łucja ß", "Lucja ss"),
        ("🙂", ""),
        ("x" * 80, "x" * 70),
    ],
)
def test_text_is_brought_to_the_letters_that_banks_take(text, plain):
    assert sepa_text(text, 70) == plain


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=80), st.integers(1, 10**7)), min_size=1, max_size=5
    )
)
def test_any_name_and_sum_give_a_valid_file(orders):
    transfers = tuple(
        replace(TRANSFER, end_to_end_id=f"E{n}", name=f"A {name}", cents=cents)
        for n, (name, cents) in enumerate(orders)
    )
    content = credit_transfer(replace(MESSAGE, transfers=transfers))
    assert control_sum(content) * 100 == sum(cents for _, cents in orders)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end_to_end_id": "é"}, "identifiant"),
        ({"end_to_end_id": "x" * 36}, "identifiant"),
        ({"cents": 0}, "positif"),
        ({"cents": -1}, "positif"),
        ({"cents": 10**11}, "positif"),
        ({"cents": 1.5}, "entier"),
        ({"cents": True}, "entier"),
        ({"name": "🙂"}, "nom du titulaire"),
        ({"iban": "FR7630006000011234567890188"}, "IBAN"),
        ({"iban": "FR76 3000 6000 0112 3456 7890 189"}, "sans espaces"),
        ({"bic": "XX"}, "BIC"),
    ],
)
def test_an_order_that_cannot_be_paid_is_refused_by_name(changes, words):
    with pytest.raises(RefusedTransfer, match=words) as refused:
        credit_transfer(replace(MESSAGE, transfers=(replace(TRANSFER, **changes),)))
    assert str(refused.value).startswith(changes.get("end_to_end_id", "IJ-0001"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"transfers": ()}, "aucun virement"),
        ({"message_id": ""}, "identifiant"),
        ({"transfers": (TRANSFER, TRANSFER)}, "deux fois"),
        ({"created_at": datetime(2026, 11, 20, 23, 30)}, "fuseau"),  # noqa: DTZ001
        ({"debtor_iban": "FR00"}, "IBAN"),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused_in_words(changes, words):
    with pytest.raises(RefusedTransfer, match=words):
        credit_transfer(replace(MESSAGE, **changes))
