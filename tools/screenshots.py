"""Pictures of the running site, at desktop and telephone size.

    .venv/bin/python -m tools.screenshots FOLDER PAGE… [--site URL] [--login NAME --password WORDS]
        [--key HEX] [--dark] [--whole] [--language en] [--width 320]

A PAGE is `name=/path`; the pictures are FOLDER/name-desktop.png and FOLDER/name-phone.png.
`--key` is the hexadecimal key of the account's second factor, for the fund's staff.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from django_otp.oath import TOTP
from playwright.sync_api import Page

from tests.support.browser import chromium, visitor

DESKTOP = {"width": 1280, "height": 860}
PHONE_HEIGHT = 780


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="+", metavar="name=/path")
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--login", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--key", default="", help="key of the second factor, hexadecimal")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--whole", action="store_true", help="the whole page, not the first screen")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--width", type=int, default=390, help="of the telephone, in pixels")
    return parser


def code_of(key: str) -> str:
    """The six digits that an authenticator holding `key` shows now."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return f"{totp.token():06d}"


def sign_in(page: Page, site: str, login: str, password: str, key: str) -> None:
    page.goto(f"{site}/connexion")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    if key and page.locator("[name=code]").count():
        page.fill("[name=code]", code_of(key))
        page.click("main button[type=submit]")


def main(arguments: Sequence[str]) -> int:
    asked = options().parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    context = {
        "locale": asked.language,
        "color_scheme": "dark" if asked.dark else "light",
        "reduced_motion": "reduce",
        "viewport": DESKTOP,
    }
    phone = {"width": asked.width, "height": PHONE_HEIGHT}
    with chromium() as browser, visitor(browser, **context) as page:
        if asked.login:
            sign_in(page, asked.site, asked.login, asked.password, asked.key)
        for entry in asked.pages:
            name, _, path = entry.partition("=")
            page.goto(f"{asked.site}{path}")
            for size, view in (("desktop", DESKTOP), ("phone", phone)):
                page.set_viewport_size(view)
                target = asked.folder / f"{name}-{size}.png"
                page.screenshot(path=target, full_page=asked.whole)
                print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
