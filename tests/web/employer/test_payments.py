"""The payment statement of an employer that keeps the wage: page, table, and a mail that waits."""

import csv
import io
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from guichet.ledger.models import PaymentOrder
from guichet.outbox.models import Message
from tests.support import world as made
from tests.web.answers import text_of
from tests.web.employer.samples import paid_to
from tests.web.world import World

ClientOf = Callable[[str], Client]


def test_the_statement_of_a_day_names_each_employee_and_adds_up(
    world: World, client_of: ClientOf
) -> None:
    order = paid_to(world, "Gardé", "Maintenu")
    client = client_of("employer")
    page = reverse("employer-payment-statement", args=[order.run_id])
    assert page in client.get(reverse("employer-payments")).content.decode()
    words = text_of(client.get(page))
    assert "Relevé de paiement du 20 novembre 2026" in words
    # eighteen days at 32.87: 591.66, of which 36.68 of CSG and 2.96 of CRDS
    assert "Claire Gardé du 8 au 25 octobre 2026 18 591,66 € 36,68 € 2,96 € 552,02 €" in words
    assert "Total 36 1 183,32 € 73,36 € 5,92 € 1 104,04 €" in words


def test_the_table_has_the_same_lines_and_no_formula(world: World, client_of: ClientOf) -> None:
    order = paid_to(world, "=Gardé()", "Maintenu")
    answer = client_of("employer").get(reverse("employer-payment-table", args=[order.run_id]))
    assert answer["Content-Disposition"] == 'attachment; filename="releve-2026-11-20.csv"'
    text = answer.content.decode("utf-8-sig")
    header, first, second = csv.reader(io.StringIO(text), delimiter=";")
    assert header[-6:-1] == ["Brut", "CSG", "CRDS", "Versé", "Revenu le"]
    assert first[2] == "'=Gardé()"
    days = ["2026-10-08", "2026-10-25", "18"]
    assert second[5:] == [*days, "591,66", "36,68", "2,96", "552,02", "", "0,00"]


def test_an_employer_sees_only_its_own_statement_and_only_of_days_that_paid_it(
    world: World, client_of: ClientOf
) -> None:
    other = made.make_wage_kept()
    made.pay(date(2026, 11, 19))
    theirs = PaymentOrder.objects.get(case=other.case)
    ours = paid_to(world, "Gardé")
    client = client_of("employer")
    for name in ("employer-payment-statement", "employer-payment-table"):
        assert client.get(reverse(name, args=[ours.run_id])).status_code == 200
        assert client.get(reverse(name, args=[theirs.run_id])).status_code == 404


def test_a_mail_says_that_a_statement_waits_and_nothing_of_whom_or_how_much(world: World) -> None:
    paid_to(world, "Gardé", "Maintenu")
    made.pay()
    mails = Message.objects.filter(key__startswith="mail:statement:")
    (mail,) = mails
    assert mail.payload["to"] == world.organisation.email
    text = f"{mail.payload['subject']} {mail.payload['text']}"
    assert "relevé" in text
    assert not any(told in text for told in ("Gardé", "Claire", "552", "arrêt", "maladie"))


def test_who_is_paid_themself_gives_the_employer_no_mail(world: World) -> None:
    made.make_case_paid()
    assert world.organisation.email
    assert not Message.objects.filter(key__startswith="mail:statement:").exists()
