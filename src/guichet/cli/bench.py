"""`guichet bench`: files decided a second, end to end, on an empty database of its own."""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import click

from guichet.cli.django import setup
from guichet.cli.upgrade import bring_up_to_date

NOW = "2026-11-02T09:00"
RUN_ON = date(2026, 11, 2)
HOURS = Decimal("151.67")


@click.command()
@click.option("--files", default=3_000, show_default=True, help="Dossiers mesurés.")
@click.option("--workers", default=2, show_default=True, help="Processus.")
@click.option("--single", default=60, show_default=True, help="Dossiers un par un.")
@click.option("--letters", default=200, show_default=True, help="Courriers mis en PDF.")
@click.option("--profile", is_flag=True, help="Dit où passe le temps (un seul processus).")
def bench(files: int, workers: int, single: int, letters: int, profile: bool) -> None:
    """Mesure les dossiers décidés par seconde, de l'avis d'arrêt au fichier de paiement."""
    setup()
    from django.db import connections

    from guichet.people.models import Account

    bring_up_to_date()
    if Account.objects.exists():
        raise click.ClickException("Cette base contient des données ; la mesure en veut une vide.")
    workers = 1 if profile else workers
    _prepare(files, workers, single)
    connections.close_all()
    if profile:
        _profiled(lambda: _crowd(0, files))
        return
    shares, decided = _decided(files, workers)
    before_paying = _resident()
    with _counted() as paying:
        paid = _timed(_pay)
    _report(files, workers, (decided, paid), (before_paying, _resident()), shares)
    told = sum(share.statements for share in shares)
    click.echo(
        "  instructions SQL par dossier                 :"
        f" {told / files:8.1f} jusqu'à la décision, {paying[0] / files:.2f} pour le paiement"
    )
    alone = _timed(lambda: _one_by_one(single))
    click.echo(f"  un par un, un processus                      : {single / alone:8.0f} dossiers/s")
    made = _timed(lambda: _render(letters))
    click.echo(
        f"  courriers en PDF, un processus               : {letters / made:8.0f} courriers/s"
    )
    _check(files + single)


def _report(
    files: int,
    workers: int,
    seconds: tuple[float, float],
    paying: tuple[float, float],
    shares: list["Share"],
) -> None:
    """Files a second of deciding and of paying, and megabytes held on the way."""
    decided, paid = seconds
    total = decided + paid
    click.echo(f"{files} dossiers, {workers} processus, lots de 200, base {_vendor()}")
    click.echo(
        f"  avis, DSN, décision, jours, courriers écrits : {files / decided:8.0f} dossiers/s"
    )
    click.echo(f"  ordres et fichier de paiement                : {files / paid:8.0f} dossiers/s")
    click.echo(f"  de bout en bout                              : {files / total:8.0f} dossiers/s")
    click.echo(f"  mémoire au plus par processus                : {_peak(shares):8.0f} Mo")
    for tenth in (1, 5, 10):
        held = max(share.held[tenth - 1] for share in shares)
        click.echo(f"    après {tenth * 10:3} % des dossiers                   : {held:8.0f} Mo")
    click.echo(
        f"    journée de paiement                        : {paying[0]:8.0f} Mo avant,"
        f" {paying[1]:.0f} Mo après"
    )


@dataclass(frozen=True)
class Share:
    """A process's share: megabytes held after each tenth of its files, its SQL statements."""

    held: list[float]
    statements: int


@contextmanager
def _counted() -> Iterator[list[int]]:
    """How many statements the database is given; one with many rows is one, COPY is not counted."""
    from django.db import connection

    count = [0]

    def told(execute: Callable[..., Any], *given: Any) -> Any:
        count[0] += 1
        return execute(*given)

    with connection.execute_wrapper(told):
        yield count


def _decided(files: int, workers: int) -> tuple[list[Share], float]:
    """All files from notice to decision, by process, and the seconds."""
    started = time.perf_counter()
    if workers == 1:
        shares = [_crowd(0, files)]
    else:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            each = files // workers
            shares = pool.starmap(_crowd, [(n * 1_000_000, each) for n in range(workers)])
    return shares, time.perf_counter() - started


def _resident() -> float:
    """Megabytes that this process holds now."""
    with open("/proc/self/statm") as figures:
        return int(figures.read().split()[1]) * resource.getpagesize() / 2**20


def _peak(shares: list[Share]) -> float:
    return max(max(share.held) for share in shares)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _vendor() -> str:
    from django.db import connection

    return str(connection.vendor)


def _now() -> datetime:
    from django.utils import timezone

    return timezone.make_aware(datetime.fromisoformat(NOW))


def _prepare(files: int, workers: int, single: int) -> None:
    """Persons, employers, a prescriber, and the employers' files; not measured."""
    from django.conf import settings

    from guichet.demo import load
    from guichet.people.models import Account, Professional

    now = _now() - timedelta(days=100)
    doctor = Professional.objects.create(rpps="99700218896", name="Dr Fictif", created_at=now)
    Account.objects.create(
        login="docteur",
        role="professional",
        display_name="Dr Fictif",
        professional=doctor,
        created_at=now,
    )
    for worker in range(workers):
        for firm in load.create(files // workers, offset=worker * 1_000_000, now=now):
            folder = settings.VAR_DIR / "bench" / str(firm.first_number)
            folder.mkdir(parents=True)
            for number, content in enumerate(load.dsn_files(firm)):
                (folder / f"{number}.dsn").write_bytes(content)
    list(load.create(single, offset=9_000_000, now=now))


def _firms(offset: int, count: int) -> Iterator[Any]:
    from guichet.demo import load
    from guichet.people.models import Organisation, Person

    for start in range(offset, offset + count, load.STAFF):
        name = f"Firme {start // load.STAFF}"
        numbers = range(start, min(start + load.STAFF, offset + count))
        names = {f"PERSONNE{n}": n for n in numbers}
        people = Person.objects.filter(family_name__in=names)
        ordered = sorted(people, key=lambda p: names[p.family_name])
        yield load.Firm(Organisation.objects.get(name=name), ordered, start)


def _crowd(offset: int, count: int) -> Share:
    """One process's share: notices, then the employers' files, firm by firm."""
    setup()
    from guichet.demo import load

    held: list[float] = []
    with _counted() as statements:
        for done, firm in enumerate(_firms(offset, count), start=1):
            _take(firm)
            while len(held) < 10 * done * load.STAFF // count:
                held.append(_resident())
    return Share((held + [_resident()] * 10)[:10], statements[0])


def _take(firm: Any) -> None:
    """The notices of a firm's staff, then its files."""
    from django.conf import settings

    from guichet.benefits.sick_leave.notices import receive
    from guichet.benefits.sick_leave.service import import_deposit
    from guichet.declarations.service import deposit_dsn
    from guichet.demo import load
    from guichet.documents.service import Upload
    from guichet.people.models import Account, Professional
    from guichet.people.service import actor_of

    account = Account.objects.get(login="docteur")
    doctor = Professional.objects.get()
    receive(load.notices(firm, doctor), actor=actor_of(account), now=_now())
    for path in sorted((settings.VAR_DIR / "bench" / str(firm.first_number)).iterdir()):
        deposit = deposit_dsn(
            Upload(path.name, path.read_bytes()),
            organisation=firm.organisation,
            actor=None,
            now=_now(),
        )
        import_deposit(deposit.id, now=_now())


def _pay() -> None:
    from guichet.journal.service import rule
    from guichet.ledger.service import run_payments

    run_payments(RUN_ON, actor=rule("payment.run"), clock=_now)


def _one_by_one(count: int) -> None:
    """The same gestures, one file at a time, as the pages make them."""
    from guichet.benefits.sick_leave.service import declare, send_notices
    from guichet.declarations.service import FormPay, StopForm
    from guichet.demo import load
    from guichet.journal.service import rule
    from guichet.law.sickness import reference_months
    from guichet.people.models import Account, Professional
    from guichet.people.service import actor_of

    account = Account.objects.get(login="docteur")
    doctor = Professional.objects.get()
    for firm in _firms(9_000_000, count):
        for notice in load.notices(firm, doctor):
            send_notices([notice], actor=actor_of(account), now=_now())
            form = StopForm(
                nir=notice.nir,
                birth_date=notice.birth_date,
                family_name=notice.family_name,
                given_names=notice.given_names,
                contract_number="00001",
                contract_start=date(2018, 9, 1),
                reason="01",
                last_day_worked=notice.first_day - timedelta(days=1),
                expected_end=notice.last_day,
                subrogation=False,
                pays=tuple(
                    FormPay(month, 200_000, HOURS) for month in reference_months(notice.first_day)
                ),
            )
            declare(form, organisation=firm.organisation, actor=rule("bench"), now=_now())


def _render(count: int) -> None:
    from guichet.letters.service import Letter, pdf_of

    for letter in Letter.objects.order_by("number")[:count]:
        pdf_of(letter)


def _check(expected: int) -> None:
    """A measure of work badly done is worth nothing: every file is decided, every cent adds up."""
    from django.db.models import Sum

    from guichet.cases.models import Case
    from guichet.ledger.models import PaymentFile, PaymentOrder

    decided = Case.objects.filter(state="decided").count()
    ordered = PaymentOrder.objects.aggregate(s=Sum("net_cents"))["s"] or 0
    filed = PaymentFile.objects.aggregate(s=Sum("total_cents"))["s"] or 0
    if decided != expected or ordered != filed:
        raise click.ClickException(
            f"{decided} dossiers décidés au lieu de {expected} ; {ordered} et {filed} centimes."
        )


def _profiled(work: Callable[[], object]) -> None:
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(work)
    os.environ["COLUMNS"] = "120"
    pstats.Stats(profile).sort_stats("cumulative").print_stats("guichet", 60)
