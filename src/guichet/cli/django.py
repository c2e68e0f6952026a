"""Bringing up Django for the commands that need the database."""

import os


def setup() -> None:
    """Load the settings and the rooms, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.project.settings")
    import django

    django.setup()
