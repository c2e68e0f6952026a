"""The derogations of the covid epidemic, from 2020 to 2023, by kind and first day of the stop.

In January 2023 it is the day of the prescription that counts, for a positive test only.

Where one is in force the stop bears no waiting day, no condition opens its right and its days are
not among those of the rolling counter. The amount is the ordinary one. The suspension of the
waiting days of every sickness stop, from 24 March to 10 July 2020, is in `carence_days`.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from guichet.law.case_reading import Reader
from guichet.law.covid_words import KINDS
from guichet.law.explanation import Step, use
from guichet.law.parameters import Parameters, load
from guichet.law.sickness import SicknessStop
from guichet.law.stop_days import Covid
from guichet.law.wording import pick

BY_ISSUE = "positive_test"


class Derogation(NamedTuple):
    """The parameter that decides for a stop, whose date it is asked for, and that date."""

    name: str
    key: str
    day: date


def read_covid(reader: Reader, start: date) -> Covid | None:
    """The reason of a stop that the epidemic gives, and whether its derogation is in force."""
    if not reader.has("covid") or reader.data["covid"] is False:
        return None
    kind = reader.choice("covid", KINDS)
    decides = _derogation(kind, start, reader.day("issued_on") or start, load())
    return Covid(kind, bool(load().on(decides.name, decides.day).value))


def _derogation(kind: str, start: date, issued: date, parameters: Parameters) -> Derogation:
    """The day of the prescription decides once the derogation of the first day has ended."""
    name = f"covid_{kind}"
    if kind == BY_ISSUE and parameters.on(name, start).effective_to is None:
        return Derogation(f"{name}_issued", "issued_on", issued)
    return Derogation(name, "stop_start", start)


def covid_steps(covid: Covid, stop: SicknessStop, parameters: Parameters) -> Iterator[Step]:
    """Whether the derogation is in force for the stop, and the right that it then opens."""
    name, key, day = _derogation(covid.kind, stop.stop_start, stop.prescribed_on, parameters)
    found = parameters.on(name, day)
    value = "true" if covid.in_force else "false"
    inputs = {"covid": covid.kind, key: day.isoformat()}
    uses = (use(parameters, name, day),)
    yield Step("covid_derogation", value, name, inputs, found.article, uses)
    if covid.in_force:
        yield Step(
            "right_open", "true", "covid_derogation", {"covid_derogation": value}, found.article
        )


def covid_sentence(step: Step, lang: str) -> str:
    """What the derogation changes, for the insured person."""
    if step.value == "false":
        issued = "issued_on" in step.inputs
        words = ("prescrit", "prescribed") if issued else ("qui commence", "that began")
        return pick(
            lang,
            "Les règles de l'épidémie de covid-19 ne valaient pas pour un arrêt de ce motif"
            f" {words[0]} ce jour-là : les règles ordinaires s'appliquent.",
            "The rules of the covid epidemic did not hold for a stop of this reason"
            f" {words[1]} on that day: the ordinary rules apply.",
        )
    return pick(
        lang,
        "Les règles de l'épidémie de covid-19 s'appliquent : ni carence, ni condition d'ouverture"
        " du droit, et ces jours ne comptent pas dans les 360 jours sur trois ans.",
        "The rules of the covid epidemic apply: no waiting day, no condition to open the right, and"
        " these days do not count in the 360 days over three years.",
    )
