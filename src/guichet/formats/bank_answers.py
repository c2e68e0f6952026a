"""What a bank answers about transfers: pain.002 (status) and camt.054 (account notifications).

ISO 20022, any version of the two: elements are read by their names, whatever the namespace.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from lxml import etree

Verdict = Literal["accepted", "rejected"]
MOST_BYTES = 64 * 1024 * 1024
REJECTED = frozenset({"RJCT", "CANC"})
ACCEPTED = frozenset({"ACCC", "ACCP", "ACSC", "ACSP", "ACTC", "ACWC"})
_VERDICTS: tuple[tuple[Verdict, frozenset[str]], ...] = (
    ("rejected", REJECTED),
    ("accepted", ACCEPTED),
)
# Several transfers of one message, or what is not decided yet: each transfer says its own.
UNDECIDED = frozenset({"PART", "PDNG", "RCVD", "PATC", "ACFC"})


class BadBankFile(ValueError):
    """The file is not one of a bank's answers; the text says what was expected."""


@dataclass(frozen=True)
class Answer:
    """One answer. `about`: one transfer, by its end-to-end reference, or all those of a message.

    `code`: the bank's reason, as AC04 for a closed account; `cents`: the amount, where it is said.
    """

    about: Literal["transfer", "message"]
    reference: str
    verdict: Verdict
    code: str = ""
    cents: int | None = None
    on: date | None = None


def answers(content: bytes) -> list[Answer]:
    """Every answer of a file, in its order. Raises BadBankFile in words."""
    root = _root(content)
    for child in root:
        name = etree.QName(child).localname
        if name == "CstmrPmtStsRpt":
            return list(_status(child))
        if name == "BkToCstmrDbtCdtNtfctn":
            return list(_notifications(child))
    raise BadBankFile(
        "Ce fichier n'est pas une réponse de la banque : un pain.002 ou un camt.054 est attendu."
    )


def _root(content: bytes) -> etree._Element:
    if len(content) > MOST_BYTES:
        raise BadBankFile("Le fichier dépasse 64 Mo : il n'est pas lu.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        where = f" (ligne {fault.lineno})" if fault.lineno else ""
        raise BadBankFile(f"Le fichier n'est pas du XML lisible{where}.") from None
    if root.getroottree().docinfo.doctype:
        raise BadBankFile("Le fichier déclare un DOCTYPE : une réponse de banque n'en a pas.")
    return root


def _status(report: etree._Element) -> Iterator[Answer]:
    """pain.002: the group, then each payment, then each transfer; the nearest says."""
    group = _child(report, "OrgnlGrpInfAndSts")
    message, status = _text(group, "OrgnlMsgId"), _text(group, "GrpSts")
    payments = _children(report, "OrgnlPmtInfAndSts")
    transfers = [one for payment in payments for one in _children(payment, "TxInfAndSts")]
    for one in transfers:
        yield from _of_transfer(one)
    if transfers:
        return
    told = ({_text(payment, "PmtInfSts") for payment in payments} - {""}) or {status} - {""}
    for verdict, known in _VERDICTS:
        if told and told <= known:
            if not message:
                raise BadBankFile("La réponse ne dit pas de quel message elle parle (OrgnlMsgId).")
            where = [group, *payments]
            code = next((found for one in where if (found := _reason(one, "StsRsnInf"))), "")
            yield Answer("message", message, verdict, code)
            return
    strange = sorted(told - REJECTED - ACCEPTED - UNDECIDED)
    if strange:
        raise BadBankFile(f"L'état {strange[0][:10]} n'est pas connu (GrpSts ou PmtInfSts).")
    if told - UNDECIDED:
        raise BadBankFile("La réponse mêle plusieurs états sans dire ceux des virements.")


def _of_transfer(one: etree._Element) -> Iterator[Answer]:
    status, reference = _text(one, "TxSts"), _text(one, "OrgnlEndToEndId")
    if status in UNDECIDED:
        return
    if status not in REJECTED | ACCEPTED:
        raise BadBankFile(f"L'état {status[:10] or 'vide'} d'un virement n'est pas connu (TxSts).")
    if not reference:
        raise BadBankFile("Une réponse ne dit pas de quel virement elle parle (OrgnlEndToEndId).")
    asked = _child(_child(_child(one, "OrgnlTxRef"), "Amt"), "InstdAmt")
    verdict: Verdict = "rejected" if status in REJECTED else "accepted"
    code, on = _reason(one, "StsRsnInf"), _day(one, "AccptncDtTm")
    yield Answer("transfer", reference, verdict, code, _cents(asked), on)


def _notifications(report: etree._Element) -> Iterator[Answer]:
    """camt.054: money that left is an executed transfer, money that comes back a return."""
    for notification in _children(report, "Ntfctn"):
        for entry in _children(notification, "Ntry"):
            yield from _of_entry(entry)


def _of_entry(entry: etree._Element) -> Iterator[Answer]:
    on = _booked(entry)
    for details in _children(entry, "NtryDtls"):
        for one in _children(details, "TxDtls"):
            reference = _text(_child(one, "Refs"), "EndToEndId")
            if not reference or reference == "NOTPROVIDED":
                continue
            side = _text(one, "CdtDbtInd") or _text(entry, "CdtDbtInd")
            back = _child(one, "RtrInf") is not None or _text(entry, "RvslInd") == "true"
            if side == "CRDT" and not back:
                continue  # money of somebody else's transfer to the fund
            amount = _child(one, "Amt")
            if amount is None:
                amount = _child(_child(_child(one, "AmtDtls"), "TxAmt"), "Amt")
            verdict: Verdict = "rejected" if side == "CRDT" else "accepted"
            yield Answer("transfer", reference, verdict, _reason(one, "RtrInf"), _cents(amount), on)


def _booked(entry: etree._Element) -> date | None:
    booked = _child(entry, "BookgDt")
    return _day(booked, "Dt") or _day(booked, "DtTm")


def _reason(one: etree._Element | None, name: str) -> str:
    for info in _children(one, name):
        reason = _child(info, "Rsn")
        if found := _text(reason, "Cd") or _text(reason, "Prtry"):
            return found[:35]
    return ""


def _cents(amount: etree._Element | None) -> int | None:
    """Whole cents of an amount in euros."""
    if amount is None:
        return None
    try:
        cents = Decimal((amount.text or "").strip()) * 100
    except InvalidOperation:
        cents = Decimal("NaN")
    if amount.get("Ccy", "EUR") != "EUR" or not cents.is_finite() or cents != int(cents):
        raise BadBankFile(f"Un montant n'est pas en euros et centimes (ligne {amount.sourceline}).")
    return int(cents)


def _day(one: etree._Element | None, name: str) -> date | None:
    text = _text(one, name)[:10]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadBankFile(f"Une date n'est pas lisible ({name}).") from None


def _children(one: etree._Element | None, name: str) -> list[etree._Element]:
    if one is None:
        return []
    return [c for c in one if isinstance(c.tag, str) and etree.QName(c).localname == name]


def _child(one: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_children(one, name)), None)


def _text(one: etree._Element | None, name: str) -> str:
    child = _child(one, name)
    return (child.text or "").strip() if child is not None else ""
