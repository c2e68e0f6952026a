"""`guichet account`, `people import`, `employers import`: what a real fund begins with."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.cli.main import main
from guichet.journal.models import Event
from guichet.people import actions
from guichet.people.admission import ONE_TIME_LASTS
from guichet.people.enums import Role
from guichet.people.models import Account, Person, Professional
from guichet.project import clock
from guichet.web.menu import landing_of
from tests.cli.calls import guichet
from tests.support import world

pytestmark = pytest.mark.django_db

MAIL = "camille@caisse.invalid"
RPPS = "99700218896"
NEW = "une phrase bien longue"
PASSWORD = "une phrase que la personne avait choisie"


def one_time(*arguments: str, command: str = "open") -> str:
    """The password that opening an account, or renewing its password, shows."""
    done = guichet("account", command, *arguments)
    assert done.exit_code == 0, done.stderr
    found = re.search(r"cette seule fois : (\S+)", done.stdout)
    assert found is not None
    return found[1]


def account_of(role: str) -> Account:
    """An open account of this role, with a password of its own."""
    acts_for: dict[str, Any] = {}
    if role == "insured":
        acts_for["person"] = world.make_person()
    if role == "employer":
        acts_for["organisation"] = world.make_employer()
    if role == "professional":
        acts_for["professional"] = world.make_professional()
    return world.make_account(role, login=MAIL, password=make_password(PASSWORD), **acts_for)


def signed_in(password: str, login: str = MAIL) -> Client:
    client = Client()
    client.post("/connexion", {"login": login, "password": password})
    return client


def test_an_employer_opened_by_the_fund_chooses_a_password_before_anything_else() -> None:
    employer = world.make_employer(siret="00041230400016")
    password = one_time("employer", MAIL, "Boulangerie", "--siret", employer.siret)
    client = signed_in(password)
    for page in ("/employeur", "/employeur/depots"):
        assert client.get(page).headers["Location"] == "/mot-de-passe"
    assert "provisoire" in client.get("/mot-de-passe").content.decode()
    said = {"current": password, "new": password, "again": password}
    assert "différent" in client.post("/mot-de-passe", said).content.decode()
    said = {"current": password, "new": NEW, "again": NEW}
    assert client.post("/mot-de-passe", said).status_code == 302
    assert client.get("/employeur").status_code == 200
    assert signed_in(password).get("/employeur").headers["Location"].startswith("/connexion")


def test_an_agent_links_a_telephone_before_the_password() -> None:
    client = signed_in(one_time("agent", MAIL, "Camille Agente", "--staff-number", "101"))
    assert client.get("/bureau").headers["Location"] == "/code"
    assert client.get("/mot-de-passe").headers["Location"] == "/code"


def test_a_one_time_password_grows_old() -> None:
    password = one_time("manager", MAIL, "Andrée", "--staff-number", "102")
    now = clock.now()
    assert actions.sign_in(MAIL, password, now + ONE_TIME_LASTS - timedelta(minutes=1))
    assert actions.sign_in(MAIL, password, now + ONE_TIME_LASTS + timedelta(minutes=1)) is None


def test_opening_leaves_a_trace_and_no_password() -> None:
    password = one_time("agent", MAIL, "Camille Agente", "--staff-number", "103")
    account = Account.objects.get()
    event = Event.objects.get(stream=f"account:{account.id}")
    assert (event.kind, event.rule, event.data) == (
        "account.opened", "operator.command", {"role": "agent"},
    )  # fmt: skip
    assert password not in account.password
    assert one_time("agent", "autre@caisse.invalid", "Autre", "--staff-number", "104") != password


def test_a_closed_account_stops_its_sessions_and_opens_no_more() -> None:
    employer = world.make_employer(siret="00041230400016")
    password = one_time("employer", MAIL, "Boulangerie", "--siret", employer.siret)
    client = signed_in(password)
    assert client.get("/mot-de-passe").status_code == 200
    assert guichet("account", "close", MAIL).exit_code == 0
    assert client.get("/mot-de-passe").headers["Location"].startswith("/connexion")
    assert actions.sign_in(MAIL, password, clock.now()) is None
    assert guichet("account", "close", MAIL).exit_code == 1
    assert "fermé" in guichet("account", "list").stdout


@pytest.mark.parametrize("role", Role.values)
def test_a_renewed_password_ends_what_was_open_and_opens_only_its_own_change(role: str) -> None:
    account = account_of(role)
    client = signed_in(PASSWORD)
    actions.sign_in(MAIL, "autre chose", clock.now())
    given = one_time(MAIL, command="password")
    assert client.get("/mot-de-passe").headers["Location"].startswith("/connexion")
    assert actions.sign_in(MAIL, PASSWORD, clock.now()) is None
    assert actions.sign_in(MAIL, given, clock.now() + ONE_TIME_LASTS) is None
    asked = "/code" if account.is_staff_of_fund else "/mot-de-passe"
    assert signed_in(given).get(reverse(landing_of(role))).headers["Location"] == asked
    event = Event.objects.get(stream=f"account:{account.id}")
    assert (event.kind, event.rule, event.data) == (
        "account.password_renewed", "operator.command", {"second_factor": False},
    )  # fmt: skip


def test_a_renewed_password_opens_an_account_that_wrong_ones_had_locked() -> None:
    account_of("insured")
    for _ in range(actions.TRIES_BEFORE_LOCK):
        actions.sign_in(MAIL, "autre chose", clock.now())
    assert actions.sign_in(MAIL, PASSWORD, clock.now()) is None
    given = one_time(MAIL, command="password")
    assert actions.sign_in(MAIL, given, clock.now()) is not None


@pytest.mark.parametrize(("options", "linked"), [((), True), (("--second-factor",), False)])
def test_a_telephone_is_forgotten_only_when_it_is_asked(
    options: tuple[str, ...], linked: bool
) -> None:
    account = account_of("agent")
    other = world.make_account("agent", login="autre@caisse.invalid")
    for one in (account, other):
        TOTPDevice.objects.create(user=one, name="totp", confirmed=True)
    one_time(MAIL, *options, command="password")
    assert actions.has_second_factor(account) is linked
    assert actions.has_second_factor(other)
    assert Event.objects.get(stream=f"account:{account.id}").data["second_factor"] is not linked


def test_no_password_is_renewed_for_an_unknown_login_or_a_closed_account() -> None:
    account = account_of("agent")
    unknown = guichet("account", "password", "personne@caisse.invalid")
    Account.objects.update(is_active=False)
    closed = guichet("account", "password", MAIL, "--second-factor")
    for done in (unknown, closed):
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == "Aucun compte ouvert n'a cet identifiant.\n"
    assert Account.objects.get().password == account.password
    assert not Event.objects.filter(kind="account.password_renewed").exists()


def test_a_closed_account_opens_again_with_nothing_of_what_it_had() -> None:
    account = account_of("agent")
    TOTPDevice.objects.create(user=account, name="totp", confirmed=True)
    assert guichet("account", "reopen", MAIL).exit_code == 1
    guichet("account", "close", MAIL)
    given = one_time(MAIL, command="reopen")
    assert actions.sign_in(MAIL, PASSWORD, clock.now()) is None
    assert actions.sign_in(MAIL, given, clock.now()) is not None
    assert not actions.has_second_factor(account)
    assert Event.objects.filter(kind="account.reopened").exists()


@pytest.mark.parametrize("again", ["0042a", "0042A"])
def test_a_member_of_the_staff_has_one_account_whatever_its_role(again: str) -> None:
    """Else one person would be both the eyes that type a bank account and those that confirm it."""
    one_time("agent", MAIL, "Camille Agente", "--staff-number", "0042A")
    guichet("account", "close", MAIL)
    done = guichet("account", "open", "manager", "x@caisse.invalid", "C", "--staff-number", again)
    assert done.exit_code == 1
    assert "matricule" in done.stderr
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("agent", "pas-une-adresse", "Camille", "--staff-number", "105"),
        ("agent", MAIL, " ", "--staff-number", "106"),
        ("employer", MAIL, "Boulangerie"),
        ("agent", MAIL, "Camille"),
        ("agent", MAIL, "Camille", "--staff-number", ""),
        ("agent", MAIL, "Camille", "--staff-number", "1 2"),
        ("agent", MAIL, "Camille", "--staff-number", "110", "--siret", "00041230400016"),
        ("employer", MAIL, "Boulangerie", "--siret", "00041230400016"),
        ("professional", MAIL, "Dr Fictive", "--rpps", "99700218897"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_words(arguments: tuple[str, ...]) -> None:
    done = guichet("account", "open", *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(".\n")
    assert not Account.objects.exists()


def test_a_login_taken_is_refused_and_leaves_nothing_half_done() -> None:
    one_time("agent", MAIL, "Camille", "--staff-number", "107")
    done = guichet("account", "open", "professional", MAIL, "Dr Fictive", "--rpps", RPPS)
    assert done.exit_code == 1
    assert not Professional.objects.exists()
    one_time("professional", "dr@exemple.invalid", "Dr Fictive", "--rpps", RPPS)
    assert Professional.objects.get().rpps == RPPS


@pytest.mark.parametrize(("born", "status"), [("1980-01-20", 0), ("1980-01-21", 1)])
def test_an_insured_is_named_by_number_and_birth_date_typed_unseen(born: str, status: int) -> None:
    person = world.make_person()
    arguments = ["account", "open", "insured", MAIL, person.full_name]
    done = CliRunner().invoke(main, arguments, input=f"{person.nir}\n{born}\n")
    assert done.exit_code == status
    assert person.nir not in done.output
    assert Account.objects.filter(person=person).exists() is (status == 0)


def test_a_table_of_persons_is_taken_then_seen_and_a_bad_one_told(tmp_path: Path) -> None:
    table = tmp_path / "personnes.csv"
    head = "nir;birth_date;family_name;given_names;address_1\n"
    table.write_text(f"{head}2800193901006;1980-01-20;EXEMPLE;Claire;3 rue des Essais\n")
    assert guichet("people", "import", table).stdout.startswith("1 personne(s)")
    assert "déjà été pris" in guichet("people", "import", table).stdout
    table.write_text(f"{head}2800193901007;1980-13-20;EXEMPLE;Claire;3 rue des Essais\n")
    done = guichet("people", "import", table)
    assert done.exit_code == 1
    assert "ligne 2, colonne birth_date : Une date passée" in done.stderr
    assert "1 faute(s) : rien n'est enregistré." in done.stderr
    assert "2800193901007" not in done.output
    assert Person.objects.count() == 1


def test_a_table_of_employers_is_taken(tmp_path: Path) -> None:
    table = tmp_path / "employeurs.csv"
    table.write_text("siret;name;address_1\n00041230400016;Boulangerie;1 rue du Four\n")
    assert guichet("employers", "import", table).stdout.startswith("1 établissement(s)")
