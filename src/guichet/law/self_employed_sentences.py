"""Short sentences for a self-employed person, where they differ from those of an employee."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from guichet.law.explanation import Step
from guichet.law.family_sentences import FAMILY_SHORT
from guichet.law.wording import euros, percent, pick


def _right(step: Step, lang: str) -> str:
    months = step.inputs["affiliation_months"]
    if step.value == "true":
        return pick(
            lang,
            f"Vous êtes affilié depuis {months} mois au moins : votre droit est ouvert.",
            f"You have been affiliated for {months} months at least: your right is open.",
        )
    if step.value == "false":
        return pick(
            lang,
            f"Vous n'avez pas droit aux indemnités : il faut {months} mois d'affiliation.",
            f"You are not entitled to the allowances: {months} months of affiliation are needed.",
        )
    return pick(
        lang,
        f"Votre droit reste à vérifier : il faut {months} mois d'affiliation.",
        f"Your right is still to be checked: {months} months of affiliation are needed.",
    )


def _raam(step: Step, lang: str) -> str:
    turnover = euros(step.inputs["mean_turnover_3_years"], lang)
    reduction = percent(step.parameters[0].value, lang)
    value = euros(step.value, lang)
    return pick(
        lang,
        f"Votre chiffre d'affaires annuel moyen, {turnover}, est diminué de {reduction} % : votre"
        f" revenu moyen est de {value}.",
        f"Your mean yearly turnover, {turnover}, is reduced by {reduction}%: your mean income is"
        f" {value}.",
    )


def _retained(step: Step, lang: str) -> str:
    value, raam = euros(step.value, lang), step.inputs["raam"]
    if step.value == raam:
        return pick(
            lang,
            f"Nous partons de votre revenu annuel moyen des trois années précédentes : {value}.",
            f"We start from your mean yearly income of the three previous years: {value}.",
        )
    if Decimal(step.value) < Decimal(raam):
        return pick(
            lang,
            f"Votre revenu annuel moyen est retenu dans la limite de {value}.",
            f"Your mean yearly income counts up to {value}.",
        )
    return pick(
        lang,
        f"Votre revenu annuel moyen est relevé au minimum prévu : {value}.",
        f"Your mean yearly income is raised to the legal minimum: {value}.",
    )


def _daily(step: Step, lang: str) -> str | None:
    if "right_open" in step.inputs:
        return None
    value = euros(step.value, lang)
    if "minimum_raam" in step.inputs:
        minimum = euros(step.inputs["minimum_raam"], lang)
        return pick(
            lang,
            f"Votre revenu annuel moyen est inférieur à {minimum} : l'indemnité est nulle.",
            f"Your mean yearly income is below {minimum}: the allowance is nil.",
        )
    divisor = step.parameters[-1].value
    return pick(
        lang,
        f"Ce revenu est divisé par {divisor} : l'indemnité est de {value} par jour avant"
        " prélèvements.",
        f"That income is divided by {divisor}: the allowance is {value} a day before deductions.",
    )


def _flat(step: Step, lang: str) -> str | None:
    if "right_open" in step.inputs:
        return None
    value = euros(step.value, lang)
    if "ij_daily_gross_low_income" in step.inputs:
        threshold = euros(step.inputs["low_income_threshold"], lang)
        return pick(
            lang,
            f"Votre revenu annuel moyen est inférieur à {threshold} : l'indemnité est d'un dixième"
            f" du montant ordinaire, {value} par jour avant prélèvements.",
            f"Your mean yearly income is below {threshold}: the allowance is a tenth of the"
            f" ordinary amount, {value} a day before deductions.",
        )
    return pick(
        lang,
        f"L'indemnité est la même pour tous : {value} par jour avant prélèvements.",
        f"The allowance is the same for all: {value} a day before deductions.",
    )


def _rest(step: Step, lang: str) -> str | None:
    if "right_open" in step.inputs:
        return None
    value = euros(step.value, lang)
    return pick(
        lang,
        f"Une allocation de repos maternel de {value} s'ajoute, versée en deux fois.",
        f"A maternal rest allowance of {value} comes in addition, paid in two parts.",
    )


def _most(step: Step, lang: str) -> str:
    return pick(
        lang,
        f"Un même arrêt est indemnisé {step.value} jours au plus.",
        f"One stop is paid for {step.value} days at most.",
    )


_Writers = Mapping[str, Callable[[Step, str], str | None]]
_BOTH: _Writers = {"right_open": _right, "raam": _raam}
_STOP: _Writers = {
    **_BOTH,
    "raam_retained": _retained,
    "ij_daily_gross": _daily,
    "max_days": _most,
}
_LEAVE: _Writers = {
    **FAMILY_SHORT,
    **_BOTH,
    "ij_daily_gross": _flat,
    "maternal_rest_allowance": _rest,
}
# By the article that asks for an affiliation.
_OF_ARTICLE = {"CSS D.622-1": _STOP, "CSS D.623-8": _LEAVE}


def about_self_employed(steps: tuple[Step, ...]) -> _Writers:
    """The writers that differ from those of an employee's sickness; none in another benefit."""
    needed = next((step for step in steps if step.key == "affiliation_months"), None)
    return _OF_ARTICLE.get(needed.article, {}) if needed else {}
