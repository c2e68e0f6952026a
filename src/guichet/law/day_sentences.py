"""Short sentences for the insured person about the days and the rates of a sickness stop."""

from collections.abc import Callable

from guichet.law.explanation import Step
from guichet.law.wording import day_name, euros, number, percent, pick, unranked

# What is lost a day, of which several periods of part-time each have one.
PART_TIME_LOSS = "part_time_loss"
# What a prolongation keeps, in French and in English.
PROLONGED = (
    "Cet arrêt prolonge le précédent : le montant reste calculé comme pour l'arrêt initial.",
    "This stop prolongs the previous one: the amount is worked out as for the initial stop.",
)


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
    paid = pick(
        lang,
        "1 l'a été" if used == "1" else f"{used} l'ont été",
        "1 has been" if used == "1" else f"{used} have been",
    )
    return pick(
        lang,
        f"Sur trois ans, {most} jours au plus sont payés : {paid}, il en reste {left} au début de"
        " cet arrêt.",
        f"Over three years at most {most} days are paid: {paid}, {left}"
        f" {'is' if left == '1' else 'are'} left when this stop starts.",
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


def part_time_sentence(step: Step, lang: str) -> str:
    """The amount of a day of therapeutic part-time, with its dates where it has several periods."""
    value = euros(step.value, lang)
    (lost,) = (v for name, v in step.inputs.items() if unranked(name) == PART_TIME_LOSS)
    when = pick(lang, "En temps partiel", "On part-time")
    if "part_time_from" in step.inputs:
        first = day_name(step.inputs["part_time_from"], lang)
        last = day_name(step.inputs["part_time_to"], lang)
        when = pick(
            lang,
            f"En temps partiel, du {first} au {last}",
            f"On part-time, from {first} to {last}",
        )
    if step.value == lost:
        return pick(
            lang,
            f"{when}, l'indemnité est limitée au salaire perdu : {value} par jour.",
            f"{when}, the allowance is limited to the pay lost: {value} a day.",
        )
    return pick(
        lang,
        f"{when}, l'indemnité reste la même : {value} par jour.",
        f"{when}, the allowance stays the same: {value} a day.",
    )


def _reduced(step: Step, lang: str) -> str:
    value, rate = euros(step.value, lang), percent(step.parameters[0].value, lang)
    first = day_name(step.inputs["reduced_from"], lang)
    last = day_name(step.inputs["reduced_to"], lang)
    return pick(
        lang,
        f"Votre avis d'arrêt a de nouveau été envoyé en retard : du {first} au {last}, l'indemnité"
        f" est réduite de {rate} %, à {value} par jour.",
        f"Your notice was again sent late: from {first} to {last} the allowance is reduced by"
        f" {rate}%, to {value} a day.",
    )


def _sent_after_end(step: Step, lang: str) -> str:
    sent = day_name(step.inputs["notice_sent_on"], lang)
    return pick(
        lang,
        f"Votre avis d'arrêt a été envoyé le {sent}, après la fin de l'arrêt : il n'est pas payé.",
        f"Your notice was sent on {sent}, after the end of the stop: it is not paid.",
    )


def _retired(step: Step, lang: str) -> str:
    most, one = number(step.parameters[0].value, lang), step.value == "1"
    unpaid = pick(
        lang,
        "1 ne l'est pas" if one else f"{step.value} ne le sont pas",
        "1 is not" if one else f"{step.value} are not",
    )
    return pick(
        lang,
        f"Avec une retraite, {most} jours d'arrêt au plus sont payés en tout : {unpaid}.",
        f"With a pension, at most {most} days off work are paid in all: {unpaid}.",
    )


DAY_SHORT: dict[str, Callable[[Step, str], str | None]] = {
    "ij_daily_gross_from_day_31": _majorated,
    "period": _period,
    "ij_daily_gross_reduced": _reduced,
    "days_sent_after_end": _sent_after_end,
    "days_over_retired": _retired,
    "maternity_days": _maternity,
    "days_left_360": _left,
    "days_beyond_360": _beyond,
    "days_after_ald": _after_ald,
}
