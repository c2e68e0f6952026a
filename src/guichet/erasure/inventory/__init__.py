"""Every table of the house and what an erasure does to it, in the order in which it is done.

A person's own row comes first: once it is erased, the database lets the others follow (the
triggers of `erasure.migrations`). A field that is declared nowhere fails the tests, and refuses
every erasure.
"""

from django.apps import apps

from guichet.erasure.declared import Table
from guichet.erasure.inventory import benefits, machinery, money, people, records

TABLES: tuple[Table, ...] = (
    *people.TABLES,
    *benefits.TABLES,
    *records.TABLES,
    *money.TABLES,
    *machinery.TABLES,
)


def faults() -> list[str]:
    """Fields declared nowhere or twice, models declared nowhere, names that are no field."""
    declared = {table.model: table for table in TABLES}
    found = [
        f"{table.model._meta.label} twice" for table in TABLES if table not in declared.values()
    ]
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        fields = sorted(field.name for field in model._meta.concrete_fields)
        table = declared.get(model)
        if table is None:
            if model not in machinery.WHOLE:
                found.append(f"{label} is not declared")
        elif sorted(table.fields) != fields:
            odd = set(table.fields) ^ set(fields)
            found.append(f"{label}: {', '.join(sorted(odd)) or 'a field twice'}")
    return found
