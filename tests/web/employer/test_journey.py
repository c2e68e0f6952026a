"""From the employer's files and the prescriber's notice to the insured person's payment."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import import_deposit
from guichet.declarations.service import Deposit
from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import DsnContract, DsnDeclaration, DsnRecord, DsnStop
from guichet.project import clock
from tests.support.world import FIRST, LAST, LAST_WORKED, MONTHS, at, give_account, pay
from tests.web.answers import text_of
from tests.web.world import World

CONTRACT = DsnContract("00001", date(2018, 9, 1), None, 0)
STOP = DsnStop("01", LAST_WORKED, LAST, subrogation=False)


def record(world: World, **said: object) -> DsnRecord:
    person = world.person
    return dsn.person_record(
        nir=person.nir,
        family_name=person.family_name.upper(),
        given_names=person.given_names.upper(),
        birth_date=person.birth_date,
        contract=CONTRACT,
        **said,  # type: ignore[arg-type]
    )


def file(world: World, declaration: DsnDeclaration, name: str) -> SimpleUploadedFile:
    siret = world.organisation.siret
    sender = dsn.Sender(siret[:9], siret[9:], world.organisation.name)
    return SimpleUploadedFile(name, dsn.write(dsn.Sending(sender, [declaration])))


def files(world: World) -> list[SimpleUploadedFile]:
    """Three monthly messages and the event of the stop."""
    siret = world.organisation.siret
    made = []
    for month in MONTHS:
        pays = dsn.month_pays(month, gross_cents=200_000, contract_number=CONTRACT.number)
        monthly = dsn.declaration(
            "01",
            siret,
            [record(world, pays=pays)],
            order_number=month.replace("-", ""),
            file_date=date(2026, 10, 5),
            main_month=month,
        )
        made.append(file(world, monthly, f"mensuelle-{month}.dsn"))
    event = dsn.declaration(
        "04",
        siret,
        [record(world, stops=(STOP,))],
        order_number="20261006001",
        file_date=date(2026, 10, 6),
    )
    return [*made, file(world, event, "arret.dsn")]


def test_files_and_notice_meet_and_the_person_is_paid(
    world: World, client_of: Callable[[str], Client], settings: Any
) -> None:
    settings.NOW = "2026-10-06T10:00:00"
    give_account(world.person)
    employer, insured = client_of("employer"), client_of("insured")
    answer = employer.post(reverse("employer-drop"), {"dsn_files": files(world)}, follow=True)
    assert text_of(answer).count(": reçu.") == 4
    for deposit in Deposit.objects.all():
        import_deposit(deposit.id, now=clock.now())
    event = Deposit.objects.get(document__name="arret.dsn")
    page = reverse("employer-deposit", args=[event.id])
    assert "Reçu. Si quelque chose nous manque" in text_of(employer.get(page))
    sent = client_of("professional").post(
        reverse("professional-send"),
        {
            "nir": world.person.nir,
            "birth_date": world.person.birth_date.isoformat(),
            "family_name": world.person.family_name,
            "given_names": world.person.given_names,
            "kind": "initial",
            "first_day": FIRST.isoformat(),
            "last_day": LAST.isoformat(),
            "prescribed_on": FIRST.isoformat(),
        },
        follow=True,
    )
    assert "Avis reçu le" in text_of(sent)
    settings.NOW = "2026-11-22T10:00:00"
    assert "Reçu. Si quelque chose nous manque" in text_of(employer.get(page))
    assert "Prochain paiement : 18 jours, 591,66 €" in text_of(insured.get("/mon-compte"))
    pay(at(days=3).date())
    assert "Dernier paiement" in text_of(insured.get("/mon-compte"))
