"""The scanner of the tests is a real clamd: it finds the made-up virus, and nothing else."""

import io
import zipfile

import clamd
import pytest

from tests.support.clamav import SIGNATURE, VIRUS_NAME


@pytest.fixture
def scanner(clamd_socket: str) -> clamd.ClamdUnixSocket:
    return clamd.ClamdUnixSocket(clamd_socket, timeout=20)


def test_a_clean_file_passes(scanner: clamd.ClamdUnixSocket) -> None:
    assert scanner.instream(io.BytesIO(b"%PDF-1.7 clean")) == {"stream": ("OK", None)}


def test_the_made_up_virus_is_found(scanner: clamd.ClamdUnixSocket) -> None:
    status, name = scanner.instream(io.BytesIO(b"before " + SIGNATURE + b" after"))["stream"]
    assert status == "FOUND"
    assert name.startswith(VIRUS_NAME)


def test_the_made_up_virus_is_found_inside_an_archive(scanner: clamd.ClamdUnixSocket) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("inside.txt", SIGNATURE)
    archive.seek(0)
    assert scanner.instream(archive)["stream"][0] == "FOUND"
