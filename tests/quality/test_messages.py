"""The English catalogue says everything that the French interface says."""

import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.quality.sources import SOURCES
from tools import messages

PLACE = Path("locale/{}/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

pytestmark = pytest.mark.parametrize("language", messages.LANGUAGES)


def catalogue_of(language: str, folder: Path = SOURCES) -> polib.POFile:
    path = folder / str(PLACE).format(language)
    assert path.exists(), f"no catalogue for {language}: run make messages, then translate"
    return polib.pofile(str(path))


def keys(catalogue: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}


def test_a_catalogue_is_complete(language: str) -> None:
    catalogue = catalogue_of(language)
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_a_translation_fills_the_same_blanks(language: str) -> None:
    differing = [
        entry.msgid
        for entry in catalogue_of(language)
        if entry.msgstr
        and sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert differing == []


def test_the_catalogue_holds_exactly_the_texts_of_the_interface(
    language: str, tmp_path: Path
) -> None:
    copy = tmp_path / "guichet"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("static", "*.mo", "__pycache__"))
    messages.extract(copy)
    wanted, present = keys(catalogue_of(language, copy)), keys(catalogue_of(language))
    assert sorted(wanted - present) == [], "run make messages, then translate"
    assert sorted(present - wanted) == [], "texts that are gone: run make messages"
