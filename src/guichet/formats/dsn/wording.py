"""The sentence of a declared control, made of its own premise and requirement."""

import re
from functools import cache

from guichet.formats.dsn.norm import TABLED, load

MOST_CODES = 8
_REF = re.compile(r"@?(?:(?:[0-9]{2}|contract)\.)?[0-9]{3}")
_COMPARE = re.compile(r"(\S+) (<=|>=|<>|<|>|=|same) (\S+)")
_QUANTITY = re.compile(r"(some|no) ([0-9]{2})(?: of (\w+))?(?: with (.+))?")
# Eight digits are a day, three a rubric.
_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}|[0-9]|[0-9]{5}")
_WORDS = {
    "month.first": "le premier jour du mois déclaré",
    "month.last": "le dernier jour du mois déclaré",
    "next.last": "le dernier jour du mois qui suit le mois déclaré",
    "month.year": "l'année du mois déclaré",
    "year.first": "le premier jour de l'année du mois déclaré",
    "prior.first": "le premier jour de l'année d'avant",
    "file": "la date du fichier",
    "siret": "le SIRET de l'établissement",
    "siren": "le SIREN de l'entreprise",
}
_MONTHS = {"01": "janvier"}
# In a premise, and in a requirement.
_SIGNS = {
    "<=": ("ne dépasse pas", "ne doit pas dépasser"),
    ">=": ("n'est pas avant", "ne doit pas être avant"),
    "<": ("est avant", "doit être avant"),
    ">": ("est après", "doit être après"),
    "=": ("est", "doit être"),
    "<>": ("n'est pas", "ne peut pas être"),
    "same": ("est", "doit être"),
}
_AMOUNTS = {
    ">=": ("n'est pas moins que", "ne doit pas être moins que"),
    "<": ("est moins que", "doit être moins que"),
    ">": ("dépasse", "doit dépasser"),
}
_ABOUT = {
    "present": ("est donnée", "est obligatoire"),
    "absent": ("n'est pas donnée", "est interdite"),
    "in": ("vaut {}", "doit valoir {}"),
    "not in": ("ne vaut pas {}", "ne peut pas valoir {}"),
    "other than": ("ne vaut pas {}", "ne peut pas valoir {}"),
    "starts": ("commence par {}", "doit commencer par {}"),
    "holds siren": ("", "doit porter le SIREN de l'entreprise de la 2e à la 10e position"),
    "known nir": ("", "doit être celui d'un salarié de la déclaration"),
}
# In a premise, in a requirement, and denied.
_SHAPES = {
    "provident": ("est un organisme de prévoyance", "doit être un organisme de prévoyance", ""),
    "provident_or_dgfip": ("est un organisme de prévoyance ou la DGFIP", "", ""),
    "zeros": ("", "", "ne peut pas n'avoir que des zéros"),
    "made_up": ("", "", "ne peut pas être fictif (1 ou 2, puis douze 9)"),
    "nines": ("", "", "ne peut pas finir par plus de cinq 9"),
    "overseas": ("", "", "ne commence pas par 98"),
    "convention_c": ("", "doit avoir la forme Cxxx", "n'a pas la forme Cxxx"),
}


_DECLARED = (("est", "doit être"), ("n'est pas", "ne peut pas être"))
_SPECIAL = ("more", "age", "place", "sum", "product", "first")
_BETWEEN = ("several", "agrees", "follows", "nir", "period", "affiliated")


@cache
def _labels() -> tuple[dict[str, str], dict[str, str]]:
    """Labels of rubrics and of blocks, the newest norm's first."""
    rubrics: dict[str, str] = {}
    blocks: dict[str, str] = {}
    for phase in TABLED:
        norm = load(phase)
        rubrics |= {rubric.id: rubric.label for rubric in norm.rubrics.values()}
        blocks |= {block.id: block.label for block in norm.blocks.values()}
    return rubrics, blocks


def sentence(when: str, require: str, block: str, *, only: bool) -> str:
    """What is asked, when, and the mend, for a payroll clerk."""
    asked = _joined(require, block, asked=True)
    premise = _joined(_premise(when, require), block, asked=False)
    if only:
        words = f"{asked}, si et seulement si {premise}"
    elif premise:
        words = f"quand {premise}, {asked}"
    else:
        words = asked
    return f"{words[0].upper()}{words[1:]}. {_mend(require)}"


def _premise(when: str, require: str) -> str:
    """Without what goes without saying: that the rubric spoken of is there."""
    parts = when.split(" and ") if " or " not in when else [when]
    spoken = require.split(" ")
    kept = [part for part in parts if part.removesuffix(" present") not in spoken]
    return " and ".join(kept)


def _mend(require: str) -> str:
    if require.endswith(" present"):
        return "Ajoutez ce qui manque, ou corrigez la valeur qui le demande."
    if require.endswith(" absent"):
        return "Retirez la ligne, ou corrigez la valeur qui l'interdit."
    if require.startswith("some"):
        return "Ajoutez le bloc, ou corrigez la valeur qui le demande."
    if require.startswith("no "):
        return "Corrigez l'un des deux blocs."
    return "Corrigez celle des valeurs qui est fausse."


def _joined(text: str, block: str, *, asked: bool) -> str:
    if not text:
        return ""
    ways = (
        " et ".join(_one(part, block, asked) for part in way.split(" and "))
        for way in text.split(" or ")
    )
    return " ou ".join(ways)


def _one(text: str, block: str, asked: bool) -> str:
    if found := _QUANTITY.fullmatch(text):
        return _quantity(found, block, asked)
    if found := _COMPARE.fullmatch(text):
        left, sign, right = found.groups()
        signs = _SIGNS | (_AMOUNTS if _AMOUNT.fullmatch(right) else {})
        return f"{_name(left, block)} {signs[sign][asked]} {_operand(right, block)}"
    first, *rest = text.split(" ")
    if first in _BETWEEN:
        return _between(first, rest, block)
    if first in _SPECIAL:
        return _special(first, rest, block)
    if first in ("declared", "main"):
        return _of_declaration(first, rest, block, asked)
    return f"{_name(first, block)} {_about(rest, asked)}"


def _about(rest: list[str], asked: bool) -> str:
    words = " ".join(rest[:2])
    for key, said in _ABOUT.items():
        if words == key or words.startswith(f"{key} "):
            listed = rest[len(key.split(" ")) :]
            return said[asked].format(_codes([_WORDS.get(code, code) for code in listed]))
    if rest[-2:-1] == ["as"]:
        how = _DECLARED[rest[0] == "not"][asked]
        return f"{how} l'une des valeurs de {_name(rest[-1], '')} des salariés"
    if words == "found in":
        tail, _, suffix = rest[2].partition("/")[2].partition(".")
        return f"doit être l'une des valeurs de {_name(f'{tail}.{suffix}', '')}"
    denied = rest[0] == "not"
    return _SHAPES[rest[-1]][2 if denied else asked]


def _special(first: str, rest: list[str], block: str) -> str:
    if first == "more":
        alone = " et ".join(_name(suffix, block) for suffix in rest[1:])
        return f"le bloc ne peut pas donner seulement {alone}"
    if first == "age":
        return f"{_name(rest[0], block)} doit être celle d'une personne de 0 à 119 ans"
    if first == "place":
        where, born = (_name(suffix, block) for suffix in rest)
        return f"le département de {where} doit avoir existé à {born}"
    if first == "sum":
        return f"{_name(rest[1], block)} doit être la somme des {_name(rest[0], block)}"
    if first == "product":
        said, base, rate = (_name(suffix, block) for suffix in rest)
        return f"{said} doit être, à un euro près, {base} multiplié par {rate}"
    names = " et ".join(_name(suffix.rstrip("?"), block) for suffix in rest[3:])
    return f"deux blocs ne peuvent pas avoir les mêmes valeurs de {names}"


def _of_declaration(first: str, rest: list[str], block: str, asked: bool) -> str:
    if first == "main":
        how = "est" if rest[1] == "in" else "n'est pas"
        return f"le mois déclaré {how} {_codes([_MONTHS.get(rest[-1], rest[-1])])}"
    has = "doit avoir" if asked else "a"
    return f"un salarié {has} {_codes(rest[2:])} en {_name(rest[0], block)}"


def _between(first: str, rest: list[str], block: str) -> str:
    """What is said of a block among others."""
    if first == "several":
        return f"il y a plusieurs valeurs de {_name(rest[0], block)}"
    if first == "agrees":
        key, *names = (_name(suffix, block) for suffix in rest[1:])
        return f"pour un même {key}, {' et '.join(names)} doivent être les mêmes partout"
    if first == "follows":
        start, end = (_name(suffix, block) for suffix in rest[1:])
        return f"{start} doit être le lendemain de {end} de la période d'avant, sans trou"
    if first == "nir":
        number, born = (_name(suffix, block) for suffix in rest)
        return f"l'année de naissance dans {number} doit être celle de {born}"
    if first == "period":
        return (
            f"{_name(rest[0], block)} ne peut pas être après la période qui suit la dernière finie"
        )
    return f"{_name(rest[0], block)} doit être d'un contrat que ce versement paie"


def _quantity(found: re.Match[str], block: str, asked: bool) -> str:
    some, tail, _, said = found.groups()
    kind = _block(tail, block)
    words = f"bloc {kind} ({_labels()[1][kind]})"
    if said:
        words += " où " + " et ".join(_inner(part, kind, block) for part in said.split(" & "))
    if some == "some":
        return f"il faut un {words}" if asked else f"il y a un {words}"
    return f"il ne peut pas y avoir de {words}" if asked else f"il n'y a pas de {words}"


def _inner(part: str, kind: str, block: str) -> str:
    """What is asked of the other block; @NNN is a rubric of the block judged."""
    found = re.fullmatch(r"(\S+) (=|same|<>) @(\S+)", part)
    if found is None:
        return _one(part, kind, False)
    one, other = _name(found[1], kind), _name(found[3], block)
    if found[2] != "<>" and one == other:
        return f"{one} est la même"
    return f"{one} {_SIGNS[found[2]][False]} {other}"


def _block(tail: str, near: str) -> str:
    """The full name of a block, from its end; one of the same family first."""
    known = _labels()[1]
    for family in (near[:7], "S21.G00", "S20.G00", "S10.G00", "S89.G00"):
        if f"{family}.{tail}" in known:
            return f"{family}.{tail}"
    raise ValueError(f"no block ends in {tail}")


def _name(ref: str, block: str) -> str:
    called = re.fullmatch(r"(year|month)\((.+)\)", ref)
    if called:
        kind = "l'année" if called[1] == "year" else "le mois"
        return f"{kind} de {_name(called[2], block)}"
    ref = ref.removeprefix("@")
    place, _, suffix = ref.rpartition(".")
    if place == "contract":
        place = "40"
    held = _block(place, block) if place else block
    rubric = f"{held}.{suffix}"
    return f"« {_labels()[0].get(rubric, rubric)} » ({held[8:]}.{suffix})"


def _operand(right: str, block: str) -> str:
    if right in _WORDS:
        return _WORDS[right]
    if found := re.fullmatch(r"(.+)-([0-9]+)", right):
        return f"{_name(found[1], block)} moins {found[2]} jours"
    if re.fullmatch(r"[0-9]{8}", right):
        return f"le {right[:2]}/{right[2:4]}/{right[4:]}"
    if _REF.fullmatch(right) or "(" in right:
        return _name(right, block)
    return right


def _codes(codes: list[str]) -> str:
    if not codes:
        return ""
    shown = [code.replace("..", " à ") for code in codes[:MOST_CODES]]
    if len(codes) > MOST_CODES:
        return ", ".join(shown) + "…"
    return " ou ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
