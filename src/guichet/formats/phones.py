"""Mobile numbers that the fund may send a text message to, in the international form (E.164)."""

from guichet.formats.identifiers import Verdict

# The numbers of 06 and 07 that belong to a department overseas have its own country code.
OVERSEAS = {
    "0639": "+262", "0690": "+590", "0691": "+590", "0692": "+262", "0693": "+262",
    "0694": "+594", "0696": "+596", "0697": "+596",
}  # fmt: skip
_ABROAD = ("+33", "+262", "+590", "+594", "+596")
_LEFT_OUT = str.maketrans("", "", " .-()/\u00a0\u202f")


def check_mobile(text: str) -> Verdict:
    """A French mobile number, as people write it; `value` is its international form."""
    bare = text.translate(_LEFT_OUT)
    bare = f"+{bare[2:]}" if bare.startswith("00") else bare
    code = next((one for one in _ABROAD if bare.startswith(one)), "")
    # many write +33 (0)6: the zero is for calls from France
    national = f"0{bare.removeprefix(code).removeprefix('0')}" if code else bare
    if not (national.isascii() and national.isdigit() and len(national) == 10):
        return Verdict(
            False, words="Un numéro de mobile a dix chiffres, par exemple 06 12 34 56 78."
        )
    if national[:2] not in ("06", "07"):
        return Verdict(
            False,
            words="Un SMS ne va que sur un mobile : un numéro qui commence par 06 ou 07.",
        )
    return Verdict(True, OVERSEAS.get(national[:4], "+33") + national[1:])


def mask_mobile(number: str) -> str:
    """Enough to recognise one's own: the last four digits."""
    return f"•• •• •• {number[-4:-2]} {number[-2:]}"
