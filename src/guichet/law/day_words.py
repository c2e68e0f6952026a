"""The plain words, French and English, of the days and rates of a sickness stop."""

_AMOUNTS: dict[str, tuple[str, str]] = {
    "ij_daily_full_time": (
        "indemnité journalière brute d'un arrêt complet",
        "gross daily allowance of a full stop",
    ),
    "ij_daily_asked": (
        "indemnité journalière brute du jour demandé",
        "gross daily allowance of the day asked about",
    ),
    "employer_part": ("part du jour de l'employeur", "part of the day of employer"),
    "employer_pays": (
        "part plafonnée des salaires de référence de l'employeur",
        "capped part of the reference wages of employer",
    ),
    "siret": ("SIRET", "SIRET"),
    "ij_daily_gross": ("indemnité journalière brute", "gross daily allowance"),
    "ij_daily_gross_from_day_31": (
        "indemnité journalière brute à partir du 31e jour",
        "gross daily allowance from day 31",
    ),
    "ij_daily_part_time_from_day_31": (
        "indemnité journalière brute de temps partiel à partir du 31e jour",
        "gross daily allowance of part-time from day 31",
    ),
}

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
    "day_of_stop": ("rang du jour demandé", "rank of the day asked about"),
    "days": ("jours", "days"),
    "dependent_children": ("enfants à charge", "dependent children"),
    "first_day": ("premier jour", "first day"),
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
    "days_before_part_time": ("jours avant le temps partiel", "days before the part-time"),
    "days_over_retired": (
        "jours au-delà de ceux d'un retraité qui travaille",
        "days beyond those of a pensioner who works",
    ),
    "days_sent_after_end": (
        "jours d'un arrêt envoyé après sa fin",
        "days of a stop sent after its end",
    ),
    "late_notice_reduction": (
        "part retirée pour un avis envoyé en retard",
        "share taken away for a notice sent late",
    ),
    "lost_gross": ("salaire brut perdu", "gross pay lost"),
    "notice_sent_on": ("envoi de l'avis d'arrêt", "sending of the notice"),
    "part_time_days": ("jours de temps partiel", "days of part-time"),
    "part_time_from": ("début du temps partiel", "first day of the part-time"),
    "part_time_loss": ("perte de salaire par jour", "pay lost a day"),
    "part_time_loss_limit": (
        "indemnité limitée à la perte de salaire",
        "allowance limited to the pay lost",
    ),
    "part_time_no_carence": (
        "pas de carence en temps partiel thérapeutique",
        "no waiting days on therapeutic part-time",
    ),
    "part_time_to": ("fin du temps partiel", "last day of the part-time"),
    "reduced_from": ("début de la réduction", "first day reduced"),
    "reduced_to": ("fin de la réduction", "last day reduced"),
    "retired_most_days": (
        "jours payés au plus à un retraité qui travaille",
        "most days paid to a pensioner who works",
    ),
    "retired_since": ("retraité depuis le", "with a pension since"),
    "retired_used": ("jours déjà payés depuis la retraite", "days paid since the pension"),
    "sent_after_end": (
        "aucun contrôle n'était plus possible",
        "no control was possible any more",
    ),
    **_AMOUNTS,
    **{
        f"{name}_reduced": (f"{french}, réduite", f"reduced {english}")
        for name, (french, english) in _AMOUNTS.items()
    },
}
