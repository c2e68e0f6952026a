"""Controls of the person and of the contacts: NIR, birth, names, e-mail, contract number."""

import re
from datetime import date

from guichet.formats.dsn.controls import ALL, Check, Control, Head, Places, each, value_at
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of
from guichet.formats.identifiers import check_iban, check_siret

_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_CONTRACT = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ@/._ -]*")
_NAME_EDGES = re.compile(r"^[- ]|[-' ]$")
_DOUBLED = re.compile(r"  |''|---|- -|' '| -|- ")
_TITLES = re.compile(r"^(M|MR|MME|MLLE|MONSIEUR|MADAME|MADEMOISELLE)[ .]", re.IGNORECASE)
_OLDEST = 120


def _birth_year(person: Node) -> int | None:
    text = person.get("006")
    return int(text[4:]) if text and len(text) == 8 and text[4:].isdigit() else None


def _nir_place(person: Node, head: Head) -> Places:
    nir, year = person.get("001"), _birth_year(person)
    if nir is None or year is None or len(nir) != 13:
        return
    department = nir[5:7]
    corsica_too_early = department in ("2A", "2B") and year < 1976
    if (
        corsica_too_early
        or (department == "20" and year >= 1976)
        or (department == "96" and year >= 1968)
    ):
        yield from value_at(person, "001")


def _nir_not_made_up(person: Node, head: Head) -> Places:
    if person.get("001") in ("1" + "9" * 12, "2" + "9" * 12):
        yield from value_at(person, "001")


def _nir_nines(person: Node, head: Head) -> Places:
    if (person.get("001") or "").endswith("999999"):
        yield from value_at(person, "001")


def _nir_year(person: Node, head: Head) -> Places:
    nir, year = person.get("001"), _birth_year(person)
    if nir and year is not None and len(nir) == 13 and nir[1:3] != f"{year % 100:02d}":
        yield from value_at(person, "006")


def _age(person: Node, head: Head) -> Places:
    year = _birth_year(person)
    if year is None or head.file_date is None:
        return
    born = day_of(person.get("006")) or date(year, 1, 1)
    if born > head.file_date or head.file_date.year - year >= _OLDEST:
        yield from value_at(person, "006")


def _ntt_needed(person: Node, head: Head) -> Places:
    if person.get("001") is None and person.get("020") is None:
        yield from value_at(person, "020")


def _ntt_form(person: Node, head: Head) -> Places:
    ntt = person.get("020")
    if ntt is not None and not (ntt[:1] in ("1", "2") and ntt[1:10] == head.siren):
        yield from value_at(person, "020")


def _ntt_space(person: Node, head: Head) -> Places:
    if " " in (person.get("020") or ""):
        yield from value_at(person, "020")


def _name(suffix: str) -> "Control":
    def check(person: Node, head: Head) -> Places:
        name = person.get(suffix)
        if name and (_NAME_EDGES.search(name) or _DOUBLED.search(name) or _TITLES.match(name)):
            yield from value_at(person, suffix)

    return Control(
        f"S21.G00.30.{suffix}",
        "CSL-00",
        ALL,
        "Ce nom ou prénom commence ou finit par un séparateur, en a deux de suite, ou porte une "
        "civilité. Écrivez le nom seul.",
        check,
    )


def _contract_after_birth(contract: Node, head: Head) -> Places:
    start = day_of(contract.get("001"))
    born = day_of(contract.parent.get("006")) if contract.parent else None
    if start and born and start <= born:
        yield from value_at(contract, "001")


def _contract_number(contract: Node, head: Head) -> Places:
    if not _CONTRACT.fullmatch(contract.get("009") or ""):
        yield from value_at(contract, "009")


def _contract_number_once(person: Node, head: Head) -> Places:
    seen: set[tuple[str | None, str | None, str | None]] = set()
    for contract in person.below("S21.G00.40"):
        key = (contract.get("009"), contract.get("001"), contract.get("019"))
        if key in seen:
            yield from value_at(contract, "009")
        seen.add(key)


def _iban(stop: Node, head: Head) -> Places:
    iban = stop.get("007")
    if iban and not check_iban(iban).ok:
        yield stop.line_of("007"), ""


PERSON_CONTROLS = (
    Control(
        "S21.G00.30.001",
        "CCH-11",
        ALL,
        "Le département de naissance dans le NIR ne va pas avec l'année de naissance (2A et 2B "
        "depuis 1976, 20 avant, 96 avant 1968). Vérifiez le NIR.",
        _nir_place,
    ),
    Control(
        "S21.G00.30.001",
        "CCH-13",
        ALL,
        "Ce NIR est fictif. Donnez le vrai, ou un numéro technique temporaire (020).",
        _nir_not_made_up,
    ),
    Control(
        "S21.G00.30.001",
        "CCH-16",
        ALL,
        "Ce NIR finit par trop de 9 : il est fictif. Donnez le vrai.",
        _nir_nines,
    ),
    Control(
        "S21.G00.30.006",
        "CCH-11",
        ALL,
        "L'année de naissance n'est pas celle du NIR. Corrigez celle des deux qui est fausse.",
        _nir_year,
    ),
    Control(
        "S21.G00.30.006",
        "CCH-12",
        ALL,
        "La date de naissance est dans le futur, ou a plus de 120 ans. Vérifiez l'année.",
        _age,
    ),
    Control(
        "S21.G00.30.020",
        "CCH-12",
        ALL,
        "Il faut le NIR du salarié, ou à défaut un numéro technique temporaire (020).",
        _ntt_needed,
    ),
    Control(
        "S21.G00.30.020",
        "CCH-13",
        ALL,
        "Le numéro technique temporaire est 1 ou 2, puis le SIREN de l'entreprise, puis un "
        "numéro à vous.",
        _ntt_form,
    ),
    Control(
        "S21.G00.30.020",
        "CSL-00",
        ALL,
        "Le numéro technique temporaire ne contient pas d'espace.",
        _ntt_space,
    ),
    _name("002"),
    _name("003"),
    _name("004"),
    Control(
        "S21.G00.40.001",
        "CCH-15",
        ALL,
        "Le contrat commence avant la naissance du salarié. Vérifiez les deux dates.",
        each("S21.G00.40", _contract_after_birth),
    ),
    Control(
        "S21.G00.40.009",
        "CSL-00",
        ALL,
        "Le numéro de contrat n'a que des lettres, des chiffres et - . @ / _ ou l'espace.",
        each("S21.G00.40", _contract_number),
    ),
    Control(
        "S21.G00.40.009",
        "CCH-12",
        ALL,
        "Ce numéro de contrat est donné deux fois pour ce salarié. Chaque contrat a le sien.",
        _contract_number_once,
    ),
    Control(
        "S21.G00.60.007",
        "iban-key",
        ALL,
        "La clé de cet IBAN n'est pas bonne : un paiement serait rejeté. Vérifiez-le.",
        each("S21.G00.60", _iban),
        blocking=False,
        source="ISO 13616",
        certainty="A",
    ),
)


def _mail(suffix: str) -> Check:
    def check(node: Node, head: Head) -> Places:
        mail = node.get(suffix)
        if mail is not None and (mail.count("@") != 1 or not _MAIL.fullmatch(mail)):
            yield from value_at(node, suffix)

    return check


_MAIL_WORDS = "Cette adresse mél n'est pas valable : un seul @, lettres, chiffres, point, - et _."


def _siret(node: Node, head: Head) -> Places:
    for firm in node.below("S21.G00.06"):
        for establishment in firm.below("S21.G00.11"):
            siret = f"{firm.get('001')}{establishment.get('001')}"
            if not check_siret(siret).ok:
                yield establishment.line_of("001"), siret


HEAD_CONTROLS = (
    Control("S20.G00.07.003", "CSL-00", ALL, _MAIL_WORDS, each("S20.G00.07", _mail("003"))),
    Control(
        "S21.G00.11.001",
        "siret-key",
        ALL,
        "La clé de ce SIRET (SIREN et NIC) n'est pas bonne. Vérifiez les deux numéros.",
        _siret,
        blocking=False,
        source="INSEE, clé de Luhn",
        certainty="A",
    ),
)
SENDER_CONTROLS = (
    Control("S10.G00.02.004", "CSL-00", ALL, _MAIL_WORDS, each("S10.G00.02", _mail("004"))),
)
