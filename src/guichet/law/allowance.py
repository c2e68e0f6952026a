"""What a benefit brings to `guichet law daily-allowance`: its keys, its reading and its kernel."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from guichet.law.case_reading import CaseFault, Reader
from guichet.law.explanation import Refusal, Step
from guichet.law.options import Options

Answer = TypeVar("Answer")
Told = tuple[dict[str, Any], list[Step]]


@dataclass(frozen=True, eq=False)
class Allowance:
    """One benefit, or several with the same rules; `facts` and `answers` are of its own types.

    `keys`: the keys of the contract that change its answer. `pending`: those that would change it
    and are not covered yet, refused in words. Any other key of the contract has no effect on it.
    `read`: a case's input to its facts, one for each end asked about. `evaluate`: all facts in one
    batch, each to an answer or a refusal, in order. `result`: the keys of the contract of one
    answer, in the order of the computation, None where a key does not apply. `steps`: its
    explanation. `by_end`: the keys of results and steps that depend on the end of the stop.
    """

    keys: frozenset[str]
    read: Callable[[Reader], Sequence[Any]]
    evaluate: Callable[[list[Any], Options], Sequence[Any]]
    result: Callable[[Any], dict[str, Any]]
    steps: Callable[[Any], Iterable[Step]]
    by_end: frozenset[str]
    pending: frozenset[str] = frozenset()
    bounds: Callable[[Reader, Options], Told] | None = None

    def facts(self, reader: Reader) -> Sequence[Any]:
        """The facts of a case, refused in words when a key is not covered yet."""
        for key in sorted(self.pending & set(reader.data)):
            if _given(reader.data[key]):
                not_yet(key, "la clé laissée de côté", f"La clé « {key} »")
        return self.read(reader)

    def told(self, reader: Reader, answers: Sequence[Any], explained: bool = True) -> Told:
        """The result and, where asked, the steps of a case."""
        result = self.results(reader, answers)
        return result, self.explained(reader, answers) if explained else []

    def results(self, reader: Reader, answers: Sequence[Any]) -> dict[str, Any]:
        """The result of a case; several ends make lists of what depends on them."""
        many = reader.has("stop_ends")
        each = [self.result(one) for one in answers]
        if not many:
            return {key: value for key, value in each[0].items() if value is not None}
        result: dict[str, Any] = {}
        for key, value in each[0].items():
            listed = [one[key] for one in each]
            if any(one is not None for one in listed):
                apart = key in self.by_end or any(one != value for one in listed)
                result[key] = listed if apart else value
        return result

    def explained(self, reader: Reader, answers: Sequence[Any]) -> list[Step]:
        """The steps of a case, those that depend on the end once for each."""
        explained = [list(self.steps(one)) for one in answers]
        steps = self._without_effect(reader)
        steps += [step for step in explained[0] if step.key not in self.by_end]
        for one in explained:
            steps += [step for step in one if step.key in self.by_end]
        return steps

    def _without_effect(self, reader: Reader) -> list[Step]:
        """The step that names the keys given for nothing, if there are any."""
        given = [key for key, value in reader.data.items() if _given(value)]
        useless = sorted(key for key in given if key not in self.keys | self.pending)
        if not useless:
            return []
        return [Step("without_effect", ", ".join(useless), "no_effect", {}, "")]


def _given(value: Any) -> bool:
    """Whether a key says something: 0 does, as a number or as a text; false does not."""
    return value is not None and value is not False


def not_yet(key: str, expected: str, what: str) -> NoReturn:
    """Refuse a case that the law here does not cover yet."""
    raise CaseFault(key, expected, f"{what} n'est pas encore couverte par ce programme.")


def told_of(found: Any, result: Callable[[Any], dict[str, Any]], keys: Sequence[str]) -> Told:
    """Some keys of one answer, and the steps that lead to them; its refusal is that of the case."""
    found = answered(found)
    told = result(found)
    named = {
        key for step in found.explanation if step.key in keys for key in (step.key, *step.inputs)
    }
    steps = [step for step in found.explanation if step.key in named]
    return {key: told[key] for key in keys if told[key] is not None}, steps


def answered(found: Answer | Refusal) -> Answer:
    """The answer to the only fact of a case; its refusal is that of the case."""
    if isinstance(found, Refusal):
        raise CaseFault(found.key, found.expected, found.message)
    return found


def first_refusal(found: Iterable[Any]) -> Refusal | None:
    """The first refusal among answers, if any."""
    return next((one for one in found if isinstance(one, Refusal)), None)
