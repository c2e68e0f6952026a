"""What a computation tells about itself: ordered steps, the same in plain words, or a refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from guichet.law.options import OptionNote
from guichet.law.parameters import Parameters


@dataclass(frozen=True)
class ParameterUse:
    """A dated parameter as it was used."""

    name: str
    value: str
    in_force_from: str
    source: str


@dataclass(frozen=True)
class Step:
    """One step: a named value, the formula that gave it, and all that went into it.

    Values are texts: amounts with two decimals, dates ISO 8601, numbers as they are. `formula` is
    written with the names of the inputs and of the parameters.
    """

    key: str
    value: str
    formula: str
    inputs: Mapping[str, str]
    article: str
    parameters: tuple[ParameterUse, ...] = ()
    options: tuple[OptionNote, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The step as plain data, in the shape of the public contract."""
        data: dict[str, Any] = {
            "key": self.key,
            "value": self.value,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "article": self.article,
            "parameters": [dict(vars(p)) for p in self.parameters],
        }
        if self.options:
            data["options"] = [dict(vars(o)) for o in self.options]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Step":
        """The step that `to_dict` described."""
        return cls(
            key=data["key"],
            value=data["value"],
            formula=data["formula"],
            inputs=dict(data["inputs"]),
            article=data["article"],
            parameters=tuple(ParameterUse(**p) for p in data["parameters"]),
            options=tuple(OptionNote(**o) for o in data.get("options", ())),
        )


@dataclass(frozen=True)
class Refusal:
    """Why no answer is given: the key at fault, what was expected, and a plain sentence."""

    key: str
    expected: str
    message: str


@lru_cache(maxsize=4096)
def use(parameters: Parameters, name: str, day: date) -> ParameterUse:
    """The parameter `name` as it stands on `day`."""
    found = parameters.on(name, day)
    return ParameterUse(
        found.name, str(found.value), found.effective_from.isoformat(), found.source
    )


def render_short(steps: Iterable[Step], lang: str = "fr") -> list[str]:
    """Plain sentences for the insured person, in French or in English."""
    from guichet.law.sentences import short_sentences

    return short_sentences(tuple(steps), lang)


def render_full(steps: Iterable[Step], lang: str = "fr") -> list[str]:
    """One complete sentence a step for an agent: value, formula, inputs, article, parameters."""
    from guichet.law.wording import full_sentence

    return [full_sentence(step, lang) for step in steps]
