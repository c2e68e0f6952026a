"""A file of salary certificates (DSIJ) as an employer's software writes it."""

import csv
import io

from guichet.declarations.service import StopForm


def certificate(form: StopForm) -> bytes:
    """The columns of one certificate."""
    said: dict[str, object] = {
        "nir": form.nir,
        "birth_date": form.birth_date,
        "family_name": form.family_name,
        "given_names": form.given_names,
        "contract_number": form.contract_number,
        "contract_start": form.contract_start,
        "reason": form.reason,
        "last_day_worked": form.last_day_worked,
        "expected_end": form.expected_end or "",
        "subrogation": "oui" if form.subrogation else "non",
        "subrogation_from": form.subrogation_from or "",
        "subrogation_to": form.subrogation_to or "",
        "iban": form.iban,
        "returned_on": form.returned_on or "",
        "returned_part_time": "oui" if form.returned_part_time else "",
    }
    for rank, pay in enumerate(form.pays, 1):
        said[f"month_{rank}"] = pay.month
        said[f"gross_{rank}"] = f"{pay.gross_cents // 100},{pay.gross_cents % 100:02d}"
        said[f"hours_{rank}"] = "" if pay.hours is None else str(pay.hours).replace(".", ",")
    text = io.StringIO()
    writer = csv.DictWriter(text, list(said), delimiter=";")
    writer.writeheader()
    writer.writerow(said)
    return text.getvalue().encode()
