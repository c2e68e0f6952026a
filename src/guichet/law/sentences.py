"""Short sentences for the insured person, French and English: one writer a kind of step."""

from collections.abc import Callable, Mapping

from guichet.law.covid import covid_sentence
from guichet.law.day_sentences import DAY_SHORT, PART_TIME_LOSS, PROLONGED, part_time_sentence
from guichet.law.explanation import Step
from guichet.law.family_sentences import FAMILY_SHORT, about_family
from guichet.law.injury_sentences import about_injury, injury_short
from guichet.law.self_employed_sentences import about_self_employed
from guichet.law.wording import day_name, euros, month_name, number, percent, pick, shown, unranked

# What may cap the wage of a month.
CAPS = ("monthly_cap", "pay_cap", "pmss")


def short_sentences(steps: tuple[Step, ...], lang: str) -> list[str]:
    """The sentences for the insured person; steps that say nothing to them are silent."""
    found = []
    own: Mapping[str, Callable[[Step, str], str | None]]
    if about_family(steps):
        own = FAMILY_SHORT
    elif about_injury(steps):
        own = injury_short(_SHORT)
    else:
        own = about_self_employed(steps)
    writers = {**_SHORT, **own}
    for step in steps:
        write = writers.get(unranked(step.key))
        sentence = write(step, lang) if write else None
        if sentence:
            found.append(sentence)
    return found


def _short_kind(step: Step, lang: str) -> str:
    if step.value == "initial":
        return pick(
            lang,
            "Vous avez repris le travail plus de 48 heures : c'est un nouvel arrêt, avec sa"
            " propre carence.",
            "You had been back at work for more than 48 hours: this is a new stop, with its own"
            " waiting days.",
        )
    return pick(lang, *PROLONGED)


def _short_right(step: Step, lang: str) -> str:
    if step.value == "true":
        return pick(lang, "Vous avez droit aux indemnités.", "You are entitled to the allowances.")
    if step.value == "false":
        return pick(
            lang,
            "Vous n'avez pas droit aux indemnités : vous n'avez pas assez travaillé ou cotisé"
            " avant votre arrêt.",
            "You are not entitled to the allowances: you had not worked or contributed enough"
            " before your stop.",
        )
    return pick(
        lang,
        "Votre droit reste à vérifier : il nous manque des salaires ou des heures de travail.",
        "Your right is still to be checked: some wages or hours of work are missing.",
    )


def _short_beyond(step: Step, lang: str) -> str:
    first = day_name(step.inputs["first_day_beyond"], lang)
    if step.value == "true":
        return pick(
            lang,
            f"Votre droit continue après six mois d'arrêt, à partir du {first}.",
            f"Your right goes on after six months of stop, from {first}.",
        )
    if step.value == "false":
        return pick(
            lang,
            f"À partir du {first}, après six mois d'arrêt, vous n'avez pas droit aux indemnités :"
            " il faut une année d'affiliation, et assez de travail ou de cotisations pendant cette"
            " année.",
            f"From {first}, after six months of stop, you are not entitled to the allowances: a"
            " year of affiliation is needed, with enough work or contributions in that year.",
        )
    return pick(
        lang,
        f"Après six mois d'arrêt, à partir du {first}, votre droit reste à vérifier : il nous"
        " manque des salaires ou des heures de travail de l'année précédente.",
        f"After six months of stop, from {first}, your right is still to be checked: some wages or"
        " hours of work of the year before are missing.",
    )


def _short_months(step: Step, lang: str) -> str:
    months = shown(step.key, step.value, lang)
    of_months = f"d'{months}" if months[:1] in "aoAO" else f"de {months}"  # août, avril, octobre
    one = "," not in step.value
    return pick(
        lang,
        f"Nous partons de {'votre salaire' if one else 'vos salaires'} {of_months}.",
        f"We start from your {'wage' if one else 'wages'} of {months}.",
    )


def _short_wage(step: Step, lang: str) -> str | None:
    inputs = step.inputs
    if "month" not in inputs:
        return None  # the total says enough of weekly pays
    wage = inputs.get("gross", inputs.get("reestablished", ""))
    month = month_name(inputs["month"], lang)
    retained = euros(step.value, lang)
    if wage != step.value:
        cap = euros(next(inputs[name] for name in inputs if name in CAPS), lang)
        return pick(
            lang,
            f"Pour {month}, votre salaire est retenu dans la limite de {cap}.",
            f"For {month}, your wage counts up to {cap}.",
        )
    if "reestablished" in inputs:
        return pick(
            lang,
            f"Pour {month}, le salaire d'un mois complet est retenu : {retained}.",
            f"For {month}, the wage of a full month counts: {retained}.",
        )
    return pick(lang, f"Pour {month} : {retained}.", f"For {month}: {retained}.")


def _short_base(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    if "capped_total" not in step.inputs:
        return pick(
            lang,
            f"Votre salaire journalier de base est de {value}.",
            f"Your daily base wage is {value}.",
        )
    total = euros(step.inputs["capped_total"], lang)
    divisor = number(step.parameters[0].value, lang)
    return pick(
        lang,
        f"Le total, {total}, est divisé par {divisor} : votre salaire"
        f" journalier de base est de {value}.",
        f"The total, {total}, is divided by {divisor}: your daily base wage is {value}.",
    )


def _short_daily(step: Step, lang: str) -> str | None:
    if {"right_open", "right_open_beyond"} & set(step.inputs):
        return None
    if any(unranked(name) == PART_TIME_LOSS for name in step.inputs):
        return part_time_sentence(step, lang)
    value = euros(step.value, lang)
    if step.value == step.inputs["ij_daily_max"]:
        return pick(
            lang,
            f"L'indemnité est au maximum prévu : {value} par jour avant prélèvements.",
            f"The allowance is at its legal maximum: {value} a day before deductions.",
        )
    rate = percent(step.parameters[0].value, lang)
    return pick(
        lang,
        f"L'indemnité est égale à {rate} % de ce salaire : {value} par jour avant prélèvements.",
        f"The allowance is {rate}% of that wage: {value} a day before deductions.",
    )


def _short_carence(step: Step, lang: str) -> str:
    days = int(step.value)
    if days == 0:
        return pick(lang, "Il n'y a pas de jour de carence.", "There is no waiting day.")
    if days == 1:
        return pick(
            lang,
            "Le premier jour n'est pas payé (carence).",
            "The first day is not paid (waiting day).",
        )
    return pick(
        lang,
        f"Les {days} premiers jours ne sont pas payés (carence).",
        f"The first {days} days are not paid (waiting days).",
    )


def _short_days(step: Step, lang: str) -> str:
    days = int(step.value)
    if days == 0:
        return pick(lang, "Aucun jour n'est payé.", "No day is paid.")
    first = day_name(step.inputs["first_paid_day"], lang)
    last = day_name(step.inputs.get("last_paid_day", step.inputs["stop_end"]), lang)
    if days == 1:
        return pick(lang, f"Un jour est payé : le {first}.", f"One day is paid: {first}.")
    return pick(
        lang,
        f"{days} jours sont payés, du {first} au {last}.",
        f"{days} days are paid, from {first} to {last}.",
    )


def _short_total(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    return pick(lang, f"Total avant prélèvements : {value}.", f"Total before deductions: {value}.")


def _short_net(step: Step, lang: str) -> str:
    inputs: Mapping[str, str] = step.inputs
    csg, crds = euros(inputs["csg"], lang), euros(inputs["crds"], lang)
    value = euros(step.value, lang)
    return pick(
        lang,
        f"Après la CSG ({csg}) et la CRDS ({crds}) : {value}.",
        f"After CSG ({csg}) and CRDS ({crds}): {value}.",
    )


_SHORT: dict[str, Callable[[Step, str], str | None]] = {
    **DAY_SHORT,
    "covid_derogation": covid_sentence,
    "kind": _short_kind,
    "right_open": _short_right,
    "right_open_beyond": _short_beyond,
    "reference_months": _short_months,
    "retained_wage": _short_wage,
    "sjb": _short_base,
    "ij_daily_full_time": _short_daily,
    "ij_daily_gross": _short_daily,
    "carence_days": _short_carence,
    "paid_days": _short_days,
    "ij_total_gross": _short_total,
    "ij_total_after_csg_crds": _short_net,
}
