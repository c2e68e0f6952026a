"""What is not possible in the facts of a family leave, refused in words by its key."""

from datetime import date, timedelta
from functools import lru_cache

from guichet.law.dates import LAST_DAY
from guichet.law.explanation import Refusal
from guichet.law.family import FamilyLeave
from guichet.law.family_lengths import BIRTH_LEAVE_CHILDREN
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import base_fault

MOST_CHILDREN = 20
# A child is not born alive earlier, nor later, than so many days from the expected one.
_MOST_EARLY, _MOST_LATE = 20 * 7, 4 * 7
_TEN_MONTHS = 300


@lru_cache(maxsize=64)
def first_day(parameters: Parameters) -> date:
    """The first day from which every parameter that a family leave needs is known."""
    ceiling = parameters.named("pmss")[0].effective_from
    # A leave of a month uses the ceiling of the month before.
    next_month = (ceiling + timedelta(days=31)).replace(day=1)
    names = ("flat_contribution_rate", "family_daily_min", "reference_divisor_three_months")
    return max(next_month, *(parameters.named(name)[0].effective_from for name in names))


def leave_fault(leave: FamilyLeave, parameters: Parameters) -> Refusal | None:
    """A date or a number of the leave that is not possible."""
    return _date_fault(leave, parameters) or _number_fault(leave)


def _date_fault(leave: FamilyLeave, parameters: Parameters) -> Refusal | None:
    start, known = leave.leave_start, first_day(parameters)
    if start < known:
        return Refusal(
            "leave_start",
            f"le {known:%d/%m/%Y} ou après",
            f"Les paramètres de la loi sont connus à partir du {known:%d/%m/%Y} ;"
            f" le congé commence le {start:%d/%m/%Y}.",
        )
    if leave.period_end is not None and leave.period_end < start:
        return Refusal(
            "period_end",
            f"le {start:%d/%m/%Y} ou après",
            f"La fin du congé ({leave.period_end:%d/%m/%Y}) précède son début ({start:%d/%m/%Y}).",
        )
    if leave.return_on is not None and leave.return_on <= start:
        return Refusal(
            "return_on", f"après le {start:%d/%m/%Y}", "La reprise ne suit aucun jour de congé."
        )
    for key, day in (("period_end", leave.period_end), ("return_on", leave.return_on)):
        if day is not None and day > LAST_DAY:
            return Refusal(key, f"avant {LAST_DAY.year + 1}", "La date est trop lointaine.")
    return _birth_fault(leave)


def _birth_fault(leave: FamilyLeave) -> Refusal | None:
    """A date far from the leave is a mistake of writing, never a fact of it."""
    for key, day in (
        ("child_birth", leave.birth),
        ("death_date", leave.death),
        ("birth_expected", leave.expected),
    ):
        if day is not None and abs((leave.leave_start - day).days) > 2 * 366:
            return Refusal(
                key,
                "une date proche du congé",
                f"La date du {day:%d/%m/%Y} est à plus de deux ans du congé.",
            )
    born, expected = leave.birth, leave.expected
    pregnant = leave.benefit == "maternite" and expected
    if pregnant and abs((leave.leave_start - pregnant).days) > _TEN_MONTHS:
        return Refusal(
            "birth_expected",
            "à moins de dix mois du congé",
            f"Un congé du {leave.leave_start:%d/%m/%Y} n'est pas d'une naissance attendue le"
            f" {pregnant:%d/%m/%Y}.",
        )
    if born and expected and not -_MOST_EARLY <= (born - expected).days <= _MOST_LATE:
        return Refusal(
            "birth_expected",
            f"de {_MOST_LATE // 7} semaines avant la naissance à {_MOST_EARLY // 7} semaines après",
            f"Une naissance du {born:%d/%m/%Y} n'était pas attendue le {expected:%d/%m/%Y}.",
        )
    return None


def _number_fault(leave: FamilyLeave) -> Refusal | None:
    if refusal := base_fault(leave.sjb_given_cents):
        return refusal
    counts = (
        ("dependent_children", leave.children or 0, 0, MOST_CHILDREN),
        ("children_born", leave.newborns, 1, MOST_CHILDREN),
        ("paid_days", leave.asked_days or 0, 0, 366),
    )
    for key, value, least, most in counts:
        if not least <= value <= most:
            return Refusal(
                key, f"entre {least} et {most}", f"Le nombre donné ({value}) n'est pas possible."
            )
    return None


def benefit_fault(leave: FamilyLeave, parameters: Parameters, options: Options) -> Refusal | None:
    if refusal := _hospital_fault(leave):
        return refusal
    if leave.benefit == "naissance":
        return _birth_leave_fault(leave, parameters, options)
    if leave.benefit == "deuil_enfant":
        first = parameters.named("bereavement_days")[0].effective_from
        event = leave.death or leave.leave_start
        if event < first:
            return Refusal(
                "death_date" if leave.death else "leave_start",
                f"le {first:%d/%m/%Y} ou après",
                "Le congé de deuil d'un enfant est indemnisé pour les décès survenus depuis le"
                f" {first:%d/%m/%Y}.",
            )
    if leave.benefit == "maternite" and leave.return_on:
        return _too_short(leave, leave.return_on, parameters)
    return None


def _hospital_fault(leave: FamilyLeave) -> Refusal | None:
    """Weeks put off until the child is out of hospital are not told from a late beginning.

    Nor are the days more that a father has by it.
    """
    if not leave.child_hospitalised:
        return None
    if leave.benefit != "maternite":
        return Refusal(
            "child_hospitalised",
            "un congé de maternité",
            "Les jours de plus que donne l'hôpital de l'enfant ne sont calculés que pour la"
            " maternité.",
        )
    for key, day in (("child_birth", leave.birth), ("birth_expected", leave.expected)):
        if day is None:
            return Refusal(
                key, "une date", "L'enfant est à l'hôpital : les jours de plus dépendent d'elle."
            )
    if leave.birth is None or leave.leave_start <= leave.birth:
        return None
    return Refusal(
        "child_hospitalised",
        "un congé qui commence le jour de la naissance ou avant",
        "Le report du congé tant que l'enfant est à l'hôpital (L.331-5) n'est pas calculé.",
    )


def _birth_leave_fault(
    leave: FamilyLeave, parameters: Parameters, options: Options
) -> Refusal | None:
    first = parameters.named("birth_leave_months")[0].effective_from
    if leave.leave_start < first:
        return Refusal(
            "leave_start",
            f"le {first:%d/%m/%Y} ou après",
            f"Le congé supplémentaire de naissance n'existe que depuis le {first:%d/%m/%Y}.",
        )
    if leave.born_since(BIRTH_LEAVE_CHILDREN) is False:
        return Refusal(
            "child_birth",
            f"le {BIRTH_LEAVE_CHILDREN:%d/%m/%Y} ou après",
            "Le congé supplémentaire de naissance est ouvert pour les enfants nés, adoptés ou"
            f" attendus à partir du {BIRTH_LEAVE_CHILDREN:%d/%m/%Y}.",
        )
    if options.birth_leave_rate == "refused":
        return Refusal(
            "benefit",
            "une autre allocation",
            "Les taux du congé supplémentaire de naissance sont annoncés : le décret n'a pas été"
            " lu.",
        )
    return None


def _too_short(leave: FamilyLeave, back: date, parameters: Parameters) -> Refusal | None:
    """No allowance below eight weeks off, six of them after the birth (L.331-3)."""
    weeks = int(parameters.on("maternity_weeks_least", leave.leave_start).value)
    least = leave.leave_start + timedelta(weeks=weeks)
    if leave.birth:
        after = int(parameters.on("maternity_weeks_least_after_birth", leave.leave_start).value)
        least = max(least, leave.birth + timedelta(weeks=after))
    if back >= least:
        return None
    return Refusal(
        "return_on",
        f"le {least:%d/%m/%Y} ou après",
        f"Le congé de maternité dure au moins {weeks} semaines, dont six après la naissance : la"
        f" reprise du {back:%d/%m/%Y} ne le permet pas.",
    )
