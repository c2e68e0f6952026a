"""News by text message to who chose it: who owes an answer, by when, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as house
from django.utils.translation import override

from guichet.benefits.sick_leave.news_texts import text_message
from guichet.benefits.sick_leave.service import tell_news
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.outbox.service import septets
from guichet.people.service import Person, agree_to_sms, withdraw_sms
from tests.support import world

SICKNESS = ("arrêt", "arret", "salaire", "indemnité", "médecin", "maladie", "sick", "wage")


def after(days: int) -> datetime:
    return datetime.combine(world.TODAY + timedelta(days=days), datetime.min.time(), UTC) + (
        timedelta(hours=9)
    )


def waiting(**known: Any) -> Person:
    person, employer = world.make_person(**known), world.make_employer()
    agree_to_sms(person, "0612345678", actor=world.insured_actor(person), now=world.NOW)
    world.send_notice(person)
    world.send_form(person, employer, pays=())
    return person


@pytest.mark.django_db
def test_at_each_change_at_seven_and_twenty_days_where_the_person_chose_it() -> None:
    person = waiting(email="a@exemple.invalid")
    assert [day for day in range(25) if tell_news(after(day))] == [1, 7, 20]
    sent = Message.objects.filter(kind="sms").order_by("created_at")
    assert sent.count() == 3
    assert not Message.objects.filter(key__startswith="mail:news").exists()
    assert not Letter.objects.filter(code="ij_news").exists()
    first, _week, last = sent
    assert first.payload["to"] == "+33612345678"
    assert "votre employeur doit nous répondre avant le 05/12/2026." in first.payload["text"]
    assert "devait nous répondre avant le 05/12/2026." in last.payload["text"]
    for one in sent:
        for kept in (person.family_name, person.given_names, person.nir, *SICKNESS):
            assert kept.lower() not in one.payload["text"].lower()


@pytest.mark.django_db
def test_who_withdrew_is_told_by_mail_again_or_by_a_letter() -> None:
    by_mail, by_letter = waiting(email="a@exemple.invalid"), waiting(email="")
    for person in (by_mail, by_letter):
        withdraw_sms(person, actor=world.insured_actor(person), now=world.NOW)
    assert tell_news(after(1)) == 2
    assert not Message.objects.filter(kind="sms").exists()
    assert Message.objects.filter(key__startswith="mail:news").count() == 1
    assert Letter.objects.get(code="ij_news").person_id == by_letter.id


def said(**changed: Any) -> dict[str, Any]:
    return {
        "about": "reference_wages", "owed_by": "employer", "by": "2026-12-05",
        "today": "2026-11-21", **changed,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "data",
    [
        said(), said(today="2026-12-06"), said(owed_by="insured"),
        said(owed_by="insured", today="2026-12-06"), said(about="study", owed_by="fund"),
        said(about="dsn"), said(about="dsn", today="2026-12-06"),
    ],
)  # fmt: skip
def test_each_is_one_message_with_the_funds_name_and_telephone(
    data: dict[str, Any], language: str
) -> None:
    with override(language):
        text = text_message(data)
    assert septets(text) <= 160
    assert house.FUND.name in text
    assert house.FUND.phone in text
    asked = data["owed_by"] == "fund" or (data["about"] == "dsn" and data["today"] > data["by"])
    assert (f"{date(2026, 12, 5):%d/%m/%Y}" in text) is not asked


def test_a_fund_of_a_long_name_says_only_that_news_wait(settings: Any) -> None:
    name = "Caisse primaire d'assurance maladie de Vallombre-le-Grand"
    settings.FUND = replace(house.FUND, name=name)
    text = text_message(said())
    assert "des nouvelles vous attendent dans votre compte" in text
    assert septets(text) <= 160
