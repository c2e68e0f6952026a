"""Bringing up Django for the commands that need the database."""

import gc
import os


def setup() -> None:
    """Load the settings and the rooms, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.project.settings")
    import django
    from django.apps import apps

    if apps.ready:
        return
    django.setup()
    # What is loaded stays: the search for circles among objects, a sixth of the time of a batch,
    # leaves it out, and comes after as many new objects as a chunk of files makes. Circles that
    # outlive a chunk are looked for too, each minute or so, or a long batch would keep them all.
    gc.freeze()
    gc.set_threshold(50_000, 20, 5)
