"""The derogations of the covid epidemic, from 2020 to 2023, by kind and first day of the stop.

Where one is in force the stop bears no waiting day, no condition opens its right and its days are
not among those of the rolling counter. The amount is the ordinary one. The suspension of the
waiting days of every sickness stop, from 24 March to 10 July 2020, is in `carence_days`.
"""

from collections.abc import Iterator
from datetime import date

from guichet.law.case_reading import Reader
from guichet.law.covid_words import KINDS
from guichet.law.explanation import Step, use
from guichet.law.parameters import Parameters, load
from guichet.law.stop_days import Covid
from guichet.law.wording import pick


def read_covid(reader: Reader, start: date) -> Covid | None:
    """The reason of a stop that the epidemic gives, and whether its derogation is in force."""
    if reader.data.get("covid") in (None, False):
        return None
    kind = reader.choice("covid", KINDS)
    return Covid(kind, bool(load().on(parameter(kind), start).value))


def parameter(kind: str) -> str:
    """The parameter that says whether the derogation of a kind is in force."""
    return f"covid_{kind}"


def covid_steps(covid: Covid, start: date, parameters: Parameters) -> Iterator[Step]:
    """Whether the derogation is in force on the first day, and the right that it then opens."""
    name = parameter(covid.kind)
    found = parameters.on(name, start)
    value = "true" if covid.in_force else "false"
    inputs = {"covid": covid.kind, "stop_start": start.isoformat()}
    uses = (use(parameters, name, start),)
    yield Step("covid_derogation", value, name, inputs, found.article, uses)
    if covid.in_force:
        yield Step(
            "right_open", "true", "covid_derogation", {"covid_derogation": value}, found.article
        )


def covid_sentence(step: Step, lang: str) -> str:
    """What the derogation changes, for the insured person."""
    if step.value == "false":
        return pick(
            lang,
            "Les règles de l'épidémie de covid-19 ne valaient pas pour un arrêt de ce motif qui"
            " commence ce jour-là : les règles ordinaires s'appliquent.",
            "The rules of the covid epidemic did not hold for a stop of this reason that began on"
            " that day: the ordinary rules apply.",
        )
    return pick(
        lang,
        "Les règles de l'épidémie de covid-19 s'appliquent : ni carence, ni condition d'ouverture"
        " du droit, et ces jours ne comptent pas dans les 360 jours sur trois ans.",
        "The rules of the covid epidemic apply: no waiting day, no condition to open the right, and"
        " these days do not count in the 360 days over three years.",
    )
