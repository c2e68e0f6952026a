"""Short sentences for the insured person about the days and the rates of a sickness stop."""

from collections.abc import Callable

from guichet.law.explanation import Step
from guichet.law.wording import day_name, euros, number, pick


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


def _maternity(step: Step, lang: str) -> str:
    last = day_name(step.inputs["leave_end"], lang)
    return pick(
        lang,
        f"Jours payés au titre de la maternité et non de la maladie : {step.value}, le congé"
        f" finit le {last}.",
        f"Days paid as maternity and not as sickness: {step.value}; the leave ends on {last}.",
    )


def _left(step: Step, lang: str) -> str | None:
    left, used = step.value, step.inputs["days_used"]
    if used == "0":
        return None
    most = number(step.parameters[0].value, lang)
    return pick(
        lang,
        f"Sur trois ans, {most} jours au plus sont payés : {used} l'ont été, il en reste {left} au"
        " début de cet arrêt.",
        f"Over three years at most {most} days are paid: {used} have been, {left} are left when"
        " this stop starts.",
    )


def _beyond(step: Step, lang: str) -> str:
    return pick(
        lang,
        f"Jours non payés parce que ce nombre est atteint : {step.value}.",
        f"Days not paid because that number is reached: {step.value}.",
    )


def _after_ald(step: Step, lang: str) -> str:
    last = day_name(step.inputs["ald_until"], lang)
    return pick(
        lang,
        f"L'affection de longue durée est indemnisée trois ans, jusqu'au {last}.",
        f"The long-term illness is paid for three years, until {last}.",
    )


DAY_SHORT: dict[str, Callable[[Step, str], str | None]] = {
    "ij_daily_gross_from_day_31": _majorated,
    "period": _period,
    "maternity_days": _maternity,
    "days_left_360": _left,
    "days_beyond_360": _beyond,
    "days_after_ald": _after_ald,
}
