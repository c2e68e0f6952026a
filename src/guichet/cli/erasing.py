"""`guichet people erase` and `guichet people erased`: what named a person goes, for ever."""

import json
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from guichet.cli import files
from guichet.cli.django import setup

if TYPE_CHECKING:
    from guichet.people.models import Person

REASONS = ("asked", "kept_long_enough", "mistake")


@click.command()
@click.option("--id", "person_id", type=click.UUID, help="Identifiant interne de la personne.")
@click.option("--file", "number", help="Numéro d'un de ses dossiers.")
@click.option("--nir", "by_nir", is_flag=True, help="Lit le NIR, puis la naissance, sur l'entrée.")
@click.option(
    "--again",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Refait les effacements d'une liste de guichet people erased.",
)
@click.option("--reason", type=click.Choice(REASONS), help="Motif, gardé au journal.")
@click.option("--yes", "sure", is_flag=True, help="Efface. Sans elle, dit ce qui serait effacé.")
def erase(again: Path | None, reason: str | None, sure: bool, **who: Any) -> None:
    """Efface ce qui nomme une personne, pour toujours ; les chiffres restent.

    Le NIR ne s'écrit jamais sur la ligne de commande : il resterait dans son historique.
    """
    setup()
    if sum(bool(one) for one in (again, *who.values())) != 1:
        files.refused("Donnez --id, --file, --nir ou --again, un seul.")
    if again is not None:
        _erase_again(again)
        return
    person = _found(**who)
    if not sure:
        _show(person)
        return
    if reason is None:
        files.refused("Donnez --reason : le motif reste au journal.")
    if refused := _erase(person.pk, reason):
        files.refused("\n".join(["Cette personne n'est pas effacée.", *refused]))
    click.echo("La personne est effacée. Le travailleur supprime ses fichiers.")


@click.command()
def erased() -> None:
    """Liste les effacements, une ligne JSON chacun, à garder hors des sauvegardes."""
    setup()
    from guichet.erasure.service import erasures

    for one in erasures():
        told = {"id": str(one.person_id), "at": one.at.isoformat(), "reason": one.reason.value}
        click.echo(json.dumps(told))


def _found(person_id: uuid.UUID | None, number: str | None, by_nir: bool) -> "Person":
    from guichet.cases.service import case_numbered
    from guichet.people.models import Person

    if number is not None:
        case = case_numbered(number.strip().upper())
        person_id = case.person_id if case else None
    person = _by_nir() if by_nir else Person.objects.filter(pk=person_id).first()
    if person is None:
        files.refused("Aucune personne ne répond à cela. Vérifiez.")
    return person


def _by_nir() -> "Person | None":
    from guichet.formats.identifiers import check_nir
    from guichet.people.service import find_person
    from guichet.people.table import BadCell, past_day
    from guichet.project.clock import today

    nir = check_nir(click.prompt("NIR", hide_input=True))
    born = click.prompt("Date de naissance (AAAA-MM-JJ)", hide_input=True)
    if not nir.ok:
        files.refused(nir.words)
    try:
        return find_person(nir.value, past_day(today())(born))
    except BadCell as bad:
        files.refused(str(bad))


def _show(person: "Person") -> None:
    """What would go, what would stay: no name is written."""
    from guichet.erasure.service import preview
    from guichet.project.clock import now

    seen = preview(person, now())
    click.echo("Serait effacé (lignes) :")
    for words, count in seen.goes:
        click.echo(f"  {count:>5}  {words}")
    click.echo("Resterait :")
    for words in seen.stays:
        click.echo(f"         {words}")
    if seen.hindered:
        files.refused("\n".join(["Ne peut pas être effacée maintenant :", *seen.hindered]))
    click.echo("Rien n'est fait. Pour effacer : la même commande avec --reason et --yes.")


def _erase(person_id: uuid.UUID, reason: str) -> list[str]:
    """Why not, in sentences; none once it is done."""
    from guichet.erasure.service import ErasureReason, RefusedErasure, erase_person
    from guichet.journal.service import rule
    from guichet.project.clock import now

    try:
        erase_person(person_id, ErasureReason(reason), actor=rule("operator.command"), now=now())
    except RefusedErasure as refused:
        return refused.reasons
    return []


def _erase_again(path: Path) -> None:
    """After a restore: whoever the backup brought back is erased again, the others are left."""
    from guichet.people.models import Person

    listed = list(_listed(path))
    back = Person.objects.filter(pk__in=[one for one, _ in listed], erased_at=None)
    known = set(back.values_list("pk", flat=True))
    refused = 0
    for person_id, reason in listed:
        if person_id in known and (why := _erase(person_id, reason)):
            refused += 1
            click.echo("\n  ".join([str(person_id), *why]), err=True)
    click.echo(f"{len(known) - refused} personne(s) effacée(s) de nouveau, {refused} refusée(s).")
    if refused:
        sys.exit(1)


def _listed(path: Path) -> Iterator[tuple[uuid.UUID, str]]:
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        try:
            told = json.loads(line)
            found = uuid.UUID(told["id"]), str(told["reason"])
        except (ValueError, KeyError, TypeError):
            files.refused(f"ligne {number} : une ligne de guichet people erased est attendue.")
        if found[1] not in REASONS:
            files.refused(f"ligne {number} : ce motif n'existe pas.")
        yield found
