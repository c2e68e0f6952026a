"""Backup and restore as commands, for both databases."""

import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import click

from guichet.cli import files

DATABASE = "database"


@click.command()
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def backup(archive: Path) -> None:
    """Sauve la base, les documents et les fichiers produits dans ARCHIVE (.tar.gz)."""
    settings = _settings()
    if archive.exists():
        files.refused(f"{archive} existe déjà ; choisissez un autre nom, rien n'a été écrit.")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DATABASE
        _dump(settings.DATABASES["default"], dump)
        part = archive.with_suffix(archive.suffix + ".part")
        with tarfile.open(part, "w:gz") as tar:
            tar.add(dump, DATABASE)
            for source in (settings.DOCUMENTS_DIR, settings.OUTGOING_DIR):
                if Path(source).exists():
                    tar.add(source, Path(source).name, filter=_kept)
        part.rename(archive)
    click.echo(f"Sauvegarde faite : {archive} ({archive.stat().st_size // 1024} Ko).")


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(archive: Path) -> None:
    """Remet une sauvegarde dans une installation vide ; refuse s'il y a déjà des données."""
    settings = _settings()
    database = settings.DATABASES["default"]
    if _has_data(database):
        files.refused("Cette installation contient déjà des données ; rien n'a été remis.")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(archive) as tar:
                _extract(tar, folder)
        except (tarfile.TarError, EOFError, OSError) as error:
            files.refused(
                f"{archive} n'est pas une sauvegarde de Guichet ({type(error).__name__})."
            )
        dump = Path(folder) / DATABASE
        if not dump.exists():
            files.refused(f"{archive} n'est pas une sauvegarde de Guichet.")
        _load(database, dump)
        for target in (settings.DOCUMENTS_DIR, settings.OUTGOING_DIR):
            source = Path(folder) / Path(target).name
            if source.exists():
                shutil.copytree(source, target, dirs_exist_ok=True)
    click.echo("Sauvegarde remise. Lancez « guichet doctor » pour vérifier l'installation.")


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Files being written (hidden until they are whole) are not part of a backup."""
    return None if Path(member.name).name.startswith(".") else member


def _extract(tar: tarfile.TarFile, folder: str) -> None:
    """Unpack plain files only, inside the folder (Debian's Python 3.11.2 has no filters yet)."""
    root = Path(folder).resolve()
    for member in tar.getmembers():
        inside = (root / member.name).resolve().is_relative_to(root)
        if not inside or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(member.name)
    tar.extractall(folder)  # noqa: S202  checked just above


def _settings() -> Any:
    from guichet.cli.django import setup

    setup()
    from django.conf import settings

    return settings


def _is_sqlite(database: dict[str, Any]) -> bool:
    return bool(database["ENGINE"].endswith("sqlite3"))


def _dump(database: dict[str, Any], target: Path) -> None:
    if _is_sqlite(database):
        with sqlite3.connect(database["NAME"]) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        return
    _postgresql(database, ["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])


def _load(database: dict[str, Any], dump: Path) -> None:
    if _is_sqlite(database):
        shutil.copyfile(dump, database["NAME"])
        return
    name = database["NAME"]
    _postgresql(
        database, ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(dump)]
    )


def _postgresql(database: dict[str, Any], command: list[str]) -> None:
    import os

    environment = {
        **os.environ,
        "PGHOST": str(database.get("HOST") or ""),
        "PGPORT": str(database.get("PORT") or ""),
        "PGUSER": str(database.get("USER") or ""),
        "PGPASSWORD": str(database.get("PASSWORD") or ""),
        "PGDATABASE": str(database["NAME"]),
    }
    environment = {k: v for k, v in environment.items() if v or not k.startswith("PG")}
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603
    except FileNotFoundError:
        files.refused(f"{command[0]} manque : installez le client PostgreSQL (postgresql-client).")
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()[:300]
        files.refused(f"{command[0]} a échoué : {said}")


def _has_data(database: dict[str, Any]) -> bool:
    from django.db import connection

    if _is_sqlite(database) and not Path(database["NAME"]).exists():
        return False
    tables = connection.introspection.table_names()
    connection.close()
    if _is_sqlite(database) and not tables:
        Path(database["NAME"]).unlink()
        return False
    return bool(tables)
