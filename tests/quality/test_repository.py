"""What may not be written in the repository: machines, registries, real persons, workshop talk."""

import ast
import re
import sys

import pytest

from tests.quality.sources import ROOT, text_of, tracked, tree_of, where

# cut by a middle dot, so that this file does not hold what it forbids
FORBIDDEN = {
    "the address of a package registry": (
        r"py·pi\.(org|io)|python·hosted|registry\.n·pm|deb\.deb·ian|--index·-url|--find·-links"
    ),
    "the path of one machine": r"(?<![\w.])/(wo·rk|ho·me|ro·ot|Use·rs)/\w+/",
    "a word of how it was made": (
        r"\b(chat·gpt|clau·de[ .-](code|ai)|anth·ropic|open·ai|copi·lot|language mo·del)\b"
        r"|gene·rated (by|with) (an? )?a\.?i\b|co-auth·ored-by"
    ),
    "a promise instead of work": r"(?-i:\b(TO·DO|FIX·ME|XX·X)\b)",
}
NIR = re.compile(
    r"(?<!\d)[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|5[0-9]|[6-9]\d)"
    r"(?P<department>\d{2}|2[AB])(?P<commune>\d{3})\d{3}(?:\d{2})?(?!\d)"
)
# the department 93 has no commune above 900: such a number belongs to nobody
FIRST_FREE_COMMUNE = 901


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_repository_holds_no(what: str) -> None:
    forbidden = re.compile(FORBIDDEN[what].replace("·", ""), re.IGNORECASE)
    found = [
        f"{where(path, number)}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert not found


def belongs_to_nobody(number: re.Match[str]) -> bool:
    return number["department"] == "93" and int(number["commune"]) >= FIRST_FREE_COMMUNE


def test_every_social_security_number_belongs_to_nobody() -> None:
    folders = (ROOT / "src", ROOT / "tests", ROOT / "docs")
    suffixes = {".py", ".md", ".yaml", ".yml", ".json", ".dsn", ".txt", ".html", ".typ", ".csv"}
    found = [
        f"{where(path, line)}: {number.group()}"
        for path in tracked()
        if path.suffix in suffixes and any(path.is_relative_to(folder) for folder in folders)
        for line, content in enumerate((text_of(path) or "").splitlines(), start=1)
        for number in NIR.finditer(content.replace("_", ""))
        if not belongs_to_nobody(number)
    ]
    assert not found


def test_the_locks_name_hashes_and_no_address() -> None:
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "bench" / "peers" / "requirements.txt"]
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text, f"{lock.name} names an address"
        packages = re.findall(r"^\S+==\S+ \\$", text, re.MULTILINE)
        assert len(packages) == len(re.findall(r"^\S+==", text, re.MULTILINE)), lock.name


@pytest.mark.parametrize("name", ["setup", "system", "lock"])
def test_what_runs_before_the_installation_needs_nothing_installed(name: str) -> None:
    imports = [
        node
        for node in ast.walk(tree_of(ROOT / "tools" / f"{name}.py"))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
        for node in imports
        for alias in node.names
    }
    assert names <= sys.stdlib_module_names
