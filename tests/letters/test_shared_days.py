"""The letter of days that several employers share with one another, or with the insured person."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.content import (
    ContentRefused,
    DecisionLetter,
    Deductions,
    Lang,
    PaidSegment,
    Payee,
    Period,
)
from guichet.letters.rendering import render
from tests.letters import pdfs, samples


def shared_decision(lang: Lang = Lang.FR, **changes: Any) -> DecisionLetter:
    """Two employers keep the wage, one of them for a week: each day is paid in parts."""
    workshop, transports = "Atelier Fictif", "SOCIÉTÉ COOPÉRATIVE DES TRANSPORTS DU VALMONTOIS"
    whole, week = Period(date(2026, 3, 6), date(2026, 3, 20)), date(2026, 3, 12)
    letter = samples.granted(
        lang,
        employer_name=transports,
        paid=(
            PaidSegment(Period(whole.start, week), 822, 5754, Payee.EMPLOYER, workshop),
            PaidSegment(whole, 3287, 49305, Payee.EMPLOYER, transports),
            PaidSegment(Period(date(2026, 3, 13), whole.end), 822, 6576, Payee.INSURED),
        ),
        deductions=Deductions(csg_cents=3821, crds_cents=308, net_cents=57506),
        planned=(),
        paid_days=15,
    )
    return replace(letter, **changes)


def said(letter, *sentences):
    version = latest_version("ij_decision")
    words = pdfs.reading(render("ij_decision", version, letter, created_at=samples.CREATED_AT))
    missing = [sentence for sentence in sentences if sentence not in words]
    assert not missing, words


def test_days_that_employers_share_say_who_has_what():
    said(
        shared_decision(),
        "575,06 € net pour 15 jours, versés en partie à chacun",
        "06/03/2026 au 12/03/2026 7 8,22 € 57,54 € Atelier Fictif",
        "06/03/2026 au 20/03/2026 15 32,87 € 493,05 € SOCIÉTÉ COOPÉRATIVE DES TRANSPORTS",
        "13/03/2026 au 20/03/2026 8 8,22 € 65,76 € vous",
        "la part de l’indemnité qui vient du salaire qu’il vous verse. Le reste est pour vous.",
    )
    said(
        shared_decision(Lang.EN),
        "€575.06 net for 15 days, paid in part to each",
        "You have several employers, and one allowance a day.",
        "13 Mar 2026 to 20 Mar 2026 8 €8.22 €65.76 you",
    )


def test_a_day_that_employers_share_is_there_once_for_each_and_no_more():
    """Each employer is named, no part of a day is told twice, and the days are counted once."""
    paid = shared_decision().paid
    with pytest.raises(ContentRefused, match="un même jour y est deux fois"):
        shared_decision(
            paid_days=0, employer_name="X", paid=tuple(replace(s, employer_name="") for s in paid)
        )
    with pytest.raises(ContentRefused, match="un même jour y est deux fois"):
        shared_decision(paid=(*paid, paid[0]))
    with pytest.raises(ContentRefused, match="le nom de chaque employeur"):
        shared_decision(paid=(replace(paid[0], employer_name=""), *paid[1:]))
    with pytest.raises(ContentRefused, match="leur nombre, manque"):
        shared_decision(paid=paid[:1], paid_days=0, deductions=Deductions(357, 29, 5368))
