"""A change of parameters described in a file: what the law would be with it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from guichet.law.case_reading import iso_day
from guichet.law.dates import FIRST_DAY, LAST_DAY
from guichet.law.documents import MOST_DIGITS
from guichet.law.parameters import Parameter, ParameterFault, Parameters, UnknownParameter

_ENTRY_KEYS = frozenset({"name", "unit", "article", "date_key", "values"})
_VALUE_KEYS = frozenset({"from", "to", "value", "article", "source", "certainty"})
_COUNTED = frozenset({"days", "clear days", "weeks", "months", "years", "children", "flag"})
# What the law can be asked with: beyond, dates leave the calendar and columns their integers.
_MOST, _MOST_OTHERWISE, _MOST_DECIMALS = {"years": 100, "months": 1200}, 10**6, 6
_REACH = f", du {FIRST_DAY:%d/%m/%Y} au {LAST_DAY:%d/%m/%Y}"
_DESCRIBED = ("unit", "article", "date_key")


def read_changes(document: Any, known: Parameters) -> list[Parameter]:
    """The changed or new values of `document`, in the shape of the files of `law/data`.

    What a known parameter already says of itself (unit, article, date key) may be left out; so may
    `to` (no end), `source` and `certainty`. Raises ParameterFault naming the entry and what was
    expected.
    """
    entries = document.get("parameters") if isinstance(document, Mapping) else None
    if not isinstance(entries, list) or not entries:
        raise ParameterFault("la clé « parameters » et sa liste de paramètres sont attendues")
    return [
        value
        for rank, entry in enumerate(entries, start=1)
        for value in _entry(entry, f"parameters[{rank}]", known)
    ]


def with_changes(known: Parameters, changes: Iterable[Parameter]) -> Parameters:
    """The parameters where each change takes the place of what was in force on its days."""
    values = [value for name in known.names() for value in known.named(name)]
    for change in changes:
        values = [piece for value in values for piece in _outside(value, change)]
        values.append(change)
    return Parameters(values)


def _outside(value: Parameter, change: Parameter) -> list[Parameter]:
    """The parts of `value` that lie before and after the days of `change`."""
    if value.name != change.name:
        return [value]
    pieces = []
    if value.effective_from < change.effective_from:
        day_before = change.effective_from - timedelta(days=1)
        end = min(value.effective_to or day_before, day_before)
        pieces.append(_between(value, value.effective_from, end))
    last = change.effective_to
    if last is not None and (value.effective_to is None or value.effective_to > last):
        start = max(value.effective_from, last + timedelta(days=1))
        pieces.append(_between(value, start, value.effective_to))
    return pieces


def _between(value: Parameter, first: date, last: date | None) -> Parameter:
    return Parameter(**{**vars(value), "effective_from": first, "effective_to": last})


def _entry(entry: Any, where: str, known: Parameters) -> list[Parameter]:
    _only(entry, _ENTRY_KEYS, where)
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        raise ParameterFault(f"{where} : le nom du paramètre (« name ») est attendu")
    described = _described(name, entry, where, known)
    values = entry.get("values")
    if not isinstance(values, list) or not values:
        raise ParameterFault(f"{where} ({name}) : une liste de valeurs (« values ») est attendue")
    whole = _whole(name, described["unit"], known)
    found = [
        _value(name, described, value, f"{where}.values[{rank}] ({name})", whole=whole)
        for rank, value in enumerate(values, start=1)
    ]
    if len({value.effective_from for value in found}) < len(found):
        raise ParameterFault(f"{where} ({name}) : deux valeurs commencent le même jour")
    return found


def _described(
    name: str, entry: Mapping[str, Any], where: str, known: Parameters
) -> dict[str, str]:
    """Unit, article and date key: as given, else as the parameter already has them."""
    try:
        last = known.named(name)[-1]
    except UnknownParameter:
        missing = [key for key in _DESCRIBED if not isinstance(entry.get(key), str)]
        if missing:
            raise ParameterFault(
                f"{where} : « {name} » n'est pas un paramètre connu ; pour un nouveau, donnez aussi"
                f" {', '.join(missing)}"
            ) from None
        return {key: entry[key] for key in _DESCRIBED}
    if entry.get("unit", last.unit) != last.unit:
        raise ParameterFault(f"{where} : « {name} » est en « {last.unit} »")
    return {key: str(entry.get(key, getattr(last, key))) for key in _DESCRIBED}


def _value(
    name: str, described: dict[str, str], value: Any, where: str, *, whole: bool
) -> Parameter:
    _only(value, _VALUE_KEYS, where)
    first, last = _day(value.get("from")), _day(value.get("to"))
    if first is None:
        raise ParameterFault(f"{where} : « from » doit être une date AAAA-MM-JJ{_REACH}")
    if value.get("to") is not None and (last is None or last < first):
        raise ParameterFault(
            f"{where} : « to » doit être une date AAAA-MM-JJ qui ne précède pas « from »{_REACH}"
        )
    return Parameter(
        name=name,
        value=_amount(name, described["unit"], value.get("value"), where, whole=whole),
        unit=described["unit"],
        effective_from=first,
        effective_to=last,
        article=str(value.get("article", described["article"])),
        source=str(value.get("source", "hypothèse")),
        certainty=str(value.get("certainty", "U")),
        date_key=described["date_key"],
    )


def _amount(name: str, unit: str, given: Any, where: str, *, whole: bool) -> Decimal:
    """A value that the law can compute with: neither endless nor beyond reason."""
    number, most = _number(given), _MOST.get(unit, _MOST_OTHERWISE)
    if number is None or not 0 <= number <= most:
        raise ParameterFault(f"{where} : « value » doit être un nombre de 0 à {most}")
    if whole and number != int(number):
        raise ParameterFault(f"{where} : « value » doit être un nombre entier")
    if number != round(number, _MOST_DECIMALS):
        raise ParameterFault(f"{where} : « value » doit avoir {_MOST_DECIMALS} décimales au plus")
    if not number and "divisor" in name:
        raise ParameterFault(f"{where} : « value » est un diviseur, qui ne peut pas être zéro")
    return number


def _whole(name: str, unit: str, known: Parameters) -> bool:
    """Whether the law counts the parameter by whole numbers: a fraction would be cut unseen."""
    if unit not in _COUNTED:
        return False
    return name not in known.names() or all(
        one.value == int(one.value) for one in known.named(name)
    )


def _number(given: Any) -> Decimal | None:
    """A number, or one written as a text so that it stays exact."""
    if isinstance(given, bool) or not isinstance(given, int | Decimal | str):
        return None
    try:
        found = Decimal(given)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < MOST_DIGITS else None


def _day(given: Any) -> date | None:
    """A date within reach; JSON has none of its own: it is written as a text."""
    found = iso_day(given) if isinstance(given, str) else given
    return found if type(found) is date and FIRST_DAY <= found <= LAST_DAY else None


def _only(given: Any, keys: frozenset[str], where: str) -> None:
    if not isinstance(given, Mapping):
        raise ParameterFault(f"{where} : un ensemble de clés est attendu")
    unknown = sorted(set(map(str, given)) - keys)
    if unknown:
        raise ParameterFault(
            f"{where} : clé inconnue « {unknown[0]} » ; attendu : {', '.join(sorted(keys))}"
        )
