"""Keys, clicks and seconds of an agent's commonest gestures, in a browser: docs/benchmarks.md.

.venv/bin/python tools/bench_gestures.py               five rounds, and writes the page
.venv/bin/python tools/bench_gestures.py --rounds 1    one look, writes nothing
"""

import argparse
import os
import platform
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Locator, Page  # noqa: E402

from tests.support.browser import chromium, visitor  # noqa: E402
from tools import law_report  # noqa: E402
from tools.screenshots import DESKTOP, sign_in  # noqa: E402

GUICHET = ROOT / ".venv" / "bin" / "guichet"
ROUNDS = 5
READY = 60.0
BEGIN = "<!-- gestures: tools/bench_gestures.py writes from here -->"
END = "<!-- gestures: to here -->"
PASSWORD = "guichet-demonstration"  # noqa: S105  printed by the demonstration itself


@dataclass
class Hand:
    """The agent's hand: all that it types, presses and clicks is counted."""

    page: Page
    nir: str = ""
    """The number of somebody who calls."""
    keys: int = 0
    clicks: int = 0
    began: float = 0.0

    def click(self, target: Locator) -> None:
        self._begin()
        self.clicks += 1
        target.click()

    def choose(self, target: Locator, label: str) -> None:
        """A choice of a list: one click opens it, one takes it."""
        self._begin()
        self.clicks += 2
        target.select_option(label=label)

    def type(self, text: str) -> None:
        self._begin()
        self.keys += len(text)
        self.page.keyboard.type(text)

    def press(self, key: str, times: int = 1) -> None:
        self._begin()
        self.keys += times
        for _ in range(times):
            self.page.keyboard.press(key)

    def _begin(self) -> None:
        self.began = self.began or time.perf_counter()


@dataclass(frozen=True)
class Gesture:
    """A gesture: where it starts (the file of a login, or a path), how, and what then answers."""

    name: str
    start: str
    do: Callable[[Hand], None]
    answer: Callable[[Page], Locator]


@dataclass
class Found:
    """What a gesture took: the same keys and clicks each time, and seconds each time."""

    name: str
    keys: int
    clicks: int
    took: list[float] = field(default_factory=list)

    def row(self) -> str:
        usual, slowest = statistics.median(self.took), max(self.took)
        return f"| {self.name} | {self.keys} | {self.clicks} | {usual:.2f} s | {slowest:.2f} s |"


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def said(words: str) -> Callable[[Page], Locator]:
    return lambda page: page.get_by_text(words).first


def heading(words: str) -> Callable[[Page], Locator]:
    return lambda page: page.get_by_role("heading", name=words).first


def search(hand: Hand) -> None:
    """The page of the search waits for a number: it is typed at once."""
    hand.click(link(hand.page, "Recherche"))
    hand.page.get_by_role("heading", name="Chercher une personne").wait_for()
    hand.type(hand.nir)
    hand.press("Enter")


def phone(hand: Hand) -> None:
    search(hand)
    hand.click(hand.page.locator("main table a").first)


def grant(hand: Hand) -> None:
    hand.click(link(hand.page, "Accorder"))
    hand.click(button(hand.page, "Prendre la décision"))


def refuse(hand: Hand) -> None:
    hand.click(link(hand.page, "Refuser"))
    hand.click(button(hand.page, "Refuser"))


def ask_what_lacks(hand: Hand) -> None:
    hand.click(hand.page.get_by_role("button", name="Demander à la personne"))


def ask(hand: Hand) -> None:
    page = hand.page
    hand.click(link(page, "Demander une pièce"))
    hand.choose(page.get_by_label("Pièce à demander"), "relevé d'identité bancaire")
    hand.click(button(page, "Demander"))


def certificate(hand: Hand) -> None:
    """The paper tells the contract and three months; the rest is known and stands there."""
    page = hand.page
    hand.click(link(page, "Saisir une attestation de salaire reçue sur papier"))
    hand.click(page.locator("label", has_text="Début du contrat"))
    hand.type("01012018")
    hand.click(page.locator("[name^=gross_]").first)
    for month in range(3):
        if month:
            hand.press("Tab", 2)  # past what the employee would have earned without absence
        hand.type("2100")
        hand.press("Tab")
        hand.type("151,67")
    hand.press("Enter")


def simulate(hand: Hand) -> None:
    hand.click(link(hand.page, "Si le salaire était de…"))
    hand.page.get_by_role("heading", name="Si le salaire").wait_for()
    hand.type("2100")
    hand.press("Enter")


def call(hand: Hand) -> None:
    hand.click(link(hand.page, "Appeler la personne"))
    hand.click(hand.page.get_by_text("La personne a été jointe"))
    hand.click(button(hand.page, "Enregistrer l'appel"))


def hardship(hand: Hand) -> None:
    hand.click(link(hand.page, "La personne n'a plus de quoi vivre"))
    hand.click(hand.page.get_by_text("au téléphone", exact=True))
    hand.click(button(hand.page, "Enregistrer"))


BASKET = "/bureau"
GESTURES = (
    Gesture("find a person by number", BASKET, search, heading("Dossiers")),
    Gesture(
        "open the next task of the basket",
        BASKET,
        lambda hand: hand.click(hand.page.locator(".d-task__title a").first),
        heading("Ce qu'il y a à faire"),
    ),
    Gesture(
        "somebody calls: from the number to the sentence to say",
        BASKET,
        phone,
        heading("À dire au téléphone"),
    ),
    Gesture("grant a complete file", "claire", grant, said("La décision est prise.")),
    Gesture("refuse, with the motive that the law suggests", "sofia", refuse, said("La décision")),
    Gesture("ask for what the task lacks", "nora", ask_what_lacks, said("La pièce est demandée.")),
    Gesture("ask for another piece", "paul", ask, said("La pièce est demandée.")),
    Gesture("simulate « if the wage were »", "hugo", simulate, heading("Ce que cela donnerait")),
    Gesture("note a call", "hugo", call, said("L'appel est noté.")),
    Gesture("type a certificate on paper", "hugo", certificate, said("L'attestation est")),
    Gesture("note that somebody has nothing left", "ines", hardship, said("C'est noté")),
)


@dataclass(frozen=True)
class Fund:
    """The demonstration on a copy of its own: its address, and where its data lies."""

    site: str
    data: Path

    def file_of(self, login: str) -> str:
        """The address of the file of a person of the demonstration."""
        found = self._one(
            "SELECT c.id FROM cases_case c JOIN people_account a ON a.person_id = c.person_id"
            " WHERE a.login = ? ORDER BY c.opened_at DESC",
            login,
        )
        text = str(found)
        parts = (text[:8], text[8:12], text[12:16], text[16:20], text[20:])
        return f"/bureau/dossiers/{'-'.join(parts)}"

    def nir_of(self, login: str) -> str:
        return str(
            self._one(
                "SELECT p.nir FROM people_person p JOIN people_account a ON a.person_id = p.id"
                " WHERE a.login = ?",
                login,
            )
        )

    def key_of(self, login: str) -> str:
        return str(
            self._one(
                "SELECT d.key FROM otp_totp_totpdevice d"
                " JOIN people_account a ON a.id = d.user_id WHERE a.login = ?",
                login,
            )
        )

    def _one(self, query: str, value: str) -> object:
        with sqlite3.connect(self.data / "guichet.sqlite3") as database:
            return database.execute(query, [value]).fetchone()[0]


def environment(data: Path) -> dict[str, str]:
    """By hand, so that complete files wait for an agent."""
    kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
    return {**kept, "GUICHET_VAR": str(data), "GUICHET_AUTOMATIC_DECISIONS": "0"}


def prepare(data: Path) -> None:
    command = [str(GUICHET), "demo", "--no-serve"]
    subprocess.run(command, env=environment(data), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(data: Path) -> Iterator[Fund]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(GUICHET), "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(data), stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Fund(f"http://127.0.0.1:{port}", data)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=READY)


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the demonstration is not served")


def play(page: Page, fund: Fund) -> list[tuple[Hand, float]]:
    """Each gesture once, in order; seconds from the first key to the page that answers."""
    done = []
    for gesture in GESTURES:
        path = gesture.start if gesture.start == BASKET else fund.file_of(gesture.start)
        page.goto(f"{fund.site}{path}")
        hand = Hand(page, fund.nir_of("hugo"))
        gesture.do(hand)
        gesture.answer(page).wait_for(timeout=10_000)
        done.append((hand, time.perf_counter() - hand.began))
    return done


def measure(rounds: int) -> list[Found]:
    """Every round on a fresh copy of the demonstration, its pages seen once before."""
    found: list[Found] = []
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder, chromium() as browser:
        made = Path(folder) / "made"
        prepare(made)
        for number in range(rounds):
            data = Path(folder) / str(number)
            shutil.copytree(made, data)
            with served(data) as fund, visitor(browser, viewport=DESKTOP) as page:
                page.set_default_timeout(15_000)
                sign_in(page, fund.site, "agent", PASSWORD, fund.key_of("agent"))
                page.wait_for_url(f"**{BASKET}")
                done = play(page, fund)
            if not found:
                found = [
                    Found(gesture.name, hand.keys, hand.clicks)
                    for gesture, (hand, _) in zip(GESTURES, done, strict=True)
                ]
            for one, (_, seconds) in zip(found, done, strict=True):
                one.took.append(seconds)
    return found


def section(found: Sequence[Found], rounds: int, load: float) -> str:
    """The part of the page that this bench writes."""
    return (
        f"`.venv/bin/python tools/bench_gestures.py` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {law_report.commit()}, {os.cpu_count()} cores, Python {platform.python_version()}; load"
        f" of the machine {load:.1f} before. {rounds} rounds.\n\n"
        "| gesture | keys | clicks | median | slowest |\n|---|---|---|---|---|\n"
        + "\n".join(one.row() for one in found)
        + "\n"
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    text = section(measure(asked.rounds), asked.rounds, load)
    print(text)
    if asked.rounds == ROUNDS:
        law_report.write(text, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
