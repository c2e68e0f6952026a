"""The plain words, French and English, for every name that a step may bear."""

from guichet.law.clock_words import CLOCK_NAMES
from guichet.law.covid_words import COVID_NAMES
from guichet.law.day_words import DAY_NAMES
from guichet.law.family_words import FAMILY_NAMES
from guichet.law.injury_words import INJURY_NAMES
from guichet.law.seizable_words import SEIZABLE_NAMES
from guichet.law.self_employed_words import SELF_EMPLOYED_NAMES

# name: (French, English)
NAMES: dict[str, tuple[str, str]] = {
    **CLOCK_NAMES,
    **FAMILY_NAMES,
    **DAY_NAMES,
    **COVID_NAMES,
    **INJURY_NAMES,
    **SELF_EMPLOYED_NAMES,
    **SEIZABLE_NAMES,
    "child_death_waiver_weeks": (
        "semaines sans carence après le décès d'un enfant",
        "weeks without waiting days after the death of a child",
    ),
    "medical_interruption_waiver": (
        "pas de carence après une interruption médicale de grossesse",
        "no waiting days after a medical interruption of pregnancy",
    ),
    "miscarriage_waiver": (
        "pas de carence après une interruption spontanée de grossesse",
        "no waiting days after a miscarriage",
    ),
    "days_beyond_right": ("jours après la fin du droit", "days after the end of the right"),
    "first_day_beyond": (
        "premier jour après six mois d'arrêt",
        "first day after six months of stop",
    ),
    "hours_12_months": (
        "heures des douze mois civils précédents",
        "hours of the twelve previous civil months",
    ),
    "hours_365_days": (
        "heures connues des 365 jours précédents",
        "hours known for the 365 previous days",
    ),
    "hours_alternative": ("heures de travail, autre moyen", "hours of work, the other way"),
    "hours_from": ("premier jour de leur période", "first day of their period"),
    "hours_until": ("dernier jour de leur période", "last day of their period"),
    "hours_needed_12_months": ("heures nécessaires en douze mois", "hours needed in twelve months"),
    "days_within_right": ("jours avant la fin du droit", "days before the end of the right"),
    "opening_first_period_months": (
        "mois de la première période du droit",
        "months of the first period of the right",
    ),
    "opening_hours_12_months": (
        "heures de travail exigées en douze mois",
        "hours of work required in twelve months",
    ),
    "opening_hours_first_months_of_12": (
        "heures exigées dans les trois premiers des douze mois",
        "hours required in the first three of the twelve months",
    ),
    "opening_smic_multiple_12_months": (
        "multiple du SMIC horaire exigé en douze mois",
        "multiple of the hourly minimum wage required in twelve months",
    ),
    "pay_12_months": (
        "salaires connus des douze mois civils précédents",
        "wages known for the twelve previous civil months",
    ),
    "resumed_on": ("jour de la reprise du travail", "day of the return to work"),
    "right_until": ("dernier jour du droit", "last day of the right"),
    "right_open_beyond": (
        "droit ouvert au-delà de six mois d'arrêt",
        "right open past six months of stop",
    ),
    "sickness_affiliation_months": (
        "mois d'affiliation exigés au-delà de six mois d'arrêt",
        "months of affiliation required past six months of stop",
    ),
    "threshold_12_months": (
        "salaire minimum exigé en douze mois",
        "minimum pay required in twelve months",
    ),
    "civil_month_before": ("le mois civil avant", "the civil month before"),
    "twelve_civil_months_before": ("les douze mois civils avant", "the twelve civil months before"),
    "contract_monthly_gross": ("salaire d'un mois complet", "wage of a full month"),
    "days_of_month": ("jours du mois", "days of the month"),
    "days_since": ("jours depuis la période", "days since the period"),
    "earned_since": ("gains depuis la période", "earnings since the period"),
    "days_without_activity": ("jours du mois sans activité", "days of the month without activity"),
    "last_activity": (
        "gains de la dernière activité commencée",
        "earnings of the last activity begun",
    ),
    "days_of_activity": ("jours de cette activité", "days of that activity"),
    "earned": ("gains des mois complets", "earnings of the full months"),
    "earned_days": ("jours des mois complets", "days of the full months"),
    "no_effect": ("aucun effet", "no effect"),
    "without_effect": ("donné sans effet sur cette allocation", "given, without effect here"),
    "pay": ("paie", "pay"),
    "pay_cap": ("plafond d'une paie", "cap of a pay"),
    "reference_divisor_twelve_weeks": ("diviseur", "divisor"),
    "reference_divisor_year": ("diviseur", "divisor"),
    "reference_total_12_months": (
        "total des douze mois civils précédents",
        "total of the twelve previous civil months",
    ),
    "and": ("et", "and"),
    "calendar_days": ("jours de l'arrêt", "days of the stop"),
    "capped_total": ("total des salaires retenus", "total of the wages retained"),
    "carence_days": ("jours de carence", "waiting days"),
    "carence_due": ("jours de carence restant à servir", "waiting days still due"),
    "carence_served": ("jours de carence déjà servis", "waiting days already served"),
    "carence_waived": ("carence levée", "waiting days lifted"),
    "crds": ("CRDS", "CRDS"),
    "crds_rate": ("taux de la CRDS", "CRDS rate"),
    "csg": ("CSG", "CSG"),
    "csg_rate": ("taux de la CSG", "CSG rate"),
    "false": ("non", "no"),
    "gross": ("salaire brut", "gross wage"),
    "half_up": ("arrondi au centime le plus proche", "nearest cent"),
    "hours": ("heures", "hours"),
    "hours_3_months": (
        "heures des trois mois civils précédents",
        "hours of the three previous civil months",
    ),
    "hours_90_days": (
        "heures connues des 90 jours précédents",
        "hours known for the 90 previous days",
    ),
    "hours_needed": ("heures nécessaires", "hours needed"),
    "ij_daily_gross": (
        "indemnité journalière brute",
        "gross daily allowance",
    ),
    "ij_daily_max": ("maximum de l'indemnité journalière", "maximum daily allowance"),
    "ij_total_after_csg_crds": ("total après CSG et CRDS", "total after CSG and CRDS"),
    "ij_total_gross": ("total brut des indemnités", "gross total of the allowances"),
    "incomplete": ("données incomplètes", "incomplete data"),
    "initial": ("arrêt initial", "initial stop"),
    "first_paid_day": ("premier jour payé", "first paid day"),
    "kind": ("nature de l'arrêt", "kind of stop"),
    "legal_weekly_hours": ("durée légale hebdomadaire", "legal weekly hours"),
    "max": ("le plus grand", "the larger"),
    "min": ("le plus petit", "the smaller"),
    "month": ("mois", "month"),
    "monthly_cap": ("plafond mensuel", "monthly cap"),
    "opening_conditions_met": (
        "conditions d'ouverture des droits remplies",
        "conditions for opening the right met",
    ),
    "opening_hours_3_months": ("heures de travail exigées", "hours of work required"),
    "opening_smic_multiple_6_months": (
        "multiple du SMIC horaire exigé",
        "multiple of the hourly minimum wage required",
    ),
    "paid_days": ("jours payés", "paid days"),
    "paid_on": ("jour du paiement", "day of payment"),
    "pay_6_months": (
        "salaires connus des six mois civils précédents",
        "wages known for the six previous civil months",
    ),
    "previous_end": ("fin de l'arrêt précédent", "end of the previous stop"),
    "prolongation": ("prolongation", "prolongation"),
    "prolongation_gap_days": (
        "jours de reprise admis avant une prolongation",
        "days of resumed work allowed before a prolongation",
    ),
    "reestablished": ("salaire rétabli", "re-established wage"),
    "reference_divisor_three_months": ("diviseur", "divisor"),
    "reference_months": ("mois de référence", "reference months"),
    "reference_start": (
        "début de l'arrêt initial ou du congé",
        "start of the initial stop or of the leave",
    ),
    "retained_wage": ("salaire retenu", "wage retained"),
    "right_open": ("droit ouvert", "right open"),
    "sickness_cap_smic_multiple": ("multiple du SMIC", "multiple of the minimum wage"),
    "sickness_rate": ("taux de l'indemnité", "rate of the allowance"),
    "sjb": ("salaire journalier de base", "daily base wage"),
    "sjb_cap": (
        "salaire journalier de base au plafond",
        "daily base wage at the cap",
    ),
    "sjb_given": ("salaire journalier de base donné", "daily base wage given"),
    "smic_day": ("jour du SMIC retenu", "day of the minimum wage used"),
    "smic_hourly": ("SMIC horaire", "hourly minimum wage"),
    "smic_monthly": ("SMIC mensuel", "monthly minimum wage"),
    "stop_end": ("dernier jour de l'arrêt", "last day of the stop"),
    "stop_start": ("premier jour de l'arrêt", "first day of the stop"),
    "three_civil_months_before": ("les trois mois civils avant", "the three civil months before"),
    "threshold_amount": ("salaire minimum exigé", "minimum pay required"),
    "true": ("oui", "yes"),
    "truncate": ("centimes entiers", "whole cents"),
    "unknown": ("à établir", "to be established"),
    "*": ("×", "×"),
    "/": ("÷", "÷"),
    "-": ("−", "−"),
    ">=": ("≥", "≥"),
    "<": ("<", "<"),
    ">": (">", ">"),
    "<=": ("≤", "≤"),
}


def said_fr(name: str) -> str:
    """A name in French words, itself where it has none."""
    return NAMES.get(name, (name,))[0]
