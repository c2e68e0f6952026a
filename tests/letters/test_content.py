"""A wrong letter cannot be built: refusals beside the same letter accepted."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.letters.content import (
    AddressRefused,
    AppealBlock,
    AppealBlockMissing,
    ContentRefused,
    DecisionLetter,
    Deductions,
    Lang,
    Letter,
    Outcome,
    PaidSegment,
    Payee,
    Period,
    Recipient,
    StatementLine,
)
from tests.letters import decisions, samples

ALL = (
    samples.granted,
    samples.refused,
    samples.worst_decision,
    decisions.provisional,
    samples.piece_request,
    samples.recovery,
    samples.lifted,
    samples.statement,
    samples.part_three,
)
UNFAVOURABLE = (samples.refused, samples.worst_decision, samples.recovery)


@pytest.mark.parametrize("build", ALL)
def test_a_letter_comes_back_from_its_json_unchanged(build):
    letter = build(Lang.EN)
    archived = json.loads(json.dumps(letter.to_json()))
    assert type(letter).from_json(archived) == letter


@pytest.mark.parametrize("build", UNFAVOURABLE)
def test_an_unfavourable_letter_without_its_appeal_block_cannot_be_built(build):
    letter = build()
    assert letter.unfavourable
    with pytest.raises(AppealBlockMissing, match="comment la contester"):
        replace(letter, appeal=None)


@pytest.mark.parametrize("build", UNFAVOURABLE)
def test_the_archive_cannot_bring_back_an_unfavourable_letter_without_its_appeal_block(build):
    letter = build()
    with pytest.raises(AppealBlockMissing):
        type(letter).from_json({**letter.to_json(), "appeal": None})


def test_a_part_granted_needs_its_appeal_block_and_its_reason():
    partly = samples.granted(
        outcome=Outcome.PARTLY_GRANTED,
        automatic=False,
        signatory=samples.SIGNATORY,
        reason=samples.REASON,
    )
    assert partly.unfavourable
    with pytest.raises(AppealBlockMissing):
        replace(partly, appeal=None)
    with pytest.raises(ContentRefused, match="motif"):
        replace(partly, reason=None)


def test_a_recalculation_upwards_is_favourable_and_downwards_is_not():
    upwards = samples.worst_decision(previous_gross_cents=100, reason=None)
    assert not upwards.unfavourable
    assert not replace(upwards, appeal=None).unfavourable
    with pytest.raises(AppealBlockMissing):
        replace(upwards, previous_gross_cents=9999999, appeal=None)


def test_a_recalculation_says_what_changed():
    with pytest.raises(ContentRefused, match="ce qui a changé"):
        samples.worst_decision(changes=())


def test_an_appeal_block_keeps_two_months_and_an_address():
    assert samples.APPEAL.months == 2
    with pytest.raises(ContentRefused, match="deux mois"):
        replace(samples.APPEAL, months=1)
    with pytest.raises(ContentRefused, match="adresse"):
        AppealBlock(address_lines=(), court="pôle social")


def test_an_automatic_decision_is_never_unfavourable():
    assert samples.granted().automatic
    with pytest.raises(ContentRefused, match="par une personne"):
        samples.refused(automatic=True, rules=samples.RULES)


def test_an_automatic_decision_names_its_rules_and_a_persons_decision_its_author():
    with pytest.raises(ContentRefused, match="règles"):
        samples.granted(rules=())
    with pytest.raises(ContentRefused, match=r"L\. 212-1"):
        samples.refused(signatory=None)


def test_a_refusal_pays_nothing_and_a_grant_pays_something():
    with pytest.raises(ContentRefused, match="Refus"):
        samples.refused(paid=samples.granted().paid, deductions=samples.granted().deductions)
    with pytest.raises(ContentRefused, match="Accord"):
        samples.granted(paid=(), deductions=None)


def test_a_day_is_never_shown_twice_nor_outside_the_stop():
    paid = samples.granted().paid
    with pytest.raises(ContentRefused, match="deux fois"):
        samples.granted(waiting=Period(date(2026, 3, 5), date(2026, 3, 7)))
    with pytest.raises(ContentRefused, match="sort de l'arrêt"):
        samples.granted(stop=Period(date(2026, 3, 3), date(2026, 3, 19)), paid=paid)


def test_the_sums_of_a_letter_add_up():
    with pytest.raises(ContentRefused, match="fois les jours"):
        PaidSegment(Period(date(2026, 3, 6), date(2026, 3, 7)), 3287, 6573, Payee.INSURED)
    with pytest.raises(ContentRefused, match="moins la CSG"):
        samples.granted(deductions=Deductions(3057, 246, 46003))
    with pytest.raises(ContentRefused, match="moins la CSG"):
        replace(samples.statement_line(0), net_cents=1)


def test_an_employer_that_is_paid_has_a_name():
    with pytest.raises(ContentRefused, match="son nom manque"):
        samples.worst_decision(employer_name="")


@pytest.mark.parametrize("wrong", [32.87, "3287", True])
def test_money_is_whole_cents(wrong):
    with pytest.raises(ContentRefused, match="centimes entiers"):
        PaidSegment(samples.STOP, wrong, 0, Payee.INSURED)


def test_an_address_takes_six_lines_of_thirty_eight_characters():
    longest = "X" * 38
    assert Recipient((longest,) * 6).lines[5] == longest
    with pytest.raises(AddressRefused, match="7 lignes"):
        Recipient(("A",) * 7)
    with pytest.raises(AddressRefused, match="ligne 2 : 39 caractères"):
        Recipient(("A", longest + "X"))
    with pytest.raises(AddressRefused):
        Recipient(())


@pytest.mark.parametrize("hostile", ["MARIE\nDUPONT", "MARIE\x00", "MARIE\u2028DUPONT"])
def test_a_control_character_is_refused_in_words(hostile):
    with pytest.raises(ContentRefused, match="caractère de contrôle"):
        samples.granted(insured_name=hostile)


def test_a_piece_request_asks_for_something_and_leaves_time():
    with pytest.raises(ContentRefused, match="aucune pièce"):
        samples.piece_request(pieces=())
    with pytest.raises(ContentRefused, match="précède la lettre"):
        samples.piece_request(reply_by=date(2026, 3, 23))


def test_a_recovery_names_the_payments_concerned():
    assert samples.recovery().gross_cents == 6574
    with pytest.raises(ContentRefused, match="paiements concernés"):
        samples.recovery(payments=())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"surprise": 1}, "champ inconnu « surprise »"),
        ({"automatic": 1}, "automatic : vrai ou faux"),
        ({"outcome": "maybe"}, "outcome : un des codes"),
        ({"paid": "beaucoup"}, "paid : une liste"),
        ({"fund": "CPAM"}, "fund : un objet"),
        ({"stop": {"start": "hier", "end": "2026-03-20"}}, r"stop\.start : une date"),
        ({"stop": {"start": "2026-03-03"}}, "« end » manque"),
        ({"stop": {"start": "2026-03-03", "end": "2026-03-02"}}, "la fin précède"),
        ({"previous_gross_cents": 1.5}, "previous_gross_cents : un nombre entier"),
    ],
)
def test_broken_json_is_refused_with_the_place_and_what_was_expected(change, words):
    archived = samples.granted().to_json()
    assert DecisionLetter.from_json(archived)
    with pytest.raises(ContentRefused, match=words):
        DecisionLetter.from_json({**archived, **change})


def test_a_bare_letter_has_no_subject():
    with pytest.raises(NotImplementedError):
        _ = Letter(samples.FUND, samples.RECIPIENT, samples.header()).subject


@given(
    start=st.dates(date(2017, 1, 1), date(2040, 1, 1)),
    length=st.integers(0, 1094),
    gross=st.integers(-(10**7), 10**7),
)
def test_any_statement_line_survives_the_archive(start, length, gross):
    csg = gross * 62 // 1000
    line = StatementLine(
        period=Period(start, date.fromordinal(start.toordinal() + length)),
        daily_cents=gross,
        gross_cents=gross,
        csg_cents=csg,
        crds_cents=0,
        net_cents=gross - csg,
        payee=Payee.INSURED,
        paid_on=start,
    )
    assert line.period.days == length + 1
    assert StatementLine.from_json(json.loads(json.dumps(line.to_json()))) == line
