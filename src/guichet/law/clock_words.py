"""The plain words, French and English, of the dated values of the legal clocks."""

_COVID = "printemps 2020"
_SPRING = "spring of 2020"

CLOCK_NAMES: dict[str, tuple[str, str]] = {
    "accident_decision_days": (
        "jours pour décider d'un accident sans enquête",
        "days to decide on an accident without an investigation",
    ),
    "accident_declaration_hours": (
        "heures de l'employeur pour déclarer un accident",
        "hours of the employer to declare an accident",
    ),
    "accident_file_opening_days": (
        "jours avant l'ouverture du dossier d'un accident",
        "days before the file of an accident opens",
    ),
    "accident_investigation_days": (
        "jours pour décider d'un accident après enquête",
        "days to decide on an accident after an investigation",
    ),
    "ald_resumption_years": (
        "années de reprise entre deux arrêts d'une longue maladie",
        "years of work between two stops of a long-term illness",
    ),
    "ame_silence_months": (
        "mois de silence sur une demande d'AME",
        "months of silence on a request for AME",
    ),
    "appeal_months": ("mois pour contester", "months to appeal"),
    "bereavement_window_months": (
        "mois pour prendre un congé de deuil",
        "months to take a bereavement leave",
    ),
    "cmra_answer_months": (
        "mois de réponse de la commission médicale de recours",
        "months of the medical appeals board to answer",
    ),
    "committee_decision_days": (
        "jours pour décider après saisine du comité régional",
        "days to decide once the regional committee is asked",
    ),
    "committee_file_days": (
        "jours d'ouverture du dossier devant le comité régional",
        "days of the open file before the regional committee",
    ),
    "committee_opinion_days": (
        "jours du comité régional pour son avis",
        "days of the regional committee to give its opinion",
    ),
    "consultation_notice_days": (
        "jours de préavis de la consultation du dossier",
        "days of notice before the file is consulted",
    ),
    "covid_extension_appeal_months": (
        f"mois de plus pour contester ({_COVID})",
        f"months more to appeal ({_SPRING})",
    ),
    "covid_extension_declaration_days": (
        f"jours de plus pour déclarer un accident ({_COVID})",
        f"days more to declare an accident ({_SPRING})",
    ),
    "covid_extension_disease_declaration_days": (
        f"jours de plus pour déclarer une maladie ({_COVID})",
        f"days more to declare a disease ({_SPRING})",
    ),
    "covid_extension_fund_days_to_december": (
        f"jours de plus de la caisse jusqu'en décembre ({_COVID})",
        f"days more for the fund until December ({_SPRING})",
    ),
    "covid_extension_medical_appeal_answer_months": (
        f"mois de plus de la commission médicale pour répondre ({_COVID})",
        f"months more of the medical board to answer ({_SPRING})",
    ),
    "covid_extension_questionnaire_days": (
        f"jours de plus pour un questionnaire ({_COVID})",
        f"days more for a questionnaire ({_SPRING})",
    ),
    "covid_extension_relapse_questionnaire_days": (
        f"jours de plus pour le questionnaire d'une rechute ({_COVID})",
        f"days more for the questionnaire of a relapse ({_SPRING})",
    ),
    "covid_extension_reserves_days": (
        f"jours de plus pour des réserves ({_COVID})",
        f"days more for reservations ({_SPRING})",
    ),
    "covid_suspension_of_silence_days": (
        f"jours où le silence ne court pas ({_COVID})",
        f"days on which silence does not run ({_SPRING})",
    ),
    "cra_answer_months": (
        "mois de réponse de la commission de recours amiable",
        "months of the amicable appeals board to answer",
    ),
    "csg_rate_deductible": ("part déductible de la CSG", "deductible part of the CSG"),
    "css_silence_months": (
        "mois de silence sur une demande de CSS",
        "months of silence on a request for CSS",
    ),
    "disease_decision_days": (
        "jours pour décider d'une maladie professionnelle",
        "days to decide on an occupational disease",
    ),
    "disease_declaration_days": (
        "jours pour déclarer une maladie professionnelle",
        "days to declare an occupational disease",
    ),
    "disease_file_opening_days": (
        "jours avant l'ouverture du dossier d'une maladie",
        "days before the file of a disease opens",
    ),
    "disease_questionnaire_days": (
        "jours pour le questionnaire d'une maladie",
        "days for the questionnaire of a disease",
    ),
    "injury_least_maximum_years": (
        "années au moins avant la fin des indemnités d'un accident",
        "years at least before the allowances of an accident end",
    ),
    "late_notice_memory_months": (
        "mois où un premier retard compte",
        "months in which a first delay counts",
    ),
    "maternity_weeks_least": (
        "semaines de repos au moins pour une maternité",
        "weeks of rest at least for a maternity",
    ),
    "maternity_weeks_least_after_birth": (
        "semaines de repos au moins après la naissance",
        "weeks of rest at least after the birth",
    ),
    "notice_sending_days": (
        "jours pour envoyer un avis d'arrêt",
        "days to send a sick-leave notice",
    ),
    "observation_days": ("jours d'observations sur un dossier", "days of observations on a file"),
    "paternity_window_months": (
        "mois pour prendre un congé de paternité",
        "months to take a paternity leave",
    ),
    "payment_prescription_years": (
        "années pour demander un paiement",
        "years to claim a payment",
    ),
    "questionnaire_days": ("jours pour un questionnaire", "days for a questionnaire"),
    "recovery_observation_days": (
        "jours d'observations sur un trop-perçu",
        "days of observations on an overpayment",
    ),
    "recovery_plan_months": (
        "mois au plus pour rembourser en plusieurs fois",
        "months at most to pay back in instalments",
    ),
    "recovery_prescription_years": (
        "années pour réclamer une somme versée en trop",
        "years to ask back money paid in excess",
    ),
    "recovery_rectification_months": (
        "mois de silence sur la rectification d'un trop-perçu",
        "months of silence on the correction of an overpayment",
    ),
    "relapse_decision_days": (
        "jours pour décider d'une rechute",
        "days to decide on a relapse",
    ),
    "relapse_questionnaire_days": (
        "jours pour le questionnaire d'une rechute",
        "days for the questionnaire of a relapse",
    ),
    "reserves_days": (
        "jours de l'employeur pour des réserves",
        "days of the employer for reservations",
    ),
    "victim_declaration_years": (
        "années de la victime pour déclarer",
        "years of the victim to declare",
    ),
}
