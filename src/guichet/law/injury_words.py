"""The words of the work injuries, French and English: names of values, options."""

from collections.abc import Mapping

# name: (French, English)
INJURY_NAMES: dict[str, tuple[str, str]] = {
    "accident_date": ("jour de l'accident", "day of the accident"),
    "day": ("jour", "day"),
    "days_1_28": ("jours payés au premier taux", "days paid at the first rate"),
    "days_29_plus": ("jours payés au second taux", "days paid at the second rate"),
    "days_already_counted": (
        "jours déjà payés pour cet accident",
        "days already paid for this accident",
    ),
    "employer_days": (
        "jour de l'accident payé par l'employeur",
        "day of the accident paid by the employer",
    ),
    "first_stop_start": ("début du premier arrêt", "start of the first stop"),
    "first_stop_wage": ("salaire du premier arrêt", "wage of the first stop"),
    "from_first_day": ("depuis le premier jour de l'arrêt", "from the first day of the stop"),
    "ij_daily_gross_1_28": (
        "indemnité journalière brute des 28 premiers jours",
        "gross daily allowance of the first 28 days",
    ),
    "ij_daily_gross_29": (
        "indemnité journalière brute à partir du 29e jour",
        "gross daily allowance from the 29th day",
    ),
    "ij_uncapped_80": (
        "indemnité à partir du 29e jour avant la limite du salaire net",
        "allowance from the 29th day before the limit of the net wage",
    ),
    "injury_cap_rate": (
        "part du plafond annuel de la sécurité sociale",
        "part of the annual social security ceiling",
    ),
    "injury_divisor_four_weeks": ("diviseur", "divisor"),
    "injury_divisor_month": ("diviseur", "divisor"),
    "injury_divisor_year": ("diviseur", "divisor"),
    "injury_first_rate_days": ("jours au premier taux", "days at the first rate"),
    "injury_link": ("lien avec les arrêts précédents", "link with the previous stops"),
    "injury_rate_first": ("premier taux de l'indemnité", "first rate of the allowance"),
    "injury_rate_second": ("second taux de l'indemnité", "second rate of the allowance"),
    "interrupted": (
        "nouvel arrêt avant la guérison ou la consolidation",
        "new stop before healing or consolidation",
    ),
    "net_1_28": ("total net au premier taux", "net total at the first rate"),
    "net_29_plus": ("total net au second taux", "net total at the second rate"),
    "net_daily_wage_cap": ("gain journalier net", "net wage of a day"),
    "part_time_days_1_28": (
        "jours à temps partiel au premier taux",
        "part-time days at the first rate",
    ),
    "part_time_days_29_plus": (
        "jours à temps partiel au second taux",
        "part-time days at the second rate",
    ),
    "pass_annual": (
        "plafond annuel de la sécurité sociale",
        "annual social security ceiling",
    ),
    "resumed_days": ("jours de reprise du travail", "days back at work"),
    "recognised_on": ("maladie reconnue professionnelle le", "disease recognised on"),
    "relapse": ("rechute", "relapse"),
    "total_1_28": ("total brut au premier taux", "gross total at the first rate"),
    "total_29_plus": ("total brut au second taux", "gross total at the second rate"),
}

INJURY_OPTIONS_EN: Mapping[str, str] = {
    "injury_daily_rounding": "No text fixes the rounding; published examples round the daily base"
    " to the nearest cent, then the allowance.",
    "injury_ceiling_day": "The annual ceiling used is that of the first day of the stop; no text"
    " says whether a stop of January keeps that of the year before.",
    "injury_net_limit": "The net wage of a day comes from the reference wage before the cap: the"
    " published maximum at 80% is above 79% of the capped wage.",
    "injury_relapse_count": "Article R.433-7 continues the count of 28 days as long as healing or"
    " consolidation is not fixed; a relapse follows it, and the count begins again.",
}
