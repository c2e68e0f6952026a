"""The words of the family leaves, French and English: names of values, short sentences."""

from collections.abc import Mapping

# name: (French, English)
FAMILY_NAMES: dict[str, tuple[str, str]] = {
    "adoption_weeks": ("semaines du congé d'adoption", "weeks of the adoption leave"),
    "adoption_weeks_several": (
        "semaines du congé d'adoption de plusieurs enfants",
        "weeks of the leave for adopting several children",
    ),
    "adoption_weeks_third_child": (
        "semaines du congé d'adoption d'un troisième enfant",
        "weeks of the leave for adopting a third child",
    ),
    "affiliated": ("mois d'affiliation", "months of affiliation"),
    "affiliated_since": ("affiliation depuis le", "affiliated since"),
    "affiliation_months": ("mois d'affiliation exigés", "months of affiliation required"),
    "asked_days": ("jours demandés", "days asked for"),
    "assessed_on": ("jour où le droit est apprécié", "day on which the right is judged"),
    "bereavement_days": ("jours du congé de deuil", "days of the bereavement leave"),
    "birth_expected": ("naissance attendue le", "birth expected on"),
    "birth_leave_months": (
        "mois du congé supplémentaire de naissance",
        "months of the supplementary birth leave",
    ),
    "birth_leave_rate_month_1": ("taux du premier mois", "rate of the first month"),
    "birth_leave_rate_month_2": ("taux du second mois", "rate of the second month"),
    "ceiling_day": ("jour du plafond retenu", "day of the ceiling used"),
    "child_birth": ("naissance ou arrivée de l'enfant", "birth or arrival of the child"),
    "child_hospitalised": ("enfant à l'hôpital", "child in hospital"),
    "children_born": ("enfants nés ou adoptés", "children born or adopted"),
    "death_date": ("jour du décès", "day of the death"),
    "days_in_time": ("jours dans le délai", "days within the time"),
    "dependent_children": ("enfants déjà à charge", "children already in charge"),
    "early_birth_days": (
        "jours entre la naissance et le début prévu du congé",
        "days between the birth and the planned start of the leave",
    ),
    "family_daily_min": ("minimum journalier", "daily minimum"),
    "first_month_days": ("jours du premier mois", "days of the first month"),
    "flat_contribution_rate": ("taux forfaitaire de cotisations", "flat rate of contributions"),
    "ij_daily_min": ("minimum de l'indemnité journalière", "minimum daily allowance"),
    "late_birth_days": (
        "jours entre la date attendue et la naissance",
        "days between the expected day and the birth",
    ),
    "leave_limit": ("fin de la durée possible", "end of the possible length"),
    "leave_start": ("premier jour du congé", "first day of the leave"),
    "maternity_weeks": ("semaines du congé de maternité", "weeks of the maternity leave"),
    "maternity_weeks_before_birth": (
        "semaines du congé avant la naissance attendue",
        "weeks of the leave before the expected birth",
    ),
    "maternity_weeks_before_birth_third_child": (
        "semaines du congé avant la naissance attendue d'un troisième enfant",
        "weeks of the leave before the expected birth of a third child",
    ),
    "maternity_weeks_before_birth_triplets": (
        "semaines du congé avant la naissance attendue de triplés",
        "weeks of the leave before the expected birth of triplets",
    ),
    "maternity_weeks_before_birth_twins": (
        "semaines du congé avant la naissance attendue de jumeaux",
        "weeks of the leave before the expected birth of twins",
    ),
    "maternity_weeks_third_child": (
        "semaines du congé de maternité d'un troisième enfant",
        "weeks of the maternity leave of a third child",
    ),
    "maternity_weeks_triplets": (
        "semaines du congé de maternité de triplés",
        "weeks of the maternity leave of triplets",
    ),
    "maternity_weeks_twins": (
        "semaines du congé de maternité de jumeaux",
        "weeks of the maternity leave of twins",
    ),
    "max_days": ("durée maximale en jours", "longest length in days"),
    "monthly_net_reconstituted": (
        "salaire mensuel net du taux forfaitaire",
        "monthly wage less the flat rate",
    ),
    "net_daily_base": ("gain journalier de base", "net daily base"),
    "paternity_days": ("jours du congé de paternité", "days of the paternity leave"),
    "paternity_days_multiple": (
        "jours du congé de paternité de naissances multiples",
        "days of the paternity leave of multiple births",
    ),
    "period_end": ("dernier jour du congé", "last day of the leave"),
    "planned_start": ("début prévu du congé", "planned start of the leave"),
    "pmss": ("plafond mensuel de la sécurité sociale", "monthly ceiling of social security"),
    "second_month_daily": (
        "indemnité journalière brute du second mois",
        "gross daily allowance of the second month",
    ),
    "second_month_max": ("maximum du second mois", "maximum of the second month"),
    "taken_days": ("jours déjà pris", "days already taken"),
    "very_early_birth_weeks": (
        "semaines d'avance au-delà desquelles une naissance allonge le congé",
        "weeks beyond which an early birth lengthens the leave",
    ),
}

FAMILY_OPTIONS_EN: Mapping[str, str] = {
    "family_rounding": "No text fixes the rounding; the published maxima of every year are the"
    " unrounded value to the nearest cent.",
    "family_base_given": "The daily base given is taken before the flat rate, as that of sickness.",
    "unknown_minimum": "The minimum of that day was not found: none is applied, and none is"
    " guessed.",
    "children_in_charge": "The children in charge are those before the birth or the adoption; none"
    " given counts as none.",
    "leave_window": 'The leave is "taken within" the time: its later days are not paid, even if it'
    " started before the end of the time.",
    "affiliation_left_out": "The day of affiliation is not given: the length of affiliation must be"
    " checked, it is not judged here.",
    "birth_leave_rate": "The rates are those announced, of the wage less the flat rate; the decree"
    " was not read.",
}
