"""Controls of the person and of the contacts: NIR, birth, names, e-mail, contract number."""

import re
from datetime import date
from decimal import Decimal

from guichet.formats.dsn.controls import ALL, Check, Control, Places, value_at
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.stop_controls import STOPS
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of, siret_holds
from guichet.formats.identifiers import check_bic, check_iban

_MAIL = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9._-]+")
_CONTRACT = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ@/._ -]*")
_NAME_EDGES = re.compile(r"^[- ]|[-' ]$")
_DOUBLED = re.compile(r"  |''|--")
# One double hyphen is allowed in a family name; "M" alone may begin a true name.
_DOUBLED_IN_FAMILY = re.compile(r"  |''|---|--.*--")
_TITLES = re.compile(r"^(M\.|MR\b|MME\b|MLLE\b|(MONSIEUR|MADAME|MADEMOISELLE) )", re.IGNORECASE)
_EUROS = re.compile(r"-?[0-9]+\.[0-9]{2}")
_OLDEST = 120
NIR_LENGTH = 13
# Departments of birth that are not of all times.
_CHANGED = ("2A", "2B", "20", "96")
LARGE_PAY = 30_000
_SHORTEST_LARGE = len("30000.01")


def _birth_year(person: Node) -> int | None:
    text = person.get("006")
    return int(text[4:]) if text and len(text) == 8 and text[4:].isdecimal() else None


def _made_up(person: Node) -> bool:
    return person.get("001") in ("1" + "9" * 12, "2" + "9" * 12)


def _nir_place(person: Node, head: Head) -> Places:
    nir = person.get("001") or ""
    department = nir[5:7]
    if department not in _CHANGED or len(nir) != NIR_LENGTH:
        return ()
    year = _birth_year(person)
    if year is None:
        return ()
    corsica_too_early = department in ("2A", "2B") and year < 1976
    if (
        corsica_too_early
        or (department == "20" and year >= 1976)
        or (department == "96" and year >= 1968)
    ):
        return value_at(person, "001")
    return ()


def _nir_not_made_up(person: Node, head: Head) -> Places:
    return value_at(person, "001") if _made_up(person) else ()


def _nir_nines(person: Node, head: Head) -> Places:
    if (person.get("001") or "").endswith("999999") and not _made_up(person):
        return value_at(person, "001")
    return ()


def _nir_year(person: Node, head: Head) -> Places:
    nir, year = person.get("001"), _birth_year(person)
    if not nir or year is None or len(nir) != NIR_LENGTH or _made_up(person):
        return ()
    if nir[1:3].isdecimal() and int(nir[1:3]) != year % 100:
        return value_at(person, "006")
    return ()


def _age(person: Node, head: Head) -> Places:
    return value_at(person, "006") if _impossible_birth(person, head) else ()


def _impossible_birth(person: Node, head: Head) -> bool:
    year = _birth_year(person)
    if not year or head.file_date is None:
        return False
    born = day_of(person.get("006")) or date(year, 1, 1)
    return born > head.file_date or head.file_date.year - year >= _OLDEST


def _ntt_needed(person: Node, head: Head) -> Places:
    if person.get("001") is None and person.get("020") is None:
        return value_at(person, "020")
    return ()


def _ntt_form(person: Node, head: Head) -> Places:
    ntt = person.get("020")
    if ntt is None or " " in ntt or not head.siren:
        return
    if ntt[:1] not in ("1", "2") or ntt[1:10] != head.siren:
        yield from value_at(person, "020")


def _ntt_space(person: Node, head: Head) -> Places:
    if " " in (person.get("020") or ""):
        yield from value_at(person, "020")


def _name(suffix: str, doubled: re.Pattern[str]) -> Control:
    def check(person: Node, head: Head) -> Places:
        name = person.get(suffix)
        if name and (_NAME_EDGES.search(name) or doubled.search(name) or _TITLES.match(name)):
            return value_at(person, suffix)
        return ()

    return Control(
        f"S21.G00.30.{suffix}",
        "CSL-00",
        ALL,
        "Ce nom ou prénom commence ou finit par un séparateur, en a deux de suite, ou porte une "
        "civilité. Écrivez le nom seul.",
        check,
        sees=(suffix,),
    )


def _contract_after_birth(contract: Node, head: Head) -> Places:
    person = contract.parent
    start, born = day_of(contract.get("001")), day_of(person.get("006") if person else None)
    if person and start and born and start <= born and not _impossible_birth(person, head):
        return value_at(contract, "001")
    return ()


def _contract_number(contract: Node, head: Head) -> Places:
    if not _CONTRACT.fullmatch(contract.get("009") or ""):
        yield from value_at(contract, "009")


def _contract_number_once(person: Node, head: Head) -> Places:
    """The establishment is the declaration's own (S21.G00.11): there is one."""
    seen: set[str] = set()
    for contract in person.below("S21.G00.40"):
        number = contract.get("009")
        if number in seen:
            yield from value_at(contract, "009")
        elif number:
            seen.add(number)


def _iban(stop: Node, head: Head) -> Places:
    iban = stop.get("007")
    if iban and not check_iban(iban).ok:
        yield stop.line_of("007"), ""


def _whole(siret: str) -> bool:
    """Its length is judged with the values."""
    return len(siret) == 14 and siret.isdecimal()


def _bic(stop: Node, head: Head) -> Places:
    bic = stop.get("008")
    if bic and not check_bic(bic).ok:
        yield from value_at(stop, "008")


def _centralising_siret(stop: Node, head: Head) -> Places:
    siret = stop.get("600")
    if siret and _whole(siret) and not siret_holds(siret):
        yield from value_at(stop, "600")


def _pay_period(pay: Node, head: Head) -> Places:
    first, last = day_of(pay.get("001")), day_of(pay.get("002"))
    if first and last and last < first:
        yield from value_at(pay, "002")


def _mail(suffix: str) -> Check:
    def check(node: Node, head: Head) -> Places:
        mail = node.get(suffix)
        if mail is not None and (mail.count("@") != 1 or not _MAIL.fullmatch(mail)):
            yield from value_at(node, suffix)

    return check


_MAIL_WORDS = "Cette adresse mél n'est pas valable : un seul @, lettres, chiffres, point, - et _."


def _large_pay(pay: Node, head: Head) -> Places:
    amount = pay.get("013") or ""
    if not _SHORTEST_LARGE <= len(amount) < 16 or pay.get("011") not in ("001", "003"):
        return ()
    if _EUROS.fullmatch(amount) and Decimal(amount) > LARGE_PAY:
        return value_at(pay, "013")
    return ()


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
        sees=("001", "020"),
    ),
    Control(
        "S21.G00.30.020",
        "CCH-13",
        ALL,
        "Le numéro technique temporaire est 1 ou 2, puis le SIREN de l'entreprise, puis un "
        "numéro à vous.",
        _ntt_form,
        sees=("020",),
    ),
    Control(
        "S21.G00.30.020",
        "CSL-00",
        ALL,
        "Le numéro technique temporaire ne contient pas d'espace.",
        _ntt_space,
        sees=("020",),
    ),
    _name("002", _DOUBLED_IN_FAMILY),
    _name("003", _DOUBLED_IN_FAMILY),
    _name("004", _DOUBLED),
    Control("S21.G00.30.018", "CSL-00", ALL, _MAIL_WORDS, _mail("018"), sees=("018",)),
    Control(
        "S21.G00.40.001",
        "CCH-15",
        ALL,
        "Le contrat commence avant la naissance du salarié. Vérifiez les deux dates.",
        _contract_after_birth,
    ),
    Control(
        "S21.G00.40.009",
        "CSL-00",
        ALL,
        "Le numéro de contrat n'a que des lettres, des chiffres et - . @ / _ ou l'espace.",
        _contract_number,
        sees=("009",),
    ),
    Control(
        "S21.G00.40.009",
        "CCH-12",
        ALL,
        "Ce numéro de contrat est donné deux fois pour ce salarié. Chaque contrat a le sien.",
        _contract_number_once,
        on="S21.G00.30",
    ),
    Control(
        "S21.G00.60.007",
        "iban-key",
        STOPS,
        "La clé de cet IBAN n'est pas bonne : un paiement serait rejeté. Vérifiez-le.",
        _iban,
        blocking=False,
        source="ISO 13616",
    ),
    Control(
        "S21.G00.60.008",
        "bic-form",
        STOPS,
        "Ce BIC n'a pas la forme attendue (8 ou 11 caractères, par exemple BDFEFRPPCCT). "
        "Vérifiez-le.",
        _bic,
        blocking=False,
        source="ISO 9362",
    ),
    Control(
        "S21.G00.60.600",
        "siret-key",
        STOPS,
        "La clé de ce SIRET n'est pas bonne. Vérifiez-le.",
        _centralising_siret,
        blocking=False,
        source="INSEE, clé de Luhn",
    ),
    Control(
        "S21.G00.51.002",
        "period-order",
        frozenset({"01", "07", "09"}),
        "La période de paie finit avant de commencer : cette paie ne peut pas être reprise. "
        "Vérifiez les deux dates.",
        _pay_period,
        blocking=False,
        # From P25 on, the norm's own S21.G00.51.002/CCH-11 refuses it.
        until="P24",
        sees=("001", "002"),
        source="this reader: the pay of such a period is not kept",
    ),
    Control(
        "S21.G00.51.013",
        "large-pay",
        frozenset({"01", "07", "09"}),
        "Ce salaire dépasse 30 000 € pour une période de paie : est-ce le bon montant ? Un agent "
        "vérifiera avant de payer.",
        _large_pay,
        blocking=False,
        source="this reader: a person looks at such a pay",
    ),
)


def _siret(place: Node, head: Head) -> Places:
    siret = f"{head.siren}{place.get('001')}"
    if _whole(siret) and not siret_holds(siret):
        yield place.line_of("001"), siret


def _sender_siret(sender: Node, head: Head) -> Places:
    siret = f"{sender.get('001')}{sender.get('002')}"
    if _whole(siret) and not siret_holds(siret):
        yield sender.line_of("002"), siret


_SIRET_WORDS = "La clé de ce SIRET (SIREN et NIC) n'est pas bonne. Vérifiez les deux numéros."
HEAD_CONTROLS = (
    Control("S20.G00.07.003", "CSL-00", ALL, _MAIL_WORDS, _mail("003")),
    Control(
        "S21.G00.11.001",
        "siret-key",
        ALL,
        _SIRET_WORDS,
        _siret,
        blocking=False,
        source="INSEE, clé de Luhn",
    ),
)
SENDER_CONTROLS = (
    Control("S10.G00.02.004", "CSL-00", ALL, _MAIL_WORDS, _mail("004")),
    Control(
        "S10.G00.01.002",
        "siret-key",
        ALL,
        _SIRET_WORDS,
        _sender_siret,
        blocking=False,
        source="INSEE, clé de Luhn",
    ),
)
