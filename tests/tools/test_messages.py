"""A catalogue is compiled whole, without its unsure translations, or not at all."""

import gettext
from pathlib import Path

import pytest

from tools import messages

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SOUND = HEADER + 'msgid "Bonjour"\nmsgstr "Hello"\n\n#, fuzzy\nmsgid "Merci"\nmsgstr "Mercy"\n'
BROKEN = HEADER + 'nonsense "Bonjour"\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "django.po"


def test_a_sound_catalogue_is_compiled(source: Path) -> None:
    source.write_text(SOUND)
    assert messages.main(["compile", str(source)]) == 0
    with source.with_suffix(".mo").open("rb") as compiled:
        translations = gettext.GNUTranslations(compiled)
    assert translations.gettext("Bonjour") == "Hello"
    assert translations.gettext("Merci") == "Merci"


def test_a_broken_catalogue_is_refused_with_its_name_and_leaves_nothing(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(BROKEN)
    assert messages.main(["compile", str(source)]) == 1
    assert str(source) in capsys.readouterr().err
    assert list(source.parent.iterdir()) == [source]
