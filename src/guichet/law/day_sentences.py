"""Short sentences for the insured person about the days and the rates of a sickness stop."""

from collections.abc import Callable

from guichet.law.explanation import Step
from guichet.law.wording import day_name, euros, pick


def _majorated(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    return pick(
        lang,
        f"Avec trois enfants à charge, à partir du 31e jour d'arrêt : {value} par jour.",
        f"With three dependent children, from day 31 of the stop: {value} a day.",
    )


def _period(step: Step, lang: str) -> str:
    first = day_name(step.inputs["first_day"], lang)
    last = day_name(step.inputs["last_day"], lang)
    value = euros(step.value, lang)
    if first == last:
        return pick(lang, f"Pour le {first} : {value}.", f"For {first}: {value}.")
    return pick(lang, f"Du {first} au {last} : {value}.", f"From {first} to {last}: {value}.")


DAY_SHORT: dict[str, Callable[[Step, str], str | None]] = {
    "ij_daily_gross_from_day_31": _majorated,
    "period": _period,
}
