"""Short sentences on a work injury for the insured person, where they differ from sickness."""

from collections.abc import Callable, Mapping

from guichet.law.day_sentences import PROLONGED
from guichet.law.explanation import Step
from guichet.law.wording import day_name, euros, percent, pick

Writer = Callable[[Step, str], str | None]
_LINKS = {
    "prolongation": PROLONGED,
    "interrupted": (
        "Vous aviez repris le travail : nous partons des salaires d'avant ce nouvel arrêt, sans"
        " descendre sous l'indemnité du premier.",
        "You had gone back to work: we start from the wages before this new stop, never going"
        " below the allowance of the first one.",
    ),
    "relapse": (
        "C'est une rechute : nous partons des salaires d'avant ce nouvel arrêt, sans descendre"
        " sous l'indemnité du premier.",
        "This is a relapse: we start from the wages before this new stop, never going below the"
        " allowance of the first one.",
    ),
}


def about_injury(steps: tuple[Step, ...]) -> bool:
    """Whether the steps are those of a work injury: its amounts never exceed the net wage."""
    return any(step.key == "net_daily_wage_cap" for step in steps)


def injury_short(general: Mapping[str, Writer]) -> dict[str, Writer]:
    """The writers of a work injury, over those of every benefit."""

    def base(step: Step, lang: str) -> str | None:
        if step.value != step.inputs["sjb_cap"]:
            return general["sjb"](step, lang)
        value = euros(step.value, lang)
        return pick(
            lang,
            f"Votre salaire journalier de base est au maximum prévu : {value}.",
            f"Your daily base wage is at its legal maximum: {value}.",
        )

    def days(step: Step, lang: str) -> str | None:
        said = general["paid_days"](step, lang)
        if "employer_days" not in step.inputs:
            return said
        employer = pick(
            lang,
            "Le jour de l'accident est payé par l'employeur.",
            "The day of the accident is paid by the employer.",
        )
        return f"{employer} {said}"

    return {**_SHORT, "sjb": base, "paid_days": days}


def _link(step: Step, lang: str) -> str:
    sentence = pick(lang, *_LINKS[step.value])
    if "first_stop_wage" not in step.inputs:
        return sentence
    return sentence + pick(
        lang,
        " Le salaire d'avant le premier arrêt n'est pas connu : le montant peut augmenter.",
        " The wage before the first stop is not known: the amount may rise.",
    )


def _recognised(step: Step, lang: str) -> str:
    day = day_name(step.value, lang)
    return pick(
        lang,
        f"Votre maladie est reconnue professionnelle depuis le {day} : ce qui a été payé comme"
        " maladie depuis le premier jour est à compléter.",
        f"Your disease was recognised as occupational on {day}: what was paid as sickness from the"
        " first day is to be topped up.",
    )


def _first_rate(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    if step.value == step.inputs.get("first_stop_ij_daily_gross_1_28"):
        return pick(
            lang,
            f"Pendant les 28 premiers jours, l'indemnité est celle du premier arrêt : {value} par"
            " jour avant prélèvements.",
            f"For the first 28 days, the allowance is that of the first stop: {value} a day before"
            " deductions.",
        )
    rate = percent(step.parameters[0].value, lang)
    return pick(
        lang,
        f"Pendant les 28 premiers jours, l'indemnité est de {rate} % de ce salaire : {value}"
        " par jour avant prélèvements.",
        f"For the first 28 days, the allowance is {rate}% of that wage: {value} a day before"
        " deductions.",
    )


def _second_rate(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    if step.value == step.inputs["net_daily_wage_cap"] != step.inputs["ij_uncapped_80"]:
        return pick(
            lang,
            f"À partir du 29e jour, elle est limitée à votre salaire net : {value} par jour.",
            f"From the 29th day, it is limited to your net wage: {value} a day.",
        )
    return pick(
        lang,
        f"À partir du 29e jour, elle est de {value} par jour.",
        f"From the 29th day, it is {value} a day.",
    )


def _part_time(step: Step, lang: str) -> str:
    value = euros(step.value, lang)
    return pick(
        lang,
        "Pendant le travail aménagé ou à temps partiel, elle ne dépasse pas le salaire perdu :"
        f" {value} par jour.",
        f"During adapted or part-time work, it does not exceed the pay lost: {value} a day.",
    )


def _asked(step: Step, lang: str) -> str | None:
    if "day" not in step.inputs:
        return None  # told rate by rate
    day, value = day_name(step.inputs["day"], lang), euros(step.value, lang)
    return pick(lang, f"Le {day}, elle est de {value}.", f"On {day}, it is {value}.")


_SHORT: dict[str, Writer] = {
    "injury_link": _link,
    "recognised_on": _recognised,
    "ij_daily_gross_1_28": _first_rate,
    "ij_daily_gross_29": _second_rate,
    "part_time_loss": _part_time,
    "ij_daily_gross": _asked,
}
