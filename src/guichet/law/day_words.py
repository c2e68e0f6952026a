"""The plain words, French and English, of the days and rates of a sickness stop."""

DAY_NAMES: dict[str, tuple[str, str]] = {
    "after_ald_until": (
        "jours après la fin des trois ans",
        "days after the end of the three years",
    ),
    "ald_carence_years": (
        "années où seul le premier arrêt de l'affection porte une carence",
        "years in which only the first stop of the illness bears waiting days",
    ),
    "ald_most_years": (
        "années payées pour une affection de longue durée",
        "years paid for a long-term illness",
    ),
    "ald_since": ("premier jour des trois ans", "first day of the three years"),
    "ald_until": ("dernier jour des trois ans", "last day of the three years"),
    "days_after_ald": (
        "jours après les trois ans de l'affection",
        "days after the three years of the illness",
    ),
    "days_beyond_360": ("jours au-delà du compteur", "days beyond the counter"),
    "days_left_360": ("jours restant au compteur", "days left of the counter"),
    "days_returned": (
        "jours rendus au compteur pendant l'arrêt",
        "days given back to the counter during the stop",
    ),
    "days_used": ("jours déjà payés dans la période", "days already paid within the period"),
    "leave_end": ("dernier jour du congé", "last day of the leave"),
    "maternity_days": ("jours du congé de maternité", "days of the maternity leave"),
    "maternity_prevails": ("la maternité l'emporte", "maternity prevails"),
    "last_paid_day": ("dernier jour payé", "last paid day"),
    "payable_days": ("jours qui pourraient être payés", "days that could be paid"),
    "sickness_counter_years": ("années du compteur", "years of the counter"),
    "sickness_most_days": ("jours payés au plus", "most days paid"),
    "window_end": ("fin de la période", "end of the period"),
    "window_start": ("début de la période", "start of the period"),
    "carence_under_leave": (
        "jours de carence passés pendant le congé",
        "waiting days spent during the leave",
    ),
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
