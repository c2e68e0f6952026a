"""Answers of a made-up bank: pain.002 and camt.054 messages, as banks of the scheme write them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Told(NamedTuple):
    """What the bank says of a transfer; `cents` None where it gives no amount."""

    reference: str
    status: str = "RJCT"
    code: str = "AC04"
    cents: int | None = None


def _amount(name: str, cents: int | None) -> str:
    return "" if cents is None else f'<{name} Ccy="EUR">{cents // 100}.{cents % 100:02d}</{name}>'


def pain_002(
    told: Sequence[Told] = (),
    *,
    message: str = "",
    status: str = "",
    payment: Sequence[str] = (),
    code: str = "",
    version: str = "03",
) -> bytes:
    """A status report: of transfers, or of a whole message."""
    reason = f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>" if code else ""
    transfers = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{one.reference}</OrgnlEndToEndId><TxSts>{one.status}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{one.code}</Cd></Rsn></StsRsnInf>" if one.code else "")
        + f"<OrgnlTxRef><Amt>{_amount('InstdAmt', one.cents)}</Amt></OrgnlTxRef></TxInfAndSts>"
        for one in told
    )
    payments = "".join(
        f"<OrgnlPmtInfAndSts><PmtInfSts>{one}</PmtInfSts></OrgnlPmtInfAndSts>" for one in payment
    )
    if told:
        payments += f"<OrgnlPmtInfAndSts>{transfers}</OrgnlPmtInfAndSts>"
    group = f"<OrgnlMsgId>{message}</OrgnlMsgId>" + (f"<GrpSts>{status}</GrpSts>" if status else "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}">'
        f"<CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId></GrpHdr>"
        f"<OrgnlGrpInfAndSts>{group}{reason}</OrgnlGrpInfAndSts>{payments}"
        "</CstmrPmtStsRpt></Document>"
    ).encode()


def camt_054(told: Sequence[Told], on: date, *, back: bool = True, version: str = "02") -> bytes:
    """Notifications of an account: transfers that come back, or that were executed."""
    side = "CRDT" if back else "DBIT"
    entries = "".join(
        f"<Ntry><CdtDbtInd>{side}</CdtDbtInd><BookgDt><Dt>{on.isoformat()}</Dt></BookgDt><NtryDtls>"
        f"<TxDtls><Refs><EndToEndId>{one.reference}</EndToEndId></Refs>{_amount('Amt', one.cents)}"
        f"<CdtDbtInd>{side}</CdtDbtInd>"
        + (f"<RtrInf><Rsn><Cd>{one.code}</Cd></Rsn></RtrInf>" if back else "")
        + "</TxDtls></NtryDtls></Ntry>"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}">'
        f"<BkToCstmrDbtCdtNtfctn><Ntfctn>{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()
