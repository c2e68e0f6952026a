"""The words of the self-employed, French and English: names of values, options."""

from collections.abc import Mapping

# name: (French, English)
SELF_EMPLOYED_NAMES: dict[str, tuple[str, str]] = {
    "carence_of_stop": ("jours de carence de l'arrêt", "waiting days of the stop"),
    "days_after_limit": ("jours après le dernier jour payable", "days after the last payable one"),
    "ij_daily_gross_low_income": (
        "indemnité journalière d'un revenu sous le seuil",
        "daily allowance of an income below the threshold",
    ),
    "liberal_ceiling_multiple": ("multiple du plafond annuel", "multiple of the annual ceiling"),
    "liberal_floor_share": ("part minimale du plafond", "least share of the ceiling"),
    "liberal_last_paid_day": ("dernier jour payable de l'arrêt", "last payable day of the stop"),
    "liberal_most_days": ("jours payés au plus", "days paid at most"),
    "low_income_threshold": ("seuil de revenu", "threshold of income"),
    "maternal_rest_allowance": (
        "allocation forfaitaire de repos maternel",
        "flat maternal rest allowance",
    ),
    "mean_turnover_3_years": ("chiffre d'affaires annuel moyen", "mean yearly turnover"),
    "micro_allowance_liberal": ("abattement", "allowance taken off"),
    "micro_allowance_sales": ("abattement", "allowance taken off"),
    "micro_allowance_services": ("abattement", "allowance taken off"),
    "minimum_raam": ("revenu annuel moyen minimum", "least mean yearly income"),
    "pass_one_year_before": ("plafond de l'année d'avant", "ceiling of the year before"),
    "pass_three_years_before": ("plafond de trois ans avant", "ceiling three years before"),
    "pass_two_years_before": ("plafond de deux ans avant", "ceiling two years before"),
    "raam": ("revenu d'activité annuel moyen", "mean yearly income"),
    "raam_retained": ("revenu annuel moyen retenu", "mean yearly income retained"),
    "self_employed_affiliation_months": (
        "mois d'affiliation exigés",
        "months of affiliation required",
    ),
    "self_employed_birth_affiliation_months": (
        "mois d'affiliation exigés",
        "months of affiliation required",
    ),
    "self_employed_divisor": ("diviseur", "divisor"),
    "self_employed_low_income_share": (
        "part versée sous le seuil de revenu",
        "share paid below the threshold of income",
    ),
    "self_employed_minimum_share": (
        "part du plafond moyen exigée",
        "share of the mean ceiling required",
    ),
    "self_employed_old_maternity_days": (
        "jours du congé de maternité d'avant 2019",
        "days of the maternity leave before 2019",
    ),
    "self_employed_short_stop_carence": (
        "jours de carence d'un arrêt court",
        "waiting days of a short stop",
    ),
    "self_employed_short_stop_days": (
        "jours d'un arrêt court, au plus",
        "days of a short stop, at most",
    ),
    "spouse_share": ("part du plafond pour le conjoint", "share of the ceiling for the spouse"),
}

SELF_EMPLOYED_OPTIONS_EN: Mapping[str, str] = {
    "self_employed_rounding": "No text fixes the rounding; the maxima published from 2018 to 2026"
    " are all 1/730 of the ceiling, to the nearest cent.",
    "liberal_days": "The decree 2021-755, quoted by the press, limits the allowance to 87 days in a"
    " row for one incapacity; the law speaks of the fourth to the ninetieth day, which is the same"
    " with three waiting days.",
}
