"""The plain words, French and English, of the days and rates of a sickness stop."""

DAY_NAMES: dict[str, tuple[str, str]] = {
    "days": ("jours", "days"),
    "dependent_children": ("enfants à charge", "dependent children"),
    "first_day": ("premier jour", "first day"),
    "ij_daily_gross_from_day_31": (
        "indemnité journalière brute à partir du 31e jour",
        "gross daily allowance from day 31",
    ),
    "ij_daily_max_from_day_31": (
        "maximum de l'indemnité journalière à partir du 31e jour",
        "maximum daily allowance from day 31",
    ),
    "last_day": ("dernier jour", "last day"),
    "majorated_from": ("premier jour aux deux tiers", "first day at two thirds"),
    "majorated_rate_children": (
        "enfants à charge pour le taux des deux tiers",
        "dependent children for the rate of two thirds",
    ),
    "majorated_rate_first_day": (
        "rang du premier jour aux deux tiers",
        "rank of the first day at two thirds",
    ),
    "majorated_rate_thirds": ("tiers du salaire journalier", "thirds of the daily base"),
    "period": ("période", "period"),
    "stop_first_day": ("premier jour d'arrêt", "first day off work"),
}
