"""The licence of each package that Guichet runs on, from the package's own words.

.venv/bin/python tools/licences.py            prints them
.venv/bin/python tools/licences.py write      writes docs/licences.md
"""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements" / "batch.txt"
# read by a person in the package's own files, because its metadata is silent or vague
REVIEWED = {
    "granian": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sqlparse": "BSD-3-Clause",
}
REFUSED = re.compile(r"\b(AGPL|Affero|EUPL|SSPL|BUSL|Commons Clause|Proprietary)", re.IGNORECASE)
# the wording of packages on the left, the short name of the licence on the right
KNOWN = (
    (r"\bMIT\b|MIT License|Expat", "MIT"),
    (r"Apache", "Apache-2.0"),
    (r"BSD[- ]?3|3-Clause|New BSD|Modified BSD", "BSD-3-Clause"),
    (r"BSD[- ]?2|2-Clause|Simplified BSD", "BSD-2-Clause"),
    (r"\bBSD\b", "BSD"),
    (r"MPL|Mozilla Public", "MPL-2.0"),
    (r"LGPL|Lesser General Public|Library General Public", "LGPL"),
    (r"(?<![A-Za-z])GPL|(?<!Lesser )(?<!Library )General Public License", "GPL"),
    (r"PSF|Python Software Foundation|Python-2\.0", "PSF-2.0"),
    (r"HPND|MIT-CMU|Historical Permission", "HPND"),
    (r"\b0BSD\b", "0BSD"),
    (r"Zlib", "Zlib"),
    (r"\bISC\b", "ISC"),
    (r"Artistic", "Artistic"),
    (r"CC0", "CC0-1.0"),
    (r"Public Domain|Unlicense", "public domain"),
)
LONGEST_EXPRESSION = 80


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    stated: str
    home: str

    @property
    def acceptable(self) -> bool:
        return bool(self.licence) and not REFUSED.search(f"{self.licence} {self.stated}")


def stated_licence(said: PackageMetadata) -> str:
    """What a package says of its licence, the most precise wording first."""
    classifiers = [
        value.rpartition(" :: ")[2]
        for value in said.get_all("Classifier") or []
        if value.startswith("License :: ") and not value.endswith("OSI Approved")
    ]
    text = (said.get("License") or "").strip().splitlines()
    short = text[0] if text and len(text[0]) <= LONGEST_EXPRESSION else ""
    return said.get("License-Expression") or ", ".join(classifiers) or short


def short_name(stated: str) -> str:
    """The short names of the licences that a wording speaks of; an SPDX expression stays."""
    if re.fullmatch(r"[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)*", stated):
        return stated
    found = [name for pattern, name in KNOWN if re.search(pattern, stated)]
    precise = [name for name in found if name != "BSD" or len(found) == 1]
    return " or ".join(dict.fromkeys(precise))


def packages() -> list[Package]:
    """Every package of the lock, in its order."""
    found = []
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(), re.MULTILINE):
        said = metadata(name)
        stated = REVIEWED.get(name) or stated_licence(said)
        found.append(
            Package(
                name=name,
                version=said["Version"],
                licence=REVIEWED.get(name) or short_name(stated),
                stated=stated,
                home=home_of(said),
            )
        )
    return found


def home_of(said: PackageMetadata) -> str:
    """The package's own page; empty when it names none."""
    lines = [line.partition(",") for line in said.get_all("Project-URL") or []]
    links = {label.strip().lower(): address.strip() for label, _, address in lines}
    labels = ("homepage", "home", "repository", "source", "source code", "github", "documentation")
    known = [links[label] for label in labels if label in links]
    return next(iter(known), "") or said.get("Home-page") or ""


def page() -> str:
    rows = [
        f"| {package.name} | {package.version} | {package.licence} | {package.home} |"
        for package in packages()
    ]
    return "\n".join(
        [
            "# Licences of what Guichet runs on",
            "",
            "Written by `.venv/bin/python tools/licences.py write` from what the packages of",
            "requirements/batch.txt (the runtime, and what millions of files need) say of",
            "themselves. A test refuses a package whose licence is unknown, or would bind",
            "Guichet's own (AGPL, EUPL).",
            "",
            "| package | version | licence | page |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def main(arguments: list[str]) -> int:
    if arguments == ["write"]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page())
        return 0
    print(page())
    refused = [package.name for package in packages() if not package.acceptable]
    if refused:
        print(f"Refused: {', '.join(refused)}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
