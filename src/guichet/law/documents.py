"""Reading of YAML, JSON and CSV texts: numbers become decimals from their text, never floats."""

import csv
import io
import json
import re
from collections.abc import Hashable
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

_NUMBER = re.compile(r"[-+]?(\d[\d_]*)?(\.\d*)?([eE][-+]?\d+)?\Z")
_WHOLE = re.compile(r"[-+]?\d+\Z")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
MOST_DIGITS = 30
MOST_LEVELS = 100


class Unreadable(Exception):
    """The text is not what its format says; the message is for a person."""


class _Loader(yaml.CSafeLoader):
    """Safe YAML without floats, sexagesimal numbers or repeated keys.

    What looks like a number or a date and is none stays a text: it is refused where it is read, by
    the key of its case, and hides no other case.
    """

    def exact_number(self, node: yaml.ScalarNode) -> Decimal | str:
        text = str(self.construct_scalar(node))
        return _decimal(text.replace("_", "")) if _NUMBER.match(text) else text

    def whole_number(self, node: yaml.ScalarNode) -> int | str:
        text = str(self.construct_scalar(node))
        plain = text.replace("_", "")
        return _whole(plain) if _WHOLE.match(plain) else text

    def day_or_instant(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return str(self.construct_scalar(node))

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
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.day_or_instant)
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.unique_mapping)


def parse_yaml(text: str) -> Any:
    """The document in `text`: mappings, lists, str, int, bool, None, date and Decimal only."""
    try:
        _check_depth(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader, stricter than SafeLoader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark
        place = f"ligne {where.line + 1}, " if where else ""
        raise Unreadable(f"{place}YAML illisible ({error.problem})") from error
    except yaml.YAMLError as error:
        raise Unreadable("YAML illisible (caractère interdit)") from error
    except RecursionError as error:
        raise Unreadable("YAML illisible (trop de niveaux imbriqués)") from error
    except (AttributeError, KeyError, ValueError) as error:  # of a value with an explicit tag
        raise Unreadable("YAML illisible (une valeur n'est pas du type annoncé)") from error


def _check_depth(text: str) -> None:
    """Refuse what is nested so deep that libyaml would overflow the stack and end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_LEVELS:
            raise Unreadable("YAML illisible (trop de niveaux imbriqués)")


def parse_json(text: str) -> Any:
    """The JSON document in `text`, numbers as int or Decimal, repeated keys refused.

    A number out of measure stays a text, as in `parse_yaml`.
    """
    try:
        found = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=str,
            object_pairs_hook=_unique_pairs,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"ligne {error.lineno}, JSON illisible ({error.msg})") from error
    except RecursionError as error:
        raise Unreadable("JSON illisible (trop de niveaux imbriqués)") from error
    _check_characters(text, found)
    return found


def _check_characters(text: str, document: Any) -> None:
    """Refuse half of a character, which only an escape can write and which no text can hold."""
    if not _HALF.search(text):
        return
    try:
        json.dumps(document, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("JSON illisible (un caractère n'est écrit qu'à moitié)") from error


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
    titles = [name for name in names if name]
    if len(set(titles)) != len(titles):
        raise Unreadable("ligne 1, deux colonnes portent le même titre")
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(names):
            raise Unreadable(f"ligne {line}, {len(cells)} cellules au lieu de {len(names)}")
        row = {n: c.strip() for n, c in zip(names, cells, strict=True) if c.strip()}
        if "" in row:
            raise Unreadable(f"ligne {line}, « {row[''][:MOST_DIGITS]} » est sans titre de colonne")
        rows.append(row)
    return rows


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise Unreadable(f"clé « {key} » donnée deux fois")
        result[key] = value
    return result


def _decimal(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS else text


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= MOST_DIGITS else text


def _at(node: yaml.Node, problem: str) -> str:
    return f"ligne {node.start_mark.line + 1}, {problem}"
