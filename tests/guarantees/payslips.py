"""What the database refuses of payslips that stand in, and of what is granted on them."""

from guichet.cases.models import Decision, Fact
from tests.guarantees.rows import copy_row
from tests.guarantees.trying import Guard

READ = {"source": "payslip", "superseded_at": None}
GRANTED = {"outcome": "granted", "rule": ""}
GUARDS: dict[str, list[Guard]] = {
    "cases_fact_read_on_payslips": [
        Guard(Fact, READ, {"key": "k", wrong: None}, READ, {"key": "k"}, copy_row)
        for wrong in ("recorded_by", "document_id")
    ],
    "cases_decision_provisional_on_payslips": [
        Guard(
            Decision,
            {**GRANTED, "provisional": said},
            {"number": 99, "provisional": not said},
            {**GRANTED, "provisional": said},
            {"number": 98},
            copy_row,
        )
        for said in (True, False)
    ],
}
