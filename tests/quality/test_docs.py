"""The documents say what the program is: words, settings, commands, links."""

import ast
import importlib
import pkgutil
import re
from enum import Enum
from functools import cache
from types import ModuleType

import pytest
from django.apps import apps
from django.db.models import Choices
from django.utils import translation

import guichet
from guichet.cli.main import GROUPS
from tests.quality.sources import ROOT, SOURCES, python_files, text_of, tracked, tree_of

DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
# words of French law that may stand in an identifier; those that do are in the glossary
FRENCH = frozenset(
    re.findall(
        r"\w+",
        """
        ald ame bic carence cmra cra crds csg deuil dsfr dsij dsn iban ij indu majoration maladie
        maternite naissance nic nir ntt paternite raam rpps siren siret sjb smic subrogation trajet
        """,
    )
)
LARGEST_PICTURE = 200_000


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [
        found.name
        for found in pkgutil.walk_packages(guichet.__path__, "guichet.")
        if ".migrations" not in found.name
        and found.name.rpartition(".")[2] not in {"__main__", "wsgi"}
    ]
    return tuple(importlib.import_module(name) for name in names)


@cache
def enumerations() -> dict[str, type[Enum]]:
    """Each enumeration of the program by the name that the glossary gives it."""
    return {
        f"{module.__name__.removeprefix('guichet.')}.{name}": found
        for module in modules()
        for name, found in vars(module).items()
        if isinstance(found, type)
        and issubclass(found, Enum)
        and found.__module__ == module.__name__
    }


def section(text: str, title: str) -> str:
    """What stands under a title, down to the next one of any level; empty when there is none."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def row_of(member: Enum) -> str:
    if not isinstance(member, Choices):
        return f"| `{member.value}` |"
    with translation.override("fr"):
        return f"| `{member.value}` | {member.label} |"


def test_every_value_of_an_enumeration_is_in_the_glossary_in_the_words_of_the_screens() -> None:
    glossary = page("glossary.md")
    missing = [
        f"{name}: {row}"
        for name, enumeration in enumerations().items()
        for member in enumeration
        if (row := row_of(member)) not in section(glossary, name).splitlines()
    ]
    assert enumerations()
    assert not missing


def test_the_glossary_names_no_value_that_the_program_does_not_know() -> None:
    rows = section(page("glossary.md"), "Values")
    titles = re.findall(r"^### (.+)$", page("glossary.md"), re.MULTILINE)
    assert rows
    assert sorted(titles) == sorted(enumerations())
    stale = [
        f"{title}: {line}"
        for title in titles
        for line in section(page("glossary.md"), title).splitlines()
        if line.startswith("| `") and line not in {row_of(m) for m in enumerations()[title]}
    ]
    assert not stale


def test_every_model_is_in_the_glossary() -> None:
    ours = [m.__name__ for m in apps.get_models() if m.__module__.startswith("guichet.")]
    named = set(
        re.findall(r"^\| `(\w+)` \|", section(page("glossary.md"), "Things (models)"), re.M)
    )
    assert set(ours) == named


def identifiers() -> set[str]:
    """The words that names of the program are made of, and those of its lower-case keys."""
    names: set[str] = set()
    for path in python_files(SOURCES):
        for node in ast.walk(tree_of(path)):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                    names.add(name)
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    names.add(name)
                case ast.Constant(value=str(name)) if re.fullmatch(r"[a-z0-9_.]+", name):
                    names.add(name)
    return {word.lower() for name in names for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def test_every_french_word_of_an_identifier_is_in_the_glossary_and_no_other() -> None:
    kept = section(page("glossary.md"), "French words kept as identifiers")
    named = {
        w for cell in re.findall(r"^\| (`.+?) \|", kept, re.M) for w in re.findall(r"`(\w+)`", cell)
    }
    words = {part for name in named for part in name.split("_")}
    used = identifiers()
    assert FRENCH & used <= words
    assert words <= used


def test_every_setting_of_the_environment_is_in_the_operations_page() -> None:
    read = {
        name
        for path in python_files(SOURCES)
        for name in re.findall(r'"(GUICHET_[A-Z_]+)"', text_of(path) or "")
    } - {"GUICHET_KILL_AT"}
    told = set(re.findall(r"^\| `(GUICHET_[A-Z_]+)` \|", page("operations.md"), re.MULTILINE))
    assert read == told


def test_every_command_is_in_the_operations_page() -> None:
    told = page("operations.md")
    assert [name for name in GROUPS if f"guichet {name}" not in told] == []


def test_every_constraint_and_trigger_that_the_documents_name_exists() -> None:
    migrations = "".join(path.read_text() for path in SOURCES.rglob("migrations/*.py"))
    named = re.findall(r"`([a-z]+(?:_[a-z]+){2,})`", section(page("architecture.md"), GUARANTEES))
    assert len(named) > 20
    code = migrations + "".join(text_of(path) or "" for path in python_files(SOURCES))
    assert [name for name in named if name not in code] == []


GUARANTEES = "What the database guarantees"


def test_every_file_that_the_documents_name_exists() -> None:
    named = [
        (path.name, name)
        for path in PAGES
        for name in re.findall(
            r"`((?:src|tests|tools|docs|requirements)/[\w./-]+)`", text_of(path) or ""
        )
    ]
    assert named
    assert [(where, name) for where, name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(path) or "")
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_pictures_are_small() -> None:
    pictures = [path for path in tracked() if path.is_relative_to(DOCS / "pictures")]
    heavy = [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE]
    assert pictures
    assert heavy == []
