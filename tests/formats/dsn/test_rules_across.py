"""Declared controls that compare blocks: of an employee, of a declaration, of a month."""

import pytest

from guichet.formats.dsn.declared import declared
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.values import day_of
from tests.formats.dsn.blocks import HEAD, block, fresh, told
from tests.formats.dsn.files import bytes_of, edited, insert, place, reading

JANUARY = Head("01", "01", day_of("05022027"), "000412304", month="01012027")


@pytest.mark.parametrize(
    ("month", "wrong"), [("122026", False), ("012026", False), ("122025", True), ("012027", True)]
)
def test_in_january_an_error_of_withholding_is_mended_for_the_year_before_alone(month, wrong):
    mended = block("S21.G00.56", r001=month, r002="01")
    assert told(mended, "S21.G00.56.002", "CCH-17", JANUARY) is wrong
    assert not told(mended, "S21.G00.56.002", "CCH-16", JANUARY)
    assert not told(mended, "S21.G00.56.002", "CCH-17", HEAD)


@pytest.mark.parametrize(("first", "wrong"), [("07092026", False), ("06092026", True)])
def test_a_pay_begins_two_days_before_its_contract_at_the_earliest(first, wrong):
    def pay(number, **changes):
        person = block("S21.G00.30")
        block("S21.G00.40", person, r001="09092026", r009="00001")
        block("S21.G00.40", person, r001="01012020", r009="00002")
        paid = block("S21.G00.50", person)
        values = {"r001": first, "r010": number, "r011": "002", "r013": "10.00", **changes}
        return block("S21.G00.51", paid, **values)

    def found(node):
        return told(node, "S21.G00.51.001", "CCH-11", fresh())

    assert found(pay("00001")) is wrong
    assert not found(pay("00002"))
    assert not found(pay("00001", r013="0.00"))
    assert not found(pay("00001", r001="31082026"))


@pytest.mark.parametrize(
    ("reason", "nature", "wrong"),
    [("011", "01", False), ("011", "02", True), ("012", "03", True), ("031", "02", False)],
)
def test_a_firm_that_closes_ends_contracts_without_term(reason, nature, wrong):
    end = block("S21.G00.62", block("S21.G00.40", r007=nature), r002=reason)
    assert told(end, "S21.G00.62.002", "CCH-11", fresh()) is wrong


@pytest.mark.parametrize(("nature", "wrong"), [("02", False), ("03", False), ("01", True)])
def test_a_contract_without_term_cannot_be_refused_at_the_end_of_another(nature, wrong):
    end = block("S21.G00.62", block("S21.G00.40", r007=nature), r021="01")
    assert told(end, "S21.G00.62.021", "CCH-11", fresh()) is wrong


@pytest.mark.parametrize(("nature", "wrong"), [("09", False), ("01", True), ("53", True)])
def test_what_the_state_adds_to_a_pay_is_for_its_own_agents(nature, wrong):
    person = block("S21.G00.30")
    block("S21.G00.40", person, r007=nature, r009="00001")
    bonus = block("S21.G00.52", block("S21.G00.50", person), r001="039", r006="00001")
    assert told(bonus, "S21.G00.52.001", "CCH-32", fresh()) is wrong


@pytest.mark.parametrize(
    ("second", "wrong"),
    [("16092026", False), ("17092026", True), ("15092026", True), ("01092026", True)],
)
def test_the_periods_of_a_notice_follow_one_another(second, wrong):
    end = block("S21.G00.62")
    block("S21.G00.63", end, r001="02", r002="01092026", r003="15092026")
    later = block("S21.G00.63", end, r001="01", r002=second, r003="30092026")
    assert told(later, "S21.G00.63.002", "CCH-15", fresh()) is wrong


def test_a_deduction_says_its_contract_where_several_are_paid():
    def deduction(*paid, **values):
        payment = block("S21.G00.50", block("S21.G00.30"))
        for number in paid:
            block("S21.G00.51", payment, r010=number)
        return block("S21.G00.54", payment, **values)

    def found(node):
        return told(node, "S21.G00.50.001", "CCH-16", fresh())

    assert found(deduction("00001", "00002", r001="10"))
    assert not found(deduction("00001", "00002", r001="10", r005="00001"))
    assert not found(deduction("00001", "00001", r001="10"))
    assert not found(deduction("00001", "00002", r001="17"))


@pytest.mark.parametrize(
    ("code", "fund", "wrong"), [("34", "BT01", False), ("34", None, True), ("03", None, False)]
)
def test_a_base_of_the_building_trade_has_its_fund_of_paid_leave(code, fund, wrong):
    person = block("S21.G00.30")
    block("S21.G00.40", person, r009="00001", **({"r022": fund} if fund else {}))
    base = block("S21.G00.78", block("S21.G00.50", person), r001=code)
    assert told(base, "S21.G00.78.001", "CCH-11", fresh()) is wrong


@pytest.mark.parametrize(("paid", "wrong"), [("00001", False), ("00002", True)])
def test_an_affiliation_is_that_of_a_contract_that_is_paid(paid, wrong):
    person = block("S21.G00.30")
    block("S21.G00.70", block("S21.G00.40", person, r009="00001"), r012="1")
    payment = block("S21.G00.50", person)
    block("S21.G00.51", payment, r010=paid)
    base = block("S21.G00.78", payment, r001="31", r005="1")
    assert told(base, "S21.G00.78.005", "CCH-12", fresh()) is wrong


def test_a_body_that_is_paid_without_detail_has_its_contract():
    def payment(delegate, *, detailed=False):
        firm = block("S21.G00.11")
        block("S21.G00.15", firm, r002="P0942", r003="DELEG1")
        paid = block("S21.G00.20", firm, r001="P0942", r008=delegate)
        if detailed:
            block("S21.G00.55", paid, r001="1.00")
        return paid

    def found(node):
        return told(node, "S21.G00.20.001", "CCH-13", fresh())

    assert found(payment("DELEG2"))
    assert not found(payment("DELEG1"))
    assert not found(payment("DELEG2", detailed=True))


@pytest.mark.parametrize(("since", "wrong"), [("066", False), ("065", True)])
def test_a_contribution_goes_with_another_in_the_phase_that_says_so(since, wrong):
    firm = block("S21.G00.11")
    dates = {"r003": "01012026", "r004": "31122026"}
    net = block("S21.G00.82", firm, r002="067", **dates)
    block("S21.G00.82", firm, r002=since, **dates)
    assert told(net, "S21.G00.82.002", "CCH-23", fresh()) is wrong
    names = {
        phase: {(c.rubric, c.code) for c in declared(phase)} for phase in ("P24", "P25", "P26")
    }
    assert [("S21.G00.82.002", "CCH-23") in names[p] for p in names] == [False, True, False]


def test_one_bank_account_for_one_use():
    firm = block("S21.G00.11")
    first, same, other = (
        block("S21.G00.12", firm, r001="01", r003=iban) for iban in ("FR1", "FR1", "FR2")
    )
    found = [told(n, "S21.G00.12.001", "CCH-13", fresh()) for n in (first, same, other)]
    assert found == [False, False, True]


@pytest.mark.parametrize(
    ("rubric", "code", "name", "values", "said"),
    [
        ("11.017", "CCH-11", "S21.G00.11", {}, {"40.029": {"03": 1}}),
        ("20.002", "CCH-12", "S21.G00.20", {"r002": "CNIEG_COT_RS"}, {"40.020": {"200": 1}}),
        ("22.002", "CCH-13", "S21.G00.22", {"r002": "CNIEG_COT_RDC"}, {}),
        ("85.002", "CCH-12", "S21.G00.85", {"r001": "X1"}, {"40.046": {"X1": 1}}),
        ("67.002", "CCH-12", "S89.G00.67", {"r002": "2000412304A1"}, {}),
        ("87.008", "CCH-13", "S89.G00.87", {"r008": "2000412304A1"}, {"30.020": {"x": 1}}),
        ("88.009", "CCH-13", "S89.G00.88", {"r009": "2000412304A1"}, {}),
        ("89.008", "CCH-13", "S89.G00.89", {"r008": "2000412304A1"}, {}),
    ],
)
def test_what_is_compared_with_all_employees(rubric, code, name, values, said):
    node = block(name, **values)
    assert told(node, f"{name[:7]}.{rubric}", code, fresh(declared=said))
    # Not judged where an employee is at fault: what they say is not sure.
    assert not told(node, f"{name[:7]}.{rubric}", code, fresh(declared=None))


@pytest.mark.parametrize(
    ("rubric", "code", "name", "values", "said"),
    [
        ("11.017", "CCH-11", "S21.G00.11", {"r017": "01"}, {"40.029": {"03": 1}}),
        ("11.017", "CCH-11", "S21.G00.11", {}, {"40.029": {"01": 1}}),
        ("20.002", "CCH-12", "S21.G00.20", {"r002": "CNIEG_COT_RS"}, {"40.020": {"147": 1}}),
        ("22.002", "CCH-13", "S21.G00.22", {"r002": "CNIEG_COT_RDC"}, {"40.020": {"147": 1}}),
        ("85.002", "CCH-12", "S21.G00.85", {"r001": "X1", "r002": "1071C"}, {"40.046": {"X1": 1}}),
        ("85.002", "CCH-12", "S21.G00.85", {"r001": "X2"}, {"40.046": {"X1": 1}}),
        ("67.002", "CCH-12", "S89.G00.67", {"r002": "2A"}, {"30.020": {"2A": 1}}),
        ("87.008", "CCH-13", "S89.G00.87", {"r008": "2A"}, {"30.020": {"2A": 1}}),
        ("88.009", "CCH-13", "S89.G00.88", {"r009": "2A"}, {"30.020": {"2A": 1}}),
        ("89.008", "CCH-13", "S89.G00.89", {"r008": "2A"}, {"30.020": {"2A": 1}}),
    ],
)
def test_what_goes_with_all_employees(rubric, code, name, values, said):
    node = block(name, **values)
    assert not told(node, f"{name[:7]}.{rubric}", code, fresh(declared=said))


@pytest.mark.parametrize(
    ("covered", "activity", "joined", "code"),
    [
        ("01", "1071C", "2", "CCH-13"),
        ("01", "1071C", "1", None),
        ("01", "7820Z", "2", None),
        ("02", "1071C", "1", "CCH-14"),
        ("02", "1071C", "2", None),
        ("02", "7820Z", "1", None),
    ],
)
def test_a_provident_contract_covers_somebody_or_says_that_it_does_not(
    covered, activity, joined, code
):
    firm = block("S21.G00.11", r002=activity)
    contract = block("S21.G00.15", firm, r004=covered, r005="1")
    head = fresh(declared={"70.013": {joined: 1}})
    found = [c for c in ("CCH-13", "CCH-14") if told(contract, "S21.G00.15.001", c, head)]
    assert found == [code] * (code is not None)


def test_fees_are_an_amount():
    def paid(name, amount):
        payee = block("S89.G00.32", r001="CONSEIL")
        block(name, payee, r002=amount)
        return told(payee, "S89.G00.32.001", "CCH-12", fresh())

    assert [paid(name, "1.00") for name in ("S89.G00.33", "S89.G00.35", "S89.G00.43")] == [
        False
    ] * 3
    assert paid("S89.G00.43", "-1.00")
    assert told(block("S89.G00.32", r001="CONSEIL"), "S89.G00.32.001", "CCH-12", fresh())


def test_what_is_paid_to_somebody_who_is_not_an_employee():
    def sums(*codes, status="04", kind="05"):
        person = block("S89.G00.91", r001="2800193901006", r006="20011980", r018=status)
        dates = {"r004": "01092026", "r005": "30092026", "r011": "30092026"}
        return [block("S89.G00.92", person, r001=kind, r002=code, **dates) for code in codes]

    def found(code, *args, **values):
        return told(sums(*args, **values)[0], "S89.G00.92.001", code, fresh())

    assert found("CCH-13", "50")
    assert not found("CCH-13", "50", "51")
    assert not found("CCH-13", "50", status="10")
    assert found("CCH-15", "51")
    assert not found("CCH-15", "51", "50")
    (alone,) = sums("50")
    assert told(alone, "S89.G00.94.001", "CCH-12", fresh())
    block("S89.G00.94", alone, r001="063")
    assert not told(alone, "S89.G00.94.001", "CCH-12", fresh())
    born = alone.parent
    assert not told(born, "S89.G00.91.006", "CCH-11", fresh())
    born.put("006", "20011981", 1)
    assert told(born, "S89.G00.91.006", "CCH-11", fresh())


@pytest.mark.parametrize(
    ("code", "month", "sound", "wrong"),
    [
        ("CCH-16", "01092026", {"r001": "012026", "r002": "01"}, {"r001": "122025", "r002": "01"}),
        ("CCH-17", "01012027", {"r001": "122026", "r002": "02"}, {"r001": "012027", "r002": "02"}),
        ("CCH-18", "01092026", {"r002": "02", "r013": "1.00"}, {"r002": "04", "r013": "1.00"}),
        ("CCH-19", "01092026", {"r002": "01", "r003": "1.00"}, {"r002": "02", "r003": "1.00"}),
    ],
)
def test_withholding_is_mended_in_the_same_way_for_those_who_are_not_employees(
    code, month, sound, wrong
):
    head = Head("01", "01", None, "000412304", month=month)
    assert not told(block("S89.G00.93", **sound), "S89.G00.93.002", code, head)
    assert told(block("S89.G00.93", **wrong), "S89.G00.93.002", code, head)


def test_the_employees_of_a_month_are_compared_with_its_provident_contracts():
    """From the file itself, not from a block made for the test."""
    contract = (
        ("S21.G00.15.001", "CONTRAT"),
        ("S21.G00.15.002", "P0942"),
        ("S21.G00.15.004", "01"),
        ("S21.G00.15.005", "1"),
    )
    joined = (("S21.G00.70.012", "1"), ("S21.G00.70.013", "1"))
    offered = edited("staff", insert("S21.G00.11.022", *contract))
    found = [p for p in reading(bytes_of(offered)).places if p[2] == "CCH-13"]
    assert found == [(place(offered, "S21.G00.15.001") + 1, "S21.G00.15.001", "CCH-13")]
    taken = edited("staff", insert("S21.G00.11.022", *contract), insert("S21.G00.40.043", *joined))
    assert "S21.G00.15.001" not in {rubric for _, rubric, _ in reading(bytes_of(taken)).places}
