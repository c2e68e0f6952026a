"""From content to an accessible PDF: PDF/UA-1 and PDF/A-2a, the same bytes for the same input."""

import hashlib
import json
import threading
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import typst

from guichet.letters.catalogue.declarations import declaration
from guichet.letters.catalogue.glyphs import covered_by, uncovered
from guichet.letters.content import ContentRefused, Letter

TEMPLATES = Path(__file__).parent / "templates_typst"
FONTS = TEMPLATES / "fonts"
STANDARDS: list[Any] = ["ua-1", "a-2a"]

# One compiler keeps fonts and templates warm; it is not shared by two threads at once.
_lock = threading.Lock()


class RenderingFailed(RuntimeError):
    """The template and the content do not make an accessible letter; the message says why."""


class GlyphsMissing(RenderingFailed):
    """Characters that no shipped font can draw: a person must choose how to write them."""

    def __init__(self, characters: set[str]) -> None:
        self.characters = characters
        codes = ", ".join(f"U+{ord(char):04X}" for char in sorted(characters))
        super().__init__(
            f"Aucune police ne sait écrire : {codes}. Remplacez ces caractères, ou remettez la "
            "lettre à un agent."
        )


@cache
def _compiler(root: Path) -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(root), font_paths=fonts)


def render(
    code: str, version: int, content: Mapping[str, Any] | Letter, *, created_at: datetime
) -> bytes:
    """PDF of a letter; `created_at` (aware) is the only date written in the file's metadata.

    Raises UnknownLetter, ContentRefused (AppealBlockMissing…), GlyphsMissing, RenderingFailed.
    """
    entry = declaration(code, version)
    if created_at.tzinfo is None:
        raise ContentRefused("Date de création : une heure avec son fuseau est attendue.")
    letter = entry.content.from_json(content) if isinstance(content, Mapping) else content
    if not isinstance(letter, entry.content):
        raise ContentRefused(
            f"La lettre « {code} » attend un contenu {entry.content.__name__}, "
            f"pas {type(letter).__name__}."
        )
    data = letter.to_json()
    return compose(TEMPLATES / entry.template, data, int(created_at.timestamp()))


def compose(template: Path, data: Mapping[str, Any], timestamp: int) -> bytes:
    """An accessible PDF of a template and its data; what it reads lies in its own folder.

    Raises GlyphsMissing, RenderingFailed.
    """
    missing = missing_glyphs(_texts(data))
    if missing:
        raise GlyphsMissing(missing)
    # A letter and its accent kept apart would need a glyph for the accent alone.
    wire = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False, sort_keys=True))
    try:
        with _lock:
            pdf = _compiler(template.parent).compile(
                input=str(template),
                format="pdf",
                sys_inputs={"data": wire},
                pdf_standards=STANDARDS,
                timestamp=timestamp,
            )
    except typst.TypstError as error:
        raise RenderingFailed(f"Le document n'a pas pu être composé : {error.message}") from error
    if not isinstance(pdf, bytes):
        raise RenderingFailed("Le document n'a pas pu être composé : aucun fichier produit.")
    return pdf


def missing_glyphs(texts: list[str] | tuple[str, ...]) -> set[str]:
    """Characters of `texts` that no shipped font can draw, to be found before rendering."""
    return uncovered(texts, _coverage())


@cache
def _coverage() -> frozenset[int]:
    # A name can be set in either weight: both must be able to draw it.
    weights = (
        ("NotoSans-Regular.ttf", "DejaVuSans.ttf"),
        ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
    )
    regular, bold = (
        frozenset().union(*(covered_by(FONTS / name) for name in names)) for names in weights
    )
    return regular & bold


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return []


@cache
def fingerprint(code: str, version: int) -> str:
    """SHA-256 of all that decides the bytes beside the content: templates, fonts, engine."""
    digest = hashlib.sha256(f"typst {version_of('typst')}".encode())
    files = [TEMPLATES / name for name in declaration(code, version).files]
    for path in [*files, *sorted(FONTS.glob("*.ttf"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
