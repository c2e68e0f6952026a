"""The made-up fund: nobody's numbers (communes 901 and above of 93 and SIREN in 000 are unused)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.formats.identifiers import check_siret
from guichet.people.actions import open_account
from guichet.people.models import Account, Organisation, Person, Professional
from guichet.people.service import Role

PASSWORD = "guichet-demonstration"  # noqa: S105  printed by the demonstration itself


@dataclass(frozen=True)
class Insured:
    """A person of the demonstration; `wage` in euros a month."""

    login: str
    given_names: str
    family_name: str
    sex: int
    birth: date
    order: int
    wage: int
    street: str

    @property
    def nir(self) -> str:
        return f"{self.sex}{self.birth:%y%m}93901{self.order:03d}"


INSURED = (
    Insured("claire", "Claire", "EXEMPLE", 2, date(1980, 1, 20), 6, 2_000, "3 rue des Essais"),
    Insured("karim", "Karim", "MODÈLE", 1, date(1975, 6, 2), 14, 2_450, "12 avenue du Test"),
    Insured("lucie", "Lucie", "SPÉCIMEN", 2, date(1991, 11, 30), 21, 1_850, "7 place Fictive"),
    Insured("hugo", "Hugo", "BROUILLON", 1, date(1988, 3, 14), 33, 2_100, "1 impasse du Rêve"),
    Insured("ines", "Inès", "ÉBAUCHE", 2, date(1996, 8, 9), 45, 1_900, "25 rue de l'Essor"),
    Insured("paul", "Paul", "ESQUISSE", 1, date(1969, 12, 1), 57, 2_700, "8 rue du Croquis"),
    Insured("nora", "Nora", "MAQUETTE", 2, date(2001, 5, 17), 68, 380, "4 allée des Plans"),
    Insured("marc", "Marc", "GABARIT", 1, date(1983, 2, 25), 72, 2_300, "19 rue du Patron"),
    Insured("sofia", "Sofia", "ÉPREUVE", 2, date(1993, 7, 7), 83, 2_050, "2 quai des Presses"),
    Insured("yann", "Yann", "PROTOTYPE", 1, date(1978, 9, 19), 91, 2_200, "31 rue du Moule"),
)

EMPLOYERS = (
    ("boulangerie", "Boulangerie des Essais", "00041230400016"),
    ("atelier", "Atelier Fictif du Bois", "00053210100003"),
)


def siret_of(siren: str) -> str:
    """The first establishment number that gives a SIRET with a good key."""
    return next(f"{siren}{nic:05d}" for nic in range(1, 100) if check_siret(f"{siren}{nic:05d}").ok)


def made_up_iban(number: int) -> str:
    """A French IBAN with good keys, of a bank code that no bank has."""
    bank, branch, account = "99999", "00001", f"{number:011d}"
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    bban = f"{bank}{branch}{account}{key:02d}"
    check = 98 - int(f"{bban}152700") % 97
    return f"FR{check:02d}{bban}"


def create(now: datetime) -> dict[str, Account]:
    """Persons, employers, a doctor, agents and their accounts, by login."""
    accounts: dict[str, Account] = {}

    def account(login: str, role: Role, name: str, **acts_for: Any) -> None:
        accounts[login] = open_account(
            login=login, password=PASSWORD, role=role, display_name=name, at=now, **acts_for
        )

    for insured in INSURED:
        person = Person.objects.create(
            nir=insured.nir,
            birth_date=insured.birth,
            family_name=insured.family_name,
            given_names=insured.given_names,
            address=[insured.street, "93901 VALLOMBRE"],
            email=f"{insured.login}@exemple.invalid",
            created_at=now,
        )
        account(insured.login, Role.INSURED, person.full_name, person=person)
    for login, name, siret in EMPLOYERS:
        organisation = Organisation.objects.create(
            siret=siret, name=name, email=f"paie@{login}.invalid", created_at=now
        )
        account(login, Role.EMPLOYER, name, organisation=organisation)
    doctor = Professional.objects.create(
        rpps="99700218896", name="Dr Zélie Fictive", speciality="Médecine générale", created_at=now
    )
    account("docteur", Role.PROFESSIONAL, doctor.name, professional=doctor)
    account("agent", Role.AGENT, "Camille Agente", staff_number="00001")
    account("agent2", Role.AGENT, "Dominique Agent", staff_number="00002")
    account("chef", Role.MANAGER, "Andrée Responsable", staff_number="00003")
    account("medical", Role.MEDICAL, "Dr Camille Conseil", staff_number="00004")
    for login in ("agent", "agent2", "chef", "medical"):
        TOTPDevice.objects.create(user=accounts[login], name="démonstration", confirmed=True)
    return accounts
