"""Short sentences on a family leave for the insured person, where they differ from sickness."""

from collections.abc import Callable

from guichet.law.explanation import Step
from guichet.law.wording import day_name, euros, number, percent, pick


def about_family(steps: tuple[Step, ...]) -> bool:
    """Whether the steps are those of a family leave: its pays are capped by the ceiling itself."""
    return any(step.key == "monthly_cap" and step.formula == "pmss" for step in steps)


def _affiliation(step: Step, lang: str) -> str | None:
    if not step.options:
        return None
    return pick(
        lang,
        f"Il faut aussi être affilié depuis {step.value} mois : cette durée reste à vérifier.",
        f"You must also have been affiliated for {step.value} months: this is still to be checked.",
    )


def _right(step: Step, lang: str) -> str:
    if step.value == "true":
        return pick(lang, "Vous avez droit aux indemnités.", "You are entitled to the allowances.")
    if step.value == "unknown":
        return pick(
            lang,
            "Votre droit reste à vérifier : il nous manque des salaires, des heures de travail ou"
            " la date de naissance.",
            "Your right is still to be checked: wages, hours of work or the date of birth are"
            " missing.",
        )
    if "affiliated_since" in step.inputs:
        return pick(
            lang,
            "Vous n'avez pas droit aux indemnités : votre affiliation est trop récente.",
            "You are not entitled to the allowances: your affiliation is too recent.",
        )
    return pick(
        lang,
        "Vous n'avez pas droit aux indemnités : vous n'avez pas assez travaillé ou cotisé avant"
        " votre congé.",
        "You are not entitled to the allowances: you had not worked or contributed enough before"
        " your leave.",
    )


def _base(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    if "capped_total" not in step.inputs:
        return pick(
            lang,
            f"Votre gain journalier de base est de {value}.",
            f"Your net daily base is {value}.",
        )
    total = euros(step.inputs["capped_total"], lang)
    divisor = number(step.parameters[0].value, lang)
    rate = percent(step.parameters[1].value, lang)
    return pick(
        lang,
        f"Le total, {total}, est diminué de {rate} % et divisé par {divisor} : votre gain"
        f" journalier de base est de {value}.",
        f"The total, {total}, less {rate}%, is divided by {divisor}: your net daily base is"
        f" {value}.",
    )


def _daily(step: Step, lang: str) -> str | None:
    if "right_open" in step.inputs:
        return None
    value = euros(step.value, lang)
    if step.parameters:
        return _share(step, value, lang)
    for name, french, english in (
        ("ij_daily_max", "au maximum prévu", "at its legal maximum"),
        ("ij_daily_min", "au minimum prévu", "at its legal minimum"),
    ):
        if step.value == step.inputs.get(name):
            return pick(
                lang,
                f"L'indemnité est {french} : {value} par jour avant prélèvements.",
                f"The allowance is {english}: {value} a day before deductions.",
            )
    return pick(
        lang,
        f"L'indemnité est égale à ce gain : {value} par jour avant prélèvements.",
        f"The allowance equals that base: {value} a day before deductions.",
    )


def _share(step: Step, value: str, lang: str) -> str:
    """A birth leave: what its first or its second month pays."""
    second = step.parameters[0].name == "birth_leave_rate_month_2"
    rate = percent(step.parameters[0].value, lang)
    return pick(
        lang,
        f"Le {'second' if second else 'premier'} mois, l'indemnité est égale à {rate} % de ce"
        f" gain : {value} par jour avant prélèvements.",
        f"In the {'second' if second else 'first'} month, the allowance is {rate}% of that base:"
        f" {value} a day before deductions.",
    )


def _length(step: Step, lang: str) -> str:
    return pick(
        lang,
        f"Ce congé est indemnisé pendant {step.value} jours au plus.",
        f"This leave is paid for {step.value} days at most.",
    )


def _late(step: Step, lang: str) -> str:
    more = _more(step.value, lang)
    return pick(
        lang,
        f"L'enfant est né après la date attendue : le congé dure {more}.",
        f"The child was born after the expected day: the leave is {more}.",
    )


def _early(step: Step, lang: str) -> str:
    more = _more(step.value, lang)
    return pick(
        lang,
        f"L'enfant est né très tôt et a été hospitalisé : le congé dure {more}.",
        f"The child was born very early and stayed in hospital: the leave is {more}.",
    )


def _more(days: str, lang: str) -> str:
    plural = "" if days == "1" else "s"
    return pick(lang, f"{days} jour{plural} de plus", f"{days} day{plural} longer")


def _days(step: Step, lang: str) -> str:
    days = int(step.value)
    if days == 0 and step.inputs.get("days_in_time") == "0":
        return pick(
            lang,
            "Aucun jour n'est payé : le congé commence après le délai pour le prendre.",
            "No day is paid: the leave begins after the time in which it may be taken.",
        )
    if days == 0:
        return pick(lang, "Aucun jour n'est payé.", "No day is paid.")
    first = day_name(step.inputs["leave_start"], lang)
    if days == 1:
        return pick(lang, f"Un jour est payé : le {first}.", f"One day is paid: {first}.")
    return pick(
        lang,
        f"{days} jours sont payés, à partir du {first}.",
        f"{days} days are paid, from {first}.",
    )


FAMILY_SHORT: dict[str, Callable[[Step, str], str | None]] = {
    "affiliation_months": _affiliation,
    "right_open": _right,
    "net_daily_base": _base,
    "ij_daily_gross": _daily,
    "second_month_daily": _daily,
    "late_birth_days": _late,
    "early_birth_days": _early,
    "max_days": _length,
    "paid_days": _days,
}
