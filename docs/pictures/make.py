"""Takes the pictures of this folder anew, from a demonstration of its own.

.venv/bin/python docs/pictures/make.py
"""

import io
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support.browser import chromium, visitor
from tests.support.session import wait_until

FOLDER = Path(__file__).resolve().parent
COMMAND = Path(sys.executable).with_name("guichet")
PASSWORD = "guichet-demonstration"  # noqa: S105  printed by the demonstration itself
COLOURS = 128
WIDTH = 1280


@contextmanager
def demonstration(data: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A demonstration that keeps its data in `data`: its address and its environment."""
    environment = {**os.environ, "GUICHET_VAR": str(data)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data / "log"
    with log.open("wb") as said:
        command = [str(COMMAND), "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)  # noqa: S603
        try:
            wait_until(lambda: b"Ctrl-C" in log.read_bytes(), what="the demonstration", log=log)
            yield f"http://127.0.0.1:{port}", environment
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def signed_in(browser: Browser, site: str, login: str, code: str = "") -> Iterator[Page]:
    size = {"width": WIDTH, "height": 900}
    with visitor(browser, viewport=size, reduced_motion="reduce") as page:
        page.goto(f"{site}/connexion")
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        if code:
            page.fill("[name=code]", code)
            page.click("main button[type=submit]")
        yield page


def keep(name: str, picture: Image.Image) -> None:
    """Few colours are enough for a screen, and make a small file."""
    picture.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


def keep_screen(name: str, page: Page, height: int) -> None:
    page.set_viewport_size({"width": WIDTH, "height": height})
    keep(name, Image.open(io.BytesIO(page.screenshot())))


def insured(browser: Browser, site: str) -> None:
    with signed_in(browser, site, "claire") as page:
        page.click("main a[href*='/dossiers/']")
        keep_screen("insured", page, 1400)
        how = page.locator("main details").first
        how.locator("summary").first.click()
        keep("calculation", Image.open(io.BytesIO(how.screenshot())))
        letter = page.locator("main a[href*='/courriers/']").first.get_attribute("href") or ""
        first = pypdfium2.PdfDocument(page.request.get(f"{site}{letter}").body())[0]
        keep("letter", first.render(scale=1.6).to_pil())


def desk(browser: Browser, site: str, environment: dict[str, str]) -> None:
    asked = [str(COMMAND), "code", "agent"]
    code = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    with signed_in(browser, site, "agent", code.stdout.strip()) as page:
        keep_screen("desk", page, 1000)
        page.click("main a:has-text('Le nouveau calcul retire')")
        keep_screen("case", page, 1500)


def employer(browser: Browser, site: str) -> None:
    with signed_in(browser, site, "boulangerie") as page:
        page.goto(f"{site}/employeur/depots")
        page.click("main a:has-text('dsn-evenement-claire')")
        keep_screen("employer", page, 1000)


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="guichet-pictures-") as data,
        demonstration(Path(data)) as (site, environment),
        chromium() as browser,
    ):
        insured(browser, site)
        desk(browser, site, environment)
        employer(browser, site)


if __name__ == "__main__":
    main()
