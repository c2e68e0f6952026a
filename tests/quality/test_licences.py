"""Nothing that Guichet runs on binds whoever uses it beyond Guichet's own licence."""

import re

import pytest

from tests.quality.sources import ROOT, python_files, text_of
from tools import licences
from tools.licences import Package

PEERS = ROOT / "bench" / "peers"  # under the AGPL: run there as processes of their own


def package(licence: str, stated: str) -> Package:
    return Package(name="made-up", version="1", licence=licence, stated=stated, home="")


def test_every_licence_is_known_and_acceptable() -> None:
    refused = [found for found in licences.packages() if not found.acceptable]
    assert refused == [], "read the package's licence file before adding it to REVIEWED"


def test_the_published_list_is_the_real_one() -> None:
    published = licences.PAGE.read_text()
    assert published == licences.page(), "run .venv/bin/python tools/licences.py write"


@pytest.mark.parametrize(
    "stated",
    [
        "AGPL-3.0-or-later",
        "GNU Affero General Public License v3",
        "EUPL-1.2",
        "MIT OR AGPL-3.0-only",
        "Commons Clause",
        "a licence of ours",
        "",
    ],
)
def test_a_licence_that_binds_or_is_not_known_is_refused(stated: str) -> None:
    assert not package(licences.short_name(stated), stated).acceptable


@pytest.mark.parametrize("stated", ["MIT", "BSD-3-Clause OR Apache-2.0", "MIT License", "BSD"])
def test_a_permissive_licence_is_accepted(stated: str) -> None:
    assert package(licences.short_name(stated), stated).acceptable


def test_what_is_under_the_agpl_is_imported_in_the_folder_of_the_peers_only() -> None:
    imported = re.compile(r"^\s*(import|from) openfisca", re.MULTILINE)
    importing = [path for path in python_files() if imported.search(text_of(path) or "")]
    assert [path for path in importing if not path.is_relative_to(PEERS)] == []
