"""The words of what may be taken of a month's allowances, French and English."""

# name: (French, English)
SEIZABLE_NAMES: dict[str, tuple[str, str]] = {
    "dependants": ("personnes à charge", "dependants"),
    "month_net": ("net payé dans le mois", "net paid in the month"),
    "never_seized": (
        "somme laissée chaque mois (RSA d'une personne seule)",
        "sum left each month (RSA of a person alone)",
    ),
    "seizable_by_brackets": ("part prise par les tranches", "part taken by the brackets"),
    "seizable_dependant": (
        "hausse des seuils annuels par personne à charge",
        "rise of the yearly thresholds for a dependant",
    ),
    "seizable_fractions": ("fractions des tranches", "fractions of the brackets"),
    "seizable_in_the_month": (
        "somme qui peut être retenue dans le mois",
        "sum that may be withheld in the month",
    ),
    **{
        f"seizable_threshold_{rank}": (f"seuil annuel {rank}", f"yearly threshold {rank}")
        for rank in range(1, 7)
    },
}
