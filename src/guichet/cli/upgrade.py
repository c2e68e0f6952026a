"""Bringing the tables up to date, from nothing or from where the sources before these left them.

The migrations of each room stand for those that made its tables step by step (`replaces`). A
database that has all of these is up to date. One that lacks some was made by older sources: only
the last that had the steps can do what is left.
"""

LAST_WITH_THE_STEPS = "7f7172cb"


class TooOld(Exception):
    """A database that these sources cannot bring up to date, said as a person reads it."""


def bring_up_to_date() -> None:
    """Makes or updates the tables; nothing is touched where they are too old."""
    from django.core.management import call_command

    if found := too_old():
        raise TooOld("\n".join(found))
    call_command("migrate", verbosity=0)


def too_old() -> tuple[str, str] | None:
    """What is to be said of a database that lacks some of the steps, and what to do."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    replaced = [one.replaces for one in loader.disk_migrations.values() if one.replaces]
    # None done of one migration is well: it was not reached, as when the first try was interrupted.
    begun = [steps for steps in replaced if any(step in applied for step in steps)]
    lacking = [".".join(step) for steps in begun for step in steps if step not in applied]
    if not lacking:
        return None
    total = sum(map(len, replaced))
    done = sum(step in applied for steps in replaced for step in steps)
    return (
        f"La base de données {connection.settings_dict['NAME']} est trop ancienne pour cette"
        f" version : elle a {done} des {total} mises à jour attendues, et il lui manque"
        f" « {lacking[0]} ».",
        f"Lancez d'abord « guichet migrate » avec les sources de la version {LAST_WITH_THE_STEPS},"
        " puis avec celles-ci (docs/operations.md, « Upgrading »).",
    )
