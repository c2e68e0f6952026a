"""Numbers and sentences as French writes them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from guichet.insight.catalogue import indicator
from guichet.insight.enums import Unit
from guichet.insight.periods import Period, year
from guichet.insight.report import printed
from guichet.insight.report.model import Before, Part, Table, Told
from guichet.insight.report.sentences import Words

VISITS = Told(
    "visits", "Visites", indicator("visits.count"), {}, year(2020), 496_831, 496_831, 0,
    before=Before(959_000, year(2019), "Rapport 2019"), growth=Decimal("-48.19"),
)  # fmt: skip
SHARE = Told(
    "share", "Part", indicator("visits.by_appointment"), {}, year(2020), Decimal("6.85"), 9, 2
)
TABLE = Table(
    "motives", "Visites par motif", "motif",
    [
        Part("dossier", "Suivi d’un dossier", VISITS, Decimal("38.21")),
        Part("non_precise", "Motif non précisé", VISITS, Decimal("19.46")),
        Part("dsn", "DSN", VISITS, Decimal("2.66")),
    ],
    True, "bars",
)  # fmt: skip


def plain(text: str | None) -> str:
    assert text is not None
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def sentence(template: str, **figures: Told) -> str | None:
    known = {"visits": VISITS, "share": SHARE, **figures}
    words = Words(known, {"motives": TABLE}, year(2020), year(2019), True)
    return words.sentence(template)


@pytest.mark.parametrize(
    ("value", "unit", "places", "text"),
    [
        (496_831, Unit.COUNT, 0, "496\u202f831"),
        (0, Unit.COUNT, 0, "0"),
        (Decimal("6.85"), Unit.PERCENT, 2, "6,85\u202f%"),
        (Decimal("1.9"), Unit.DAYS, 1, "1,9\u00a0jour"),
        (Decimal("2.0"), Unit.DAYS, 1, "2,0\u00a0jours"),
        (2_881_451_805, Unit.CENTS, 2, "28\u202f814\u202f518,05\u00a0€"),
        (Decimal("-1.25"), Unit.PERCENT, 1, "\u22121,3\u202f%"),
    ],
)
def test_a_value_is_printed_in_french(
    value: int | Decimal, unit: Unit, places: int, text: str
) -> None:
    assert printed.with_unit(value, unit, places) == text


def test_growth_is_a_percentage_or_points_for_a_share() -> None:
    assert printed.growth(VISITS) == "\u221248,19\u202f%"
    assert printed.growth(replace(SHARE, growth=Decimal("0.98"))) == "+0,98\u00a0point"
    assert printed.growth(replace(SHARE, growth=Decimal("2.40"))) == "+2,40\u00a0points"


def test_a_sentence_agrees_and_says_the_year_before_and_who_says_it() -> None:
    told = sentence(
        "{visits} {visits:personne reçue|personnes reçues} {year_in}[, {visits.trend}]."
    )
    assert plain(told) == (
        "496 831 personnes reçues en 2020, "
        "en baisse de 48,19 % par rapport à 2019 (chiffre repris)."
    )
    alone = replace(VISITS, value=1, before=None, growth=None)
    one = sentence(
        "{visits} {visits:personne reçue|personnes reçues}[, {visits.trend}].", visits=alone
    )
    assert plain(one) == "1 personne reçue."


def test_a_sentence_is_left_out_where_its_figures_are_not_known() -> None:
    missing = replace(VISITS, value=None, missing=True)
    assert sentence("{visits} visites.", visits=missing) is None
    assert plain(sentence("Rien[, sauf {visits} visites].", visits=missing)) == "Rien."


def test_the_parts_that_weigh_most_are_told_without_what_nobody_said() -> None:
    assert plain(sentence("Motifs : {motives.most}.")) == (
        "Motifs : suivi d’un dossier (38,21 %) et DSN (2,66 %)."
    )


def test_days_are_said_as_french_says_them() -> None:
    assert plain(printed.day(date(2026, 1, 1))) == "1er janvier 2026"
    part = Period(date(2026, 1, 1), date(2026, 11, 27))
    assert plain(printed.span(part)) == "du 1er janvier au 27 novembre 2026"
