"""Reading of YAML, JSON and CSV texts: numbers become decimals from their text, never floats."""

import csv
import io
import json
import re
from collections.abc import Hashable
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import yaml

_NUMBER = re.compile(r"[-+]?(\d[\d_]*)?(\.\d*)?([eE][-+]?\d+)?\Z")
_WHOLE = re.compile(r"[-+]?\d+\Z")


class Unreadable(Exception):
    """The text is not what its format says; the message is for a person."""


class _Loader(yaml.CSafeLoader):
    """Safe YAML without floats, sexagesimal numbers or repeated keys."""

    def exact_number(self, node: yaml.ScalarNode) -> Decimal:
        text = str(self.construct_scalar(node))
        if not _NUMBER.match(text):
            raise Unreadable(_at(node, f"nombre illisible « {text} »"))
        return _decimal(text.replace("_", ""))

    def whole_number(self, node: yaml.ScalarNode) -> int:
        text = str(self.construct_scalar(node)).replace("_", "")
        if not _WHOLE.match(text):
            raise Unreadable(_at(node, f"nombre entier illisible « {text} »"))
        return _whole(text)

    def unique_mapping(self, node: yaml.MappingNode) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise Unreadable(_at(key_node, "une clé doit être un mot"))
            if key in seen:
                raise Unreadable(_at(key_node, f"clé « {key} » donnée deux fois"))
            seen.add(key)
        return self.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.exact_number)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.whole_number)
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.unique_mapping)


def parse_yaml(text: str) -> Any:
    """The document in `text`: mappings, lists, str, int, bool, None, date and Decimal only."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader, stricter than SafeLoader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark
        place = f"ligne {where.line + 1}, " if where else ""
        raise Unreadable(f"{place}YAML illisible ({error.problem})") from error
    except yaml.YAMLError as error:
        raise Unreadable("YAML illisible (caractère interdit)") from error
    except RecursionError as error:
        raise Unreadable("YAML illisible (trop de niveaux imbriqués)") from error
    except ValueError as error:
        raise Unreadable("YAML illisible (une date ou un nombre n'existe pas)") from error


def parse_json(text: str) -> Any:
    """The JSON document in `text`, numbers as int or Decimal, repeated keys refused."""
    try:
        return json.loads(
            text,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_no_constant,
            object_pairs_hook=_unique_pairs,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"ligne {error.lineno}, JSON illisible ({error.msg})") from error
    except RecursionError as error:
        raise Unreadable("JSON illisible (trop de niveaux imbriqués)") from error


def parse_csv(text: str) -> list[dict[str, str]]:
    """Rows of a CSV text with a header line; comma or semicolon, empty cells left out."""
    header = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Unreadable(f"ligne {reader.line_num}, CSV illisible ({error})") from error
    if not lines:
        raise Unreadable("CSV vide : une ligne de titres de colonnes est attendue")
    names = [name.strip() for name in lines[0][1]]
    if len(set(names)) != len(names):
        raise Unreadable("ligne 1, deux colonnes portent le même titre")
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(names):
            raise Unreadable(f"ligne {line}, {len(cells)} cellules au lieu de {len(names)}")
        rows.append({n: c.strip() for n, c in zip(names, cells, strict=True) if c.strip()})
    return rows


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise Unreadable(f"clé « {key} » donnée deux fois")
        result[key] = value
    return result


def _no_constant(text: str) -> NoReturn:
    raise Unreadable(f"« {text} » n'est pas un nombre")


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Unreadable(f"nombre illisible « {text} »") from error
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise Unreadable(f"nombre hors de mesure « {text[:40]} »")
    return number


def _whole(text: str) -> int:
    if len(text) > 30:
        raise Unreadable(f"nombre hors de mesure « {text[:40]}… »")
    return int(text)


def _at(node: yaml.Node, problem: str) -> str:
    return f"ligne {node.start_mark.line + 1}, {problem}"
