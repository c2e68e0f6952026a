"""`guichet account`: the accounts of a fund, opened, mended and closed from the machine itself."""

import re
from typing import TYPE_CHECKING

import click

from guichet.cli import files
from guichet.cli.django import setup

if TYPE_CHECKING:
    from guichet.people.models import Organisation, Person

ROLES = ("agent", "manager", "medical", "employer", "professional", "insured")


@click.group()
def account() -> None:
    """Comptes : ouvrir, redonner un mot de passe, fermer, rouvrir, lister."""


@account.command("open")
@click.argument("role", type=click.Choice(ROLES))
@click.argument("login", metavar="E-MAIL")
@click.argument("name", metavar="NOM")
@click.option("--siret", help="Établissement d'un compte d'employeur, déjà connu de la caisse.")
@click.option("--rpps", help="Numéro d'un professionnel de santé.")
@click.option("--staff-number", help="Matricule d'un membre de la caisse : un compte chacun.")
def open_(role: str, login: str, name: str, **numbers: str | None) -> None:
    """Ouvre un compte et affiche, une seule fois, son mot de passe provisoire.

    Pour un assuré, le NIR et la date de naissance sont demandés : ils ne doivent pas rester dans
    l'historique des commandes.
    """
    setup()
    from django.db import transaction

    from guichet.journal.service import rule
    from guichet.people.admission import LoginTaken, admit, record_professional
    from guichet.people.enums import Role
    from guichet.project.clock import now

    _check_call(login, name, numbers, role)
    siret, rpps = numbers["siret"], numbers["rpps"]
    # before the transaction: what a person takes time to type must not hold other writers
    acts_for = _employer(siret) if siret else _insured() if role == "insured" else None
    number = _rpps(rpps) if rpps else ""
    at = now()
    try:
        with transaction.atomic():
            _, password = admit(
                login=login,
                role=Role(role),
                display_name=name.strip(),
                actor=rule("operator.command"),
                now=at,
                acts_for=record_professional(number, name.strip(), at) if number else acts_for,
                staff_number=(numbers["staff_number"] or "").upper(),
            )
    except LoginTaken:
        files.refused(
            "Un compte, ouvert ou fermé, a déjà cet identifiant ou ce matricule, ou la personne a "
            "déjà le sien : guichet account list les montre, guichet account reopen en rouvre un."
        )
    click.echo(f"Compte ouvert : {login} ({Role(role).label}).")
    _show(password)


def _show(password: str) -> None:
    from guichet.people.admission import ONE_TIME_LASTS

    click.echo(f"Mot de passe provisoire, affiché cette seule fois : {password}")
    click.echo(
        f"Il vaut {ONE_TIME_LASTS.days} jours et ne sert qu'à en choisir un autre. Remettez-le en "
        "main propre ou par courrier."
    )


def _check_call(login: str, name: str, numbers: dict[str, str | None], role: str) -> None:
    from guichet.people.enums import STAFF
    from guichet.people.table import BadCell, mail_address

    try:
        mail_address(login)
    except BadCell as bad:
        files.refused(str(bad))
    if len(login) > 80 or not name.strip() or len(name) > 120:
        files.refused("L'adresse a 80 caractères au plus, le nom 120, et il n'est pas vide.")
    whose = {"siret": ("employer",), "rpps": ("professional",), "staff_number": STAFF}
    if any((numbers[one] is not None) != (role in roles) for one, roles in whose.items()):
        files.refused(
            "--siret va avec un employeur, --rpps avec un professionnel, --staff-number avec un "
            "agent, un responsable ou le service médical, et y est nécessaire."
        )
    staff_number = numbers["staff_number"]
    if staff_number is not None and not re.fullmatch(r"[A-Za-z0-9-]{1,20}", staff_number):
        files.refused("Le matricule a 1 à 20 lettres, chiffres ou tirets.")


def _employer(siret: str) -> "Organisation":
    from guichet.formats.identifiers import check_siret
    from guichet.people.models import Organisation

    verdict = check_siret(siret)
    if not verdict.ok:
        files.refused(verdict.words)
    found = Organisation.objects.filter(siret=verdict.value).first()
    if found is None:
        files.refused(
            "Aucun établissement n'a ce SIRET : guichet employers import l'enregistre d'abord."
        )
    return found


def _rpps(text: str) -> str:
    from guichet.formats.identifiers import check_rpps

    verdict = check_rpps(text)
    if not verdict.ok:
        files.refused(verdict.words)
    return verdict.value


def _insured() -> "Person":
    from guichet.formats.identifiers import check_nir
    from guichet.people.service import find_person
    from guichet.people.table import BadCell, past_day
    from guichet.project.clock import today

    nir = check_nir(click.prompt("NIR", hide_input=True))
    born = click.prompt("Date de naissance (AAAA-MM-JJ)", hide_input=True)
    if not nir.ok:
        files.refused(nir.words)
    try:
        found = find_person(nir.value, past_day(today())(born))
    except BadCell as bad:
        files.refused(str(bad))
    if found is None:
        files.refused("Aucune personne n'a ce NIR et cette date de naissance.")
    return found


@account.command("password")
@click.argument("login", metavar="E-MAIL")
@click.option(
    "--second-factor",
    is_flag=True,
    help="Oublie aussi le téléphone relié : le prochain accès en relie un autre.",
)
def password(login: str, second_factor: bool) -> None:
    """Donne à un compte un nouveau mot de passe provisoire, affiché une seule fois.

    L'ancien mot de passe n'ouvre plus rien et les sessions en cours s'arrêtent. Vérifiez avant
    à qui vous le remettez.
    """
    setup()
    from guichet.journal.service import rule
    from guichet.people.admission import NoSuchAccount, renew_password
    from guichet.project.clock import now

    try:
        found, given = renew_password(
            login, actor=rule("operator.command"), now=now(), second_factor=second_factor
        )
    except NoSuchAccount:
        files.refused("Aucun compte ouvert n'a cet identifiant.")
    click.echo(f"Mot de passe renouvelé : {login} ({found.get_role_display()}).")
    _show(given)
    if second_factor:
        click.echo("Le téléphone relié est oublié : le compte n'a plus que son mot de passe.")


@account.command("close")
@click.argument("login", metavar="E-MAIL")
def close(login: str) -> None:
    """Ferme un compte : il ne s'ouvre plus, et ses sessions s'arrêtent."""
    setup()
    from guichet.journal.service import rule
    from guichet.people.admission import NoSuchAccount, close_account
    from guichet.project.clock import now

    try:
        close_account(login, actor=rule("operator.command"), now=now())
    except NoSuchAccount:
        files.refused("Aucun compte ouvert n'a cet identifiant.")
    click.echo(f"Compte fermé : {login}.")


@account.command("reopen")
@click.argument("login", metavar="E-MAIL")
def reopen(login: str) -> None:
    """Rouvre un compte fermé, avec un mot de passe provisoire et sans téléphone relié."""
    setup()
    from guichet.journal.service import rule
    from guichet.people.admission import NoSuchAccount, reopen_account
    from guichet.project.clock import now

    try:
        _, given = reopen_account(login, actor=rule("operator.command"), now=now())
    except NoSuchAccount:
        files.refused("Aucun compte fermé n'a cet identifiant.")
    click.echo(f"Compte rouvert : {login}.")
    _show(given)


@account.command("list")
def list_() -> None:
    """Liste les comptes : identifiant, rôle, matricule, nom, état."""
    setup()
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from guichet.people.models import Account

    linked = set(TOTPDevice.objects.filter(confirmed=True).values_list("user_id", flat=True))
    for one in Account.objects.order_by("role", "login"):
        state = "ouvert" if one.is_active else "fermé"
        if one.is_active and one.one_time_until:
            state += ", mot de passe provisoire"
        if one.is_active and one.needs_second_factor and one.pk not in linked:
            state += ", téléphone pas encore relié"
        told = (one.login, one.get_role_display(), one.staff_number, one.display_name, state)
        click.echo("\t".join(str(each) for each in told))
